"""What follows from an offence and its circumstances: required accreditation, high harm, flags that must be set."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from constabulary.policing.clocks import hours_after, working_days_due
from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.standards.calendar import local_day
from constabulary.standards.counting import Conduct, counting_tables
from constabulary.standards.dated import Confidence
from constabulary.standards.offences import Basis, Offence
from constabulary.standards.recording import ALLOCATE_WITHIN, RECORD_WITHIN
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value
from constabulary.standards.victims import NO_INVESTIGATION

REASONS = ReasonsCatalogue("crime")
HOCR = "Crime Recording Rules for Front line Officers and Staff 2026/27"

OFFENCE_UNKNOWN = REASONS.add(
    "offence-unknown",
    "Choose an offence from the list.",
    source="Home Office, Notifiable offences 2026-27",
    confidence=Confidence.READ,
    field="offence",
)
OFFENCE_NOT_CURRENT = REASONS.add(
    "offence-not-current",
    "This offence could not be recorded for the day it happened. Choose one that could.",
    source="Home Office, Notifiable offences 2026-27",
    confidence=Confidence.READ,
    field="offence",
)
VICTIM_NEEDED = REASONS.add(
    "victim-needed",
    "This offence has a victim: say who, a person or an organisation.",
    source=f"{HOCR}, page 7: no victim, no crime",
    confidence=Confidence.READ,
    field="victim",
)
OCCURRED_AFTER_REPORT = REASONS.add(
    "occurred-after-report",
    "It cannot have happened after it was reported.",
    source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
    field="occurred_from",
)
WHEN_MISSING = REASONS.add(
    "when-missing",
    "Say when it happened; where nobody knows exactly, the earliest and the latest it can have been.",
    source="Our safeguard: the time of the call is not the time of the crime",
    confidence=Confidence.ASSUMPTION,
    field="occurred_from",
)
ENDED_BEFORE_IT_BEGAN = REASONS.add(
    "ended-before-it-began",
    "The latest it can have been, or its end, lies before its beginning.",
    source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
    field="occurred_to",
)

STILL_TO_COME = REASONS.add(
    "still-to-come",
    "That is still to come: enter the latest it can have been by now, or when it ended.",
    source="Our safeguard: conduct is taken to last until the day entered, and what comes later is held against it",
    confidence=Confidence.ASSUMPTION,
    field="occurred_to",
)

#: Offence groups that PIP 2 accreditation is asked for; forces differ.
PIP2_GROUPS = frozenset({"Sexual offences", "Robbery"})
PIP2_SUBGROUPS = frozenset({"Homicide", "Rape", "Other sexual offences", "Stalking and harassment"})


@value
class CrimeFacts:
    """What allocation, its clock and its accreditation depend on."""

    offence: Offence
    domestic_abuse: bool
    stalking: bool
    hate: bool
    vulnerable_victim: bool


def has_victim(basis: str, *, is_named: bool) -> bool:
    """Whether a crime has a victim: by its offence, or because a person or an organisation is recorded as one.

    Where the offence is against a victim there is one though nobody has named them; an offence against the state has one
    only where somebody was named all the same.
    """
    return basis == Basis.VICTIM or is_named


def is_high_harm(facts: CrimeFacts) -> bool:
    """Whether a crime is treated as high harm: the graver offences, domestic abuse, stalking, vulnerable victims."""
    return (
        facts.offence.is_indictable_only
        or facts.offence.group == "Sexual offences"
        or facts.domestic_abuse
        or facts.stalking
        or facts.vulnerable_victim
    )


def is_stalking(offence: Offence) -> bool:
    """Whether the offence itself is stalking: what is due of stalking is due however the call was marked."""
    return counting_tables().conduct_of(offence) is Conduct.STALKING


def required_pip(facts: CrimeFacts) -> int:
    """The accreditation asked of the officer in charge: 2 for the graver and more complex, else 1."""
    offence = facts.offence
    serious = offence.is_indictable_only or offence.group in PIP2_GROUPS or offence.subgroup in PIP2_SUBGROUPS
    return 2 if serious else 1


def find_reasons_against_crime(
    offence: Offence | None,
    *,
    victim_is_given: bool,
    occurred_from: datetime | None,
    reported_at: datetime,
    at: datetime,
    occurred_to: datetime | None = None,
) -> Reasons:
    """Why a crime cannot be recorded with these particulars; the day it happened picks the offences.

    What goes on while it is reported may end after the report, and never after it is recorded.
    """
    if offence is None:
        return (OFFENCE_UNKNOWN,)
    against: list[tuple[bool, Reason]] = [
        (occurred_from is not None and not offence.is_recordable_on(occurred_from), OFFENCE_NOT_CURRENT),
        (offence.basis is Basis.VICTIM and not victim_is_given, VICTIM_NEEDED),
        (occurred_from is None, WHEN_MISSING),
        (occurred_from is not None and occurred_from > reported_at, OCCURRED_AFTER_REPORT),
        (
            occurred_from is not None and occurred_to is not None and occurred_to < occurred_from,
            ENDED_BEFORE_IT_BEGAN,
        ),
        (occurred_to is not None and occurred_to > at, STILL_TO_COME),
    ]
    return tuple(reason for applies, reason in against if applies)


def first_report_of(reports: Iterable[datetime], *, began_at: datetime | None = None) -> datetime:
    """When a matter was first reported, of all reports of its event; for a crime only those that came once it had begun.

    What goes on may be told of before one of its crimes happened: that report is not of that crime.
    """
    found = sorted(reports)
    return next((one for one in found if began_at is None or one >= began_at), found[-1])


def record_due_at(reported_at: datetime, rulebook: Rulebook) -> datetime:
    """When the recording decision is due: elapsed hours from the first report."""
    within: timedelta = rulebook[RECORD_WITHIN].value
    return hours_after(reported_at, within.total_seconds() / 3600)


def decide_again_due(rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue:
    """When a decision that the registrar found wrong is to be taken anew.

    The rules say that it is put right and give no interval: ruled as long as a first decision may take.
    """
    standard = rulebook[RECORD_WITHIN]
    kind = DutyKind.DECIDE_RECORDING
    return DutyDue(
        kind=kind, desk=CATALOGUE[kind].desk, due_at=record_due_at(at, rulebook), rule=standard.key,
        edition=standard.edition, risk=risk,
    )  # fmt: skip


def tell_not_recorded_due(rulebook: Rulebook, *, at: datetime, enhanced: bool, risk: int) -> DutyDue:
    """When whoever reported it is to be told that no crime is recorded, and how to challenge that.

    The rules ask that they are told and give no interval: ruled as the Victims' Code has it where nothing is investigated.
    """
    standard = rulebook[NO_INVESTIGATION]
    kind = DutyKind.TELL_NOT_RECORDED
    return DutyDue(
        kind=kind,
        desk=CATALOGUE[kind].desk,
        due_at=working_days_due(local_day(at), standard.value.for_victim(enhanced=enhanced)),
        rule=standard.key,
        edition=standard.edition,
        risk=risk,
    )


def find_duties_of_recording(facts: CrimeFacts, rulebook: Rulebook, *, at: datetime) -> tuple[DutyDue, ...]:
    """What recording makes due: allocation to an officer."""
    standard = rulebook[ALLOCATE_WITHIN]
    within = standard.value.high_harm if is_high_harm(facts) else standard.value.other
    return (
        DutyDue(
            kind=DutyKind.ALLOCATE,
            desk=Desk.ALLOCATION,
            due_at=at + within,
            rule=standard.key,
            edition=standard.edition,
            risk=3 if facts.domestic_abuse or facts.stalking else 2 if is_high_harm(facts) else 0,
        ),
    )
