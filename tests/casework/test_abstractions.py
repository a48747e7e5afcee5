"""Who is away: recorded, ended and withdrawn by those who supervise or plan; nothing of why is kept or shown."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.abstractions import (
    end_abstraction,
    open_abstractions,
    record_abstraction,
    withdraw_abstraction,
)
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.workforce.abstractions import Abstraction, AbstractionKind
from constabulary.records.models import Abstraction as AbstractionRow
from constabulary.records.models import JournalEntry
from constabulary.records.queries.officers import officer_by_number, system_officer
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from tests.conftest import asking
from tests.factories.protection import add_officer, add_team
from tests.factories.workforce import away

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
K = AbstractionKind


def a_day(at, kind: AbstractionKind = K.LEAVE) -> Abstraction:
    return Abstraction(kind=kind, from_on=local_day(at), until_on=local_day(at))


def written_past_the_rule(row: AbstractionRow, beside: AbstractionRow, at) -> None:
    with writing(by=system_officer(), at=at) as w:
        w.entry(EntryKind.ABSTRACTION_RECORDED, subject=beside)
        w.insert(row)


def test_it_is_kept_with_who_said_so_and_journalled(at):
    number = away(Role.DETECTIVE, at)
    row = AbstractionRow.objects.get(pk=number)
    assert (row.kind, row.from_on, row.until_on, float(row.share)) == ("sickness", local_day(at), None, 1.0)
    assert (row.officer_id, row.recorded_by_id) == (asking(Role.DETECTIVE).id, asking(Role.SUPERVISOR).id)
    assert JournalEntry.objects.filter(kind="abstraction_recorded", subject_row=number).count() == 1


def test_there_is_nowhere_to_keep_why_somebody_is_away():
    words = {
        one.name
        for one in AbstractionRow._meta.concrete_fields
        if one.get_internal_type() in {"CharField", "TextField"}
    }
    assert words == {"kind"}


def test_an_end_is_set_once_it_is_known_and_what_was_entered_in_error_is_withdrawn(at):
    by = asking(Role.SUPERVISOR)
    number = away(Role.DETECTIVE, at)
    end_abstraction(abstraction=number, last_day=local_day(at + 2 * DAY), by=by, at=at)
    assert AbstractionRow.objects.get(pk=number).until_on == local_day(at + 2 * DAY)
    with pytest.raises(NotAllowed):
        end_abstraction(abstraction=number, last_day=local_day(at + 3 * DAY), by=by, at=at)
    withdraw_abstraction(abstraction=number, by=by, at=at)
    withdraw_abstraction(abstraction=number, by=by, at=at)
    assert AbstractionRow.objects.get(pk=number).withdrawn_by_id == by.id
    assert JournalEntry.objects.filter(kind="abstraction_withdrawn").count() == 1
    assert open_abstractions(by=by, at=at).standing == ()
    away(Role.DETECTIVE, at, kind=K.LEAVE, days=3)


def test_days_that_overlap_are_refused_by_the_rule_and_by_the_database(at):
    number = away(Role.DETECTIVE, at, kind=K.LEAVE, days=3)
    with pytest.raises(NotAllowed) as refused:
        away(Role.DETECTIVE, at + 2 * DAY)
    assert [one.field for one in refused.value.reasons] == ["from_on"]
    away(Role.DETECTIVE, at, kind=K.PART_TIME, share=0.2)
    first = AbstractionRow.objects.get(pk=number)
    again = AbstractionRow(
        officer_id=first.officer_id, kind="training", from_on=first.until_on, recorded_at=at,
        recorded_by_id=first.recorded_by_id,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="abstraction_one_at_a_time"):
        written_past_the_rule(again, first, at)


@pytest.mark.parametrize("by", [Role.SUPERVISOR, Role.INSPECTOR, Role.PLANNER])
def test_those_who_supervise_and_those_who_plan_may(by, at):
    assert away(Role.DETECTIVE, at, by=by)


@pytest.mark.parametrize("by", [Role.DETECTIVE, Role.ALLOCATION_MANAGER, Role.ADMINISTRATOR, Role.CONTACT_HANDLER])
def test_others_may_not_say_it_and_are_not_shown_it(by, at):
    with pytest.raises(NotPermitted):
        away(Role.INVESTIGATOR, at, by=by)
    with pytest.raises(NotPermitted):
        open_abstractions(by=asking(by), at=at)


def test_a_sergeant_says_it_for_their_own_people_only_and_never_for_themselves(at):
    stranger = add_officer("R900", Role.INVESTIGATOR, at, team=add_team("Harbour response", at, kind="response"))
    by = asking(Role.SUPERVISOR)
    with pytest.raises(NotPermitted, match="supervises the officer"):
        record_abstraction(officer=stranger.id, days=a_day(at), by=by, at=at)
    with pytest.raises(NotPermitted, match="when you are away"):
        record_abstraction(officer=by.id, days=a_day(at), by=by, at=at)
    number = record_abstraction(officer=stranger.id, days=a_day(at), by=asking(Role.PLANNER), at=at)
    for act in (
        lambda: withdraw_abstraction(abstraction=number, by=by, at=at),
        lambda: end_abstraction(abstraction=number, last_day=local_day(at), by=by, at=at),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_a_sergeant_is_shown_their_own_people_and_a_planner_everybody_and_both_are_journalled(at):
    stranger = add_officer("R900", Role.INVESTIGATOR, at, team=add_team("Harbour response", at, kind="response"))
    number = record_abstraction(officer=stranger.id, days=a_day(at, K.SICKNESS), by=asking(Role.PLANNER), at=at)
    assert open_abstractions(by=asking(Role.SUPERVISOR), at=at).standing == ()
    found = open_abstractions(words="r900", by=asking(Role.PLANNER), at=at)
    assert ([one.id for one in found.standing], [one.collar_number for one in found.people]) == ([number], ["R900"])
    assert found.find(number) is not None
    assert found.find(0) is None
    entry = JournalEntry.objects.filter(kind="read_abstractions").latest("id")
    assert (entry.rows, entry.by_number) == ([number], "D16")
    assert officer_by_number("R900") is not None
