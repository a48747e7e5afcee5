"""How crimes and reports left the work in two windows that follow on each other: counted by way, offence and unit.

Whoever asks counts what they may see. Nothing here names anybody but the officers whose work it is, for the lists.
"""

from datetime import datetime
from typing import Any

from constabulary.policing.inspection.displacement import N100, NOT_RECORDED, OPEN_LONG, RECLASSIFIED, Family
from constabulary.policing.investigation.evidence_led import Conclusion
from constabulary.policing.recording.oversight import Finding
from constabulary.records.queries.supervision import Level, Scope
from constabulary.records.queries.together import Asked, Asking, Question, written_out
from constabulary.standards.values import value


@value
class Windows:
    """Two windows that follow on each other: from `start` to `since`, and from there to `until`."""

    start: datetime
    since: datetime
    until: datetime
    #: Reported before these moments, a crime open at the end of either window counts as open for long.
    long_then: datetime
    long_now: datetime


@value
class WayCell:
    """How many of one family, window, offence and unit went one way; `way` is a code, empty where none was taken.

    Of ends in which the victim does not support, `asked` had the evidence-led question decided before.
    """

    family: Family
    later: bool
    way: str
    offence: str
    domestic_abuse: bool
    unit: int | None
    unit_name: str
    many: int
    asked: int


@value
class WayLine:
    """One record behind a count: a crime, or a report by its incident."""

    id: int
    reference: str
    is_crime: bool
    title: str
    domestic_abuse: bool
    team: str
    at: datetime


_UNIT = {
    Level.DISTRICT: ("coalesce(t.district_id, p.district_id)", "district", "u.name"),
    Level.TEAM: ("c.team_id", "team", "u.name"),
    Level.OFFICER: ("c.team_id", "team", "u.name"),
}
_WHOSE = {
    "district": "AND coalesce(t.district_id, p.district_id) = %(district)s",
    "team": "AND c.team_id = %(team)s",
}
_OF_CRIME = "LEFT JOIN team t ON t.id = c.team_id LEFT JOIN place p ON p.id = c.place_id"
#: Each family as rows of (family, moment or later, way, crime or incident).
_ENDED = """
    SELECT 'ended' AS family, o.decided_at >= %(since)s AS later, o.outcome_type AS way, c.offence_category AS offence,
        c.domestic_abuse AS abuse, {unit} AS unit, c.id, c.reference, true AS is_crime, c.offence_title AS title,
        o.decided_at AS at, coalesce(t.name, '') AS team,
        o.outcome_type IN ('14', '16') AND EXISTS (
            SELECT FROM evidence_led_decision e WHERE e.crime_id = c.id AND e.decided_at < o.decided_at
        ) AS asked
    FROM outcome o JOIN crime c ON c.id = o.crime_id {joins}
    WHERE o.state IN ('approved', 'overtaken') AND o.decided_at >= %(start)s AND o.decided_at < %(until)s {whose}
    UNION ALL
    SELECT 'ended', a.decided_at >= %(since)s, a.listed_as, c.offence_category, c.domestic_abuse, {unit}, c.id,
        c.reference, true, c.offence_title, a.decided_at, coalesce(t.name, ''), false
    FROM cancellation a JOIN crime c ON c.id = a.crime_id {joins}
    WHERE a.state = 'decided' AND a.decided_at >= %(start)s AND a.decided_at < %(until)s {whose}
"""
_RECORDED = """
    SELECT 'recorded' AS family, c.recorded_at >= %(since)s AS later, CASE WHEN EXISTS (
            SELECT FROM crime_classification k WHERE k.crime_id = c.id AND k.classified_at > c.recorded_at
              AND k.classified_at < CASE WHEN c.recorded_at >= %(since)s THEN %(until)s ELSE %(since)s END
        ) THEN 'reclassified' ELSE '' END AS way, c.offence_category AS offence, c.domestic_abuse AS abuse,
        {unit} AS unit, c.id, c.reference, true AS is_crime, c.offence_title AS title, c.recorded_at AS at,
        coalesce(t.name, '') AS team, false AS asked
    FROM crime c {joins} WHERE c.recorded_at >= %(start)s AND c.recorded_at < %(until)s {whose}
"""
#: A report belongs to the district of its incident and to no team: whoever decided it may stand outside all of them.
_REPORTED = """
    SELECT 'reported' AS family, r.decided_at >= %(since)s AS later, CASE WHEN r.result = 'record' THEN ''
            WHEN r.incident_code LIKE '100/%%' THEN 'n100' ELSE 'not-recorded' END AS way, i.category AS offence,
        i.domestic_abuse AS abuse, {unit} AS unit, i.id, i.reference, false AS is_crime, i.summary AS title,
        r.decided_at AS at, '' AS team, false AS asked
    FROM recording_decision r JOIN incident i ON i.id = r.incident_id LEFT JOIN place p ON p.id = i.place_id
    WHERE r.decided_at >= %(start)s AND r.decided_at < %(until)s {whose}
"""
_OPEN_AT = """
    SELECT 'open' AS family, {later} AS later, CASE WHEN c.reported_at < {long} THEN 'open-long' ELSE '' END AS way,
        c.offence_category AS offence, c.domestic_abuse AS abuse, {{unit}} AS unit, c.id, c.reference,
        true AS is_crime, c.offence_title AS title, c.reported_at AS at, coalesce(t.name, '') AS team, false AS asked
    FROM ({crimes}) open JOIN crime c ON c.id = open.id {{joins}} WHERE c.recorded_at < {moment} {{whose}}
"""
_HELD = "SELECT id FROM crime WHERE state IN ('allocated', 'investigating', 'outcome_proposed') UNION ALL SELECT id FROM crime WHERE state = 'unallocated'"
_ENDED_SINCE = (
    "SELECT id FROM crime WHERE finalised_at >= {moment} UNION "
    "SELECT crime_id FROM cancellation WHERE state = 'decided' AND decided_at >= {moment}"
)


