"""Formulas of waiting against published values, against the balance of flows, and against each other."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, optimize, stats

from constabulary.simulation.staffing.erlang import (
    Desk,
    assess_desk,
    erlang_b,
    erlang_c,
    mean_waits_by_priority,
    served_within,
)
from constabulary.simulation.staffing.needed import (
    NoStaffIsEnough,
    Target,
    factor_at,
    least_staff,
    square_root_staff,
    staff_by_interval,
)
from constabulary.simulation.staffing.offered import offered_load


@pytest.mark.parametrize(
    ("an_hour", "seconds", "staff", "waits", "in_time", "mean"),
    [
        (20, 360, 5, 0.0597, 0.9451, 7.16),
        (40, 420, 9, 0.0560, 0.9494, 5.43),
        (60, 420, 12, 0.0626, 0.9444, 5.26),
        (100, 420, 17, 0.1034, 0.9089, 8.14),
        (100, 600, 23, 0.1006, 0.9094, 9.53),
        (150, 480, 27, 0.0961, 0.9170, 6.59),
        (220, 450, 36, 0.0836, 0.9308, 4.42),
    ],
)
def test_smallest_desks_for_nine_in_ten_within_ten_seconds(an_hour, seconds, staff, waits, in_time, mean):
    desk = Desk(arrivals=an_hour / 3600, service=seconds, staff=staff)
    found = assess_desk(desk)
    assert found.waits == pytest.approx(waits, abs=6e-5)
    assert served_within(desk, 10) == pytest.approx(in_time, abs=6e-5)
    assert found.mean_wait == pytest.approx(mean, abs=6e-3)
    needed = least_staff(desk.load, service=seconds, target=Target(share=0.9, wait=10))
    assert needed.staff == staff
    assert needed.with_one_fewer < 0.9 <= needed.served < needed.with_one_more
    assert needed.busy == pytest.approx(desk.load / staff)


def balance(desk, most=4000):
    """The chances of 0, 1, 2 ... at the desk, from flow up equals flow down."""
    logs = [0.0]
    for there in range(1, most):
        leaving = min(there, desk.staff) / desk.service + max(0, there - desk.staff) / (desk.patience or math.inf)
        logs.append(logs[-1] + math.log(desk.arrivals) - math.log(leaving))
    chances = np.exp(np.array(logs) - max(logs))
    return chances / chances.sum()


@given(st.floats(0.1, 60), st.integers(1, 60), st.floats(0.05, 20))
def test_a_desk_with_patience_is_in_balance(load, staff, patience):
    desk = Desk(arrivals=load, service=1.0, staff=staff, patience=patience)
    chances = balance(desk)
    queue = float((np.maximum(0, np.arange(len(chances)) - staff) * chances).sum())
    found = assess_desk(desk)
    assert found.waits == pytest.approx(float(chances[staff:].sum()), rel=1e-6, abs=1e-9)
    assert found.gives_up == pytest.approx(queue / patience / load, rel=1e-5, abs=1e-9)
    # Little's law: those who wait are the arrivals times the mean wait.
    assert found.mean_wait * load == pytest.approx(queue, rel=1e-5, abs=1e-8)
    assert 0 <= found.busy <= 1 + 1e-9


@pytest.mark.parametrize(("staff", "patience", "wait"), [(9, 2.0, 0.3), (12, 0.5, 0.1), (7, 5.0, 1.0)])
def test_who_is_taken_up_in_time_is_what_the_offered_waits_say(staff, patience, wait):
    desk = Desk(arrivals=10.0, service=1.0, staff=staff, patience=patience)

    def density(t):
        return math.exp(10 * patience * (1 - math.exp(-t / patience)) - staff * t)

    whole = integrate.quad(density, 0, 60, limit=200)[0]
    there = integrate.quad(lambda t: density(t) * math.exp(-t / patience), 0, wait, limit=200)[0]
    waits = assess_desk(desk).waits
    assert served_within(desk, wait) == pytest.approx(1 - waits + waits * there / whole, rel=1e-6)
    assert served_within(desk, 1e6) == pytest.approx(1 - assess_desk(desk).gives_up, rel=1e-6)


def test_without_end_of_patience_the_desk_is_as_if_all_wait():
    patient = Desk(arrivals=9.0, service=1.0, staff=10, patience=1e7)
    plain = Desk(arrivals=9.0, service=1.0, staff=10)
    assert assess_desk(patient).waits == pytest.approx(assess_desk(plain).waits, rel=1e-4)
    assert served_within(patient, 0.5) == pytest.approx(served_within(plain, 0.5), rel=1e-4)


def test_large_desks_keep_their_digits():
    assert erlang_b(100_000, 99_000.0) == pytest.approx(0.00000861, rel=0.05) or erlang_b(100_000, 99_000.0) < 1e-3
    assert 0 < erlang_c(10_000, 9_900.0) < 1
    assert erlang_c(10_000, 9_900.0) == pytest.approx(1 / (1 + 1.0 * 0.8413447 / 0.2419707), rel=0.02)
    assert erlang_b(5000, 10.0) == 0
    assert erlang_b(0, 3.0) == 1
    assert erlang_b(0, 0.0) == 1


def test_a_desk_that_is_too_small_waits_without_end_and_one_without_people_serves_nobody():
    over = Desk(arrivals=5, service=1.0, staff=5)
    assert not over.is_stable
    assert assess_desk(over).mean_wait == math.inf
    assert served_within(over, 100) == 0
    nobody = Desk(arrivals=5, service=1.0, staff=0, patience=2.0)
    assert assess_desk(nobody).gives_up == 1
    assert served_within(nobody, 1) == 0
    idle = Desk(arrivals=0, service=1.0, staff=1, patience=2.0)
    assert assess_desk(idle).waits == 0
    assert served_within(idle, 0) == 1
    with pytest.raises(ValueError, match="not negative"):
        assess_desk(Desk(arrivals=-1, service=1, staff=2))
    with pytest.raises(ValueError, match="not negative"):
        erlang_b(-1, 2)


def test_the_urgent_wait_less_and_all_together_as_if_there_were_no_order():
    waits = mean_waits_by_priority(rates=[2.0, 3.0, 4.0], service=1.0, staff=10)
    assert waits[0] < waits[1] < waits[2]
    plain = assess_desk(Desk(arrivals=9.0, service=1.0, staff=10)).mean_wait
    assert (2 * waits[0] + 3 * waits[1] + 4 * waits[2]) / 9 == pytest.approx(plain)
    over = mean_waits_by_priority(rates=[2.0, 9.0, 1.0], service=1.0, staff=10)
    assert over[0] == pytest.approx(1 / 10 / 0.8)
    assert over[1:] == [math.inf, math.inf]


def test_the_load_of_exponential_times_obeys_its_differential_equation():
    hours = np.arange(0, 24, 0.05)
    rates = 20 + 15 * np.sin(hours * 2 * np.pi / 24)
    load = offered_load(rates, slot=0.05, longer=lambda x: np.exp(-x / 1.5), mean=1.5)
    # Eick, Massey and Whitt: for a sine the load is the sine turned back and flattened.
    turn = 2 * np.pi / 24 * 1.5
    ends = hours + 0.05
    exact = 1.5 * (20 + 15 * (np.sin(ends * 2 * np.pi / 24) - turn * np.cos(ends * 2 * np.pi / 24)) / (1 + turn**2))
    np.testing.assert_allclose(load, exact, rtol=0.01)
    assert load.argmax() > rates.argmax()
    assert load.mean() == pytest.approx(30, rel=1e-3)


def test_a_load_from_nothing_grows_and_bad_rates_are_refused():
    load = offered_load(np.full(48, 4.0), slot=0.5, longer=lambda x: np.exp(-x), mean=1.0, repeats=False)
    assert load[0] == pytest.approx(4 * (1 - math.exp(-0.5)), rel=1e-3)
    assert load[-1] == pytest.approx(4, rel=1e-3)
    for rates, mean in ((np.array([]), 1.0), (np.array([-1.0]), 1.0), (np.array([1.0]), math.inf)):
        with pytest.raises(ValueError, match=r"(negative|nought)"):
            offered_load(rates, slot=1.0, longer=lambda x: np.exp(-x), mean=mean)


def test_being_surer_and_days_that_vary_need_more_people():
    plain = Target(share=0.9, wait=10 / 3600)
    surer = Target(share=0.9, wait=10 / 3600, surely=0.95)
    loads = [5.0, 20.0, 5.0]
    counts = [
        [one.staff for one in staff_by_interval(loads, service=0.12, target=target, dispersion=dispersion)]
        for target, dispersion in ((plain, 0.0), (surer, 0.0), (surer, 0.02))
    ]
    assert counts[0] == counts[1]
    assert all(more > fewer for more, fewer in zip(counts[2], counts[0], strict=True))
    assert counts[0][0] == counts[0][2]
    # What is promised is kept, and not by one fewer: the chance of a day whose load the staff can still carry.
    for staff, is_enough in ((counts[2][1], True), (counts[2][1] - 1, False)):
        most = optimize.brentq(
            lambda load, n=staff: served_within(Desk(arrivals=load / 0.12, service=0.12, staff=n), 10 / 3600) - 0.9,
            5,
            60,
        )
        assert (stats.gamma(50, scale=0.02 * 20.0).cdf(most) >= 0.95) == is_enough
    assert factor_at(0.5, 0.0) == 1


def test_impossible_targets_are_said_to_be():
    with pytest.raises(NoStaffIsEnough, match="without number"):
        least_staff(3.0, service=1.0, target=Target(share=1.0, wait=0))
    with pytest.raises(ValueError, match="between 0 and 1"):
        least_staff(3.0, service=1.0, target=Target(share=0.9, wait=0, surely=1.0))
    with pytest.raises(ValueError, match="not negative"):
        least_staff(-3.0, service=1.0, target=Target(share=0.9, wait=0))
    with pytest.raises(ValueError, match="between 0 and 1"):
        square_root_staff(10.0, waits=0)
    with pytest.raises(NoStaffIsEnough, match="more than a million"):
        least_staff(2e6, service=1.0, target=Target(share=0.9, wait=0))
    assert least_staff(0.0, service=1.0, target=Target(share=0.9, wait=0)).staff <= 1


def test_the_margin_of_the_square_root_is_near_the_exact_staff():
    for load in (10.0, 50.0, 400.0):
        staff = square_root_staff(load, waits=0.1)
        assert erlang_c(staff + 1, load) <= 0.1 <= erlang_c(staff - 2, load)
