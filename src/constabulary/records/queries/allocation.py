"""What waits for an officer, and who could take it: one query each, however many crimes or officers there are."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.policing.incidents.links import MAKES_A_SERIES
from constabulary.records.queries.desks import WAITS_FOR_OFFICER, QueueAge
from constabulary.records.queries.together import ask
from constabulary.standards.values import value

RISK = "CASE WHEN c.domestic_abuse OR c.stalking THEN 3 WHEN c.high_harm THEN 2 ELSE 0 END"


#: In place of a district's number: what lies in none that is known.
UNKNOWN = 0


@value
class PoolFilter:
    """What of the pool is asked for: a district by number, the least risk, a level of accreditation, a marker, an age.

    The district UNKNOWN asks for what lies in none that is known.
    """

    district: int | None = None
    least_risk: int = 0
    pip_level: int | None = None
    marker: str = ""
    older_than: timedelta | None = None


@value
class ToGive:
    """What of a crime decides who can be given it."""

    id: int
    reference: str
    incident: str
    offence_key: str
    offence_title: str
    summary: str
    domestic_abuse: bool
    stalking: bool
    hate: bool
    vulnerable_victim: bool
    high_risk_abuse: bool
    flags: tuple[str, ...]
    is_complex: bool
    stage: str
    required_pip: int
    risk: int
    state: str
    officer: int | None
    restriction: int | None
    district_id: int | None
    district: str
    reported_at: datetime
    recorded_at: datetime
    due_at: datetime | None
    #: Whether somebody is asked to let an officer have it over what they can carry.
    is_asked: bool
    organisation: str


TO_GIVE = f"""
    SELECT c.id, c.reference, i.reference, c.offence_key, c.offence_title, c.summary, c.domestic_abuse, c.stalking,
        c.hate, c.vulnerable_victim, c.high_risk_abuse, c.flags, c.is_complex, c.stage, c.required_pip, {RISK} AS risk,
        c.state, c.officer_id, c.restriction_id, p.district_id, coalesce(d.name, ''), c.reported_at, c.recorded_at,
        (SELECT min(due_at) FROM duty WHERE journey_id = c.journey_id AND crime_id = c.id AND state = 'open'
         AND kind = 'allocate'),
        EXISTS (SELECT FROM passed_up u WHERE u.crime_id = c.id AND u.passing = 'over_limit' AND u.answer = ''),
        coalesce((SELECT name FROM organisation WHERE id = c.victim_organisation_id), '')
    FROM crime c JOIN incident i ON i.id = c.incident_id
    LEFT JOIN place p ON p.id = c.place_id LEFT JOIN district d ON d.id = p.district_id
