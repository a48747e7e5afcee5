"""Places, organisations, vehicles and telephones as pages show them, with the links and warnings of any record."""

from datetime import date, datetime
from typing import Any

from constabulary.policing.people.links import Thing, words_of_link
from constabulary.records.queries.people import WORDS_OF_PLACE, PartView, made_of, rows_as
from constabulary.records.queries.together import Asked, Asking, Question
from constabulary.standards.people import is_shown_first, title_of_warning
from constabulary.standards.values import value


@value
class WarningView:
    """A warning on a person or place."""

    id: int
    person: str
    place: str
    kind: str
    grounds: str
    edition: str
    review_on: date
    made_at: datetime
    made_by: int
    finding: str
    reviewed_at: datetime | None
    reviewed_by: int | None
    ending: str
    ended_at: datetime | None

    @property
    def title(self) -> str:
        """What officers call it."""
        return title_of_warning(self.kind)

    @property
    def is_first(self) -> bool:
        """Whether it is shown before everything else."""
        return is_shown_first(self.kind)


@value
class LinkView:
    """A link as seen from one of its ends: to what, how it reads from here."""

    id: int
    kind: str
    source: str
    words: str
    from_on: date | None
    until_on: date | None
    noted_at: datetime
    noted_by: int
    ending: str
    ended_at: datetime | None
    from_its_end: bool
    thing: str
    reference: str
    name: str

    @property
    def reads(self) -> str:
        """How it reads from this side."""
        return words_of_link(self.kind, from_its_end=self.from_its_end)


@value
class PlaceView:
    """A place."""

    id: int
    reference: str
    line: str
    locality: str
    postcode: str
    kind: str
    uprn: str
    latitude: float | None
    longitude: float | None
    lsoa: str
    sealed: bool

    @property
    def name(self) -> str:
        """Its words in one line."""
        return ", ".join(one for one in (self.line, self.locality, self.postcode) if one)


@value
class ThingView:
    """An organisation, vehicle or telephone: what it is known by, and what else is known of it."""

    id: int
    thing: str
    reference: str
    name: str
    kind: str
    more: str
    noted_at: datetime
    noted_by: int


@value
class ResidentView:
    """Somebody who lives, works or lived at a place."""

    id: int
    reference: str
    name: str
    kind: str
    from_on: date | None
    until_on: date | None


WARNING_COLUMNS = """
    SELECT w.id, coalesce(p.reference, ''), coalesce(l.reference, ''), w.kind, w.grounds, w.edition, w.review_on,
           w.made_at, w.made_by_id, w.finding, w.reviewed_at, w.reviewed_by_id, w.ending, w.ended_at
    FROM {warnings} w LEFT JOIN person p ON p.id = w.person_id LEFT JOIN place l ON l.id = w.place_id
"""
OF_ANY = WARNING_COLUMNS.format(warnings="warning")
#: Those in force on some people and at a place. Two questions, each answered by an index: whether a warning is seen at
#: all is asked of it before any condition joined by OR, and so of every warning of the force.
WARNINGS_BESIDE = """(
    SELECT w.* FROM (
        SELECT DISTINCT same.id FROM ({people}) parts CROSS JOIN LATERAL same_person(parts.person_id) AS same(id)
    ) t JOIN warning w ON w.person_id = t.id WHERE w.ended_at IS NULL
    UNION ALL SELECT * FROM warning WHERE place_id = (SELECT place_id FROM {record} WHERE id = %(id)s) AND ended_at IS NULL
)"""


def in_order_of_safety(found: list[WarningView]) -> list[WarningView]:
    """Those in force before those that ended, those for safety before all else."""
    return sorted(found, key=lambda one: (one.ended_at is not None, not one.is_first, one.id))


def warnings_of_person(person: int) -> list[WarningView]:
    """The warnings on every record of a person, those in force and those for safety first."""
    sql = f"{OF_ANY}WHERE w.person_id IN (SELECT same_person(%s))"
    return in_order_of_safety(rows_as(WarningView, sql, [person]))


def warnings_of_place(place: int) -> list[WarningView]:
    """The warnings at a place."""
    return in_order_of_safety(rows_as(WarningView, f"{OF_ANY}WHERE w.place_id = %s", [place]))


def _warnings_beside(record: str, people: str, number: int) -> Asking[list[WarningView]]:
    beside = WARNINGS_BESIDE.format(record=record, people=people)
    found = yield Asked(WARNING_COLUMNS.format(warnings=beside), {"id": number})
    return in_order_of_safety(made_of(WarningView, found))


@Question
def warnings_of_incident(incident: int) -> Asking[list[WarningView]]:
    """The warnings in force on the people in an incident and at its place, to be shown beside them."""
    return _warnings_beside("incident", "SELECT person_id FROM incident_person WHERE incident_id = %(id)s", incident)


_IN_CRIME = """SELECT person_id, role FROM crime_person WHERE crime_id = %(id)s
    UNION SELECT victim_id, 'victim' FROM crime WHERE id = %(id)s AND victim_id IS NOT NULL
    UNION SELECT person_id, 'suspect' FROM suspect
    WHERE crime_id = %(id)s AND person_id IS NOT NULL AND state <> 'eliminated'"""


@Question
def warnings_of_crime(crime: int) -> Asking[list[WarningView]]:
    """The warnings in force on the people in a crime and at its place, to be shown beside them."""
    return _warnings_beside("crime", _IN_CRIME, crime)


