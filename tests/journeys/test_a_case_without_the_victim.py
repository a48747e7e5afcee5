"""The detective takes a case to charge after the victim withdraws: her words, the evidence, her safety, the day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.vulnerability.abuse_risk import note_abuse_risk
from constabulary.policing.investigation.abuse_risk import AbuseRisk
from constabulary.policing.investigation.evidence_led import CHECKLIST
from tests.conftest import asking
from tests.factories.case_file import worked
from tests.factories.crimes import told_of
from tests.factories.vulnerability import assessed, dash
from tests.journeys.filling import fill_in, press

pytestmark = pytest.mark.browser
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WITHDRAWS = {
    "support": "does_not", "wishes": "I just want it to stop.", "reasons": "He says he will change.", "seen_alone": "on",
    "pressure": "none_found", "recorded_in": "statement", "reference": "MG11/2",
    "support_offered": "An advocate, a screen in court, evidence by video.",
}  # fmt: skip
DAY_PLAN = {
    "tell_first": "Her advocate rings her on the safe number.", "protection": "No contact, as a condition.",
    "who": "The officer in charge.", "if_unsafe": "It waits a day.",
}  # fmt: skip
FULL_CODE = {
    "offences": "Criminal damage.", "evidence_met": "yes", "evidence": "The footage and the call show him.",
    "interest_met": "yes", "interest": "It was done in front of the children.",
}  # fmt: skip


@pytest.fixture
def case(on_site):
    started = timezone.now() - 3 * DAY
    crime, suspect = worked(started)
    note_abuse_risk(
        crime=crime.pk, grade=AbuseRisk.HIGH, reason="", by=asking(Role.VULNERABILITY_DESK), at=started + 8 * HOUR
    )
    return crime, suspect, f"/crimes/{crime.reference}"


def look(someone) -> None:
    someone.check_accessible()
    assert someone.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), someone.page.url


def send(someone, path, answers, button) -> None:
    """Open a page, look at it, answer it, and be led on."""
    page = someone.open(path)
    look(someone)
    fill_in(page, answers)
    press(page, button)
    page.wait_for_load_state()
    errors = page.locator(".govuk-error-summary")
    assert not errors.count(), errors.inner_text()
    assert page.url.split("?")[0] != someone.address + path


def test_a_case_goes_to_charge_after_the_victim_withdraws(person, case):
    crime, suspect, at = case
    detective, inspector = person(Role.DETECTIVE), person(Role.INSPECTOR)
    send(detective, f"{at}/victim/position", WITHDRAWS, "Save")
    answers = {one.code: "yes" for one in CHECKLIST} | {f"{one.code}_words": "It shows him." for one in CHECKLIST}
    answers |= {"recommendation": "go_on", "rationale": "The footage and the call do without her."}
    send(detective, f"{at}/evidence-led", answers, "Send it for decision")
    send(
        inspector, f"{at}/evidence-led/decide", {"conclusion": "go_on", "rationale": "As shown."}, "Store the decision"
    )

    page = detective.open(f"{at}/case-file")
    look(detective)
    said = page.locator("main").inner_text()
    assert "The victim does not support this case" in said
    assert "There is no plan yet for the day the suspect learns that it goes on." in said
    assert not page.get_by_role("link", name="Ask the prosecutor").count(), "her safety and the day come first"
    assessed(crime.incident, timezone.now(), dash())
    send(detective, f"{at}/day-suspect-learns", DAY_PLAN, "Save")
    send(detective, f"{at}/suspects/{suspect.pk}/full-code-test", FULL_CODE, "Save")

    page = detective.open(f"{at}/case-file")
    page.get_by_role("link", name="Ask the prosecutor").click()
    look(detective)
    fill_in(page, {"colour": "green", "sent": "The call, the footage, her withdrawal."})
    press(page, "Save")
    page.get_by_role("link", name="The prosecutor's answer").click()
    look(detective)
    due = (timezone.now() + 5 * DAY).strftime("%d/%m/%Y")
    plan = {"said": "action_plan", "prosecutor": "Unit 4", "words": "One thing more.", "item": "The neighbour.",
            "item_due": due}  # fmt: skip
    fill_in(page, plan)
    press(page, "Save")
    assert "action plan" in detective.open("/").locator("main").inner_text().lower(), "each item is a duty"
    page = detective.open(f"{at}/case-file")
    page.get_by_role("link", name="Answer item 1").click()
    fill_in(page, {"answer": "She saw him run."})
    press(page, "Save")
    page.get_by_role("link", name="Send it again").click()
    fill_in(page, {"colour": "green", "sent": "The neighbour's statement."})
    press(page, "Save")
    page.get_by_role("link", name="The prosecutor's answer").click()
    fill_in(page, {"said": "charge", "prosecutor": "Unit 4", "words": "As the footage shows."})
    press(page, "Save")
    page.get_by_text("Charge decided").first.wait_for()
    page.get_by_role("link", name="Move to charged").click()
    look(detective)
    fill_in(page, {"to_status": "charged", "words": "Charged at the station.", "reference": "CH/1"})
    press(page, "Save")

    told_of(crime, "1", timezone.now())
    page = detective.open(f"{at}/outcome/propose/1")
    look(detective)
    fill_in(page, {"court_on": due, "rationale": "Charged on the prosecutor's decision."})
    press(page, "Propose outcome 1")
    page.get_by_text("The outcome is proposed.").wait_for()
    page = inspector.open(f"{at}/outcome/decide")
    page.get_by_label("Approve it").check()
    press(page, "Store the decision")
    page.get_by_text("Your decision is stored.").wait_for()
    assert "Charged" in page.locator("main").inner_text()
