"""The case file on screen: what it lacks and where that is put right, and each step to a charging decision."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.policing.case_file.code_tests import CONDITIONS
from constabulary.policing.case_file.referrals import ProsecutorSaid
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.records.models import ActionPlanItem, ChargingDecision, ChargingRequest, CodeTest, SuspectLearnsPlan
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.case_file import NO_ABUSE, answered, made_safe, requested, supported, unsupported, worked
from tests.factories.vulnerability import assessed, dash

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def started():
    return timezone.now() - 3 * DAY


def at_page(crime, rest="case-file"):
    return f"/crimes/{crime.reference}/{rest}"


def of(crime, suspect, rest):
    return at_page(crime, f"suspects/{suspect.pk}/{rest}")


def day(days=5):
    return (timezone.now() + timedelta(days=days)).strftime("%d/%m/%Y")


def full_code(**changes):
    return {
        "offences": "Criminal damage.", "evidence_met": "yes", "evidence": "The footage shows him.",
        "interest_met": "yes", "interest": "In front of the children.", "lines_remain_because": "", **changes,
    }  # fmt: skip


def threshold(**changes):
    conditions = dict.fromkeys(CONDITIONS, "yes") | {f"{code}_words": "As the record says." for code in CONDITIONS}
    return {
        "offences": "Criminal damage.", **conditions, "evidence_to_come": "His telephone.", "full_code_by": day(),
        **changes,
    }  # fmt: skip


def day_plan(**changes):
    return {
        "tell_first": "Her advocate rings.", "protection": "No contact.", "who": "The advocate.",
        "if_unsafe": "It waits.", **changes,
    }  # fmt: skip


def answer(**changes):
    return {"said": "charge", "prosecutor": "Unit 4", "words": "As the footage shows.", **changes}


def check_refused(found, *fields):
    assert found.status_code == 422
    for field in fields:
        assert f'href="#id_{field}"' in found.content.decode(), field


def test_what_a_file_lacks_is_said_with_the_way_to_where_it_is_put_right(started):
    crime, suspect = worked(started)
    page = signed_in(Role.DETECTIVE).get(at_page(crime))
    assert "Apply the full code test, or the threshold test" in words_of(page)
    assert f'href="{of(crime, suspect, "full-code-test")}"' in page.content.decode()
    assert f'href="{at_page(crime, "victim/position")}"' in page.content.decode()
    assert "The prosecutor decides on a charge: domestic abuse." in words_of(page)
    assert "ask-prosecutor" not in page.content.decode()


def test_whoever_only_reads_sees_the_file_and_is_offered_nothing(started):
    crime, suspect = worked(started)
    page = signed_in(Role.CRIME_REGISTRAR).get(at_page(crime)).content.decode()
    assert "What the file must hold" in page
    assert of(crime, suspect, "full-code-test") not in page


def test_the_full_code_test_is_applied_on_its_page(started):
    crime, suspect = worked(started)
    detective = signed_in(Role.DETECTIVE)
    assert detective.post(of(crime, suspect, "full-code-test"), full_code()).status_code == 302
    assert CodeTest.objects.get().is_met
    assert "Full code test Met" in words_of(detective.get(at_page(crime)))


@pytest.mark.parametrize("field", ["offences", "evidence_met", "evidence", "interest_met", "interest"])
def test_what_the_full_code_test_lacks_is_said_beside_its_field_and_nothing_is_lost(started, field):
    crime, suspect = worked(started)
    detective = signed_in(Role.DETECTIVE)
    sent = full_code(**{field: "", "lines_remain_because": "A camera turned away."})
    check_refused(detective.post(of(crime, suspect, "full-code-test"), sent), field)
    assert not CodeTest.objects.exists()
    assert "A camera turned away." in detective.get(of(crime, suspect, "full-code-test")).content.decode()


def test_the_threshold_test_is_refused_out_of_custody_and_for_a_condition_that_fails(started):
    crime, suspect = worked(started)
    detective = signed_in(Role.DETECTIVE)
    found = detective.post(of(crime, suspect, "threshold-test"), threshold(serious="no", full_code_by="soon"))
    check_refused(found, "full_code_by")
    found = detective.post(of(crime, suspect, "threshold-test"), threshold(serious="no"))
    check_refused(found, "serious")
    assert "This suspect is not in custody." in words_of(found)
    move_suspect(
        suspect=suspect.pk, to_status=SuspectStatus.ARRESTED_IN_CUSTODY, words="Arrested.", by=asking(Role.DETECTIVE),
        reference="CR/1",
        at=timezone.now() - HOUR,
    )  # fmt: skip
    assert f'href="{of(crime, suspect, "threshold-test")}"' in detective.get(at_page(crime)).content.decode()
    assert detective.post(of(crime, suspect, "threshold-test"), threshold()).status_code == 302
    assert CodeTest.objects.get().kind == "threshold"


def test_a_request_is_sent_answered_with_an_action_plan_and_each_item_answered(started):
    crime, suspect = supported(started)
    detective = signed_in(Role.DETECTIVE)
    assert f'href="{of(crime, suspect, "ask-prosecutor")}"' in detective.get(at_page(crime)).content.decode()
    check_refused(detective.post(of(crime, suspect, "ask-prosecutor"), {"colour": "", "sent": ""}), "colour")
    check_refused(detective.post(of(crime, suspect, "ask-prosecutor"), {"colour": "red", "sent": " "}), "sent")
    sent = {"colour": "green", "sent": "The call and the footage."}
    assert detective.post(of(crime, suspect, "ask-prosecutor"), sent).status_code == 302
    asked = ChargingRequest.objects.get()
    to = at_page(crime, f"requests/{asked.pk}/answer")
    assert f'href="{to}"' in detective.get(at_page(crime)).content.decode()
    check_refused(detective.post(to, answer(said="action_plan", item="The bank.", item_due="")), "item_due")
    check_refused(detective.post(to, answer(said="action_plan", item="", item_due=day())), "item")
    check_refused(detective.post(to, answer(said="action_plan")), "item")
    check_refused(detective.post(to, answer(prosecutor="")), "prosecutor")
    plan = answer(
        said="action_plan", item="The bank's records.", item_due=day(), item_3="A statement.", item_3_due=day(2)
    )
    assert detective.post(to, plan).status_code == 302
    item = ActionPlanItem.objects.order_by("id").first()
    to = at_page(crime, f"action-items/{item.pk}/answer")
    assert f'href="{to}"' in detective.get(at_page(crime)).content.decode()
    check_refused(detective.post(to, {"answer": ""}), "answer")
    assert "The bank's records." in words_of(detective.get(to))
    assert detective.post(to, {"answer": "They show nothing."}).status_code == 302
    assert "They show nothing." in words_of(detective.get(at_page(crime)))


def test_a_charge_that_the_prosecutor_decided_is_shown_and_the_way_to_carry_it_out(started):
    crime, suspect = supported(started)
    answered(requested(suspect, started + DAY), ProsecutorSaid.CHARGE, started + 2 * DAY)
    page = signed_in(Role.DETECTIVE).get(at_page(crime))
    assert "The Crown Prosecution Service decided to charge" in words_of(page)
    assert f'href="{of(crime, suspect, "move")}"' in page.content.decode()
    assert "Work the case file" in words_of(signed_in(Role.DETECTIVE).get(f"/crimes/{crime.reference}"))


def test_a_supervisor_decides_for_the_police_on_the_page_for_it(started):
    crime, suspect = supported(started, **NO_ABUSE)
    supervisor = signed_in(Role.SUPERVISOR)
    page = supervisor.get(at_page(crime))
    assert "The police may decide on a charge" in words_of(page)
    to = of(crime, suspect, "police-charge")
    assert f'href="{to}"' in page.content.decode()
    sent = {"charge": "yes", "plea": "not_known", "fit_for_magistrates": "yes", "words": ""}
    check_refused(supervisor.post(to, sent), "plea", "words")
    assert supervisor.post(to, {**sent, "plea": "guilty", "words": "As the test says."}).status_code == 302
    assert ChargingDecision.objects.get().charge
    assert "with the authority of a supervisor" in words_of(supervisor.get(at_page(crime)))


def test_without_the_victim_the_day_is_planned_once_safety_is_assessed_again(started):
    crime, _ = unsupported(started)
    detective = signed_in(Role.DETECTIVE)
    page = detective.get(at_page(crime))
    assert "The victim does not support this case" in words_of(page)
    assert f'href="{at_page(crime, "risk")}"' in page.content.decode()
    to = at_page(crime, "day-suspect-learns")
    found = detective.post(to, day_plan())
    assert found.status_code == 422
    assert "Assess the victim's safety again first" in words_of(found)
    assessed(crime.incident, started + DAY, dash())
    check_refused(detective.post(to, day_plan(tell_first="")), "tell_first")
    assert detective.post(to, day_plan()).status_code == 302
    assert SuspectLearnsPlan.objects.count() == 1
    assert "Her advocate rings." in words_of(detective.get(at_page(crime)))


def test_what_the_case_file_says_is_not_typed_again_for_outcome_1(started):
    crime, suspect = unsupported(started)
    made_safe(crime, started + DAY)
    answered(requested(suspect, started + DAY), ProsecutorSaid.CHARGE, started + 2 * DAY)
    asked = signed_in(Role.DETECTIVE).get(at_page(crime, "outcome/propose/1")).content.decode()
    assert 'name="charged_by"' not in asked
    assert 'name="court_on"' in asked


@pytest.mark.parametrize("rest", ["requests/{}/answer", "action-items/{}/answer", "suspects/{}/full-code-test"])
def test_what_is_of_another_crime_is_not_found_here(started, rest):
    crime, _ = worked(started)
    _, other = supported(started)
    asked = requested(other, started + DAY)
    answered(asked, ProsecutorSaid.ACTION_PLAN, started + DAY, "The bank.")
    number = {"r": asked, "a": ActionPlanItem.objects.get().pk, "s": other.pk}[rest[0]]
    assert signed_in(Role.DETECTIVE).get(at_page(crime, rest.format(number))).status_code == 404
