"""Naming the victim of a crime that was recorded, or taken over, without one: what stands against it.

The victim is a person, or an organisation; then a person may be named who speaks for it.
"""

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.people.details import find_reasons_against_organisation
from constabulary.standards.dated import Confidence
from constabulary.standards.offences import Basis
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("naming")
HOCR = "Crime Recording Rules for Front line Officers and Staff 2026/27"
OURS = "Our safeguard"


def _reason(code: str, sentence: str, field: str, *, source: str = OURS) -> Reason:
    confidence = Confidence.ASSUMPTION if source.startswith(OURS) else Confidence.READ
    return REASONS.add(code, sentence, source=source, confidence=confidence, field=field)


IS_CANCELLED = _reason("is-cancelled", "This crime is cancelled: nobody is named as its victim any more.", "")
IS_AGAINST_STATE = _reason(
    "is-against-state", "This offence is against the state and nobody else: nobody is its victim.", "",
    source="Home Office, Notifiable offences 2026-27",
)  # fmt: skip
HAS_ONE = _reason(
    "has-one", "This crime has a victim already. One crime counts for each victim: record another for another.", "",
    source=f"{HOCR}, page 12",
)  # fmt: skip
NOBODY_NAMED = _reason("nobody-named", "Choose who it is, or enter their name.", "family")
UNKNOWN = _reason("unknown", "There is nobody of this reference whom you may see.", "person")
IS_SUSPECT = _reason(
    "is-suspect", "They are a suspect of this crime: nobody is both victim and suspect of one.", "person"
)
NAMED_LIKE_SUSPECT = _reason(
    "named-like-suspect",
    "A suspect of this crime has this name. If the victim is somebody else, enter when they were born, or choose their record.",
    "family",
)
ORGANISATION_MISSING = _reason("organisation-missing", "Enter the name of the organisation.", "organisation")
CONTACT_UNKNOWN = UNKNOWN.on("contact")
CONTACT_IS_SUSPECT = _reason(
    "contact-is-suspect", "They are a suspect of this crime: no suspect of it speaks for its victim.", "contact"
)
CONTACT_LIKE_SUSPECT = _reason(
    "contact-like-suspect",
    "A suspect of this crime has this name. If whoever speaks for the victim is somebody else, enter when they were born, "
    "or choose their record.",
    "contact_family",
)
HOW_MISSING = _reason("how-missing", "Say how it is known that they are the victim.", "words")


@value
class NamingFacts:
    """What naming a victim depends on: of the person who is it, or who speaks for the organisation that is.

    `organisation` is its name and its kind where an organisation is the victim. `is_known` is whether whoever is meant has a record that whoever acts may see, `named_like_suspect` whether somebody
    without one has the name of a suspect and can be them as far as the dates of birth say.
    """

    basis: str
    is_cancelled: bool
    has_victim: bool
    is_named: bool
    by_reference: bool
    is_known: bool
    is_suspect: bool
    named_like_suspect: bool
    organisation: tuple[str, str] | None = None


def find_reasons_against_any(basis: str, *, is_cancelled: bool, has_victim: bool) -> Reasons:
    """Why nobody at all can be named as the victim of a crime as it stands; `has_victim` where somebody is named."""
    against: list[tuple[bool, Reason]] = [
        (is_cancelled, IS_CANCELLED),
        (basis == Basis.STATE, IS_AGAINST_STATE),
        (has_victim, HAS_ONE),
    ]
    return tuple(reason for applies, reason in against if applies)


def find_reasons_against_naming(facts: NamingFacts, *, words: str) -> Reasons:
    """Why nobody, or not this person or organisation, can be named as the victim of a crime."""
    return (
        *find_reasons_against_any(facts.basis, is_cancelled=facts.is_cancelled, has_victim=facts.has_victim),
        *(_against_person(facts) if facts.organisation is None else _against_organisation(facts, *facts.organisation)),
        *(() if words.strip() else (HOW_MISSING,)),
    )


def _against_person(facts: NamingFacts) -> Reasons:
    against: list[tuple[bool, Reason]] = [
        (not facts.is_named and not facts.by_reference, NOBODY_NAMED),
        (facts.by_reference and not facts.is_known, UNKNOWN),
        (facts.is_suspect, IS_SUSPECT),
        (not facts.by_reference and facts.named_like_suspect, NAMED_LIKE_SUSPECT),
    ]
    return tuple(reason for applies, reason in against if applies)


def _against_organisation(facts: NamingFacts, name: str, kind: str) -> Reasons:
    """What stands against an organisation by its name, and against whoever speaks for it; nobody has to."""
    unfit = find_reasons_against_organisation(name=name, kind=kind) if name.strip() else (ORGANISATION_MISSING,)
    against: list[tuple[bool, Reason]] = [
        (facts.by_reference and not facts.is_known, CONTACT_UNKNOWN),
        (facts.is_suspect, CONTACT_IS_SUSPECT),
        (not facts.by_reference and facts.named_like_suspect, CONTACT_LIKE_SUSPECT),
    ]
    return (
        *(one.on("organisation") for one in unfit),
        *(reason for applies, reason in against if applies),
    )
