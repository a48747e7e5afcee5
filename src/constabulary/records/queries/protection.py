"""Restrictions, seals and connections as people see them."""

from datetime import datetime
from typing import Any

from django.db import connection

from constabulary.policing.duties.catalogue import DutyKind
from constabulary.standards.values import value


@value
class Held:
    """What keeps a record from whoever asks: a restriction, seals, or neither."""

    restriction: int | None
    seals: tuple[int, ...]


@value
class Access:
    """One officer's or team's access to something protected, and why."""

    id: int
    who: str
    reason: str
    granted_at: datetime
    granted_by: int
    until: datetime | None
    ended_at: datetime | None


@value
class RestrictionView:
    """A restriction, and the record it covers as far as whoever asks may see that."""

    id: int
    kind: str
    reason: str
    made_at: datetime
    made_by: int
    lifted_at: datetime | None
    journey: str
    person: str


@value
class SealView:
    """A seal: whom it protects, against whom; `covers` holds the kind of each detail under it, such as `address home`."""

    id: int
    person_id: int
    person: str
    person_name: str
    against: str
    against_name: str
    reason: str
    made_at: datetime
    made_by: int
    lifted_at: datetime | None
    covers: tuple[str, ...]
    is_open: bool


@value
class ConnectionView:
    """A connection of an officer with a person."""

    id: int
    officer: int
    person: str
    person_name: str
    nature: str
    declared_at: datetime
    declared_by: int


def held_from(reference: str) -> Held:
    """What keeps the record of this reference from whoever asks; nothing for one that is open to them or not there.

    Nothing either where they are connected with someone in it: it is not opened for them in any emergency.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT restriction_holding(%s), seals_holding(%s)", [reference, reference])
        restriction, seals = cursor.fetchone()
    return Held(restriction=restriction, seals=tuple(seals or ()))


def restriction_by_id(number: int) -> RestrictionView | None:
    """A restriction, if whoever asks may see what it covers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.id, r.kind, r.reason, r.made_at, r.made_by_id, r.lifted_at, coalesce(j.reference, ''), "
            "coalesce(p.reference, '') FROM restriction r LEFT JOIN journey j ON j.restriction_id = r.id "
            "LEFT JOIN person p ON p.restriction_id = r.id WHERE r.id = %s AND is_cleared(r.id)",
            [number],
        )
        row = cursor.fetchone()
    return RestrictionView(**dict(zip(RestrictionView.__dataclass_fields__, row, strict=True))) if row else None


def restriction_of(reference: str) -> int | None:
    """The restriction on a journey or person that whoever asks may see."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT restriction_id FROM journey WHERE reference = %s UNION ALL "
            "SELECT restriction_id FROM person WHERE reference = %s",
            [reference, reference],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def access_to_restriction(number: int) -> list[Access]:
    """Who may see what a restriction covers and why; those whose access has ended last."""
    return _access(
        "SELECT g.id, coalesce(o.name || ' ' || o.collar_number, t.name), g.reason, g.granted_at, g.granted_by_id, "
        "g.until, g.ended_at FROM restriction_grant g LEFT JOIN officer o ON o.id = g.officer_id "
        "LEFT JOIN team t ON t.id = g.team_id WHERE g.restriction_id = %s ORDER BY g.ended_at IS NOT NULL, g.id",
        number,
    )


def needs_of_seal(number: int) -> list[Access]:
    """Who needs what a seal hides and why; those whose need has ended last."""
    return _access(
        "SELECT g.id, o.name || ' ' || o.collar_number, g.reason, g.granted_at, g.granted_by_id, g.until, g.ended_at "
        "FROM seal_grant g JOIN officer o ON o.id = g.officer_id WHERE g.seal_id = %s "
        "ORDER BY g.ended_at IS NOT NULL, g.id",
        number,
    )


def _access(sql: str, number: int) -> list[Access]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [number])
        return [Access(**dict(zip(Access.__dataclass_fields__, row, strict=True))) for row in cursor.fetchall()]


SEAL_COLUMNS = """
    SELECT s.id, s.person_id, p.reference, trim(p.given || ' ' || p.family), coalesce(a.reference, ''),
           coalesce(trim(a.given || ' ' || a.family), ''), s.reason, s.made_at, s.made_by_id, s.lifted_at,
           kinds_under_seal(s.id), is_unsealed(s.id)
    FROM seal s JOIN person p ON p.id = s.person_id LEFT JOIN person a ON a.id = s.against_id
    WHERE {condition} AND NOT EXISTS (
        SELECT FROM people_sealed_against(s.id) AS t(id) WHERE is_on_the_side_of(t.id)
    ) ORDER BY s.lifted_at IS NOT NULL, s.id
"""


def _seals(condition: str, values: list[Any]) -> list[SealView]:
    with connection.cursor() as cursor:
        cursor.execute(SEAL_COLUMNS.format(condition=condition), values)
        found = [dict(zip(SealView.__dataclass_fields__, row, strict=True)) for row in cursor.fetchall()]
    return [SealView(**{**one, "covers": tuple(one["covers"])}) for one in found]


def seals_of_person(person: int) -> list[SealView]:
    """The seals that protect a person; none for whoever is connected with the person they are against."""
    return _seals("s.person_id IN (SELECT same_person(%s))", [person])


def has_seal_in_force(person: int) -> bool:
    """Whether something of a person's is sealed; never told to whoever is connected with the person it is against."""
    return any(one.lifted_at is None for one in seals_of_person(person))


