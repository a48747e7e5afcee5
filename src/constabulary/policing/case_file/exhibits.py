"""Exhibits and the chain of who had them: a gap is shown and explained, and nothing is disposed of without authority."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("exhibit")
OURS = "Our safeguard: whoever had an exhibit, and when, can be shown without a gap"


class ExhibitForm(StrEnum):
    """What an exhibit is: a thing, or material held in another system and named here by where it is."""

    PHYSICAL = "physical"
    DIGITAL = "digital"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"physical": "A thing", "digital": "Digital material held elsewhere"}[self.value]


class ExhibitEnd(StrEnum):
    """How an exhibit leaves the force's hands; the state of one that has."""

    RETURNED = "returned"
    DISPOSED = "disposed"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"returned": "Returned to whoever may have it", "disposed": "Destroyed or otherwise disposed of"}[
            self.value
        ]


@value
class ExhibitDetails:
    """An exhibit as it was seized or produced; by whoever adds it, unless somebody else is named."""

    reference: str
    description: str
    form: ExhibitForm
    seized_where: str
    seized_at: datetime | None
    system: str = ""
    locator: str = ""
    seal_number: str = ""
    seized_from: str = ""
    seized_by_id: int | None = None


@value
class HandOver:
    """One hand-over: from whom, to whom, when, where it then is, why, and under which seal."""

    from_whom: str
    to_whom: str
    moved_at: datetime | None
    where: str
    why: str
    seal_number: str = ""
    gap_because: str = ""


@value
class Disposal:
    """How an exhibit leaves: returned or disposed of, to whom, on which authority, and how what it proves is kept."""

    end: ExhibitEnd
    to_whom: str
    authority: str
    kept_how: str = ""


@value
class Held:
    """Who had an exhibit from a moment on."""

    whom: str
    since: datetime


def _reason(code: str, sentence: str, field: str = "") -> Reason:
    return REASONS.add(code, sentence, source=OURS, confidence=Confidence.ASSUMPTION, field=field)


REFERENCE_MISSING = _reason("reference-missing", "Enter its reference: initials and a number.", "reference")
REFERENCE_TAKEN = _reason("reference-taken", "An exhibit of this crime has that reference already.", "reference")
DESCRIPTION_MISSING = _reason("description-missing", "Say what it is.", "description")
WHERE_MISSING = _reason("where-missing", "Say where it was seized or produced.", "seized_where")
WHEN_MISSING = _reason("when-missing", "Say when it was seized or produced.", "seized_at")
WHEN_TO_COME = _reason("when-to-come", "That is still to come.", "seized_at")
SYSTEM_MISSING = _reason("system-missing", "Say which system holds it.", "system")
LOCATOR_MISSING = _reason("locator-missing", "Say under which number or address it is found there.", "locator")
FROM_MISSING = _reason("from-missing", "Say who handed it over.", "from_whom")
TO_MISSING = _reason("to-missing", "Say who took it.", "to_whom")
MOVED_MISSING = _reason("moved-missing", "Say when it was handed over.", "moved_at")
MOVED_TO_COME = _reason("moved-to-come", "That is still to come.", "moved_at")
MOVED_BEFORE = _reason("moved-before", "It was with somebody else until later than that.", "moved_at")
PLACE_MISSING = _reason("place-missing", "Say where it then is.", "where")
WHY_MISSING = _reason("why-missing", "Say why it was handed over.", "why")
GAP = _reason(
    "gap",
    "Somebody else had it last. Say how it came to whoever handed it over: the gap is shown with it.",
    "gap_because",
)
NOT_HELD = _reason("not-held", "It has left the force's hands: its chain has ended.")
AUTHORITY_MISSING = _reason(
    "authority-missing", "Say what allows it: the order, the rule or the decision.", "authority"
)
WHOM_MISSING = _reason("whom-missing", "Say who has it then, or who destroyed it.", "to_whom")
CASE_OPEN = _reason(
    "case-open",
    "The crime is not finalised: what may prove it is not destroyed. It may be returned to its owner.",
    "end",
)
KEPT_MISSING = _reason(
    "kept-missing", "The crime is not finalised: say how what it proves is kept, photographs for example.", "kept_how"
)


def is_same_holder(one: str, other: str) -> bool:
    """Whether two names say the same holder, however they are spaced."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def find_reasons_against_exhibit(details: ExhibitDetails, *, taken: Iterable[str], at: datetime) -> Reasons:
    """What the record of an exhibit lacks. Digital material says where it is; the file itself never comes here."""
    digital, seized = details.form is ExhibitForm.DIGITAL, details.seized_at
    against: list[tuple[bool, Reason]] = [
        (not details.reference.strip(), REFERENCE_MISSING),
        (any(is_same_holder(details.reference, one) for one in taken), REFERENCE_TAKEN),
        (not details.description.strip(), DESCRIPTION_MISSING),
        (digital and not details.system.strip(), SYSTEM_MISSING),
        (digital and not details.locator.strip(), LOCATOR_MISSING),
        (not details.seized_where.strip(), WHERE_MISSING),
        (seized is None, WHEN_MISSING),
        (seized is not None and seized > at, WHEN_TO_COME),
    ]
    return tuple(reason for applies, reason in against if applies)


def find_reasons_against_hand_over(given: HandOver, *, last: Held, is_held: bool, at: datetime) -> Reasons:
    """What a hand-over lacks; where the chain has a gap it is taken with its explanation only."""
    moved = given.moved_at
    gap = bool(given.from_whom.strip()) and not is_same_holder(given.from_whom, last.whom)
    against: list[tuple[bool, Reason]] = [
        (not is_held, NOT_HELD),
        (not given.from_whom.strip(), FROM_MISSING),
        (not given.to_whom.strip(), TO_MISSING),
        (moved is None, MOVED_MISSING),
        (moved is not None and moved > at, MOVED_TO_COME),
        (moved is not None and moved < last.since, MOVED_BEFORE),
        (not given.where.strip(), PLACE_MISSING),
        (not given.why.strip(), WHY_MISSING),
        (gap and not given.gap_because.strip(), GAP),
    ]
    return tuple(reason for applies, reason in against if applies)


def find_reasons_against_disposal(given: Disposal, *, is_held: bool, case_open: bool) -> Reasons:
    """Why an exhibit may not leave like this."""
    against: list[tuple[bool, Reason]] = [
        (not is_held, NOT_HELD),
        (case_open and given.end is ExhibitEnd.DISPOSED, CASE_OPEN),
        (case_open and given.end is ExhibitEnd.RETURNED and not given.kept_how.strip(), KEPT_MISSING),
        (not given.to_whom.strip(), WHOM_MISSING),
        (not given.authority.strip(), AUTHORITY_MISSING),
    ]
    return tuple(reason for applies, reason in against if applies)
