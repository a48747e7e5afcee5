"""The five traps of workload: away with crimes, a cap that holds, one 'over', unknown types, nothing remembered."""

import re
from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.abstractions import end_abstraction
from constabulary.casework.allocation_pools import pool_to_propose
from constabulary.casework.allocation_reading import INVESTIGATING_ROLES, loads_of, open_choice
from constabulary.casework.cover import open_cover
from constabulary.casework.investigation.reading import open_team
from constabulary.casework.local_standards import set_local_standards
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.allocation.workload import Band
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.workforce.abstractions import AbstractionKind
from constabulary.records.models import Allocation, Crime
from constabulary.records.queries.allocation import OfficerFilter, PoolFilter, officers_at_work, pool
from constabulary.records.queries.officers import system_officer
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import Moments
from tests.conftest import asking
from tests.factories.crimes import allocated, give, recorded
from tests.factories.workforce import away
from tests.repository.sources import SOURCE

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=5)
DAY = timedelta(days=1)


def load_of(role: Role, at):
    people = officers_at_work(OfficerFilter(), roles=INVESTIGATING_ROLES)
    found = loads_of(people, read_rulebook(Moments(report=at, decision=at)), on=local_day(at))
    return found[asking(role).id][0]


def test_whoever_is_away_and_still_has_crimes_shows_no_capacity_and_the_crimes_appear_for_cover(at):
    crime = allocated(at)
    by = asking(Role.SUPERVISOR)
    assert open_cover(everybody=True, purpose="Finding cover", by=by, at=at + LATER).away == ()
    away(Role.DETECTIVE, at)
    found = load_of(Role.DETECTIVE, at)
    assert (found.band, found.crimes, found.limit) == (Band.NONE, 1, 0)
    opened = open_cover(everybody=True, purpose="Finding cover", by=by, at=at + LATER)
    assert [one.officer.id for one in opened.away] == [asking(Role.DETECTIVE).id]
    assert [one.reference for one in opened.crimes] == [crime.reference]
    asking(Role.SUPERVISOR)
    team = open_team(team=None, purpose="Supervising", by=by, at=at + LATER)
    assert team.loads[asking(Role.DETECTIVE).id].band is Band.NONE


def test_the_cap_holds_for_whoever_has_not_the_rank_whatever_they_write_and_the_reason_of_those_who_have_is_kept(at):
    away(Role.INVESTIGATOR, at, days=1)
    crime = recorded(at)
    for by in (Role.ALLOCATION_MANAGER, Role.SUPERVISOR, Role.IMU_ASSESSOR):
        with pytest.raises(NotAllowed) as refused:
            give(crime, Role.INVESTIGATOR, at + LATER, by=asking(by))
        assert [one.code for one in refused.value.reasons] == ["allocation.away-all-day"]
    inspector = asking(Role.INSPECTOR)
    with pytest.raises(NotAllowed) as refused:
        give(crime, Role.INVESTIGATOR, at + LATER, by=inspector, override_reason=" ")
    assert "allocation.no-capacity" in [one.code for one in refused.value.reasons]
    give(crime, Role.INVESTIGATOR, at + LATER, by=inspector, override_reason="In at noon, and knows them.")
    row = Allocation.objects.get(crime=crime)
    assert (row.override_reason, row.allocated_by_id) == ("In at noon, and knows them.", inspector.id)
    assert "allocation.no-capacity" in row.reasons
    assert float(row.load_limit) == 0


def test_the_next_day_they_can_carry_again(at):
    away(Role.INVESTIGATOR, at, days=1)
    crime = recorded(at)
    give(crime, Role.INVESTIGATOR, at + DAY)
    assert float(Allocation.objects.get(crime=crime).load_limit) == 20


