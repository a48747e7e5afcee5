"""One call, two roles, one figure, and back to the call, through the pages without a script."""

import pytest
from django.test import Client
from django.utils.html import strip_tags

from constabulary.access.roles import Role
from constabulary.casework.demo import PASSWORD
from constabulary.standards.offences import offences
from tests.factories.officers import number_of
from tests.factories.posts import call_post, recording_post

pytestmark = [pytest.mark.django_db]


def signed_in(role: Role) -> Client:
    client = Client()
    answer = client.post("/sign-in", {"collar_number": number_of(role), "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client


def test_a_call_becomes_a_crime_and_a_figure_and_the_figure_leads_back_to_the_call():
    handler = signed_in(Role.CONTACT_HANDLER)
    answer = handler.post("/calls/new", call_post())
    assert answer.status_code == 302, strip_tags(answer.content.decode())
    incident = answer["Location"].split("?")[0]
    assert "smashed her car" in handler.get(incident).content.decode()

    assessor = signed_in(Role.IMU_ASSESSOR)
    home = assessor.get("/").content.decode()
    assert "Decide whether to record a crime" in home
    offence = next(one for one in offences() if one.code == "149/00" and one.category == "58C")
    page = assessor.get(f"{incident}/record").content.decode()
    victim = page.split('name="victim" type="radio" value="')[1].split('"')[0]
    answer = assessor.post(f"{incident}/record", recording_post(offence=offence.key, victim=victim))
    assert answer.status_code == 302, strip_tags(answer.content.decode())
    crime = answer["Location"].split("?")[0]
    assert offence.title in assessor.get(crime).content.decode()

    lead = signed_in(Role.INSPECTION_LEAD)
    figure = lead.get("/inspection/measures/recorded_within_24_hours").content.decode()
    assert "nothing to count" in figure or "%" in figure
    journey = assessor.get(crime).content.decode().split('href="/journeys/')[1].split('"')[0]
    story = lead.get(f"/journeys/{journey}").content.decode()
    for sentence in (
        "The contact was recorded.",
        "THRIVE was asked and the incident graded.",
        "The crime was recorded.",
    ):
        assert sentence in story
    assert incident in story


def test_what_may_not_be_done_is_refused_and_what_is_not_there_is_not_found():
    auditor = signed_in(Role.AUDITOR)
    assert auditor.get("/calls/new").status_code == 403
    assert auditor.get("/incidents/I26-999").status_code == 404
    assert Client().get("/").status_code == 302
