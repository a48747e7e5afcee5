"""Opening what the pages of outcomes show: journalled with everybody whom they name."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.outcomes.matter import Matter, look_at_matter, offered_outcomes
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.outcomes.standing import Standing, find_standing
from constabulary.policing.supervision.passing_up import Passing
from constabulary.records.journal import write_reading
from constabulary.records.queries import outcomes
from constabulary.records.queries.outcomes import (
    ConsiderationView,
    OutcomeView,
    PositionView,
    SuspectView,
    WaitingOutcome,
)
from constabulary.records.queries.passed_up import PassedView, last_passed_up
from constabulary.records.queries.together import ask_together
from constabulary.standards.outcomes import OutcomeType
from constabulary.standards.values import value


@value
class OutcomeSheet:
    """All that bears on the outcome of a crime: what is open now and why not, and what was decided so far."""

    matter: Matter
    history: tuple[OutcomeView, ...]
    suspects: tuple[SuspectView, ...]
    considerations: tuple[ConsiderationView, ...]
    position: PositionView | None
    passed: PassedView | None

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Every outcome of the day as things stand; worked out anew each time, as only some pages show it."""
        return tuple(self.standing_of(listed) for listed in offered_outcomes(self.matter.at))

    def standing_of(self, listed: OutcomeType) -> Standing:
        """One outcome as things stand, with the suspect with whom least is missing."""
        suspects = (*(one.id for one in self.matter.suspects), None)
        return find_standing([self.matter.facts(listed, suspect=one) for one in suspects])

    @property
    def proposed(self) -> OutcomeView | None:
        """The outcome that waits for a decision, if one does."""
        return next((one for one in self.history if one.state == "proposed"), None)

    @property
    def to_decide(self) -> ConsiderationView | None:
        """The evidence-led consideration that waits for a decision, if one does."""
        return next((one for one in self.considerations[:1] if not one.conclusion), None)

    @property
    def officers(self) -> set[int]:
        """Every officer whom the sheet names."""
        found = {number for one in self.history for number in one.officers}
        for asked in self.considerations:
            found |= {asked.considered_by, *([asked.decided_by] if asked.decided_by else [])}
        return found | (self.passed.officers if self.passed else set())


def open_outcomes(*, crime: int, reference: str, journey: int, by: Officer, at: datetime) -> OutcomeSheet:
    """All that bears on the outcome of a crime that was opened. Raises NotPermitted."""
    check_may(by, Permission.SEE_CRIMES)
    suspects, history = outcomes.suspects_of_crime.later(crime), outcomes.outcomes_of_crime.later(crime)
    considerations = outcomes.considerations_of_crime.later(crime)
    position, passed = outcomes.position_of_victim.later(crime), last_passed_up.later(crime, Passing.OUTCOME)
    ask_together(suspects, history, considerations, position, passed)
    write_reading(
        EntryKind.READ_CRIME,
        subject=f"crime {reference}",
        subject_row=crime,
        shown=[crime, *(one.person_id for one in suspects.answer if one.person_id)],
        journey=journey,
        by=by,
        at=at,
        purpose="Looking at its outcome",
    )
    return OutcomeSheet(
        matter=look_at_matter(crime=crime, at=at),
        history=tuple(history.answer),
        suspects=tuple(suspects.answer),
        considerations=tuple(considerations.answer),
        position=position.answer,
        passed=passed.answer,
    )


def open_outcomes_to_decide(
    *, of_everyone: bool, by: Officer, at: datetime, most: int = 50, skip: int = 0
) -> tuple[WaitingOutcome, ...]:
    """The outcomes and evidence-led questions that wait for this officer's decision. Raises NotPermitted."""
    check_may(by, Permission.DECIDE_OUTCOME)
    found = tuple(
        outcomes.outcomes_waiting(
            officer=by.id, desks=[desk.value for desk in by.desks], of_everyone=of_everyone, most=most, skip=skip
        )
    )
    write_reading(
        EntryKind.READ_CRIMES_LISTED, subject=f"outcomes to decide of {by.collar_number}", subject_row=by.id,
        shown=[one.crime_id for one in found], by=by, at=at, purpose="Deciding outcomes",
    )  # fmt: skip
    return found
