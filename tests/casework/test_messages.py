"""Safe routes and the outbox: nothing goes but by the confirmed route, in its hours, in words that give nothing away."""

import json
from datetime import UTC, datetime, time, timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.connections import declare_connection
from constabulary.casework.contact import take_call
from constabulary.casework.delivery import FileSender
from constabulary.casework.messages import queue_message, withdraw_message
from constabulary.casework.people.merging import merge_people
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route, end_safe_route, mark_as_shared
from constabulary.casework.sending import send_waiting
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.protection.safe_route import ConfirmedWith, Way
from constabulary.records.models import ContactPoint, Duty, IncidentPerson, Message, PersonAddress, SafeRoute
from constabulary.records.queries.messages import outbox, routes_of_person, where_to_send
from constabulary.records.queries.officers import say_who_asks, system_officer
from tests.conftest import asking
from tests.factories.calls import shoplifting
from tests.factories.crimes import reported
from tests.factories.incidents import due
from tests.factories.protection import TELEPHONE, Protected, leaks_in, protected_victim

pytestmark = pytest.mark.django_db
FILLED = {"telephone": "01632 960000", "name": "Sam"}


@pytest.fixture
def held(db, at) -> Protected:
    return protected_victim(at)


def confirm(held: Protected, at, **changes) -> int:
    asking(Role.VULNERABILITY_DESK)
    number = ContactPoint.objects.get(person=held.victim, kind="telephone") if "contact_point" not in changes else None
    details = {
        "way": Way.TEXT, "contact_point": number.pk if number else None, "from_time": time(9), "until_time": time(15),
        "code_word": "Blue door", "confirmed_with": ConfirmedWith.THEMSELVES, **changes,
    }  # fmt: skip
    return confirm_safe_route(
        person=held.victim.pk, route=RouteDetails(**details), incident=held.taken.incident_id,
        by=asking(Role.VULNERABILITY_DESK), at=at,
    )  # fmt: skip


def write(held: Protected, at, role=Role.INVESTIGATOR, **changes) -> int:
    return queue_message(
        incident=held.taken.incident_id, person=held.victim.pk,
        **{"template": "please_ring", "filled": FILLED, **changes}, by=asking(role), at=at,
    )  # fmt: skip


def codes(refused) -> list[str]:
    return [one.code for one in refused.value.reasons]


def route_duties(held: Protected) -> list[str]:
    asking(Role.INVESTIGATOR)
    return list(
        Duty.objects.filter(incident_id=held.taken.incident_id, kind="confirm_safe_route").order_by("id")
        .values_list("state", flat=True)
    )  # fmt: skip


def test_a_route_to_somebody_complained_of_is_not_the_safe_route_that_is_due(at):
    incident = reported(at)
    suspect = IncidentPerson.objects.get(incident=incident, role="suspect").person
    confirm_safe_route(
        person=suspect.pk, route=RouteDetails(way=Way.NONE, reason="He is in custody."), incident=incident.pk,
        by=asking(Role.VULNERABILITY_DESK), at=at,
    )  # fmt: skip
    assert "confirm_safe_route" in due(incident)


def test_a_route_confirmed_from_a_persons_own_page_meets_the_duty_of_each_of_their_incidents(at):
    first, second, other = reported(at), reported(at + timedelta(days=1)), reported(at + timedelta(days=2))
    kept, away = (IncidentPerson.objects.get(incident=one, role="victim").person for one in (first, second))
    desk = asking(Role.VULNERABILITY_DESK)
    merge_people(survivor=kept.pk, other=away.reference, reason="The same birthday and telephone.", by=desk, at=at)
    suspect = IncidentPerson.objects.get(incident=other, role="suspect").person
    none = RouteDetails(way=Way.NONE, reason="He reads everything. Her sister calls on her.")
    confirm_safe_route(person=suspect.pk, route=none, by=desk, at=at)
    assert all("confirm_safe_route" in due(one) for one in (first, second, other))
    confirm_safe_route(person=kept.pk, route=none, by=desk, at=at)
    assert ["confirm_safe_route" in due(one) for one in (first, second, other)] == [False, False, True]


def test_a_route_confirmed_for_one_incident_meets_its_duty_alone(at):
    first, second = reported(at), reported(at + timedelta(days=1))
    kept, away = (IncidentPerson.objects.get(incident=one, role="victim").person for one in (first, second))
    desk = asking(Role.VULNERABILITY_DESK)
    merge_people(survivor=kept.pk, other=away.reference, reason="The same birthday and telephone.", by=desk, at=at)
    none = RouteDetails(way=Way.NONE, reason="He reads everything. Her sister calls on her.")
    confirm_safe_route(person=kept.pk, route=none, incident=first.pk, by=desk, at=at)
    assert ["confirm_safe_route" in due(one) for one in (first, second)] == [False, True]


