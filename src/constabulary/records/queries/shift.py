"""A team's shift as its supervisor sees it: what is due, who is in custody, hand-overs, protected time, quality."""

from collections.abc import Iterable
from datetime import datetime

from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.reviews import ReviewLevel
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.records.queries.together import ask, written_out
from constabulary.standards.values import value


@value
class DutyOfTeam:
    """One open duty of a team, with its crime, and whether evidence was about to be lost when it was reported."""

    id: int
    kind: DutyKind
    risk: int
    due_at: datetime
    owner: int | None
    crime: int | None
    officer: int | None
    is_perishable: bool


@value
class CrimeOfTeam:
    """What the page shows of a crime."""

    id: int
    reference: str
    offence_title: str
    domestic_abuse: bool
    stalking: bool
    hate: bool
    vulnerable_victim: bool
    officer: int | None


def duties_of_shift(
    *, me: int, people: Iterable[int], team: int | None, desks: Iterable[str], until: datetime, most: int
) -> list[DutyOfTeam]:
    """What is open and due by then: of these officers, of whoever asks, and of the team's own at these desks.

    The riskiest and longest due first, `most` at most.
    """
    # Planned for these officers: a plan for any number of them goes through far more than theirs. Their journeys are looked
    # over together before any of their words is read (`records/masking.py`).
    asked = written_out(
        """
        WITH d AS MATERIALIZED (
            SELECT id, kind, risk, due_at, owner_id, crime_id, journey_id FROM (
                (SELECT * FROM duty WHERE state = 'open' AND owner_id = ANY(%(people)s) AND due_at < %(until)s
                 ORDER BY risk DESC, due_at, id LIMIT %(most)s)
                UNION ALL
                (SELECT * FROM duty WHERE state = 'open' AND team_id = %(team)s AND owner_id IS NULL
                 AND desk = ANY(%(desks)s) AND due_at < %(until)s ORDER BY risk DESC, due_at, id LIMIT %(most)s)
            ) both_parts ORDER BY risk DESC, due_at, id LIMIT %(most)s
        ), c AS MATERIALIZED (
            SELECT c.id, c.officer_id, (
                SELECT (answers #>> '{investigation,key_evidence_perishable}')::boolean FROM thrive_assessment
                WHERE incident_id = c.incident_id ORDER BY number DESC LIMIT 1
            ) AS perishable FROM crime c WHERE c.id = ANY(ARRAY(SELECT DISTINCT crime_id FROM d))
            AND (SELECT look_over_journeys(ARRAY(SELECT DISTINCT journey_id FROM d WHERE crime_id IS NOT NULL)))
        )
        SELECT d.id, d.kind, d.risk, d.due_at, d.owner_id, d.crime_id, c.officer_id, coalesce(c.perishable, false)
        FROM d LEFT JOIN c ON c.id = d.crime_id ORDER BY d.risk DESC, d.due_at, d.id
        """,
        {"people": [me, *people], "team": team, "desks": list(desks), "until": until, "most": most},
    )
    found = ask(asked.statement, None)
    return [
        DutyOfTeam(
            id=row[0], kind=DutyKind(row[1]), risk=row[2], due_at=row[3], owner=row[4], crime=row[5], officer=row[6],
            is_perishable=row[7],
        )
        for row in found
    ]  # fmt: skip


def crimes_by_id(crimes: Iterable[int]) -> dict[int, CrimeOfTeam]:
    """These crimes, as far as whoever asks may see them."""
    found = ask(
        "SELECT id, reference, offence_title, domestic_abuse, stalking, hate, vulnerable_victim, officer_id FROM crime "
        "WHERE id = ANY(%(crimes)s)",
        {"crimes": list(crimes)},
    )
    return {row[0]: CrimeOfTeam(**dict(zip(CrimeOfTeam.__dataclass_fields__, row, strict=True))) for row in found}


def detained_of(people: Iterable[int]) -> list[tuple[int, int, datetime]]:
    """(suspect, crime, since when) for each suspect in custody for a crime of these officers."""
    # The state is named in the statement: few are in custody, and an officer may have had thousands of crimes.
    found = ask(
        "SELECT s.id, s.crime_id, s.since FROM suspect s JOIN crime c ON c.id = s.crime_id "
        f"WHERE s.state = '{SuspectStatus.ARRESTED_IN_CUSTODY.value}' AND c.officer_id = ANY(%(people)s) "
        "ORDER BY s.since, s.id",
        {"people": list(people)},
    )
    return [(row[0], row[1], row[2]) for row in found]


@value
class Handover:
    """What one supervisor left for the next."""

    id: int
    words: str
    written_at: datetime
    written_by: int
    acknowledged_at: datetime | None
    acknowledged_by: int | None


