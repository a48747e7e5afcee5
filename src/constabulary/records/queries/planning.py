"""Scenarios and their runs, and what the records say of the online investigation team."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from constabulary.standards.values import value

#: The first half of the advisory locks of runs; the second is a hash of the run's number.
RUN_LOCKS = 0x5CE
ONLINE = "online_investigation"


@value
class ScenarioView:
    """A scenario as it was saved; `told` says in words what was changed of the one it was made from, `learned` what the records
    taught where it was learned from them."""

    id: int
    name: str
    origin: str
    text: str
    changes: Mapping[str, Any]
    told: tuple[str, ...]
    made_from: int | None
    made_at: datetime
    made_by: int
    learned: Mapping[str, Any]


@value
class RunView:
    """A run: where it stands, how far it is, and its figures when it is done (only when asked for one run)."""

    id: int
    scenario: int
    name: str
    kind: str
    question: Mapping[str, Any]
    state: str
    seed: int
    replications: int
    begun: int
    edition: str
    result: Mapping[str, Any] | None
    digest: str
    said: str
    asked_at: datetime
    asked_by: int
    began_at: datetime | None
    ended_at: datetime | None
    played: int
    most: int
    is_compiling: bool
    noted_at: datetime | None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state not in {"asked", "running"}


SCENARIO = "SELECT s.id, s.name, s.origin, s.text, s.changes::text, s.told::text, s.made_from_id, s.made_at, s.made_by_id, s.learned::text FROM scenario s"
RUN = """
    SELECT r.id, r.scenario_id, s.name, r.kind, r.question::text, r.state, r.seed, r.replications, r.begun, r.edition, {result}, r.digest, r.said,
        r.asked_at, r.asked_by_id, r.began_at, r.ended_at, coalesce(p.played, 0), coalesce(p.most, 0),
        coalesce(p.is_compiling, false), p.noted_at
    FROM scenario_run r JOIN scenario s ON s.id = r.scenario_id LEFT JOIN run_progress p ON p.run_id = r.id
