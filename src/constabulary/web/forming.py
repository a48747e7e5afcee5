"""Forms as our pages use them: refusals beside their field, moments in London, the summary's links."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, TypeVar

from django import forms

from constabulary.casework.clock import now
from constabulary.policing.contact.typed import words_meant
from constabulary.policing.decisions import NotAllowed, Reasons
from constabulary.policing.people.details import BORN_IN_FUTURE, find_reasons_against_number
from constabulary.standards.calendar import LONDON, local_day
from constabulary.web.moments import Unreadable, read_clock, read_day, read_moment, tell_day, tell_moment

#: The error of a day, a moment or a time that cannot be read.
UNREADABLE = "unreadable"
DAY_HINT = "For example, 23/11/2026 or 23 Nov"
Read = TypeVar("Read", date, datetime, time)


class PageForm(forms.Form):
    """A form whose refusals from the rules land beside the field they belong to."""

    use_required_attribute = False

    def refuse(self, refusal: NotAllowed) -> None:
        """Put each reason beside its field, or at the top where it has none."""
        for reason in refusal.reasons:
            self.add_error(reason.field if reason.field in self.fields else None, reason.sentence)

    def forbid(self, sentence: str) -> None:
        """Say that whoever sent this may not do it: beside the decision where one was chosen, else at the top."""
        self.add_error("decision" if "decision" in self.fields else None, sentence)

    def offer(self, name: str, choices: Any) -> None:
        """Set the choices of a field of choices."""
        field: Any = self.fields[name]
        field.choices = choices

    def add_missing(self, reasons: Reasons) -> None:
        """Put reasons beside their fields while the form is judged, one at a field: what it says itself comes first."""
        for reason in reasons:
            if reason.field not in self.errors:
                self.add_error(reason.field, reason.sentence)

    def forget_errors(self) -> None:
        """Show what was typed without judging it yet: a draft found again is not refused before it is sent."""
        if self.is_bound:
            self.errors.clear()

    @property
    def error_list(self) -> list[dict[str, str]]:
        """The error summary, in the order of the page: every sentence with a link that moves the focus to its field."""
        found = [{"text": str(sentence), "href": "#main"} for sentence in self.non_field_errors()]
        # "There is no such day" says enough beside its field; above a page with several days it says of which.
        times = [name for name, field in self.fields.items() if isinstance(field, MomentField | DayField | ClockField)]
        for name in self.fields:
            of = f"{self[name].label}: " if name in times and len(times) > 1 else ""
            for error in self.errors.as_data().get(name, ()):
                named = of if error.code == UNREADABLE else ""
                found += [
                    {"text": f"{named}{sentence}", "href": f"#{self._first_input(name)}"} for sentence in error.messages
                ]
        return found

    def _first_input(self, name: str) -> str:
        bound = self[name]
        # A set of radios or boxes has no label of its own to point at: its first input carries the field's id.
        return str(bound.id_for_label or bound.auto_id).removesuffix("_0")


def _too_long(label: str) -> str:
    """What is said of words that are longer than is kept; the field is named, because a page has many of them."""
    named = label.rstrip("?").replace("%", "%%")
    return f"{named}: keep it to %(limit_value)s characters, these are %(show_value)s."


class WordsField(forms.CharField):
    """Words as people type and paste them, without what cannot be seen and turns them round."""

    def to_python(self, value: Any) -> str:
        """The words that are meant."""
        return str(super().to_python(words_meant(value) if isinstance(value, str) else value))


def words(
    label: str, *, hint: str = "", required: bool = False, rows: int = 0, has_limit: bool = True, **shown_as: Any
) -> forms.CharField:
    """A field of words; several lines when `rows` is given. Without a limit of its own it is the verb that has one."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    most = (20_000 if rows else 200) if has_limit else None
    field = WordsField(
        label=label, help_text=hint, required=required, widget=widget, max_length=most,
        error_messages={"required": _missing(label), "max_length": _too_long(label)},
    )  # fmt: skip
    field.shown_as = shown_as  # type: ignore[attr-defined]
    return field


def secret(label: str, *, autocomplete: str, hint: str = "") -> forms.CharField:
    """A field for a password: not shown while it is typed, and never sent back. Its name holds the word password, by which
    no draft keeps it."""
    field = words(
        label, hint=hint, required=True, autocomplete=autocomplete, has_limit=False, classes="govuk-input--width-20"
    )
    field.widget, field.strip = forms.PasswordInput(), False
    return field


class TelephoneField(WordsField):
    """A telephone number as people give it; what cannot be one is refused with the rule's sentence, and stays typed."""

    def __init__(self, *, label: str, **shown_as: Any) -> None:
        super().__init__(label=label, required=False, max_length=200, error_messages={"max_length": _too_long(label)})
        self.shown_as = {"classes": "govuk-input--width-20", "inputmode": "tel", **shown_as}

    def clean(self, value: Any) -> str:
        """The number. Raises ValidationError with a sentence."""
        typed: str = super().clean(value)
        if against := find_reasons_against_number(typed):
            raise forms.ValidationError([one.sentence for one in against])
        return typed


def one_of(
    label: str, choices: Any, *, hint: str = "", required: bool = True, select: bool = False, **shown_as: Any
) -> forms.ChoiceField:
    """A choice of one."""
    field = forms.ChoiceField(
        label=label, choices=choices, help_text=hint, required=required,
        widget=forms.Select() if select else forms.RadioSelect(),
        error_messages={"required": f"Choose an answer: {_lowered(label)}.", "invalid_choice": "Choose one of these."},
    )  # fmt: skip
    field.shown_as = shown_as  # type: ignore[attr-defined]
    return field


