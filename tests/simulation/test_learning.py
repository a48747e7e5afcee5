"""The whole of learning: routes, remarks, drift, the report, and what bad histories teach."""

from datetime import UTC, datetime

import numpy as np
import pytest

from constabulary.simulation.learning.drift import Drifted, find_drift
from constabulary.simulation.learning.fitting import Shape
from constabulary.simulation.learning.history import make_history
from constabulary.simulation.learning.learning import Remark, Remarked, learn
from constabulary.simulation.learning.routing import LEAVES, expected_visits, learn_routing
from constabulary.simulation.learning.telling import drift_in_words, hours_in_words, remark_in_words, tell, tell_drift

START = datetime(2026, 1, 5, tzinfo=UTC).timestamp()
HOUR, DAY = 3600.0, 86400.0


def rows_of(days, *, per_day=20.0, review=2.0, back=0.2, seed=1, start=START):
    """Visits of a made-up desk: review, then recording, of which a share comes back; lognormal and gamma lengths."""
    chance = np.random.default_rng(seed)
    rows = []
    for item in range(chance.poisson(per_day * days)):
        at = start + chance.uniform(0, days * DAY)
        risk = "high" if chance.uniform() < 0.3 else "other"
        while True:
            ends = at + chance.lognormal(np.log(review * 3600), 0.8)
            rows.append((f"{seed}-{item}", "review", risk, at, ends))
            at = ends + chance.gamma(2, 1800)
            rows.append((f"{seed}-{item}", "recording", risk, ends, at))
            if chance.uniform() >= back:
                break
    return rows


def as_seen(rows, since, until):
    """The history of these visits as it is known at a moment."""
    rows = [row for row in rows if row[3] < until]
    items, stages, works, began, ended = zip(*rows, strict=True)
    ends = [one if one <= until else float("nan") for one in ended]
    return make_history(items=items, stages=stages, classes=works, began=began, ended=ends, since=since, until=until)


def force(days=120, **others):
    return as_seen(rows_of(days, **others), START, START + days * DAY)


def test_what_made_the_records_is_learned_from_them():
    learned = learn(*force(seed=2))
    assert sum(one.per_day for one in learned.arrivals) == pytest.approx(20, rel=0.1)
    review = learned.stage(learned.stage_names.index("review"))
    assert review.best.shape is Shape.LOGNORMAL
    assert review.best.scale == pytest.approx(2, rel=0.1)
    assert review.half.low < 2 < review.half.high
    recording = learned.stage(learned.stage_names.index("recording"))
    assert recording.best.shape is Shape.GAMMA
    assert recording.best.mean == pytest.approx(1, rel=0.1)
    back = next(one for one in learned.routing.of(learned.stage_names.index("recording")) if one.to != LEAVES)
    assert back.share.low < 0.2 < back.share.high
    assert learned.routing.rework[0].estimate == pytest.approx(0.2, abs=0.03)
    visits = expected_visits(learned.routing, np.array([1.0, 0.0]))
    assert visits == pytest.approx([1.25, 1.25], rel=0.05)
    assert (0, 0) in {(one.stage, one.work) for one in learned.stages}


def test_work_that_never_leaves_has_no_number_of_visits():
    history, _ = make_history(
        items=["a"] * 3 + ["b"],
        stages=["x", "y", "x", "y"],
        began=[0, 10, 20, 0],
        ended=[10, 20, 30, float("nan")],
        until=31.0,
    )
    routing = learn_routing(history)
    assert expected_visits(routing, np.array([1.0, 0.0])) is not None
    stuck = learn_routing(history.where(history.began < 20).up_to(25.0))
    assert stuck.rework[0].numerator == 0


def test_the_report_says_each_thing_with_its_interval_and_names_what_to_be_careful_of():
    lines = list(tell(learn(*force(seed=2))))
    text = "\n".join(lines)
    assert "visits to 2 stages, 05 January 2026 00:00" in lines[0]
    assert "Arrivals of high:" in text
    assert "Time in review: half within 2.0 h (" in text
    assert "Nearest shape: lognormal with median" in text
    assert "After recording," in text
    assert "goes on to review" in text
    assert "of the visits to review are by work that had been there before." in text
    assert "hold waiting as well as work" in text
    assert "no season is in the rates" in text


