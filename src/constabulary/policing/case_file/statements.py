"""Statements: from whom, taken when and by whom, where held, and whether a victim was offered a personal statement."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from constabulary.policing.case_file.exhibits import is_same_holder
from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("statement")
CODE = "Code of Practice for Victims of Crime, November 2020"
OURS = "Our safeguard"


class PersonalStatement(StrEnum):
    """Whether a victim personal statement was offered, and what became of it."""

    NOT_A_VICTIM = "not_a_victim"
    NOT_OFFERED = "not_offered"
    OFFERED = "offered"
    MADE = "made"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """What people call it."""
        return {
            "not_a_victim": "Not a victim", "not_offered": "Not offered yet", "offered": "Offered, not made yet",
            "made": "Made", "declined": "Offered and declined",
        }[self.value]  # fmt: skip


@value
class StatementDetails:
    """A statement as taken: its reference, who gave it, when, where it is held, and what it says in a sentence or two."""

    reference: str
    person_id: int | None
    maker: str
    taken_at: datetime | None
    held_where: str
    summary: str
    personal_statement: PersonalStatement = PersonalStatement.NOT_A_VICTIM
    taken_by_id: int | None = None


def _reason(code: str, sentence: str, field: str, *, source: str = OURS) -> Reason:
    confidence = Confidence.READ if source == CODE else Confidence.ASSUMPTION
    return REASONS.add(code, sentence, source=source, confidence=confidence, field=field)


REFERENCE_MISSING = _reason("reference-missing", "Enter its reference.", "reference")
REFERENCE_TAKEN = _reason("reference-taken", "A statement of this crime has that reference already.", "reference")
MAKER_MISSING = _reason("maker-missing", "Choose who gave it, or write who it was.", "maker")
MAKER_UNKNOWN = _reason("maker-unknown", "Choose one of the people of this crime, or write who it was.", "person")
TAKEN_MISSING = _reason("taken-missing", "Say when it was taken.", "taken_at")
TAKEN_TO_COME = _reason("taken-to-come", "That is still to come.", "taken_at")
HELD_MISSING = _reason("held-missing", "Say where it is held.", "held_where")
OFFER_MISSING = _reason(
    "offer-missing",
    "A victim is offered a personal statement with this one. Say whether it was, and what became of it.",
    "personal_statement", source=CODE,
)  # fmt: skip
NOT_VICTIMS = _reason(
    "not-victims", "A victim personal statement is a victim's only.", "personal_statement", source=CODE
)
OFFERED = frozenset({PersonalStatement.OFFERED, PersonalStatement.MADE, PersonalStatement.DECLINED})


def find_reasons_against_statement(
    details: StatementDetails, *, of_victim: bool, taken: Iterable[str], at: datetime
) -> Reasons:
    """What the record of a statement lacks."""
    when, offer = details.taken_at, details.personal_statement
    against: list[tuple[bool, Reason]] = [
        (not details.reference.strip(), REFERENCE_MISSING),
        (any(is_same_holder(details.reference, one) for one in taken), REFERENCE_TAKEN),
        (details.person_id is None and not details.maker.strip(), MAKER_MISSING),
        (when is None, TAKEN_MISSING),
        (when is not None and when > at, TAKEN_TO_COME),
        (not details.held_where.strip(), HELD_MISSING),
        (of_victim and offer not in OFFERED, OFFER_MISSING),
        (not of_victim and offer is not PersonalStatement.NOT_A_VICTIM, NOT_VICTIMS),
    ]
    return tuple(reason for applies, reason in against if applies)
