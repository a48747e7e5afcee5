"""An outcome 16 in high-risk domestic abuse: refused, corrected, approved by an inspector; then the registrar's desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.recording.cancellation import CancellationDetails, ask_cancellation
from constabulary.casework.vulnerability.abuse_risk import note_abuse_risk
from constabulary.policing.investigation.abuse_risk import AbuseRisk
from constabulary.policing.investigation.evidence_led import CHECKLIST
from constabulary.policing.outcomes.check import RULES
from tests.conftest import asking
from tests.factories.crimes import identified, planned, recorded, reported, told_of, withdraws
from tests.factories.outcomes import offence
from tests.factories.worked import worked
from tests.journeys.widths import narrow_every_day, wide_every_day

pytestmark = pytest.mark.browser
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def started():
    return timezone.now() - 2 * DAY


@pytest.fixture
def high_risk(on_site, started):
    crime = planned(started)
    desk = asking(Role.VULNERABILITY_DESK)
    note_abuse_risk(crime=crime.pk, grade=AbuseRisk.HIGH, reason="", by=desk, at=started + 5 * HOUR)
    worked(crime, started + 4 * HOUR)
    identified(crime, started + 5 * HOUR)
    withdraws(crime, started + 6 * HOUR)
    return crime


def answer_everything(page) -> None:
    for item in CHECKLIST:
        page.locator(f"input[name={item.code}][value=yes]").check()
        page.locator(f"#id_{item.code}_words").fill("Looked at; it shows nobody.")
    page.get_by_label("Cannot go on: the evidence would not do without the victim").check()
    page.locator("#id_rationale").fill("Only her account shows who did it.")


def state_16(page) -> None:
    for one in RULES["16"].stated:
        page.locator(f"#id_{one.heading.code}").fill(f"{one.heading.question}: as she said.")
    page.locator("#id_rationale").fill("Nothing but her account shows it.")


def check_errors_lead_to_their_fields(someone) -> None:
    summary = someone.page.locator(".govuk-error-summary")
    summary.wait_for()
    someone.check_accessible()
    for link in summary.get_by_role("link").all():
        href = link.get_attribute("href")
        if href != "#main":
            link.click()
            assert someone.page.evaluate("document.activeElement.id") == href.removeprefix("#")


def look(someone, name: str) -> None:
    """The page is accessible, fits the width, and is pictured."""
    someone.check_accessible()
    assert someone.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), someone.page.url
    someone.picture(name)


@wide_every_day
def test_an_outcome_16_in_high_risk_abuse_is_refused_corrected_and_approved_by_an_inspector(
    person, high_risk, started, narrow
):
    width = "-narrow" if narrow else ""
    at = f"/crimes/{high_risk.reference}"
    detective = person(Role.DETECTIVE, narrow=narrow)
    page = detective.open(f"{at}/outcome")
    look(detective, f"outcome{width}")
    page = detective.open(f"{at}/outcome/propose/16")
    look(detective, f"propose{width}")
    page.get_by_role("button", name="Propose outcome 16").click()
    check_errors_lead_to_their_fields(detective)
    state_16(page)
    page.get_by_role("button", name="Propose outcome 16").click()
    assert "Decide first whether the case can go on without the victim." in page.locator("main").inner_text()
    page.get_by_role("link", name="Ask the evidence-led questions").first.click()
    look(detective, f"evidence-led{width}")
    page.get_by_role("button", name="Send it for decision").click()
    check_errors_lead_to_their_fields(detective)
    answer_everything(page)
    page.get_by_role("button", name="Send it for decision").click()
    page.get_by_text("The answers are stored.").wait_for()

    inspector = person(Role.INSPECTOR, narrow=narrow)
    page = inspector.open("/outcomes?whose=everyone")
    look(inspector, f"outcomes{width}")
    page = inspector.open(f"{at}/evidence-led/decide")
    look(inspector, f"decide-evidence-led{width}")
    page.get_by_label("Cannot go on: the evidence would not do without the victim").check()
    page.get_by_label("Why").fill("The footage shows nobody.")
    page.get_by_role("button", name="Store the decision").click()

    page = detective.open(f"{at}/outcome/propose/16")
    assert page.locator("#id_rationale").input_value() == "Nothing but her account shows it.", "what was typed is kept"
    page.get_by_role("button", name="Propose outcome 16").click()
    page.get_by_text("The outcome is proposed.").wait_for()

    page = inspector.open(f"{at}/outcome/decide")
    look(inspector, f"decide{width}")
    page.get_by_label("Approve it").check()
    page.get_by_role("button", name="Store the decision").click()
    check_errors_lead_to_their_fields(inspector)
    told_of(high_risk, "16", started + DAY)
    for one in RULES["16"].by_approver:
        page.locator(f"#id_{one.heading.code}").check()
    page.get_by_role("button", name="Store the decision").click()
    page.get_by_text("Your decision is stored.").wait_for()
    assert "with the authority of an inspector" in page.locator("main").inner_text()
    look(inspector, f"outcome-decided{width}")


@narrow_every_day
def test_the_registrar_decides_a_cancellation_and_reclassifies(person, on_site, started, narrow):
    width = "-narrow" if narrow else ""
    crime = recorded(started)
    asked = CancellationDetails(code="C4", mistake="Keyed twice.", victim_told_at=started)
    ask_cancellation(crime=crime.pk, asked=asked, by=asking(Role.IMU_ASSESSOR), at=started + 5 * HOUR)
    registrar = person(Role.CRIME_REGISTRAR, narrow=narrow)
    page = registrar.open("/registrar")
    look(registrar, f"registrar{width}")
    page.get_by_role("link", name=f"Cancellation C4 of {crime.reference}").click()
    look(registrar, f"decide-cancellation{width}")
    page.get_by_label("Refuse: the crime stays recorded").check()
    page.get_by_role("button", name="Store the decision").click()
    check_errors_lead_to_their_fields(registrar)
    page.locator("#id_words").fill("It is another car.")
    page.get_by_role("button", name="Store the decision").click()
    look(registrar, f"classification{width}")
    page.get_by_role("link", name="Reclassify").click()
    page.locator("#id_offence").fill("common assault")
    page.get_by_role("button", name="Find").click()
    look(registrar, f"reclassify{width}")
    page.locator(f"input[name=offence][value='{offence('105/01').key}']").check()
    page.get_by_role("button", name="Save").click()
    check_errors_lead_to_their_fields(registrar)
    page.locator("#id_reason").fill("He struck her; nothing was broken.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The crime is reclassified.").wait_for()
    registrar.open(f"/crimes/{crime.reference}/classification/flags")
    look(registrar, f"flags{width}")


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_a_crime_is_recorded_with_its_flags(person, on_site, script):
    incident = reported(timezone.now() - 3 * HOUR)
    assessor = person(Role.IMU_ASSESSOR, script=script)
    page = assessor.open(f"/incidents/{incident.reference}/record")
    if script:
        look(assessor, "record")
    assert page.locator("input[name=flags][value=domestic_abuse]").is_checked()
    yes = {"concerns_crime", "notifiable", "victim_traced", "victim_confirms"}
    for step in (*yes, "contrary_evidence", "other_force", "rule_directs_not"):
        page.locator(f"input[name={step}][value={'yes' if step in yes else 'no'}]").check()
    began = timezone.localtime(timezone.now() - 4 * HOUR)
    page.locator("#id_occurred_from").fill(began.strftime("%d/%m/%Y %H:%M"))
    page.locator("#id_offence_words").fill("149/00")
    if not script:
        page.get_by_role("button", name="Find").click()
    page.locator(f"input[name=offence][value='{offence('149/00', '58C').key}']").check()
    page.get_by_role("button", name="Decide").click()
    page.get_by_text("The crime is recorded.").wait_for()