@Question
def people_of_crime(crime: int) -> Asking[list[ResidentView]]:
    """The people in a crime that whoever asks may see, each with what they are in it."""
    found = yield Asked(
        "SELECT p.id, p.reference, trim(p.given || ' ' || p.family), string_agg(DISTINCT parts.role, ', '), "
        f"NULL::date, NULL::date FROM ({_IN_CRIME}) parts JOIN person p ON p.id = parts.person_id "
        "GROUP BY p.id, p.reference, p.given, p.family ORDER BY p.id",
        {"id": crime},
    )
    return made_of(ResidentView, found)


def warning_by_id(number: int) -> WarningView | None:
    """One warning, if whoever asks may see what it is about."""
    return next(iter(rows_as(WarningView, f"{OF_ANY}WHERE w.id = %s", [number])), None)


_NAMES = {
    "person": ("p", "trim(p.given || ' ' || p.family)"),
    "organisation": ("o", "o.name"),
    "vehicle": ("v", "v.registration"),
    "telephone": ("t", "t.number"),
    "place": ("l", WORDS_OF_PLACE),
    "incident": ("i", "i.reference"),
    "crime": ("c", "c.offence_title"),
}


def _links(side: str, other: str, condition: str) -> str:
    things = [one for one in _NAMES if other == "to" or one not in {"incident", "crime"}]
    joins = " ".join(f"LEFT JOIN {one} {_NAMES[one][0]} ON {_NAMES[one][0]}.id = k.{other}_{one}_id" for one in things)
    kind = " ".join(f"WHEN k.{other}_{one}_id IS NOT NULL THEN '{one}'" for one in things)
    reference = ", ".join(f"{_NAMES[one][0]}.reference" for one in things)
    names = ", ".join(f"nullif({_NAMES[one][1]}, '')" for one in things)
    return (
        "SELECT k.id, k.kind, k.source, k.words, k.from_on, k.until_on, k.noted_at, k.noted_by_id, k.ending, "
        f"k.ended_at, {'true' if side == 'to' else 'false'}, CASE {kind} END, coalesce({reference}), "
        f"coalesce({names}) FROM record_link k {joins} WHERE {condition}"
    )


def links_of(thing: Thing, number: int) -> list[LinkView]:
    """Every link of a record from either end that whoever asks may see, those in force first."""
    found: list[LinkView] = []
    wanted = "IN (SELECT same_person(%s))" if thing is Thing.PERSON else "= %s"
    for side, other in (("from", "to"), ("to", "from")):
        if side == "from" and thing in {Thing.INCIDENT, Thing.CRIME}:
            continue
        sql = _links(side, other, f"k.{side}_{thing.value}_id {wanted}")
        found += rows_as(LinkView, sql, [number])
    return sorted(found, key=lambda one: (one.ended_at is not None, one.id))


def link_by_id(number: int) -> LinkView | None:
    """One link as read from its beginning, if whoever asks may see both ends."""
    return next(iter(rows_as(LinkView, _links("from", "to", "k.id = %s"), [number])), None)


def place_by_reference(reference: str) -> PlaceView | None:
    """The place, if there is one that whoever asks may see."""
    found = rows_as(
        PlaceView,
        "SELECT id, reference, line, locality, postcode, kind, uprn, latitude, longitude, lsoa, seal_id IS NOT NULL "
        "FROM place WHERE reference = %s",
        [reference],
    )
    return next(iter(found), None)


def residents_of(place: int) -> list[ResidentView]:
    """Who lives, works or lived at a place, as far as whoever asks may see it."""
    return rows_as(
        ResidentView,
        "SELECT p.id, p.reference, trim(p.given || ' ' || p.family), a.kind, a.from_on, a.until_on "
        "FROM person_address a JOIN person p ON p.id = a.person_id WHERE a.place_id = %s "
        "ORDER BY a.until_on IS NOT NULL, a.id",
        [place],
    )


def incidents_at(place: int, *, since: datetime) -> list[PartView]:
    """The incidents at a place since a moment, newest first."""
    return rows_as(
        PartView,
        "SELECT i.id, 'incident', i.reference, j.reference, '', i.category, i.reported_at, i.state FROM incident i "
        "JOIN journey j ON j.id = i.journey_id WHERE i.place_id = %s AND i.reported_at >= %s ORDER BY i.reported_at DESC",
        [place, since],
    )


_THINGS = {
    Thing.ORGANISATION: "SELECT id, 'organisation', reference, name, kind, number, noted_at, noted_by_id FROM organisation",
    Thing.VEHICLE: "SELECT id, 'vehicle', reference, registration, kind, concat_ws(', ', nullif(make, ''), "
    "nullif(colour, '')), noted_at, noted_by_id FROM vehicle",
    Thing.TELEPHONE: "SELECT id, 'telephone', reference, number, kind, make, noted_at, noted_by_id FROM telephone",
}


def thing_by_reference(thing: Thing, reference: str) -> ThingView | None:
    """The organisation, vehicle or telephone, if there is one that whoever asks may see."""
    values: list[Any] = [reference]
    return next(iter(rows_as(ThingView, f"{_THINGS[thing]} WHERE reference = %s", values)), None)


def owners_of_number(telephone: int) -> list[ResidentView]:
    """Whose contact detail a telephone's number is, as far as whoever asks may see it."""
    return rows_as(
        ResidentView,
        "SELECT p.id, p.reference, trim(p.given || ' ' || p.family), c.kind, c.noted_at::date, c.ended_at::date "
        # The number first, by itself: joined, it would be compared with every contact detail of the force.
        "FROM contact_point c JOIN person p ON p.id = c.person_id "
        "WHERE c.normalised = (SELECT t.normalised FROM telephone t WHERE t.id = %s) "
        "ORDER BY c.ended_at IS NOT NULL, c.id",
        [telephone],
    )
