"""Decision aids: what each proposes, what its error is measured against, and that it is off until a named person accepts it.

An aid proposes; it never decides. What is law or policy is no aid and stays on whatever is accepted: each aid says what
that is. The error of an aid is told by sex, age band, ethnicity where recorded, language and district of the victim,
with intervals, and nothing is said of few.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from constabulary.policing.clocks import start_of
from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.inspection.intervals import Rate, wilson
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.self_inspection import AIDS
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("aids")
OURS = "Our safeguard: every decision aid is off until a named person accepts it"


class Aid(StrEnum):
    """One decision aid."""

    GRADE = "grade"
    ALLOCATION = "allocation"
    STOCK_PHRASES = "stock-phrases"
    RISK = "risk"
    VULNERABILITY = "vulnerability"
    SCREENING = "screening"


@value
class AidCard:
    """What an aid is: `errors` by code in words, the one that can hurt first; `stays` is what it does not switch."""

    title: str
    proposes: str
    against: str
    errors: Mapping[str, str]
    off: str
    stays: str


AID_CARDS: Mapping[Aid, AidCard] = {
    Aid.GRADE: AidCard(
        title="Proposed grade and advisory score",
        proposes="A grade for a call, from a score of severity, likelihood and vulnerability, with its reasons.",
        against="The grade that a second scorer gave the same call without seeing the first.",
        errors={"less_urgent": "Proposed less urgent", "more_urgent": "Proposed more urgent"},
        off="No grade is proposed and no score shown. Both are still worked out and kept, so that the error can be known.",
        stays="The floor rules: below them a grade needs a reason and a supervisor. They are policy, not a statistical aid.",
    ),
    Aid.ALLOCATION: AidCard(
        title="Proposed officers",
        proposes="An officer for each crime that waits, by what they carry, what they can do and where they work.",
        against="What the people who allocate decided: a proposal that was rejected, or for which another officer was chosen.",
        errors={"rejected": "Rejected", "changed": "Another officer chosen"},
        off="Nobody is proposed, for the pool or for cover. Crimes are allocated one by one.",
        stays="Conflicts of interest, restrictions, accreditation and the limits of what an officer carries: they are rules.",
    ),
    Aid.STOCK_PHRASES: AidCard(
        title="Reviews and THRIVE assessments that are near copies of others",
        proposes="Reviews and THRIVE assessments to be read by a colleague, because their words are nearly another's.",
        against="What the colleague found: that the review is fine although it is nearly the same.",
        errors={"fine": "Selected and found fine"},
        off="Nothing is selected.",
        stays="What a review needs to count as one. Nobody is counted by what they write, whether the aid is on or off.",
    ),
    Aid.RISK: AidCard(
        title="Suggested grade of risk",
        proposes="A grade of the risk of serious harm, from the answers to a risk tool, with its reasons.",
        against="The grade that the second look gave the same assessment.",
        errors={"too_low": "Suggested too low", "too_high": "Suggested too high"},
        off="The assessment page suggests no grade. What the answers would suggest is still worked out and kept.",
        stays="A grade below what the answers call for waits there until a supervisor decides. It is policy, not a guess.",
    ),
    Aid.VULNERABILITY: AidCard(
        title="Suggested vulnerability",
        proposes="That somebody is vulnerable, from how many of the five letters are of concern.",
        against="What whoever asked decided of the same person.",
        errors={"missed": "Not suggested, found vulnerable", "not_found": "Suggested, found not vulnerable"},
        off="The page does not say what the letters suggest. It is still worked out and kept.",
        stays="Whoever decides against the letters says why. The letters, the strands and the steps are asked as before.",
    ),
    Aid.SCREENING: AidCard(
        title="Fitted screening factors",
        proposes="How much likelier a crime was to be solved where a factor was there, fitted from the force's own crimes.",
        against="Filed crimes drawn by chance, investigated all the same and ended since the fit was made.",
        errors={"missed": "Said to be unlikely, and solved", "overrated": "Said to be likely, and not solved"},
        off="No fitted figure is shown where somebody decides whether to investigate.",
        stays="What is never filed, the reasons asked for, and the filed crimes drawn by chance. No crime is given a score.",
    ),
}


#: What puts something forward and is no aid of the register, with the reason; shown beside it, so that the list is whole.
NO_AIDS: Mapping[str, str] = {
    "Floor of a grade, limits, preconditions of outcomes, what is never filed": "Law or policy: a rule with its source.",
    "Offences found by words": "A search. Whoever records chooses, and every offence can be found.",
    "People, places and telephones that may be the same": "A search. Whoever joins two records has looked at both.",
    "Order of the register of suspects, of worklists and of a shift": "An order by what is on record, each reason printed.",
    "Queues and feeds that have stopped, slowed or thinned": "An alarm about work. It is of no person.",
    "Usual lines of enquiry, desks and referrals offered": "A list by kind of offence or answer, the same for everybody.",
    "Units offered to a dispatcher": "Those that are free, by district and by when they became free.",
    "Forecasts of queues, recovery plans, scenarios": "Of work and of hours. Their own error is measured on their pages.",
    "Crimes drawn for a second look": "Chance, with the seed kept.",
    "Early-closure funnels and ways out": "Counts with limits. No share is a target.",
}


@value
class ErrorOfGroup:
    """How often an aid erred in one way in one group; `too_few` where nothing can be said of it."""

    by: str
    name: str
    error: str
    rate: Rate
    too_few: bool


@value
class Counted:
    """Of one group: how many were judged, and how many of them were each error."""

    by: str
    name: str
    of: int
    errors: Mapping[str, int]


#: What groups are by, in the order in which they are told.
GROUPS: Mapping[str, str] = {
    "all": "Everybody", "sex": "Sex", "age_band": "Age band", "ethnicity": "Ethnicity where recorded",
    "language": "Language", "district": "District",
}  # fmt: skip


def errors_by_group(counted: Iterable[Counted], errors: Iterable[str], *, least: int) -> tuple[ErrorOfGroup, ...]:
    """Every error in every group, everybody first; of fewer than `least` nothing is said."""
    order = {by: place for place, by in enumerate(GROUPS)}
    return tuple(
        ErrorOfGroup(
            by=one.by, name=one.name, error=error, rate=wilson(one.errors.get(error, 0), one.of), too_few=one.of < least
        )
        for one in sorted(counted, key=lambda one: (order[one.by], one.name))
        for error in errors
    )


def _reason(code: str, sentence: str, field: str = "") -> Reason:
    return REASONS.add(code, sentence, source=OURS, confidence=Confidence.ASSUMPTION, field=field)


NOTHING_FITTED = _reason("nothing-fitted", "Nothing has been fitted yet: there is nothing to accept.")
IS_OFF = _reason("is-off", "This aid is off: nobody has accepted it, or the acceptance has ended. Decide without it.")
WHY_MISSING = _reason("why-missing", "Say why, with the error below in mind.", "reason")
UNTIL_PAST = _reason("until-past", "The last day cannot be past.", "until_on")
UNTIL_TOO_LATE = _reason(
    "until-too-late", "That is too long: somebody looks at its error again before then.", "until_on"
)
NOT_ON = _reason("not-on", "It is off already.")


def find_reasons_against_accepting(*, reason: str, until_on: date, today: date, longest: timedelta) -> Reasons:
    """Why an aid cannot be accepted like this."""
    against: Mapping[Reason, bool] = {
        WHY_MISSING: not reason.strip(),
        UNTIL_PAST: until_on < today,
        UNTIL_TOO_LATE: until_on > today + longest,
    }
    return tuple(one for one, applies in against.items() if applies)


def find_reasons_against_switching_off(*, reason: str, is_on: bool) -> Reasons:
    """Why an aid cannot be switched off like this; never that somebody thinks it useful."""
    against: Mapping[Reason, bool] = {NOT_ON: not is_on, WHY_MISSING: not reason.strip()}
    return tuple(one for one, applies in against.items() if applies)


def is_on(until_on: date | None, today: date) -> bool:
    """Whether an aid is on: accepted, and its last day not past."""
    return until_on is not None and today <= until_on


def accept_again_due(rulebook: Rulebook, *, until_on: date) -> DutyDue:
    """The look at an aid's error before its acceptance ends."""
    standard = rulebook[AIDS]
    due_at: datetime = start_of(until_on - standard.value.remind)
    return DutyDue(
        kind=DutyKind.ACCEPT_AID_AGAIN, desk=CATALOGUE[DutyKind.ACCEPT_AID_AGAIN].desk, due_at=due_at,
        rule=standard.key, edition=standard.edition,
    )  # fmt: skip
