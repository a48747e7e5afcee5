"""Staff by formula held to play, and mended."""

from datetime import datetime

import numpy as np
import pytest

from constabulary.simulation.model.durations import Exponential
from constabulary.simulation.staffing.checked import Question, mend, model_of
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
    assert min(played.served) >= TARGET.share
    # What play spares or adds is little where the load was reckoned with.
    assert abs(played.hours_of_work - sum(trailing)) <= 12


def test_a_desk_without_people_is_mended_from_nothing_or_given_back_unmet():
    empty = (0,) * 23 + (1,)
    found = mend(ASKED, empty, target=TARGET, times=1)
    assert sum(found.staff) > sum(empty)
    assert not found.is_met
    with pytest.raises(ValueError, match="24 hours"):
        mend(ASKED, (1, 2), target=TARGET)
    assert model_of(ASKED, (2,) * 24, TARGET).warm_up_days == 1