def test_confirming_a_route_meets_the_duty_that_the_call_opened(held, at):
    assert route_duties(held) == ["open"]
    confirm(held, at)
    assert route_duties(held) == ["met"]


def test_that_there_is_no_safe_way_meets_it_too_with_the_reason(held, at):
    with pytest.raises(NotAllowed) as refused:
        confirm(held, at, way=Way.NONE)
    assert codes(refused) == ["safe-route.none-needs-reason"]
    confirm(held, at, way=Way.NONE, reason="He reads everything. Her sister calls on her.")
    assert route_duties(held) == ["met"]
    with pytest.raises(NotAllowed) as refused:
        write(held, at)
    assert codes(refused) == ["message.route-is-none"]


def test_a_shared_telephone_is_never_the_safe_one(held, at):
    number = ContactPoint.objects.get(person=held.victim, kind="telephone")
    mark_as_shared(contact_point=number.pk, by=asking(Role.VULNERABILITY_DESK), at=at)
    with pytest.raises(NotAllowed) as refused:
        confirm(held, at, contact_point=number.pk)
    assert codes(refused) == ["safe-route.contact-shared"]


def test_somebody_elses_telephone_is_not_a_route_of_hers(held, at):
    taken = take_call(call=shoplifting(at), by=asking(Role.CONTACT_HANDLER), at=at)
    other = ContactPoint.objects.exclude(person=held.victim).get()
    assert taken.incident_id != held.taken.incident_id
    with pytest.raises(NotAllowed) as refused:
        confirm(held, at, contact_point=other.pk)
    assert codes(refused) == ["safe-route.contact-missing"]


def test_a_message_waits_for_its_hour_goes_out_once_and_says_no_more_than_its_words(held, at, tmp_path):
    confirm(held, at)
    number = write(held, at)
    system = system_officer()
    say_who_asks(system)
    assert send_waiting(sender=FileSender(tmp_path), by=system, at=at + timedelta(hours=4)) == 0
    assert send_waiting(sender=FileSender(tmp_path), by=system, at=at) == 1
    assert send_waiting(sender=FileSender(tmp_path), by=system, at=at) == 0
    assert [path.name for path in tmp_path.iterdir()] == [f"{number}.json"]
    sent = json.loads((tmp_path / f"{number}.json").read_text())
    assert sent == {
        "number": number, "way": "text", "to": TELEPHONE,
        "words": "Please ring 01632 960000 when it suits you and ask for Sam.",
    }  # fmt: skip
    assert Message.objects.get(pk=number).state == "sent"


def test_whoever_writes_need_not_see_where_it_goes(held, at):
    confirm(held, at)
    write(held, at)
    asking(Role.INVESTIGATOR)
    line = outbox()[0]
    assert (line.leads_to, line.is_sealed) == (None, True)
    assert leaks_in(repr(outbox()) + repr(routes_of_person(held.victim.pk))) == []
    assert routes_of_person(held.victim.pk)[0].code_word == "[sealed]"
    asking(Role.VULNERABILITY_DESK)
    assert outbox()[0].leads_to == TELEPHONE
    assert routes_of_person(held.victim.pk)[0].code_word == "Blue door"


def test_where_a_message_goes_is_told_to_the_system_only(held, at):
    confirm(held, at)
    number = write(held, at)
    asking(Role.INVESTIGATOR)
    assert where_to_send(number) == ""


def test_nothing_is_sent_without_a_route_outside_its_hours_or_with_anything_else_in_it(held, at):
    with pytest.raises(NotAllowed) as refused:
        write(held, at)
    assert codes(refused) == ["message.no-route"]
    confirm(held, at)
    with pytest.raises(NotAllowed) as refused:
        write(held, datetime(2026, 11, 2, 20, 0, tzinfo=UTC))
    assert codes(refused) == ["message.outside-hours"]
    with pytest.raises(NotAllowed) as refused:
        write(held, at, filled={"telephone": "01632 960000", "name": "Sam of Tolling police"})
    assert codes(refused) == ["message.does-not-fit"]
    with pytest.raises(NotAllowed) as refused:
        write(held, at, template="no-such-message")
    assert codes(refused) == ["message.wrong-way"]


def test_ring_only_means_nothing_in_writing(held, at):
    confirm(held, at, way=Way.RING)
    with pytest.raises(NotAllowed) as refused:
        write(held, at)
    assert codes(refused) == ["message.ring-only"]


def test_a_letter_goes_to_the_address_agreed(held, at, tmp_path):
    asking(Role.VULNERABILITY_DESK)
    home = PersonAddress.objects.get(person=held.victim)
    confirm(held, at, way=Way.LETTER, address=home.pk, contact_point=None)
    number = write(held, at)
    system = system_officer()
    say_who_asks(system)
    assert send_waiting(sender=FileSender(tmp_path), by=system, at=at) == 1
    assert json.loads((tmp_path / f"{number}.json").read_text())["to"] == "17 Marigold Wharf, Tolling, ZZ9 7QX"
    asking(Role.VULNERABILITY_DESK)
    assert json.loads((tmp_path / f"{number}.json").read_text())["name"] == f"{held.victim.given} {held.victim.family}"


