"""The nine lists of supervision: how many stand on each, by district, team or officer, and which; counted from records.

Whoever asks counts what they may see. Units stand by name: nothing here is a ranking.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from constabulary.policing.investigation.suspects import OUTSTANDING, SuspectStatus
from constabulary.policing.supervision.lists import LIST_OF_DUTY, SupervisionList
from constabulary.records.queries.together import Asking, Question, written_out
from constabulary.standards.values import value


class Level(StrEnum):
    """What a table of counts has a line for."""

    DISTRICT = "district"
    TEAM = "team"
    OFFICER = "officer"


@value
class Scope:
    """Whose work is asked for: of a district, a team, an officer; of the force when none is named."""

    district: int | None = None
    team: int | None = None
    officer: int | None = None

    @property
    def level(self) -> Level:
        """What its counts are divided by."""
        if self.team is not None or self.officer is not None:
            return Level.OFFICER
        return Level.TEAM if self.district is not None else Level.DISTRICT


@value
class CountedUnit:
    """One line of a table of counts: a district, team or officer, or `None` for what belongs to none."""

    number: int | None
    name: str
    counts: Mapping[SupervisionList, int]

    def count(self, one: SupervisionList) -> int:
        """How many stand on a list."""
        return self.counts.get(one, 0)


@value
class ListedCrime:
    """One line of a list: a crime, since when, whose, and which suspect where it is about one."""

    id: int
    reference: str
    offence_title: str
    state: str
    domestic_abuse: bool
    stalking: bool
    hate: bool
    vulnerable_victim: bool
    high_harm: bool
    officer: int | None
    team: str
    suspect: int | None
    since: datetime


#: Crimes that were open at the moment asked for. Those finalised since are found by when: a trend looks back.
OPEN = """
    SELECT c.id, c.state, c.filed_at, c.officer_id, c.team_id, c.victim_id, c.recorded_at, c.reported_at, c.allocated_at,
        c.high_harm, {district} AS district_id
    FROM crime c {teams} WHERE {which} AND c.recorded_at < %(at)s {whose}
"""
#: Where a crime belongs, asked only when it is asked for: its team's district, and its place's where that has none. In a
#: force without districts no place is looked up.
DISTRICT = """coalesce(t.district_id, CASE WHEN EXISTS (SELECT FROM district)
    THEN (SELECT p.district_id FROM place p WHERE p.id = c.place_id) END)"""
TEAMS = "LEFT JOIN team t ON t.id = c.team_id"
#: Which crimes, each found by an index of its own; all of a force's that are open from one index alone.
WAITING, HELD = "c.state = 'unallocated'", "c.state IN ('allocated', 'investigating', 'outcome_proposed')"
ALL_OPEN = "c.state IN ('unallocated', 'allocated', 'investigating', 'outcome_proposed')"
FINALISED_SINCE = "c.finalised_at >= %(at)s"
#: Whose, where somebody's is asked for.
WHOSE = {
    "district": f"AND {DISTRICT} = %(district)s",
    "team": "AND c.team_id = %(team)s",
    "officer": "AND c.officer_id = %(officer)s",
}
L = SupervisionList
LIST_OF_KIND = "%(duty_lists)s::jsonb ->> kind"
#: What stands on each list now, those of overdue duties together.
STANDING_NOW: dict[tuple[SupervisionList, ...], str] = {
    (L.UNALLOCATED,): """
    SELECT 'unallocated' AS list, o.id, NULL::bigint AS suspect, o.recorded_at AS since, o.high_harm
    FROM open o WHERE o.state = 'unallocated' AND o.filed_at IS NULL AND o.recorded_at < %(unallocated)s
""",
    (L.NO_CONTACT_AGREED,): """
    SELECT 'no-contact-agreed', o.id, NULL, o.recorded_at, o.high_harm FROM open o
    WHERE o.victim_id IS NOT NULL AND o.recorded_at < %(no_contact_agreed)s
      AND NOT EXISTS (SELECT FROM victim_contact v WHERE v.crime_id = o.id AND v.agreed_at < %(at)s)
""",
    (L.NO_PLAN,): """
    SELECT 'no-plan', o.id, NULL, o.allocated_at, o.high_harm FROM open o
    WHERE o.allocated_at < %(no_plan)s AND o.state <> 'unallocated'
      AND NOT EXISTS (SELECT FROM investigation_plan v WHERE v.crime_id = o.id AND v.set_at < %(at)s)
