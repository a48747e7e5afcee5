"""Worklists: the open duties of an officer and of the desks they work. One query serves anybody's."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from constabulary.access.officers import Officer
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import title_of_duty
from constabulary.records.queries.due_lines import CHANGE, name_change
from constabulary.records.queries.together import Asked, Asking, Question, ask
from constabulary.standards.values import value


@value
class DutyLine:
    """One line of a worklist."""

    id: int
    kind: DutyKind
    desk: Desk
    risk: int
    due_at: datetime
    outer_due_at: datetime | None
    opened_at: datetime
    rule: str
    edition: str
    is_own: bool
    incident_id: int | None
    incident: str
    crime_id: int | None
    crime: str
    summary: str
    grade: str
    opening_id: int | None
    queue: str = ""
    journey: str = ""
    warned: str = ""
    warning_id: int | None = None
    subject_row: int | None = None
    suspect: int = 0
    became: str = ""
    asked: str = ""

    @property
    def title(self) -> str:
        """What is due, in words; of a change of which suspect, and what they became."""
        return name_change(title_of_duty(self.kind, self.rule), suspect=self.suspect, became=self.became)

    @property
    def seen_as(self) -> tuple[object, ...]:
        """What a list shows of it: two duties that agree in all of this would stand there as twins."""
        about = (self.crime or self.incident, self.opening_id, self.warning_id, self.queue, self.journey)
        return (self.title, *about, self.desk, self.due_at, self.risk, self.edition)

    def is_overdue(self, at: datetime) -> bool:
        """Whether it was due before `at`."""
        return self.due_at < at


COLUMNS = f"""
    d.id, d.kind, d.desk, d.risk, d.due_at, d.outer_due_at, d.opened_at, d.rule, d.edition,
    d.owner_id IS NOT NULL, d.incident_id, coalesce(i.reference, ''), d.crime_id, coalesce(c.reference, ''),
    coalesce(nullif(c.offence_title, ''), i.summary, ''), coalesce(i.grade, ''), d.opening_id,
    CASE WHEN q.id IS NOT NULL THEN q.desk || '/' || q.kind ELSE '' END,
    coalesce(jo.reference, ''), coalesce(wp.reference, wl.reference, ''), d.warning_id, d.subject_row,
    {CHANGE},
    CASE d.kind
        WHEN 'answer_registrar' THEN coalesce((SELECT o.words FROM oversight o WHERE o.id = d.subject_row), '')
        WHEN 'propose_again' THEN coalesce(
            (SELECT o.decision_words FROM outcome o WHERE o.id = d.subject_row),
            (SELECT o.words FROM cancellation o WHERE o.id = d.subject_row), '')
        ELSE '' END
"""
#: `coalesce` in a join would count as leaking what row-level security hides, and the incident be found without its index.
JOINS = """
    LEFT JOIN crime c ON c.id = d.crime_id
    LEFT JOIN incident i ON i.id = CASE WHEN d.incident_id IS NULL THEN c.incident_id ELSE d.incident_id END
    LEFT JOIN queue_alarm q ON q.id = d.alarm_id
    LEFT JOIN journey jo ON jo.id = d.journey_id
    LEFT JOIN warning wa ON wa.id = d.warning_id
    LEFT JOIN person wp ON wp.id = wa.person_id
    LEFT JOIN place wl ON wl.id = wa.place_id
"""
#: The journeys of a list of duties `d` are looked over together before their words are read (`records/masking.py`).
LOOKED_OVER = "(SELECT look_over_journeys(ARRAY(SELECT journey_id FROM d)))"


def _line(row: tuple[Any, ...]) -> DutyLine:
    return DutyLine(
        id=row[0], kind=DutyKind(row[1]), desk=Desk(row[2]), risk=row[3], due_at=row[4], outer_due_at=row[5],
        opened_at=row[6], rule=row[7], edition=row[8], is_own=row[9], incident_id=row[10], incident=row[11],
        crime_id=row[12], crime=row[13], summary=row[14], grade=row[15], opening_id=row[16],
        queue=row[17], journey=row[18], warned=row[19], warning_id=row[20],
        subject_row=row[21], suspect=row[22], became=row[23], asked=row[24],
    )  # fmt: skip


def worklist_of(
    officer: Officer,
    *,
    desks: Iterable[Desk] | None = None,
    but: Iterable[DutyKind] = (),
    own: bool = True,
    most: int = 60,
    skip: int = 0,
) -> list[DutyLine]:
    """What is due from this officer and from their desks, riskiest and most overdue first, `but` some kinds.

    Unless it is their `own`, what is due from them by name is left out.
    Each source is read in that very order, so that the riskiest is never hidden behind many that are due earlier.
    """
    wanted = [desk.value for desk in (officer.desks if desks is None else desks)]
    found = ask(
        f"""
        WITH d AS MATERIALIZED (
            SELECT * FROM (
                (SELECT * FROM duty WHERE owner_id = %(me)s AND state = 'open' AND kind <> ALL(%(but)s)
                 ORDER BY risk DESC, due_at LIMIT %(mine)s)
                UNION ALL
                SELECT o.* FROM unnest(%(desks)s::text[]) AS at_desk(desk) CROSS JOIN LATERAL (
                    SELECT * FROM duty WHERE owner_id IS NULL AND state = 'open' AND duty.desk = at_desk.desk
                    AND kind <> ALL(%(but)s) ORDER BY risk DESC, due_at LIMIT %(reach)s
                ) o
            ) due ORDER BY risk DESC, due_at, id LIMIT %(most)s OFFSET %(skip)s
        )
        SELECT {COLUMNS} FROM d {JOINS} WHERE {LOOKED_OVER}
        ORDER BY d.risk DESC, d.due_at, d.id
        """,
        {
            "me": officer.id, "desks": wanted, "but": [kind.value for kind in but], "most": most, "skip": skip,
            "reach": most + skip, "mine": most + skip if own else 0,
        },
    )  # fmt: skip
    return [_line(row) for row in found]


def count_waiting_at_desks() -> Mapping[tuple[Desk, DutyKind], int]:
    """How many open duties of each kind wait at each desk, due from nobody by name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT desk, kind, count(*) FROM duty WHERE state = 'open' AND owner_id IS NULL GROUP BY 1, 2")
        return {(Desk(row[0]), DutyKind(row[1])): row[2] for row in cursor.fetchall()}


