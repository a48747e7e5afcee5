"""Who may know of the call, corrected after it: taken seriously at once, and taken back by a supervisor only."""

import re
from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.incidents.corrections import Correction, correct_incident
from constabulary.policing.contact.channels import Channel, MayLearn
from constabulary.policing.decisions import NotAllowed
from constabulary.records.models import Contact, Duty, JournalEntry
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import thrive
from tests.factories.crimes import recorded, reported
from tests.factories.incidents import quarrel

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TOLD = "Nobody else there may know that they rang us."


def learn(incident, learning: MayLearn, at, *, by: Role = Role.CONTACT_HANDLER) -> None:
    correct_incident(
        incident=incident.pk,
        correction=Correction(others_may_learn=learning),
        reason="She rang again.",
        by=asking(by),
        at=at,
    )


def said_of(incident) -> set[str]:
    asking(Role.CONTROL_ROOM_SUPERVISOR)
    return set(Contact.objects.filter(journey=incident.journey_id).values_list("others_may_learn", flat=True))


def open_kinds(**about) -> set[str]:
    asking(Role.CONTROL_ROOM_SUPERVISOR)
    return set(Duty.objects.filter(state="open", **about).values_list("kind", flat=True))


def test_that_nobody_may_know_is_said_after_the_call_and_a_safe_route_is_due_once(at):
    incident = quarrel(at)
    assert "confirm_safe_route" not in open_kinds(incident=incident)
    desk = signed_in(Role.VULNERABILITY_DESK)
    assert TOLD not in words_of(desk.get(f"/incidents/{incident.reference}"))
    learn(incident, MayLearn.NO, at + MINUTE)
    assert said_of(incident) == {"no"}
    assert "confirm_safe_route" in open_kinds(incident=incident)
    assert TOLD in words_of(desk.get(f"/incidents/{incident.reference}"))
    learn(incident, MayLearn.NO, at + 2 * MINUTE)
    assert Duty.objects.filter(incident=incident, kind="confirm_safe_route").count() == 1
    assert JournalEntry.objects.filter(kind="incident_corrected", journey_row=incident.journey_id).count() == 2


def test_only_a_supervisor_takes_it_back_and_what_is_due_stays(at):
    incident = quarrel(at)
    learn(incident, MayLearn.NO, at + MINUTE)
    with pytest.raises(NotAllowed) as refused:
        learn(incident, MayLearn.YES, at + 2 * MINUTE)
    assert [(one.code, one.field) for one in refused.value.reasons] == [
        ("incident-log.learning-stays", "others_may_learn")
    ]
    assert said_of(incident) == {"no"}
    learn(incident, MayLearn.YES, at + 3 * MINUTE, by=Role.CONTROL_ROOM_SUPERVISOR)
    assert said_of(incident) == {"yes"}
    assert "confirm_safe_route" in open_kinds(incident=incident)


def test_a_report_that_was_to_be_acknowledged_in_writing_is_told_instead(at):
    crime = recorded(at, call={"domestic_abuse": False, "answers": thrive()})
    assert "acknowledge_report" in open_kinds(crime=crime)
    learn(crime.incident, MayLearn.NO, at + 2 * HOUR)
    kinds = open_kinds(crime=crime)
    assert ("acknowledge_report" in kinds, "tell_of_report" in kinds) == (False, True)
    assert "confirm_safe_route" in open_kinds(journey=crime.journey_id), "also where the incident is closed"


def test_on_the_page_it_is_left_as_it_was_said_unless_somebody_chooses(at):
    incident = reported(at, domestic_abuse=False, answers=thrive())
    handler = signed_in(Role.CONTACT_HANDLER)
    sent = {
        "summary": incident.summary,
        "category": incident.category,
        "reason": "She rang again.",
        "crime_reported": "yes",
    }
    address = f"/incidents/{incident.reference}/correct"
    before = said_of(incident)
    assert re.search(r'value="as_said"[^>]*checked', handler.get(address).content.decode())
    for left in ("", "as_said"):
        assert handler.post(address, {**sent, "others_may_learn": left}).status_code == 302
        assert said_of(incident) == before
    assert handler.post(address, {**sent, "others_may_learn": "no"}).status_code == 302
    assert said_of(incident) == {"no"}
    refused = handler.post(address, {**sent, "others_may_learn": "yes"})
    assert refused.status_code == 422
    assert "Only a supervisor takes it back that nobody else there may know of the call." in words_of(refused)
    assert 'href="#id_others_may_learn' in refused.content.decode()
    assert said_of(incident) == {"no"}


def test_how_a_report_came_in_is_said_of_one_only(at):
    incident = quarrel(at)
    Contact.objects.filter(journey=incident.journey_id).update(channel="101")
    said = {"incident": incident.pk, "reason": "She came to the counter.", "at": at + MINUTE}
    correct_incident(**said, correction=Correction(channel=Channel.COUNTER), by=asking(Role.CONTACT_HANDLER))
    assert Contact.objects.get(journey=incident.journey_id).channel == "counter"
    Contact.objects.filter(journey=incident.journey_id).update(journey=quarrel(at).journey_id)
    with pytest.raises(NotAllowed) as refused:
        correct_incident(**said, correction=Correction(channel=Channel.COUNTER), by=asking(Role.CONTACT_HANDLER))
    assert [(one.code, one.field) for one in refused.value.reasons] == [("incident-log.no-way-in", "channel")]
