"""What an outcome makes due: the decision on a proposal, the registrar's look at it, a change when a suspect is found."""

from datetime import datetime

from constabulary.policing.desks import DESK_OF_AUTHORITY, Authority, Desk
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.standards.investigation import REVIEW_ON_EVENT_WITHIN
from constabulary.standards.outcomes import OutcomeType
from constabulary.standards.rulebook import Rulebook


def _on_event(kind: DutyKind, rulebook: Rulebook, *, at: datetime, risk: int, desk: Desk | None = None) -> DutyDue:
    standard = rulebook[REVIEW_ON_EVENT_WITHIN]
    return DutyDue(
        kind=kind, desk=desk or CATALOGUE[kind].desk, due_at=at + standard.value, rule=standard.key,
        edition=standard.edition, risk=risk,
    )  # fmt: skip


def decide_due(authority: Authority, rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue:
    """The decision on a proposed outcome, on the desk whose authority it needs."""
    return _on_event(DutyKind.DECIDE_OUTCOME, rulebook, at=at, risk=risk, desk=DESK_OF_AUTHORITY[authority])


def needs_inspector_at_high_risk(listed: OutcomeType) -> bool:
    """Whether the list raises the authority for this outcome to an inspector's in high-risk domestic abuse."""
    return listed.authority_for(frozenset({"high_risk_domestic_abuse"})) == Authority.INSPECTOR.value


def oversee_due(rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue:
    """The registrar's look at an outcome."""
    return _on_event(DutyKind.OVERSEE_OUTCOME, rulebook, at=at, risk=risk)


def oversee_decision_due(rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue:
    """The registrar's look at a recording decision: a rape incident, or one that came late."""
    return _on_event(DutyKind.OVERSEE_DECISION, rulebook, at=at, risk=risk)


def answer_registrar_due(rulebook: Rulebook, *, of_outcome: bool, at: datetime, risk: int) -> DutyDue:
    """What the registrar needs before they can say whether a decision is right, of whoever took it or their desk."""
    desk = Desk.SUPERVISION if of_outcome else Desk.IMU
    return _on_event(DutyKind.ANSWER_REGISTRAR, rulebook, at=at, risk=risk, desk=desk)


def cancellation_due(rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue:
    """The decision on a cancellation that is asked for."""
    return _on_event(DutyKind.DECIDE_CANCELLATION, rulebook, at=at, risk=risk)


def change_outcome_due(rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue:
    """A suspect is named on a crime finalised as having none: reopen it."""
    return _on_event(DutyKind.CHANGE_OUTCOME, rulebook, at=at, risk=risk)


def file_crime_due(rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue:
    """The outcome of a crime that is filed at the desk."""
    return _on_event(DutyKind.FILE_CRIME, rulebook, at=at, risk=risk)


def propose_again_due(rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue:
    """What a refusal or a reopening asks for: the work it names, then a new proposal."""
    return _on_event(DutyKind.PROPOSE_AGAIN, rulebook, at=at, risk=risk)


#: Whoever has a crime in these does something next; a proposed or given outcome stands whatever becomes of a cancellation.
WORKED = frozenset({"allocated", "investigating"})


def find_duty_of_refused_cancellation(
    rulebook: Rulebook, *, state: str, has_officer: bool, at: datetime, risk: int
) -> DutyDue | None:
    """What a refused cancellation asks of whoever works the crime; nothing where nobody does, or its outcome waits or stands."""
    return propose_again_due(rulebook, at=at, risk=risk) if has_officer and state in WORKED else None
