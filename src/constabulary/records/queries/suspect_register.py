"""The register of outstanding suspects: counted by why, age and next clock, and listed by harm; read from records alone.

Whoever asks is shown and counts what they may see. The order is that of `policing.investigation.register.place_of`.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.register import (
    CLOCKS,
    ON_REGISTER,
    WHY_OF,
    AttemptResult,
    ListedSuspect,
    Why,
    limits_of_ages,
)
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.recording.flags import Flag
from constabulary.records.queries.supervision import ALL_OPEN, DISTRICT, TEAMS, WHOSE, Level, Scope
from constabulary.records.queries.together import Asking, Question, written_out
from constabulary.standards.values import value

#: How soon the next clock of a suspect runs out.
LATE, DAY, WEEK, LATER, NONE = "late", "day", "week", "later", "none"
CLOCK_BANDS = (LATE, DAY, WEEK, LATER, NONE)


@value
class RegisterCell:
    """How many stand on the register of one unit for one reason, by band of age and by next clock."""

    unit: int | None
    unit_name: str
    why: Why
    age: int
    clock: str
    many: int


@value
class RegisterLine:
    """One suspect on the register: the crime, why, since when, what runs, and what was last tried to find them."""

    id: int
    crime_id: int
    crime: str
    crime_state: str
    offence_title: str
    officer: int | None
    team: str
    person_id: int | None
    name: str
    status: SuspectStatus
    since: datetime
    until: datetime | None
    due_kind: DutyKind | None
    facts: ListedSuspect
    attempts: int
    last_attempt_at: datetime | None
    last_result: AttemptResult | None
    intelligence: int
    circulated_as: str
    custody: str

    @property
    def why(self) -> Why:
        """Why they stand here."""
        return WHY_OF[self.status]


_SUSPECT = "s.id, s.crime_id, s.person_id, s.state, s.since, s.until"
_CRIME = """c.victim_id, c.officer_id, c.team_id, c.place_id, CASE WHEN c.high_risk_abuse THEN 4
    WHEN c.domestic_abuse OR c.stalking OR c.flags && %(child)s::varchar[] THEN 3
    WHEN c.high_harm THEN 2 WHEN c.vulnerable_victim OR c.hate THEN 1 ELSE 0 END AS band"""
#: Those of a district, a team or an officer.
_SOME = f"""
WITH c AS (
    SELECT {_SUSPECT}, {_CRIME} FROM suspect s JOIN crime c ON c.id = s.crime_id WHERE {{standing}} AND {{recorded}}
)
"""
#: Of a whole force nearly all are of crimes that are open, which one index tells; the crimes of the others are looked up.
_ALL = f"""
WITH of_open AS MATERIALIZED (
    SELECT {_SUSPECT}, c.* FROM suspect s
    LEFT JOIN (SELECT c.id AS open_crime, {_CRIME} FROM crime c WHERE {ALL_OPEN}) c ON c.open_crime = s.crime_id
    WHERE {{standing}}
), c AS (
    SELECT {_SUSPECT}, s.victim_id, s.officer_id, s.team_id, s.place_id, s.band FROM of_open s
    WHERE s.open_crime IS NOT NULL
    UNION ALL SELECT {_SUSPECT}, {_CRIME} FROM of_open s JOIN crime c ON c.id = s.crime_id
    WHERE s.open_crime IS NULL AND {{recorded}}
)
"""
#: Each with the moment their next clock runs out.
_LISTED = """
, mine AS MATERIALIZED (
    SELECT c.*, {district} AS district_id, (c.state = 'arrested_in_custody')::int * 8 + c.band AS harm, k.due_at
    FROM c {teams} LEFT JOIN {clocks} k ON k.subject_row = c.id WHERE true {whose}
)
"""
_RUNNING = """SELECT DISTINCT ON (subject_row) subject_row, due_at FROM duty
    WHERE state = 'open' AND kind IN ({kinds}) {whose} ORDER BY subject_row, due_at"""
_UNITS = {
    Level.DISTRICT: ("o.district_id", "district", "u.name"),
    Level.TEAM: ("o.team_id", "team", "u.name"),
    Level.OFFICER: ("o.officer_id", "officer", "u.name || ' ' || u.collar_number"),
}
_COUNT = """
, n AS (
    SELECT {unit} AS unit, o.state,
        (o.since <= %(ages_0)s)::int + (o.since <= %(ages_1)s)::int + (o.since <= %(ages_2)s)::int AS age,
        CASE WHEN o.due_at IS NULL THEN 'none' WHEN o.due_at < %(at)s THEN 'late' WHEN o.due_at < %(tomorrow)s THEN 'day'
            WHEN o.due_at < %(next_week)s THEN 'week' ELSE 'later' END AS clock, count(*) AS many
    FROM mine o GROUP BY 1, 2, 3, 4
), counted AS (
    SELECT json_agg(json_build_array(n.unit, coalesce({name}, ''), n.state, n.age, n.clock, n.many)
        ORDER BY n.unit IS NULL, coalesce({name}, ''), n.unit, n.state, n.age, n.clock)::text AS cells
    FROM n LEFT JOIN {table} u ON u.id = n.unit
)
"""
#: What is asked of many is asked of nobody whom what came before has placed behind all that are shown: of each step those
#: go on who stand no lower than the last of as many as are shown.
_LIST = """
, merged AS MATERIALIZED (
    SELECT m.id FROM person m WHERE m.merged_into_id IS NOT NULL
    UNION SELECT n.id FROM person m JOIN person n ON n.id = m.merged_into_id WHERE m.merged_into_id IS NOT NULL
), asked AS NOT MATERIALIZED (
    SELECT * FROM mine o WHERE true {which}
), known AS MATERIALIZED (
    SELECT o.id, o.crime_id, o.person_id, o.victim_id, o.since, o.due_at, o.harm, CASE WHEN o.person_id IN (SELECT id FROM merged) THEN ARRAY(SELECT same_person(o.person_id))
        ELSE ARRAY[o.person_id] END AS records
    FROM asked o WHERE o.harm >= (SELECT min(harm) FROM (SELECT harm FROM asked ORDER BY harm DESC LIMIT %(last)s) first)
), linked AS MATERIALIZED (
    SELECT o.*, CASE WHEN EXISTS (SELECT FROM crime k WHERE k.victim_id = o.victim_id AND k.id <> o.crime_id) THEN (
        SELECT count(DISTINCT k.id) FROM crime k JOIN suspect x ON x.crime_id = k.id
        WHERE k.victim_id = o.victim_id AND k.id <> o.crime_id AND k.state <> 'cancelled' AND x.person_id = ANY(o.records)
    ) ELSE 0 END AS same_victim FROM known o
), clocked AS (
    SELECT o.*, o.harm * 4 + (same_victim > 0)::int * 2 + coalesce(due_at < %(at)s, false)::int AS weight FROM linked o
), placed AS MATERIALIZED (
    SELECT o.*, {alone} (
        SELECT count(*) FROM suspect x JOIN crime k ON k.id = x.crime_id
        WHERE x.person_id = ANY(o.records) AND x.crime_id <> o.crime_id AND {elsewhere}
    ) {end} AS elsewhere FROM clocked o
    WHERE o.weight >= (SELECT min(weight) FROM (SELECT weight FROM clocked ORDER BY weight DESC LIMIT %(last)s) first)
), shown AS (
    SELECT *, row_number() OVER () AS place FROM (
        SELECT * FROM placed ORDER BY weight DESC, elsewhere > 0 DESC, since, id LIMIT %(most)s OFFSET %(skip)s
    ) o
)
SELECT a.cells, o.id, c.id, c.reference, c.state, c.offence_title, c.officer_id, coalesce(t.name, ''), o.person_id,
    trim(coalesce(n.given, '') || ' ' || coalesce(n.family, '')), s.state, s.since, s.until, d.kind, o.due_at,
    c.high_risk_abuse, c.domestic_abuse, c.stalking, c.flags && %(child)s::varchar[], c.high_harm, c.vulnerable_victim,
    c.hate, o.same_victim, o.elsewhere,
    e.attempts, e.last_at, e.results[1], e.intelligence, coalesce(e.circulated[1], ''), coalesce(v.reference, '')
