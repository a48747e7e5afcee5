"""Officers and staff as those who plan for them see them, whatever their roles."""

from django.db import connection

from constabulary.access.ranks import Rank
from constabulary.records.queries.allocation import OfficerFilter
from constabulary.standards.values import value


@value
class PersonAtWork:
    """Somebody who works here."""

    id: int
    collar_number: str
    title: str
    team: str


def people_at_work(wanted: OfficerFilter) -> list[PersonAtWork]:
    """The active officers and staff asked for, by number; those of a team and those of a supervisor together."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT o.id, o.collar_number, o.rank, o.name, coalesce(t.name, '')
            FROM officer o LEFT JOIN team t ON t.id = o.team_id
            WHERE o.is_active AND NOT o.is_system
              AND ((%(team)s::bigint IS NULL AND %(supervisor)s::bigint IS NULL)
                   OR o.team_id = %(team)s OR o.supervisor_id = %(supervisor)s)
              AND position(lower(%(words)s) IN lower(o.collar_number || ' ' || o.name)) > 0
            ORDER BY o.collar_number
            """,
            {"team": wanted.team, "supervisor": wanted.supervisor, "words": wanted.words.strip()},
        )
        return [
            PersonAtWork(id=row[0], collar_number=row[1], title=f"{Rank(row[2]).label} {row[3]} {row[1]}", team=row[4])
            for row in cursor.fetchall()
        ]
