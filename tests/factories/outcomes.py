"""Facts of outcomes: for each outcome a matter in which nothing stands in its way; a test changes one thing."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from constabulary.policing.investigation.evidence_led import Conclusion
from constabulary.policing.investigation.suspects import SuspectFacts, SuspectStatus
from constabulary.policing.outcomes.check import RULES
from constabulary.policing.outcomes.facts import CrimeOfOutcome, LineCount, OutcomeFacts, OutcomeNumbers, WorkDone
from constabulary.policing.outcomes.preconditions import Heading, Kind
from constabulary.policing.victims.contact import TellingFacts
from constabulary.policing.victims.positions import Pressure, Support, VictimFacts
from constabulary.standards.counting import RELATED_CRIME_BARS
from constabulary.standards.investigation import (
    CONTACT_ATTEMPTS,
    DOMESTIC_ASSAULT_LIMIT,
    SUMMARY_LIMIT_MONTHS,
    TELLING_ATTEMPTS,
)
from constabulary.standards.offences import Offence, offences
from constabulary.standards.outcomes import OUTCOMES
from constabulary.standards.rulebook import Moments, on

AT = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)


@cache
def offence(code: str, category: str = "") -> Offence:
    """The first row of the list with this code, and of this category where one is given."""
    return next(one for one in offences() if one.code == code and category in {"", one.category})


def numbers(at: datetime = AT) -> OutcomeNumbers:
    """The numbers of the rule book on a day."""
    rulebook = on(at)
    return OutcomeNumbers(
        telling=rulebook[TELLING_ATTEMPTS].value,
        reaching=rulebook[CONTACT_ATTEMPTS].value,
        summary_months=rulebook[SUMMARY_LIMIT_MONTHS].value,
        domestic_limit=rulebook[DOMESTIC_ASSAULT_LIMIT].value,
        related_bars=rulebook[RELATED_CRIME_BARS].value.union,
        responsible_from_age=10,
    )


def crime(**changes: Any) -> CrimeOfOutcome:
    """Damage to a car, a week ago, with a victim; nothing special about it."""
    usual = CrimeOfOutcome(
        offence=offence("149/00", "58C"),
        has_victim=True,
        occurred_from=datetime(2026, 10, 24, 21, 0, tzinfo=UTC),
        reported_at=datetime(2026, 10, 24, 21, 30, tzinfo=UTC),
    )
    return replace(usual, **changes)


def suspect(**changes: Any) -> SuspectFacts:
    """An adult, identified, interviewed, recorded as suspect and told."""
    usual = SuspectFacts(
        id=1,
        status=SuspectStatus.INTERVIEWED_VOLUNTARILY,
        identity_established=True,
        recorded_as_suspect=True,
        interviewed=True,
        told_responsible=True,
        age=30,
    )
    return replace(usual, **changes)


SUPPORTS = VictimFacts(support=Support.SUPPORTS, wishes_recorded=True)
DOES_NOT = VictimFacts(
    support=Support.DOES_NOT, wishes_recorded=True, auditable=True, pressure=Pressure.NONE_FOUND, seen_alone=True
)


def filled(headings: tuple[Heading, ...]) -> dict[str, str]:
    """Every heading answered so that it counts."""
    answers = {Kind.TICK: "yes", Kind.DAY: "2026-10-30"}
    return {
        one.code: f"As written down: {one.question}" if one.kind is Kind.WORDS
        else answers.get(one.kind) or next(iter(one.choices))
        for one in headings
    }  # fmt: skip


def matter(code: str, *, at: datetime = AT, **changes: Any) -> OutcomeFacts:
    """A matter in which outcome `code` may be approved; `stated` in the changes adds to what is stated."""
    listed = OUTCOMES.entry(code, Moments(decision=at))
    stated = filled(tuple(one.heading for one in RULES[code].stated))
    extra: dict[str, Any] = {"stated": {**stated, **SPECIAL_STATED.get(code, {})}, **SPECIAL.get(code, {})}
    facts = OutcomeFacts(
        type=listed,
        at=at,
        crime=crime(),
        numbers=numbers(at),
        suspects=(suspect(),),
        suspect=suspect(),
        victim=SUPPORTS,
        telling=TellingFacts(told=True),
        lines=LineCount(open=0, ended=3),
        work=WorkDone(planned=True, contacted=True),
        approved=filled(tuple(one.heading for one in RULES[code].by_approver)),
        rationale="It is right here.",
        stated={},
    )
    stated_change = changes.pop("stated", {})
    facts = replace(facts, **extra)
    facts = replace(facts, **changes)
    if isinstance(changes.get("suspect"), SuspectFacts):
        facts = replace(facts, suspects=(changes["suspect"],))
    return replace(facts, stated={**facts.stated, **stated_change})


def with_suspect(**changes: Any) -> dict[str, Any]:
    """The suspect of a matter changed."""
    made = suspect(**changes)
    return {"suspect": made, "suspects": (made,)}


CHARGED = with_suspect(status=SuspectStatus.CHARGED_BAIL)
SPECIAL_STATED: dict[str, dict[str, str]] = {
    "1": {"court_on": "2026-11-20"},
    "1A": {"court_on": "2026-11-20", "alternate_offence": "105/01"},
}
SPECIAL: dict[str, dict[str, Any]] = {
    "1": CHARGED,
    "1A": CHARGED,
    "2": with_suspect(age=15),
    "2A": with_suspect(age=15),
    "3": {},
    "5": with_suspect(status=SuspectStatus.DECEASED),
    "7": {"crime": crime(offence=offence("092/61"), has_victim=False)},
    "11": with_suspect(age=9),
    "14": {"victim": DOES_NOT, "evidence_led": Conclusion.CANNOT_GO_ON, "suspects": (), "suspect": None},
    "16": {"victim": DOES_NOT, "evidence_led": Conclusion.CANNOT_GO_ON},
    "17": {
        "crime": crime(
            offence=offence("105/01"),
            occurred_from=datetime(2026, 4, 1, 12, tzinfo=UTC),
            reported_at=datetime(2026, 4, 1, 13, tzinfo=UTC),
        )
    },
    "18": {"suspects": (), "suspect": None},
    "23": with_suspect(age=15),
}
SPECIAL_STATED["3"] = {"caution_kind": "conditional"}
SPECIAL_STATED["3A"] = {"caution_kind": "conditional"}