def test_a_change_of_route_withdraws_what_waits_to_go_by_the_old_one(held, at, tmp_path):
    confirm(held, at)
    first = write(held, at)
    confirm(held, at + timedelta(minutes=1), way=Way.RING)
    asking(Role.VULNERABILITY_DESK)
    assert Message.objects.get(pk=first).state == "withdrawn"
    assert SafeRoute.objects.filter(person=held.victim, ended_at=None).count() == 1


def test_a_route_that_ends_is_due_again_and_nothing_goes_meanwhile(held, at):
    route = confirm(held, at)
    first = write(held, at)
    end_safe_route(
        route=route, reason="He has her telephone.", incident=held.taken.incident_id,
        by=asking(Role.VULNERABILITY_DESK), at=at,
    )  # fmt: skip
    assert Message.objects.get(pk=first).state == "withdrawn"
    assert route_duties(held) == ["met", "open"]
    with pytest.raises(NotAllowed):
        write(held, at)


def test_a_telephone_that_becomes_shared_ends_the_route_that_leads_there(held, at):
    route = confirm(held, at)
    number = ContactPoint.objects.get(person=held.victim, kind="telephone")
    mark_as_shared(contact_point=number.pk, incident=held.taken.incident_id, by=asking(Role.VULNERABILITY_DESK), at=at)
    assert SafeRoute.objects.get(pk=route).ended_at == at
    assert route_duties(held) == ["met", "open"]


def test_a_route_that_changed_behind_the_writers_back_is_found_when_it_would_be_sent(held, at, tmp_path):
    """Another desk marks the number as shared; whoever wrote could not see it, and the worker does not send."""
    confirm(held, at)
    number = write(held, at)
    asking(Role.VULNERABILITY_DESK)
    contact = ContactPoint.objects.get(person=held.victim, kind="telephone")
    later = at + timedelta(minutes=2)
    confirm_safe_route(
        person=held.victim.pk,
        route=RouteDetails(way=Way.NONE, reason="He has moved back in."),
        by=asking(Role.VICTIMS_DESK), at=later,
    )  # fmt: skip
    system = system_officer()
    say_who_asks(system)
    assert send_waiting(sender=FileSender(tmp_path), by=system, at=later) == 0
    assert list(tmp_path.iterdir()) == []
    assert Message.objects.get(pk=number).state == "withdrawn"
    assert contact.shared is False


def test_a_waiting_message_can_be_withdrawn_once_with_a_reason(held, at):
    confirm(held, at)
    number = write(held, at)
    withdraw_message(message=number, reason="She rang.", by=asking(Role.INVESTIGATOR), at=at)
    with pytest.raises(NotAllowed):
        withdraw_message(message=number, reason="Again.", by=asking(Role.INVESTIGATOR), at=at)


def test_the_suspects_cousin_sees_no_route_and_writes_to_nobody(held, at):
    confirm(held, at)
    cousin = asking(Role.INVESTIGATOR)
    declare_connection(person=held.suspect.reference, nature="His cousin.", by=cousin, at=at)
    assert routes_of_person(held.victim.pk) == []
    with pytest.raises(NotAllowed) as refused:
        write(held, at)
    assert codes(refused) == ["message.no-route"]


def test_a_caller_who_cannot_speak_freely_is_never_written_to_before_a_route_is_confirmed(at, db):
    call = shoplifting(at, cannot_speak_freely=True, crime_reported=False, category="concern-for-safety")
    taken = take_call(call=call, by=asking(Role.CONTACT_HANDLER), at=at)
    assert Duty.objects.filter(incident_id=taken.incident_id, kind="confirm_safe_route", state="open").exists()
    contact = ContactPoint.objects.get()
    with pytest.raises(NotAllowed) as refused:
        queue_message(
            incident=taken.incident_id, person=contact.person_id, template="please_ring", filled=FILLED,
            by=asking(Role.CONTACT_HANDLER), at=at,
        )  # fmt: skip
    assert codes(refused) == ["message.cannot-speak-freely"]
    confirm_safe_route(
        person=contact.person_id, incident=taken.incident_id, by=asking(Role.CONTACT_HANDLER), at=at,
        route=RouteDetails(
            way=Way.TEXT, contact_point=contact.pk, from_time=time(9), until_time=time(15),
            confirmed_with=ConfirmedWith.THEMSELVES,
        ),
    )  # fmt: skip
    queue_message(
        incident=taken.incident_id, person=contact.person_id, template="please_ring", filled=FILLED,
        by=asking(Role.CONTACT_HANDLER), at=at,
    )  # fmt: skip


def test_only_those_who_may_write_do(held, at):
    confirm(held, at)
    with pytest.raises(NotPermitted):
        write(held, at, role=Role.AUDITOR)