def is_sealed_from_asker(person: int) -> bool:
    """Whether something of a person's is sealed from whoever asks who could be given need of it."""
    return any(one.lifted_at is None and not one.is_open for one in seals_of_person(person))


def sealed_among(people: list[int]) -> frozenset[int]:
    """The same of several at once: those of whom something is sealed from whoever asks."""
    found = _seals(
        "s.lifted_at IS NULL AND s.person_id IN (SELECT n FROM unnest(%s::bigint[]) AS a, same_person(a) AS n)",
        [people],
    )
    closed = [one.person_id for one in found if not one.is_open]
    if not closed:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT a FROM unnest(%s::bigint[]) AS a, same_person(a) AS n WHERE n = ANY(%s)", [people, closed]
        )
        return frozenset(row[0] for row in cursor.fetchall())


def seal_by_id(number: int) -> SealView | None:
    """A seal, unless whoever asks is connected with the person it is against."""
    return next(iter(_seals("s.id = %s", [number])), None)


def who_asks_need(incident: int, person: int) -> list[int]:
    """The officers who wait to be told whether they need what is sealed of somebody in an incident."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject_row FROM duty WHERE incident_id = %s AND kind = %s AND state = 'open' "
            "AND subject_row IS NOT NULL AND person_id IN (SELECT same_person(%s)) ORDER BY id",
            [incident, DutyKind.GIVE_NEED.value, person],
        )
        return [row[0] for row in cursor.fetchall()]


def connections_of(officer: int | None = None) -> list[ConnectionView]:
    """The connections in force, of one officer or of all; persons that whoever asks may not see are left out."""
    condition, values = ("AND c.officer_id = %s", [officer]) if officer is not None else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id, c.officer_id, p.reference, trim(p.given || ' ' || p.family), c.nature, c.declared_at, "
            "c.declared_by_id FROM connection c JOIN person p ON p.id = c.person_id "
            f"WHERE c.ended_at IS NULL {condition} ORDER BY c.id",
            values,
        )
        return [
            ConnectionView(**dict(zip(ConnectionView.__dataclass_fields__, row, strict=True)))
            for row in cursor.fetchall()
        ]


@value
class ProtectedPerson:
    """A person as the pages about their protection name them."""

    id: int
    reference: str
    name: str
    restriction: int | None


@value
class SomebodyAround:
    """Somebody who has to do with an incident or crime of somebody else."""

    id: int
    reference: str
    name: str
    role: str


def person_by_reference(reference: str) -> ProtectedPerson | None:
    """The person, if there is one that whoever asks may see."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, reference, trim(given || ' ' || family), restriction_id FROM person WHERE reference = %s",
            [reference],
        )
        row = cursor.fetchone()
    return ProtectedPerson(id=row[0], reference=row[1], name=row[2], restriction=row[3]) if row else None


#: How people of an incident or crime stand to each other there; whoever is complained of comes first.
OTHERS = """
    SELECT n.id, n.reference, trim(n.given || ' ' || n.family), o.role FROM (
        SELECT b.person_id, b.role FROM incident_person a JOIN incident_person b ON b.incident_id = a.incident_id
        WHERE a.person_id = ANY(%(theirs)s)
        UNION SELECT s.person_id, 'suspect' FROM crime_person c JOIN suspect s ON s.crime_id = c.crime_id
        WHERE c.person_id = ANY(%(theirs)s) AND s.person_id IS NOT NULL
    ) o JOIN person n ON n.id = o.person_id
    WHERE o.person_id <> ALL(%(theirs)s) ORDER BY o.role <> 'suspect', 3, 1 LIMIT %(most)s
"""


def others_around(person: int, *, most: int = 60) -> list[SomebodyAround]:
    """Who else is in the incidents and crimes of a person, as far as whoever asks may see: suspects first, each once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(id) FROM same_person(%s) AS t(id)", [person])
        theirs = cursor.fetchone()[0] or [person]
        cursor.execute(OTHERS, {"theirs": theirs, "most": most})
        found: dict[int, SomebodyAround] = {}
        for number, reference, name, role in cursor.fetchall():
            one = SomebodyAround(id=number, reference=reference, name=name or reference, role=role)
            found.setdefault(number, one)
    return list(found.values())


def places_around(person: int, *, most: int = 20) -> list[tuple[str, str]]:
    """Where the incidents of a person were, as far as whoever asks may see: each place with its reference."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT p.reference, concat_ws(', ', nullif(p.line, ''), nullif(p.locality, ''), "
            "nullif(p.postcode, '')) FROM incident_person a JOIN incident i ON i.id = a.incident_id "
            "JOIN place p ON p.id = i.place_id WHERE a.person_id IN (SELECT same_person(%s)) ORDER BY 2 LIMIT %s",
            [person, most],
        )
        return [(row[0], row[1]) for row in cursor.fetchall()]
