"""The demonstration force made in an empty database: set up, its history built, what is unusual added, sealed.

It is set up in memory, and its history acted from there, before the database need be there: that is made meanwhile.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from random import Random

from django.db import connection, transaction

from constabulary.access.officers import NotPermitted, Officer
from constabulary.casework.demo.absent import add_absent
from constabulary.casework.demo.accepted import accept_aids
from constabulary.casework.demo.acting import acting
from constabulary.casework.demo.beside import beside
from constabulary.casework.demo.building import Built, parts_of
from constabulary.casework.demo.case_files import add_case_files
from constabulary.casework.demo.inspections import add_inspections
from constabulary.casework.demo.judging import add_judgments
from constabulary.casework.demo.known import add_known
from constabulary.casework.demo.near_limits import add_near_limits
from constabulary.casework.demo.officers import set_up_officers
from constabulary.casework.demo.planned import MINUTE, add_planned
from constabulary.casework.demo.present import add_present
from constabulary.casework.demo.proposed import add_proposed
from constabulary.casework.demo.protected import add_protected
from constabulary.casework.demo.recoveries import add_recoveries_of_shipped
from constabulary.casework.demo.reviews_asked import add_reviews_asked
from constabulary.casework.demo.second_looking import add_second_looks
from constabulary.casework.demo.shift import add_shift
from constabulary.casework.demo.sizes import SIZES
from constabulary.casework.demo.workforce import workforce_in
from constabulary.casework.inspection import compute_measures, window_before
from constabulary.casework.officers import NOBODY, set_up_force
from constabulary.casework.open_data import import_shipped_tables
from constabulary.casework.queue_forecasts import forecast_queues
from constabulary.casework.queues import keep_queue_ledger, watch_queues
from constabulary.casework.sealing import seal_journal
from constabulary.policing.clocks import end_of, months_after
from constabulary.records.database_store import BLOCK, raw_connection
from constabulary.records.loading import analyse, loading_in_bulk
from constabulary.records.memory_store import MemoryStore
from constabulary.records.models import Force
from constabulary.records.queries.officers import say_who_asks
from constabulary.records.writing import reset_store, use_store
from constabulary.standards.calendar import local_day

#: Past months whose measures are computed, so that there is a trend.
MONTHS = 12
#: The first so many of them end before anything that is added to the history begins.
EARLIER = 5
#: Numbers between the set-up and the history, for what is added to the set-up in the database itself.
BETWEEN = 64 * BLOCK
Said = Callable[[str], None]


def _nothing(_: str) -> None:
    """Say nothing."""


def make_demo_force(
    *,
    size: str,
    seed: int,
    at: datetime,
    real_now: datetime,
    said: Said = _nothing,
    told: Callable[[int, int], None] = lambda _part, _days: None,
    ready: Callable[[], None] = lambda: None,
    alone: bool = False,
) -> tuple[Built, ...]:
    """Make the force in an empty database; `at` is its today. Run as the owner, who may say when things were recorded.

    `ready` is called once the acts are under way, and returns when the tables are there. `said` hears what is begun,
    `told` of the days done in each part. An `empty` force has its sign-ins only. Raises NotPermitted when there is a
    force already.
    """
    wanted = SIZES.get(size)
    began = at - (SIZES["small"].history if wanted is None else wanted.history)
    setting_up = MemoryStore(count(1))
    token = use_store(setting_up)
    try:
        system = set_up_force(
            code="99", name="Kentshire Constabulary", by=NOBODY, at=began, is_demo=True, seed=seed, size=size
        )
        set_up_officers(size=wanted, chance=Random(f"{seed}/officers"), by=system, at=at, real_now=real_now)
    finally:
        reset_store(token)
    last = setting_up.new_id()
    # From the day that it is for whoever signs in: an acceptance is for a year at most.
    set_up = partial(_write_set_up, setting_up, last, ready, accepted_at=max(at, real_now))
    if wanted is None:
        set_up()
        return ()
    said("Telling what happened ...")
    parts = parts_of(size=size, seed=seed, until=at, first_number=last + BETWEEN)
    with acting(parts, workforce_in(setting_up), alone=alone) as finish:
        set_up()
        with loading_in_bulk():
            built = finish(told, partial(_add_apart, size, by=system, at=at))
            _number_from(max(one.last_number for one in built) + BLOCK)
            said("Checking what refers to what ...")
    begin = partial(_begin, system)
    said("Adding what is unusual ...")
    with beside(partial(_look_back, by=system, at=at), begin=begin, alone=alone):
        add_present(by=system, at=at, chance=Random(f"{seed}/present"))
        add_case_files(at=at, chance=Random(f"{seed}/case files"))
        add_known(at=at, chance=Random(f"{seed}/known"))
        add_proposed(at=at, chance=Random(f"{seed}/proposed"))
        add_near_limits(by=system, at=at, chance=Random(f"{seed}/near limits"))
        add_absent(at=at)
        add_shift(at=at)
        add_judgments(by=system, at=at, chance=Random(f"{seed}/judgments"))
        add_second_looks(by=system, at=at, chance=Random(f"{seed}/second looks"))
        add_reviews_asked(at=at, chance=Random(f"{seed}/reviews asked"))
        add_protected(by=system, at=at, chance=Random(f"{seed}/protected"))
    said("Computing the measures and the queues of the past ...")
    with beside(partial(_keep_queues, by=system, at=at), begin=begin, alone=alone):
        add_planned(by=system, at=at)
        _measure(_ends_of_months(at)[EARLIER:], by=system, at=at)
        add_inspections(at=at)
        watch_queues(by=system, at=at)
    said("Sealing the journal ...")
    seal_journal(by=system, at=at)
    return built


def _write_set_up(store: MemoryStore, last: int, ready: Callable[[], None], *, accepted_at: datetime) -> None:
    ready()
    if Force.objects.exists():
        raise NotPermitted("This database has a force already.")
    _say_when()
    with transaction.atomic():
        store.write(raw_connection())
        _number_from(last)
    accept_aids(at=accepted_at)


def _number_from(last: int) -> None:
    """What is written from now on has numbers after this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('record_id', %s)", [last])


