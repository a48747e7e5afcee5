"""Response grades and the clocks of THRIVE."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any

from constabulary.standards.dated import Key
from constabulary.standards.intervals import interval as interval
from constabulary.standards.intervals import share
from constabulary.standards.values import value


class ClockStart(StrEnum):
    """The moment from which a force counts the minutes to arrival."""

    CALL_ANSWERED = "call_answered"
    GRADED = "graded"
    DISPATCHED = "dispatched"


WITHIN_THE_HOUR = timedelta(hours=1)


@value
class ResponseGrade:
    """One response grade. The lower the rank, the more urgent."""

    code: str
    label: str
    rank: int
    urban_within: timedelta
    rural_within: timedelta
    clock_start: ClockStart
    rethrive_within: timedelta
    alert_within: timedelta
    deployed: bool

    def attend_within(self, *, rural: bool) -> timedelta:
        """How soon someone is to be there, or to call back."""
        return self.rural_within if rural else self.urban_within


@value
class ResponseGrades:
    """The grades of a force, most urgent first."""

    grades: tuple[ResponseGrade, ...]

    def named(self, code: str) -> ResponseGrade:
        """The grade with this code. Raises KeyError."""
        for grade in self.grades:
            if grade.code == code:
                return grade
        raise KeyError(code)

    @property
    def pressing(self) -> tuple[str, ...]:
        """The codes of those at which somebody is to be there within the hour, most urgent first."""
        return tuple(one.code for one in self.grades if one.deployed and one.urban_within <= WITHIN_THE_HOUR)

    @property
    def deployed(self) -> tuple[str, ...]:
        """The codes of those to which somebody is sent, most urgent first."""
        return tuple(one.code for one in self.grades if one.deployed)

    @property
    def most_urgent(self) -> ResponseGrade:
        """The grade that nothing is more urgent than."""
        return self.grades[0]

    @property
    def codes(self) -> tuple[str, ...]:
        """Their codes, most urgent first."""
        return tuple(grade.code for grade in self.grades)


@value
class Answering:
    """How soon a call to 999 is answered, and what share of them is to be."""

    within: timedelta
    share: float


def _answering(raw: Mapping[str, Any]) -> Answering:
    made = Answering(within=timedelta(seconds=raw["seconds"]), share=float(raw["share"]))
    if made.within <= timedelta() or not 0 < made.share <= 1:
        raise ValueError("seconds above nought, and a share above nought and up to 1")
    return made


@value
class AdvisoryScore:
    """What vulnerability and repetition add to severity x likelihood, and where the bands begin."""

    vulnerability: int
    repeat: int
    high: int
    middle: int


def _grades(raw: list[Mapping[str, Any]]) -> ResponseGrades:
    made = [
        ResponseGrade(
            code=one["code"],
            label=one["label"],
            rank=one["rank"],
            urban_within=timedelta(minutes=one["urban_minutes"]),
            rural_within=timedelta(minutes=one["rural_minutes"]),
            clock_start=ClockStart(one["clock_start"]),
            rethrive_within=timedelta(minutes=one["rethrive_minutes"]),
            alert_within=timedelta(minutes=one["alert_minutes"]),
            deployed=one["deployed"],
        )
        for one in raw
    ]
    made.sort(key=lambda grade: grade.rank)
    if [(grade.rank, grade.code) for grade in made] != [(rank, f"G{rank}") for rank in range(1, 6)]:
        raise ValueError("there are five grades, G1 to G5, ranked 1 to 5; their labels and minutes are the force's")
    return ResponseGrades(grades=tuple(made))


RESPONSE_GRADES = Key("response.grades", _grades)
ANSWER_999 = Key("contact.answer_999", _answering)
REVIEW_CEILING = Key("thrive.review_ceiling", interval)
VULNERABLE_SHARE = Key("thrive.vulnerable_share", share)
REASSESS_AFTER_CHANGE = Key("thrive.after_change", interval)
ADVISORY_SCORE = Key("thrive.advisory_score", lambda raw: AdvisoryScore(**raw))
FIND_PLACE_WITHIN = Key("response.find_place", interval)
FINISH_THRIVE = Key("response.finish_thrive", interval)
FINISH_THRIVE_PRIORITY = Key("response.finish_thrive_priority", interval)
OPEN_WITHIN = Key("contact.open_within", interval)
ACKNOWLEDGE_WITHIN = Key("handoff.acknowledge_within", interval)
THRIVE_BLOCKS = Key("thrive.blocks", lambda raw: tuple(name for name, on in raw.items() if on))
