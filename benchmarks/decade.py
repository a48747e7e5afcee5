"""Ten years of a force in the benchmarks' database: whole stories made by the verbs, then cloned in SQL.

A story is every row that its verbs wrote, journal and payloads included: they lie in one range of numbers, so a clone is
the same rows with every number of that range shifted, the references made of them, the moments moved back, and officers
and teams of other clones. Written as superuser with the triggers off and the indexes made afterwards: the guards and the
chain of seals are not what is measured on it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import psycopg
from django.db import connection, models
from psycopg import sql
from tests.conftest import asking
from tests.factories.calls import former_partner_damage
from tests.factories.crimes import considered, identified, planned, the_suspect, told_of, withdraws
from tests.factories.incidents import quarrel
from tests.factories.outcomes import filled
from tests.factories.people import warned
from tests.factories.protection import protected_victim
from tests.factories.vulnerability import assessed, dash, planned_safety, referred
from tests.factories.worked import worked

from constabulary.access.roles import Role
from constabulary.casework.contact import InvolvedPerson
from constabulary.casework.incidents.handoffs import acknowledge_handoff, hand_over
from constabulary.casework.outcomes.deciding import approve_outcome
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.people import PersonDetails, PlaceDetails
from constabulary.policing.desks import Desk
from constabulary.policing.incidents.closing import Closure
from constabulary.policing.outcomes.check import RULES
from constabulary.project.settings import CLUSTER, DATABASE_NAME
from constabulary.records.keeping import guarded_models
from constabulary.records.models import Handoff, Incident, JournalPayload, Officer, Team

#: Of a hundred crimes two are open, of the last two months; to a hundred crimes belong sixty calls that were none, and
#: one by a victim whose details are sealed ever since.
OPEN_IN_A_HUNDRED, CALLS_IN_A_HUNDRED, SEALED_IN_A_HUNDRED = 2, 60, 1
#: At most so many calls lie open in the control room, and as many at the IMU.
OPEN_CALLS = 400
#: Of so many clones of a story the journal's payloads are there too; of a decade they would take thirty gigabytes.
WITH_PAYLOADS = 60_000
FORCES = 200  # so many times the officers and teams of the demonstration force
APART = 10**12
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
#: Words by which people and places are found, and so not the same in every clone.
OWN_WORDS = {
    ("place", "line"): "k::text || ' ' || s.line",
    ("person", "family"): "s.family || (k % 20000)::text",
    ("contact_point", "value"): "'0' || {new}::text",
    ("contact_point", "normalised"): "'0' || {new}::text",
    ("contact", "telephone"): "'0' || {new}::text",
}


@dataclass(frozen=True)
class Story:
    """A range of numbers, how often it is told, and over how many days until `until` days ago."""

    first: int
    last: int
    times: int
    days: int
    until: int

    @property
    def width(self) -> int:
        """How far one clone is from the next."""
        return self.last - self.first + 1


def under_investigation(at: datetime) -> None:
    """A crime with an officer, a plan, a suspect who has been told."""
    crime = planned(at)
    identified(crime, at + timedelta(hours=5))
    _ended(crime.journey_id, but_crimes=True)


def finalised(at: datetime) -> None:
    """A crime from the call to its outcome."""
    crime = planned(at)
    later = at + timedelta(hours=5)
    identified(crime, later)
    withdraws(crime, later)
    worked(crime, later)
    considered(crime, later)
    stated = filled(tuple(one.heading for one in RULES["16"].stated))
    number = propose_outcome(
        crime=crime.pk, by=asking(Role.DETECTIVE), at=at + DAY, outcome_type="16", suspect=the_suspect(crime).pk,
        stated=stated, rationale="Nothing but her account shows who did it.",
    )  # fmt: skip
    told_of(crime, "16", at + DAY)
    approver_stated = filled(tuple(one.heading for one in RULES["16"].by_approver))
    approve_outcome(outcome=number, approver_stated=approver_stated, by=asking(Role.SUPERVISOR), at=at + DAY)
    _ended(crime.journey_id)


def _protected(at: datetime) -> None:
    """A victim of abuse whose address and number are sealed: assessed, referred, planned for, warned of."""
    home = PlaceDetails(line="3 Alder Row", locality="Tolling", postcode="ZZ9 1AB")
    victim = PersonDetails(given="Nell", family="Ashdown", telephone="07700 900111", address=home)
    suspect = InvolvedPerson(person=PersonDetails(given="Guy", family="Ferrier"), role="suspect")
    call = former_partner_damage(at, caller=victim, place=home, others=(suspect,))
    held = protected_victim(at, call=call, email="nell.ashdown@example.org")
    incident = Incident.objects.get(pk=held.taken.incident_id)
    assessed(incident, at, dash())
    referred(incident, at)
    planned_safety(incident, at)
    warned(held.victim, at)
    _ended(incident.journey_id)


def _an_open_call(at: datetime) -> None:
    """One of a day's calls that the control room still holds."""
    quarrel(at)


