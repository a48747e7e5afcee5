"""More than one crime from one incident: one for each victim, and for one victim only where a rule counts again."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.policing.recording.counting import Disclosed, count_crimes
from constabulary.standards.counting import counting_tables
from constabulary.standards.dated import Confidence
from constabulary.standards.offences import Offence

REASONS = ReasonsCatalogue("another")


class Because(StrEnum):
    """Why a second crime is recorded for the same victim."""

    INDEPENDENT_OFFENDERS = "independent_offenders"
    MODERN_SLAVERY = "modern_slavery"
    BREACH = "breach"
    LATER_OFFENDING = "later_offending"

    @property
    def label(self) -> str:
        """What people call it."""
        return BECAUSE_TITLES[self]


BECAUSE_TITLES = {
    Because.INDEPENDENT_OFFENDERS: "Offenders acted independently of each other",
    Because.MODERN_SLAVERY: "Modern slavery is recorded besides the most serious other crime",
    Because.BREACH: "The breach of an order is recorded besides",
    Because.LATER_OFFENDING: "It happened after the first had been reported",
}
ONE_PER_VICTIM = REASONS.add(
    "one-per-victim",
    "One crime is recorded for each victim: a lesser crime of the same sequence is noted as related. Say why this "
    "one counts again.",
    source="Crime Recording Rules for Front line Officers and Staff 2026/27, pages 12 to 13 and 56 to 57",
    confidence=Confidence.READ,
    field="another_because",
)


def find_reasons_against_another(offence: Offence, *, of_the_victim: tuple[Offence, ...], because: str) -> Reasons:
    """Why this cannot be recorded besides the crimes recorded from the incident already for the same victim.

    Slavery and the breach of each kind of order count besides the one other crime, and that one besides them; none of
    them makes room for a second of the others.
    """
    counted = {_counts_as(one) for one in of_the_victim}
    if _counts_as(offence) not in counted or because in set(Because):
        return ()
    return (ONE_PER_VICTIM,)


def _counts_as(offence: Offence) -> str:
    """What a crime is counted as besides others of one victim: a breach of its kind of order, slavery, or the principal one."""
    tables = counting_tables()
    if tables.is_breach(offence):
        return offence.key
    return "slavery" if tables.is_slavery(offence) else "principal"


ALSO_UNKNOWN = REASONS.add(
    "also-unknown",
    "One of these is not the code of an offence. Write codes such as 105/01, with a space between them.",
    source="Home Office, Notifiable offences 2026-27",
    confidence=Confidence.READ,
    field="also",
)
NOT_PRINCIPAL = REASONS.add(
    "not-principal",
    "By the counting rules another of these offences is the principal crime. Record that one, or say why this one is.",
    source="Crime Recording Rules for Front line Officers and Staff 2026/27, pages 12 to 14",
    confidence=Confidence.READ,
    field="principal_because",
)


def principals_of(offence: Offence, also: Sequence[Offence], *, at: datetime) -> tuple[Offence, ...]:
    """The offences that are recorded by themselves when these are disclosed at once, of one victim and one offender."""
    disclosed = [
        Disclosed(offence=one, victim="", offenders="", happened_at=at, reported_at=at) for one in (offence, *also)
    ]
    return tuple(one.principal.offence for one in count_crimes(disclosed))


def find_reasons_against_principal(
    offence: Offence, also: Sequence[Offence | None], *, because: str, at: datetime
) -> Reasons:
    """Why this offence cannot be recorded as the principal crime of a sequence; a person may say why it is."""
    known = [one for one in also if one is not None]
    if len(known) < len(also):
        return (ALSO_UNKNOWN,)
    if because.strip() or not known or offence in principals_of(offence, known, at=at):
        return ()
    return (NOT_PRINCIPAL,)
