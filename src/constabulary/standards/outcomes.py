"""Outcome types 1 to 24 and cancellation codes C1 to C5, with what the rules need to know of each."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from constabulary.standards.dated import Confidence, SelectedBy
from constabulary.standards.lists import DatedList, read_list, with_years_before
from constabulary.standards.moments import Moments
from constabulary.standards.values import value

OUTCOMES_2026 = "Outcomes for Recorded Crimes, April 2026"


class OutcomeGroup(StrEnum):
    """The group an outcome is published in."""

    CHARGED = "charged"
    OUT_OF_COURT_FORMAL = "out_of_court_formal"
    OUT_OF_COURT_INFORMAL = "out_of_court_informal"
    TAKEN_INTO_CONSIDERATION = "taken_into_consideration"
    PREVENTED = "prevented_or_not_in_interest"
    VICTIM_DOES_NOT_SUPPORT = "evidential_victim_does_not_support"
    VICTIM_SUPPORTS = "evidential_victim_supports"
    NO_SUSPECT = "no_suspect"
    TRANSFERRED = "transferred"
    NOT_IN_INTEREST = "further_investigation_not_in_interest"
    DIVERSIONARY = "diversionary"
    NATIONAL_FRAUD = "national_fraud"


class DecidedBy(StrEnum):
    """Who decides an outcome."""

    POLICE = "police"
    CPS = "cps"
    POLICE_OR_CPS = "police_or_cps"
    CHARGING_AUTHORITY = "charging_authority"
    NATIONAL_BUREAU = "national_bureau"


class SuspectNeeded(StrEnum):
    """What an outcome asks of a suspect."""

    ANY = "any"
    NAMED = "named"
    IDENTIFIED = "identified"
    NONE = "none"


class VictimNeeded(StrEnum):
    """What an outcome says of the victim's support."""

    ANY = "any"
    SUPPORTS = "supports"
    NOT_ABLE = "not_able"