def _begin(system: Officer) -> None:
    """What follows is written act by act, of the past too."""
    _say_when()
    say_who_asks(system)


def _say_when() -> None:
    """The owner may say when it was recorded, in whatever is written on this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('constabulary.loading', 'on', false)")


def _add_apart(size: str, *, by: Officer, at: datetime) -> None:
    """What asks nothing of the records, nor they of it. Its numbers lie between the set-up's and the history's."""
    _begin(by)
    if size not in {"tiny", "sample"}:
        import_shipped_tables(by=by, at=at)
    add_recoveries_of_shipped(by=by, at=at - MINUTE)


def _look_back(*, by: Officer, at: datetime) -> None:
    """What is known of the history by itself: nothing that is added to it reaches back that far."""
    analyse()
    months = _ends_of_months(at)
    keep_queue_ledger(by=by, at=months[EARLIER - 1])
    _measure(months[:EARLIER], by=by, at=at)
    # Nearly all of it; the rest at the end.
    seal_journal(by=by, at=at)


def _keep_queues(*, by: Officer, at: datetime) -> None:
    """The ledger of every day that is over, and what was forecast from it: earlier ones too, to be held against what came."""
    keep_queue_ledger(by=by, at=at)
    for weeks in (2, 1, 0):
        forecast_queues(by=by, at=at - timedelta(weeks=weeks))


def _ends_of_months(at: datetime) -> list[datetime]:
    """The last moments of the past months, the earliest first; and the force's today."""
    today = local_day(at).replace(day=1)
    ends = [end_of(months_after(today, -months) - timedelta(days=1)) for months in range(MONTHS - 1, -1, -1)]
    return [*ends, at]


def _measure(moments: Sequence[datetime], *, by: Officer, at: datetime) -> None:
    for moment in moments:
        compute_measures(window=window_before(moment), by=by, at=moment)
