"""What a proposal for the pool is made from, for many crimes at once, and the proposals as people see them."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from constabulary.records.queries.allocation import SERIES
from constabulary.records.queries.desks import WAITS_FOR_OFFICER
from constabulary.standards.values import value

#: Whoever is in a crime: its victim, its suspects, and whoever else has a part. Keep beside `PEOPLE_IN_CRIME`.
PEOPLE = """
    people AS (
        SELECT id AS crime, victim_id AS person, 'victim' AS role FROM crime WHERE id = ANY(%(crimes)s) AND victim_id IS NOT NULL
        UNION SELECT crime_id, person_id, role FROM crime_person WHERE crime_id = ANY(%(crimes)s)
        UNION SELECT crime_id, person_id, 'suspect' FROM suspect WHERE crime_id = ANY(%(crimes)s) AND person_id IS NOT NULL
    )
"""


def _rows(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def people_of_crimes(crimes: Iterable[int]) -> dict[int, list[int]]:
    """The victims and suspects of each crime, by row number."""
    found: dict[int, list[int]] = {}
    statement = f"WITH {PEOPLE} SELECT crime, person FROM people WHERE role IN ('victim', 'suspect') ORDER BY 1, 2"
    for crime, person in _rows(statement, {"crimes": list(crimes)}):
        found.setdefault(crime, []).append(person)
    return found


def series_of_crimes(crimes: Iterable[int], *, most_links: int) -> dict[int, int]:
    """For each of these crimes whose incident is linked with others, the least incident of its series."""
    found = _rows(
        f"""
        WITH RECURSIVE {SERIES.format(start="SELECT DISTINCT incident_id FROM crime WHERE id = ANY(%(crimes)s)")}
        SELECT c.id, min(v.incident) FROM crime c JOIN series v ON v.start = c.incident_id
        WHERE c.id = ANY(%(crimes)s) GROUP BY 1 HAVING count(DISTINCT v.incident) > 1
        """,
        {"crimes": list(crimes), "most_links": most_links},
    )
    return {row[0]: row[1] for row in found}


def series_pairs(crimes: Iterable[int], *, most_links: int) -> set[tuple[int, int]]:
    """(crime, officer) for each officer who has a crime of the same series now."""
    found = _rows(
        f"""
        WITH RECURSIVE {SERIES.format(start="SELECT DISTINCT incident_id FROM crime WHERE id = ANY(%(crimes)s)")}
        SELECT DISTINCT c.id, o.officer_id FROM crime c JOIN series v ON v.start = c.incident_id AND v.step > 0
        JOIN crime o ON o.incident_id = v.incident AND o.id <> c.id AND o.officer_id IS NOT NULL
            AND o.state IN ('allocated', 'investigating', 'outcome_proposed')
        WHERE c.id = ANY(%(crimes)s)
        """,
        {"crimes": list(crimes), "most_links": most_links},
    )
    return {(row[0], row[1]) for row in found}


def connected_pairs(crimes: Iterable[int]) -> set[tuple[int, int]]:
    """(crime, officer) for each officer connected with anyone in the crime or its reports, by any record; not with whom."""
    found = _rows(
        f"WITH {PEOPLE}, everybody AS (SELECT crime, person FROM people UNION SELECT c.id, i.person_id FROM crime c "
        "JOIN incident_person i ON i.incident_id = c.incident_id WHERE c.id = ANY(%(crimes)s) UNION SELECT r.joined_id, "
        "i.person_id FROM recording_decision r JOIN incident_person i ON i.incident_id = r.incident_id "
        "WHERE r.joined_id = ANY(%(crimes)s)) SELECT DISTINCT "
        "everybody.crime, c.officer_id FROM everybody CROSS JOIN LATERAL same_person(everybody.person) t(id) "
        "JOIN connection c ON c.person_id = t.id AND c.ended_at IS NULL",
        {"crimes": list(crimes)},
    )
    return {(row[0], row[1]) for row in found}


def known_pairs(crimes: Iterable[int]) -> set[tuple[int, int]]:
    """(crime, officer) for each officer who has or had another crime with a person of it, or of the same incident."""
    found = _rows(
        f"""
        WITH {PEOPLE}, other AS (
            SELECT a.id AS crime, o.id FROM crime a JOIN crime o ON o.incident_id = a.incident_id
            WHERE a.id = ANY(%(crimes)s)
            UNION SELECT people.crime, o.id FROM people JOIN crime o ON o.victim_id = people.person
            UNION SELECT people.crime, s.crime_id FROM people JOIN suspect s ON s.person_id = people.person
        )
        SELECT DISTINCT other.crime, a.officer_id FROM other JOIN allocation a ON a.crime_id = other.id
        WHERE other.id <> other.crime
        """,
        {"crimes": list(crimes)},
    )
    return {(row[0], row[1]) for row in found}


def rejected_pairs(crimes: Iterable[int]) -> set[tuple[int, int]]:
    """(crime, officer) for each officer who was proposed for the crime and rejected."""
    found = _rows(
        "SELECT DISTINCT crime_id, officer_id FROM allocation_proposal "
        "WHERE crime_id = ANY(%(crimes)s) AND state = 'rejected' AND officer_id IS NOT NULL",
        {"crimes": list(crimes)},
    )
    return {(row[0], row[1]) for row in found}


def given_since(moment: datetime) -> dict[int, float]:
    """The points of load that each officer was given since a moment."""
    found = _rows(
        "SELECT officer_id, sum(load_after - load_before)::float FROM allocation WHERE allocated_at >= %(moment)s GROUP BY 1",
        {"moment": moment},
    )
    return {row[0]: row[1] for row in found}


@value
class ProposalLine:
    """A proposal with its crime and the officer proposed, if any; once it is decided, who decided it and when."""

    id: int
    run: int
    crime_id: int
    crime: str
    state: str
    offence_title: str
    summary: str
    domestic_abuse: bool
    stalking: bool
    hate: bool
    vulnerable_victim: bool
    risk: int
    recorded_at: datetime
    officer: int | None
    cover_for: int | None
    parts: Mapping[str, float]
    others: tuple[Mapping[str, Any], ...]
    waits_because: str
    load_before: Decimal | None
    load_after: Decimal | None
    load_limit: Decimal | None
    district: str
    stands: str
    decided_at: datetime | None
    decided_by: int | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be decided."""
        return self.stands == "open"


