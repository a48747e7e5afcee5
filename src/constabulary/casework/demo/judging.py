"""Whether the force judges alike: samples drawn week by week, blind second scores, feedback, answers to practice calls.

Drawn after the history is written, from what was really assessed; the second scorers err as people do.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.demo.officers import collar_number_of
from constabulary.casework.scoring import answer_vignette, draw_sample, give_feedback, score_blind
from constabulary.policing.clocks import start_of
from constabulary.policing.incidents.thrive import Likelihood, Severity
from constabulary.policing.inspection.second_scoring import GRADES, Quality, Score
from constabulary.records.models import RoleGrant, SampledAssessment, ScoringSample, ThriveAssessment
from constabulary.records.queries.officers import officer_by_id
from constabulary.records.queries.scoring import blind_call
from constabulary.standards.calendar import local_day
from constabulary.standards.vignettes import Vignette, vignettes

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
#: The weeks that are drawn from, so many back: with fewer assessments a week than this each of a quarter, otherwise some.
FEW = 150
EVERY_WEEK = range(12, 0, -1)
SOME_WEEKS = (8, 2, 1)
#: How many calls of a sample are scored a second time at most, and how many hours after it was drawn.
MOST_SCORED = 60
SCORED_AFTER = (4, 130)
#: How often a second judgment is the same, and how often it is one step off where it is not.
ALIKE = 0.78
ONE_OFF = 0.85
#: How long a score waits for its feedback; every so-manyth is forgotten for weeks, and one in so many is left to be scored.
FED_BACK_AFTER, FED_BACK_LATE = 2 * DAY, 18 * DAY
FORGOTTEN = 20
LEFT = 6
#: How many people answer practice calls, and how many calls each.
ANSWERERS = 24
ANSWERS = 6
ANSWERS_OF_SIGN_INS = 2
SCORERS = (Role.CONTROL_ROOM_SUPERVISOR, Role.IMU_ASSESSOR, Role.SUPERVISOR, Role.INSPECTOR)
PRACTISING = (Role.CONTACT_HANDLER, Role.DISPATCHER, Role.CONTROL_ROOM_SUPERVISOR, Role.IMU_ASSESSOR)
WHY = (
    "He is still nearby and nobody is with her.", "Nobody is at risk now; what is left is evidence.",
    "What was said last time makes it likelier today.", "It can wait, but not until tomorrow.",
    "A child may be in the house.",
)  # fmt: skip
FEEDBACK = {
    Quality.GOOD: "Each element is there and the grade follows from them.",
    Quality.ADEQUATE: "The grade holds; say next time who else is in the house.",
    Quality.INADEQUATE: "The risk that was told on the line is not in the grade. Let us listen to it together.",
}


def add_judgments(*, by: Officer, at: datetime, chance: Random) -> None:
    """Draw by the clock, score by hand, feed back, practise."""
    _draw(by, at, chance)
    _score(at, chance)
    _practise(at, chance)


def _draw(by: Officer, at: datetime, chance: Random) -> None:
    """Finished weeks, each drawn from on the Monday after it: every one of a quarter where few calls are assessed."""
    monday = local_day(at) - DAY * local_day(at).weekday()
    last = ThriveAssessment.objects.filter(assessed_at__gte=start_of(monday - WEEK), assessed_at__lt=start_of(monday))
    for back in EVERY_WEEK if last.count() < FEW else SOME_WEEKS:
        from_on = monday - WEEK * back
        drawn_at = min(start_of(from_on + WEEK) + 6 * HOUR, at)
        draw_sample(from_on=from_on, until_on=from_on + WEEK - DAY, by=by, at=drawn_at, seed=chance.getrandbits(62))


def _score(at: datetime, chance: Random) -> None:
    """Each in the days after it was drawn; what was drawn a moment ago waits, and so does one in a few of the others."""
    scorers = list(_people(SCORERS, 12))
    for sample in ScoringSample.objects.order_by("id"):
        drawn = list(SampledAssessment.objects.filter(sample=sample).select_related("assessment").order_by("id"))
        # A sample lies in order of its strata: spread over all of it.
        for number, row in enumerate(drawn[:: 1 + len(drawn) // MOST_SCORED]):
            scored_at = sample.drawn_at + HOUR * chance.uniform(*SCORED_AFTER)
            if scored_at < at - HOUR and number % LEFT != LEFT - 1:
                _score_one(
                    row, scorers, chance, scored_at, at, waits=FED_BACK_AFTER if number % FORGOTTEN else FED_BACK_LATE
                )


def _score_one(
    row: SampledAssessment,
    scorers: list[Officer],
    chance: Random,
    scored_at: datetime,
    at: datetime,
    *,
    waits: timedelta,
) -> None:
    call = blind_call(row.id)
    free = [one for one in scorers if call is not None and one.id not in call.had_a_part]
    if not free:
        return
    scorer, first = chance.choice(free), row.assessment.grade
    grade = _judge(chance, first)
    score_blind(sampled=row.id, score=_score_of(chance, grade), by=scorer, at=scored_at)
    if scored_at + waits < at:
        quality = _quality(first, grade)
        words = FEEDBACK[quality]
        give_feedback(sampled=row.id, quality=quality, words=words, by=scorer, at=scored_at + waits)


def _practise(at: datetime, chance: Random) -> None:
    """Each answers some of the practice calls; the sign-ins few, so that whoever looks round can answer the rest."""
    sign_ins = {collar_number_of(role) for role in PRACTISING}
    for officer in _people(PRACTISING, ANSWERERS):
        wanted = ANSWERS_OF_SIGN_INS if officer.collar_number in sign_ins else ANSWERS
        for asked in chance.sample(vignettes().all, wanted):
            answer_vignette(
                vignette=asked, score=_answer(chance, asked), by=officer, at=at - DAY * chance.uniform(1, 60)
            )


def _people(roles: tuple[Role, ...], most: int) -> Iterator[Officer]:
    """People of these roles by turns, so that each desk is among the first."""
    by_role = [
        list(RoleGrant.objects.filter(role=role.value, ended_at=None).order_by("holder_id").values_list("holder_id", flat=True))
        for role in roles
    ]  # fmt: skip
    given = 0
    for place in range(max(len(one) for one in by_role)):
        for holders in by_role:
            found = officer_by_id(holders[place]) if place < len(holders) and given < most else None
            if found is not None:
                given += 1
                yield found


def _judge(chance: Random, grade: str) -> str:
    """The same grade again, mostly; now and then a step off, seldom two."""
    if chance.random() < ALIKE:
        return grade
    step = (1 if chance.random() < ONE_OFF else 2) * chance.choice((-1, 1))
    return GRADES[min(max(GRADES.index(grade) + step, 0), len(GRADES) - 1)]


def _score_of(chance: Random, grade: str) -> Score:
    urgent = len(GRADES) - GRADES.index(grade)
    severity = min(max(urgent - 1 + chance.choice((-1, 0, 0, 0)), 0), 4)
    likelihood = min(max(urgent - 1 + chance.choice((-1, 0, 0, 1)), 0), 4)
    return Score(
        grade=grade, severity=Severity(severity), likelihood=Likelihood(likelihood), rationale=chance.choice(WHY)
    )


def _answer(chance: Random, asked: Vignette) -> Score:
    return _score_of(chance, _judge(chance, asked.grade))


def _quality(first: str, second: str) -> Quality:
    apart = abs(GRADES.index(first) - GRADES.index(second))
    return (Quality.GOOD, Quality.ADEQUATE, Quality.INADEQUATE)[min(apart, 2)]
