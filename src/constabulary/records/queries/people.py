"""People as pages show them: every record of one person read as one, as far as whoever asks may see it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import connection

from constabulary.policing.people.details import ADDRESS_KINDS, CONTACT_KINDS, NAME_KINDS
from constabulary.policing.people.disclosure import SECTIONS, Section
from constabulary.policing.people.links import LINK_KINDS
from constabulary.standards.incident_categories import category_title
from constabulary.standards.people import title_of_warning
from constabulary.standards.values import value

T = TypeVar("T")


@value
class PersonView:
    """Who somebody is; `leads_to` is the record that theirs was combined into."""

    id: int
    reference: str
    given: str
    family: str
    born_on: date | None
    born_on_is_estimated: bool
    sex: str
    ethnicity: str
    language: str
    needs: tuple[str, ...]
    died_on: date | None
    restriction: int | None
    leads_to: str

    @property
    def name(self) -> str:
        """Both names, or the reference where none is known."""
        return f"{self.given} {self.family}".strip() or self.reference


@value
class NameView:
    """A name someone is or was known by."""

    id: int
    kind: str
    given: str
    family: str
    noted_at: datetime
    noted_by: int


@value
class AddressView:
    """An address of someone, with its place."""

    id: int
    kind: str
    place: str
    words: str
    lsoa: str
    sealed: bool
    from_on: date | None
    until_on: date | None
    noted_at: datetime


@value
class ContactView:
    """A contact detail of someone."""

    id: int
    kind: str
    value: str
    shared: bool
    sealed: bool
    noted_at: datetime
    ended_at: datetime | None


@value
class PartView:
    """What a person, or a thing, is to an incident or a crime."""

    id: int
    kind: str
    reference: str
    journey: str
    role: str
    title: str
    at: datetime
    state: str


@value
class CrimePartView(PartView):
    """What a person is to a crime, with the grade of the risk to its victim where it is domestic abuse or stalking."""

    is_abuse: bool
    abuse_risk: str


@value
class MergedView:
    """A record that was combined into this one."""

    id: int
    reference: str
    name: str


@value
class DisclosureView:
    """A disclosure of someone's record."""

    id: int
    recipient: str
    basis: str
    purpose: str
    sections: tuple[str, ...]
    count: int
    disclosed_at: datetime
    disclosed_by: int


@value
class DisclosedRow:
    """One row of a disclosed record, and the number of what it is from."""

    id: int
    cells: tuple[str | date | None, ...]