LINES = """
    SELECT p.id, p.run_id, c.id, c.reference, c.state, c.offence_title, c.summary, c.domestic_abuse, c.stalking, c.hate,
        c.vulnerable_victim, CASE WHEN c.domestic_abuse OR c.stalking THEN 3 WHEN c.high_harm THEN 2 ELSE 0 END,
        c.recorded_at, p.officer_id, p.cover_for_id, p.parts, p.others, p.waits_because, p.load_before, p.load_after, p.load_limit,
        coalesce(d.name, ''), p.state, p.decided_at, p.decided_by_id
    FROM allocation_proposal p JOIN crime c ON c.id = p.crime_id
    LEFT JOIN place l ON l.id = c.place_id LEFT JOIN district d ON d.id = l.district_id
"""


def _line(row: tuple[Any, ...]) -> ProposalLine:
    made = dict(zip(ProposalLine.__dataclass_fields__, row, strict=True))
    parts, others = json.loads(made["parts"]), json.loads(made["others"])
    return ProposalLine(**{**made, "parts": parts, "others": tuple(others)})


#: What is proposed for a crime of the pool, as long as it is there.
OF_THE_POOL = f"p.state = 'open' AND {WAITS_FOR_OFFICER} AND p.cover_for_id IS NULL"


def cover_proposals(officers: Iterable[int]) -> list[ProposalLine]:
    """What is proposed for the crimes of officers who are away, as long as they have them: riskiest, then oldest first."""
    found = _rows(
        LINES
        + """
        WHERE p.state = 'open' AND p.cover_for_id = ANY(%(officers)s) AND c.officer_id = p.cover_for_id
          AND c.state IN ('allocated', 'investigating', 'outcome_proposed')
        ORDER BY 12 DESC, c.recorded_at, p.id
        """,
        {"officers": list(officers)},
    )
    return [_line(row) for row in found]


