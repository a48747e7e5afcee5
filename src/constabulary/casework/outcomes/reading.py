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
from constabulary.standards.values import value


@value
class OutcomeSheet:
    """All that bears on the outcome of a crime: what is open now and why not, and what was decided so far."""

    matter: Matter
    standings: tuple[Standing, ...]
    history: tuple[OutcomeView, ...]
    suspects: tuple[SuspectView, ...]
    considerations: tuple[ConsiderationView, ...]
    position: PositionView | None
    passed: PassedView | None

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
    suspects = tuple(outcomes.suspects_of_crime(crime))
    write_reading(
        EntryKind.READ_CRIME,
        subject=f"crime {reference}",
        subject_row=crime,
        shown=[crime, *(one.person_id for one in suspects if one.person_id)],
        journey=journey,
        by=by,
        at=at,
        purpose="Looking at its outcome",
    )
    matter = look_at_matter(crime=crime, at=at)
    return OutcomeSheet(
        matter=matter,
        standings=tuple(
            find_standing([matter.facts(listed, suspect=one) for one in (*(s.id for s in matter.suspects), None)])
            for listed in offered_outcomes(at)
        ),
        history=tuple(outcomes.outcomes_of_crime(crime)),
        suspects=suspects,
        considerations=tuple(outcomes.considerations_of_crime(crime)),
        position=outcomes.position_of_victim(crime),
        passed=last_passed_up(crime, Passing.OUTCOME),
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
