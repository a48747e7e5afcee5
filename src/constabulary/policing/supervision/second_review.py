"""A closed crime decided a second time by somebody who is not told how it was decided: who may, what it needs, what follows.

The second reviewer is of sufficient authority and of another team, had no part in it and has not looked it up since.
They are shown the facts as they stood, and neither the outcome nor who decided it nor their words. Where the two differ,
somebody else looks at both and may reopen it: the second is not right for being the second.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.desks import DESK_OF_AUTHORITY, Authority, Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.inspection.displacement import CANCELLED, WATCHED, WAY_OF
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.self_inspection import SECOND_REVIEW_WITHIN, SETTLE_REVIEW_WITHIN
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("second_review")
OURS = "Our safeguard: a second decision is blind or it says nothing"
#: Rape by the categories of the counting rules: reports of it are decided a second time whichever way they went, so
#: that whoever decides again cannot tell the way from there being a second decision.
RAPE = ("19A", "19B", "19C", "19D", "19E", "19F", "19G", "19H")
#: What stands where somebody wrote the outcome into the words.
HIDDEN = "[outcome]"
_OUTCOME = re.compile(
    r"\b(?:outcomes?|OC)\s*(?:code\s*)?\d{1,2}A?\b|\bN\s?100(?:/\d)?\b|\bC[1-5]\b|\b(?:not?|un)[ -]?crimed\b",
    re.IGNORECASE,
)

#: What a second reviewer may choose beside an outcome or a cancellation.
GO_ON, RECORD, NOT_RECORDED = "go_on", "record", "n100"
FILED = "filed"
#: The ways that can be drawn; `record` stands among the reports of rape so that the others do not show.
WAYS_DRAWN = (*WATCHED, FILED, *CANCELLED, NOT_RECORDED, RECORD)
WAY_TITLES: Mapping[str, str] = {
    **{one: WAY_OF[one.lower()].title for one in (*WATCHED, *CANCELLED)},
    FILED: "Filed at the desk, whatever the outcome",
    NOT_RECORDED: WAY_OF[NOT_RECORDED].title,
    RECORD: "A rape reported and recorded",
    GO_ON: "It should have gone on",
}


class Closing(StrEnum):
    """What sort of decision closed it."""

    OUTCOME = "outcome"
    CANCELLATION = "cancellation"
    RECORDING = "recording"


class Settled(StrEnum):
    """What came of two decisions that differ."""

    STANDS = "stands"
    REOPENED = "reopened"
    DECIDE_AGAIN = "decide_again"

    @property
    def label(self) -> str:
        """What people call it."""
        return SETTLED_TITLES[self]


SETTLED_TITLES = {
    Settled.STANDS: "The first decision stands",
    Settled.REOPENED: "Reopen the crime",
    Settled.DECIDE_AGAIN: "Have it decided again whether a crime is recorded",
}
#: What may be done about a difference, by what closed it: a cancelled crime stays cancelled and is recorded anew.
MAY_SETTLE: Mapping[Closing, tuple[Settled, ...]] = {
    Closing.OUTCOME: (Settled.STANDS, Settled.REOPENED),
    Closing.CANCELLATION: (Settled.STANDS, Settled.DECIDE_AGAIN),
    Closing.RECORDING: (Settled.STANDS, Settled.DECIDE_AGAIN),
}


@value
class Closed:
    """A closed crime, or a report of rape that was decided, that could be drawn."""

    id: int
    way: str
    team: str
    domestic_abuse: bool = False
    repeat_victim: bool = False
    child: bool = False

    @property
    def risks(self) -> tuple[str, ...]:
        """The risks that make it likelier to be drawn."""
        found = {"domestic abuse": self.domestic_abuse, "repeat": self.repeat_victim, "child": self.child}
        return tuple(name for name, applies in found.items() if applies)

    @property
    def stratum(self) -> str:
        """Way out, risks and team."""
        return f"{self.way} / {', '.join(self.risks) or 'no risk'} / {self.team}"

    @property
    def has_more_chance(self) -> bool:
        """Whether it is of a kind that is drawn more often."""
        return bool(self.risks)


@value
class ReviewerFacts:
    """What decides whether somebody's second decision would be blind, independent and theirs to make."""

    reviewer: int
    team: int | None
    had_a_part: frozenset[int]
    teams: frozenset[int]
    has_opened: bool
    is_connected: bool
    has_authority: bool
    is_reviewed: bool


@value
class SettlingFacts:
    """What decides whether somebody may settle a difference like this."""

    settler: int
    had_a_part: frozenset[int]
    reviewer: int
    closing: Closing
    differs: bool
    is_settled: bool
    still_stands: bool


@value
class Free:
    """Somebody who could be given a second decision, and how many wait for them already."""

    officer: int
    waiting: int


def _reason(code: str, sentence: str, field: str = "") -> Reason:
    return REASONS.add(code, sentence, source=OURS, confidence=Confidence.ASSUMPTION, field=field)