def _open_at(moment: str, long: str, later: str) -> str:
    crimes = f"{_HELD} UNION {_ENDED_SINCE.format(moment=moment)}"
    return _OPEN_AT.format(later=later, long=long, crimes=crimes, moment=moment)


_OPEN = f"{_open_at('%(since)s', '%(long_then)s', 'false')} UNION ALL {_open_at('%(until)s', '%(long_now)s', 'true')}"
_FAMILIES = {Family.ENDED: _ENDED, Family.RECORDED: _RECORDED, Family.REPORTED: _REPORTED, Family.OPEN: _OPEN}
FAMILY_OF = {
    RECLASSIFIED: Family.RECORDED, N100: Family.REPORTED, NOT_RECORDED: Family.REPORTED, OPEN_LONG: Family.OPEN,
}  # fmt: skip


def _rows(family: Family, scope: Scope) -> str:
    whose = " ".join(said for part, said in _WHOSE.items() if getattr(scope, part) is not None)
    unit = _UNIT[scope.level][0]
    if family is Family.REPORTED:
        unit = "p.district_id" if scope.level is Level.DISTRICT else "NULL::bigint"
        whose = "AND p.district_id = %(district)s" if scope.district is not None else ""
        if scope.team is not None:
            whose = "AND false"
    return _FAMILIES[family].format(unit=unit, joins=_OF_CRIME, whose=whose)


def _asked(statement: str, scope: Scope, windows: Windows, **values: Any) -> Asked:
    given = {name: getattr(windows, name) for name in Windows.__dataclass_fields__}
    return written_out(statement, {**given, "district": scope.district, "team": scope.team, **values})


@Question
def count_ways(scope: Scope, windows: Windows, families: tuple[Family, ...] = tuple(Family)) -> Asking[list[WayCell]]:
    """Every family, or these, counted by window, way, offence, domestic abuse and unit."""
    _, table, name = _UNIT[scope.level]
    rows = " UNION ALL ".join(
        f"SELECT family, later, way, offence, abuse, unit, asked FROM ({_rows(one, scope)}) {one.value}_rows"
        for one in families
    )
    found = yield _asked(
        f"WITH n AS (SELECT family, later, way, offence, abuse, unit, count(*) AS many, count(*) FILTER (WHERE asked) "
        f"AS asked FROM ({rows}) r GROUP BY 1, 2, 3, 4, 5, 6) SELECT n.family, n.later, n.way, n.offence, n.abuse, "
        f"n.unit, coalesce({name}, ''), n.many, n.asked FROM n LEFT JOIN {table} u ON u.id = n.unit",
        scope, windows,
    )  # fmt: skip
    return [
        WayCell(
            family=Family(row[0]), later=row[1], way=row[2], offence=row[3], domestic_abuse=row[4], unit=row[5],
            unit_name=row[6], many=row[7], asked=row[8],
        )
        for row in found
    ]  # fmt: skip


@Question
def days_open(scope: Scope, windows: Windows, outcomes: tuple[str, ...]) -> Asking[dict[bool, float]]:
    """The median of the days from recording to the decision, of these outcomes, in the earlier and the later window."""
    found = yield _asked(
        f"SELECT r.later, percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM r.at - c.recorded_at)) / 86400 "
        f"FROM ({_rows(Family.ENDED, scope)}) r JOIN crime c ON c.id = r.id WHERE r.way = ANY(%(outcomes)s) GROUP BY 1",
        scope, windows, outcomes=list(outcomes),
    )  # fmt: skip
    return {row[0]: float(row[1]) for row in found}