"""


def _to_give(row: tuple[Any, ...]) -> ToGive:
    made = dict(zip(ToGive.__dataclass_fields__, row, strict=True))
    return ToGive(**{**made, "flags": tuple(made["flags"])})


def pool(wanted: PoolFilter, *, at: datetime, most: int = 50, skip: int = 0) -> list[ToGive]:
    """The crimes that wait for an officer, as far as whoever asks may see them, riskiest and then oldest first."""
    found = ask(
        TO_GIVE
        + f"""
        WHERE {WAITS_FOR_OFFICER} AND {RISK} >= %(least_risk)s
          AND (%(district)s::bigint IS NULL OR coalesce(p.district_id, 0) = %(district)s)
          AND (%(pip)s::int IS NULL OR c.required_pip = %(pip)s)
          AND (%(before)s::timestamptz IS NULL OR c.reported_at < %(before)s)
          AND (%(marker)s = '' OR (%(marker)s = 'domestic_abuse' AND c.domestic_abuse)
               OR (%(marker)s = 'stalking' AND c.stalking) OR (%(marker)s = 'hate' AND c.hate)
               OR (%(marker)s = 'vulnerable' AND c.vulnerable_victim))
        ORDER BY risk DESC, c.reported_at, c.id LIMIT %(most)s OFFSET %(skip)s
        """,
        {
            "least_risk": wanted.least_risk, "district": wanted.district, "pip": wanted.pip_level,
            "before": at - wanted.older_than if wanted.older_than else None, "marker": wanted.marker, "most": most,
            "skip": skip,
        },
    )  # fmt: skip
    return [_to_give(row) for row in found]


def pool_age(*, at: datetime) -> QueueAge:
    """How many crimes wait for an officer, since when the oldest has been recorded, how many for more than a day."""
    row = ask(
        "SELECT count(*), min(c.recorded_at), count(*) FILTER (WHERE c.recorded_at < %(day_ago)s) "
        f"FROM crime c WHERE {WAITS_FOR_OFFICER}",
        {"day_ago": at - timedelta(hours=24)},
    )[0]
    return QueueAge(count=row[0], oldest=row[1], over_a_day=row[2])


def crime_to_give(crime: int) -> ToGive:
    """What of one crime decides who can be given it."""
    return _to_give(ask(TO_GIVE + "WHERE c.id = %(crime)s", {"crime": crime})[0])


def crimes_of(officers: Iterable[int]) -> list[ToGive]:
    """The crimes that these officers have, as far as whoever asks may see them, riskiest and then oldest first."""
    found = ask(
        TO_GIVE
        + "WHERE c.state IN ('allocated', 'investigating', 'outcome_proposed') AND c.officer_id = ANY(%(officers)s) "
        "ORDER BY risk DESC, c.reported_at, c.id",
        {"officers": list(officers)},
    )
    return [_to_give(row) for row in found]


@value
class TeamHolding:
    """A team: how many officers it has, and how many crimes they have, as far as whoever asks may see them."""

    id: int
    name: str
    officers: int
    crimes: int


def teams_holding() -> list[TeamHolding]:
    """Every team whose officers have crimes, by name."""
    found = ask(
        """
        SELECT t.id, t.name, (SELECT count(*) FROM officer WHERE team_id = t.id AND is_active), count(c.id)
        FROM team t JOIN officer o ON o.team_id = t.id JOIN crime c ON c.officer_id = o.id
        WHERE c.state IN ('allocated', 'investigating', 'outcome_proposed') GROUP BY t.id, t.name ORDER BY t.name
        """,
        {},
    )
    return [TeamHolding(**dict(zip(TeamHolding.__dataclass_fields__, row, strict=True))) for row in found]


def officers_of_team(team: int) -> list[int]:
    """The row number of everybody in a team, those who have left with crimes as well."""
    return [row[0] for row in ask("SELECT id FROM officer WHERE team_id = %(team)s ORDER BY id", {"team": team})]


def all_districts(*, ended: bool = False) -> list[tuple[int, str]]:
    """(row number, name) of every district in use, by name; with `ended` those that are not as well, which is said."""
    found = ask(
        "SELECT id, name, ended_at IS NOT NULL FROM district WHERE %(ended)s OR ended_at IS NULL ORDER BY ended_at IS NOT NULL, name",
        {"ended": ended},
    )
    return [(number, f"{name} (ended)" if is_over else name) for number, name, is_over in found]


@value
class OfficerAtWork:
    """An officer as an allocation sees them."""

    id: int
    collar_number: str
    name: str
    rank: Rank
    team_id: int | None
    team: str
    district_id: int | None
    district: str
    pip_level: int
    skills: frozenset[str]
    hours_share: Decimal
    roles: frozenset[Role]
    unit: str = ""

    @property
    def title(self) -> str:
        """Rank, name and number, as on a duty sheet."""
        return f"{self.rank.label} {self.name} {self.collar_number}"


@value
class OfficerFilter:
    """Which officers are asked for: those of a team or district, of a supervisor, whose name or number holds words."""

    team: int | None = None
    district: int | None = None
    supervisor: int | None = None
    words: str = ""


def officers_at_work(wanted: OfficerFilter, *, roles: Iterable[Role]) -> list[OfficerAtWork]:
    """The active officers asked for who hold one of the roles; whoever the words name, whatever their roles.

    Those of a team and those of a supervisor are taken together: a sergeant's people are either.
    """
    found = ask(
        """
        SELECT o.id, o.collar_number, o.name, o.rank, o.team_id, coalesce(t.name, ''), t.district_id,
            coalesce(d.name, ''), o.pip_level, o.skills, o.hours_share,
            (SELECT array_agg(role::text) FROM role_grant WHERE holder_id = o.id AND ended_at IS NULL),
            coalesce(t.kind, '')
        FROM officer o LEFT JOIN team t ON t.id = o.team_id LEFT JOIN district d ON d.id = t.district_id
        WHERE o.is_active AND NOT o.is_system
          AND (o.id IN (SELECT holder_id FROM role_grant WHERE ended_at IS NULL AND role = ANY(%(roles)s)) OR %(words)s <> '')
          AND ((%(team)s::bigint IS NULL AND %(supervisor)s::bigint IS NULL)
               OR o.team_id = %(team)s OR o.supervisor_id = %(supervisor)s)
          AND (%(district)s::bigint IS NULL OR t.district_id = %(district)s)
          AND position(lower(%(words)s) IN lower(o.collar_number || ' ' || o.name)) > 0
        ORDER BY o.collar_number
        """,
        {
            "roles": [role.value for role in roles], "words": wanted.words.strip(), "team": wanted.team,
            "supervisor": wanted.supervisor, "district": wanted.district,
        },
    )  # fmt: skip
    return [
        OfficerAtWork(
            id=row[0], collar_number=row[1], name=row[2], rank=Rank(row[3]), team_id=row[4], team=row[5],
            district_id=row[6], district=row[7], pip_level=row[8], skills=frozenset(row[9]), hours_share=row[10],
            roles=frozenset(Role(one) for one in row[11] or ()), unit=row[12],
        )
        for row in found
    ]  # fmt: skip


@value
class CarriedRow:
    """Crimes of one weight that an officer carries."""

    officer: int
    offence_key: str
    domestic_abuse: bool
    high_risk_abuse: bool
    flags: tuple[str, ...]
    is_complex: bool
    stage: str
    count: int


def carried_by(officers: Iterable[int], *, but: int | None = None) -> list[CarriedRow]:
    """What these officers carry, counted by what decides its weight; `but` one crime."""
    found = ask(
        """
        SELECT officer_id, offence_key, domestic_abuse, high_risk_abuse, flags, is_complex, stage, count(*)
        FROM crime
        WHERE state IN ('allocated', 'investigating', 'outcome_proposed') AND officer_id = ANY(%(officers)s)
          AND (%(but)s::bigint IS NULL OR id <> %(but)s)
        GROUP BY 1, 2, 3, 4, 5, 6, 7
        """,
        {"officers": list(officers), "but": but},
    )
    return [
        CarriedRow(
            officer=row[0], offence_key=row[1], domestic_abuse=row[2], high_risk_abuse=row[3], flags=tuple(row[4]),
            is_complex=row[5], stage=row[6], count=row[7],
        )
        for row in found
    ]  # fmt: skip


PEOPLE_IN_CRIME = """
    people AS (
        SELECT victim_id AS person FROM crime WHERE id = %(crime)s AND victim_id IS NOT NULL
        UNION SELECT person_id FROM crime_person WHERE crime_id = %(crime)s
        UNION SELECT person_id FROM suspect WHERE crime_id = %(crime)s AND person_id IS NOT NULL
    )
