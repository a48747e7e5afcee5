"""What a precondition is, and the two ways of declaring one: a rule over the facts, or something the proposer states."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from constabulary.policing.decisions import Reason, ReasonsCatalogue
from constabulary.policing.outcomes.facts import YES, OutcomeFacts
from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("outcome")
OUT_26 = "Outcomes for Recorded Crimes, April 2026"
HOCR_26 = "Crime Recording Rules for Front line Officers and Staff 2026/27"
DIRECTORS_GUIDANCE = "Director's Guidance on Charging, sixth edition"
OURS = "Our safeguard"

#: Whether a precondition holds; None where it does not apply.
Test = Callable[[OutcomeFacts], bool | None]


class Stage(StrEnum):
    """By when a precondition must hold: before an outcome is proposed, or before it is approved."""

    PROPOSAL = "proposal"
    APPROVAL = "approval"


@value
class Precondition:
    """One thing that must be so. `title` says it; `unmet` is what people read when it is not."""

    code: str
    title: str
    unmet: Reason
    holds: Test
    stage: Stage = Stage.PROPOSAL


class Kind(StrEnum):
    """How something is stated."""

    TICK = "tick"
    WORDS = "words"
    DAY = "day"
    CHOICE = "choice"


@value
class Heading:
    """Something a proposer or approver states: a box to tick, words, a day or a choice."""

    code: str
    question: str
    kind: Kind
    choices: Mapping[str, str]
    hint: str = ""


@value
class Stated:
    """A heading together with the precondition that it is filled in."""

    heading: Heading
    precondition: Precondition


#: What is so when a precondition holds, by the code of what people read when it does not: the journal stores that code.
TITLES_BY_UNMET: dict[str, str] = {}


def source_of(raw: str) -> str:
    """A short source written out: 'OUT p13' becomes the document's title and page."""
    name, _, pages = raw.partition(" ")
    known = {"OUT": OUT_26, "HOCR": HOCR_26, "DG6": DIRECTORS_GUIDANCE}
    return f"{known[name]}, {pages}" if name in known else raw


def _confidence(raw: str) -> Confidence:
    return Confidence.READ if raw.partition(" ")[0] in {"OUT", "HOCR", "DG6"} else Confidence.ASSUMPTION


def rule(
    code: str, title: str, *, unmet: str, source: str, field: str = "", stage: Stage = Stage.PROPOSAL
) -> Callable[[Test], Precondition]:
    """Declare a rule over the facts: the function says whether it holds, or None where it does not apply."""

    def declare(test: Test) -> Precondition:
        reason = REASONS.add(code, unmet, source=source_of(source), confidence=_confidence(source), field=field)
        TITLES_BY_UNMET[reason.code] = title
        return Precondition(code=code, title=title, unmet=reason, holds=test, stage=stage)

    return declare


def tick(
    code: str, title: str, *, unmet: str, source: str, when: Test | None = None, by_approver: bool = False
) -> Stated:
    """Declare something that must be said to be so; `when` limits it to the matters it applies to."""
    return _stated(code, title, Kind.TICK, unmet, source, when, by_approver, lambda said: said == YES)


def words(code: str, title: str, *, unmet: str, source: str, when: Test | None = None, hint: str = "") -> Stated:
    """Declare something that must be put in words."""
    return _stated(code, title, Kind.WORDS, unmet, source, when, False, bool, hint=hint)


def day(code: str, title: str, *, unmet: str, source: str) -> Stated:
    """Declare a day that must be given, and have come; stated as 2026-11-23."""
    made = _stated(code, title, Kind.DAY, unmet, source, None, False, lambda said: read_day(said) is not None)
    test = made.precondition.holds

    def has_come(facts: OutcomeFacts) -> bool:
        given = read_day(facts.says(code))
        return bool(test(facts)) and given is not None and given <= local_day(facts.at)

    return Stated(
        heading=made.heading,
        precondition=Precondition(code=code, title=title, unmet=made.precondition.unmet, holds=has_come),
    )


def choice(
    code: str, title: str, options: Mapping[str, str], *, unmet: str, source: str, when: Test | None = None
) -> Stated:
    """Declare a choice that must be made."""
    return _stated(code, title, Kind.CHOICE, unmet, source, when, False, options.__contains__, options=options)


def _stated(
    code: str,
    title: str,
    kind: Kind,
    unmet: str,
    source: str,
    when: Test | None,
    by_approver: bool,
    fits: Callable[[str], bool],
    *,
    options: Mapping[str, str] | None = None,
    hint: str = "",
) -> Stated:
    reason = REASONS.add(
        code.replace("_", "-"), unmet, source=source_of(source), confidence=_confidence(source), field=code
    )
    TITLES_BY_UNMET[reason.code] = title

    def holds(facts: OutcomeFacts) -> bool | None:
        if when is not None and not when(facts):
            return None
        said = facts.approved.get(code, "") if by_approver else facts.stated.get(code, "")
        return bool(fits(said.strip()))

    return Stated(
        heading=Heading(code=code, question=title, kind=kind, choices=options or {}, hint=hint),
        precondition=Precondition(
            code=code, title=title, unmet=reason, holds=holds,
            stage=Stage.APPROVAL if by_approver else Stage.PROPOSAL,
        ),
    )  # fmt: skip


def read_day(said: str) -> date | None:
    """A stated day; None where there is none or it is not one."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


@value
class OutcomeRule:
    """The rules of one outcome: what its proposer states, what must be so, what its approver states."""

    stated: tuple[Stated, ...] = ()
    preconditions: tuple[Precondition, ...] = ()
    by_approver: tuple[Stated, ...] = ()
