"""Our own defaults for the force's inspection of itself."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from constabulary.standards.dated import Key
from constabulary.standards.response import interval
from constabulary.standards.values import value


@value
class Sampling:
    """The share of assessments that is drawn, and how many times as often those that go wrong more."""

    share: float
    more_often: float


@value
class AgreementSettings:
    """The fewest pairs, and the fewest people whose calls they are, of which anything is said; the kappa to reach."""

    pairs: int
    people: int
    target: float


@value
class MovedSettings:
    """How a day's ways out are held against the `days` before: a fall to `most_share` of what was to be expected or less,
    where at least `least_expected` were; a rise that makes good `least_made_good` of the fall; and one false alarm in about
    `false_alarm_days` for the whole force.
    """

    days: int
    false_alarm_days: int
    most_share: float
    least_expected: float
    least_made_good: float


def _moved(raw: Mapping[str, Any]) -> MovedSettings:
    made = MovedSettings(**raw)
    if made.days < 1 or made.false_alarm_days < 1 or not (0 < made.most_share < 1 and 0 < made.least_made_good <= 1):
        raise ValueError("a day or more, and shares between nought and one")
    return made


#: With fewer people a figure would be one of a person, whatever a force sets.
FEWEST_PEOPLE = 3


def _agreement(raw: Mapping[str, Any]) -> AgreementSettings:
    if raw["people"] < FEWEST_PEOPLE or raw["pairs"] < raw["people"]:
        raise ValueError(f"agreement is said of {FEWEST_PEOPLE} people or more, and of a pair each")
    return AgreementSettings(**raw)


@value
class AidSettings:
    """The fewest judged of which the error of an aid is told, for how long it is accepted, and when it is looked at again."""

    least: int
    longest: timedelta
    remind: timedelta


def _aids(raw: Mapping[str, Any]) -> AidSettings:
    made = AidSettings(
        least=int(raw["least"]), longest=timedelta(days=raw["longest_days"]), remind=timedelta(days=raw["remind_days"])
    )
    if made.least < 1 or not timedelta(0) <= made.remind < made.longest:
        raise ValueError("an aid is looked at again before its acceptance ends")
    return made


CLOSING_PERIODS = Key("inspection.closing", lambda raw: int(raw["periods"]))
MEASURE_WINDOW = Key("inspection.window", interval)
ALLOCATED_WITHIN = Key("inspection.allocated_within", interval)
THRIVE_RECORDED_WITHIN = Key("inspection.thrive_recorded_within", interval)
LOOKED_BACK = Key("inspection.looked_back", interval)
LEAST_OF_UNIT = Key("inspection.least_of_unit", lambda raw: int(raw["records"]))
MOVED = Key("inspection.moved", _moved)
LOOK_AT_MOVED_WITHIN = Key("inspection.look_at_moved_within", interval)
MOVED_AGAIN_AFTER = Key("inspection.moved_again_after", interval)
SUSPECT_OUTSTANDING = Key("inspection.suspect_outstanding", interval)
SAMPLING = Key("scoring.sample", lambda raw: Sampling(share=float(raw["share"]), more_often=float(raw["more_often"])))
WEEKS_DRAWN = Key("scoring.weeks_drawn", lambda raw: int(raw["weeks"]))
FEEDBACK_WITHIN = Key("scoring.feedback_within", interval)
AGREEMENT = Key("scoring.agreement", _agreement)
SECOND_REVIEW_SAMPLE = Key(
    "second_review.sample", lambda raw: Sampling(share=float(raw["share"]), more_often=float(raw["more_often"]))
)
SECOND_REVIEW_WEEKS = Key("second_review.weeks_drawn", lambda raw: int(raw["weeks"]))
SECOND_REVIEW_WITHIN = Key("second_review.within", interval)
SETTLE_REVIEW_WITHIN = Key("second_review.settle_within", interval)
SECOND_REVIEW_AGREEMENT = Key("second_review.agreement", _agreement)
REGRADING_AGREEMENT = Key("allocation.regrading_agreement", _agreement)
SAFETY_AFTER = Key("second_review.safety_after", interval)
AIDS = Key("aids.acceptance", _aids)
