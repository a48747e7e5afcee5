"""Forms of an investigation: the plan, its lines, reviews and directions, suspects."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from constabulary.access.officers import Officer, holds_authority
from constabulary.casework.people import PersonDetails
from constabulary.policing.desks import Authority
from constabulary.policing.investigation.plans import Direction, LineDetails, PlanDetails
from constabulary.policing.investigation.register import REFERENCE_ASKED, reference_taken
from constabulary.policing.investigation.reviews import (
    DIRECTION_IN_PAST,
    DirectionGiven,
    Examined,
    Occasion,
    ReviewDetails,
    ReviewLevel,
)
from constabulary.policing.investigation.suspects import MAY_FOLLOW, NEEDS_MOMENT, UNNAMED, SuspectStatus
from constabulary.records.queries.investigation import PlanView, SuspectView
from constabulary.records.queries.officers import officer_by_number
from constabulary.web.forming import DayField, MomentField, PageForm, any_of, one_of, words

DIRECTIONS = 3


class WordsForm(PageForm):
    """One field of words."""

    words = words("What happened?", rows=4)

    def __init__(self, *args: Any, label: str, hint: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label, self.fields["words"].help_text = label, hint


class PlanDecisionForm(PageForm):
    """A supervisor's decision on a plan."""

    decision = one_of("Your decision", [("approve", "Approve it"), ("return", "Return it, and say what is missing")])
    words = words(
        "Your words", hint="To return it: what is missing. To approve it: what to do first; may stay empty.", rows=4
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].required = False