#: Every risk that a duty can have; each is asked for by itself, so that the window is found by the index of the list.
RISKS = [3, 2, 1, 0]


def due_around(
    officer: Officer, *, since: datetime, until: datetime, but: Iterable[DutyKind] = (), most: int = 10
) -> list[DutyLine]:
    """What falls due between two moments, from this officer and from their desks, soonest first.

    Everything that somebody is to go to, however much it is: a live emergency is never cut; then the riskiest, until
    there are `most` in all.
    """
    found = ask(
        f"""
        WITH d AS MATERIALIZED (
            SELECT due.* FROM (
                SELECT found.*, row_number() OVER (ORDER BY kind <> 'attend', risk DESC, due_at, id) AS place FROM (
                    SELECT o.* FROM unnest(%(risks)s::smallint[]) AS at_risk(risk) CROSS JOIN LATERAL (
                        SELECT * FROM duty WHERE owner_id = %(me)s AND state = 'open' AND duty.risk = at_risk.risk
                        AND due_at >= %(since)s AND due_at < %(until)s AND kind <> ALL(%(but)s)
                        ORDER BY due_at LIMIT %(most)s
                    ) o
                    UNION
                    SELECT o.* FROM unnest(%(desks)s::text[]) AS at_desk(desk)
                    CROSS JOIN unnest(%(risks)s::smallint[]) AS at_risk(risk) CROSS JOIN LATERAL (
                        SELECT * FROM duty WHERE owner_id IS NULL AND state = 'open' AND duty.desk = at_desk.desk
                        AND duty.risk = at_risk.risk AND due_at >= %(since)s AND due_at < %(until)s
                        AND kind <> ALL(%(but)s) ORDER BY due_at LIMIT %(most)s
                    ) o
                    UNION
                    SELECT o.* FROM unnest(%(desks)s::text[]) AS at_desk(desk)
                    CROSS JOIN unnest(%(risks)s::smallint[]) AS at_risk(risk) CROSS JOIN LATERAL (
                        SELECT * FROM duty WHERE owner_id IS NULL AND state = 'open' AND duty.desk = at_desk.desk
                        AND duty.risk = at_risk.risk AND due_at >= %(since)s AND due_at < %(until)s
                        AND kind = 'attend' AND kind <> ALL(%(but)s)
                    ) o
                ) found
            ) due WHERE place <= %(most)s OR kind = 'attend'
        )
        SELECT {COLUMNS} FROM d {JOINS} WHERE {LOOKED_OVER}
        ORDER BY d.due_at, d.id
        """,
        {
            "me": officer.id, "desks": [desk.value for desk in officer.desks], "but": [kind.value for kind in but],
            "risks": RISKS, "since": since, "until": until, "most": most,
        },
    )  # fmt: skip
    return [_line(row) for row in found]


#: On the pages of a record nothing says of it: whoever has the crime would see that they were drawn, and why.
NOT_ON_RECORDS = DutyKind.GRADE_AGAIN


@Question
def duties_of_journey(journey: int, *, open_only: bool = False) -> Asking[list[DutyLine]]:
    """Every duty of a journey that its pages may tell of, in order of when it was due."""
    state = "AND d.state = 'open'" if open_only else ""
    found = yield Asked(
        f"SELECT {COLUMNS} FROM duty d {JOINS} WHERE d.journey_id = %s AND d.kind <> %s {state} ORDER BY d.due_at",
        [journey, NOT_ON_RECORDS.value],
    )
    return [_line(row) for row in found]


def duties_for_team(
    officer: Officer, *, team: int | None, mine: bool, kinds: Iterable[DutyKind], most: int = 60
) -> list[DutyLine]:
    """What waits for a supervisor over a team: of these kinds at this officer's desks, riskiest and longest due first.

    What is owed by this officer by name counts as well when the team is theirs (`mine`).
    """
    found = ask(
        f"""
        WITH d AS MATERIALIZED (
            (SELECT * FROM duty WHERE state = 'open' AND team_id = %(team)s AND kind = ANY(%(kinds)s)
             AND desk = ANY(%(desks)s) ORDER BY risk DESC, due_at, id LIMIT %(most)s)
            UNION
            (SELECT * FROM duty WHERE state = 'open' AND %(mine)s AND owner_id = %(me)s AND kind = ANY(%(kinds)s)
             AND desk = ANY(%(desks)s) ORDER BY risk DESC, due_at, id LIMIT %(most)s)
            ORDER BY risk DESC, due_at, id LIMIT %(most)s
        )
        SELECT {COLUMNS} FROM d {JOINS} WHERE {LOOKED_OVER}
        ORDER BY d.risk DESC, d.due_at, d.id
        """,
        {
            "kinds": [kind.value for kind in kinds], "desks": [desk.value for desk in officer.desks], "team": team,
            "mine": mine, "me": officer.id, "most": most,
        },
    )  # fmt: skip
    return [_line(row) for row in found]
