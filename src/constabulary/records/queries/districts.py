"""The district of a place that was given none: that of the places with its postcode, or of its locality, where they agree."""

from typing import Any

from django.db import connection

from constabulary.policing.people.keys import keys_asked_of_place
from constabulary.policing.people.typed_places import TypedPlace
from constabulary.records.queries.people_found import strongest, weigh_places
from constabulary.records.queries.together import Asked, Asking, Question
from constabulary.standards.values import value

ENOUGH = 200
#: A middle that is a hundred metres off makes no proposal another.
PLACES_FOR_MIDDLE = 400


@value
class DistrictNearby:
    """A district, and what it was told by: 'postcode' or 'locality'."""

    id: int
    name: str
    told_by: str


def district_nearby(crime: int) -> DistrictNearby | None:
    """The district that a crime's place most likely lies in, as far as whoever asks may see places; None where unknown.

    Places that disagree tell nothing.
    """
    here = _rows(
        "SELECT p.locality, p.postcode FROM crime c JOIN place p ON p.id = c.place_id WHERE c.id = %s", [crime]
    )
    if not here:
        return None
    locality, postcode = here[0]
    return _of_postcode(postcode) or _of_locality(locality)


def district_of_typed(typed: TypedPlace) -> DistrictNearby | None:
    """The district that a place typed in words most likely lies in; None where neither postcode nor town tells."""
    found = _of_postcode(typed.postcode) if typed.postcode else None
    for town in () if found else typed.towns:
        found = found or _of_locality(town)
    return found


def middles_of_districts() -> dict[int, tuple[float, float]]:
    """(latitude, longitude) of the middle of the places known in each district; none where no place has coordinates.

    Of some places of each, found by an index one after the other, as far as whoever asks may see them.
    """
    found = _rows(
        f"""
        SELECT d.id, percentile_cont(0.5) WITHIN GROUP (ORDER BY p.latitude),
            percentile_cont(0.5) WITHIN GROUP (ORDER BY p.longitude)
        FROM district d CROSS JOIN LATERAL (
            SELECT latitude, longitude FROM place
            WHERE district_id = d.id AND latitude IS NOT NULL AND longitude IS NOT NULL LIMIT {PLACES_FOR_MIDDLE}
        ) p GROUP BY d.id
        """,
        [],
    )
    return {row[0]: (row[1], row[2]) for row in found}


@Question
def district_of_incident(incident: int) -> Asking[tuple[int, str] | None]:
    """(number, name) of the district of an incident's place; None where none is known or the place may not be seen."""
    found = yield Asked(
        "SELECT d.id, d.name FROM incident i JOIN place p ON p.id = i.place_id JOIN district d ON d.id = p.district_id "
        "WHERE i.id = %s",
        [incident],
    )
    return (found[0][0], found[0][1]) if found else None


@value
class DistrictView:
    """A district as an administrator sees it, with the teams that work it."""

    id: int
    code: str
    name: str
    has_ended: bool
    teams: tuple[tuple[int, str], ...]


def districts_with_teams(code: str | None = None) -> list[DistrictView]:
    """Every district, those in use first, by name, or the one of a code; each with its teams by name."""
    return [
        DistrictView(
            id=row[0],
            code=row[1],
            name=row[2],
            has_ended=row[3],
            teams=tuple((one["id"], one["name"]) for one in row[4]),
        )
        for row in _rows(
            "SELECT d.id, d.code, d.name, d.ended_at IS NOT NULL, coalesce((SELECT json_agg(json_build_object("
            "'id', t.id, 'name', t.name) ORDER BY t.name) FROM team t WHERE t.district_id = d.id), '[]') "
            "FROM district d WHERE %s::text IS NULL OR d.code = %s ORDER BY d.ended_at IS NOT NULL, d.name",
            [code, code],
        )
    ]


def _of_postcode(postcode: str) -> DistrictNearby | None:
    near = strongest(weigh_places(keys_asked_of_place("", "", postcode)), most=40)
    return _agreed(
        "SELECT district_id FROM place WHERE id = ANY(%s::bigint[]) AND district_id IS NOT NULL", near, "postcode"
    )


def _of_locality(locality: str) -> DistrictNearby | None:
    written = sorted({locality.strip(), locality.strip().title(), locality.strip().upper()} - {""})
    return _agreed(
        f"SELECT district_id FROM place WHERE locality = ANY(%s::text[]) AND district_id IS NOT NULL LIMIT {ENOUGH}",
        written, "locality",
    )  # fmt: skip


def _agreed(places: str, values: list[Any], told_by: str) -> DistrictNearby | None:
    if not values:
        return None
    found = _rows(f"SELECT id, name FROM district WHERE ended_at IS NULL AND id IN ({places}) LIMIT 2", [values])
    return DistrictNearby(id=found[0][0], name=found[0][1], told_by=told_by) if len(found) == 1 else None


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
