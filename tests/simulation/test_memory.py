"""How much memory a run takes is known before it is played, from what is kept of each replication."""

from dataclasses import fields, replace
from datetime import date, time

import numpy as np
import pytest

from constabulary.simulation.model.durations import Exponential
from constabulary.simulation.model.staffing import Break, Rota, Shift, StaffGroup
from constabulary.simulation.results.memory import BYTES_OF_SPELL, COPIES_OF_LINE, SUM, bytes_kept, bytes_needed
from constabulary.simulation.results.simulating import play_numbers
from tests.simulation.models import everything, queue

BASE = queue(rate=1.0, service=Exponential(mean=1.0), servers=2, days=10)


@pytest.mark.parametrize("snapshots", [1, 4])
def test_what_is_kept_of_a_replication_is_counted_to_the_byte_but_for_a_few(snapshots):
    model = replace(everything(), snapshots_a_day=snapshots)
    (one,) = play_numbers(model, 1, [0])
    arrays = [each for field in fields(one) if isinstance(each := getattr(one, field.name), np.ndarray)]
    kept = sum(each.nbytes for each in arrays)
    counted = bytes_kept(model) - len(one.there) * SUM * COPIES_OF_LINE
    # What is not counted does not grow with the days: a sum for each class, stage, group and duty.
    assert counted <= kept <= counted + 2000
    assert counted > 50_000


def test_it_grows_with_each_of_what_the_sentence_names():
    needed = bytes_needed(BASE, replications=100)
    more = {
        "replications": bytes_needed(BASE, replications=200),
        "days": bytes_needed(replace(BASE, days=20), replications=100),
        "snapshots": bytes_needed(replace(BASE, snapshots_a_day=24), replications=100),
        "stages": bytes_needed(replace(BASE, stages=BASE.stages * 2), replications=100),
        "classes": bytes_needed(replace(BASE, classes=BASE.classes * 2), replications=100),
        "workers": bytes_needed(BASE, replications=100, workers=2),
    }
    assert {name: one > needed for name, one in more.items()} == dict.fromkeys(more, True)


def shifts_of(*shifts: Shift, rotas: tuple[Rota, ...] = ()) -> float:
    """How many shifts of a day the memory is counted for."""
    staffed = BASE.with_group(StaffGroup(name="staff", skills=("desk",), shifts=shifts, rotas=rotas))
    return (bytes_needed(staffed, replications=1) - bytes_needed(BASE, replications=1)) / BYTES_OF_SPELL


DAY = Shift(starts=time(7), ends=time(15))


def test_every_shift_of_every_day_is_counted():
    assert shifts_of(DAY) == 10
    assert shifts_of(DAY, DAY) == 20
    assert shifts_of(replace(DAY, breaks=(Break(after=3, minutes=30, turns=3),))) == 40
    assert shifts_of(replace(DAY, weekdays=(0,))) == pytest.approx(10 / 7, abs=1e-3)
    assert shifts_of(replace(DAY, first=date(2026, 1, 6), last=date(2026, 1, 7))) == 2
    assert shifts_of(rotas=(Rota(pattern="E-", shifts=(DAY,), teams=(1, 1, 1), begins_on=date(2026, 1, 5)),)) == 30
