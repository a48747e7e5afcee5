"""A force written as another system would stage it: every row by its reference there, with what it tells of itself."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from random import Random
from typing import Any

from django.db import connection

from constabulary.access.ranks import Rank
from constabulary.casework.takeover.lists import NOT_A_TASK
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.standards.calendar import local_day
from tests.factories.staging import Rows

TASKS = sorted(one.value for one in DutyKind if one not in NOT_A_TASK)
STATEMENTS = {
    "officers": """
        SELECT 'O' || o.id AS reference, 'M' || o.collar_number AS collar_number, o.name, o.rank,
            (SELECT string_agg(g.role, ';') FROM role_grant g WHERE g.holder_id = o.id AND g.ended_at IS NULL) AS roles,
            t.name AS team, o.pip_level
        FROM officer o LEFT JOIN team t ON t.id = o.team_id WHERE NOT o.is_system ORDER BY o.id
    """,
    "people": """
        SELECT 'P' || p.id AS reference, p.given, p.family, p.born_on, p.sex,
            (SELECT c.value FROM contact_point c WHERE c.person_id = p.id AND c.kind = 'telephone' AND NOT c.shared LIMIT 1)
                AS telephone,
            l.line AS address_line, l.locality AS address_locality, l.postcode AS address_postcode
        FROM person p LEFT JOIN LATERAL (
            SELECT x.line, x.locality, x.postcode FROM person_address a JOIN place x ON x.id = a.place_id
            WHERE a.person_id = p.id ORDER BY a.id LIMIT 1) l ON true
        WHERE p.given <> '' OR p.family <> '' ORDER BY p.id
    """,
    "incidents": """
        SELECT i.reference, CASE WHEN i.state = 'closed' THEN 'closed' ELSE 'open' END AS status, i.desk, i.grade,
            i.reported_at, i.category, i.summary, i.domestic_abuse, i.stalking, i.hate, i.vulnerable, i.closed_at,
            i.closing_rationale AS closing_words
        FROM incident i ORDER BY i.id
    """,
    "crimes": """
        SELECT c.reference, i.reference AS incident,
            CASE WHEN c.state <> 'outcome_proposed' THEN c.state WHEN c.officer_id IS NULL THEN 'unallocated'
                 WHEN p.summary <> '' THEN 'investigating' ELSE 'allocated' END AS status,
            c.offence_key AS offence, c.offence_code, c.offence_category, c.summary, c.occurred_from, c.occurred_to,
            c.reported_at, c.recorded_at, 'P' || c.victim_id AS victim, 'O' || c.officer_id AS officer, c.allocated_at,
            p.summary AS plan, CASE WHEN c.state = 'finalised' THEN c.outcome END AS outcome, c.finalised_at,
            'O' || c.finalised_by_id AS finalised_by, c.cancellation_code AS cancellation, c.cancelled_at,
            c.domestic_abuse, c.stalking, c.hate, c.vulnerable_victim
        FROM crime c JOIN incident i ON i.id = c.incident_id LEFT JOIN investigation_plan p ON p.crime_id = c.id
        ORDER BY c.id
    """,
    "suspects": """
        SELECT 'S' || s.id AS reference, c.reference AS crime, 'P' || s.person_id AS person, s.state AS status, s.since,
            s.until, s.interviewed_at, s.description
        FROM suspect s JOIN crime c ON c.id = s.crime_id ORDER BY s.id
    """,
    "bail": """
        SELECT 'B' || s.id AS reference, 'S' || s.id AS suspect, s.since AS arrested_at, s.since AS released_at,
            s.until AS ends_at
        FROM suspect s WHERE s.state = 'bailed_pre_charge' ORDER BY s.id
    """,
    "warnings": """
        SELECT 'W' || w.id AS reference, 'P' || w.person_id AS person, w.kind, w.grounds, w.made_at, w.review_on
        FROM warning w WHERE w.person_id IS NOT NULL AND w.ended_at IS NULL ORDER BY w.id
    """,
    "tasks": """
        SELECT 'T' || d.id AS reference, d.kind, c.reference AS crime,
            CASE WHEN d.crime_id IS NULL THEN i.reference END AS incident,
            CASE WHEN s.id IS NOT NULL THEN 'S' || s.id END AS suspect, 'O' || d.owner_id AS officer, d.desk, d.opened_at,
            d.due_at, l.action AS words
        FROM duty d LEFT JOIN crime c ON c.id = d.crime_id LEFT JOIN incident i ON i.id = d.incident_id
        LEFT JOIN suspect s ON s.id = d.subject_row AND s.crime_id = c.id
        LEFT JOIN line_of_enquiry l ON l.id = d.subject_row
        WHERE d.state = 'open' AND d.kind = ANY(%(tasks)s) AND (c.id IS NOT NULL OR i.id IS NOT NULL) ORDER BY d.id
    """,
}
#: What each table tells of its rows: field of the control file, and the column or table's column it is taken from.
TELLS: dict[str, dict[str, str]] = {
    "officers": {"code": "rank", "words": "name"},
    "people": {"moment": "born_on"},
    "incidents": {"status": "status", "moment": "reported_at", "code": "category"},
    "crimes": {"status": "status", "moment": "recorded_at", "code": "offence_code", "owner": "officer"},
    "suspects": {"status": "status", "moment": "since", "of": "crime"},
    "bail": {"moment": "ends_at", "of": "suspect"},
    "warnings": {"code": "kind", "moment": "review_on", "of": "person"},
    "tasks": {"code": "kind", "moment": "due_at", "owner": "officer"},
}


def export_force() -> dict[str, Rows]:
    """Every table of the force that whoever asks may see, as text."""
    made: dict[str, Rows] = {}
    for table, statement in STATEMENTS.items():
        with connection.cursor() as cursor:
            cursor.execute(statement, {"tasks": TASKS})
            names = [one.name for one in cursor.description or ()]
            made[table] = [
                {name: _written(table, name, said) for name, said in zip(names, row, strict=True)}
                for row in cursor.fetchall()
            ]
    return made


def _written(table: str, name: str, said: Any) -> str:
    if said is None:
        return ""
    if table == "officers" and name == "rank":
        return Rank(said).name.lower()
    if isinstance(said, bool):
        return "yes" if said else "no"
    return said.isoformat() if isinstance(said, date | datetime) else str(said)


def told_of(tables: dict[str, Rows]) -> dict[str, Rows]:
    """What the old system tells of these rows: each reference with what it says, and the figures."""
    references = [
        {"table": table, "reference": row["reference"], **_tells(table, row)} for table, rows in tables.items() for row in rows
    ]  # fmt: skip
    figures = [
        {"measure": key[0], "key_1": key[1], "key_2": key[2], "key_3": key[3], "count": count}
        for key, count in sorted(_figures(tables).items())
    ]
    return {"control_references": references, "control_figures": figures}


def _tells(table: str, row: dict[str, object]) -> dict[str, object]:
    told = {field: row[column] for field, column in TELLS[table].items()}
    if table == "people":
        told["words"] = f"{row['given']} {row['family']}"
    if table == "crimes":
        told["result"] = row["cancellation"] or row["outcome"]
    if table == "tasks":
        told |= {"of": row["crime"] or row["incident"], "status": "open"}
    return told


def _figures(tables: dict[str, Rows]) -> Counter[tuple[str, str, str, str]]:
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for table, rows in tables.items():
        for row in rows:
            if table == "tasks":
                counts["tasks", str(row["kind"]), str(row["officer"]), ""] += 1
                continue
            counts["records", table, str(row.get("status", "")), ""] += 1
            if table == "warnings":
                counts["warnings", str(row["kind"]), "", ""] += 1
            if table == "crimes" and row["status"] != "cancelled":
                month = local_day(datetime.fromisoformat(str(row["recorded_at"]))).isoformat()[:7]
                counts["monthly_return", month, str(row["offence_category"]), str(row["outcome"])] += 1
    return counts


def without_told(tables: dict[str, Rows]) -> dict[str, Rows]:
    """The rows as they are staged: without what is only told."""
    return {
        table: [{name: said for name, said in row.items() if name not in {"offence_code", "offence_category"}} for row in rows]
        for table, rows in tables.items()
    }  # fmt: skip


Planted = tuple[str, str, str]


def plant_losses(tables: dict[str, Rows], *, chance: Random, share: float) -> list[Planted]:
    """Lose, change and double a share of the rows; (what was done, table, reference) of each."""
    planted: list[Planted] = []
    for table, rows in tables.items():
        for row in list(rows):
            if chance.random() >= share:
                continue
            # What has been done least so far, so that each is done often.
            before = Counter(done for done, _, _ in planted)
            ways = list(_ways(table, row, chance))
            chance.shuffle(ways)
            done, after = min(ways, key=lambda one: before[one[0]])
            place = rows.index(row)
            rows[place : place + 1] = after
            planted.append((done, table, str(after[-1]["reference"] if done == "doubled" else row["reference"])))
    return planted


def _ways(table: str, row: dict[str, object], chance: Random) -> Iterator[tuple[str, Rows]]:
    yield "lost", []
    if table != "officers":
        yield "doubled", [row, {**row, "reference": f"{row['reference']}-again"}]
    if table == "crimes" and row["status"] == "unallocated":
        yield "status", [{**row, "status": "cancelled", "cancellation": "C1", "cancelled_at": row["recorded_at"]}]
    if table == "crimes" and row["status"] in {"allocated", "investigating"}:
        yield "status", [{**row, "status": "unallocated"}]
    if table == "suspects" and row["status"] == "named_not_arrested":
        yield "status", [{**row, "status": "no_further_action"}]
    if table == "tasks":
        yield "date", [{**row, "due_at": f"{int(str(row['due_at'])[:4]) + 4}{str(row['due_at'])[4:]}"}]
    if table == "crimes":
        yield "date", [{**row, "recorded_at": row["reported_at"]}] if row["recorded_at"] != row["reported_at"] else []
    if table == "people" and row["born_on"]:
        yield "date", [{**row, "born_on": f"19{chance.randrange(30, 99)}-01-0{chance.randrange(1, 9)}"}]
