"""A calm call at a grade nobody is sent at: asked what the rules need for it, and no more."""

import re

import pytest

from constabulary.access.roles import Role
from constabulary.policing.incidents.thrive import WORDS_ASKED
from constabulary.records.models import Incident, ThriveAssessment
from tests.factories.browsers import signed_in, words_of
from tests.factories.posts import call_post

pytestmark = pytest.mark.django_db


def calm(**changes):
    """Lost property or a small theft: nothing worries, one sentence says so."""
    empty = dict.fromkeys(
        ("threat_target", "threat_source", "threat_capability", "threat_intent", "threat_violence", "threat_suspect",
         "threat_rationale", "harm_rationale", "risk_interim", "risk_rationale", "investigation_rationale",
         "vulnerability_rationale", "engagement_safe_contact", "domestic_abuse", "vulnerability_distress",
         "engagement_call_back", "account"),
        "",
    )  # fmt: skip
    given = {
        "summary": "A bicycle has gone from outside the station.", "threat_none": "on", "harm_types": ["property"],
        "harm_severity": "1", "risk_likelihood": "1", "risk_imminence": "unlikely", "vulnerability_factors": [],
        "investigation_lines": [], "engagement_method": "telephone", "grade": "G4",
        "engagement_rationale": "A crime number will do; nobody saw it.",
    }  # fmt: skip
    sent = call_post(**{**empty, **given, **changes})
    return {name: one for name, one in sent.items() if one not in ("", [])}


@pytest.fixture
def browser():
    return signed_in(Role.CONTACT_HANDLER)


def errors_of(answer):
    summary = answer.content.decode().split("govuk-error-summary__list")[1].split("</ul>")[0]
    return [one.removeprefix("id_") for one in re.findall(r'href="#([^"]+)"', summary)]


def test_one_sentence_and_the_answers_open_it_and_what_was_asked_is_kept(browser):
    answer = browser.post("/calls/new", calm())
    assert answer.status_code == 302, words_of(answer)
    kept = ThriveAssessment.objects.get()
    assert (kept.grade, kept.in_words) == ("G4", [])
    assert kept.answers["threat"]["suspect"] == "none"
    assert kept.answers["vulnerability"]["household_asked"] is True


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        pytest.param(
            {"grade": "G2"}, {"threat", "harm", "risk", "investigation", "vulnerability"}, id="somebody is sent"
        ),
        pytest.param(
            {"domestic_abuse": "on"}, {"threat", "harm", "risk", "investigation", "vulnerability"}, id="abuse"
        ),
        pytest.param(
            {"vulnerability_factors": ["older"], "grade": "G4"},
            {"threat", "harm", "risk", "investigation", "vulnerability"},
            id="somebody vulnerable, so that somebody would be sent at the grade proposed",
        ),
        pytest.param({"hate": "on"}, {"threat", "harm", "risk", "investigation", "vulnerability"}, id="hate"),
        pytest.param({"engagement_rationale": ""}, {"engagement"}, id="not a word"),
    ],
)
def test_what_worries_or_is_attended_is_still_said_in_words(browser, changes, missing):
    refused = browser.post("/calls/new", calm(**changes))
    assert refused.status_code == 422
    assert set(errors_of(refused)) == {f"{one}_rationale" for one in missing}
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        pytest.param({"engagement_method": ""}, set(), id="nobody is sent at the grade chosen"),
        pytest.param({"engagement_method": "", "threat_none": ""}, set(), id="the threat not answered either"),
        pytest.param({"engagement_method": "", "risk_likelihood": "4"}, {"risk"}, id="what worries"),
        pytest.param(
            {"engagement_method": "", "domestic_abuse": "on"},
            {"threat", "harm", "risk", "investigation", "vulnerability"},
            id="marked as abuse",
        ),
        pytest.param(
            {"engagement_method": "", "grade": "G2"},
            {"threat", "harm", "risk", "investigation", "vulnerability"},
            id="somebody is sent",
        ),
    ],
)
def test_an_answer_short_the_list_asks_for_the_words_that_the_page_says_are_asked_for(browser, changes, missing):
    refused = browser.post("/calls/new", calm(**changes))
    assert refused.status_code == 422
    assert "engagement_method" in errors_of(refused)
    listed = {one for one in errors_of(refused) if one.endswith("_rationale")}
    assert listed == {f"{one}_rationale" for one in missing}
    assert WORDS_ASKED in words_of(refused)


def test_the_household_is_asked_at_every_grade(browser):
    refused = browser.post("/calls/new", calm(household_asked=""))
    assert set(errors_of(refused)) == {"vulnerability_rationale", "household_asked"}


@pytest.mark.parametrize(
    "changes", [{"threat_weapon": "on"}, {"threat_violence": "used"}, {"threat_suspect": "nearby"}]
)
def test_a_threat_and_nobody_threatened_do_not_stand_together(browser, changes):
    refused = browser.post("/calls/new", calm(**changes))
    assert "threat_none" in errors_of(refused)
    assert not Incident.objects.exists()


def test_a_suspect_who_has_gone_may_stand_beside_it(browser):
    assert browser.post("/calls/new", calm(threat_suspect="gone")).status_code == 302
    assert ThriveAssessment.objects.get().answers["threat"]["suspect"] == "gone"
