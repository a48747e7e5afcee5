"""Finding people and places: narrowed down by key, then read under row-level security with what a search shows.

Every query is one statement for any number of people.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import psycopg
from django.db import connection

from constabulary.policing.people.keys import AskedKey, keys_asked_of_place, near_keys_asked_of_place
from constabulary.policing.people.place_matching import (
    PlaceWords,
    fit_of_place,
    is_address_asked,
    is_the_place,
    words_of_place,
)
from constabulary.records.database_store import raw_connection
from constabulary.standards.values import value

#: How many people of one key are looked at; keys are made so that hardly any has more (`common_key` has those that do).
EACH = 250
#: How many places are compared with what was typed.
NEAR = 150
#: And how many of those that share it to the letter.
TO_THE_LETTER = 40
#: How many holders of one telephone number are looked at: the switchboard of a hospital has no end of them.
HOLDERS = 400
#: How much less than the best a place may fit and still be shown.
FARTHEST = 1.0


@value
class CandidateName:
    """Someone with a name they are known by; `is_other` for an alias, a former name or that of a merged record."""

    person: int
    given: str
    family: str
    born_on: date | None
    is_other: bool


@value
class PersonFound:
    """Someone as a search shows them; what is sealed from the reader is not there."""

    id: int
    reference: str
    given: str
    family: str
    born_on: date | None
    born_on_is_estimated: bool
    sex: str
    died_on: date | None
    others: tuple[str, ...]
    addresses: tuple[str, ...]
    incidents: int
    as_victim: int
    as_suspect: int
    domestic_abuse: int
    vulnerable: bool
    latest_at: datetime | None

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}".strip()


@value
class PlaceFound:
    """A place as a search shows it, with how often there was something there."""

    id: int
    reference: str
    line: str
    locality: str
    postcode: str
    incidents: int
    domestic_abuse: int

    @property
    def words(self) -> str:
        """The address in one line."""
        return ", ".join(one for one in (self.line, self.locality, self.postcode) if one)


@value
class EarlierIncident:
    """An earlier incident of a caller or a place."""

    id: int
    reference: str
    reported_at: datetime
    summary: str
    grade: str
    state: str
    domestic_abuse: bool
    stalking: bool
    hate: bool
    vulnerable: bool


def _rows(statement: str, parameters: Any) -> list[tuple[Any, ...]]:
    # Prepared: planning the masked views anew for each search would cost more than reading them.
    raw = raw_connection()
    with connection.wrap_database_errors, psycopg.Cursor(raw) as cursor:
        cursor.execute(statement.encode(), parameters, prepare=True)
        return cursor.fetchall()


def narrow_people(keys: Iterable[AskedKey], *, most: int) -> list[int]:
    """The people who share most of these keys."""
    asked = list(keys)
    if not asked:
        return []
    return [
        row[0]
        for row in _rows(
            "SELECT person_id FROM people_by_keys(%s::int[], %s::float8[], %s::bool[], %s, %s)",
            [[one.key for one in asked], [one.weight for one in asked], [one.own for one in asked], EACH, most],
        )
    ]


def note_common_keys() -> int:
    """Count anew which keys more people share than a search looks at, in a table that is no record; how many there are."""
    return int(_rows("SELECT count_common_keys(%s)", [EACH])[0][0])


def weigh_places(keys: Iterable[AskedKey], *, most: int = NEAR) -> list[tuple[int, float]]:
    """The places that share most of these keys and are shown to whoever asks, each with the weight of what it shares."""
    asked = list(keys)
    if not asked:
        return []
    rows = _rows(
        "SELECT place_id, weight FROM places_by_keys(%s::int[], %s::float8[], %s, %s)",
        [[one.key for one in asked], [one.weight for one in asked], EACH, most],
    )
    return [(row[0], row[1]) for row in rows]


def strongest(places: list[tuple[int, float]], *, most: int, least: float = 2.0, share: float = 0.6) -> list[int]:
    """Of weighed places those that share enough, and `share` of what the best one shares."""
    best = max((weight for _, weight in places), default=0.0)
    return [place for place, weight in places[:most] if weight >= max(least, best * share)]


def places_like(
    line: str, locality: str, postcode: str, *, most: int, weighed: list[tuple[int, float]] | None = None
) -> list[int]:
    """The places that fit what was typed, the best first, as far as they are shown to whoever asks; one row of each address.

    Of several rows with one address that with the most incidents stands for it. `weighed` are the places that share what
    was typed to the letter, where they are known already; whatever is spelt nearly so is looked for where none of them
    is the very place.
    """
    asked = words_of_place(line, locality, postcode)
    if weighed is None:
        weighed = weigh_places(keys_asked_of_place(line, locality, postcode))
    ranked, is_there = _ranked_places(asked, [place for place, _ in weighed[:TO_THE_LETTER]])
    if not is_there:
        near = weigh_places(near_keys_asked_of_place(line, locality, postcode))
        ranked, _ = _ranked_places(asked, [place for place, _ in near])
    best: dict[tuple[str, ...], int] = {}
    for fit, _, number, *address in ranked:
        # Where the house itself is known, the others of its street are not meant.
        if fit and fit - ranked[0][0] <= FARTHEST:
            best.setdefault(tuple(part.casefold() for part in address), number)
    return list(best.values())[:most]


def places_at_address(line: str, locality: str, postcode: str, places: list[int]) -> list[int]:
    """Of places that share words with an address those that can be said to be it."""
    if not places:
        return []
    asked = words_of_place(line, locality, postcode)
    rows = _rows("SELECT p.id, p.line, p.locality, p.postcode FROM place p WHERE p.id = ANY(%s::bigint[])", [places])
    return [row[0] for row in rows if is_address_asked(asked, words_of_place(*row[1:4]))]


def _ranked_places(asked: PlaceWords, places: list[int]) -> tuple[list[tuple[Any, ...]], bool]:
    """(less the fit, less the incidents, number and address of each place, the best first; whether one is the very place)."""
    if not places:
        return [], False
    rows = _rows(
        "SELECT p.id, p.line, p.locality, p.postcode, (SELECT count(*) FROM incident i WHERE i.place_id = p.id) "
        "FROM place p WHERE p.id = ANY(%s::bigint[])",
        [places],
    )
    known = [(row, words_of_place(*row[1:4])) for row in rows]
    ranked = sorted((-fit_of_place(asked, words), -row[4], row[0], *row[1:4]) for row, words in known)
    return ranked, any(is_the_place(asked, words) for _, words in known)


def people_with_telephone(normalised: str) -> dict[int, datetime | None]:
    """Who has this number, as far as it is not sealed from whoever asks, each with the latest incident they were in.

    The latest first, then those who were in none; whatever record of somebody holds the number or was in the incident.
    """
    return {
        row[0]: row[1]
        for row in _rows(
            """
            SELECT p.id, seen.latest_at FROM (
                SELECT DISTINCT CASE WHEN m.merged_into_id IS NULL THEN m.id
                    ELSE coalesce(surviving_person(m.id), m.id) END AS id
                FROM contact_point c JOIN person m ON m.id = c.person_id
                WHERE c.normalised = %s AND c.ended_at IS NULL LIMIT %s
            ) holder JOIN person p ON p.id = holder.id AND p.merged_into_id IS NULL
            LEFT JOIN LATERAL (
                SELECT max(i.reported_at) AS latest_at FROM same_person(p.id) AS same(id)
                JOIN incident_person ip ON ip.person_id = same.id JOIN incident i ON i.id = ip.incident_id
            ) seen ON true
            ORDER BY seen.latest_at DESC NULLS LAST, p.id
            """,
            [normalised, HOLDERS],
        )
    }


def people_at(places: list[int]) -> dict[int, set[int]]:
    """Who lives or lived at these places, by place, as far as the addresses are not sealed from whoever asks."""
    found: dict[int, set[int]] = {}
    if places:
        for place, person in _rows(
            "SELECT a.place_id, a.person_id FROM person_address a JOIN place p ON p.id = a.place_id "
            "WHERE a.place_id = ANY(%s::bigint[]) ORDER BY a.id DESC LIMIT 200",
            [places],
        ):
            found.setdefault(place, set()).add(person)
    return found


def places_of(people: list[int]) -> list[int]:
    """The places where these people live now, as far as they are not sealed from whoever asks."""
    if not people:
        return []
    return [
        row[0]
        for row in _rows(
            "SELECT DISTINCT a.place_id FROM person_address a JOIN place p ON p.id = a.place_id "
            "WHERE a.person_id = ANY(%s::bigint[]) AND a.until_on IS NULL",
            [people],
        )
    ]


def names_of(people: Iterable[int]) -> list[CandidateName]:
    """Every name of these people and of those whose records were merged into theirs, under the surviving one."""
    asked = sorted(set(people))
    if not asked:
        return []
    rows = _rows(
        """
        WITH asked AS (
            SELECT s.id AS member, coalesce(surviving_person(s.id), s.id) AS person
            FROM unnest(%(asked)s::bigint[]) AS s(id) JOIN person m ON m.id = s.id WHERE m.merged_into_id IS NOT NULL
            UNION SELECT s.id, s.id FROM unnest(%(asked)s::bigint[]) AS s(id)
        ), members AS (
            SELECT member, person FROM asked
            UNION SELECT person, person FROM asked
        )
        SELECT p.id, q.given, q.family, p.born_on, q.id <> p.id FROM members m JOIN person p ON p.id = m.person
            JOIN person q ON q.id = m.member WHERE p.merged_into_id IS NULL
        UNION ALL
        SELECT p.id, n.given, n.family, p.born_on, true FROM members m JOIN person p ON p.id = m.person
            JOIN person_name n ON n.person_id = m.member WHERE p.merged_into_id IS NULL
        """,
        {"asked": asked},
    )
    return [CandidateName(person=row[0], given=row[1], family=row[2], born_on=row[3], is_other=row[4]) for row in rows]


PEOPLE = """
    SELECT p.id, p.reference, p.given, p.family, p.born_on, p.born_on_is_estimated, p.sex, p.died_on,
        ARRAY(SELECT DISTINCT trim(n.given || ' ' || n.family) FROM person_name n WHERE n.person_id = p.id),
        ARRAY(SELECT concat_ws(', ', nullif(l.line, ''), nullif(l.locality, ''), nullif(l.postcode, ''))
              FROM person_address a JOIN place l ON l.id = a.place_id
              WHERE a.person_id = p.id AND a.until_on IS NULL ORDER BY a.id DESC LIMIT 2),
        i.total, i.as_victim, i.as_suspect, i.domestic_abuse, coalesce(v.vulnerable, false), i.latest_at
    FROM person p
    LEFT JOIN LATERAL (
        SELECT count(DISTINCT i.id) AS total,
            count(DISTINCT i.id) FILTER (WHERE ip.role IN ('victim', 'caller_victim')) AS as_victim,
            count(DISTINCT i.id) FILTER (WHERE ip.role = 'suspect') AS as_suspect,
            count(DISTINCT i.id) FILTER (WHERE i.domestic_abuse) AS domestic_abuse, max(i.reported_at) AS latest_at
        FROM incident_person ip JOIN incident i ON i.id = ip.incident_id
        WHERE ip.person_id = p.id AND i.reported_at >= %(since)s
    ) i ON true
    LEFT JOIN LATERAL (
        SELECT a.vulnerable FROM vulnerability_assessment a WHERE a.person_id = p.id ORDER BY a.id DESC LIMIT 1
    ) v ON true
    WHERE p.id = ANY(%(asked)s::bigint[])