"""
WITHOUT, WITH = RUN.format(result="NULL"), RUN.format(result="r.result::text")


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _scenario(row: tuple[Any, ...]) -> ScenarioView:
    return ScenarioView(
        id=row[0], name=row[1], origin=row[2], text=row[3], changes=json.loads(row[4]), told=tuple(json.loads(row[5])),
        made_from=row[6], made_at=row[7], made_by=row[8], learned=json.loads(row[9]),
    )  # fmt: skip


def _run(row: tuple[Any, ...]) -> RunView:
    fields = dict(zip(RunView.__dataclass_fields__, row, strict=True))
    fields |= {"question": json.loads(fields["question"]), "result": json.loads(fields["result"] or "{}") or None}
    return RunView(**fields)


def scenarios(*, most: int, skip: int = 0) -> list[ScenarioView]:
    """The scenarios, newest first."""
    return [
        _scenario(row)
        for row in _rows(f"{SCENARIO} ORDER BY s.made_at DESC, s.id DESC LIMIT %s OFFSET %s", [most, skip])
    ]


def scenario_by_id(scenario: int) -> ScenarioView | None:
    """One scenario."""
    found = _rows(f"{SCENARIO} WHERE s.id = %s", [scenario])
    return _scenario(found[0]) if found else None


def newest_learned() -> ScenarioView | None:
    """The scenario of the way of crimes that was learned last; what was made from one with changes is none."""
    found = _rows(
        f"{SCENARIO} WHERE s.learned <> '{{}}'::jsonb AND s.origin = 'chain' AND s.made_from_id IS NULL ORDER BY s.made_at DESC, s.id DESC LIMIT 1",
        [],
    )
    return _scenario(found[0]) if found else None


def runs_latest(*, most: int, skip: int = 0) -> list[RunView]:
    """The runs without their figures, newest first."""
    return [
        _run(row) for row in _rows(f"{WITHOUT} ORDER BY r.asked_at DESC, r.id DESC LIMIT %s OFFSET %s", [most, skip])
    ]


def runs_of(scenario: int) -> list[RunView]:
    """The runs of a scenario without their figures, newest first."""
    found = _rows(f"{WITHOUT} WHERE r.scenario_id = %s ORDER BY r.asked_at DESC, r.id DESC", [scenario])
    return [_run(row) for row in found]


def run_by_id(run: int) -> RunView | None:
    """One run with its figures."""
    found = _rows(f"{WITH} WHERE r.id = %s", [run])
    return _run(found[0]) if found else None


def newest_done_run(scenario: int) -> RunView | None:
    """The newest run of a scenario that was played to its end, with its figures."""
    found = _rows(
        f"{WITH} WHERE r.scenario_id = %s AND r.state = 'done' AND r.kind = 'play' ORDER BY r.ended_at DESC, r.id DESC LIMIT 1",
        [scenario],
    )
    return _run(found[0]) if found else None


def runs_done_like(run: RunView) -> list[RunView]:
    """The other runs that it can be compared with, without their figures: done with the same seed and the same days, with a
    figure in common; those of the scenarios that it came from and that came from it first, then the newest."""
    result = run.result or {}
    found = _rows(
        f"{WITHOUT} WHERE r.state = 'done' AND r.kind = 'play' AND r.seed = %s AND r.edition = %s AND r.id <> %s "
        "AND (r.result ->> 'days')::float = %s AND r.result -> 'figures' ?| %s::text[] "
        "ORDER BY (s.id = %s OR s.made_from_id = %s OR s.id = (SELECT made_from_id FROM scenario WHERE id = %s) "
        "OR s.made_from_id = (SELECT made_from_id FROM scenario WHERE id = %s)) IS TRUE DESC, r.ended_at DESC, r.id DESC LIMIT 50",
        [run.seed, run.edition, run.id, result.get("days"), list(result.get("figures", ())), *[run.scenario] * 4],
    )
    return [_run(row) for row in found]


def runs_waiting() -> list[int]:
    """The runs that are asked for or being played, the longest waiting first."""
    found = _rows("SELECT id FROM scenario_run WHERE state IN ('asked', 'running') ORDER BY asked_at, id", [])
    return [row[0] for row in found]


def try_hold_run(run: int) -> bool:
    """Hold a run against other workers for as long as this connection lasts; false where another holds it."""
    return bool(_rows("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [RUN_LOCKS, str(run)])[0][0])


def let_go_of_run(run: int) -> None:
    """Hold it no longer."""
    _rows("SELECT pg_advisory_unlock(%s, hashtext(%s))", [RUN_LOCKS, str(run)])


def online_team(at: datetime) -> tuple[list[float], int, int]:
    """Of the online investigation team: the ages in days of its open crimes, its crimes of twelve months, its investigators.

    Counts what whoever asks may see.
    """
    ages = _rows(
        "SELECT extract(epoch FROM %s - c.recorded_at) / 86400 FROM crime c JOIN team t ON t.id = c.team_id "
        "WHERE t.kind = %s AND c.recorded_at <= %s AND coalesce(CASE c.state WHEN 'finalised' THEN c.finalised_at "
        "WHEN 'cancelled' THEN c.cancelled_at END > %s, true) ORDER BY c.recorded_at",
        [at, ONLINE, at, at],
    )
    came = _rows(
        "SELECT count(*) FROM crime c JOIN team t ON t.id = c.team_id "
        "WHERE t.kind = %s AND c.recorded_at > %s - interval '365 days' AND c.recorded_at <= %s",
        [ONLINE, at, at],
    )
    there = _rows(
        "SELECT count(DISTINCT o.id) FROM officer o JOIN team t ON t.id = o.team_id JOIN role_grant g ON g.holder_id = o.id "
        "WHERE t.kind = %s AND o.is_active AND g.role = 'polit' AND g.ended_at IS NULL",
        [ONLINE],
    )
    # In whole days: to the minute, an age would tell when each crime was recorded.
    return [float(round(row[0])) for row in ages], int(came[0][0]), int(there[0][0])
