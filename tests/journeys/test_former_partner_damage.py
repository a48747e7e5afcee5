"""The product's promise: one call, by everyone whose hands it passes through, to a figure; and from the figure to the call.

A woman rings 101: her former partner has damaged her car, and she is frightened. The steps are those of docs/journey.md,
which shows the pictures taken here.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from constabulary.access.roles import Role
from constabulary.policing.investigation.evidence_led import CHECKLIST
from constabulary.policing.outcomes.check import RULES
from constabulary.records.models import Crime
from constabulary.standards.calendar import LONDON
from constabulary.standards.offences import offences
from tests.factories.officers import number_of
from tests.factories.posts import call_post, recording_post
from tests.factories.worked import worked
from tests.journeys.conftest import Someone
from tests.journeys.filling import fill_in, new_call, press

pytestmark = pytest.mark.browser

HOUR = timedelta(hours=1)
SHE_FEARS = "He says he will finish it. She is afraid of him."


def carried_out(page: Page) -> None:
    """The act was carried out; what was refused is told."""
    page.locator(".moj-alert, .govuk-error-summary").first.wait_for()
    refused = page.locator(".govuk-error-summary")
    assert not refused.count(), f"{page.url}: {refused.inner_text()}"


def done(page: Page, notice: str) -> None:
    """The act was carried out, and the page says so."""
    carried_out(page)
    assert notice in page.locator(".moj-alert").inner_text()


def test_a_call_becomes_a_figure_and_the_figure_leads_back_to_the_call(on_site: None, person: Callable[..., Someone]):
    person = cache(person)  # each of them keeps their browser open and comes back to it
    incident, victim = the_call_is_taken(person)
    her_safety_comes_first(person, incident, victim)
    crime = the_crime_is_recorded(person, incident)
    it_gets_an_officer(person, crime)
    it_is_investigated(person, crime)
    she_withdraws(person, crime)
    it_is_not_closed_early(person, crime)
    the_evidence_led_question_is_answered(person, crime)
    she_is_told_first_and_an_inspector_approves(person, crime)
    the_figure_leads_back(person, crime, incident)


def the_call_is_taken(person: Callable[..., Someone]) -> tuple[str, str]:
    """One page at the pace of the call; the safeguarding duties stand beside the recording duty at once."""
    handler = person(Role.CONTACT_HANDLER)
    page = new_call(handler)
    fill_in(page, {**call_post(), "suspect_given": "Dean", "suspect_family": "Harker", "account": SHE_FEARS})
    handler.picture("call")
    press(page, "Open the incident")
    done(page, "The incident is open and graded.")
    handler.picture("incident")
    text = page.locator("main").inner_text()
    for due in ("Confirm a safe way", "First domestic abuse risk assessment", "Decide whether to record a crime"):
        assert due in text, text
    found = re.search(r"/incidents/[^?]+", page.url)
    assert found
    return found[0], page.locator("main").get_by_role("link", name="Ruth Marlow", exact=True).first.get_attribute(
        "href"
    ) or ""


def hours_around_now() -> dict[str, str]:
    """Hours of a safe route that hold whatever the time of day this test runs at."""
    now = datetime.now(LONDON)
    return {"from_time": f"{now - HOUR:%H:%M}", "until_time": f"{now + 6 * HOUR:%H:%M}"}


def her_safety_comes_first(person: Callable[..., Someone], incident: str, victim: str) -> None:
    """Before anything is recorded: the risk is assessed and the safe route confirmed."""
    desk = person(Role.VULNERABILITY_DESK)
    page = desk.open(f"{incident}/risk")
    page.get_by_role("link", name="Assess the risk Ruth Marlow").click()
    for question in page.locator("main input[type=radio][value=no]").all():
        question.check()
    fill_in(page, {"Q18": "yes"}) if page.locator("[name=Q18]").count() else None
    fill_in(page, {"grade": "high", "rationale": "He has threatened to finish it and knows where she lives."})
    desk.picture("risk")
    press(page, "Store the assessment")
    carried_out(page)
    reference = victim.rstrip("/").split("/")[-1]
    page = desk.open(f"/people/{reference}/safe-route")
    desk.picture("safe-route")
    fill_in(page, {"way": "ring", "confirmed_with": "themselves", "code_word": "Heron"})
    fill_in(page, hours_around_now())
    page.get_by_label("07700 900123").check()
    press(page, "Confirm")
    done(page, "The route is confirmed.")


def the_crime_is_recorded(person: Callable[..., Someone], incident: str) -> str:
    """The recording decision step by step; nothing of the incident is keyed again."""
    assessor = person(Role.IMU_ASSESSOR)
    page = assessor.open("/imu")
    assessor.picture("imu")
    page = assessor.open(f"{incident}/record")
    offence = next(one for one in offences() if one.code == "149/00" and one.category == "58C")
    fill_in(page, {"offence_words": "criminal damage vehicle 149/00"})
    press(page, "Find")
    page.locator(f'main [name="offence"][value="{offence.key}"]').check()
    answers = recording_post(offence=offence.key, victim="")
    fill_in(page, {name: one for name, one in answers.items() if name not in {"offence", "victim"}})
    assessor.picture("recording")
    press(page, "Decide")
    done(page, "The crime is recorded.")
    found = re.search(r"/crimes/[^?]+", page.url)
    assert found
    return found[0]


def it_gets_an_officer(person: Callable[..., Someone], crime: str) -> None:
    """The pool, then one officer, with a reason."""
    manager = person(Role.ALLOCATION_MANAGER)
    page = manager.open("/allocation")
    manager.picture("allocation")
    page = manager.open(f"{crime}/allocate")
    page.locator("main tr, main label").filter(has_text=number_of(Role.DETECTIVE)).locator(
        "input[type=radio]"
    ).first.check()
    fill_in(page, {"reason": "Trained in domestic abuse, and free."})
    manager.picture("allocate")
    press(page, "Allocate")
    carried_out(page)


def it_is_investigated(person: Callable[..., Someone], crime: str) -> None:
    """The plan with its lines; the suspect identified, recorded and told; contact agreed with her."""
    detective = person(Role.DETECTIVE)
    page = detective.open(f"{crime}/plan")
    fill_in(
        page,
        {
            "summary": "Former partner suspected of smashing the windows of her car.",
            "points_to_prove": "Damage; another's property; intent or recklessness; no lawful excuse.",
            "evidence_led_route": "The 101 call, the doorbell footage, photographs of the car.",
            "objective": "Who smashed the windows", "action": "Secure the neighbour's doorbell footage",
            "direction": "either", "due_on": "27/03/2030",
        },
    )  # fmt: skip
    detective.picture("plan")
    press(page, "Set the plan")
    carried_out(page)
    page = detective.open(f"{crime}/suspects")
    detective.picture("suspects")
    suspect = re.search(r"/suspects/(\d+)/", page.content())
    assert suspect
    for act in ("identity", "record", "told"):
        page = detective.open(f"{crime}/suspects/{suspect[1]}/{act}")
        fill_in(page, {"words": "Driving licence and photograph."})
        press(page, "Save")
        carried_out(page)
    page = detective.open(f"{crime}/victim/contact")
    fill_in(page, {"how": "telephone", "every_days": "7", "wishes": "Never after six.", "by_safe_route": "on"})
    press(page, "Save")
    carried_out(page)


def she_withdraws(person: Callable[..., Someone], crime: str) -> None:
    """Her position, in her own words, seen alone."""
    detective = person(Role.DETECTIVE)
    page = detective.open(f"{crime}/victim/position")
    fill_in(
        page,
        {
            "support": "does_not", "wishes": "She does not want to go to court.",
            "reasons": "He has moved away and she wants it over.", "recorded_in": "statement", "reference": "MG11/2",
            "pressure": "none_found", "seen_alone": "on", "support_offered": "An advocate and special measures.",
        },
    )  # fmt: skip
    detective.picture("position")
    press(page, "Save")
    carried_out(page)


def it_is_not_closed_early(person: Callable[..., Someone], crime: str) -> None:
    """Outcome 16 is not open: the page says what is missing."""
    detective = person(Role.DETECTIVE)
    page = detective.open(f"{crime}/outcome")
    detective.picture("outcome")
    assert "Can the case go on without the victim?" in page.locator("main").inner_text()
    state_outcome_16(detective.open(f"{crime}/outcome/propose/16"))
    press(page, "Propose outcome 16")
    summary = page.locator(".govuk-error-summary")
    summary.wait_for()
    assert "whether the case can go on without the victim" in summary.inner_text()


def state_outcome_16(page: Page) -> None:
    """What outcome 16 asks to be stated."""
    for one in RULES["16"].stated:
        if page.locator(f"#id_{one.heading.code}").count():
            page.locator(f"#id_{one.heading.code}").fill(f"{one.heading.question}: as she said, seen alone.")
    suspect = page.locator("main [name=suspect]")
    if suspect.count():
        suspect.first.check()
    fill_in(page, {"rationale": "Nothing but her account shows who did it."})


def the_evidence_led_question_is_answered(person: Callable[..., Someone], crime: str) -> None:
    """What there is without her, answered by the detective, decided by the inspector."""
    detective = person(Role.DETECTIVE)
    page = detective.open(f"{crime}/evidence-led")
    for one in CHECKLIST:
        fill_in(page, {one.code: "yes", f"{one.code}_words": "Looked at; it shows nobody."})
    fill_in(page, {"recommendation": "cannot_go_on", "rationale": "Only her account shows who did it."})
    detective.picture("evidence-led")
    press(page, "Send it for decision")
    carried_out(page)
    inspector = person(Role.INSPECTOR)
    page = inspector.open(f"{crime}/evidence-led/decide")
    fill_in(page, {"conclusion": "cannot_go_on", "rationale": "The footage shows nobody; nothing else names him."})
    press(page, "Store the decision")
    carried_out(page)


def she_is_told_first_and_an_inspector_approves(person: Callable[..., Someone], crime: str) -> None:
    """She hears of the outcome before it is applied, by her safe route."""
    detective = person(Role.DETECTIVE)
    page = detective.open(f"{crime}/victim/update")
    fill_in(
        page,
        {
            "occasion": "outcome", "outcome_type": "16", "method": "telephone", "by_safe_route": "on", "code_word_given": "on",
            "reached": "reached", "spoken_to": "victim", "said": "What outcome 16 means, and how to come back to us.",
            "questions": "She asked whether he will be told. Yes, and when.", "next_on": "27/03/2030",
        },
    )  # fmt: skip
    press(page, "Save")
    carried_out(page)
    worked(Crime.objects.get(reference=crime.removeprefix("/crimes/")), timezone.now())
    state_outcome_16(detective.open(f"{crime}/outcome/propose/16"))
    press(page, "Propose outcome 16")
    carried_out(page)
    inspector = person(Role.INSPECTOR)
    page = inspector.open(f"{crime}/outcome/decide")
    for box in page.locator("main textarea, main input[type=text]").all():
        box.fill("Seen alone, kept up to date, her views weighed; the allegation was looked into, not she.")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    fill_in(page, {"decision": "approve"})
    inspector.picture("decide")
    press(page, "Store the decision")
    carried_out(page)


def the_figure_leads_back(person: Callable[..., Someone], crime: str, incident: str) -> None:
    """From the figure to its records, to the crime, to the whole journey, to the call."""
    lead = person(Role.INSPECTION_LEAD)
    page = lead.open("/inspection")
    lead.picture("inspection")
    page = lead.open("/inspection/measures/evidence_led_before_outcome")
    lead.picture("measure")
    page = lead.open("/inspection/measures/evidence_led_before_outcome/records")
    page.locator(f'main a[href="{crime}"]').first.click()
    page.locator('main a[href^="/journeys/"]').first.click()
    lead.picture("journey")
    lead.check_accessible()
    page.locator(f'main a[href="{incident}"]').first.click()
    assert "Former partner has smashed" in page.locator("main").inner_text()
