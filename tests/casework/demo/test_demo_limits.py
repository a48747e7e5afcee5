"""The demonstration force at its limits: a superintendent's desk, training, weights drawn again, a series in the pool."""

import pytest

from constabulary.access.ranks import Rank
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.workforce.skills import Skill
from constabulary.records.models import (
    Allocation,
    Crime,
    Duty,
    IncidentLink,
    Officer,
    RegradingSample,
    SampledWeight,
    SecondWeight,
)
from constabulary.records.queries.officers import officer_by_number, sign_ins_by_role
from constabulary.records.queries.worklists import worklist_of

pytestmark = pytest.mark.usefixtures("demo_force")


def test_a_superintendent_can_sign_in_and_finds_what_waits_for_their_rank():
    (number,) = [number for number, rank, _ in sign_ins_by_role() if rank is Rank.SUPERINTENDENT]
    above = officer_by_number(number)
    assert above.desks_of_rank == (Desk.SUPERINTENDENTS,)
    assert {one.kind for one in worklist_of(above, desks=above.desks_of_rank, own=False)} >= {DutyKind.REVIEW_RELEASE}


def test_weights_were_drawn_and_graded_again_and_some_wait():
    assert RegradingSample.objects.count() == 2
    assert SecondWeight.objects.exists()
    graded = SecondWeight.objects.values("sampled")
    waiting = SampledWeight.objects.exclude(id__in=graded)
    assert waiting.exists()
    assert Duty.objects.filter(kind="grade_again", state="open").count() == waiting.count()


@pytest.mark.parametrize("skill", [Skill.PROBATIONER, Skill.NEWLY_ACCREDITED])
def test_somebody_is_in_training_and_holds_what_they_may(skill):
    trainee = Officer.objects.get(skills__contains=[skill.value])
    assert Crime.objects.filter(officer=trainee, state="allocated").exists()
    assert trainee.supervisor.collar_number == "D09"


def test_who_is_in_training_was_given_one_crime_beyond_that_with_a_reason():
    student = Officer.objects.get(skills__contains=["probationer"])
    robbery = Crime.objects.get(officer=student, offence_code="034/01")
    assert Allocation.objects.get(crime=robbery).override_reason


def test_a_series_waits_of_which_somebody_has_the_first():
    linked = IncidentLink.objects.filter(kind="related", words="The same van at each.")
    assert linked.count() == 2
    incidents = set(linked.values_list("incident", flat=True)) | set(linked.values_list("linked", flat=True))
    crimes = Crime.objects.filter(incident__in=incidents)
    assert crimes.count() == 3
    assert crimes.exclude(officer=None).exists()