@Question
def records_of_way(
    family: Family,
    ways: tuple[str, ...],
    scope: Scope,
    windows: Windows,
    *,
    later: bool,
    others: bool,
    most: int,
    skip: int,
) -> Asking[list[WayLine]]:
    """The records behind one way in one window, newest first; `others`: those that went none of these ways."""
    which = "NOT (r.way = ANY(%(ways)s))" if others else "r.way = ANY(%(ways)s)"
    found = yield _asked(
        f"SELECT r.id, r.reference, r.is_crime, r.title, r.abuse, r.team, r.at FROM ({_rows(family, scope)}) r "
        f"WHERE r.later = %(later)s AND {which} ORDER BY r.at DESC, r.id LIMIT %(most)s OFFSET %(skip)s",
        scope, windows, ways=list(ways), later=later, most=most, skip=skip,
    )  # fmt: skip
    return [WayLine(**dict(zip(WayLine.__dataclass_fields__, row, strict=True))) for row in found]


@value
class Overturned:
    """How many requests of a unit were refused, and how many decisions on them were overturned, in the later window.

    `asked_to_end` are evidence-led questions decided that were answered with ending the case; of those `went_on`.
    """

    unit: int | None
    name: str
    decided: int
    refused: int
    reopened: int
    found_wrong: int
    cancellations_refused: int
    asked_to_end: int
    went_on: int


@Question
def count_overturned(scope: Scope, windows: Windows) -> Asking[list[Overturned]]:
    """What was refused and overturned, by unit: outcomes, cancellations, and asking to end a case without the victim."""
    unit, table, name = _UNIT[scope.level]
    whose = " ".join(said for part, said in _WHOSE.items() if getattr(scope, part) is not None)
    found = yield _asked(
        f"WITH r AS (SELECT {unit} AS unit, o.state AS what FROM outcome o JOIN crime c ON c.id = o.crime_id {_OF_CRIME} "
        f"WHERE o.decided_at >= %(since)s AND o.decided_at < %(until)s {whose} UNION ALL "
        f"SELECT {unit}, 'reopened' FROM outcome o JOIN crime c ON c.id = o.crime_id {_OF_CRIME} "
        f"WHERE o.overtaken_at >= %(since)s AND o.overtaken_at < %(until)s {whose} UNION ALL "
        f"SELECT {unit}, 'found_wrong' FROM oversight v JOIN outcome o ON o.id = v.outcome_id "
        f"JOIN crime c ON c.id = o.crime_id {_OF_CRIME} WHERE v.finding = '{Finding.WRONG.value}' "
        f"AND v.overseen_at >= %(since)s AND v.overseen_at < %(until)s {whose} UNION ALL "
        f"SELECT {unit}, 'cancellation_' || a.state FROM cancellation a JOIN crime c ON c.id = a.crime_id {_OF_CRIME} "
        f"WHERE a.decided_at >= %(since)s AND a.decided_at < %(until)s {whose} UNION ALL "
        f"SELECT {unit}, CASE WHEN e.conclusion = ANY(%(ends)s) THEN 'ended' ELSE 'went_on' END "
        "FROM evidence_led_decision e JOIN evidence_led_consideration q ON q.id = e.consideration_id "
        f"JOIN crime c ON c.id = e.crime_id {_OF_CRIME} WHERE q.recommendation = ANY(%(ends)s) "
        f"AND e.decided_at >= %(since)s AND e.decided_at < %(until)s {whose}) "
        f"SELECT r.unit, coalesce({name}, ''), "
        "count(*) FILTER (WHERE what NOT IN ('reopened', 'found_wrong', 'ended', 'went_on')), "
        "count(*) FILTER (WHERE what = 'refused'), count(*) FILTER (WHERE what = 'reopened'), "
        "count(*) FILTER (WHERE what = 'found_wrong'), "
        "count(*) FILTER (WHERE what = 'cancellation_refused'), count(*) FILTER (WHERE what IN ('ended', 'went_on')), "
        f"count(*) FILTER (WHERE what = 'went_on') FROM r LEFT JOIN {table} u ON u.id = r.unit "
        "GROUP BY 1, 2 ORDER BY r.unit IS NULL, 2, 1",
        scope, windows, ends=[one.value for one in Conclusion if one.ends_the_case],
    )  # fmt: skip
    return [Overturned(**dict(zip(Overturned.__dataclass_fields__, row, strict=True))) for row in found]