@pytest.mark.parametrize(
    ("rows", "remark"),
    [
        ([], Remark.NOTHING),
        ([("a", 0.0, 5.0)], Remark.ONE),
        ([("a", 0.0, float("nan")), ("b", 0.0, float("nan"))], Remark.NO_TIME),
        ([("a", 0.0, 5.0), ("b", 9.0, 2.0)], Remark.OUT_OF_ORDER),
        ([("a", 0.0, 5.0), ("b", float("nan"), 2.0)], Remark.NO_BEGINNING),
        ([("a", 0.0, 5e5)] * 40, Remark.ALL_ALIKE),
    ],
    ids=["empty", "one", "one moment", "out of order", "no beginning", "all alike"],
)
def test_a_bad_history_is_said_in_a_sentence_and_teaches_what_it_can(rows, remark):
    items, began, ended = zip(*rows, strict=True) if rows else ((), (), ())
    learned = learn(*make_history(items=items, stages=["work"] * len(rows), began=began, ended=ended))
    assert remark in {one.remark for one in learned.remarks}
    lines = list(tell(learned))
    assert lines[-1].endswith(".")
    assert learned.faults.read == len(rows)
    assert learned.visits == len(rows) - learned.faults.left_out


def test_what_begins_after_the_end_is_left_out_and_what_ends_after_it_is_open():
    history, faults = make_history(
        items="abc", stages=["s"] * 3, began=[0, 10, 90], ended=[5, 95, 99], since=0, until=60
    )
    assert faults.not_yet == 1
    assert history.count == 2
    assert np.isnan(history.ended).tolist() == [False, True]
    assert Remark.NOT_YET in {one.remark for one in learn(history, faults).remarks}


def test_stages_of_which_most_or_all_is_open_are_not_spoken_of_as_if_they_were_done():
    began = np.arange(100) * 3600.0
    ended = np.where(np.arange(100) < 20, began + 3600 * (1 + np.arange(100) % 7), np.nan)
    history, faults = make_history(
        items=range(110),
        stages=["desk"] * 100 + ["lab"] * 10,
        began=[*began, *began[:10]],
        ended=[*ended, *[np.nan] * 10],
    )
    found = {one.remark: one for one in learn(history, faults).remarks}
    assert found[Remark.MANY_OPEN].about == "desk"
    assert found[Remark.FEW_ENDS].figure == 20
    assert found[Remark.NONE_ENDED].about == "lab"
    assert found[Remark.UNDER_A_WEEK].figure < 7
    assert "longer than was seen" in "\n".join(tell(learn(history, faults)))


def test_days_in_runs_and_poor_fits_are_remarked():
    chance = np.random.default_rng(8)
    level = np.repeat(np.exp(chance.normal(0, 0.6, 12)), 7)
    began = np.concatenate(
        [START + day * DAY + chance.uniform(0, DAY, chance.poisson(40 * level[day])) for day in range(84)]
    )
    lengths = np.where(
        chance.uniform(size=len(began)) < 0.5, chance.uniform(60, 70, len(began)), chance.uniform(9e5, 1e6, len(began))
    )
    learned = learn(
        *make_history(items=range(len(began)), stages=["x"] * len(began), began=began, ended=began + lengths)
    )
    found = {one.remark for one in learned.remarks}
    assert {Remark.IN_RUNS, Remark.BEYOND_CHANCE, Remark.POOR_FIT} <= found
    assert learned.stage(0).best is None


def drifts_of(rows, *, cut, until):
    whole, _ = as_seen(rows, START, START + until * DAY)
    return find_drift(whole, cut=START + cut * DAY)


def test_a_change_is_found_and_the_same_again_is_not():
    drifts = drifts_of(rows_of(150), cut=90, until=150)
    assert {one.what for one in drifts} == set(Drifted)
    assert not [one for one in drifts if one.has_changed]
    other = rows_of(90) + rows_of(60, per_day=30, review=3.5, back=0.5, seed=3, start=START + 90 * DAY)
    drifts = drifts_of(other, cut=90, until=150)
    assert {one.what for one in drifts if one.has_changed} == set(Drifted)
    text = "\n".join(tell_drift(drifts))
    assert "arrivals of other:" in text
    assert "time in review:" in text
    assert "work that comes back to" in text
    assert next(tell_drift(())) == "There is nothing to compare with what was learned before."


