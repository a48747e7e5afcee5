"""Screening a crime: what it leaves, what stands against it, and that no outcome goes round it."""

import dataclasses
from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.allocation_screening import look_at_screening, screen_crime
from constabulary.casework.contact import InvolvedPerson
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.people import PersonDetails
from constabulary.casework.screening_reading import open_screening
from constabulary.casework.victims.positions import record_position
from constabulary.policing.allocation.screening import Decision, find_exclusions
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.victims.positions import Support
from constabulary.records.models import Crime, Duty, JournalEntry
from constabulary.records.models import Screening as ScreeningRow
from constabulary.records.queries.allocation import PoolFilter, pool
from constabulary.records.queries.officers import say_who_asks
from tests.factories.crimes import NOTHING_TO_FOLLOW, WITHDRAWN, recorded, theft_recorded

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
FILE = NOTHING_TO_FOLLOW
INVESTIGATE = dataclasses.replace(FILE, decision=Decision.INVESTIGATE)
NEVER, ALWAYS = 0.999, 0.0


@pytest.fixture
def crime(db, at):
    """A theft from a shop: what may be filed."""
    return theft_recorded(at)


def screen(crime, at, officer, given=FILE, chance=NEVER):
    return screen_crime(crime=crime.pk, given=given, by=officer(Role.IMU_ASSESSOR), at=at + 2 * HOUR, chance=chance)


def open_duties(crime):
    return set(Duty.objects.filter(crime=crime, state="open").values_list("kind", flat=True))


def waits(at, by):
    say_who_asks(by)
    return {one.id for one in pool(PoolFilter(), at=at + 3 * HOUR)}


def test_a_filed_crime_leaves_the_pool_and_its_outcome_is_due_from_whoever_filed_it(crime, at, officer):
    manager = officer(Role.ALLOCATION_MANAGER)
    assert crime.pk in waits(at, manager)
    screen(crime, at, officer)
    row = ScreeningRow.objects.get(crime=crime)
    assert (row.decision, row.drawn, row.found, row.edition) == ("file", False, [], "Screening 1")
    assert row.answers["cctv"] == {"known": "no", "words": "Asked and looked for; there is none."}
    assert Crime.objects.get(pk=crime.pk).filed_at == at + 2 * HOUR
    assert "allocate" not in open_duties(crime)
    assert Duty.objects.get(crime=crime, kind="file_crime").owner_id == officer(Role.IMU_ASSESSOR).id
    assert crime.pk not in waits(at, manager)
    assert JournalEntry.objects.filter(kind=EntryKind.CRIME_SCREENED.value).count() == 1


def test_a_drawn_crime_stays_in_the_pool_and_says_that_it_was_drawn(crime, at, officer):
    screen(crime, at, officer, chance=ALWAYS)
    assert ScreeningRow.objects.get(crime=crime).drawn
    assert Crime.objects.get(pk=crime.pk).filed_at is None
    assert "allocate" in open_duties(crime)
    assert crime.pk in waits(at, officer(Role.ALLOCATION_MANAGER))


def test_without_a_chance_given_one_is_drawn(crime, at, officer):
    made = screen(crime, at, officer, chance=None)
    assert 0 <= made.chance < 1


def test_one_that_is_filed_can_be_taken_up_again_and_waits_for_an_officer(crime, at, officer):
    screen(crime, at, officer)
    screen_crime(crime=crime.pk, given=FILE, by=officer(Role.IMU_ASSESSOR), at=at + 3 * HOUR, chance=NEVER)
    assert Duty.objects.filter(crime=crime, kind="file_crime").count() == 1
    screen_crime(crime=crime.pk, given=INVESTIGATE, by=officer(Role.IMU_ASSESSOR), at=at + 4 * HOUR)
    assert Crime.objects.get(pk=crime.pk).filed_at is None
    assert "allocate" in open_duties(crime)
    assert "file_crime" not in open_duties(crime)


def test_a_filed_crime_may_still_be_given_to_an_officer(crime, at, officer):
    screen(crime, at, officer)
    allocate_crime(
        crime=crime.pk, officer=officer(Role.DETECTIVE).id, reason="A witness has rung.", override_reason="Free.",
        by=officer(Role.ALLOCATION_MANAGER), at=at + 3 * HOUR,
    )  # fmt: skip
    assert "file_crime" not in open_duties(crime)
    with pytest.raises(NotAllowed) as refused:
        screen_crime(crime=crime.pk, given=FILE, by=officer(Role.IMU_ASSESSOR), at=at + 4 * HOUR)
    assert [one.code for one in refused.value.reasons] == ["screening.given-already"]