def handovers_of(team: int, *, most: int = 3) -> list[Handover]:
    """A team's newest hand-overs, and whatever nobody has acknowledged: the newest first."""
    found = ask(
        """
        SELECT id, words, written_at, written_by_id, acknowledged_at, acknowledged_by_id FROM (
            (SELECT * FROM shift_handover WHERE team_id = %(team)s ORDER BY written_at DESC, id DESC LIMIT %(most)s)
            UNION
            (SELECT * FROM shift_handover WHERE team_id = %(team)s AND acknowledged_at IS NULL)
        ) h ORDER BY written_at DESC, id DESC
        """,
        {"team": team, "most": most},
    )
    return [Handover(**dict(zip(Handover.__dataclass_fields__, row, strict=True))) for row in found]


@value
class Protected:
    """A time that is kept free for an officer."""

    id: int
    officer: int
    from_at: datetime
    until_at: datetime

    def is_on(self, at: datetime) -> bool:
        """Whether it is on at that moment."""
        return self.from_at <= at < self.until_at


def protected_of(people: Iterable[int], *, after: datetime) -> list[Protected]:
    """What is kept free for these officers and not over by then, the earliest first."""
    found = ask(
        "SELECT id, officer_id, from_at, until_at FROM protected_time WHERE lifted_at IS NULL "
        "AND officer_id = ANY(%(people)s) AND until_at > %(after)s ORDER BY from_at, id",
        {"people": list(people), "after": after},
    )
    return [Protected(id=row[0], officer=row[1], from_at=row[2], until_at=row[3]) for row in found]


@value
class QualityCounts:
    """What was done by the teams of a kind: reviews and updates that ended, in time or not, and reviews that challenged."""

    kind: str
    reviews: int
    reviews_in_time: int
    updates: int
    updates_in_time: int
    reviewed: int
    challenged: int
    challenged_over: tuple[str, ...]


def quality_counts(*, since: datetime, until: datetime, kinds: Iterable[DutyKind]) -> list[QualityCounts]:
    """How reviews and updates were done between two moments, by the kind of team whose crimes they were of.

    `kinds` are those that are counted, reviews and updates; what fell due and is still open counts as not done in time. Whoever
    asks counts what they may see. Only what fell due or was reviewed in that time is read.
    """
    statement = """
        WITH due AS (
            SELECT t.kind, d.kind = 'review_investigation' AS is_review, count(*) AS of,
                count(*) FILTER (WHERE d.ended_at <= d.due_at) AS in_time
            FROM duty d JOIN team t ON t.id = d.team_id
            WHERE d.kind = ANY(%(kinds)s) AND d.state IN ('open', 'met')
              AND d.due_at >= %(since)s AND d.due_at < %(until)s
            GROUP BY 1, 2
        ), reviewed AS (
            SELECT t.kind, count(*) AS of, count(*) FILTER (WHERE r.challenge <> '') AS challenged
            FROM investigation_review r JOIN crime c ON c.id = r.crime_id JOIN team t ON t.id = c.team_id
            WHERE r.level = %(level)s AND r.reviewed_at >= %(since)s AND r.reviewed_at < %(until)s GROUP BY 1
        ), over AS (
            SELECT kind, array_agg(what || '=' || many ORDER BY many DESC, what) AS whats FROM (
                SELECT t.kind, unnest(r.examined)::text AS what, count(*) AS many
                FROM investigation_review r JOIN crime c ON c.id = r.crime_id JOIN team t ON t.id = c.team_id
                WHERE r.level = %(level)s AND r.challenge <> '' AND r.reviewed_at >= %(since)s
                  AND r.reviewed_at < %(until)s
                GROUP BY 1, 2
            ) x GROUP BY 1
        ), kinds AS (SELECT kind FROM due UNION SELECT kind FROM reviewed)
        SELECT k.kind, coalesce(a.of, 0), coalesce(a.in_time, 0), coalesce(b.of, 0), coalesce(b.in_time, 0),
            coalesce(r.of, 0), coalesce(r.challenged, 0), coalesce(o.whats, '{}')
        FROM kinds k LEFT JOIN due a ON a.kind = k.kind AND a.is_review LEFT JOIN due b ON b.kind = k.kind AND NOT b.is_review
        LEFT JOIN reviewed r ON r.kind = k.kind LEFT JOIN over o ON o.kind = k.kind ORDER BY k.kind
        """
    values = {
        "kinds": [one.value for one in kinds], "since": since, "until": until, "level": ReviewLevel.SUPERVISOR.value,
    }  # fmt: skip
    found = ask(*written_out(statement, values))
    return [
        QualityCounts(**dict(zip(QualityCounts.__dataclass_fields__, (*row[:7], tuple(row[7])), strict=True)))
        for row in found
    ]
