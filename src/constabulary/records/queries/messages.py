"""Safe routes and the outbox as people see them."""

from datetime import datetime, time
from typing import Any

from django.db import connection

from constabulary.standards.values import value


@value
class RouteView:
    """A safe route, where it leads as far as whoever asks may see it."""

    id: int
    person_id: int
    way: str
    leads_to: str | None
    is_sealed: bool
    from_time: time | None
    until_time: time | None
    may_name_police: bool
    code_word: str
    trusted_person: str
    confirmed_with: str
    reason: str
    confirmed_at: datetime
    confirmed_by: int
    ended_at: datetime | None
    ending: str


@value
class MessageView:
    """A message in the outbox; `incident` where it is about one and not about a crime."""

    id: int
    state: str
    template: str
    way: str
    words: str
    person: str
    person_name: str
    journey: str
    leads_to: str | None
    is_sealed: bool
    queued_at: datetime
    queued_by: int
    sent_at: datetime | None
    withdrawal: str
    withdrawn_at: datetime | None
    trouble: str
    incident: str | None


@value
class Reachable:
    """Something by which a person can be reached: an address, a telephone, an e-mail address."""

    id: int
    kind: str
    words: str
    shared: bool


LEADS_TO = """coalesce(c.value, nullif(concat_ws(', ', nullif(p.line, ''), nullif(p.locality, ''),
    nullif(p.postcode, '')), '')), r.way <> 'none' AND c.id IS NULL AND p.id IS NULL"""
ROUTE_JOINS = """
    LEFT JOIN contact_point c ON c.id = r.contact_point_id LEFT JOIN person_address a ON a.id = r.address_id
    LEFT JOIN place p ON p.id = a.place_id
"""


def routes_of_person(person: int) -> list[RouteView]:
    """The safe routes of a person, the one that counts first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.id, r.person_id, r.way, {LEADS_TO}, r.from_time, r.until_time, r.may_name_police, r.code_word, r.trusted_person, "
            "r.confirmed_with, "
            "r.reason, r.confirmed_at, r.confirmed_by_id, r.ended_at, r.ending "
            f"FROM safe_route r {ROUTE_JOINS} WHERE r.person_id IN (SELECT same_person(%s)) "
            "ORDER BY r.ended_at IS NOT NULL, r.confirmed_at DESC, r.id DESC",
            [person],
        )
        return [RouteView(**dict(zip(RouteView.__dataclass_fields__, row, strict=True))) for row in cursor.fetchall()]


def ways_to_reach(person: int) -> list[Reachable]:
    """The contact details and addresses of a person that whoever asks may see."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, kind, value, shared FROM contact_point WHERE person_id IN (SELECT same_person(%s)) AND ended_at IS NULL "
            "UNION ALL SELECT a.id, 'address', concat_ws(', ', nullif(p.line, ''), nullif(p.locality, ''), "
            "nullif(p.postcode, '')), false FROM person_address a JOIN place p ON p.id = a.place_id "
            "WHERE a.person_id IN (SELECT same_person(%s)) ORDER BY 2, 1",
            [person, person],
        )
        return [Reachable(id=row[0], kind=row[1], words=row[2], shared=row[3]) for row in cursor.fetchall()]


def outbox(*, most: int = 200, number: int | None = None) -> list[MessageView]:
    """What waits and what has gone out or was withdrawn lately, as far as whoever asks may see it; waiting first.

    With a `number` that message only, however long ago it was.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.id, m.state, m.template, m.way, m.words, n.reference, trim(n.given || ' ' || n.family), "
            f"j.reference, {LEADS_TO}, m.queued_at, m.queued_by_id, m.sent_at, m.withdrawal, m.withdrawn_at, m.trouble, "
            "(SELECT i.reference FROM incident i WHERE i.journey_id = m.journey_id AND m.crime_id IS NULL "
            "ORDER BY i.id LIMIT 1) "
            "FROM message m JOIN person n ON n.id = m.person_id JOIN journey j ON j.id = m.journey_id "
            f"JOIN safe_route r ON r.id = m.route_id {ROUTE_JOINS} "
            "WHERE %s::bigint IS NULL OR m.id = %s ORDER BY m.state <> 'queued', m.queued_at DESC LIMIT %s",
            [number, number, most],
        )
        return [_message(row) for row in cursor.fetchall()]


def _message(row: tuple[Any, ...]) -> MessageView:
    return MessageView(**dict(zip(MessageView.__dataclass_fields__, row, strict=True)))


def waiting_messages() -> list[int]:
    """The messages that wait to be sent, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM message WHERE state = 'queued' ORDER BY queued_at, id")
        return [row[0] for row in cursor.fetchall()]


def where_to_send(message: int) -> str:
    """Where a waiting message goes while its route holds; told to the system only, nothing otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT where_to_send(%s)", [message])
        row = cursor.fetchone()
    return row[0] or ""