""",
    (L.SUSPECT_OUTSTANDING,): """
    SELECT 'suspect-outstanding', o.id, s.id, CASE WHEN s.state = %(arranged)s THEN s.until ELSE s.since END, o.high_harm
    FROM suspect s JOIN open o ON o.id = s.crime_id
    WHERE (s.state = ANY(%(waiting)s) AND s.since < %(suspect_outstanding)s)
       OR (s.state = %(arranged)s AND s.until < %(suspect_outstanding)s)
""",
    (L.OPEN_LONG,): """
    SELECT 'open-long', o.id, NULL, o.reported_at, o.high_harm FROM open o WHERE o.reported_at < %(open_long)s
""",
    (L.BAIL_EXPIRED,): """
    SELECT 'bail-expired', o.id, s.id, s.until, o.high_harm FROM suspect s JOIN open o ON o.id = s.crime_id
    WHERE s.state = %(bailed)s AND s.until < %(bail_expired)s
""",
    tuple(dict.fromkeys(LIST_OF_DUTY.values())): """
    SELECT d.list, d.crime_id, NULL, d.since, o.high_harm FROM (
        SELECT {list_of} AS list, crime_id, min(due_at) AS since FROM duty
        WHERE state = 'open' AND kind = ANY(%(duty_kinds)s) AND due_at < %(at)s GROUP BY 1, 2
    ) d JOIN open o ON o.id = d.crime_id
""",
}
#: What stood on them then: suspects by their changes, duties by when they were opened and ended.
STOOD_THEN = """
    SELECT 'unallocated' AS list, o.id FROM open o
    WHERE o.recorded_at < %(unallocated)s
      AND (o.allocated_at IS NULL OR o.allocated_at >= %(at)s)
    UNION ALL
    SELECT 'no-contact-agreed', o.id FROM open o
    WHERE o.victim_id IS NOT NULL AND o.recorded_at < %(no_contact_agreed)s
      AND NOT EXISTS (SELECT FROM victim_contact v WHERE v.crime_id = o.id AND v.agreed_at < %(at)s)
    UNION ALL
    SELECT 'no-plan', o.id FROM open o
    WHERE o.allocated_at < %(no_plan)s
      AND NOT EXISTS (SELECT FROM investigation_plan v WHERE v.crime_id = o.id AND v.set_at < %(at)s)
    UNION ALL
    SELECT CASE WHEN e.to_state = %(bailed)s THEN 'bail-expired' ELSE 'suspect-outstanding' END, o.id
    FROM suspect s JOIN open o ON o.id = s.crime_id
    CROSS JOIN LATERAL (SELECT to_state, noted_at, moment FROM suspect_event WHERE suspect_id = s.id
        AND noted_at < %(at)s AND to_state <> '' ORDER BY noted_at DESC, id DESC LIMIT 1) e
    WHERE (e.to_state = ANY(%(waiting)s) AND e.noted_at < %(suspect_outstanding)s)
       OR (e.to_state = %(arranged)s AND e.moment < %(suspect_outstanding)s)
       OR (e.to_state = %(bailed)s AND e.moment < %(bail_expired)s)
    UNION ALL
    SELECT 'open-long', o.id FROM open o WHERE o.reported_at < %(open_long)s
    UNION ALL
    SELECT DISTINCT %(duty_lists)s::jsonb ->> d.kind, d.crime_id FROM duty d JOIN open o ON o.id = d.crime_id
    WHERE d.kind = ANY(%(duty_kinds)s) AND d.opened_at < %(at)s AND d.due_at < %(at)s
      AND (d.state = 'open' OR d.ended_at >= %(at)s)