"""


def officers_connected_with(crime: int) -> set[int]:
    """The officers who are connected with anyone in a crime or its reports, by any record of theirs; not with whom."""
    found = ask(
        f"WITH {PEOPLE_IN_CRIME}, everybody AS (SELECT person FROM people UNION SELECT i.person_id FROM incident_person i "
        "JOIN crime c ON c.incident_id = i.incident_id WHERE c.id = %(crime)s UNION SELECT i.person_id FROM recording_decision r "
        "JOIN incident_person i ON i.incident_id = r.incident_id WHERE r.joined_id = %(crime)s) "
        "SELECT DISTINCT officer_id FROM connection "
        "WHERE ended_at IS NULL AND person_id IN (SELECT same_person(person) FROM everybody)",
        {"crime": crime},
    )
    return {row[0] for row in found}


#: The incidents of one series, through as many links as the standard says at most.
_KINDS = ", ".join(f"'{one.value}'" for one in MAKES_A_SERIES)
SERIES = f"""
    series (start, incident, step) AS (
        SELECT s.incident_id, s.incident_id, 0 FROM ({{start}}) s
        UNION
        SELECT v.start, CASE WHEN l.incident_id = v.incident THEN l.linked_id ELSE l.incident_id END, v.step + 1
        FROM series v JOIN incident_link l ON v.incident IN (l.incident_id, l.linked_id)
        WHERE v.step < %(most_links)s AND l.kind IN ({_KINDS})
    )
"""


@value
class Known:
    """A crime with the same victim or suspect that an officer has or had."""

    officer: int
    crime: int
    reference: str


def officers_who_know(crime: int) -> list[Known]:
    """Who has or had another crime with a person of this one, or another crime of the same incident."""
    found = ask(
        f"""
        WITH {PEOPLE_IN_CRIME}
        SELECT DISTINCT a.officer_id, o.id, o.reference
        FROM crime o JOIN allocation a ON a.crime_id = o.id
        WHERE o.id <> %(crime)s AND o.id IN (
            SELECT id FROM crime WHERE incident_id = (SELECT incident_id FROM crime WHERE id = %(crime)s)
            UNION SELECT id FROM crime WHERE victim_id IN (SELECT person FROM people)
            UNION SELECT crime_id FROM suspect WHERE person_id IN (SELECT person FROM people)
        )
        ORDER BY 1, 2
        """,
        {"crime": crime},
    )
    return [Known(officer=row[0], crime=row[1], reference=row[2]) for row in found]


def series_holders(crime: int, *, most_links: int) -> set[int]:
    """Who has a crime of the same series now: of an incident that is linked to this one's, directly or through others."""
    found = ask(
        f"""
        WITH RECURSIVE {SERIES.format(start="SELECT incident_id FROM crime WHERE id = %(crime)s")}
        SELECT DISTINCT officer_id FROM crime WHERE id <> %(crime)s AND officer_id IS NOT NULL
          AND incident_id IN (SELECT incident FROM series WHERE step > 0)
          AND state IN ('allocated', 'investigating', 'outcome_proposed')
        """,
        {"crime": crime, "most_links": most_links},
    )
    return {row[0] for row in found}


def granted_to(restriction: int, *, at: datetime) -> tuple[frozenset[int], frozenset[int]]:
    """(officers, teams) who may see a restricted record."""
    found = ask(
        "SELECT officer_id, team_id FROM restriction_grant WHERE restriction_id = %(restriction)s "
        "AND ended_at IS NULL AND (until IS NULL OR until > %(at)s)",
        {"restriction": restriction, "at": at},
    )
    return frozenset(row[0] for row in found if row[0]), frozenset(row[1] for row in found if row[1])
