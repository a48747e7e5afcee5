"""A page on which a victim reads how things stand, with a code that is given to them once: when it may be given and used.

Off unless the force has switched it on. The guard comes first: only to somebody reached in writing by a route that was
agreed with them, never while a message of theirs may have been written by somebody else, for a short time, once, and no
longer than the route stands. What is shown names neither the offence, unless they chose so, nor anybody of the other side.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.protection.safe_route import Way
from constabulary.standards.dated import Confidence
from constabulary.standards.messages import fits
from constabulary.standards.values import value
from constabulary.standards.victims import SummaryPage

REASONS = ReasonsCatalogue("summary")
OURS = "Our safeguard: nothing reaches a victim outside the confirmed safe route"
#: No letter or figure that is taken for another when it is read out.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LETTERS = 12
IN_WRITING = frozenset({Way.TEXT, Way.EMAIL})


class Stage(StrEnum):
    """Where things stand, in words for somebody who does not work here."""

    WAITING = "waiting"
    WORKING = "working"
    DECIDING = "deciding"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """In words."""
        return STAGE_WORDS[self]


STAGE_WORDS: Mapping[Stage, str] = {
    Stage.WAITING: "Your report waits for somebody to look after it.",
    Stage.WORKING: "We are working on your report.",
    Stage.DECIDING: "We have looked at your report and somebody decides what happens next. You hear of it first.",
    Stage.ENDED: "Our work on your report has come to an end. You can ask us why, and what you can still do.",
}
STAGES: Mapping[str, Stage] = {
    "unallocated": Stage.WAITING,
    "allocated": Stage.WORKING,
    "investigating": Stage.WORKING,
    "outcome_proposed": Stage.DECIDING,
    "finalised": Stage.ENDED,
    "cancelled": Stage.ENDED,
}


@value
class CodeFacts:
    """What bears on giving a code: the force's switch, the route, and whether somebody else may hold the telephone."""

    is_on: bool
    way: Way | None
    contact_is_shared: bool = False
    waits_to_be_asked: bool = False
    telephone: str = ""


def _reason(code: str, sentence: str, field: str = "") -> Reason:
    return REASONS.add(code, sentence, source=OURS, confidence=Confidence.ASSUMPTION, field=field)


IS_OFF = _reason("is-off", "The force has not switched the page for victims on.")
NO_WAY_IN_WRITING = _reason(
    "no-way-in-writing",
    "A code is given only to somebody whose confirmed safe route is a text or an e-mail: whoever is reached otherwise "
    "has not agreed to anything on a screen.",
)
SHARED = _reason("shared", "Somebody else sees where their safe route leads. Confirm another route first.")
ASK_FIRST = _reason(
    "ask-first", "A message of theirs may have been written by somebody else. Ask them alone before you give a code."
)
TELEPHONE_MISSING = _reason("telephone-missing", "Enter the number they can ring, such as 01632 960000.", "telephone")


def find_reasons_against_code(facts: CodeFacts) -> Reasons:
    """Why a victim cannot be given a code."""
    against: list[tuple[bool, Reason]] = [
        (not facts.is_on, IS_OFF),
        (facts.way not in IN_WRITING, NO_WAY_IN_WRITING),
        (facts.contact_is_shared, SHARED),
        (facts.waits_to_be_asked, ASK_FIRST),
        (not fits("telephone", facts.telephone), TELEPHONE_MISSING),
    ]
    return tuple(reason for applies, reason in against if applies)


def read_code(typed: str) -> str:
    """A code as it was typed, without spaces and dashes; nothing where it is none."""
    found = "".join(one for one in typed.upper() if one not in " -")
    return found if len(found) == LETTERS and set(found) <= set(ALPHABET) else ""


def shown_code(code: str) -> str:
    """A code as it is read out."""
    return " ".join(code[start : start + 4] for start in range(0, LETTERS, 4))


@value
class CodeState:
    """A code or an open page when it is used: what was agreed then still has to hold."""

    is_on: bool
    route_holds: bool
    way: Way | None
    waits_to_be_asked: bool
    ends_at: datetime
    was_used: bool = False


def may_be_used(code: CodeState, *, at: datetime) -> bool:
    """Whether a code opens the page now, or a page that was opened may still be shown. Nobody is told why not."""
    holds = code.is_on and code.route_holds and code.way in IN_WRITING and not code.waits_to_be_asked
    return holds and not code.was_used and at < code.ends_at


def is_open_to_tries(failures: int, since: datetime | None, page: SummaryPage, *, at: datetime) -> bool:
    """Whether codes are taken now: after so many wrong ones nobody's is, for a time."""
    over = since is None or at - since >= timedelta(minutes=page.wrong_minutes)
    return over or failures < page.wrong_codes
