"""When a backlog is gone: futures against the formula, options, the riskiest first, and a plan that is being missed."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from constabulary.simulation.recovery.burn_down import NEVER, Plan, compare, play
from constabulary.simulation.recovery.fluid import drift_of, needed_a_day
from constabulary.simulation.recovery.queue import Kind, Option, Queue, RiskClass
from constabulary.simulation.recovery.surge_check import check_surge, surge_model
from constabulary.simulation.recovery.telling import tell_futures, tell_queue, tell_standing, tell_surge
from constabulary.simulation.recovery.tracking import Trouble, Week, follow, share_out
from constabulary.standards.queues import RECOVERY
from constabulary.standards.rulebook import on
from tests.conftest import AT

SETTINGS = on(AT)[RECOVERY].value
FIRST = date(2026, 11, 2)


def queue(*, waiting=300, arrivals=10.0, done=14.0, **others):
    high = RiskClass(name="high", waiting=waiting // 3, arrivals_a_day=arrivals * 0.3, standard_days=2)
    other = RiskClass(name="other", waiting=waiting - waiting // 3, arrivals_a_day=arrivals * 0.7, standard_days=14)
    return Queue(name="IMU", classes=(high, other), done_a_day=done, **others)


def test_futures_of_a_busy_queue_agree_with_the_formula():
    asked = queue(waiting=400, arrivals=20, done=24)
    found, drift = play(Plan(queue=asked, days=250, seed=3)), drift_of(asked)
    assert drift.mean_days == 100
    reached = found.cleared[found.cleared != NEVER]
    assert reached.mean() == pytest.approx(100, rel=0.05)
    for day in (70, 90, 110, 140):
        # The formula looks at every moment, the futures at the end of each day; 2,000 futures vary by a point.
        assert found.chance_cleared_by(day) == pytest.approx(drift.chance_gone_by(day), abs=0.06)
    assert found.fan()[2, 50] == pytest.approx(200, abs=8)
    assert (np.diff(found.fan(), axis=0) >= 0).all()


def test_days_that_vary_beyond_chance_make_the_day_less_sure():
    plain = play(Plan(queue=queue(), days=200))
    uneven = queue(done_dispersion=0.2)
    uneven = replace(uneven, classes=tuple(replace(one, dispersion=0.3) for one in uneven.classes))
    wider = play(Plan(queue=uneven, days=200))
    assert drift_of(uneven).variance > drift_of(queue()).variance
    assert np.ptp(wider.fan()[[0, -1], 30]) > np.ptp(plain.fan()[[0, -1], 30])


def test_the_riskiest_are_done_first_and_the_same_plan_has_the_same_futures():
    found = play(Plan(queue=queue(), days=120))
    assert found.late_by_class[0] < found.late_by_class[1]
    again = play(Plan(queue=queue(), days=120))
    assert (again.waiting == found.waiting).all()
    assert (play(Plan(queue=queue(), days=120, seed=2)).waiting != found.waiting).any()


def test_how_many_are_late_is_how_many_a_plain_count_finds():
    one = RiskClass(name="all", waiting=3, ages=(9.0, 5.0, 1.0), arrivals_a_day=2.0, standard_days=4)
    plan = Plan(queue=Queue(name="desk", classes=(one,), done_a_day=1.0), days=30, times=1, seed=5)
    found = play(plan)
    # The same day by day with a list of the days on which each came in, the oldest done first.
    line, late = [-9.0, -5.0, -1.0], [2]
    totals = found.waiting[0]
    came = play(replace(plan, queue=replace(plan.queue, done_a_day=0.0))).waiting[0]
    for day in range(1, 31):
        arrivals = int(came[day] - came[day - 1])
        line += [float(day)] * arrivals
        line = line[len(line) - int(totals[day]) :]
        late.append(
            sum(day - since > 4 for since in line if since <= 0) + sum(since <= day - 4 for since in line if since > 0)
        )
    assert found.late[0].tolist() == late


EACH_OPTION = pytest.mark.parametrize(
    "option",
    [
        Option(name="surge", kind=Kind.SURGE, starts=3, days=20, extra_a_day=6),
        Option(name="overtime", kind=Kind.OVERTIME, extra_a_day=2, hours_a_day=16),
        Option(name="mutual aid", kind=Kind.MUTUAL_AID, days=28, extra_a_day=5),
        Option(name="triage", kind=Kind.TRIAGE, starts=1, closed_at_once=0.2, of=("other",)),
        Option(name="telephone", kind=Kind.TELEPHONE, saves=0.3),
        Option(name="partner", kind=Kind.PARTNER, diverted=0.25, of=("other",)),
    ],
    ids=lambda one: one.name,
)


@EACH_OPTION
def test_each_option_clears_the_backlog_sooner_in_the_same_weeks(option):
    found = compare(queue(), [("as it is", ()), ("with it", (option,))], days=200, seed=4, times=500)
    plain, better = found["as it is"], found["with it"]
    assert better.cleared_with(0.5) < plain.cleared_with(0.5)
    assert better.days_beyond_standard < plain.days_beyond_standard
    # The same arrivals and days: no single future is worse for it.
    assert (better.waiting <= plain.waiting).all()


def test_an_unclearable_backlog_is_said_in_one_sentence():
    lines = list(tell_queue(queue(arrivals=10, done=10)))
    assert lines == [
        "At 10.0 a day in and 10.0 a day out the backlog of 300 is never cleared: it shrinks only when more than 10.0 a day are done."
    ]
    drift = drift_of(queue(arrivals=10, done=9))
    assert drift.mean_days is None
    assert drift.chance_gone_by(365) < 0.05
    told = list(tell_futures(play(Plan(queue=queue(arrivals=10, done=9), days=90)), first=FIRST, promised_with=0.8))
    assert "no day can be promised" in told[0]
    assert "never cleared" in told[1]
    assert list(tell_queue(queue(waiting=0))) == ["No more wait than count as work in hand: there is no backlog."]
    assert list(tell_queue(queue())) == []


def test_a_surge_that_ends_does_not_clear_what_grows_again_unless_it_lasts():
    growing = queue(arrivals=10, done=9)
    short = Option(name="surge", kind=Kind.SURGE, days=20, extra_a_day=6)
    found = compare(
        growing, [("short", (short,)), ("lasting", (replace(short, days=None),))], days=300, seed=1, times=300
    )
    assert found["short"].chance_cleared_by(300) < 0.05
    assert found["lasting"].chance_cleared_by(300) > 0.95
    told = list(tell_futures(found["lasting"], first=FIRST, promised_with=0.8))
    assert told[0].startswith("The backlog is gone by")
    assert "most of it in other" in told[1]
    eased = Option(name="partner", kind=Kind.PARTNER, diverted=0.05)
    told = list(tell_futures(play(Plan(queue=growing, options=(eased,), days=30)), first=FIRST, promised_with=0.8))
    assert not any("never cleared" in line for line in told)


def test_the_formula_knows_its_edges():
    assert drift_of(queue(waiting=0)).chance_gone_by(0) == 1
    assert drift_of(queue()).chance_gone_by(0) == 0
    still = drift_of(
        Queue(name="x", classes=(RiskClass(name="a", waiting=5, arrivals_a_day=0, standard_days=1),), done_a_day=0)
    )
    assert still.chance_gone_by(100) == 0
    assert needed_a_day(queue(), within_days=60) == 15
    with pytest.raises(ValueError, match="one day or more"):
        needed_a_day(queue(), within_days=0)


def test_work_done_by_weekday_is_done_on_those_days():
    weekdays = queue(arrivals=0, weekdays=(1, 1, 1, 1, 1, 0, 0))
    found = play(Plan(queue=weekdays, days=14))
    moved = np.diff(found.waiting.mean(axis=0))
    assert moved[5] == moved[6] == moved[12] == 0
    assert moved[0] == pytest.approx(-14 * 7 / 5, rel=0.1)
    assert play(Plan(queue=replace(weekdays, first_weekday=5), days=2)).waiting[0, -1] == 300


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (Plan(queue=Queue(name="x", classes=(), done_a_day=1)), "no class"),
        (Plan(queue=queue(arrivals=-1)), "nought or more"),
        (Plan(queue=queue(done=float("nan"))), "nought or more"),
        (Plan(queue=queue(weekdays=(1, 1))), "seven weights"),
        (Plan(queue=replace(queue(), classes=queue().classes[:1] * 2)), "same name"),
        (Plan(queue=replace(queue(), classes=(replace(queue().classes[0], ages=(1.0,)),))), "1 ages are given"),
        (Plan(queue=queue(), days=0), "one day to ten years"),
        (Plan(queue=queue(), options=(Option(name="O", kind=Kind.PARTNER, diverted=1.0),)), "none is all of it"),
        (Plan(queue=queue(), options=(Option(name="O", kind=Kind.SURGE, starts=-1, extra_a_day=1),)), "not negative"),
        (Plan(queue=queue(), options=(Option(name="O", kind=Kind.SURGE),)), "changes nothing"),
        (
            Plan(queue=queue(), options=(Option(name="O", kind=Kind.PARTNER, diverted=0.1, of=("low",)),)),
            "no class low",
        ),
        (Plan(queue=queue(arrivals=1e25)), "up to 100,000"),
        (Plan(queue=queue(waiting=10**23)), "up to 1,000,000 can wait"),
        (Plan(queue=queue(waiting=10**11)), "up to 1,000,000 can wait"),
        (Plan(queue=queue(weekdays=(1e308,) * 7)), "can be up to 100,000"),
        (Plan(queue=queue(done_dispersion=1e-320)), "nought, or from 0.000001 to 100"),
        (Plan(queue=replace(queue(), classes=(replace(queue().classes[0], standard_days=1e9),))), "36,600 days"),
        (
            Plan(
                queue=Queue(
                    name="x", classes=tuple(replace(queue().classes[0], name=str(n)) for n in range(61)), done_a_day=1
                )
            ),
            "up to 60 classes",
        ),
        (Plan(queue=queue(), seed=10**23), "up to eighteen digits"),
        (Plan(queue=queue(), days=3660, times=100_000), "play fewer days, or fewer times"),
        (Plan(queue=queue(), options=(Option(name="O", kind=Kind.SURGE, extra_a_day=1e300),)), "up to 100,000 more"),
        (
            Plan(queue=queue(), options=(Option(name="O", kind=Kind.TELEPHONE, saves=0.99),) * 2),
            "nearly all of the time",
        ),
        (Plan(queue=queue(), options=(Option(name="O", kind=Kind.SURGE, extra_a_day=1),) * 61), "up to 60 options"),
    ],
    ids=[
        "no class",
        "negative",
        "no number",
        "weekdays",
        "names",
        "ages",
        "days",
        "share",
        "starts",
        "nothing",
        "unknown class",
        "arrivals",
        "waiting",
        "many waiting",
        "large weekdays",
        "dispersion",
        "standard",
        "classes",
        "seed",
        "memory",
        "extra",
        "saves",
        "options",
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_a_sentence(asked, sentence):
    with pytest.raises(ValueError, match=sentence):
        play(asked)


def weeks(plan, *, done=None, seed=77):
    """Four weeks as the plan has it, or with another rate of work."""
    real = play(replace(plan, times=1, seed=seed, queue=replace(plan.queue, done_a_day=done or plan.queue.done_a_day)))
    total = real.waiting[0]
    found = []
    for number in range(1, 5):
        waiting = int(total[7 * number])
        came = int(plan.queue.arrivals_a_day * 7)
        found.append(Week(came_in=came, done=int(total[7 * number - 7]) + came - waiting, waiting=(0, waiting)))
    return found


def test_a_plan_on_course_is_no_alarm_and_one_that_is_missed_is():
    futures = play(Plan(queue=queue(), days=200))
    promised = futures.cleared_with(SETTINGS.promised_with)
    good = follow(futures, weeks(futures.plan), promised_day=promised, settings=SETTINGS)
    assert not good.is_alarm
    assert 0.5 <= good.chance <= 1
    assert list(tell_standing(good))[-1].startswith("The plan is on course")
    bad = follow(futures, weeks(futures.plan, done=9.5), promised_day=promised, settings=SETTINGS)
    assert set(bad.troubles) == set(Trouble)
    assert bad.done_a_day < 13
    told = list(tell_standing(bad))
    assert told[0].startswith("Week 1:")
    assert "will probably be missed" in told[-2]
    assert "in each of the last weeks" in told[-1]


def test_an_alarm_is_seldom_false_and_a_miss_is_seen_by_the_fourth_week():
    futures = play(Plan(queue=queue(), days=120, times=200))
    promised = futures.cleared_with(SETTINGS.promised_with)

    def raised(seeds, done=None):
        return sum(
            follow(
                futures, weeks(futures.plan, done=done, seed=seed), promised_day=promised, settings=SETTINGS
            ).is_alarm
            for seed in seeds
        )

    # Chance alone raises some of them; more than a third would be no alarm that anybody heeds.
    assert raised(range(1000, 1030)) <= 10
    assert raised(range(20), done=10) >= 18


def as_played(futures, *, able=1.0):
    """Four weeks exactly as the plan's futures had them, or with only a share of the work done."""
    found, missing = [], 0.0
    for number in range(1, 5):
        days = slice(7 * number - 7, 7 * number)
        done = futures.done[days].sum()
        missing += done * (1 - able)
        waiting = round(float(np.median(futures.waiting[:, 7 * number])) + missing)
        found.append(
            Week(
                came_in=round(futures.came[days].sum()),
                done=round(done * able),
                waiting=(waiting // 3, waiting - waiting // 3),
            )
        )
    return found


@EACH_OPTION
@pytest.mark.parametrize("weekdays", [(), (1, 1, 1, 1, 1, 0, 0)], ids=["every day", "on weekdays"])
def test_a_plan_of_each_kind_that_goes_as_planned_is_no_alarm_and_one_that_does_less_is(option, weekdays):
    plan = Plan(queue=queue(weekdays=weekdays), options=(option,), days=150, times=400)
    futures = play(plan)
    promised = futures.cleared_with(SETTINGS.promised_with)
    good = follow(futures, as_played(futures), promised_day=promised, settings=SETTINGS)
    assert not good.is_alarm
    # Seen as planned, everything goes on as the plan has it: nothing is counted twice or left out.
    assert (good.arrivals_a_day, good.done_a_day) == (pytest.approx(10, rel=0.01), pytest.approx(14, rel=0.01))
    assert good.chance == pytest.approx(good.chance_then, abs=0.15)
    bad = follow(futures, as_played(futures, able=0.75), promised_day=promised, settings=SETTINGS)
    assert set(bad.troubles) == set(Trouble)
    assert bad.done_a_day == pytest.approx(14 * (0.75 * 4 + 8) / 12, rel=0.01)


def test_nobody_is_held_to_doing_more_than_waited():
    """A small backlog is gone after a week; from then on no more can be done than comes in."""
    futures = play(Plan(queue=queue(waiting=30), days=60, times=400))
    assert futures.done[:28].sum() < 28 * 12
    found = follow(futures, as_played(futures), promised_day=50, settings=SETTINGS)
    assert found.done_a_day == pytest.approx(14, rel=0.01)


def test_what_is_gone_is_kept_and_what_is_past_its_day_is_not():
    surge = Option(name="surge", kind=Kind.SURGE, days=35, extra_a_day=2)
    triage = Option(name="triage", kind=Kind.TRIAGE, closed_at_once=0.1)
    futures = play(Plan(queue=queue(), options=(surge, triage), days=100, times=200))
    gone = [Week(came_in=70, done=370, waiting=(0, 0))]
    assert follow(futures, gone, promised_day=7, settings=SETTINGS).chance == 1
    late = follow(futures, [Week(came_in=70, done=80, waiting=(100, 190))] * 2, promised_day=14, settings=SETTINGS)
    assert late.chance == 0
    assert Trouble.UNLIKELY in late.troubles
    fresh = follow(futures, [], promised_day=90, settings=SETTINGS)
    assert fresh.chance == fresh.chance_then
    with pytest.raises(ValueError, match="every class"):
        follow(futures, [Week(came_in=1, done=1, waiting=(1,))], promised_day=9, settings=SETTINGS)


def test_the_published_surge_comes_out_of_the_stages():
    check = check_surge()
    assert check.is_resolved
    assert check.is_halved
    assert check.holds
    assert check.arrivals == pytest.approx(67, abs=4)
    assert check.before == pytest.approx(146, abs=8)
    assert check.played_interval[1] - check.played_interval[0] < 50
    assert "an arithmetic check, not validation" in surge_model().label
    assert tell_surge(check).startswith("Arithmetic check, not validation: 140 resolved in 28 days were published")


@pytest.mark.parametrize("each", [0.75, 1.15, {"act": 1.5}, {"act": 0.6}, {"triage": 2.5, "research": 2.5}], ids=str)
def test_the_published_surge_does_not_come_out_of_other_service_times(each):
    assert not check_surge(hours_each=each, times=100).holds


RISKS = Queue(
    name="Three risks",
    classes=(
        RiskClass(name="high", waiting=5, arrivals_a_day=1.0, standard_days=7),
        RiskClass(name="medium", waiting=20, arrivals_a_day=1.0, standard_days=14),
        RiskClass(name="low", waiting=50, arrivals_a_day=2.0, standard_days=30),
    ),
    done_a_day=5,
)


@pytest.mark.parametrize(
    ("before", "came_in", "waiting", "shared"),
    [
        ((5, 20, 50), 0, 75, (5, 20, 50)),
        ((5, 20, 50), 0, 65, (0, 15, 50)),
        ((5, 20, 50), 8, 63, (0, 9, 54)),
        ((5, 20, 50), 0, 0, (0, 0, 0)),
        ((5, 20, 50), 4, 90, (6, 21, 63)),
        ((0, 0, 3), 5, 8, (1, 1, 6)),
    ],
    ids=["nothing moved", "the riskiest first", "what came in too", "all gone", "more than adds up", "parts add up"],
)
def test_a_count_of_all_is_shared_out_as_the_plan_works(before, came_in, waiting, shared):
    found = share_out(RISKS, before, came_in=came_in, waiting=waiting)
    assert found == shared
    assert sum(found) == waiting


def test_a_queue_into_which_nothing_comes_shares_out_what_came_all_the_same():
    still = replace(RISKS, classes=tuple(replace(one, arrivals_a_day=0.0) for one in RISKS.classes))
    assert share_out(still, (0, 0, 0), came_in=9, waiting=9) == (3, 3, 3)