def any_of(label: str, choices: Any, *, hint: str = "", **shown_as: Any) -> forms.MultipleChoiceField:
    """A choice of any number, none included."""
    field = forms.MultipleChoiceField(
        label=label, choices=choices, help_text=hint, required=False, widget=forms.CheckboxSelectMultiple(),
        error_messages={"invalid_choice": "Choose from these."},
    )  # fmt: skip
    field.shown_as = shown_as  # type: ignore[attr-defined]
    return field


def tick(label: str, *, hint: str = "") -> forms.BooleanField:
    """A single box to tick."""
    return forms.BooleanField(label=label, help_text=hint, required=False)


#: Labels that begin with one of these take no article.
WITHOUT_ARTICLE = frozenset({"a", "an", "the", "their", "what", "when", "where", "which", "who", "whom", "why", "how"})


def _missing(label: str) -> str:
    """What is said of a field of words that is empty: a question is to be answered, a thing to be entered."""
    if label.endswith("?"):
        return f"Answer: {label}"
    article = "" if label.split()[0].casefold() in WITHOUT_ARTICLE else "the "
    return f"Enter {article}{_lowered(label)}."


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:].rstrip("?")


def _readable(read: Callable[[], Read]) -> Read:
    """What was read. Raises ValidationError with the sentence that says what is wanted."""
    try:
        return read()
    except Unreadable as unreadable:
        raise forms.ValidationError(str(unreadable), code=UNREADABLE) from unreadable


class MomentField(WordsField):
    """A moment as people write one: 'today 14:30', '1430', '2pm', 'yesterday 22.00', '23/11 14:30', '23 Nov 2026 14:30'.

    On the night when the clocks go back an hour happens twice: then it asks for BST or GMT. A weekday is the last one,
    or the coming one where the field looks `ahead`; `until` says that a day alone is meant to its last minute.
    """

    def __init__(
        self, *, label: str, hint: str = "", required: bool = True, ahead: bool = False, until: bool = False
    ) -> None:
        self.ahead, self.until = ahead or until, until
        super().__init__(
            label=label,
            required=required,
            help_text=hint or "For example, today 14:30, 2pm or 23/11/2026 14:30",
            error_messages={"required": _missing(label)},
        )
        self.shown_as = {"classes": "govuk-input--width-20"}

    def prepare_value(self, value: Any) -> Any:
        """A moment as it would be written here."""
        if isinstance(value, datetime):
            return value.astimezone(LONDON).strftime("%d/%m/%Y %H:%M")
        return value

    def clean(self, value: Any) -> datetime | None:
        """The moment meant, aware. Raises ValidationError with a sentence."""
        text = super().clean(value).strip()
        return _readable(lambda: read_moment(text, now=now(), ahead=self.ahead, until=self.until)) if text else None

    def understood(self, meant: Any) -> str:
        """What was understood, told back beside the field."""
        return tell_moment(meant)


class DayField(forms.DateField):
    """A day as people write one: '23/11/2026', '23 Nov', 'today'. `year_needed` for a date of birth."""

    def __init__(
        self, *, label: str = "", hint: str = DAY_HINT, required: bool = False,
        year_needed: bool = False, missing: str = "", ahead: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(
            label=label, help_text=hint, required=required, widget=forms.DateInput(format="%d/%m/%Y"),
            error_messages={"required": missing or f"Enter {_lowered(label)}."},
        )  # fmt: skip
        self.year_needed, self.ahead = year_needed, ahead
        self.shown_as = {"classes": "govuk-input--width-10"}

    def prepare_value(self, value: Any) -> Any:
        """A day as it would be written here."""
        return value.strftime("%d/%m/%Y") if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        """The day meant. Raises ValidationError with a sentence."""
        if not isinstance(value, str):
            return value if isinstance(value, date) else None
        text = value.strip()
        if not text:
            return None
        return _readable(lambda: read_day(text, today=local_day(now()), year_needed=self.year_needed, ahead=self.ahead))

    def understood(self, meant: Any) -> str:
        """What was understood, told back beside the field."""
        return tell_day(meant)


class ClockField(forms.TimeField):
    """A time of day as people write one: '8am', '10 pm', '22:00', '2200', 'noon', an hour alone."""

    def __init__(self, *, label: str, hint: str = "For example, 8am or 22:00", required: bool = False) -> None:
        super().__init__(
            label=label, help_text=hint, required=required, widget=forms.TimeInput(format="%H:%M"),
            error_messages={"required": f"Enter {_lowered(label)}."},
        )  # fmt: skip
        self.shown_as = {"classes": "govuk-input--width-5"}

    def to_python(self, value: Any) -> time | None:
        """The time meant. Raises ValidationError with a sentence."""
        if not isinstance(value, str):
            return value if isinstance(value, time) else None
        return _readable(lambda: read_clock(value)) if value.strip() else None

    def understood(self, meant: Any) -> str:
        """What was understood, told back beside the field."""
        return f"{meant:%H:%M}"


def read_birth(typed: str) -> date | None:
    """A date of birth from a field of words, its year written out; None where nothing was typed."""
    found: date | None = DayField(year_needed=True).clean(typed)
    if found is not None and found > local_day(now()):
        raise forms.ValidationError(BORN_IN_FUTURE.sentence)
    return found