def test_domestic_abuse_is_never_filed_and_nothing_is_changed(at, officer):
    crime = recorded(at)
    with pytest.raises(NotAllowed) as refused:
        screen(crime, at, officer)
    assert "screening.domestic-abuse" in {one.code for one in refused.value.reasons}
    assert not ScreeningRow.objects.exists()
    assert Crime.objects.get(pk=crime.pk).filed_at is None


@pytest.mark.parametrize("support", [None, *Support], ids=lambda one: one.value if one else "not asked")
def test_a_crime_whose_suspect_is_named_is_never_filed_whatever_the_victim_says(at, officer, support):
    carl = InvolvedPerson(person=PersonDetails(given="Carl", family="Dace"), role="suspect")
    crime = theft_recorded(at, others=(carl,))
    if support is not None:
        position = dataclasses.replace(WITHDRAWN, support=support)
        record_position(crime=crime.pk, position=position, by=officer(Role.DETECTIVE), at=at + HOUR)
    facts = look_at_screening(crime=crime.pk, at=at + 2 * HOUR).facts
    assert [one.code for one in find_exclusions(facts)] == ["screening.named"]
    with pytest.raises(NotAllowed):
        screen(crime, at, officer)


def test_only_those_who_allocate_screen(crime, at, officer):
    with pytest.raises(NotPermitted):
        screen_crime(crime=crime.pk, given=FILE, by=officer(Role.INVESTIGATOR), at=at + HOUR)


@pytest.mark.parametrize("outcome", [pytest.param(code, id=code) for code in ("14", "15", "16", "18", "20", "21")])
def test_no_way_out_is_open_to_a_crime_that_nobody_had_before_it_was_decided_to_file_it(crime, at, officer, outcome):
    with pytest.raises(NotAllowed) as refused:
        propose_outcome(
            crime=crime.pk, outcome_type=outcome, rationale="No lines.", by=officer(Role.IMU_ASSESSOR), at=at + HOUR
        )
    assert "outcome.filed" in {one.code for one in refused.value.reasons}


def test_once_it_is_filed_the_outcome_may_be_proposed_and_the_duty_is_met(crime, at, officer):
    screen(crime, at, officer)
    propose_outcome(
        crime=crime.pk, outcome_type="18", rationale="Nobody saw it.", by=officer(Role.IMU_ASSESSOR), at=at + 3 * HOUR,
        stated={"no_lines_because": "Nobody saw it and there is no footage."},
    )  # fmt: skip
    assert Duty.objects.get(crime=crime, kind="file_crime").state == "met"


def test_what_stands_against_filing_is_seen_before_anything_is_decided(crime, at):
    looked = look_at_screening(crime=crime.pk, at=at + HOUR)
    assert looked.facts.prompt
    assert not looked.facts.domestic_abuse
    assert looked.rule.anyway_share == 0.05
    assert look_at_screening(crime=recorded(at).pk, at=at + HOUR).facts.domestic_abuse


def test_what_filing_misses_is_counted_in_all_and_by_group_and_nobody_is_named(at, officer):
    lead = officer(Role.INSPECTION_LEAD)
    assert open_screening(by=lead, at=at + 3 * HOUR).everybody is None
    filed, drawn = theft_recorded(at), theft_recorded(at)
    screen(filed, at, officer)
    screen(drawn, at, officer, chance=ALWAYS)
    opened = open_screening(by=lead, at=at + 3 * HOUR)
    assert opened.everybody is not None
    group = opened.everybody.group
    assert (group.filed, group.drawn, group.ended, group.solved) == (2, 1, 0, 0)
    assert opened.everybody.missed.too_few
    for by in ("sex", "age_band", "ethnicity", "language", "district"):
        assert sum(one.group.filed for one in opened.groups if one.group.by == by) == 2
    with pytest.raises(NotPermitted):
        open_screening(by=officer(Role.CONTACT_HANDLER), at=at + 3 * HOUR)
