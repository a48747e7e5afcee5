"""Who may be given a crime beyond load and accreditation: officers in training, and crimes of one linked series."""

from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.abstractions import record_abstraction
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.allocation_proposals import propose_allocation
from constabulary.casework.allocation_reading import open_choice
from constabulary.casework.incidents.corrections import link_incident
from constabulary.optimisation.proposing import Effort
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.incidents.links import LinkKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.workforce.abstractions import Abstraction, AbstractionKind
from constabulary.records.models import AllocationProposal, Crime
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.queries.allocation import OfficerFilter, PoolFilter
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from tests.conftest import asking
from tests.factories.crimes import give, recorded, theft_recorded
from tests.factories.protection import add_officer

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def codes(refused) -> set[str]:
    return {reason.code.split(".")[1] for reason in refused.value.reasons}


def student(at):
    """A student officer who investigates."""
    made = add_officer("S1", Role.INVESTIGATOR, at)
    by = system_officer()
    say_who_asks(by)
    with writing(by=by, at=at, purpose="Training") as w:
        row = w.lock(OfficerRow, made.id)
        w.entry(EntryKind.OFFICER_ADDED, subject=row)
        w.update(row, skills=["probationer"], pip_level=1)
    return made


def choice_of(crime: Crime, officer: int, at):
    opened = open_choice(
        reference=crime.reference, purpose="Allocating", by=asking(Role.ALLOCATION_MANAGER), at=at,
        wanted=OfficerFilter(),
    )  # fmt: skip
    return next(one for one in opened.choices if one.officer.id == officer)


def linked(first: Crime, second: Crime, at) -> None:
    link_incident(
        incident=first.incident_id, linked=second.incident.reference, kind=LinkKind.RELATED, words="The same van.",
        by=asking(Role.DISPATCHER), at=at,
    )  # fmt: skip


def test_a_student_officer_is_not_given_what_is_not_listed_without_a_reason_and_the_authority(at):
    officer = student(at)
    robbery = recorded(at, code="034/01", category="")
    given = {"crime": robbery.pk, "officer": officer.id, "reason": "Free.", "at": at + HOUR}
    with pytest.raises(NotAllowed) as refused:
        allocate_crime(**given, by=asking(Role.ALLOCATION_MANAGER))
    assert "kind-not-in-training" in codes(refused)
    found = [one.code for one in choice_of(robbery, officer.id, at + HOUR).fit.overrides]
    assert "training.not-in-training" in found
    allocate_crime(**given, override_reason="Beside her tutor.", by=asking(Role.INSPECTOR))
    assert Crime.objects.get(pk=robbery.pk).officer_id == officer.id


def test_a_student_officer_is_proposed_for_thefts_and_never_for_more_of_a_kind_than_they_may_hold(at):
    officer = student(at)
    abuse = [recorded(at + one * HOUR / 10) for one in range(4)]
    theft_recorded(at)
    away = Abstraction(kind=AbstractionKind.SICKNESS, from_on=local_day(at) - timedelta(days=1))
    others = OfficerRow.objects.filter(is_system=False).exclude(pk__in=[officer.id, asking(Role.PLANNER).id])
    for other in others:
        record_abstraction(officer=other.pk, days=away, by=asking(Role.PLANNER), at=at)
    propose_allocation(
        wanted=PoolFilter(), by=asking(Role.ALLOCATION_MANAGER), at=at + 2 * HOUR, effort=Effort(stages=4)
    )
    proposed = AllocationProposal.objects.filter(officer_id=officer.id).values_list("crime_id", flat=True)
    assert len(set(proposed) & {one.pk for one in abuse}) <= 2
    assert set(proposed) - {one.pk for one in abuse}, "the theft is theirs: nobody else is there"
    for one in AllocationProposal.objects.filter(officer_id=officer.id):
        assert not choice_of(one.crime, officer.id, at + 2 * HOUR).fit.overrides


def test_another_crime_of_a_series_goes_to_whoever_has_the_first_or_takes_a_reason(at):
    first, second = theft_recorded(at), theft_recorded(at + HOUR)
    linked(first, second, at + 2 * HOUR)
    give(first, Role.INVESTIGATOR, at + 3 * HOUR)
    holder, other = asking(Role.INVESTIGATOR).id, asking(Role.DETECTIVE).id
    assert choice_of(second, holder, at + 4 * HOUR).reasons_for[0].code == "allocation.same-series"
    assert [one.code for one in choice_of(second, other, at + 4 * HOUR).fit.overrides] == [
        "allocation.series-elsewhere"
    ]
    given = {"crime": second.pk, "officer": other, "reason": "Near.", "at": at + 4 * HOUR}
    with pytest.raises(NotAllowed) as refused:
        allocate_crime(**given, by=asking(Role.ALLOCATION_MANAGER))
    assert codes(refused) == {"series-elsewhere"}
    allocate_crime(**given, override_reason="The holder is on leave.", by=asking(Role.ALLOCATION_MANAGER))


def test_a_series_reaches_through_a_third_incident(at):
    crimes = [theft_recorded(at + one * HOUR) for one in range(3)]
    linked(crimes[0], crimes[1], at + 4 * HOUR)
    linked(crimes[2], crimes[1], at + 4 * HOUR)
    give(crimes[0], Role.INVESTIGATOR, at + 5 * HOUR)
    holder = asking(Role.INVESTIGATOR).id
    assert choice_of(crimes[2], holder, at + 6 * HOUR).reasons_for[0].code == "allocation.same-series"


def test_crimes_of_a_series_that_wait_are_proposed_for_one_officer(at):
    crimes = [theft_recorded(at + one * HOUR) for one in range(3)]
    linked(crimes[0], crimes[2], at + 4 * HOUR)
    propose_allocation(
        wanted=PoolFilter(), by=asking(Role.ALLOCATION_MANAGER), at=at + 5 * HOUR, effort=Effort(stages=4)
    )
    whose = dict(AllocationProposal.objects.values_list("crime_id", "officer_id"))
    assert whose[crimes[0].pk] == whose[crimes[2].pk] is not None
