"""Unused material on screen, and the schedule to print."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.case_file.disclosing import list_material
from constabulary.records.models import ScheduleSignature, UnusedItem
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.case_file import SENSITIVE, disclosed, material_of
from tests.factories.crimes import planned
from tests.factories.officers import number_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def crime():
    return planned(timezone.now() - 3 * DAY)


def at_page(crime, rest=""):
    return f"/crimes/{crime.reference}/disclosure{'/' if rest else ''}{rest}"


def item(**changes):
    return {
        "description": "Footage of the other street.", "held_where": "The digital store.", "line": "",
        "schedule": "open", "sensitive_because": "", **changes,
    }  # fmt: skip


def decision(**changes):
    return {
        "inspected": "on",
        "officer": "",
        "bearing": "assists",
        "revealed": "on",
        "words": "As it shows.",
        **changes,
    }


def check_refused(found, *fields):
    assert found.status_code == 422
    for field in fields:
        assert f'href="#id_{field}"' in found.content.decode(), field


def test_an_item_is_listed_decided_moved_and_the_schedules_signed(crime):
    lead, detective = signed_in(Role.SUPERVISOR), signed_in(Role.DETECTIVE)
    check_refused(lead.post(at_page(crime, "officer"), {"officer": "ZZ999"}), "officer")
    named = {"officer": number_of(Role.INVESTIGATOR)}
    assert lead.post(at_page(crime, "officer"), named).status_code == 302
    check_refused(detective.post(at_page(crime, "new"), item(schedule="sensitive")), "sensitive_because")
    assert "Footage of the other street." in detective.get(at_page(crime, "new")).content.decode()
    assert detective.post(at_page(crime, "new"), item(points_away="on")).status_code == 302
    row = UnusedItem.objects.get()
    discloser = signed_in(Role.INVESTIGATOR)
    to = at_page(crime, f"{row.pk}/decide")
    assert f'href="{to}"' in discloser.get(at_page(crime)).content.decode()
    assert to not in signed_in(Role.DETECTIVE).get(at_page(crime)).content.decode()
    discloser = signed_in(Role.INVESTIGATOR)
    check_refused(discloser.post(to, decision(revealed="")), "revealed")
    check_refused(discloser.post(to, decision(inspected="", officer="ZZ999")), "officer")
    assert discloser.post(to, decision()).status_code == 302
    assert discloser.post(at_page(crime, "sign"), {"words": ""}).status_code == 302
    check_refused(discloser.post(at_page(crime, "sign-sensitive"), {"words": ""}), "words")
    assert discloser.post(at_page(crime, "sign-sensitive"), {"words": "Nothing is."}).status_code == 302
    assert ScheduleSignature.objects.count() == 2
    page = words_of(discloser.get(at_page(crime)))
    assert "Points away from the suspect" in page
    assert "Might assist the suspect, Revealed" in page
    assert "Signed" in words_of(discloser.get(at_page(crime, "schedule")))
    assert discloser.post(at_page(crime, f"{row.pk}/move"), {"sensitive_because": "A method."}).status_code == 302
    assert "Footage" not in words_of(discloser.get(at_page(crime, "schedule")))


def test_nothing_is_listed_as_open_to_the_defence_because_nobody_chose(crime):
    detective = signed_in(Role.DETECTIVE)
    assert not re.search(r'name="schedule"[^>]*checked', detective.get(at_page(crime, "new")).content.decode())
    refused = detective.post(at_page(crime, "new"), item(schedule=""))
    check_refused(refused, "schedule")
    assert "Choose an answer: on which schedule." in words_of(refused)
    assert "Footage of the other street." in words_of(refused)
    assert not UnusedItem.objects.exists()


def test_a_planted_sensitive_word_shows_on_no_page_to_anyone_else_and_never_on_the_schedule(crime):
    disclosed(crime, timezone.now() - DAY)
    number = list_material(
        crime=crime.pk, details=material_of(**SENSITIVE), by=asking(Role.DETECTIVE), at=timezone.now() - DAY
    )
    assert "heron" in signed_in(Role.DETECTIVE).get(at_page(crime)).content.decode()
    assert "heron" not in signed_in(Role.DETECTIVE).get(at_page(crime, "schedule")).content.decode()
    for role in (Role.POLIT, Role.CRIME_REGISTRAR, Role.AUDITOR, Role.INSPECTOR):
        browser = signed_in(role)
        assert "heron" not in browser.get(at_page(crime)).content.decode(), role
        assert "heron" not in browser.get(f"/crimes/{crime.reference}/case-file").content.decode(), role
    assert signed_in(Role.POLIT).get(at_page(crime, f"{number}/decide")).status_code == 404


def test_an_item_of_another_crime_is_not_found_here(crime):
    other = planned(timezone.now() - 3 * DAY)
    disclosed(other, timezone.now() - DAY)
    number = UnusedItem.objects.get().pk
    assert signed_in(Role.INVESTIGATOR).get(at_page(crime, f"{number}/decide")).status_code == 404


def test_the_sensitive_schedule_is_printed_by_the_few_who_may_see_it_and_by_nobody_else(crime):
    disclosed(crime, timezone.now() - DAY)
    list_material(crime=crime.pk, details=material_of(**SENSITIVE), by=asking(Role.DETECTIVE), at=timezone.now() - DAY)
    for role, status in (
        (Role.DETECTIVE, 200), (Role.INVESTIGATOR, 200), (Role.SUPERVISOR, 403), (Role.INSPECTOR, 403),
        (Role.CRIME_REGISTRAR, 403), (Role.AUDITOR, 403),
    ):  # fmt: skip
        browser = signed_in(role)
        answer = browser.get(at_page(crime, "schedule-sensitive"))
        assert answer.status_code == status, role
        assert ("heron" in answer.content.decode()) is (status == 200), role
        leads = "The sensitive schedule to print" in browser.get(at_page(crime)).content.decode()
        assert leads is (status == 200), role
    page = words_of(signed_in(Role.DETECTIVE).get(at_page(crime, "schedule-sensitive")))
    for words in ("For the prosecutor only.", "Why sensitive", "Not signed as it stands."):
        assert words in page
    assert signed_in(Role.DETECTIVE).get("/crimes/99/999999/26/disclosure/schedule-sensitive").status_code == 404
