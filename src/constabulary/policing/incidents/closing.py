"""How an incident record can end, and what each ending needs."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.incident_categories import incident_categories
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("closing")
NSIR = "National Standard for Incident Recording 2011"


class Closure(StrEnum):
    """How an incident ended."""

    CRIME = "crime"
    CRIME_RELATED = "crime_related_incident"
    REPORTED_INCIDENT = "reported_incident"
    NOT_A_CRIME = "not_a_crime"
    RESOLVED = "resolved"
    DUPLICATE = "duplicate"
    TRANSFERRED = "transferred"

    @property
    def label(self) -> str:
        """What people call it."""
        return CLOSURE_TITLES[self]


CLOSURE_TITLES = {
    Closure.CRIME: "Crime recorded",
    Closure.CRIME_RELATED: "Crime-related incident",
    Closure.REPORTED_INCIDENT: "Reported incident under an N code",
    Closure.NOT_A_CRIME: "Not a crime",
    Closure.RESOLVED: "Resolved",
    Closure.DUPLICATE: "Duplicate of another incident",
    Closure.TRANSFERRED: "Transferred to another force",
}
#: Endings that carry the matter on elsewhere: the crime, or the incident that is worked instead.
CARRIED_ON = frozenset({Closure.CRIME, Closure.DUPLICATE})
#: Categories that only their own way of ending gives.
OWN_WAY = frozenset({"duplicate"})


@value
class ClosingFacts:
    """What closing depends on. `reassess_within` is the interval in which THRIVE must have been asked.

    `awaits_attendance`: somebody is to be there and nobody has been; `units_out`: a unit is on its way or there;
    `thrive_asked`: False where the incident was opened before THRIVE and nobody has finished it. The last three are of
    the latest THRIVE where nobody has been there since: a threat that stands, answers that ask for an urgent grade, a
    call back promised. None has a value of its own: whoever closes says each, so that no reason waits for a fact that
    nobody gives.
    """

    attended: bool
    assessed_at: datetime
    reassess_within: timedelta
    crime_reported: bool
    recording_decided: bool
    cause_for_concern: bool
    handed_over: bool
    awaits_attendance: bool
    units_out: bool
    thrive_asked: bool
    threat_stands: bool
    floor_stands: bool
    call_back_owed: bool


@value
class Finishing:
    """What whoever decides on recording says of the incident: whether it is finished (None: not asked), and why."""

    is_finished: bool | None = None
    because: str = ""


def _reason(code: str, sentence: str, *, field: str = "", source: str = NSIR, read: bool = True) -> Reason:
    confidence = Confidence.READ if read else Confidence.ASSUMPTION
    return REASONS.add(code, sentence, source=source, confidence=confidence, field=field)


CATEGORY_MISSING = _reason(
    "category-missing", "Choose the one category that it ends under.", field="category", source=f"{NSIR}, chapter 2"
)
RATIONALE_MISSING = _reason(
    "rationale-missing",
    "Write what justifies this category: the log must bear it out.",
    field="rationale",
    source=f"{NSIR}, 1.17",
)
THRIVE_FIRST = _reason(
    "thrive-first",
    "Nobody has been there, and THRIVE was last asked too long ago. Ask it again before you close.",
    source="Our default: re-assessment before closing without deployment",
    read=False,
)
THRIVE_UNFINISHED = _reason(
    "thrive-unfinished",
    "It was opened before THRIVE, and THRIVE is not finished. Finish it before you close.",
    source="Our safeguard: opening before THRIVE puts it off and never leaves it out",
    read=False,
)
DECIDE_RECORDING_FIRST = _reason(
    "decide-recording-first",
    "A crime is reported: decide whether it is recorded before you close.",
    source="Crime Recording Rules for Front line Officers and Staff 2026/27, page 10",
)
CONCERN_FOR_SAFETY = _reason(
    "concern-for-safety",
    "There was cause for concern on this abandoned call: it ends as concern for safety.",
    field="category",
    source=f"{NSIR}, 2.3",
)
HANDED_OVER = _reason(
    "handed-over",
    "A hand-off of this incident has not been acknowledged yet.",
    source="Our safeguard",
    read=False,
)
AWAITS_ATTENDANCE = _reason(
    "awaits-attendance",
    "Somebody is to be there and nobody has been: the control room sends a unit, or closes it.",
    source="Our safeguard: recording never stands a response down",
    read=False,
)
UNITS_OUT = _reason(
    "units-out",
    "A unit is on its way or there: the control room closes it once they are clear.",
    source="Our safeguard: recording never stands a response down",
    read=False,
)
THREAT_STANDS = _reason(
    "threat-stands",
    "A threat is noted that may come again, and nobody has been there since.",
    source="Our safeguard: recording never drops a duty of safety silently",
    read=False,
)
FLOOR_STANDS = _reason(
    "floor-stands",
    "What THRIVE found calls for an urgent response, and nobody has been there since.",
    source="Our safeguard: recording never drops a duty of safety silently",
    read=False,
)
CALL_BACK_PROMISED = _reason(
    "call-back-promised",
    "The caller was promised a call back that nobody has made.",
    source="Our safeguard: recording never drops a promise silently",
    read=False,
)
FINISHED_BECAUSE_MISSING = _reason(
    "finished-because-missing",
    "Say why the incident is finished although this is still open: it is kept in its log.",
    field="finished_because",
    source="Our safeguard: recording never drops a duty of safety silently",
    read=False,
)
MASTER_MISSING = _reason(
    "master-missing",
    "Say which incident this is a duplicate of: one that is open.",
    field="master",
    source=f"{NSIR}, 1.5",
)
MASTER_IS_CLOSED = _reason(
    "master-closed",
    "That incident is closed. A recurrence is a new incident: link the two instead.",
    field="master",
    source=f"{NSIR}, 1.5-1.6",
)
MASTER_IS_DUPLICATE = _reason(
    "master-duplicate", "That incident is itself a duplicate: name the one it belongs to.", field="master"
)
DUPLICATE_IS_RESTRICTED = _reason(
    "duplicate-restricted",
    "This incident is restricted, and what it says would be copied to one that others read. Close that one as a duplicate of "
    "this one instead.",
    field="master",
    source="Our safeguard: what is restricted is read by those who are cleared for it alone",
)
FORCE_MISSING = _reason("force-missing", "Say which force takes it.", field="force", source=f"{NSIR}, 1.11")
ACCEPTED_BY_MISSING = _reason(
    "accepted-by-missing",
    "Say who there has taken it and under which reference. The caller is never told to ring the other force.",
    field="accepted_by",
    source=f"{NSIR}, 1.11",
)


SPOKEN_TO_MISSING = _reason(
    "spoken-to-missing",
    "Say who was spoken to: an incident is not resolved by telephone with nobody.",
    field="spoken_to",
    source="Our default",
    read=False,
)
ROUTE_MISSING = _reason(
    "route-missing",
    "Say by which number or way, and how you know that it was safe to use.",
    field="by_route",
    source="Our safeguard",
    read=False,
)

#: What has to be done first, where nothing is wrong with what was asked.
TO_BE_DONE_FIRST = (THRIVE_FIRST, THRIVE_UNFINISHED, HANDED_OVER)


def closing_codes(at: datetime) -> frozenset[str]:
    """The categories that an incident may end under on that day, by the usual way of closing."""
    return frozenset(
        one.code for one in incident_categories() if one.closes and one.is_offered_on(at) and one.code not in OWN_WAY
    )


def find_reasons_against_closing(
    facts: ClosingFacts, *, closure: Closure, category: str, rationale: str, at: datetime
) -> Reasons:
    """Why an incident cannot be closed like this yet; nothing when it can.

    Whatever carries the matter on elsewhere needs no fresh THRIVE here; every other ending without deployment does, and
    so does a recorded crime that somebody was to be sent to. Where THRIVE was never asked, only a duplicate ends.
    """
    stays = closure not in CARRIED_ON
    asks = stays or (closure is Closure.CRIME and facts.awaits_attendance)
    unfinished = not facts.thrive_asked and closure is not Closure.DUPLICATE
    stale = facts.thrive_asked and not facts.attended and at > facts.assessed_at + facts.reassess_within
    named = closure in {Closure.RESOLVED, Closure.NOT_A_CRIME, Closure.TRANSFERRED}
    undecided = closure is Closure.RESOLVED and facts.crime_reported and not facts.recording_decided
    against: list[tuple[bool, Reason]] = [
        (named and category not in closing_codes(at), CATEGORY_MISSING),
        (not rationale.strip(), RATIONALE_MISSING),
        (asks and stale, THRIVE_FIRST),
        (unfinished, THRIVE_UNFINISHED),
        (undecided, DECIDE_RECORDING_FIRST),
        (category == "abandoned-call" and facts.cause_for_concern, CONCERN_FOR_SAFETY),
        (facts.handed_over and closure is not Closure.CRIME, HANDED_OVER),
    ]
    return tuple(reason for applies, reason in against if applies)


def find_reasons_to_stay_open(facts: ClosingFacts) -> Reasons:
    """Why what a desk decides about recording leaves an incident open: the response to it has not ended."""
    against = [(facts.awaits_attendance, AWAITS_ATTENDANCE), (facts.units_out, UNITS_OUT)]
    return tuple(reason for applies, reason in against if applies)


def find_reasons_to_keep_open(facts: ClosingFacts) -> Reasons:
    """Why an incident stays open after recording unless somebody says why it is finished all the same."""
    against = [
        (facts.threat_stands, THREAT_STANDS),
        (facts.floor_stands, FLOOR_STANDS),
        (facts.call_back_owed, CALL_BACK_PROMISED),
    ]
    return tuple(reason for applies, reason in against if applies)


def find_reasons_against_finishing(facts: ClosingFacts, finishing: Finishing) -> Reasons:
    """Why an incident cannot be said to be finished: a response goes on, or no reason is given where one is needed."""
    if not finishing.is_finished:
        return ()
    goes_on = find_reasons_to_stay_open(facts)
    if goes_on:
        return tuple(one.on("finished") for one in goes_on)
    unsaid = bool(find_reasons_to_keep_open(facts)) and not finishing.because.strip()
    return (FINISHED_BECAUSE_MISSING,) if unsaid else ()


def call_back_goes_on(*, owed: bool, victim: int | None, organisation: int | None) -> bool:
    """Whether a promised call back goes on with the crime recorded: it has a victim, a person or an organisation, to ring.

    On a crime that has neither nobody could ever make it: there whoever says it is finished says what became of it.
    """
    return owed and (victim is not None or organisation is not None)


def is_to_stay_open(facts: ClosingFacts, finishing: Finishing) -> bool:
    """Whether recording leaves the incident open: it is said to go on, its response does, or nobody says why not."""
    if finishing.is_finished is False or find_reasons_to_stay_open(facts):
        return True
    return bool(find_reasons_to_keep_open(facts)) and not finishing.because.strip()


def find_reasons_against_duplicate(
    *, master_state: str | None, master_closure: str, is_itself: bool, is_restricted: bool
) -> Reasons:
    """Why an incident, which may be restricted itself, cannot be closed as a duplicate of that one."""
    if master_state is None or is_itself:
        return (MASTER_MISSING,)
    if is_restricted:
        return (DUPLICATE_IS_RESTRICTED,)
    if master_closure == Closure.DUPLICATE.value:
        return (MASTER_IS_DUPLICATE,)
    return (MASTER_IS_CLOSED,) if master_state == "closed" else ()


def is_master_decided_on(owed: datetime, *, standing: Sequence[datetime], is_recorded: bool) -> bool:
    """Whether the recording decision that a duplicate owes by then is made on the master instead.

    `standing` is by when the master's own is due, `is_recorded` whether the latest one taken on it was to record. Of two
    that wait the earlier counts: 24 hours run from the first report. Where none waits the matter is decided on again
    unless it is a crime already: nobody who found that there was none had heard this report.
    """
    if standing:
        return all(owed < one for one in standing)
    return not is_recorded


def find_reasons_against_transfer(*, force: str, accepted_by: str) -> Reasons:
    """Why a transfer is not one yet: no force named, or nobody there has taken it."""
    against = [(not force.strip(), FORCE_MISSING), (not accepted_by.strip(), ACCEPTED_BY_MISSING)]
    return tuple(reason for applies, reason in against if applies)


def find_reasons_against_telephone(*, spoken_to: str, by_route: str) -> Reasons:
    """Why an incident is not resolved by telephone: nobody spoken to, or by no way known to be safe."""
    against = [(not spoken_to.strip(), SPOKEN_TO_MISSING), (not by_route.strip(), ROUTE_MISSING)]
    return tuple(reason for applies, reason in against if applies)
