"""The register of outstanding suspects: who stands on it and why, in which order, and by what somebody leaves it.

Nobody is put on it and nobody is taken off it by hand: it follows from where a suspect stands. The order is by the harm
of the crime recorded, the victim's risk, what links the suspect to the victim, and the clocks that run; each is printed.
Nothing of what somebody may do in future is judged.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.suspects import SuspectStatus, may_follow
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("register")
S = SuspectStatus


class Why(StrEnum):
    """Why somebody stands on the register."""

    DETAINED = "detained"
    NAMED = "named"
    WANTED = "wanted"
    ATTENDANCE = "attendance"
    BAILED = "bailed"
    RELEASED = "released"

    @property
    def label(self) -> str:
        """In words."""
        return WHY_TITLES[self]


WHY_TITLES = {
    Why.DETAINED: "In custody: the detention clock runs",
    Why.NAMED: "Named, not arrested or interviewed",
    Why.WANTED: "Circulated as wanted",
    Why.ATTENDANCE: "Voluntary attendance due",
    Why.BAILED: "On pre-charge bail",
    Why.RELEASED: "Released under investigation",
}
#: Where each status puts somebody. Nobody is on the register by any other way.
WHY_OF: dict[SuspectStatus, Why] = {
    S.ARRESTED_IN_CUSTODY: Why.DETAINED,
    S.NAMED_NOT_LOCATED: Why.NAMED,
    S.NAMED_NOT_ARRESTED: Why.NAMED,
    S.WANTED_CIRCULATED: Why.WANTED,
    S.VOLUNTARY_ATTENDANCE_ARRANGED: Why.ATTENDANCE,
    S.BAILED_PRE_CHARGE: Why.BAILED,
    S.UNDER_INVESTIGATION: Why.RELEASED,
}
ON_REGISTER = frozenset(WHY_OF)
#: Not outstanding: they are here. Shown because a clock runs that ends in hours.
NOT_OUTSTANDING = frozenset({Why.DETAINED})
#: That of a named suspect of domestic abuse goes on from step to step until they are found.
SEARCH_CLOCKS = (DutyKind.FIND_ABUSE_SUSPECT,)
#: The duties whose deadlines are a suspect's clocks.
CLOCKS = (
    DutyKind.REVIEW_SUSPECT, DutyKind.DECIDE_BAIL, DutyKind.REVIEW_RELEASE, DutyKind.REVIEW_DETENTION,
    DutyKind.END_DETENTION, *SEARCH_CLOCKS,
)  # fmt: skip


class LeavesBy(StrEnum):
    """The four references by which somebody leaves where they wait."""

    ARREST = "arrest"
    INTERVIEW = "interview"
    ELIMINATION = "elimination"
    DISPOSAL = "disposal"


REFERENCE_ASKED = {
    LeavesBy.ARREST: "the custody record",
    LeavesBy.INTERVIEW: "the record of the interview",
    LeavesBy.ELIMINATION: "what shows that it was not them",
    LeavesBy.DISPOSAL: "the decision or the paper that disposes of it",
}
#: What each step away takes. A step from one place on the register to another takes none, an arrest excepted.
TAKES: dict[SuspectStatus, LeavesBy] = {
    S.ARRESTED_IN_CUSTODY: LeavesBy.ARREST,
    S.INTERVIEWED_VOLUNTARILY: LeavesBy.INTERVIEW,
    S.ELIMINATED: LeavesBy.ELIMINATION,
    **dict.fromkeys(
        (
            S.NO_FURTHER_ACTION, S.OUT_OF_COURT_PENDING, S.POSTAL_REQUISITION_ISSUED, S.CHARGED, S.CHARGED_REMANDED,
            S.CHARGED_BAIL, S.DECEASED,
        ),
        LeavesBy.DISPOSAL,
    ),
}  # fmt: skip


def _reason(code: str, sentence: str, field: str) -> Reason:
    return REASONS.add(code, sentence, source="Our safeguard", confidence=Confidence.ASSUMPTION, field=field)


REFERENCE_MISSING = {
    one: _reason(
        f"{one.value}-reference-missing",
        f"Nobody leaves the register by a word alone. Enter the reference of {asked}.",
        "reference",
    )
    for one, asked in REFERENCE_ASKED.items()
}
CIRCULATION_MISSING = _reason(
    "circulation-missing", "Enter the reference under which they are circulated.", "reference"
)
NOT_ON_REGISTER = _reason("not-outstanding", "They are not outstanding: there is nobody to find.", "")
REFERENCE_NEEDED = _reason("reference-needed", "Enter its reference.", "reference")
RESULT_NEEDED = _reason("result-needed", "Say what came of it.", "result")
NOT_YET = _reason("not-yet", "That lies ahead: enter it once it has been.", "moment")


def reference_taken(now: SuspectStatus, then: SuspectStatus) -> LeavesBy | None:
    """Which reference a step takes; None where it leads to nowhere off the register, or does not begin on it."""
    return TAKES.get(then) if now in ON_REGISTER else None


def find_reasons_against_leaving(now: SuspectStatus, then: SuspectStatus, *, reference: str) -> Reasons:
    """Why a step cannot be taken without its reference; of a step that cannot follow nothing more is said."""
    if reference.strip() or not may_follow(now, then):
        return ()
    if then is S.WANTED_CIRCULATED:
        return (CIRCULATION_MISSING,)
    taken = reference_taken(now, then)
    return (REFERENCE_MISSING[taken],) if taken is not None else ()


class AttemptResult(StrEnum):
    """What came of an attempt to find or arrest somebody, short of an arrest, which is a step of its own."""

    NOT_THERE = "not_there"
    MOVED_AWAY = "moved_away"
    NO_ANSWER = "no_answer"
    RAN_OFF = "ran_off"
    NOT_SAFE = "not_safe"
    CALLED_OFF = "called_off"

    @property
    def label(self) -> str:
        """In words."""
        return ATTEMPT_TITLES[self]


ATTEMPT_TITLES = {
    AttemptResult.NOT_THERE: "They were not there",
    AttemptResult.MOVED_AWAY: "They no longer live there",
    AttemptResult.NO_ANSWER: "Nobody answered",
    AttemptResult.RAN_OFF: "They got away",
    AttemptResult.NOT_SAFE: "It could not be done safely",
    AttemptResult.CALLED_OFF: "It was called off for something more urgent",
}
#: Who is looked for: attempts and circulation are about nobody else.
SOUGHT = frozenset({Why.NAMED, Why.WANTED, Why.ATTENDANCE})


def find_reasons_against_attempt(
    status: SuspectStatus, *, result: str, words: str, moment: datetime | None, at: datetime
) -> Reasons:
    """Why an attempt cannot be noted like this."""
    against = [
        (WHY_OF.get(status) not in SOUGHT, NOT_ON_REGISTER),
        (result not in {one.value for one in AttemptResult}, RESULT_NEEDED),
        (not words.strip(), WHAT_WAS_DONE),
        (moment is not None and moment > at, NOT_YET),
    ]
    return tuple(reason for applies, reason in against if applies)


WHAT_WAS_DONE = _reason("what-was-done", "Say where it was tried and by whom.", "words")


def find_reasons_against_intelligence(status: SuspectStatus, *, reference: str) -> Reasons:
    """Why intelligence cannot be noted like this: by its reference, and about somebody who is on the register."""
    against = [
        (status not in ON_REGISTER, NOT_ON_REGISTER),
        (not reference.strip(), REFERENCE_NEEDED),
    ]
    return tuple(reason for applies, reason in against if applies)


@value
class ListedSuspect:
    """What the place of one suspect on the register follows from. All of it is on record; none of it is a forecast.

    `same_victim` is how many other crimes against the same victim they are suspected of, `elsewhere` how many other
    crimes they are on the register for. `due_at` is the next of their clocks.
    """

    detained: bool = False
    high_risk: bool = False
    domestic_abuse: bool = False
    stalking: bool = False
    child_abuse: bool = False
    high_harm: bool = False
    vulnerable: bool = False
    hate: bool = False
    same_victim: int = 0
    elsewhere: int = 0
    due_at: datetime | None = None


def band_of(one: ListedSuspect) -> int:
    """The band of harm: 4 where the victim is at high risk, down to 0."""
    if one.high_risk:
        return 4
    if one.domestic_abuse or one.stalking or one.child_abuse:
        return 3
    if one.high_harm:
        return 2
    return 1 if one.vulnerable or one.hate else 0


def place_of(one: ListedSuspect, since: datetime, at: datetime) -> tuple[int, int, int, int, int, datetime]:
    """What the register is ordered by, least first.

    Who is in custody, whose clock ends in hours; harm; the same victim; a clock that has passed; elsewhere; age.
    """
    late = one.due_at is not None and one.due_at < at
    return (
        -int(one.detained), -band_of(one), -int(one.same_victim > 0), -int(late), -int(one.elsewhere > 0), since,
    )  # fmt: skip


def reasons_of(one: ListedSuspect, at: datetime) -> tuple[str, ...]:
    """Why somebody stands where they stand, in words, the weightiest first."""
    said = [
        (one.detained, "In custody now"),
        (one.high_risk, "The victim is at high risk of domestic abuse"),
        (one.domestic_abuse and not one.high_risk, "Domestic abuse"),
        (one.stalking, "Stalking"),
        (one.child_abuse, "A child was abused"),
        (one.high_harm, "A crime of high harm"),
        (one.vulnerable, "The victim is vulnerable"),
        (one.hate, "Hate crime"),
        (one.same_victim > 0, f"Suspected of {_crimes(one.same_victim)} against the same victim"),
        (one.elsewhere > 0, f"Also on the register for {_crimes(one.elsewhere)}"),
        (one.due_at is not None and one.due_at < at, "A clock has passed"),
    ]
    return tuple(words for applies, words in said if applies)


def _crimes(many: int) -> str:
    return "one other crime" if many == 1 else f"{many} other crimes"


#: Ages by which the register is counted: up to so many days, and older than all.
AGE_STEPS = (7, 28, 90)


def age_bands() -> tuple[str, ...]:
    """The bands of age in words, youngest first."""
    first, second, third = AGE_STEPS
    return (f"Up to {first} days", f"{first} to {second} days", f"{second} to {third} days", f"Over {third} days")


def limits_of_ages(at: datetime) -> tuple[datetime, ...]:
    """The moments that part the bands: since before the last of them is the oldest."""
    return tuple(at - timedelta(days=days) for days in AGE_STEPS)
