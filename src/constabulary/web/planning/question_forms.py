"""Forms of the two questions about a scenario, and of a recovery plan that runs."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django import forms

from constabulary.casework.planning.recovery_weeks import ONLINE_TEAM
from constabulary.simulation.model.lengths import told_hours
from constabulary.simulation.model.whole import Model
from constabulary.simulation.recovery.asked import Asked
from constabulary.simulation.recovery.from_model import Reckoned
from constabulary.simulation.staffing.goals import About, Goal, goals_offered
from constabulary.web.forming import DayField, PageForm, one_of, tick, words
from constabulary.web.planning.forms import PercentField, RunForm, WholeField, read_decimal

#: Nine in ten is what is asked where nobody says otherwise; the probability of it four in five.
USUAL_SHARE, USUAL_SURELY = "90", "80"
MOST_PEOPLE = 1000
TYPED_IN = "A planner types them in, week by week"


class AmountField(forms.CharField):
    """How many there are of something, a part included: 3, 2.5; an empty field is none said."""

    def __init__(self, *, label: str) -> None:
        super().__init__(label=label, required=False, max_length=20)
        self.shown_as = {"classes": "govuk-input--width-5", "inputmode": "decimal"}

    def clean(self, value: Any) -> float | None:
        """A number of nought or more, or none. Raises ValidationError with a sentence."""
        text = super().clean(value).replace(",", "").strip()
        amount = read_decimal(text)
        if text and amount is None:
            raise forms.ValidationError("Enter how many are done a day, such as 3 or 2.5.")
        return amount


class StaffingForm(RunForm):
    """How many people are needed: of which group, for what, how sure."""

    def __init__(self, model: Model, data: Any = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.model = model
        self.offered = goals_offered(model)
        groups = [(one.name, one.name[:1].upper() + one.name[1:]) for one in model.staff]
        given: dict[str, forms.Field] = {"group": one_of("Of whom?", groups, select=len(groups) > 4)}
        for number, goal in enumerate(self.offered):
            if goal.what is About.GONE:
                given["gone"] = DayField(
                    label="The backlog is gone by",
                    hint=f"Up to {model.start + timedelta(days=model.days - 1):%-d %B %Y}; empty if not asked",
                    required=False, year_needed=True, ahead=True,
                )  # fmt: skip
            else:
                given[f"share_{number}"] = PercentField(
                    label=self._label(goal), hint="At least so many per cent; empty if not asked"
                )
        given["surely"] = PercentField(
            label="How sure?", hint="The probability that all of it holds, in per cent", required=True
        )
        self.fields = {**given, **self.fields}

    @staticmethod
    def _label(goal: Goal) -> str:
        if goal.what is About.WAIT:
            return f"{goal.of[:1].upper()}{goal.of[1:]} begun at {goal.stage} within {told_hours(goal.within)}"
        return f"{goal.name[:1].upper()}{goal.name[1:]}"

    def goals(self) -> tuple[Goal, ...]:
        """What is to be met."""
        return tuple(self._goals())

    def _goals(self) -> Iterator[Goal]:
        data = self.cleaned_data
        for number, goal in enumerate(self.offered):
            if goal.what is About.GONE and data.get("gone"):
                # By its end; the first day of the run is day 1.
                yield Goal(what=About.GONE, day=float((data["gone"] - self.model.start.date()).days + 1))
            share = data.get(f"share_{number}")
            if share is not None:
                yield Goal(
                    what=goal.what, stage=goal.stage, of=goal.of, name=goal.name, share=share, within=goal.within
                )  # fmt: skip

    def sections(self) -> list[tuple[str, list[Any]]]:
        """The fields for the page, a heading over each part."""
        goals = [name for name in self.fields if name.startswith("share_") or name == "gone"]
        found = [
            ("Who", ["group"]), ("What is to be met", goals), ("How sure", ["surely", "replications", "seed"]),
        ]  # fmt: skip
        return [(title, [self[name] for name in names]) for title, names in found]


class RecoveryForm(RunForm):
    """What could be done about a backlog; whatever is left empty is not asked about."""

    first = DayField(label="First day of the plan", year_needed=True, ahead=True, required=True)
    days = WholeField(label="Days that are looked ahead", required=True, least=1)
    done_daily = AmountField(label="Done a day as things are")
    surge_people = WholeField(label="Surge: how many more people?", least=0)
    surge_days = WholeField(label="Surge: for how many days?", least=1)
    overtime_hours = WholeField(label="Overtime: how many hours a week?", least=0)
    overtime_days = WholeField(label="Overtime: for how many days?", least=1)
    aid_people = WholeField(label="Mutual aid: how many people?", least=0)
    aid_days = WholeField(label="Mutual aid: for how many days?", least=1)
    triage = PercentField(label="Triage rule: how many per cent are closed at once?")
    telephone = PercentField(label="Telephone: how many per cent of the time are saved?")
    partner = PercentField(label="Partner: how many per cent of what comes in do they take?")

    def __init__(
        self, reckoned: Reckoned, data: Any = None, *, usual_days: int, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.reckoned, self.usual_days = reckoned, usual_days
        self.fields["done_daily"].help_text = f"{reckoned.queue.done_a_day:.2f} by the scenario; empty to keep it"
        self.fields["surge_people"].help_text = f"One more does {reckoned.one_more:.2f} a day"
        for name in ("surge_days", "overtime_days", "aid_days"):
            self.fields[name].help_text = f"{usual_days} where it is empty"

    def clean(self) -> dict[str, Any]:
        """Nobody has more people than the force."""
        data = super().clean() or self.cleaned_data
        for name in ("surge_people", "aid_people"):
            if (data.get(name) or 0) > MOST_PEOPLE:
                self.add_error(name, f"Up to {MOST_PEOPLE:,} people can be asked about.")
        return data

    def asked(self) -> Asked:
        """What is asked."""
        data, usual = self.cleaned_data, self.usual_days
        return Asked(
            first=data["first"], days=data["days"], done_a_day=data["done_daily"],
            surge_people=data["surge_people"] or 0, surge_days=data["surge_days"] or usual,
            overtime_hours=float(data["overtime_hours"] or 0), overtime_days=data["overtime_days"] or usual,
            aid_people=data["aid_people"] or 0, aid_days=data["aid_days"] or usual,
            triage=data["triage"] or 0.0, telephone=data["telephone"] or 0.0, partner=data["partner"] or 0.0,
        )  # fmt: skip

    def sections(self) -> list[tuple[str, list[Any]]]:
        """The fields for the page, a heading over each part."""
        named = [
            ("From when", ("first", "days", "done_daily")),
            ("More people for a while", ("surge_people", "aid_people", "overtime_hours", "surge_days", "aid_days", "overtime_days")),
            ("Less work", ("triage", "telephone", "partner")),
            ("How it is played", ("replications", "seed")),
        ]  # fmt: skip
        return [(title, [self[name] for name in names]) for title, names in named]


class ApproveForm(PageForm):
    """Which way becomes the plan, what is promised, and why."""

    way = one_of("Which way?", [])
    promised_on = DayField(label="Gone by which day?", year_needed=True, ahead=True, required=True)
    words = words("Why this way?", rows=3)
    counted_at = one_of("Where do its weeks come from?", [], select=True, required=False)

    def offer_places(self, places: Mapping[str, str]) -> None:
        """Where the records can count its weeks, the likeliest first; or nowhere."""
        self.offer("counted_at", [("", TYPED_IN), *places.items()])
        if ONLINE_TEAM in places:
            self.initial.setdefault("counted_at", ONLINE_TEAM)


class WeekForm(PageForm):
    """What came about in a week of a plan."""

    #: Which week it is of, as the page was read: the same figures are not taken for the next one as well.
    week = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, classes: tuple[str, ...], data: Any = None, *, most: int, week: int = 0) -> None:
        super().__init__(data, initial={"week": week})
        self.classes = classes
        came_in = "Without what a partner took or triage closed at once"
        asked = [("came_in", "Came in", came_in), ("done", "Worked off", "")]
        asked += [(f"waiting_{number}", f"Waiting at its end: {name}", "") for number, name in enumerate(classes)]
        for field, label, hint in asked:
            self.fields[field] = WholeField(label=label, hint=hint, required=True, least=0, most=most)
        self.fields["is_counted"] = tick("It is counted so, although it does not add up")

    def waiting(self) -> list[int]:
        """How many wait, by class in the order of the plan's queue."""
        return [self.cleaned_data[f"waiting_{number}"] for number in range(len(self.classes))]


class EndForm(PageForm):
    """What became of a plan."""

    outcome = words("What became of it?", hint="Gone, replaced by another plan, or given up, and why", rows=2)
