"""Names, addresses, contact details and things: which kinds there are, and what adding or ending one asks for."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence

REASONS = ReasonsCatalogue("details")
OURS = "Our safeguard"

NAME_KINDS: Mapping[str, str] = {
    "alias": "Also known as",
    "maiden": "Name before marriage",
    "former": "Former name",
    "nickname": "Nickname",
    "given_at_arrest": "Given to police",
}
ADDRESS_KINDS: Mapping[str, str] = {
    "home": "Home", "work": "Work", "family": "Family", "bail": "Bail address", "temporary": "Temporary",
    "other": "Other",
}  # fmt: skip
CONTACT_KINDS: Mapping[str, str] = {"telephone": "Telephone", "email": "E-mail address", "online": "Online name"}
ORGANISATION_KINDS: Mapping[str, str] = {
    "business": "Business", "charity": "Charity or community group", "public_body": "Public body",
    "partner": "Partner agency", "group": "Gang or crime group", "other": "Other",
}  # fmt: skip
#: Those that may be a victim or ring for one: a gang is none.
VICTIM_KINDS = [(kind, title) for kind, title in ORGANISATION_KINDS.items() if kind != "group"]
VEHICLE_KINDS: Mapping[str, str] = {
    "car": "Car", "van": "Van", "lorry": "Lorry", "motorcycle": "Motorcycle", "bicycle": "Bicycle",
    "boat": "Boat", "other": "Other",
}  # fmt: skip
DEVICE_KINDS: Mapping[str, str] = {"mobile": "Mobile telephone", "landline": "Landline", "device": "Other device"}


def words_of_sealed(kinds: Sequence[str]) -> str:
    """Which details are sealed, of `address home` and the like: by kind and how many, never what they say."""
    if not kinds:
        return "Nothing any longer"
    told = []
    for code, number in Counter(kinds).items():
        where, _, kind = code.partition(" ")
        titles = ADDRESS_KINDS if where == "address" else CONTACT_KINDS
        title = titles.get(kind, kind)
        title = f"{title} address" if where == "address" else title
        told.append(f"{title} ({number})" if number > 1 else title)
    return ", ".join([told[0], *(one[:1].lower() + one[1:] for one in told[1:])])


REASON_MISSING = REASONS.add(
    "reason-missing", "Say why.", source=OURS, confidence=Confidence.ASSUMPTION, field="reason"
)  # fmt: skip
NAME_MISSING = REASONS.add(
    "name-missing", "Enter a first name or a family name.", source=OURS, confidence=Confidence.ASSUMPTION, field="given"
)  # fmt: skip
NAME_KNOWN = REASONS.add(
    "name-known", "They are known by this name already.", source=OURS, confidence=Confidence.ASSUMPTION, field="family"
)  # fmt: skip
KIND_UNKNOWN = REASONS.add(
    "kind-unknown", "Choose one of these kinds.", source=OURS, confidence=Confidence.ASSUMPTION, field="kind"
)  # fmt: skip
LINE_MISSING = REASONS.add(
    "line-missing", "Enter the address, or the reference of a place.", source=OURS, confidence=Confidence.ASSUMPTION,
    field="line",
)  # fmt: skip
PLACE_UNKNOWN = REASONS.add(
    "place-unknown", "There is no place with that reference.", source=OURS, confidence=Confidence.ASSUMPTION,
    field="place",
)  # fmt: skip
ENDS_BEFORE_START = REASONS.add(
    "ends-before-start", "It cannot end before it began.", source=OURS, confidence=Confidence.ASSUMPTION,
    field="until_on",
)  # fmt: skip
ENDED_ALREADY = REASONS.add(
    "ended-already", "That has been ended already.", source=OURS, confidence=Confidence.ASSUMPTION
)  # fmt: skip
CONTACT_MISSING = REASONS.add(
    "contact-missing", "Enter the number, address or name.", source=OURS, confidence=Confidence.ASSUMPTION,
    field="value",
)  # fmt: skip
CONTACT_MALFORMED = REASONS.add(
    "contact-malformed", "That is not an e-mail address. Check it.", source=OURS,
    confidence=Confidence.ASSUMPTION, field="value",
)  # fmt: skip
#: How an extension is written behind a number.
EXTENSION = re.compile(r"(?:(?<![a-z])(?:extension|extn|ext|x)\.?|#)[\s:]*\d{1,6}\s*$", re.IGNORECASE)
#: Fewer digits cannot be rung from outside; more has no number of any country, its way out and (0) counted.
FEWEST_DIGITS, MOST_DIGITS = 6, 18
NUMBER_HAS_LETTERS = REASONS.add(
    "number-has-letters",
    "There is a letter in the telephone number: write digits only, and an extension as ext 12.",
    source="E.164: a number is digits", confidence=Confidence.ASSUMPTION, field="value",
)  # fmt: skip
NUMBER_TOO_SHORT = REASONS.add(
    "number-too-short",
    "That is too short for a telephone number: write all of it, with the area code.",
    source="That none that can be rung from outside has fewer than six digits is our default",
    confidence=Confidence.ASSUMPTION, field="value",
)  # fmt: skip
NUMBER_TOO_LONG = REASONS.add(
    "number-too-long",
    "That is too long for one telephone number: write one here, and any other where it can be explained.",
    source="E.164: at most 15 digits after the way out", confidence=Confidence.ASSUMPTION, field="value",
)  # fmt: skip
CONTACT_KNOWN = REASONS.add(
    "contact-known", "This is noted for them already.", source=OURS, confidence=Confidence.ASSUMPTION, field="value"
)  # fmt: skip
NOTHING_CHANGED = REASONS.add(
    "nothing-changed", "Nothing is different from what the record says.", source=OURS, confidence=Confidence.ASSUMPTION
)  # fmt: skip
BORN_IN_FUTURE = REASONS.add(
    "born-in-future", "Nobody is born in the future. Check the day.", source=OURS, confidence=Confidence.ASSUMPTION,
    field="born_on",
)  # fmt: skip
DIED_BEFORE_BORN = REASONS.add(
    "died-before-born", "They cannot have died before they were born, or in the future.", source=OURS,
    confidence=Confidence.ASSUMPTION, field="died_on",
)  # fmt: skip
IS_MERGED = REASONS.add(
    "is-merged",
    "This record was combined with another. Open that one and write there.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
THING_MISSING = REASONS.add(
    "thing-missing", "Enter what it is known by.", source=OURS, confidence=Confidence.ASSUMPTION, field="known_by"
)  # fmt: skip
#: The longest name of an organisation that a record holds.
LONGEST_NAME = 120
THING_TOO_LONG = REASONS.add(
    "thing-too-long", f"Shorten the name to {LONGEST_NAME} characters.", source=OURS, confidence=Confidence.ASSUMPTION,
    field="known_by",
)  # fmt: skip


def find_reasons_against_name(*, given: str, family: str, kind: str, is_known: bool) -> Reasons:
    """Why a name cannot be added to a person."""
    against = (
        (not (given.strip() or family.strip()), NAME_MISSING),
        (kind not in NAME_KINDS, KIND_UNKNOWN),
        (is_known, NAME_KNOWN),
    )
    return tuple(one for applies, one in against if applies)


def find_reasons_against_correction(
    *, reason: str, names: tuple[str, str], born_on: date | None, died_on: date | None, today: date, changes: bool
) -> Reasons:
    """Why a person's record cannot be corrected to this."""
    died_wrongly = died_on is not None and (died_on > today or (born_on is not None and died_on < born_on))
    against = (
        (not reason.strip(), REASON_MISSING),
        (not any(one.strip() for one in names), NAME_MISSING),
        (born_on is not None and born_on > today, BORN_IN_FUTURE),
        (died_wrongly, DIED_BEFORE_BORN),
        (not changes, NOTHING_CHANGED),
    )
    return tuple(one for applies, one in against if applies)


