"""How somebody is reached is kept from whoever is on the other side, and stays for those who need it."""

import re
from datetime import time, timedelta
from html import unescape

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.connections import declare_connection
from constabulary.casework.people.correcting import note_contact_point
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route
from constabulary.casework.seal_making import seal_details
from constabulary.policing.contact.channels import MayLearn
from constabulary.policing.protection.safe_route import ConfirmedWith, Way
from constabulary.records.models import ContactPoint, IncidentPerson
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import thrive
from tests.factories.crimes import allocated, reported
from tests.factories.posts_of_incidents import thrive_post

pytestmark = pytest.mark.django_db
SISTERS = "07700 900462"
SAID = "Text only to her sister's telephone, not her own"


@pytest.fixture
def just_now():
    return timezone.now() - timedelta(minutes=5)


@pytest.fixture
def incident(just_now):
    return reported(just_now, answers=thrive(engagement={"safe_contact": SAID}))


def part(incident, role):
    return IncidentPerson.objects.get(incident=incident, role=role).person


def seal_sisters_number(incident, at):
    victim, suspect = part(incident, "victim"), part(incident, "suspect")
    desk = asking(Role.VULNERABILITY_DESK)
    number = note_contact_point(person=victim.pk, kind="telephone", contact=SISTERS, shared=False, by=desk, at=at)
    seal_details(
        person=victim.pk, against=suspect.reference, reason="He must not ring her.", contact_points=(number,), by=desk,
        at=at,
    )  # fmt: skip


def test_the_form_of_thrive_again_tells_nobody_on_the_other_side_how_she_is_reached(incident, just_now):
    address = f"/incidents/{incident.reference}/thrive"
    assert SAID in unescape(signed_in(Role.DETECTIVE).get(address).content.decode())
    declare_connection(
        person=part(incident, "suspect").reference, nature="His cousin.", by=asking(Role.DETECTIVE), at=just_now
    )
    assert "sister" not in signed_in(Role.DETECTIVE).get(address).content.decode()


def test_whoever_asks_thrive_again_without_need_leaves_her_number_to_those_who_need_it(just_now):
    said = f"Ring her sister, {SISTERS}"
    incident = reported(just_now, answers=thrive(engagement={"safe_contact": said}))
    seal_sisters_number(incident, just_now)
    form = signed_in(Role.DETECTIVE).get(f"/incidents/{incident.reference}/thrive").content.decode()
    kept = re.search(r'name="engagement_safe_contact"[^>]*value="([^"]*)"', form)
    answer = signed_in(Role.DETECTIVE).post(
        f"/incidents/{incident.reference}/thrive",
        thrive_post(engagement_safe_contact=unescape(kept[1]) if kept else ""),
    )
    assert answer.status_code == 302
    assert f"Said at the call, not confirmed: {said}" in words_of(
        signed_in(Role.VULNERABILITY_DESK).get(f"/incidents/{incident.reference}")
    )


@pytest.mark.parametrize("page", ["", "/allocate"])
def test_whoever_reaches_nobody_is_not_told_that_nobody_asked(just_now, page):
    crime = allocated(just_now, has_route=False, call={"others_may_learn": MayLearn.NO})
    words = words_of(signed_in(Role.ALLOCATION_MANAGER).get(f"/crimes/{crime.reference}{page}"))
    assert "Act as if nobody else there may know that they rang us." in words
    assert "Nobody asked whether others may know" not in words


@pytest.mark.parametrize("could", [True, False])
def test_who_confirms_a_route_is_told_that_the_caller_could_not_speak_freely_and_comes_back_to_the_call(
    just_now, could
):
    incident = reported(just_now, cannot_speak_freely=not could)
    address = f"/people/{part(incident, 'victim').reference}/safe-route"
    desk = signed_in(Role.VULNERABILITY_DESK)
    told = (
        f"In {incident.reference} the caller could not speak freely. What was said or answered then is not agreement."
    )
    assert (told in words_of(desk.get(f"{address}?incident={incident.reference}"))) is not could
    assert told not in words_of(desk.get(address))
    sent = {"way": "ring", "contact": "", "new_contact": SISTERS, "any_time": "on", "confirmed_with": "advocate"}
    done = desk.post(f"{address}?incident={incident.reference}", sent)
    assert done["Location"] == f"/incidents/{incident.reference}?done=route-confirmed"
    assert "The route is confirmed." in words_of(desk.get(done["Location"]))


def test_who_answers_at_a_sealed_number_is_shown_to_those_only_who_may_see_the_number(just_now):
    incident = reported(just_now)
    victim = part(incident, "victim")
    seal_sisters_number(incident, just_now)
    route = RouteDetails(
        way=Way.TRUSTED, contact_point=ContactPoint.objects.get(value=SISTERS).pk, trusted_person="Her sister Bryony",
        confirmed_with=ConfirmedWith.THEMSELVES, from_time=time(0), until_time=time(23, 59),
    )  # fmt: skip
    confirm_safe_route(person=victim.pk, route=route, by=asking(Role.VULNERABILITY_DESK), at=just_now)
    address = f"/incidents/{incident.reference}"
    assert "Who answers: Her sister Bryony" in words_of(signed_in(Role.VULNERABILITY_DESK).get(address))
    without_need = words_of(signed_in(Role.DISPATCHER).get(address))
    assert "Where it leads is sealed from you" in without_need
    assert "Bryony" not in without_need