"""


def people_found(people: list[int], *, since: datetime) -> dict[int, PersonFound]:
    """These people as a search shows them, with what happened since."""
    if not people:
        return {}
    names = list(PersonFound.__dataclass_fields__)
    made = {}
    for row in _rows(PEOPLE, {"asked": people, "since": since}):
        one = dict(zip(names, row, strict=True))
        made[row[0]] = PersonFound(**{**one, "others": tuple(one["others"]), "addresses": tuple(one["addresses"])})
    return made


def places_found(places: list[int], *, since: datetime) -> list[PlaceFound]:
    """These places as a search shows them, in the order asked for."""
    rows = _rows(
        """
        SELECT p.id, p.reference, p.line, p.locality, p.postcode, i.total, i.domestic_abuse FROM place p
        LEFT JOIN LATERAL (
            SELECT count(*) AS total, count(*) FILTER (WHERE i.domestic_abuse) AS domestic_abuse FROM incident i
            WHERE i.place_id = p.id AND i.reported_at >= %(since)s
        ) i ON true
        WHERE p.id = ANY(%(asked)s::bigint[]) ORDER BY array_position(%(asked)s::bigint[], p.id)
        """,
        {"asked": places, "since": since},
    )
    return [PlaceFound(**dict(zip(PlaceFound.__dataclass_fields__, row, strict=True))) for row in rows]


def earlier_incidents(
    *, person: int | None, place: int | None, since: datetime, most: int = 5
) -> list[EarlierIncident]:
    """The latest incidents since then in which the person was, or at the place, as far as the reader may see them."""
    rows = _rows(
        """
        SELECT i.id, i.reference, i.reported_at, i.summary, i.grade, i.state, i.domestic_abuse, i.stalking, i.hate,
            i.vulnerable
        FROM incident i WHERE i.reported_at >= %(since)s AND i.id IN (
            SELECT ip.incident_id FROM incident_person ip WHERE ip.person_id = %(person)s::bigint
            UNION SELECT o.id FROM incident o WHERE o.place_id = %(place)s::bigint
        ) ORDER BY i.reported_at DESC LIMIT %(most)s
        """,
        {"person": person, "place": place, "since": since, "most": most},
    )
    return [EarlierIncident(**dict(zip(EarlierIncident.__dataclass_fields__, row, strict=True))) for row in rows]