def find_reasons_against_address(
    *, line: str, kind: str, from_on: date | None, until_on: date | None, place_is_unknown: bool
) -> Reasons:
    """Why an address cannot be noted for a person; `line` is empty where nothing at all names the place."""
    backwards = from_on is not None and until_on is not None and until_on < from_on
    against = (
        (place_is_unknown, PLACE_UNKNOWN),
        (not line.strip() and not place_is_unknown, LINE_MISSING),
        (kind not in ADDRESS_KINDS, KIND_UNKNOWN),
        (backwards, ENDS_BEFORE_START),
    )
    return tuple(one for applies, one in against if applies)


def find_reasons_against_number(number: str) -> Reasons:
    """Why what was typed cannot be a telephone number; nothing against an empty one, an extension or another country's."""
    typed = EXTENSION.sub("", number)
    digits = sum(one.isdigit() for one in typed)
    against = (
        (any(one.isalpha() for one in typed), NUMBER_HAS_LETTERS),
        (bool(typed.strip()) and digits < FEWEST_DIGITS, NUMBER_TOO_SHORT),
        (digits > MOST_DIGITS, NUMBER_TOO_LONG),
    )
    return tuple(one for applies, one in against if applies)[:1]


def normalise_telephone(number: str) -> str:
    """Digits only, in national form and without an extension; what is compared when numbers are matched."""
    digits = re.sub(r"\D", "", EXTENSION.sub("", number))
    if digits.startswith("0044"):
        digits = digits[4:]
    elif digits.startswith("44") and len(digits) > 10:
        digits = digits[2:]
    return digits.lstrip("0")