class LabelConfidence(StrEnum):
    """How sure our pairing of an outcome with a label of data.police.uk is; no official table was found."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


@value
class Raised:
    """A circumstance in which someone else decides: another authority in the force, or the prosecutor."""

    when: str
    authority: str = ""
    decided_by: str = ""


@value
class OutcomeType:
    """One edition of one outcome type; `authority` is a code of `policing.desks.Authority`."""

    code: str
    title: str
    valid_from: date
    valid_to: date | None
    edition: str
    confidence: Confidence
    source: str
    group: OutcomeGroup
    decided_by: DecidedBy
    authority: str
    raised: tuple[Raised, ...]
    suspect: SuspectNeeded
    victim: VictimNeeded
    suspect_told: bool
    admission: bool
    from_age: int | None
    under_age: int | None
    completed: bool
    silence_is_not_enough: bool
    barred_for: tuple[str, ...]
    only_codes: tuple[str, ...]
    exceptional_for: tuple[str, ...]
    simple_only_for: tuple[str, ...]
    registrar_sees_every_one: bool
    positive: bool
    by_force: bool
    published: bool
    label: str
    label_also: tuple[str, ...]
    label_confidence: LabelConfidence
    basis: tuple[str, ...]
    note: str

    @property
    def number(self) -> int:
        """The number without the letter of an alternate."""
        return int(self.code.rstrip("A"))

    @property
    def is_alternate(self) -> bool:
        """Whether it stands for an alternate offence."""
        return self.code.endswith("A")

    def authority_for(self, circumstances: frozenset[str]) -> str:
        """The highest authority that these circumstances ask for; see `raised`."""
        asked = [one.authority for one in self.raised if one.authority and one.when in circumstances]
        return max(asked, key=AUTHORITY_ORDER.index, default=self.authority)


#: From the least to the most: a circumstance can only raise the authority.
AUTHORITY_ORDER = (
    "investigator", "supervisor", "designated_decision_maker", "inspector", "superintendent", "chief_officer",
    "crime_registrar",
)  # fmt: skip


@value
class CancellationCode:
    """One cancellation code; `needs` names what must be shown first."""

    code: str
    title: str
    valid_from: date
    valid_to: date | None
    edition: str
    confidence: Confidence
    source: str
    authority: str
    raised: tuple[Raised, ...]
    needs: tuple[str, ...]
    only_categories: tuple[str, ...]
    note: str


FILE = "lists/outcomes.toml"
BEFORE_2026 = "Outcomes before 2026"


def _raised(raw: Mapping[str, Any]) -> tuple[Raised, ...]:
    return tuple(Raised(**one) for one in raw.get("raised", ()))


def _outcome(raw: Mapping[str, Any]) -> OutcomeType:
    return OutcomeType(
        code=raw["code"],
        title=raw["title"],
        valid_from=raw["valid_from"],
        valid_to=raw.get("valid_to"),
        edition=raw["edition"],
        confidence=Confidence(raw["confidence"]),
        source=raw["source"],
        group=OutcomeGroup(raw["group"]),
        decided_by=DecidedBy(raw["decided_by"]),
        authority=raw["authority"],
        raised=_raised(raw),
        suspect=SuspectNeeded(raw["suspect"]),
        victim=VictimNeeded(raw.get("victim", "any")),
        suspect_told=raw.get("suspect_told", False),
        admission=raw.get("admission", False),
        from_age=raw.get("from_age"),
        under_age=raw.get("under_age"),
        completed=raw.get("completed", False),
        silence_is_not_enough=raw.get("silence_is_not_enough", False),
        barred_for=tuple(raw.get("barred_for", ())),
        only_codes=tuple(raw.get("only_codes", ())),
        exceptional_for=tuple(raw.get("exceptional_for", ())),
        simple_only_for=tuple(raw.get("simple_only_for", ())),
        registrar_sees_every_one=raw.get("registrar_sees_every_one", False),
        positive=raw.get("positive", False),
        by_force=raw.get("by_force", True),
        published=raw.get("published", True),
        label=raw.get("label", ""),
        label_also=tuple(raw.get("label_also", ())),
        label_confidence=LabelConfidence(raw.get("label_confidence", "low")),
        basis=tuple(raw["basis"]),
        note=raw.get("note", ""),
    )


def _cancellation(raw: Mapping[str, Any]) -> CancellationCode:
    return CancellationCode(
        code=raw["code"],
        title=raw["title"],
        valid_from=raw["valid_from"],
        valid_to=raw.get("valid_to"),
        edition=raw["edition"],
        confidence=Confidence(raw["confidence"]),
        source=raw["source"],
        authority=raw["authority"],
        raised=_raised(raw),
        needs=tuple(raw["needs"]),
        only_categories=tuple(raw.get("only_categories", ())),
        note=raw.get("note", ""),
    )


@cache
def _outcomes() -> tuple[OutcomeType, ...]:
    return tuple(_outcome(raw) for raw in with_years_before(read_list(FILE)["outcome"], edition=BEFORE_2026))


@cache
def _cancellations() -> tuple[CancellationCode, ...]:
    return tuple(_cancellation(raw) for raw in with_years_before(read_list(FILE)["cancellation"], edition=BEFORE_2026))


OUTCOMES = DatedList(
    name="outcomes",
    title="Outcome types",
    selected_by=SelectedBy.DECISION,
    source=OUTCOMES_2026,
    read=_outcomes,
    code_of=lambda one: one.code,
    title_of=lambda one: one.title,
)
CANCELLATIONS = DatedList(
    name="cancellations",
    title="Cancellation codes",
    selected_by=SelectedBy.DECISION,
    source=OUTCOMES_2026,
    read=_cancellations,
    code_of=lambda one: one.code,
    title_of=lambda one: one.title,
)


def outcomes_of_force(moments: Moments) -> tuple[OutcomeType, ...]:
    """The outcomes that a force may apply to a matter with these dates."""
    return tuple(one for one in OUTCOMES.offered(moments) if one.by_force)


NOT_YET_ASSIGNED = "Under investigation"


def label_of_outcome(code: str, moments: Moments) -> str:
    """The label of data.police.uk for an outcome; for none yet, the one of an open crime."""
    return OUTCOMES.entry(code, moments).label if code else NOT_YET_ASSIGNED


def outcomes_of_label(label: str) -> tuple[OutcomeType, ...]:
    """Every outcome published under a label; several numbers share one."""
    return tuple(one for one in OUTCOMES.entries if label and label in {one.label, *one.label_also})