def rows_as(made: type[T], sql: str, values: Sequence[Any] | Mapping[str, Any]) -> list[T]:
    """The rows of a query as values, column by column; lists become tuples."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return made_of(made, cursor.fetchall())


def made_of(made: type[T], rows: Iterable[Sequence[Any]]) -> list[T]:
    """Rows as values, column by column; lists become tuples."""
    names = list(made.__dataclass_fields__)  # type: ignore[attr-defined]
    return [
        made(**{name: tuple(cell) if isinstance(cell, list) else cell for name, cell in zip(names, row, strict=True)})
        for row in rows
    ]


def person_by_reference(reference: str) -> PersonView | None:
    """The person, if there is one that whoever asks may see."""
    found = rows_as(
        PersonView,
        "SELECT p.id, p.reference, p.given, p.family, p.born_on, p.born_on_is_estimated, p.sex, p.ethnicity, "
        "p.language, p.needs, p.died_on, p.restriction_id, coalesce(m.reference, '') "
        "FROM person p LEFT JOIN person m ON m.id = p.merged_into_id WHERE p.reference = %s",
        [reference],
    )
    return next(iter(found), None)


def names_of_person(person: int) -> list[NameView]:
    """Every other name, those of records combined into this one included."""
    return rows_as(
        NameView,
        "SELECT id, kind, given, family, noted_at, noted_by_id FROM person_name "
        "WHERE person_id IN (SELECT same_person(%s)) ORDER BY id",
        [person],
    )


def merged_into(person: int) -> list[MergedView]:
    """The records that lead to this one and that whoever asks may see."""
    return rows_as(
        MergedView,
        "SELECT id, reference, trim(given || ' ' || family) FROM person WHERE merged_into_id = %s ORDER BY id",
        [person],
    )


WORDS_OF_PLACE = "concat_ws(', ', nullif(l.line, ''), nullif(l.locality, ''), nullif(l.postcode, ''))"


def addresses_of_person(person: int) -> list[AddressView]:
    """The addresses that whoever asks may see, those in force first."""
    return rows_as(
        AddressView,
        f"SELECT a.id, a.kind, l.reference, {WORDS_OF_PLACE}, l.lsoa, a.seal_id IS NOT NULL OR l.seal_id IS NOT NULL, "
        "a.from_on, a.until_on, a.noted_at FROM person_address a JOIN place l ON l.id = a.place_id "
        "WHERE a.person_id IN (SELECT same_person(%s)) ORDER BY a.until_on IS NOT NULL, a.id DESC",
        [person],
    )


def contacts_of_person(person: int) -> list[ContactView]:
    """The contact details that whoever asks may see, those in force first."""
    return rows_as(
        ContactView,
        "SELECT id, kind, value, shared, seal_id IS NOT NULL, noted_at, ended_at FROM contact_point "
        "WHERE person_id IN (SELECT same_person(%s)) ORDER BY ended_at IS NOT NULL, id DESC",
        [person],
    )


def incidents_of_person(person: int) -> list[PartView]:
    """The incidents somebody is in, newest first, with what they are in each."""
    return rows_as(
        PartView,
        "SELECT i.id, 'incident', i.reference, j.reference, string_agg(DISTINCT ip.role, ', '), i.category, "
        "i.reported_at, i.state FROM incident_person ip JOIN incident i ON i.id = ip.incident_id "
        "JOIN journey j ON j.id = i.journey_id WHERE ip.person_id IN (SELECT same_person(%s)) "
        "GROUP BY i.id, i.reference, j.reference, i.category, i.reported_at, i.state ORDER BY i.reported_at DESC",
        [person],
    )


def crimes_of_person(person: int) -> list[CrimePartView]:
    """The crimes somebody is in, newest first: as recorded, as victim, as suspect."""
    return rows_as(
        CrimePartView,
        "SELECT c.id, 'crime', c.reference, j.reference, string_agg(DISTINCT parts.role, ', '), c.offence_title, "
        "c.recorded_at, c.state, c.domestic_abuse OR c.stalking, c.abuse_risk "
        "FROM (SELECT crime_id, role FROM crime_person WHERE person_id IN (SELECT same_person(%s)) "
        "UNION SELECT id, 'victim' FROM crime WHERE victim_id IN (SELECT same_person(%s)) "
        "UNION SELECT crime_id, 'suspect' FROM suspect WHERE person_id IN (SELECT same_person(%s)) "
        "AND state <> 'eliminated') parts JOIN crime c ON c.id = parts.crime_id JOIN journey j ON j.id = c.journey_id "
        "GROUP BY c.id, c.reference, j.reference, c.offence_title, c.recorded_at, c.state, c.domestic_abuse, "
        "c.stalking, c.abuse_risk ORDER BY c.recorded_at DESC",
        [person, person, person],
    )


def disclosures_of_person(person: int) -> list[DisclosureView]:
    """What of this record was disclosed, latest first."""
    return rows_as(
        DisclosureView,
        "SELECT id, recipient, basis, purpose, sections, count, disclosed_at, disclosed_by_id FROM disclosure "
        "WHERE person_id IN (SELECT same_person(%s)) ORDER BY id DESC",
        [person],
    )


_DISCLOSED: dict[Section, str] = {
    Section.IDENTITY: "SELECT id, 'Name', trim(given || ' ' || family), born_on, died_on, reference FROM person "
    "WHERE id IN (SELECT same_person(%(person)s))",
    Section.NAMES: "SELECT id, kind, trim(given || ' ' || family), NULL::date, NULL::date, '' FROM person_name "
    "WHERE person_id IN (SELECT same_person(%(person)s))",
    Section.ADDRESSES: f"SELECT a.id, a.kind, {WORDS_OF_PLACE}, a.from_on, a.until_on, '' FROM person_address a "
    "JOIN place l ON l.id = a.place_id WHERE a.person_id IN (SELECT same_person(%(person)s)) "
    "AND (%(with_sealed)s OR (a.seal_id IS NULL AND l.seal_id IS NULL))",
    Section.CONTACT: "SELECT id, kind, value, noted_at::date, ended_at::date, '' FROM contact_point "
    "WHERE person_id IN (SELECT same_person(%(person)s)) AND (%(with_sealed)s OR seal_id IS NULL)",
    Section.WARNINGS: "SELECT id, kind, '', made_at::date, NULL::date, '' FROM warning "
    "WHERE person_id IN (SELECT same_person(%(person)s)) AND ended_at IS NULL",
    Section.LINKS: "SELECT l.id, l.kind, coalesce(p.reference, o.reference, v.reference, t.reference, g.reference, "
    "i.reference, c.reference), l.from_on, l.until_on, '' FROM record_link l LEFT JOIN person p ON p.id = l.to_person_id "
    "LEFT JOIN organisation o ON o.id = l.to_organisation_id LEFT JOIN vehicle v ON v.id = l.to_vehicle_id "
    "LEFT JOIN telephone t ON t.id = l.to_telephone_id LEFT JOIN place g ON g.id = l.to_place_id "
    "LEFT JOIN incident i ON i.id = l.to_incident_id LEFT JOIN crime c ON c.id = l.to_crime_id "
    "WHERE l.from_person_id IN (SELECT same_person(%(person)s)) AND l.ended_at IS NULL "
    "AND (%(with_sealed)s OR g.seal_id IS NULL)",
    Section.INCIDENTS: "SELECT i.id, i.category, ip.role, (i.reported_at AT TIME ZONE 'Europe/London')::date, "
    "(i.closed_at AT TIME ZONE 'Europe/London')::date, i.reference FROM incident_person ip "
    "JOIN incident i ON i.id = ip.incident_id WHERE ip.person_id IN (SELECT same_person(%(person)s))",
    Section.CRIMES: "SELECT c.id, c.offence_title, cp.role, (c.recorded_at AT TIME ZONE 'Europe/London')::date, "
    "(c.finalised_at AT TIME ZONE 'Europe/London')::date, c.reference FROM crime_person cp "
    "JOIN crime c ON c.id = cp.crime_id WHERE cp.person_id IN (SELECT same_person(%(person)s))",
}


def rows_to_disclose(person: int, sections: Sequence[Section], *, with_sealed: bool) -> list[DisclosedRow]:
    """The rows of these sections, as far as whoever asks may see them; sealed ones only when asked for."""
    found = []
    with connection.cursor() as cursor:
        for section in sections:
            cursor.execute(f"{_DISCLOSED[section]} ORDER BY 1", {"person": person, "with_sealed": with_sealed})
            for number, kind, detail, from_on, until_on, reference in cursor.fetchall():
                title = SECTIONS[section].title
                cells = (title, _kind_in_words(section, kind), detail, from_on, until_on, reference)
                found.append(DisclosedRow(id=number, cells=cells))
    return found


def _kind_in_words(section: Section, kind: str) -> str:
    if section is Section.WARNINGS:
        return title_of_warning(kind)
    if section is Section.INCIDENTS:
        return category_title(kind)
    if section is Section.LINKS:
        return LINK_KINDS[kind].title if kind in LINK_KINDS else kind
    named = {Section.NAMES: NAME_KINDS, Section.ADDRESSES: ADDRESS_KINDS, Section.CONTACT: CONTACT_KINDS}
    return named.get(section, {}).get(kind, kind)
