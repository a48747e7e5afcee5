"""Unused material: who lists, decides and signs, who sees what is sensitive, and planted words that must not leak."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.case_file.disclosing import (
    decide_material,
    list_material,
    name_disclosure_officer,
    resort_material,
    sign_schedule,
)
from constabulary.casework.case_file.disclosure_reading import open_material, open_sensitive_schedule
from constabulary.casework.case_file.matter import is_schedule_signed
from constabulary.policing.decisions import NotAllowed
from constabulary.records.models import Crime, JournalPayload, LineOfEnquiry, ScheduleSignature, UnusedItem
from constabulary.records.writing import looking
from tests.factories.case_file import ASSISTS, SENSITIVE, disclosed, material_of
from tests.factories.crimes import planned
from tests.factories.protection import leaks_in
from tests.trust.scene import WORDS, whole_chain

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def codes(refused) -> set[str]:
    return {reason.code.split(".")[1] for reason in refused.value.reasons}


@pytest.fixture
def crime(at):
    made = planned(at)
    disclosed(made, at + DAY)
    return made


def is_signed(crime, at):
    with looking(at=at) as w:
        return is_schedule_signed(w, crime)


def test_only_the_disclosure_officer_decides_and_signs_and_a_change_overtakes_the_signature(crime, officer, at):
    officer(Role.INVESTIGATOR)
    assert is_signed(crime, at + 2 * DAY)
    line = LineOfEnquiry.objects.get(crime=crime)
    details = material_of(description="A second witness.", line_id=line.pk)
    later = at + 2 * DAY
    number = list_material(crime=crime.pk, details=details, by=officer(Role.INVESTIGATOR), at=later)
    assert UnusedItem.objects.get(pk=number).number == 2
    assert not is_signed(crime, later)
    for act in (
        lambda by: decide_material(item=number, decision=ASSISTS, by=by, at=later),
        lambda by: sign_schedule(crime=crime.pk, sensitive=False, words="", by=by, at=later),
    ):
        with pytest.raises(NotAllowed) as refused:
            act(officer(Role.DETECTIVE))
        assert "not-disclosure-officer" in codes(refused)
    decide_material(item=number, decision=ASSISTS, by=officer(Role.INVESTIGATOR), at=later)
    assert not is_signed(crime, later)
    sign_schedule(crime=crime.pk, sensitive=False, words="", by=officer(Role.INVESTIGATOR), at=later + HOUR)
    assert is_signed(crime, later + HOUR)
    assert ScheduleSignature.objects.latest("id").count == 2


def test_who_may_name_the_disclosure_officer_and_list(crime, officer, at):
    with pytest.raises(NotPermitted):
        name_disclosure_officer(crime=crime.pk, officer=1, by=officer(Role.DETECTIVE), at=at + DAY)
    with pytest.raises(NotPermitted):
        list_material(crime=crime.pk, details=material_of(), by=officer(Role.POLIT), at=at + DAY)


def test_what_is_sensitive_is_shown_to_few_and_neither_rows_nor_journal_tell_the_rest(crime, officer, at):
    list_material(crime=crime.pk, details=material_of(**SENSITIVE), by=officer(Role.DETECTIVE), at=at + 2 * DAY)
    for role, sees in ((Role.DETECTIVE, True), (Role.INVESTIGATOR, True), (Role.POLIT, False), (Role.AUDITOR, False)):
        by = officer(role)
        opened = open_material(reference=crime.reference, purpose="Looking", by=by, at=at + 2 * DAY)
        assert bool(opened.listed(sensitive=True)) is sees, role
        assert opened.sees_sensitive is sees, role
        assert [one.number for one in opened.listed(sensitive=False)] == [1], role
        journal = " ".join(bytes(one).decode() for one in JournalPayload.objects.values_list("content", flat=True))
        assert ("heron" in journal) is sees, role
    name_disclosure_officer(
        crime=crime.pk, officer=officer(Role.POLIT).id, by=officer(Role.SUPERVISOR), at=at + 3 * DAY
    )
    officer(Role.INVESTIGATOR)
    assert not UnusedItem.objects.filter(sensitive=True).exists()
    officer(Role.POLIT)
    assert UnusedItem.objects.filter(sensitive=True).exists()


def test_an_item_moves_between_schedules_with_a_number_and_a_decision_of_its_own_there(crime, officer, at):
    item = UnusedItem.objects.get()
    by = officer(Role.INVESTIGATOR)
    with pytest.raises(NotAllowed) as refused:
        resort_material(item=item.pk, sensitive=True, because="", by=by, at=at + 2 * DAY)
    assert codes(refused) == {"sensitive-because"}
    resort_material(item=item.pk, sensitive=True, because="It shows a method.", by=by, at=at + 2 * DAY)
    opened = open_material(reference=crime.reference, purpose="Looking", by=by, at=at + 2 * DAY)
    assert (opened.schedule, [one.number for one in opened.listed(sensitive=True)]) == ((), [1])
    assert opened.item(item.pk).decided_at is None
    with pytest.raises(NotAllowed) as refused:
        sign_schedule(crime=crime.pk, sensitive=True, words="", by=by, at=at + 2 * DAY)
    assert codes(refused) == {"undecided"}
    resort_material(item=item.pk, sensitive=False, because="It is public.", by=by, at=at + 3 * DAY)
    item.refresh_from_db()
    assert (item.sensitive, item.sensitive_because) == (False, "")


def test_the_open_schedule_holds_nothing_sealed_or_sensitive_even_for_whoever_may_see_both(officer, at):
    scene = whole_chain(at)
    reference = scene.known["crimes"]
    by = officer(Role.VULNERABILITY_DESK)
    crime = Crime.objects.get(reference=reference)
    name_disclosure_officer(crime=crime.pk, officer=by.id, by=officer(Role.SUPERVISOR), at=at)
    by = officer(Role.VULNERABILITY_DESK)
    opened = open_material(reference=reference, purpose="Printing", by=by, at=at)
    assert leaks_in(" ".join(str(one) for one in opened.items)), "the control: whoever needs it reads it on the list"
    assert [one.description for one in opened.listed(sensitive=True)] == [WORDS]
    assert len(opened.schedule) == 1
    assert leaks_in(" ".join(str(one) for one in opened.schedule)) == []


def test_each_item_of_a_schedule_is_printed_with_its_own_words(crime, officer, at):
    by = officer(Role.INVESTIGATOR)
    for number in range(1, 4):
        for details in (
            material_of(description=f"Note {number}.", held_where=f"Safe {number}."),
            material_of(
                **{
                    **SENSITIVE,
                    "description": f"Report {number}.",
                    "held_where": f"Unit {number}.",
                    "sensitive_because": f"Method {number}.",
                }
            ),
        ):
            list_material(crime=crime.pk, details=details, by=by, at=at + 2 * DAY)
    given = {"reference": crime.reference, "purpose": "Printing", "by": by, "at": at + 3 * DAY}
    opened, sensitive = open_sensitive_schedule(**given)
    for lines, is_sensitive in ((opened.schedule, False), (sensitive, True)):
        listed = UnusedItem.objects.filter(crime=crime, sensitive=is_sensitive).order_by("number")
        assert len(listed) >= 3
        assert [(one.number, one.description, one.held_where, one.sensitive_because) for one in lines] == [
            (one.number, one.description, one.held_where, one.sensitive_because) for one in listed
        ]