"""
_UNITS = {
    Level.DISTRICT: ("o.district_id", "LEFT JOIN district u ON u.id = n.unit", "coalesce(u.name, '')"),
    Level.TEAM: ("o.team_id", "LEFT JOIN team u ON u.id = n.unit", "coalesce(u.name, '')"),
    Level.OFFICER: (
        "o.officer_id", "LEFT JOIN officer u ON u.id = n.unit", "coalesce(u.name || ' ' || u.collar_number, '')",
    ),
}  # fmt: skip


def _values(
    scope: Scope, limits: Mapping[SupervisionList, datetime], at: datetime, wanted: SupervisionList | None = None
) -> dict[str, Any]:
    pairs = ", ".join(f'"{kind.value}": "{one.value}"' for kind, one in LIST_OF_DUTY.items())
    return {
        "at": at, "district": scope.district, "team": scope.team, "officer": scope.officer,
        "waiting": [one.value for one in OUTSTANDING], "arranged": SuspectStatus.VOLUNTARY_ATTENDANCE_ARRANGED.value,
        "bailed": SuspectStatus.BAILED_PRE_CHARGE.value, "duty_kinds": [kind.value for kind, one in LIST_OF_DUTY.items() if wanted in {None, one}],
        "duty_lists": f"{{{pairs}}}", **{one.value.replace("-", "_"): limit for one, limit in limits.items()},
    }  # fmt: skip


def _open(scope: Scope, *, by_unit: bool, finalised: bool = False) -> str:
    # An officer's few by their own index; a force's from the one that holds whatever is open.
    which = [WAITING, HELD] if scope.officer is not None else [ALL_OPEN]
    whose = " ".join(said for part, said in WHOSE.items() if getattr(scope, part) is not None)
    by_district = scope.district is not None or (by_unit and scope.level is Level.DISTRICT)
    district, teams = (DISTRICT, TEAMS) if by_district else ("NULL::bigint", "")
    # Counted, it is read by every list; of one list alone only what that asks for.
    return f"WITH open AS {'MATERIALIZED' if by_unit else ''} (" + " UNION ALL ".join(
        OPEN.format(which=one, whose=whose, district=district, teams=teams)
        for one in [*which, *([FINALISED_SINCE] if finalised else [])]
    ) + ")"  # fmt: skip


def _standing(*wanted: SupervisionList) -> str:
    parts = [part for lists, part in STANDING_NOW.items() if not wanted or set(wanted) & set(lists)]
    # One list has one name; it is not to be looked up for each of its duties.
    together = " UNION ALL ".join(parts).replace("{list_of}", "%(list)s::text" if wanted else LIST_OF_KIND)
    return f"standing (list, id, suspect, since, high_harm) AS ({together})"


@Question
def count_lists(scope: Scope, *, limits: Mapping[SupervisionList, datetime], at: datetime) -> Asking[list[CountedUnit]]:
    """How many stand on each list now, divided by district, team or officer; those by name, what belongs to none last."""
    unit, joined, name = _UNITS[scope.level]
    found = yield written_out(
        f"{_open(scope, by_unit=True)}, {_standing()}, "
        f"n AS (SELECT {unit} AS unit, s.list, count(*) AS many FROM standing s JOIN open o ON o.id = s.id GROUP BY 1, 2) "
        f"SELECT n.unit, {name}, jsonb_object_agg(n.list, n.many)::text FROM n {joined} GROUP BY 1, 2 "
        "ORDER BY n.unit IS NULL, 2, 1",
        _values(scope, limits, at),
    )
    # Django leaves jsonb from a cursor of one's own as text.
    return [
        CountedUnit(
            number=row[0], name=row[1], counts={SupervisionList(one): many for one, many in json.loads(row[2]).items()}
        )
        for row in found
    ]


@Question
def count_lists_then(
    scope: Scope, *, limits: Mapping[SupervisionList, datetime], at: datetime
) -> Asking[dict[SupervisionList, int]]:
    """How many stood on each list at a past moment. A crime reopened since counts as open all the while."""
    found = yield written_out(
        f"{_open(scope, by_unit=True, finalised=True)}, stood AS ({STOOD_THEN}) "
        "SELECT list, count(*) FROM stood GROUP BY 1",
        _values(scope, limits, at),
    )
    return {SupervisionList(row[0]): row[1] for row in found}


@Question
def crimes_on_list(
    wanted: SupervisionList,
    scope: Scope,
    *,
    limits: Mapping[SupervisionList, datetime],
    at: datetime,
    most: int = 50,
    skip: int = 0,
) -> Asking[list[ListedCrime]]:
    """What stands on a list: high harm first, then what has waited longest."""
    found = yield written_out(
        f"{_open(scope, by_unit=False)}, {_standing(wanted)} "
        "SELECT c.id, c.reference, c.offence_title, c.state, c.domestic_abuse, c.stalking, c.hate, c.vulnerable_victim, "
        "c.high_harm, c.officer_id, coalesce(t.name, ''), s.suspect, s.since "
        "FROM (SELECT * FROM standing WHERE list = %(list)s "
        "ORDER BY high_harm DESC, since, id, suspect LIMIT %(most)s OFFSET %(skip)s) s "
        "JOIN crime c ON c.id = s.id LEFT JOIN team t ON t.id = c.team_id "
        "ORDER BY s.high_harm DESC, s.since, s.id, s.suspect",
        {**_values(scope, limits, at, wanted), "list": wanted.value, "most": most, "skip": skip},
    )
    return [ListedCrime(**dict(zip(ListedCrime.__dataclass_fields__, row, strict=True))) for row in found]
