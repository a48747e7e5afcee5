"""Decision aids on screen: the register with its errors, the switch, and what is not shown while one is off."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.aids import aid_is_on
from constabulary.policing.inspection.aids import Aid
from constabulary.records.models import AidAcceptance
from constabulary.standards.calendar import local_day
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import reported
from tests.factories.incidents import quarrel
from tests.factories.vulnerability import victim_in

pytestmark = pytest.mark.django_db
ADDRESS = "/inspection/aids/grade"


def test_the_register_says_what_is_on_who_accepted_it_and_what_stays_on_whatever_is_accepted():
    page = words_of(signed_in(Role.INSPECTION_LEAD).get("/inspection/aids"))
    for words in (
        "Proposed grade and advisory score On until",
        "The floor rules",
        "Its error is not known yet",
        "On trial",
    ):
        assert words in page
    assert "Accept or switch off" not in page
    assert "Accept or switch off" in words_of(signed_in(Role.CHIEF_OFFICER).get("/inspection/aids"))
    assert signed_in(Role.INSPECTION_LEAD).get(ADDRESS).status_code == 403
    assert signed_in(Role.CHIEF_OFFICER).get("/inspection/aids/oracle").status_code == 404


def test_while_the_aid_is_off_no_grade_is_proposed_and_no_score_shown():
    incident = quarrel(timezone.now())
    handler = signed_in(Role.DISPATCHER)
    assert ", score " in words_of(handler.get(f"/incidents/{incident.reference}"))
    chief = signed_in(Role.CHIEF_OFFICER)
    done = chief.post(ADDRESS, {"what": "off", "reason": "It misses children.", "until_on": ""}, follow=True)
    assert "The aid is off." in words_of(done)
    assert "It misses children." in words_of(done)
    shown = words_of(handler.get(f"/incidents/{incident.reference}"))
    assert ", score " not in shown
    assert "Proposed G" not in shown


def test_it_is_accepted_until_a_day_and_each_refusal_stands_beside_its_field():
    chief = signed_in(Role.CHIEF_OFFICER)
    today = local_day(timezone.now())
    refused = chief.post(ADDRESS, {"what": "accept", "reason": "Alike.", "until_on": ""})
    assert refused.status_code == 422
    assert "Enter the last day." in words_of(refused)
    refused = chief.post(ADDRESS, {"what": "accept", "reason": " ", "until_on": today.isoformat()})
    assert "Say why, with the error below in mind." in words_of(refused)
    late = (today + timedelta(days=900)).isoformat()
    refused = chief.post(ADDRESS, {"what": "accept", "reason": "Alike.", "until_on": late})
    assert "That is too long" in words_of(refused)
    done = chief.post(ADDRESS, {"what": "accept", "reason": "Alike.", "until_on": today.isoformat()}, follow=True)
    assert "The aid is on until the day you set." in words_of(done)
    assert aid_is_on(Aid.GRADE, timezone.now())
    assert AidAcceptance.objects.filter(aid="grade", ended_at=None).get().reason == "Alike."


def test_while_the_aids_of_risk_and_vulnerability_are_off_their_pages_suggest_nothing():
    incident = reported(timezone.now() - timedelta(hours=6))
    who = victim_in(incident).reference
    chief = signed_in(Role.CHIEF_OFFICER)
    assert "What is no decision aid, and why" in words_of(chief.get("/inspection/aids"))
    risk, asked = (
        f"/incidents/{incident.reference}/people/{who}/risk",
        f"/incidents/{incident.reference}/people/{who}",
    )
    said = ("What do the answers suggest?", "Three letters of concern suggest yes.")
    shown = [words_of(signed_in(Role.INVESTIGATOR).get(one)) for one in (risk, asked)]
    assert all(words in page for words, page in zip(said, shown, strict=True))
    for aid in ("risk", "vulnerability"):
        signed_in(Role.CHIEF_OFFICER).post(
            f"/inspection/aids/{aid}", {"what": "off", "reason": "It errs.", "until_on": ""}
        )
    shown = [words_of(signed_in(Role.INVESTIGATOR).get(one)) for one in (risk, asked)]
    assert not any(words in page for words, page in zip(said, shown, strict=True))