def find_reasons_against_contact(*, value: str, kind: str, is_known: bool) -> Reasons:
    """Why a contact detail cannot be noted for a person."""
    against = (
        (kind not in CONTACT_KINDS, KIND_UNKNOWN),
        (not value.strip(), CONTACT_MISSING),
        (kind == "email" and bool(value.strip()) and not _is_email(value.strip()), CONTACT_MALFORMED),
        (is_known, CONTACT_KNOWN),
    )
    of_number = find_reasons_against_number(value) if kind == "telephone" else ()
    return (*of_number, *(one for applies, one in against if applies))


def _is_email(contact: str) -> bool:
    before, _, after = contact.partition("@")
    return bool(before) and "." in after and " " not in contact


def find_reasons_against_ending(
    *, reason: str, has_ended: bool, from_on: date | None = None, until_on: date | None = None
) -> Reasons:
    """Why an address, contact detail or link cannot be ended."""
    against = (
        (not reason.strip(), REASON_MISSING),
        (has_ended, ENDED_ALREADY),
        (from_on is not None and until_on is not None and until_on < from_on, ENDS_BEFORE_START),
    )
    return tuple(one for applies, one in against if applies)


def find_reasons_against_thing(*, known_by: str, kind: str, kinds: Mapping[str, str]) -> Reasons:
    """Why an organisation, a vehicle or a telephone cannot be added."""
    against = ((not known_by.strip(), THING_MISSING), (kind not in kinds, KIND_UNKNOWN))
    return tuple(one for applies, one in against if applies)


def find_reasons_against_organisation(*, name: str, kind: str) -> Reasons:
    """Why an organisation cannot be added or named like this."""
    too_long = (THING_TOO_LONG,) if len(name.strip()) > LONGEST_NAME else ()
    return (*find_reasons_against_thing(known_by=name, kind=kind, kinds=ORGANISATION_KINDS), *too_long)


def find_reasons_against_writing(*, is_merged: bool) -> Reasons:
    """Why nothing is written on a person's record: it leads to another."""
    return (IS_MERGED,) if is_merged else ()
