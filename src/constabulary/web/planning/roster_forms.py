"""The form of a roster: for which numbers, of how many people, with which skills, contracts and absences."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms

from constabulary.simulation.staffing.filling import Away, Contract, Skill, full_contract
from constabulary.web.forming import DayField, PageForm, one_of
from constabulary.web.planning.forms import WholeField, read_decimal

MOST_DIGITS, LONGEST_SKILL = 3, 80
TODAY = "today"


class LinesField(forms.CharField):
    """Something a line, each read by itself."""

    def __init__(self, read: Callable[[str], Any], *, label: str, hint: str, rows: int = 2) -> None:
        self.read = read
        super().__init__(
            label=label, help_text=hint, required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": rows})
        )
        self.shown_as: dict[str, Any] = {}

    def clean(self, value: Any) -> tuple[Any, ...]:
        """What each line says. Raises ValidationError with a sentence."""
        return tuple(self.read(line.strip()) for line in super().clean(value).splitlines() if line.strip())


def _read_number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def _read_people(text: str) -> tuple[int, ...] | None:
    """Numbers of people as they are typed: 1 to 4, 9."""
    found: list[int] = []
    for part in text.split(","):
        begins, _, ends = part.replace("-", " to ").replace("\u2013", " to ").partition(" to ")
        first = _read_number(begins)
        last = _read_number(ends) if ends.strip() else first
        if first is None or last is None or last < first:
            return None
        found += range(first, last + 1)
    return tuple(found)


def _read_skill(line: str) -> Skill:
    name, _, rest = line.partition(":")
    who, _, needed = rest.rpartition(":")
    people, count = _read_people(who), _read_number(needed)
    if not name.strip() or len(name.strip()) > LONGEST_SKILL or people is None or count is None:
        raise forms.ValidationError(
            "Write the skill, who has it and how many each shift needs, such as supervisor: 1 to 4, 9: 1, "
            f"not {line[:60]}."
        )
    return Skill(name=name.strip(), people=people, needed=count)


def _read_contract(line: str) -> Contract:
    who, _, hours = line.partition(":")
    people, each = _read_people(who), read_decimal(hours.strip())
    if people is None or each is None:
        raise forms.ValidationError(f"Write who it is and the hours of a week, such as 5 to 8: 20, not {line[:60]}.")
    return Contract(people=people, hours=each)


def _read_away(line: str) -> Away:
    who, _, days = (part.strip() for part in line.partition(":"))
    begins, _, ends = days.partition(" to ")
    day = DayField(label="The day", ahead=True)
    person, first, last = _read_number(who), None, None
    if person is not None:
        try:
            first = day.to_python(begins)
            last = day.to_python(ends) or first
        except forms.ValidationError:
            first = None
    if person is None or first is None or last is None:
        raise forms.ValidationError(
            f"Write the person's number and the days, such as 3: 4/11/2026 to 6/11/2026, not {line[:60]}."
        )
    return Away(person=person, first=first, last=last)


class RosterForm(PageForm):
    """Who works when: for which numbers, of how many people, with which skills, contracts and absences."""

    numbers = one_of(
        "For which numbers on each shift?", [("needed", "Those that are needed"), (TODAY, "Those of today")]
    )
    people = WholeField(label="How many people?", least=1)
    skills = LinesField(
        _read_skill, label="Skills that each shift needs",
        hint="One a line: the skill, who has it, how many on each shift need it, such as supervisor: 1 to 4, 9: 1. "
        "A person may have several. Empty if none",
    )  # fmt: skip
    contracts = LinesField(
        _read_contract, label="Who has a contract of other hours", hint=""
    )  # fmt: skip
    away = LinesField(_read_away, label="Who is away when", hint="", rows=3)

    def __init__(self, data: Any = None, *, first: date, needed: int, today: int) -> None:
        super().__init__(data, initial={"numbers": "needed"})
        self.fields[
            "people"
        ].help_text = f"Empty for as many as have the hours: {needed} for what is needed, {today} today"
        self.fields["contracts"].help_text = (
            f"One a line, as 5 to 8: 20 for twenty hours a week; everybody else has {full_contract(first).hours:g}. "
            "Empty if nobody has"
        )
        begins, ends = (f"{first + timedelta(days=day):%-d/%-m/%Y}" for day in (1, 3))
        self.fields["away"].help_text = f"One a line, as 3: {begins} to {ends}. People are numbers. Empty if nobody is"

    def refuse_faults(self, faults: Mapping[str, str]) -> None:
        """Put what is wrong with the roster beside its fields."""
        for field, sentence in faults.items():
            self.add_error(field, sentence)

    def asked(self) -> dict[str, Any]:
        """What is asked."""
        data = self.cleaned_data
        return {
            "as_today": data["numbers"] == TODAY, "people": data["people"], "skills": data["skills"],
            "contracts": data["contracts"], "away": data["away"],
        }  # fmt: skip