def test_a_force_names_another_rank_and_it_counts_from_the_next_act_on(at):
    away(Role.INVESTIGATOR, at, days=1)
    crime = recorded(at)
    with pytest.raises(NotAllowed):
        give(crime, Role.INVESTIGATOR, at + LATER, by=asking(Role.SUPERVISOR))
    overlay = (
        '[[standard]]\nkey = "allocation.over_limit"\n[[standard.edition]]\nvalid_from = 2026-01-01\n'
        'edition = "Kentshire"\nsource = "Ours"\nvalue = "supervisor"\n'
    )
    set_local_standards(text=overlay, by=asking(Role.ADMINISTRATOR), at=at)
    give(crime, Role.INVESTIGATOR, at + LATER, by=asking(Role.SUPERVISOR))
    assert Crime.objects.get(pk=crime.pk).officer_id == asking(Role.INVESTIGATOR).id


def test_only_one_place_says_who_is_over():
    said = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if re.search(r"points\w*\s*[<>]=?\s*[\w.]*limit|limit\w*\s*[<>]=?\s*[\w.]*points", path.read_text())
    ]
    assert said == ["policing/allocation/workload.py"]


@pytest.mark.parametrize("share", [1.0, 0.5], ids=["away", "half a day"])
def test_pages_acts_and_the_optimiser_use_the_same_capacity(share, at):
    away(Role.DETECTIVE, at, share=share)
    crime = recorded(at)
    detective = asking(Role.DETECTIVE).id
    limit = 30 * (1 - share)
    assert load_of(Role.DETECTIVE, at).limit == limit
    asking(Role.ALLOCATION_MANAGER)
    asked = pool_to_propose(
        pool(PoolFilter(), at=at + LATER), read_rulebook(Moments(report=at, decision=at)), at=at + LATER
    )
    in_pool = {one.key: one.limit for one in asked.pool.officers}
    assert in_pool.get(str(detective)) == (limit or None)
    by = asking(Role.ALLOCATION_MANAGER)
    opened = open_choice(reference=crime.reference, purpose="Allocating", by=by, at=at + LATER, wanted=OfficerFilter())
    assert next(one.after.limit for one in opened.choices if one.officer.id == detective) == limit
    done = give(crime, Role.DETECTIVE, at + LATER, by=asking(Role.INSPECTOR))
    assert done.after.limit == limit


def test_a_crime_of_a_type_that_nobody_knows_weighs_as_the_heaviest_and_is_flagged(at):
    crime = allocated(at)
    known = load_of(Role.DETECTIVE, at)
    assert (known.points, known.unknown) == (2.0, 0)
    with writing(by=system_officer(), at=at, purpose="Migrating") as w:
        row = w.lock(Crime, crime.pk)
        w.entry(EntryKind.CRIME_RECLASSIFIED, subject=row)
        w.update(row, offence_key="of-another-system")
    asking(Role.SUPERVISOR)
    found = load_of(Role.DETECTIVE, at)
    assert (found.points, found.unknown) == (8.0, 1)
    done = give(recorded(at), Role.DETECTIVE, at + LATER)
    assert (done.before.points, done.before.unknown) == (8.0, 1)


def test_nothing_is_remembered_from_one_question_to_the_next(at):
    number = away(Role.DETECTIVE, at - DAY)
    assert load_of(Role.DETECTIVE, at).band is Band.NONE
    end_abstraction(abstraction=number, last_day=local_day(at - DAY), by=asking(Role.SUPERVISOR), at=at)
    assert load_of(Role.DETECTIVE, at).band is Band.GREEN
    away(Role.DETECTIVE, at, kind=AbstractionKind.TRAINING, days=1, share=0.5)
    assert load_of(Role.DETECTIVE, at).limit == 15


@pytest.mark.parametrize(
    "module",
    [
        "policing/allocation/workload.py", "policing/workforce/abstractions.py", "records/queries/abstractions.py",
        "casework/allocation.py", "casework/allocation_reading.py", "casework/allocation_pools.py", "casework/cover.py",
    ],
)  # fmt: skip
def test_no_module_of_loads_keeps_anything_for_the_process(module):
    assert not re.search(r"\b(lru_cache|cache|cached_property)\b", (SOURCE / module).read_text())
