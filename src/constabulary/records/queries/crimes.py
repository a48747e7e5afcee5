"""Crimes as people see them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from constabulary.policing.recording.crimes import has_victim
from constabulary.records.queries.together import Asked, Asking, Question, ask
from constabulary.standards.values import value


@value
class CrimeView:
    """A crime with its place, victim and officer."""

    id: int
    reference: str
    journey_id: int
    journey: str
    incident: str
    state: str
    offence_code: str
    offence_category: str
    offence_title: str
    offence_key: str
    basis: str
    summary: str
    place: str | None
    place_is_sealed: bool
    victim_id: int | None
    victim: str | None
    has_named_victim: bool
    flags: tuple[str, ...]
    domestic_abuse: bool
    stalking: bool
    hate: bool
    vulnerable_victim: bool
    high_harm: bool
    required_pip: int
    occurred_from: datetime
    occurred_to: datetime | None
    reported_at: datetime
    recorded_at: datetime
    recorded_by: int
    officer: int | None
    allocated_at: datetime | None
    outcome: str
    finalised_at: datetime | None

    @property
    def has_victim(self) -> bool:
        """Whether it has a victim, a person or an organisation; also one whom whoever asks may not see."""
        return has_victim(self.basis, is_named=self.has_named_victim)


CRIME_COLUMNS = """
    c.id, c.reference, c.journey_id, j.reference, i.reference, c.state, c.offence_code, c.offence_category,
    c.offence_title, c.offence_key, c.basis, c.summary,
    nullif(concat_ws(', ', nullif(p.line, ''), nullif(p.locality, ''), nullif(p.postcode, '')), ''),
    c.place_id IS NOT NULL AND p.id IS NULL, v.id, coalesce(nullif(trim(v.given || ' ' || v.family), ''),
        (SELECT name FROM organisation WHERE id = c.victim_organisation_id)),
    c.victim_id IS NOT NULL OR c.victim_organisation_id IS NOT NULL, c.flags,
    c.domestic_abuse, c.stalking, c.hate, c.vulnerable_victim, c.high_harm, c.required_pip, c.occurred_from,
    c.occurred_to, c.reported_at, c.recorded_at, c.recorded_by_id, c.officer_id, c.allocated_at, c.outcome,
    c.finalised_at
"""


def crime_by_reference(reference: str) -> CrimeView | None:
    """The crime, if there is one that whoever asks may see."""
    found = ask(
        f"SELECT {CRIME_COLUMNS} FROM crime c JOIN journey j ON j.id = c.journey_id "
        "JOIN incident i ON i.id = c.incident_id LEFT JOIN place p ON p.id = c.place_id "
        "LEFT JOIN person v ON v.id = c.victim_id "
        "WHERE c.reference = %s",
        [reference],
    )
    if not found:
        return None
    made = dict(zip(CrimeView.__dataclass_fields__, found[0], strict=True))
    made["flags"] = tuple(made["flags"])
    return CrimeView(**made)


@Question
def crimes_of_incident(incident: int) -> Asking[list[tuple[str, str]]]:
    """(reference, offence) of the crimes recorded from an incident."""
    found = yield Asked("SELECT reference, offence_title FROM crime WHERE incident_id = %s ORDER BY id", [incident])
    return [(row[0], row[1]) for row in found]


@value
class JoinedView:
    """A crime and an incident that was added to it: what continues it, of a journey of its own."""

    crime: str
    offence: str
    incident: str
    reported_at: datetime
    journey: str


_JOINED = """
    SELECT c.reference, c.offence_title, i.reference, i.reported_at, {journey}.reference
    FROM recording_decision d JOIN crime c ON c.id = d.joined_id JOIN incident i ON i.id = d.incident_id
    JOIN journey j ON j.id = i.journey_id JOIN journey k ON k.id = c.journey_id
    WHERE {where} = %s ORDER BY i.reported_at, i.id
"""
#: From the incident to the crime that it continues, and back; each only where whoever asks may see both.
_CONTINUED = _JOINED.format(journey="k", where="d.incident_id")
_ADDED = _JOINED.format(journey="j", where="d.joined_id")


def _joined(rows: Iterable[tuple[Any, ...]]) -> list[JoinedView]:
    return [JoinedView(**dict(zip(JoinedView.__dataclass_fields__, row, strict=True))) for row in rows]


@Question
def continued_by_incident(incident: int) -> Asking[list[JoinedView]]:
    """The crimes that an incident was added to."""
    return _joined((yield Asked(_CONTINUED, [incident])))


@Question
def incidents_added_to(crime: int) -> Asking[list[JoinedView]]:
    """The incidents that were added to a crime, each of a journey of its own."""
    return _joined((yield Asked(_ADDED, [crime])))


def joined_in_journey(journey: int) -> tuple[list[JoinedView], list[JoinedView]]:
    """(crimes of other journeys that this one continues, incidents of others that were added to its crimes)."""
    with connection.cursor() as cursor:
        found = []
        for sql in (
            _JOINED.format(journey="k", where="k.id <> j.id AND i.journey_id"),
            _JOINED.format(journey="j", where="k.id <> j.id AND c.journey_id"),
        ):
            cursor.execute(sql, [journey])
            found.append(_joined(cursor.fetchall()))
    return found[0], found[1]
