"""The form of a roster: for which numbers, of how many people, with which skill and absences."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms

from constabulary.simulation.staffing.filling import Away, Skill
from constabulary.web.forming import DayField, PageForm, one_of, words
from constabulary.web.planning.forms import WholeField

MOST_DIGITS = 3
TODAY = "today"


class AwayField(forms.CharField):
    """Who is away when, one a line: '3: 4/11/2026 to 6/11/2026'."""

    def __init__(self, *, label: str, hint: str) -> None:
        super().__init__(
            label=label, help_text=hint, required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.shown_as: dict[str, Any] = {}

    def clean(self, value: Any) -> tuple[Away, ...]:
        """Each absence. Raises ValidationError with a sentence."""
        return tuple(_read_away(line.strip()) for line in super().clean(value).splitlines() if line.strip())


def _read_away(line: str) -> Away:
    who, _, days = (part.strip() for part in line.partition(":"))
    begins, _, ends = days.partition(" to ")
    day = DayField(label="The day", ahead=True)
    first = last = None
    if who.isascii() and who.isdigit() and len(who) <= MOST_DIGITS:
        try:
            first = day.to_python(begins)
            last = day.to_python(ends) or first
        except forms.ValidationError:
            first = None
    if first is None or last is None:
        raise forms.ValidationError(
            f"Write the person's number and the days, such as 3: 4/11/2026 to 6/11/2026, not {line[:60]}."
        )
    return Away(person=int(who), first=first, last=last)


class RosterForm(PageForm):
    """Who works when: for which numbers, of how many people, with which skill and absences."""

    numbers = one_of(
        "For which numbers on each shift?", [("needed", "Those that are needed"), (TODAY, "Those of today")]
    )
    people = WholeField(label="How many people?", least=1)
    skill = words("A skill that each shift needs", hint="For example, supervisor; empty if none")
    holders = WholeField(label="How many of the people have it?", least=1)
    needed = WholeField(label="How many on each shift need it?", least=1)
    away = AwayField(label="Who is away when", hint="")

    def __init__(self, data: Any = None, *, first: date, needed: int, today: int) -> None:
        super().__init__(data, initial={"numbers": "needed"})
        self.fields[
            "people"
        ].help_text = f"Empty for as many as have the hours: {needed} for what is needed, {today} today"
        begins, ends = (f"{first + timedelta(days=day):%-d/%-m/%Y}" for day in (1, 3))
        self.fields[
            "away"
        ].help_text = f"One a line, as 3: {begins} to {ends}. People are numbers; those with the skill come first. Empty if nobody is"

    def refuse_faults(self, faults: Mapping[str, str]) -> None:
        """Put what is wrong with the roster beside its fields."""
        for field, sentence in faults.items():
            self.add_error(field, sentence)

    def asked(self) -> dict[str, Any]:
        """What is asked."""
        data = self.cleaned_data
        has_skill = data["skill"] or data["holders"] is not None or data["needed"] is not None
        return {
            "as_today": data["numbers"] == TODAY, "people": data["people"], "away": data["away"],
            "skill": Skill(name=data["skill"], holders=data["holders"] or 0, needed=data["needed"] or 0)
            if has_skill else None,
        }  # fmt: skip

    def sections(self) -> list[tuple[str, list[Any]]]:
        """The fields for the page, a heading over each part."""
        named = [("How many", ("numbers", "people")), ("A skill", ("skill", "holders", "needed"))]
        return [(title, [self[name] for name in names]) for title, names in named]