def test_where_a_few_are_held_up_it_shows_in_nine_of_ten_and_in_what_is_open_not_in_the_half():
    # A piece an hour for 60 days, each done in half an hour to an hour and a half; of the last ten days one in six is not done at all.
    began = START + np.arange(60 * 24) * HOUR
    ended = began + HOUR * (0.5 + (np.arange(60 * 24) % 7) / 6)
    held = (began >= START + 50 * DAY) & (np.arange(60 * 24) % 6 == 0)
    history, _ = make_history(
        items=range(60 * 24), stages=["desk"] * (60 * 24), began=began, ended=np.where(held, np.nan, ended), since=START,
        until=START + 60 * DAY,
    )  # fmt: skip
    (found,) = [one for one in find_drift(history, cut=START + 50 * DAY) if one.what is Drifted.DURATION]
    assert found.has_changed
    assert abs(found.now - found.then) <= 0.2, "half of it takes as long as before"
    assert found.late_then < 1.6
    assert found.late_now is None, "nine in ten were not done"
    assert found.still_open == held.sum() + (ended[~held] > START + 60 * DAY).sum()
    assert found.seen == 240
    told = drift_in_words(found)
    assert told.endswith(f"longer than was seen now; {found.still_open} of the 240 since then are still open")


#: At most one in twenty is meant: three of six come once in about 450 times, four of twelve once in about 400.
@pytest.mark.parametrize(
    ("seeds", "too_many"), [(6, 3), pytest.param(12, 4, marks=pytest.mark.slow)], ids=["six", "twelve"]
)
@pytest.mark.parametrize(("review", "back"), [(72.0, 0.0), (30.0, 0.3)], ids=["two long stages", "rework"])
def test_what_goes_on_as_it_was_is_seldom_called_a_change(review, back, seeds, too_many):
    """Work that came before the cut and is still under way after it is neither new nor without its earlier visits."""
    wrong = 0
    for seed in range(seeds):
        rows = rows_of(60, per_day=5, review=review, back=back, seed=500 + seed)
        wrong += any(one.has_changed for one in drifts_of(rows, cut=40, until=60))
    assert wrong < too_many


def test_the_first_visit_of_all_is_the_arrival_and_a_return_is_counted_within_one_horizon():
    # Ten pieces a day for 25 days; each comes back to the desk once, four days after it left it.
    began = START + np.arange(250) * DAY / 10
    history, _ = make_history(
        items=[*range(250), *range(250)],
        stages=["desk"] * 500,
        began=[*began, *(began + 41 * DAY / 10)],
        ended=[*(began + DAY / 10), *(began + 42 * DAY / 10)],
        since=START + 5 * DAY,
        until=START + 25 * DAY,
    )
    arrivals, _, rework = find_drift(history, cut=START + 15 * DAY)
    assert (arrivals.then, arrivals.now) == (pytest.approx(10), 10)
    # Half of what leaves the desk was there for the first time, and only that comes back.
    assert (rework.then, rework.now, rework.chance) == (0.5, 0.5, 1.0)


def test_from_a_moment_on_what_was_open_then_is_seen_from_then():
    later, _ = make_history(
        items="abc", stages=["s"] * 3, began=[0, 0, 7200], ended=[1800, 9000, 9000], since=3600.0, until=10800.0
    )
    learned = learn(later)
    assert learned.stage(0).visits == 2
    assert learned.stage(0).curve.at_risk.tolist() == [1, 1]


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0.01, "0.6 min"), (1.5, "90 min"), (5, "5.0 h"), (72, "3.0 days"), (None, "longer than was seen")],
    ids=["seconds", "minutes", "hours", "days", "not reached"],
)
def test_lengths_of_time_are_said_as_people_say_them(hours, words):
    assert hours_in_words(hours) == words


def test_one_visit_is_said_as_one():
    for count, said in (
        (1.0, "Only 1 visit ended: the durations are rough."),
        (5.0, "Only 5 visits ended: the durations are rough."),
    ):
        assert remark_in_words(Remarked(remark=Remark.FEW_ENDS, figure=count)) == said
