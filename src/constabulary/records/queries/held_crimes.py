"""Lists of crimes under investigation, of one officer or of a team: state, age, what is due next. One query each."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from constabulary.access.officers import Officer
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.records.queries.desks import WAITS_FOR_OFFICER
from constabulary.standards.values import value


@value
class HeldCrime:
    """A crime with an officer, as a list shows it."""

    id: int
    reference: str
    state: str
    stage: str
    offence_title: str
    victim_id: int | None
    victim: str
    domestic_abuse: bool
    stalking: bool
    hate: bool
    vulnerable_victim: bool
    high_harm: bool
    abuse_risk: str
    reported_at: datetime
    allocated_at: datetime | None
    officer: int | None
    suspects: int
    overdue: int
    next_kind: DutyKind | None
    next_due_at: datetime | None

    @property
    def next_title(self) -> str:
        """What is due next, in words."""
        return CATALOGUE[self.next_kind].title if self.next_kind else ""


HELD = """
    SELECT c.id, c.reference, c.state, c.stage, c.offence_title, v.id,
        coalesce(nullif(trim(v.given || ' ' || v.family), ''),
            (SELECT name FROM organisation WHERE id = c.victim_organisation_id), ''), c.domestic_abuse, c.stalking, c.hate, c.vulnerable_victim, c.high_harm, c.abuse_risk, c.reported_at,
        c.allocated_at, c.officer_id, s.suspects, d.overdue, d.kinds[1], d.due_at
    FROM crime c
    LEFT JOIN person v ON v.id = c.victim_id
    LEFT JOIN LATERAL (SELECT count(*) AS suspects FROM suspect WHERE crime_id = c.id) s ON true
    LEFT JOIN LATERAL (
        SELECT min(due_at) AS due_at, array_agg(kind::text ORDER BY due_at, id) AS kinds,
            count(*) FILTER (WHERE due_at < %(at)s) AS overdue
        FROM duty WHERE journey_id = c.journey_id AND crime_id = c.id AND state = 'open'
          AND (%(desks)s::text[] IS NULL OR desk = ANY(%(desks)s))
    ) d ON true
    WHERE c.state IN ('allocated', 'investigating', 'outcome_proposed')
      AND (c.officer_id = ANY(%(officers)s) OR c.team_id = %(team)s)
      AND (%(state)s = '' OR c.state = %(state)s) AND (NOT %(overdue)s OR d.overdue > 0)
    ORDER BY d.due_at NULLS LAST, c.reported_at, c.id LIMIT %(most)s OFFSET %(skip)s
"""


def held_crimes(
    officers: Iterable[int],
    *,
    at: datetime,
    team: int | None = None,
    desks: Iterable[Desk] | None = None,
    state: str = "",
    overdue_only: bool = False,
    most: int = 50,
    skip: int = 0,
) -> list[HeldCrime]:
    """The crimes that these officers, or a team, work, as far as whoever asks may see them: soonest due first.

    What counts as due is what these desks owe, or everything.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            HELD,
            {
                "officers": list(officers), "team": team, "state": state, "overdue": overdue_only, "at": at,
                "desks": None if desks is None else [desk.value for desk in desks], "most": most, "skip": skip,
            },
        )  # fmt: skip
        return [_held(row) for row in cursor.fetchall()]


def count_held(officers: Iterable[int]) -> int:
    """How many crimes these officers work, as far as whoever asks may see them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM crime WHERE state IN ('allocated', 'investigating', 'outcome_proposed') "
            "AND officer_id = ANY(%s)",
            [list(officers)],
        )
        return int(cursor.fetchone()[0])


def _held(row: tuple[Any, ...]) -> HeldCrime:
    made = dict(zip(HeldCrime.__dataclass_fields__, row, strict=True))
    return HeldCrime(**{**made, "next_kind": DutyKind(made["next_kind"]) if made["next_kind"] else None})


@value
class WorkCounts:
    """How much is due: overdue, by the end of the day, crimes held, and what waits for an officer in the force."""

    overdue: int
    today: int
    held: int
    unallocated: int


def counts_of_work(officer: Officer, *, but: Iterable[DutyKind], at: datetime, until: datetime) -> WorkCounts:
    """What is due from an officer themselves and from their desks, `but` some kinds."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT count(*) FILTER (WHERE due_at < %(at)s), count(*) FILTER (WHERE due_at >= %(at)s),
                (SELECT count(*) FROM crime WHERE officer_id = %(me)s
                 AND state IN ('allocated', 'investigating', 'outcome_proposed')),
                (SELECT count(*) FROM crime c WHERE {WAITS_FOR_OFFICER})
            FROM duty WHERE state = 'open' AND due_at <= %(until)s AND kind <> ALL(%(but)s)
              AND (owner_id = %(me)s OR (owner_id IS NULL AND desk = ANY(%(desks)s)))
            """,
            {
                "me": officer.id, "desks": [desk.value for desk in officer.desks], "but": [one.value for one in but],
                "at": at, "until": until,
            },
        )  # fmt: skip
        row = cursor.fetchone()
    return WorkCounts(overdue=row[0], today=row[1], held=row[2], unallocated=row[3])
