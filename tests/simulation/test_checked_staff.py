"""Staff by formula held to play, and mended."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from scipy.stats import gamma

from constabulary.simulation.model.durations import Exponential
from constabulary.simulation.staffing.checked import Question, _play, mend, model_of
from constabulary.simulation.staffing.needed import Target, staff_by_interval
from constabulary.simulation.staffing.offered import offered_load
from constabulary.standards.calendar import LONDON

HOURS = np.arange(24)
RATES = 8 + 6 * np.sin((HOURS - 9) * 2 * np.pi / 24)
#: Jobs of an hour and a half: long beside the hour, so that the load trails the arrivals.
MEAN = 1.5
TARGET = Target(share=0.8, wait=0.25)
ASKED = Question(rates=tuple(RATES.tolist()), service=Exponential(mean=MEAN), start=datetime(2026, 6, 1, tzinfo=LONDON))


def staff_for(loads):
    return tuple(one.staff for one in staff_by_interval(loads, service=MEAN, target=TARGET))


def test_staff_reckoned_from_the_load_serves_better_after_the_peak_than_from_the_arrivals_of_each_hour():
    loads = offered_load(RATES, slot=1.0, longer=lambda x: np.exp(-x / MEAN), mean=MEAN)
    trailing, naive = staff_for(loads), staff_for(RATES * MEAN)
    assert abs(sum(trailing) - sum(naive)) <= 2
    played = mend(ASKED, trailing, target=TARGET, times=4)
    other = mend(ASKED, naive, target=TARGET, times=4)
    assert min(played.first_served) > min(other.first_served) + 0.05
    assert played.is_met
    assert min(played.low) >= TARGET.share
    # What play spares or adds is little where the load was reckoned with.
    assert abs(played.hours_of_work - sum(trailing)) <= 12


def test_the_share_told_is_that_of_other_luck_too():
    """Tuned to one week of luck, played with luck that it never saw: no hour lies below the target or what was told."""
    naive = staff_for(RATES * MEAN)
    asked = replace(ASKED, days=7)
    found = mend(asked, naive, target=TARGET, times=2)
    assert found.is_met
    came, in_time = _play(asked, found.staff, TARGET, 999, 200)
    shares = in_time.sum(axis=0) / came.sum(axis=0)
    assert shares.min() >= TARGET.share
    np.testing.assert_allclose(found.served, shares, atol=0.04)


def test_a_target_to_be_met_surely_is_met_on_busier_days_than_the_usual():
    uneven = replace(ASKED, dispersion=0.2)
    usual, sure = model_of(uneven, (9,) * 24, TARGET), model_of(uneven, (9,) * 24, replace(TARGET, surely=0.9))
    load = gamma.ppf([0.5, 0.9], 5, scale=0.2) * RATES.sum()
    assert [one.classes[0].arrivals.per_day for one in (usual, sure)] == pytest.approx(load.tolist())


def test_a_desk_without_people_is_mended_from_nothing_or_given_back_unmet():
    empty = (0,) * 23 + (1,)
    found = mend(ASKED, empty, target=TARGET, times=1)
    assert sum(found.staff) > sum(empty)
    assert not found.is_met
    with pytest.raises(ValueError, match="24 hours"):
        mend(ASKED, (1, 2), target=TARGET)
    assert model_of(ASKED, (2,) * 24, TARGET).warm_up_days == 1