class LineForm(PageForm):
    """A line of enquiry."""

    objective = words("What is it to find out?", rows=2)
    action = words("What is to be done?", rows=2)
    direction = one_of("Which way could it point?", [(one.value, one.label) for one in Direction], required=False)
    due_on = DayField(label="By when?", ahead=True)
    gone_from = DayField(
        label="If it may be lost, from when?", hint="The day on which footage is overwritten, for example.", ahead=True
    )
    owner = words(
        "By whom?", hint="Their number, when it is not the officer in charge.", classes="govuk-input--width-10"
    )

    @property
    def is_begun(self) -> bool:
        """Whether anything of a line is there."""
        return any(self.cleaned_data.get(name) for name in ("objective", "action", "due_on", "owner"))

    def clean(self) -> dict[str, Any]:
        """A line has a day, and an owner who is there."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("owner"):
            found = officer_by_number(data["owner"])
            if found is None:
                self.add_error("owner", "There is no officer with that number.")
            data["owner_id"] = found.id if found else None
        if not data.get("due_on") and "due_on" not in self.errors and (self.is_begun or self.always):
            self.add_error("due_on", "Enter the day by which it is to be done.")
        return data

    #: Whether the page is for nothing but a line.
    always = True

    def line(self) -> LineDetails:
        """The line as the act takes it."""
        data = self.cleaned_data
        return LineDetails(
            objective=data["objective"], action=data["action"], due_on=data["due_on"], owner_id=data.get("owner_id"),
            direction=Direction(data["direction"] or Direction.EITHER.value), gone_from=data["gone_from"],
        )  # fmt: skip


class PlanForm(LineForm):
    """The plan, with the usual lines of enquiry that are ticked and one line more to begin with."""

    always = False
    usual = any_of(
        "Which of the usual lines are reasonable here?", [],
        hint="For this kind of offence. Each is added with its day; what may be lost has its own.",
    )  # fmt: skip
    summary = words("What is this investigation about?", rows=3)
    points_to_prove = words("Points to prove", rows=4)
    evidence_led_route = words("What could the case rest on if the victim withdrew?", rows=3)
    nothing_away_because = words("If no line could point away from the suspect, why not?", rows=2)
    victim_needs = words("What do the victim and the witnesses need?", rows=2)
    finish_on = DayField(label="Expected to be finished", ahead=True)
    field_order = (
        "summary", "points_to_prove", "evidence_led_route", "usual", "objective", "action", "direction", "due_on",
        "gone_from", "owner", "nothing_away_because", "victim_needs", "finish_on",
    )  # fmt: skip

    def __init__(
        self, data: Any, *, present: PlanView | None, usual: Mapping[str, LineDetails], has_victim: bool
    ) -> None:
        kept = ("summary", "points_to_prove", "evidence_led_route", "nothing_away_because", "victim_needs", "finish_on")
        initial = {name: getattr(present, name) for name in kept} if present else {}
        super().__init__(data, initial=initial)
        self.of_code = usual
        if not has_victim:
            del self.fields["evidence_led_route"]
            self.fields["victim_needs"].label = "What do the witnesses need?"
        self.offer("usual", [(code, f"{one.objective}, by {_day(one.due_on)}") for code, one in usual.items()])
        field: Any = self.fields["usual"]
        field.choice_hints = {code: _what_is_done(one) for code, one in usual.items()}

    def plan(self) -> PlanDetails:
        """The plan as the act takes it."""
        data = self.cleaned_data
        return PlanDetails(
            summary=data["summary"], points_to_prove=data["points_to_prove"],
            evidence_led_route=data.get("evidence_led_route", ""), nothing_away_because=data["nothing_away_because"],
            victim_needs=data["victim_needs"], finish_on=data["finish_on"],
            lines=(*(self.of_code[code] for code in data["usual"]), *([self.line()] if self.is_begun else [])),
        )  # fmt: skip


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _what_is_done(line: LineDetails) -> str:
    return f"{line.action} May be gone from {_day(line.gone_from)}." if line.gone_from else line.action


class EndLineForm(PageForm):
    """How a line of enquiry ended."""

    ended = one_of("How does it end?", [("done", "It was followed"), ("not_pursued", "It is not pursued")])
    result = words("What did it bring, or why is it not pursued?", rows=4)


class ReviewForm(PageForm):
    """What was looked at and found, then directions, a challenge, or why neither is needed."""

    level = one_of("You review as", [])
    occasion = one_of("What calls for it?", [(one.value, one.label) for one in Occasion], select=True)
    examined = any_of("What did you look at?", [(one.value, one.label) for one in Examined])
    findings = words("What did you find?", rows=5)
    challenge = words("What do you challenge?", rows=3)
    no_direction_because = words("If nothing needs directing or challenging: why not?", rows=2)

    def __init__(self, *args: Any, by: Officer, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.at = at
        levels = [(ReviewLevel.SUPERVISOR.value, "Supervisor")]
        if holds_authority(by, Authority.INSPECTOR):
            levels.insert(0, (ReviewLevel.INSPECTOR.value, "Inspector"))
        self.offer("level", levels)
        self.fields["level"].initial = levels[0][0]
        for number in range(1, DIRECTIONS + 1):
            self.fields[self.named(number)] = words(f"Direction {number}" if number > 1 else "Direction", rows=2)
            self.fields[self.due_of(number)] = MomentField(label="Due", required=False, until=True)

    @staticmethod
    def named(number: int) -> str:
        """The field of a direction's words."""
        return "direction" if number == 1 else f"direction_{number}"

    @staticmethod
    def due_of(number: int) -> str:
        """The field of when it is due."""
        return "direction_due" if number == 1 else f"direction_{number}_due"

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """Each direction's two fields."""
        return [(self[self.named(number)], self[self.due_of(number)]) for number in range(1, DIRECTIONS + 1)]

    def clean(self) -> dict[str, Any]:
        """A direction has a time by which it is to be done, and a time has a direction."""
        data: dict[str, Any] = super().clean() or {}
        for number in range(1, DIRECTIONS + 1):
            given, due = self.named(number), self.due_of(number)
            if data.get(given) and not data.get(due) and due not in self.errors:
                self.add_error(due, "Enter by when it is to be done.")
            if data.get(due) and not data.get(given):
                self.add_error(given, "Say what is to be done by then.")
            # The act names the first direction's field only; a later one is refused beside its own here.
            if number > 1 and data.get(due) and data[due] <= self.at:
                self.add_error(due, DIRECTION_IN_PAST.sentence)
        return data

    def review(self) -> ReviewDetails:
        """The review as the act takes it."""
        data = self.cleaned_data
        directions = []
        for number in range(1, DIRECTIONS + 1):
            if data[self.named(number)]:
                directions.append(DirectionGiven(words=data[self.named(number)], due_at=data[self.due_of(number)]))
        return ReviewDetails(
            level=ReviewLevel(data["level"]), occasion=Occasion(data["occasion"]),
            examined=tuple(Examined(one) for one in data["examined"]), findings=data["findings"],
            directions=tuple(directions), challenge=data["challenge"],
            no_direction_because=data["no_direction_because"],
        )  # fmt: skip


