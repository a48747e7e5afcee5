"""Disclosing a person's record to somebody outside: on which basis, which sections, and when what is sealed may go."""

from collections.abc import Mapping
from enum import StrEnum

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.policing.exports import Column, ColumnKind
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("disclosure")
OURS = "Our safeguard"
SECTION_62 = "Data Protection Act 2018, section 62: disclosure is logged with its justification and recipient"


class Section(StrEnum):
    """One part of a person's record that may be disclosed."""

    IDENTITY = "identity"
    NAMES = "names"
    ADDRESSES = "addresses"
    CONTACT = "contact"
    WARNINGS = "warnings"
    LINKS = "links"
    INCIDENTS = "incidents"
    CRIMES = "crimes"


@value
class SectionCard:
    """A section in words, and why it may leave."""

    title: str
    reason: str


SECTIONS: Mapping[Section, SectionCard] = {
    Section.IDENTITY: SectionCard(
        title="Who they are", reason="Name, day of birth and language, so that the recipient has the right person."
    ),
    Section.NAMES: SectionCard(title="Other names", reason="So that the recipient finds their own records."),
    Section.ADDRESSES: SectionCard(title="Addresses", reason="Where they live or lived; sealed ones stay out."),
    Section.CONTACT: SectionCard(title="Contact details", reason="How they are reached; sealed ones stay out."),
    Section.WARNINGS: SectionCard(
        title="Warnings", reason="What whoever meets them must know; the kind, not the grounds."
    ),
    Section.LINKS: SectionCard(title="Links", reason="Who and what they are linked to, by reference."),
    Section.INCIDENTS: SectionCard(title="Incidents", reason="Category, day and their part; no words of others."),
    Section.CRIMES: SectionCard(title="Crimes", reason="Offence, day, their part and outcome; no words of others."),
}

COLUMNS: tuple[Column, ...] = (
    Column(title="Section", kind=ColumnKind.TEXT, reason="Which part of the record the row is from."),
    Column(title="What", kind=ColumnKind.TEXT, reason="What kind of detail it is."),
    Column(title="Detail", kind=ColumnKind.TEXT, reason="The detail itself."),
    Column(title="From", kind=ColumnKind.DAY, reason="Since when it holds, or when it was."),
    Column(title="Until", kind=ColumnKind.DAY, reason="Until when it held."),
    Column(title="Reference", kind=ColumnKind.TEXT, reason="So that the recipient can ask about the right record."),
)

EVERY_SECTION = frozenset(Section)


@value
class BasisCard:
    """A legal basis: in words, the law it rests on, the sections it can carry, whether what is sealed may go with it.

    `confidence` says how sure the naming of the law is.
    """

    title: str
    law: str
    sections: frozenset[Section]
    may_carry_sealed: bool
    confidence: Confidence = Confidence.UNCONFIRMED


class Basis(StrEnum):
    """On what basis a record is disclosed."""

    SUBJECT_ACCESS = "subject_access"
    LAW_ENFORCEMENT = "law_enforcement"
    SAFEGUARDING = "safeguarding"
    COURT_ORDER = "court_order"
    PROSECUTION = "prosecution"


BASES: Mapping[Basis, BasisCard] = {
    Basis.SUBJECT_ACCESS: BasisCard(
        title="The person asks for their own data",
        law="Data Protection Act 2018, section 45",
        # Of others, and of what the force is wary of, nothing goes to the person themselves by this page.
        sections=EVERY_SECTION - {Section.LINKS, Section.WARNINGS},
        may_carry_sealed=False,
    ),
    Basis.LAW_ENFORCEMENT: BasisCard(
        title="Another authority needs it for a law enforcement purpose",
        law="Data Protection Act 2018, section 35",
        sections=EVERY_SECTION,
        may_carry_sealed=False,
    ),
    Basis.SAFEGUARDING: BasisCard(
        title="A partner needs it to protect a child or an adult at risk",
        law="Data Protection Act 2018, Schedule 8 paragraph 4",
        sections=EVERY_SECTION - {Section.LINKS},
        may_carry_sealed=True,
    ),
    Basis.COURT_ORDER: BasisCard(
        title="A court has ordered it",
        law="The order of the court",
        sections=EVERY_SECTION,
        may_carry_sealed=True,
    ),
    Basis.PROSECUTION: BasisCard(
        title="The prosecutor needs it for a case",
        law="Data Protection Act 2018, section 35",
        sections=EVERY_SECTION,
        may_carry_sealed=False,
    ),
}

RECIPIENT_MISSING = REASONS.add(
    "recipient-missing",
    "Name who gets it: a person and their organisation.",
    source=SECTION_62,
    confidence=Confidence.READ,
    field="recipient",
)
PURPOSE_MISSING = REASONS.add(
    "purpose-missing",
    "Say what they need it for. It is kept in the journal.",
    source=SECTION_62,
    confidence=Confidence.READ,
    field="purpose",
)
NOTHING_CHOSEN = REASONS.add(
    "nothing-chosen", "Choose at least one section.", source=OURS, confidence=Confidence.ASSUMPTION, field="sections"
)  # fmt: skip
SECTION_NOT_CARRIED = REASONS.add(
    "section-not-carried",
    "That basis does not carry every section you chose: it leaves out what is about others or is a warning.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="sections",
)
SEALED_NOT_CARRIED = REASONS.add(
    "sealed-not-carried",
    "What is sealed does not go out on that basis.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="sealed_reason",
)
SEALED_REASON_TOO_SHORT = REASONS.add(
    "sealed-reason-too-short",
    "Say why the recipient must have what is sealed, and how they keep it from the suspect.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="sealed_reason",
)


def find_reasons_against_disclosure(
    *, basis: Basis, recipient: str, purpose: str, sections: frozenset[Section], with_sealed: bool, sealed_reason: str
) -> Reasons:
    """Why a person's record cannot be disclosed so."""
    card = BASES[basis]
    wants_sealed = with_sealed or bool(sealed_reason.strip())
    against = (
        (len(recipient.split()) < 2, RECIPIENT_MISSING),
        (len(purpose.split()) < 3, PURPOSE_MISSING),
        (not sections, NOTHING_CHOSEN),
        (not sections <= card.sections, SECTION_NOT_CARRIED),
        (wants_sealed and not card.may_carry_sealed, SEALED_NOT_CARRIED),
        (wants_sealed and card.may_carry_sealed and len(sealed_reason.split()) < 4, SEALED_REASON_TOO_SHORT),
    )
    return tuple(one for applies, one in against if applies)
