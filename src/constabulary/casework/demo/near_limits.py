"""Officers at their limits: two in training with what they may hold, and weights near a limit drawn and graded again."""

from datetime import datetime, timedelta
from random import Random

from constabulary.access.officers import Officer
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.allocation_reading import INVESTIGATING_ROLES, loads_of
from constabulary.casework.demo.present import Present
from constabulary.casework.demo.reports import THEFT, VIOLENCE
from constabulary.casework.officers import add_officer_in_act
from constabulary.casework.regrading import draw_regrading, grade_again
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.allocation.regrading import Graded
from constabulary.policing.allocation.workload import Weight
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.workforce.skills import Skill
from constabulary.records.models import SampledWeight, Team
from constabulary.records.queries.allocation import OfficerFilter, officers_at_work
from constabulary.records.queries.officers import officers_of_roles
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import Moments, Rulebook
from constabulary.standards.workload import REGRADING

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
#: Who grades again; and of how many drawn the last is left for whoever signs in.
GRADERS = (Role.SUPERVISOR, Role.INSPECTOR, Role.ALLOCATION_MANAGER)
LEFT = 4
#: How often the second weight is the first.
ALIKE = 0.8
#: Number, name, role, and what they are until they are no longer in training.
TRAINEES = (
    ("4001", "Student Officer", Role.INVESTIGATOR, 1, Skill.PROBATIONER),
    ("4002", "New Detective", Role.DETECTIVE, 2, Skill.NEWLY_ACCREDITED),
)


def add_near_limits(*, by: Officer, at: datetime, chance: Random) -> None:
    """Whoever is in training given what they may hold, and more with a reason; then two weeks of weights drawn."""
    _train(Present(at=at, chance=chance), by=by, at=at)
    _grade_again(by=by, at=at, chance=chance)


def _share_of_limit(officer: int, rulebook: Rulebook, at: datetime) -> float:
    """An officer's load as a share of what they may carry."""
    people = [one for one in officers_at_work(OfficerFilter(), roles=INVESTIGATING_ROLES) if one.id == officer]
    now, _ = loads_of(people, rulebook, on=local_day(at))[officer]
    return now.points / now.limit


def _train(scene: Present, *, by: Officer, at: datetime) -> None:
    sergeant = scene.by(Role.SUPERVISOR)
    taken = []
    with writing(by=by, at=at - 20 * DAY, purpose="Setting up") as w:
        team = w.find(Team, id=sergeant.team_id)[0]
        for number, name, role, pip_level, skill in TRAINEES:
            row = add_officer_in_act(
                w, collar_number=number, name=name, rank=Rank.CONSTABLE, roles=(role,), team=team,
                supervisor_id=sergeant.id, pip_level=pip_level, skills=(skill.value,),
            )  # fmt: skip
            taken.append(row.id)
    student, detective = taken
    # A robbery is not among what a student officer may hold: it is given with a reason, by whoever may lift a limit.
    for report, code, officer, days in (
        (THEFT, "049/10", student, 6), (VIOLENCE, "034/01", student, 5), (VIOLENCE, "008/06", detective, 4),
    ):  # fmt: skip
        crime = scene.record(report, at - days * DAY, code=code)
        allocate_crime(
            crime=crime.id, officer=officer, reason="To learn on, with the sergeant beside them.",
            override_reason="The sergeant goes with them.", by=scene.by(Role.INSPECTOR), at=at - (days - 1) * DAY,
        )  # fmt: skip
    # Small ones besides until they are just under their limit: whatever else the force's chance brought them.
    rulebook = read_rulebook(Moments(report=at, decision=at))
    while _share_of_limit(student, rulebook, at) < rulebook[REGRADING].value.from_share:
        crime = scene.record(THEFT, at - DAY, code="049/10")
        allocate_crime(
            crime=crime.id, officer=student, reason="To learn on, with the sergeant beside them.",
            override_reason="The sergeant goes with them.", by=scene.by(Role.INSPECTOR), at=at - DAY / 2,
        )  # fmt: skip


def _grade_again(*, by: Officer, at: datetime, chance: Random) -> None:
    """Last week's drawn and graded but for a few, this week's drawn."""
    people = [one for one in officers_of_roles(GRADERS) if not one.is_system]
    draw_regrading(by=by, at=at - WEEK, seed=f"{chance.getrandbits(62):x}")
    for number, row in enumerate(SampledWeight.objects.order_by("id")):
        if number % LEFT != LEFT - 1:
            weight = row.weight if chance.random() < ALIKE else Weight.VOLUME.value
            given = Graded(weight=weight, stage=row.stage, words="As the first account and the plan have it.")
            # Until one is found who had no part in the crime.
            _by_anybody(row, given, chance.sample(people, k=len(people)), at - DAY)
    draw_regrading(by=by, at=at, seed=f"{chance.getrandbits(62):x}")


def _by_anybody(row: SampledWeight, given: Graded, people: list[Officer], at: datetime) -> None:
    for one in people:
        try:
            grade_again(sampled=row.id, given=given, by=one, at=at)
        except NotAllowed:
            continue
        return
