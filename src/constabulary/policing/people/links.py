"""Links between people, organisations, vehicles, telephones and places, and from them to incidents and crimes."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("link")
OURS = "Our safeguard"


class Thing(StrEnum):
    """What a link can begin or end at."""

    PERSON = "person"
    ORGANISATION = "organisation"
    VEHICLE = "vehicle"
    TELEPHONE = "telephone"
    PLACE = "place"
    INCIDENT = "incident"
    CRIME = "crime"

    @property
    def label(self) -> str:
        """In words."""
        return self.value.capitalize()


#: What a link may begin at; incidents and crimes are only ever linked to.
BEGINNINGS = (Thing.PERSON, Thing.ORGANISATION, Thing.VEHICLE, Thing.TELEPHONE, Thing.PLACE)
EVENTS = frozenset({Thing.INCIDENT, Thing.CRIME})
P, G, V, T, L = BEGINNINGS
ANY = frozenset(Thing)


@value
class LinkCard:
    """A kind of link: its words read from its beginning, and from its end, and what it may join."""

    title: str
    backwards: str
    begins: frozenset[Thing]
    ends: frozenset[Thing]


def _card(
    title: str, backwards: str, begins: set[Thing] | frozenset[Thing], ends: set[Thing] | frozenset[Thing]
) -> LinkCard:
    return LinkCard(title=title, backwards=backwards, begins=frozenset(begins), ends=frozenset(ends))


LINK_KINDS: Mapping[str, LinkCard] = {
    "partner": _card("Partner of", "Partner of", {P}, {P}),
    "former_partner": _card("Former partner of", "Former partner of", {P}, {P}),
    "parent": _card("Parent or carer of", "Child of, or cared for by", {P}, {P}),
    "relative": _card("Relative of", "Relative of", {P}, {P}),
    "associate": _card("Associate of", "Associate of", {P}, {P}),
    "neighbour": _card("Neighbour of", "Neighbour of", {P}, {P}),
    "works_for": _card("Works for", "Employs", {P}, {G}),
    "runs": _card("Runs", "Run by", {P}, {G}),
    "member": _card("Member of", "Has as member", {P}, {G}),
    "client": _card("Supported by", "Supports", {P}, {G}),
    "keeper": _card("Keeper of", "Kept by", {P, G}, {V}),
    "drives": _card("Drives", "Driven by", {P}, {V}),
    "uses": _card("Uses", "Used by", {P, G}, {T, V}),
    "subscriber": _card("Subscriber of", "Subscribed to by", {P, G}, {T}),
    "frequents": _card("Often at", "Often visited by", {P, G, V}, {L}),
    "premises": _card("Has premises at", "Premises of", {G}, {L}),
    "kept_at": _card("Kept at", "Where is kept", {V, T}, {L}),
    "in_contact": _card("In contact with", "In contact with", {T}, {T}),
    "involved": _card("Involved in", "Involves", {G, V, T, L}, set(EVENTS)),
    "mentioned": _card("Mentioned in", "Mentions", {P, G, V, T, L}, set(EVENTS)),
    "other": _card("Connected with", "Connected with", set(BEGINNINGS), ANY),
}


LINK_SOURCES: Mapping[str, str] = {
    "said_by_person": "They said so themselves",
    "said_by_other": "Somebody else said so",
    "seen": "Police saw it",
    "document": "A document or a register",
    "partner_agency": "A partner agency",
    "intelligence": "An intelligence report",
}

END_UNKNOWN = REASONS.add(
    "end-unknown", "There is no record with that reference.", source=OURS, confidence=Confidence.ASSUMPTION, field="to"
)  # fmt: skip
TO_ITSELF = REASONS.add(
    "to-itself", "A record cannot be linked to itself.", source=OURS, confidence=Confidence.ASSUMPTION, field="to"
)  # fmt: skip
KIND_DOES_NOT_FIT = REASONS.add(
    "kind-does-not-fit",
    "That kind of link does not join these two. Choose another.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="kind",
)
SOURCE_MISSING = REASONS.add(
    "source-missing", "Say how it is known.", source=OURS, confidence=Confidence.ASSUMPTION, field="source"
)  # fmt: skip
ALREADY_LINKED = REASONS.add(
    "already-linked", "This link is there already.", source=OURS, confidence=Confidence.ASSUMPTION, field="to"
)  # fmt: skip
BACKWARDS = REASONS.add(
    "backwards", "It cannot end before it began.", source=OURS, confidence=Confidence.ASSUMPTION, field="until_on"
)  # fmt: skip


def find_reasons_against_link(
    *,
    begins: Thing,
    ends: Thing | None,
    kind: str,
    source: str,
    is_itself: bool,
    is_there: bool,
    from_on: date | None,
    until_on: date | None,
) -> Reasons:
    """Why two records cannot be linked so; `ends` is None where the reference leads to nothing."""
    card = LINK_KINDS.get(kind)
    fits = card is not None and begins in card.begins and ends in card.ends
    against = (
        (ends is None, END_UNKNOWN),
        (is_itself, TO_ITSELF),
        (ends is not None and not fits, KIND_DOES_NOT_FIT),
        (source not in LINK_SOURCES, SOURCE_MISSING),
        (is_there, ALREADY_LINKED),
        (from_on is not None and until_on is not None and until_on < from_on, BACKWARDS),
    )
    return tuple(one for applies, one in against if applies)


def words_of_link(kind: str, *, from_its_end: bool) -> str:
    """How a link reads from the side that is looked from."""
    card = LINK_KINDS.get(kind)
    if card is None:
        return kind
    return card.backwards if from_its_end else card.title
