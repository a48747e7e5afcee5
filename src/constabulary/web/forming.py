"""Forms as our pages use them: refusals beside their field, moments in London, the summary's links."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms

from constabulary.casework.clock import now
from constabulary.policing.decisions import NotAllowed, Reasons
from constabulary.standards.calendar import LONDON, local_day


class PageForm(forms.Form):
    """A form whose refusals from the rules land beside the field they belong to."""

    use_required_attribute = False

    def refuse(self, refusal: NotAllowed) -> None:
        """Put each reason beside its field, or at the top where it has none."""
        for reason in refusal.reasons:
            self.add_error(reason.field if reason.field in self.fields else None, reason.sentence)

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
        for name in self.fields:
            sentences = self.errors.get(name, ())
            found += [{"text": str(sentence), "href": f"#{self._first_input(name)}"} for sentence in sentences]
        return found

    def _first_input(self, name: str) -> str:
        bound = self[name]
        # A set of radios or boxes has no label of its own to point at: its first input carries the field's id.
        return str(bound.id_for_label or bound.auto_id).removesuffix("_0")


def words(label: str, *, hint: str = "", required: bool = False, rows: int = 0, **shown_as: Any) -> forms.CharField:
    """A field of words; several lines when `rows` is given."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    field = forms.CharField(
        label=label, help_text=hint, required=required, widget=widget, max_length=20000 if rows else 200,
        error_messages={"required": f"Enter {_lowered(label)}."},
    )  # fmt: skip
    field.shown_as = shown_as  # type: ignore[attr-defined]
    return field


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


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:].rstrip("?")


class MomentField(forms.CharField):
    """A moment as people write one: 'today 14:30', 'yesterday 22:00', 'tomorrow 09:00', '23/11/2026 14:30', '14:30'.

    On the night when the clocks go back an hour happens twice: then it asks for BST or GMT.
    """

    PATTERN = re.compile(
        r"^(?:(?P<word>today|tomorrow|yesterday|now)|(?P<day>\d{1,2})[/. -](?P<month>\d{1,2})[/. -](?P<year>\d{4}))?"
        r"[ ,at]*(?:(?P<hour>\d{1,2})[:.](?P<minute>\d{2}))?\s*(?P<zone>BST|GMT)?$",
        re.IGNORECASE,
    )

    def __init__(self, *, label: str, hint: str = "", required: bool = True) -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=hint or "For example, today 14:30 or 23/11/2026 14:30",
            error_messages={"required": f"Enter {_lowered(label)}."},
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
        if not text:
            return None
        found = self.PATTERN.match(text)
        if found is None or not (found["word"] or found["hour"]):
            raise forms.ValidationError("Write a day and a time, for example 'today 14:30' or '23/11/2026 14:30'.")
        if (found["word"] or "").lower() == "now":
            return now()
        return self._moment(self._day(found), found)

    def _day(self, found: "re.Match[str]") -> date:
        today = local_day(now())
        word = (found["word"] or "today").lower()
        if found["day"]:
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError as error:
                raise forms.ValidationError("There is no such day.") from error
        return today + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0))

    def _moment(self, day: date, found: "re.Match[str]") -> datetime:
        if not found["hour"]:
            raise forms.ValidationError("Write the time as well, for example 14:30.")
        if not 1900 <= day.year <= 2200:
            raise forms.ValidationError("The year must be between 1900 and 2200.")
        try:
            naive = datetime.combine(day, time(int(found["hour"]), int(found["minute"])))
        except ValueError as error:
            raise forms.ValidationError("There is no such time of day.") from error
        summer, winter = (naive.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
        if summer.utcoffset() == winter.utcoffset():
            return summer
        if summer.utcoffset() < winter.utcoffset():  # type: ignore[operator]
            raise forms.ValidationError("The clocks went forward over that time: it did not happen. Check it.")
        zone = (found["zone"] or "").upper()
        if not zone:
            raise forms.ValidationError(f"{naive:%H:%M} happened twice that night. Add BST or GMT.")
        return summer if zone == "BST" else winter