FROM counted a LEFT JOIN shown o ON true LEFT JOIN suspect s ON s.id = o.id
LEFT JOIN crime c ON c.id = o.crime_id LEFT JOIN team t ON t.id = c.team_id LEFT JOIN person n ON n.id = o.person_id
LEFT JOIN LATERAL (
    SELECT kind FROM duty WHERE state = 'open' AND kind IN ({kinds}) AND subject_row = o.id ORDER BY due_at, duty.id LIMIT 1
) d ON true
LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE kind = 'sought') AS attempts, max(moment) FILTER (WHERE kind = 'sought') AS last_at,
        array_agg(result ORDER BY moment DESC, id DESC) FILTER (WHERE kind = 'sought') AS results,
        count(*) FILTER (WHERE kind = 'intelligence') AS intelligence,
        array_agg(reference ORDER BY noted_at DESC, id DESC) FILTER (WHERE to_state = 'wanted_circulated') AS circulated
    FROM suspect_event WHERE suspect_id = o.id
) e ON true
LEFT JOIN LATERAL (
    SELECT reference FROM custody_record WHERE suspect_id = o.id AND noted_at >= s.since ORDER BY noted_at DESC, id DESC
    LIMIT 1
) v ON s.state = 'arrested_in_custody'
ORDER BY o.place
"""
#: On the whole force's register whoever stands there once, under one record, stands nowhere else on it.
_ALONE = (
    "CASE WHEN cardinality(o.records) = 1 AND o.person_id NOT IN "
    "(SELECT person_id FROM mine WHERE person_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1) THEN 0 ELSE"
)


def _literals(codes: Iterable[str]) -> str:
    # Named in the statement, so that the index over just these is used.
    return ", ".join(f"'{one}'" for one in sorted(codes))


def _standing(suspect: str) -> str:
    """The condition by which a suspect stands on the register, unless the crime was cancelled."""
    states = _literals(status.value for status in ON_REGISTER)
    return f"{suspect}.state IN ({states}) AND {suspect}.settled_with_id IS NULL"


def _statement(scope: Scope, why: Why | None) -> str:
    # In the order of the index, word for word: PostgreSQL then takes the condition for the index's own, and joins no other
    # index to it, of every duty of these kinds there ever was.
    kinds = ", ".join(f"'{one.value}'" for one in CLOCKS)
    unit, table, name = _UNITS[scope.level]
    by_district, whole = scope.level is Level.DISTRICT or scope.district is not None, scope == Scope()
    running = _RUNNING.format(kinds=kinds, whose="" if whole else "AND subject_row = c.id")
    return ((_ALL if whole else _SOME) + _LISTED + _COUNT + _LIST).format(
        standing=_standing("s"), recorded="c.state <> 'cancelled'",
        district=DISTRICT if by_district else "NULL::bigint", teams=TEAMS if by_district else "",
        # A team's few without reading the whole force's clocks.
        clocks=f"({running})" if whole else f"LATERAL ({running})",
        whose=" ".join(said for part, said in WHOSE.items() if getattr(scope, part) is not None),
        unit=unit, table=table, name=name,
        which=f"AND o.state IN ({_literals(status.value for status, one in WHY_OF.items() if one is why)})" if why else "",
        kinds=kinds, elsewhere=f"{_standing('x')} AND k.state <> 'cancelled'",
        alone=_ALONE if whole else "", end="END" if whole else "",
    )  # fmt: skip


@Question
def read_register(
    scope: Scope, *, at: datetime, why: Why | None = None, most: int = 50, skip: int = 0
) -> Asking[tuple[list[RegisterCell], list[RegisterLine]]]:
    """How many stand on the register, by district, team or officer, by why, by age and by next clock; who, in its order."""
    ages = {f"ages_{n}": limit for n, limit in enumerate(limits_of_ages(at))}
    found = yield written_out(
        _statement(scope, why),
        {
            "at": at, "district": scope.district, "team": scope.team, "officer": scope.officer,
            "child": [Flag.CHILD_SEXUAL_ABUSE.value, Flag.CHILD_SEXUAL_EXPLOITATION.value], **ages,
            "tomorrow": at + timedelta(days=1), "next_week": at + timedelta(days=7),
            "most": most, "skip": skip, "last": most + skip,
        },
    )  # fmt: skip
    cells = [
        RegisterCell(unit=one[0], unit_name=one[1], why=WHY_OF[SuspectStatus(one[2])], age=one[3], clock=one[4], many=one[5])
        for one in json.loads(found[0][0] or "[]")
    ]  # fmt: skip
    return cells, [_line(row[1:]) for row in found if row[1] is not None]


def _line(row: tuple[Any, ...]) -> RegisterLine:
    status = SuspectStatus(row[9])
    return RegisterLine(
        id=row[0], crime_id=row[1], crime=row[2], crime_state=row[3], offence_title=row[4], officer=row[5], team=row[6],
        person_id=row[7], name=row[8], status=status, since=row[10], until=row[11],
        due_kind=DutyKind(row[12]) if row[12] else None,
        facts=ListedSuspect(
            detained=WHY_OF[status] is Why.DETAINED, high_risk=row[14], domestic_abuse=row[15], stalking=row[16],
            child_abuse=row[17], high_harm=row[18], vulnerable=row[19], hate=row[20], same_victim=row[21],
            elsewhere=row[22], due_at=row[13],
        ),
        attempts=row[23], last_attempt_at=row[24], last_result=AttemptResult(row[25]) if row[25] else None,
        intelligence=row[26], circulated_as=row[27], custody=row[28],
    )  # fmt: skip