class NameForm(PageForm):
    """Who somebody is."""

    given = words("First name", autocomplete="off")
    family = words("Last name", autocomplete="off")
    born_on = DayField(label="Date of birth", hint="For example, 27/03/1985", year_needed=True)
    words = words("How do you know?", rows=3)

    def person(self) -> PersonDetails:
        """The person as the act takes them."""
        data = self.cleaned_data
        return PersonDetails(given=data["given"].strip(), family=data["family"].strip(), born_on=data["born_on"])

    def clean(self) -> dict[str, Any]:
        """A name is needed where the page is for naming."""
        data: dict[str, Any] = super().clean() or {}
        if self.needs_name and not (data.get("given") or data.get("family")):
            self.add_error("family", "Enter their name.")
        return data

    #: Whether the page is for nothing but a name.
    needs_name = True


class NameSuspectForm(NameForm):
    """Who somebody is who was only described."""

    description = words("If a suspect of this crime has the same name: what tells them apart?", rows=2)
    field_order = ("given", "family", "born_on", "description", "words")


class SuspectForm(NameForm):
    """Somebody who may have done it: named, or described."""

    needs_name = False
    description = words("If you have no name: what describes them?", rows=3)
    field_order = ("given", "family", "born_on", "description", "words")


def _hint_of(now: SuspectStatus, then: SuspectStatus) -> str:
    """What a step takes besides words."""
    taken = reference_taken(now, then)
    asked = [f"{NEEDS_MOMENT[then]}: enter it below."] if then in NEEDS_MOMENT else []
    asked += [f"Takes the reference of {REFERENCE_ASKED[taken]}."] if taken else []
    return " ".join(asked)


class MoveForm(PageForm):
    """Where a suspect stands now."""

    to_status = one_of("Where do they stand now?", [])
    moment = MomentField(
        label="When?", required=False, hint="Only for a step with a day of its own, as said beside it."
    )
    reference = words(
        "Reference", hint="Of what the step rests on, where it leads off the register of outstanding suspects.",
        classes="govuk-input--width-20", autocomplete="off",
    )  # fmt: skip
    words = words("What happened?", rows=4)

    def __init__(self, *args: Any, suspect: SuspectView, **options: Any) -> None:
        super().__init__(*args, **options)
        steps = [
            one for one in MAY_FOLLOW[suspect.status]
            # Circulating has a page of its own.
            if (suspect.is_named or one in UNNAMED) and one is not SuspectStatus.WANTED_CIRCULATED
        ]  # fmt: skip
        self.offer("to_status", [(one.value, one.label) for one in steps])
        field: Any = self.fields["to_status"]
        field.choice_hints = {one.value: hint for one in steps if (hint := _hint_of(suspect.status, one))}

    @property
    def status(self) -> SuspectStatus:
        """The status chosen."""
        return SuspectStatus(self.cleaned_data["to_status"])