def open_proposals(*, most: int = 50, skip: int = 0, placed: bool = True) -> list[ProposalLine]:
    """The proposals to decide, riskiest and then oldest first; with `placed` False the crimes nobody was found for."""
    found = _rows(
        LINES
        + f"""
        WHERE {OF_THE_POOL} AND (p.officer_id IS NOT NULL) = %(placed)s
        ORDER BY 12 DESC, c.recorded_at, p.id LIMIT %(most)s OFFSET %(skip)s
        """,
        {"most": most, "skip": skip, "placed": placed},
    )
    return [_line(row) for row in found]


def proposal_by_id(number: int) -> ProposalLine | None:
    """One proposal, decided or not, if whoever asks may see its crime."""
    found = _rows(LINES + "WHERE p.id = %(number)s", {"number": number})
    return _line(found[0]) if found else None


def open_proposal_of(crime: int) -> int | None:
    """The number of the proposal that is to be decided for a crime, if there is one."""
    found = _rows("SELECT id FROM allocation_proposal WHERE crime_id = %(crime)s AND state = 'open'", {"crime": crime})
    return found[0][0] if found else None


def proposed_for(crime: int) -> int | None:
    """The officer whom a proposal that is still to be decided names for a crime, if there is one."""
    found = _rows(
        "SELECT officer_id FROM allocation_proposal WHERE crime_id = %(crime)s AND state = 'open'", {"crime": crime}
    )
    return found[0][0] if found else None


@value
class RunView:
    """The newest run: when, by whom, over how many crimes and officers, its cost and the least that any can cost."""

    id: int
    edition: str
    crimes: int
    officers: int
    cost: float
    bound: float
    made_at: datetime
    made_by: int

    @property
    def gap(self) -> float:
        """How much more it costs than the least that any proposal can, as a share of that."""
        return (self.cost - self.bound) / self.bound if self.bound > 0 else 0.0


def newest_run() -> RunView | None:
    """The newest run of all."""
    found = _rows(
        "SELECT id, edition, crimes, officers, cost, bound, made_at, made_by_id FROM allocation_run "
        "WHERE NOT wanted ? 'cover' ORDER BY id DESC LIMIT 1",
        {},
    )
    return RunView(**dict(zip(RunView.__dataclass_fields__, found[0], strict=True))) if found else None


@value
class OfficerEffect:
    """What the proposals still to be decided would do to one officer."""

    officer: int
    crimes: int
    before: Decimal
    after: Decimal
    limit: Decimal


def effects_of_open() -> list[OfficerEffect]:
    """What all proposals to decide would do to each officer named in them, the fullest first."""
    found = _rows(
        f"""
        SELECT p.officer_id, count(*), min(p.load_before), min(p.load_before) + sum(p.load_after - p.load_before),
            min(p.load_limit)
        FROM allocation_proposal p JOIN crime c ON c.id = p.crime_id
        WHERE {OF_THE_POOL} AND p.officer_id IS NOT NULL
        GROUP BY 1
        ORDER BY (min(p.load_before) + sum(p.load_after - p.load_before)) / min(p.load_limit) DESC, 1
        """,
        {},
    )
    return [OfficerEffect(**dict(zip(OfficerEffect.__dataclass_fields__, row, strict=True))) for row in found]


@value
class Counts:
    """How many proposals are to be decided, for how many crimes nobody was found, and what became of earlier ones."""

    open: int
    waiting: int
    accepted: int
    changed: int
    rejected: int


def counts_since(moment: datetime) -> Counts:
    """How the proposals stand: those to decide, and what became of those decided since a moment."""
    row = _rows(
        f"""
        SELECT count(*) FILTER (WHERE p.state = 'open' AND {WAITS_FOR_OFFICER} AND p.officer_id IS NOT NULL),
            count(*) FILTER (WHERE p.state = 'open' AND {WAITS_FOR_OFFICER} AND p.officer_id IS NULL),
            count(*) FILTER (WHERE p.state = 'accepted'), count(*) FILTER (WHERE p.state = 'changed'),
            count(*) FILTER (WHERE p.state = 'rejected')
        FROM allocation_proposal p JOIN crime c ON c.id = p.crime_id
        WHERE p.cover_for_id IS NULL AND (p.state = 'open' OR p.decided_at >= %(moment)s)
        """,
        {"moment": moment},
    )[0]
    return Counts(open=row[0], waiting=row[1], accepted=row[2], changed=row[3], rejected=row[4])