def _handed_to_the_imu(at: datetime) -> None:
    """One that the IMU has been handed, acknowledged, and has to decide on."""
    call = quarrel(at)
    hand_over(
        incident=call.pk, to_desk=Desk.IMU, reason="Nobody is at risk now.", by=asking(Role.DISPATCHER), at=at + HOUR
    )
    handoff = Handoff.objects.get(incident_id=call.pk)
    acknowledge_handoff(handoff=handoff.pk, by=asking(Role.IMU_ASSESSOR), at=at + 2 * HOUR)


def fill(crimes: int, at: datetime) -> str:
    """Fill the database; how many rows were cloned, in words."""
    waiting = min(OPEN_CALLS, crimes // 50)
    away = _back_at_work(at)
    many = [
        _told(finalised, at, times=crimes * (100 - OPEN_IN_A_HUNDRED) // 100, days=3600, until=60),
        _told(under_investigation, at, times=crimes * OPEN_IN_A_HUNDRED // 100, days=60, until=0),
        _told(lambda moment: _ended(quarrel(moment).journey_id), at, times=crimes * CALLS_IN_A_HUNDRED // 100, days=3600, until=2),
        _told(_protected, at, times=crimes * SEALED_IN_A_HUNDRED // 100, days=3600, until=2),
        _told(_an_open_call, at, times=waiting, days=1, until=0),
        _told(_handed_to_the_imu, at, times=waiting, days=1, until=0),
    ]  # fmt: skip
    connection.close()
    with _owner() as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute("UPDATE abstraction SET withdrawn_at = NULL, withdrawn_by_id = NULL WHERE id = ANY(%s)", [away])
        owner.execute("SET synchronous_commit = off")
        owner.execute("SET maintenance_work_mem = '256MB'")
        officers = _more_officers(owner)
        start = _next(owner)
        rows = 0
        with _without_indexes(owner):
            for story in many:
                rows += sum(_clone(owner, model, story, start, officers) for model in guarded_models())
                start += story.width * (story.times + 1)
        owner.execute("SELECT setval('record_id', %s)", [start + 64])
        # A decade takes an hour to fill in: whoever signed in before it has been signed out by then.
        owner.execute("DELETE FROM sign_in")
        owner.execute("VACUUM (ANALYZE)")
    return f"{crimes:,} crimes and {CALLS_IN_A_HUNDRED * crimes // 100:,} calls besides: {rows:,} rows"


def _back_at_work(at: datetime) -> list[int]:
    """Whoever the stories give their crimes to is at work while they are told; the absences that lie still meanwhile."""
    with _owner() as owner:
        owner.execute("SET session_replication_role = replica")
        found = owner.execute(
            "UPDATE abstraction SET withdrawn_at = %s, withdrawn_by_id = (SELECT id FROM officer WHERE is_system) "
            "WHERE withdrawn_at IS NULL RETURNING id",
            [at],
        ).fetchall()
    return [row[0] for row in found]


def _owner() -> psycopg.Connection:
    return CLUSTER.connect("superuser", DATABASE_NAME)


def _ended(journey: int, *, but_crimes: bool = False) -> None:
    """What the verbs of a story leave open is met, and its incident closed: it was years ago. Its crimes may go on."""
    with _owner() as owner:
        owner.execute("SET session_replication_role = replica")
        system = "(SELECT id FROM officer WHERE is_system)"
        owner.execute(
            f"UPDATE duty SET state = 'met', ended_at = opened_at, ended_by_id = {system} "
            "WHERE journey_id = %s AND state = 'open' AND (crime_id IS NULL OR NOT %s)",
            [journey, but_crimes],
        )
        owner.execute(
            f"UPDATE incident SET state = 'closed', closed_at = opened_at, closed_by_id = {system}, closure = %s, "
            "closing_category = category, closing_rationale = 'Dealt with.' WHERE journey_id = %s AND state <> 'closed'",
            [next(iter(Closure)).value, journey],
        )


def _told(tell: Callable[[datetime], object], at: datetime, *, times: int, days: int, until: int) -> Story:
    with _owner() as owner:
        # A connection of its own takes numbers of its own: the story's are all between these two.
        connection.close()
        first = _next(owner)
        tell(at)
        connection.close()
        return Story(first=first, last=_next(owner) - 1, times=times, days=days, until=until)


def _next(owner: psycopg.Connection) -> int:
    found = owner.execute("SELECT nextval('record_id')").fetchone()
    assert found is not None
    return int(found[0])


def _more_officers(owner: psycopg.Connection) -> set[int]:
    """Officers and teams enough for a force; the numbers of those they are cloned from."""
    known: set[int] = set()
    for model, unique in ((Team, "name"), (Officer, "collar_number")):
        known |= {row[0] for row in owner.execute(f"SELECT id FROM {model._meta.db_table}").fetchall()}
        columns = [str(field.column) for field in model._meta.concrete_fields]
        made = ["s.id + k * %(apart)s" if one == "id" else f"s.{unique} || '-' || k" if one == unique else f"s.{one}"
                for one in columns]  # fmt: skip
        where = "WHERE NOT is_system" if model is Officer else ""
        owner.execute(
            f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {', '.join(made)} "
            f"FROM {model._meta.db_table} s, generate_series(1::bigint, %(last)s) k {where}",
            {"apart": APART, "last": FORCES - 1},
        )
    owner.execute("UPDATE officer SET team_id = team_id + id / %s * %s WHERE id >= %s", [APART, APART, APART])
    system = {row[0] for row in owner.execute("SELECT id FROM officer WHERE is_system").fetchall()}
    return known - system


@contextmanager
def _without_indexes(owner: psycopg.Connection) -> Iterator[None]:
    found = owner.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
        "JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace "
        "WHERE n.nspname = 'public' AND NOT i.indisunique AND NOT EXISTS "
        "(SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)"
    ).fetchall()
    for name, _ in found:
        owner.execute(sql.SQL("DROP INDEX {}").format(sql.SQL(name)))
    yield
    for _, made in found:
        owner.execute(made)


def _clone(owner: psycopg.Connection, model: type[models.Model], story: Story, start: int, officers: set[int]) -> int:
    if model in {Officer, Team}:
        return 0
    table, key = model._meta.db_table, model._meta.pk.column
    if "int" not in str(model._meta.pk.db_type(connection)):
        return 0
    columns = [f'"{field.column}"' for field in model._meta.concrete_fields]
    made = [_expression(table, str(key), field, story, start, officers) for field in model._meta.concrete_fields]
    times = min(story.times, WITH_PAYLOADS) if model is JournalPayload else story.times
    done = owner.execute(
        f"INSERT INTO public.{table} ({', '.join(columns)}) SELECT {', '.join(made)} "
        f"FROM public.{table} s, generate_series(1::bigint, {times}) k "
        f"WHERE s.{key} BETWEEN {story.first} AND {story.last}"
    )
    return done.rowcount


def _expression(
    table: str, key: str, field: "models.Field[object, object]", story: Story, start: int, officers: set[int]
) -> str:
    column, kind = f's."{field.column}"', str(field.db_type(connection))
    move = f"{start - story.first} + k * {story.width}"

    def moved(value: str) -> str:
        listed = ", ".join(map(str, sorted(officers)))
        return (f"CASE WHEN {value} BETWEEN {story.first} AND {story.last} THEN {value} + {move} "
                f"WHEN {value} IN ({listed}) THEN {value} + k % {FORCES} * {APART} ELSE {value} END")  # fmt: skip

    if (table, field.column) in OWN_WORDS:
        return OWN_WORDS[table, str(field.column)].format(new=f"(s.{key} + {move})")
    if (table, field.column) == ("journal_entry", "transaction"):
        return f"{column} + {start} + k * 1000"
    if kind == "bigint":
        return moved(column)
    if kind == "bigint[]":
        return f"ARRAY(SELECT {moved('one')} FROM unnest({column}) one)"
    if field.column == "reference":
        return f"replace({column}, s.{key}::text, (s.{key} + {move})::text)"
    if (table, field.column) == ("journal_entry", "subject"):
        return f"replace({column}, s.subject_row::text, ({moved('s.subject_row')})::text)"
    back = f"k % {story.days} + {story.until}"
    if kind.startswith("timestamp"):
        return f"{column} - make_interval(days => ({back})::int, mins => (k % 1439)::int)"
    return f"{column} - ({back})::int" if kind == "date" else column