OWN = _reason("own", "You had a part in this. Somebody else decides it a second time.")
SAME_TEAM = _reason("same-team", "It was your own team's. Somebody of another team decides it a second time.")
HAS_OPENED = _reason(
    "has-opened", "You have opened it since it was decided, so you would not be blind. Leave it to others."
)
CONFLICT = _reason("conflict", "A conflict of interest is recorded. Leave it to others.")
AUTHORITY = _reason("authority", "This takes the authority that the first decision took, or a higher one.")
REVIEWED = _reason("reviewed", "It has been decided a second time already.")
NO_CHOICE = _reason("no-choice", "Choose how you would have decided it.", "choice")
WHY_MISSING = _reason("why-missing", "Say in a few words why.", "words")
NOT_REVIEWED = _reason("not-reviewed", "It has not been decided a second time yet.")
SAME = _reason("same", "Both decided alike: there is nothing to settle.")
SETTLED = _reason("settled", "Somebody has settled this already.")
NOT_THEIRS = _reason("not-theirs", "Whoever made either decision does not settle between them.")
NOT_YOURS = _reason("not-yours", "It was not given to you, or you have decided it.")
NO_SUCH_WAY = _reason("no-such-way", "Choose what comes of it.", "conclusion")
STANDS_NO_MORE = _reason(
    "stands-no-more",
    "It has been reopened or decided anew meanwhile: say that the first decision stood then.",
    "conclusion",
)


def find_reasons_against_reviewing(facts: ReviewerFacts) -> Reasons:
    """Why somebody may not decide a closed crime a second time; a conflict does not say with whom."""
    against: Mapping[Reason, bool] = {
        OWN: facts.reviewer in facts.had_a_part,
        SAME_TEAM: facts.team is not None and facts.team in facts.teams,
        HAS_OPENED: facts.has_opened,
        CONFLICT: facts.is_connected,
        AUTHORITY: not facts.has_authority,
        REVIEWED: facts.is_reviewed,
    }
    return tuple(reason for reason, applies in against.items() if applies)


def find_reasons_against_review(choice: str, words: str, *, offered: Sequence[str]) -> Reasons:
    """What a second decision lacks."""
    against: Mapping[Reason, bool] = {NO_CHOICE: choice not in offered, WHY_MISSING: not words.strip()}
    return tuple(reason for reason, applies in against.items() if applies)


def find_reasons_against_settling(facts: SettlingFacts, conclusion: Settled, words: str) -> Reasons:
    """Why a difference cannot be settled like this."""
    if facts.is_settled or not facts.differs:
        return (SETTLED if facts.is_settled else SAME,)
    against: Mapping[Reason, bool] = {
        NOT_THEIRS: facts.settler == facts.reviewer or facts.settler in facts.had_a_part,
        NO_SUCH_WAY: conclusion not in MAY_SETTLE[facts.closing],
        STANDS_NO_MORE: conclusion is Settled.REOPENED and not facts.still_stands,
        WHY_MISSING: not words.strip(),
    }
    return tuple(reason for reason, applies in against.items() if applies)


def differs(way: str, choice: str) -> bool:
    """Whether the second decision is another than the first; what was filed differs only where it should have gone on."""
    return choice == GO_ON if way == FILED else choice != way


def authorities_to_review(closing: Closing, authority: Authority) -> tuple[Authority, ...]:
    """Whose authority decides a second time: any one of these.

    That of the first decision or a higher one; the registrar or whoever stands in for them about recording, and an
    inspector or the registrar where an inspector decided.
    """
    if closing is not Closing.OUTCOME:
        return (Authority.CRIME_REGISTRAR, Authority.DESIGNATED_DECISION_MAKER)
    if authority in {Authority.INVESTIGATOR, Authority.SUPERVISOR}:
        return (Authority.SUPERVISOR,)
    if authority in {Authority.SUPERINTENDENT, Authority.CHIEF_OFFICER}:
        return (authority,)
    return (Authority.INSPECTOR, Authority.CRIME_REGISTRAR)


def choose_reviewer(free: Sequence[Free], *, seed: int, closed: int) -> int | None:
    """Who is given it: whoever has fewest waiting, and by the seed among those who have as many; None where nobody can."""

    def order(one: Free) -> tuple[int, bytes]:
        return one.waiting, sha256(f"{seed}:{closed}:{one.officer}".encode()).digest()

    return min(free, key=order).officer if free else None


def review_due(closing: Closing, authority: Authority, rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue:
    """The second decision, at the desk of whoever has the authority."""
    within = rulebook[SECOND_REVIEW_WITHIN]
    desk = DESK_OF_AUTHORITY[authorities_to_review(closing, authority)[0]]
    return DutyDue(
        kind=DutyKind.DECIDE_AGAIN_BLIND, desk=desk, due_at=at + within.value, rule=within.key, edition=within.edition,
        risk=risk,
    )  # fmt: skip


def settle_due(closing: Closing, rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue:
    """The look at two decisions that differ: an inspector's for an outcome, the registrar's for what is recorded."""
    within = rulebook[SETTLE_REVIEW_WITHIN]
    desk = Desk.INSPECTORS if closing is Closing.OUTCOME else Desk.REGISTRAR
    return DutyDue(
        kind=DutyKind.SETTLE_DIFFERENCE, desk=desk, due_at=at + within.value, rule=within.key, edition=within.edition,
        risk=risk,
    )  # fmt: skip


def without_outcomes(words: str) -> str:
    """Words with any outcome written in them taken out, so that the first decision does not show through."""
    return _OUTCOME.sub(HIDDEN, words)
