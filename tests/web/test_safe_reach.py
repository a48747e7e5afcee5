"""How somebody can safely be reached stands first on every page where a person's reach is shown, and nowhere else."""

import re
from datetime import time, timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.connections import declare_connection
from constabulary.casework.people import PersonDetails, PlaceDetails
from constabulary.casework.people.correcting import add_person, note_address, note_contact_point
from constabulary.casework.people.linking import link_records
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route, end_safe_route
from constabulary.casework.seal_making import seal_details
from constabulary.policing.contact.channels import MayLearn
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.protection.safe_route import ConfirmedWith, Way
from constabulary.records.models import (
    ContactPoint,
    Duty,
    Incident,
    IncidentPerson,
    Person,
    PersonAddress,
    SafeRoute,
    VictimContact,
    VictimUpdate,
)
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import thrive
from tests.factories.crimes import allocated, reachable, reported
from tests.factories.posts import call_post

pytestmark = pytest.mark.django_db
SISTERS = "07700 900462"
UNCONFIRMED = "Nobody has confirmed that it is safe. Somebody else may answer or see it."
SAID = "Text only to her sister's telephone, not her own"
ALL_DAY = {"from_time": time(0), "until_time": time(23, 59)}


@pytest.fixture
def just_now():
    return timezone.now() - timedelta(minutes=5)


@pytest.fixture
def incident(just_now):
    return reported(just_now, answers=thrive(engagement={"safe_contact": SAID}))


def part(incident, role):
    return IncidentPerson.objects.get(incident=incident, role=role).person


def own_number(person) -> str:
    return ContactPoint.objects.exclude(value=SISTERS).get(person=person, kind="telephone").value


def confirm(person, at, **changes):
    route = {
        "way": Way.TRUSTED, "new_contact": SISTERS, "trusted_person": "Her sister; she said so herself",
        "code_word": "Heron", "confirmed_with": ConfirmedWith.THEMSELVES, **ALL_DAY, **changes,
    }  # fmt: skip
    return confirm_safe_route(person=person.pk, route=RouteDetails(**route), by=asking(Role.VULNERABILITY_DESK), at=at)


def test_what_was_said_at_the_call_stands_first_until_a_route_is_confirmed(incident, just_now):
    victim = part(incident, "victim")
    before = words_of(signed_in(Role.DISPATCHER).get(f"/incidents/{incident.reference}"))
    assert before.index(f"Said at the call, not confirmed: {SAID}") < before.index("Caller's telephone")
    assert "Send nothing and ring nobody until one is." in before
    confirm(victim, just_now)
    after = words_of(signed_in(Role.DISPATCHER).get(f"/incidents/{incident.reference}"))
    assert "Said at the call, not confirmed" not in after
    assert after.index(SISTERS) < after.index("It is not the confirmed safe route. Use that one.")
    assert after.index("Not safe: show it all the same") < after.index(own_number(victim))


def test_a_number_that_the_household_answers_is_shown_only_behind_a_warning(incident, just_now):
    victim = part(incident, "victim")
    number = ContactPoint.objects.get(person=victim, kind="telephone")
    page = signed_in(Role.VULNERABILITY_DESK)
    assert page.post(
        f"/people/{victim.reference}/contacts/{number.pk}/who-answers", {"shared": "yes", "reason": "He picks it up."}
    ).status_code == 302  # fmt: skip
    warning = "The suspect or somebody in the household answers or sees it. Do not"
    for address in (f"/incidents/{incident.reference}", f"/people/{victim.reference}"):
        shown = words_of(signed_in(Role.DISPATCHER).get(address))
        assert shown.index(warning) < shown.index(number.value), address


def test_a_number_that_nobody_confirmed_is_shown_only_behind_a_warning_where_she_is_looked_up(incident, just_now):
    victim = part(incident, "victim")
    number, address = own_number(victim), f"/people/{victim.reference}"
    before = words_of(signed_in(Role.CONTACT_HANDLER).get(address))
    assert f"Said at the call, not confirmed: {SAID}" in before
    assert "Send nothing and ring nobody until one is." in before
    assert f"Not safe: show it all the same {UNCONFIRMED} {number}" in before
    confirm(victim, just_now)
    after = words_of(signed_in(Role.CONTACT_HANDLER).get(address))
    assert after.index(SISTERS) < after.index(f"It is not the confirmed safe route. Use that one. {number}")
    assert f"same It is not the confirmed safe route. Use that one. {SISTERS}" not in after


def test_that_nobody_may_know_of_her_call_is_said_where_she_is_looked_up_and_not_to_the_other_side(just_now):
    incident = reported(just_now, others_may_learn=MayLearn.NO)
    victim, suspect = part(incident, "victim"), part(incident, "suspect")
    told = "Nobody else there may know that they rang us."
    assert told in words_of(signed_in(Role.CONTACT_HANDLER).get(f"/people/{victim.reference}"))
    assert told not in words_of(signed_in(Role.CONTACT_HANDLER).get(f"/people/{suspect.reference}"))
    declare_connection(person=suspect.reference, nature="friend", by=asking(Role.CONTACT_HANDLER), at=just_now)
    assert told not in words_of(signed_in(Role.CONTACT_HANDLER).get(f"/people/{victim.reference}"))


def test_a_number_of_somebody_in_no_danger_is_shown_as_it_is(just_now):
    victim = part(reported(just_now, domestic_abuse=False, others=(), answers=thrive(), grade="G5"), "victim")
    page = words_of(signed_in(Role.DETECTIVE).get(f"/people/{victim.reference}"))
    assert own_number(victim) in page
    assert "Not safe: show it all the same" not in page


def test_where_there_is_no_safe_way_a_number_is_not_called_a_route_beside_another(incident, just_now):
    victim = part(incident, "victim")
    confirm(
        victim, just_now, way=Way.NONE, new_contact="", trusted_person="", code_word="", reason="He reads everything."
    )
    for address in (f"/incidents/{incident.reference}", f"/people/{victim.reference}"):
        page = words_of(signed_in(Role.DISPATCHER).get(address))
        assert (
            f"There is no safe way to reach them. Do not ring it and send nothing to it. {own_number(victim)}" in page
        )


@pytest.mark.parametrize("page", ["contact", "update"])
def test_that_nothing_is_confirmed_is_said_once_where_the_victim_is_told_something(just_now, page):
    crime = allocated(just_now - timedelta(hours=3), has_route=False)
    for role in (Role.DETECTIVE, Role.VICTIMS_DESK):
        shown = words_of(signed_in(role).get(f"/crimes/{crime.reference}/victim/{page}"))
        assert shown.count("Send nothing and ring nobody until one is.") == 1, role


def test_the_crime_the_victim_and_the_person_tell_which_number_to_ring_first(just_now):
    crime = allocated(just_now - timedelta(hours=3))
    reachable(crime, just_now, **ALL_DAY)
    number = own_number(crime.victim)
    for address in (
        f"/crimes/{crime.reference}", f"/crimes/{crime.reference}/victim", f"/people/{crime.victim.reference}",
        f"/crimes/{crime.reference}/victim/contact", f"/crimes/{crime.reference}/victim/update",
    ):  # fmt: skip
        page = words_of(signed_in(Role.DETECTIVE).get(address))
        assert f"Ring only: write nothing: {number}, 00:00 to 23:59" in page, address


@pytest.mark.parametrize(
    "tab", ["", "/investigation", "/suspects", "/risk", "/case-file", "/outcome", "/classification", "/plan"]
)
def test_the_safe_route_stands_on_every_tab_of_the_crime_and_where_something_is_done_to_it(just_now, tab):
    crime = allocated(just_now, has_route=False)
    confirm(crime.victim, just_now)
    page = words_of(signed_in(Role.DETECTIVE).get(f"/crimes/{crime.reference}{tab}"))
    assert page.count("Code word: Heron.") == 1


@pytest.mark.parametrize("act", ["/log", "/telephone", "/thrive", "/record", "/risk"])
def test_the_safe_route_stands_on_pages_of_the_incident_from_which_somebody_could_be_rung(incident, just_now, act):
    confirm(part(incident, "victim"), just_now)
    page = words_of(signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{incident.reference}{act}"))
    assert page.count("Code word: Heron.") == 1


@pytest.mark.parametrize(("way", "writes"), [(Way.RING, False), (Way.TEXT, True)])
def test_writing_is_offered_only_where_something_may_go_in_writing(just_now, way, writes):
    crime = allocated(just_now, has_route=False)
    confirm(crime.victim, just_now, way=way, trusted_person="")
    for role, address in ((Role.DETECTIVE, f"/crimes/{crime.reference}/victim"),
                          (Role.DETECTIVE, f"/incidents/{crime.incident.reference}")):  # fmt: skip
        page = signed_in(role).get(address).content.decode()
        assert ("/write" in page) is writes, address


def test_somebody_connected_with_the_suspect_is_shown_nothing_of_it(incident, just_now):
    confirm(part(incident, "victim"), just_now)
    by = asking(Role.DISPATCHER)
    declare_connection(person=part(incident, "suspect").reference, nature="His cousin.", by=by, at=just_now)
    response = signed_in(Role.DISPATCHER).get(f"/incidents/{incident.reference}")
    assert response.status_code == 200
    page = words_of(response)
    for hidden in (SISTERS, SAID, "Heron", "safe way", "Her sister", "Caller's telephone"):
        assert hidden not in page, hidden


def test_a_message_is_refused_beside_the_method_for_somebody_who_is_only_rung(just_now):
    crime = allocated(just_now - timedelta(hours=3))
    detective = signed_in(Role.DETECTIVE)
    refusal = "It allows telephone and nothing else."
    page = detective.post(
        f"/crimes/{crime.reference}/victim/contact", {"how": "message", "by_safe_route": "on", "every_days": "7"}
    )
    assert page.status_code == 422
    assert 'href="#id_how"' in page.content.decode()
    assert refusal in words_of(page)
    update = {
        "occasion": "as_agreed", "method": "message", "by_safe_route": "on", "reached": "reached",
        "spoken_to": "victim", "said": "He is on bail.", "questions": "None.", "next_on": "tomorrow",
    }  # fmt: skip
    page = detective.post(f"/crimes/{crime.reference}/victim/update", update)
    assert (page.status_code, 'href="#id_method"' in page.content.decode()) == (422, True)
    assert refusal in words_of(page)
    assert not VictimContact.objects.exists() and not VictimUpdate.objects.exists()  # noqa: PT018


def test_how_it_went_is_chosen_and_never_stands_there_already(just_now):
    crime = allocated(just_now - timedelta(hours=3))
    page = signed_in(Role.DETECTIVE).get(f"/crimes/{crime.reference}/victim/update").content.decode()
    assert '<option value="visit" selected' not in page
    assert "Choose how" in page


def test_a_number_is_typed_where_the_route_is_confirmed(incident):
    victim = part(incident, "victim")
    posted = {
        "way": "trusted", "contact": "", "new_contact": SISTERS, "trusted_person": "Her sister; she said so herself",
        "from_time": "8am", "until_time": "10 pm", "code_word": "Heron", "confirmed_with": "themselves",
    }  # fmt: skip
    desk = signed_in(Role.VULNERABILITY_DESK)
    page = desk.post(f"/people/{victim.reference}/safe-route", {**posted, "trusted_person": ""})
    assert (page.status_code, 'href="#id_trusted_person"' in page.content.decode()) == (422, True)
    assert not ContactPoint.objects.filter(value=SISTERS).exists()
    assert desk.post(f"/people/{victim.reference}/safe-route", posted).status_code == 302
    route = SafeRoute.objects.get(person=victim, ended_at=None)
    assert (route.from_time, route.until_time) == (time(8), time(22))
    assert route.contact_point.value == SISTERS
    page = desk.get(f"/people/{victim.reference}/safe-route")
    assert "say nothing of the matter" in words_of(page)
    assert f'href="/people/{victim.reference}"' in page.content.decode()


def test_somebody_who_can_be_reached_at_any_time_is_asked_for_no_hours(incident):
    victim = part(incident, "victim")
    posted = {
        "way": "trusted", "contact": "", "new_contact": SISTERS, "trusted_person": "Her sister; she said so herself",
        "any_time": "on", "confirmed_with": "themselves",
    }  # fmt: skip
    desk = signed_in(Role.VULNERABILITY_DESK)
    page = desk.post(f"/people/{victim.reference}/safe-route", {**posted, "from_time": "8am"})
    assert (page.status_code, 'href="#id_any_time"' in page.content.decode()) == (422, True)
    assert "Keep one of them" in words_of(page)
    assert desk.post(f"/people/{victim.reference}/safe-route", posted).status_code == 302
    route = SafeRoute.objects.get(person=victim, ended_at=None)
    assert (route.from_time, route.until_time) == (time(0), time(0))
    assert "Hours Any time" in words_of(desk.get(f"/people/{victim.reference}/safe-route"))
    assert ", any time." in words_of(signed_in(Role.DETECTIVE).get(f"/incidents/{incident.reference}"))


@pytest.mark.parametrize("typed", ["0770", "her sister's"])
def test_what_is_no_number_is_refused_beside_where_it_was_typed(incident, typed):
    victim = part(incident, "victim")
    page = signed_in(Role.VULNERABILITY_DESK).post(
        f"/people/{victim.reference}/safe-route",
        {"way": "ring", "contact": "", "new_contact": typed, "from_time": "8", "until_time": "22",
         "confirmed_with": "themselves"},
    )  # fmt: skip
    assert (page.status_code, 'href="#id_new_contact"' in page.content.decode()) == (422, True)
    assert typed in page.content.decode().replace("&#39;", "'").replace("&#x27;", "'")


def test_a_number_that_the_suspect_has_too_can_never_be_the_safe_one(incident, just_now):
    victim, suspect = part(incident, "victim"), part(incident, "suspect")
    note_contact_point(
        person=suspect.pk,
        kind="telephone",
        contact=SISTERS,
        shared=False,
        by=asking(Role.VULNERABILITY_DESK),
        at=just_now,
    )
    page = signed_in(Role.VULNERABILITY_DESK).post(
        f"/people/{victim.reference}/safe-route",
        {"way": "ring", "contact": "", "new_contact": "+44 7700 900462", "from_time": "8", "until_time": "22",
         "confirmed_with": "themselves"},
    )  # fmt: skip
    assert page.status_code == 422
    assert "It is held for the suspect too" in words_of(page)
    assert not SafeRoute.objects.exists()


def test_a_wrong_tick_is_corrected_and_what_was_noted_before_stays_in_the_journal(incident):
    victim = part(incident, "victim")
    number = ContactPoint.objects.get(person=victim, kind="telephone")
    address = f"/people/{victim.reference}/contacts/{number.pk}/who-answers"
    desk = signed_in(Role.VULNERABILITY_DESK)
    page = desk.post(address, {"shared": "yes", "reason": ""})
    assert (page.status_code, 'href="#id_reason"' in page.content.decode()) == (422, True)
    for shared in ("yes", "no"):
        assert desk.post(address, {"shared": shared, "reason": "She said so herself."}).status_code == 302
        number.refresh_from_db()
        assert number.shared is (shared == "yes")
    page = desk.post(address, {"shared": "no", "reason": "Again."})
    assert "That is noted already." in words_of(page)
    assert desk.get(f"/people/{victim.reference}/contacts/0/who-answers").status_code == 404


@pytest.mark.parametrize("way", ["linked to the suspect", "sealed against", "no part in it"])
def test_a_number_of_anybody_on_the_other_side_is_refused_and_of_a_stranger_is_not(incident, just_now, way):
    victim, suspect = part(incident, "victim"), part(incident, "suspect")
    desk = asking(Role.VULNERABILITY_DESK)
    other = Person.objects.get(
        reference=add_person(person=PersonDetails(given="Lena", family="Orchard"), by=desk, at=just_now)
    )
    note_contact_point(person=other.pk, kind="telephone", contact=SISTERS, shared=False, by=desk, at=just_now)
    if way == "linked to the suspect":
        link_records(
            start=suspect.reference, to=other.reference, kind="associate", source="said_by_other", by=desk, at=just_now
        )
    elif way == "sealed against":
        own = ContactPoint.objects.get(person=victim, kind="telephone")
        seal_details(
            person=victim.pk, against=other.reference, reason="She fears her too.", addresses=(),
            contact_points=(own.pk,), by=desk, at=just_now,
        )  # fmt: skip
    if way == "no part in it":
        confirm(victim, just_now)
        return
    with pytest.raises(NotAllowed) as refused:
        confirm(victim, just_now)
    assert [one.code for one in refused.value.reasons] == ["safe-route.contact-of-other-side"]


def test_a_letter_never_goes_where_the_suspect_lives_too(incident, just_now):
    victim, suspect = part(incident, "victim"), part(incident, "suspect")
    desk = asking(Role.VULNERABILITY_DESK)
    home = PlaceDetails(line="4 Larch Row")
    hers = note_address(person=victim.pk, place=home, kind="home", by=desk, at=just_now)
    letter = {"way": Way.LETTER, "new_contact": "", "address": hers}
    confirm(victim, just_now, **letter)
    place = PersonAddress.objects.get(pk=hers).place
    note_address(person=suspect.pk, place=PlaceDetails(reference=place.reference), kind="home", by=desk, at=just_now)
    with pytest.raises(NotAllowed) as refused:
        confirm(victim, just_now, **letter)
    assert [one.code for one in refused.value.reasons] == ["safe-route.contact-of-other-side"]


def test_a_number_is_chosen_or_typed_and_never_both(incident, just_now):
    victim = part(incident, "victim")
    own = ContactPoint.objects.get(person=victim, kind="telephone")
    with pytest.raises(NotAllowed) as refused:
        confirm(victim, just_now, contact_point=own.pk)
    assert [one.code for one in refused.value.reasons] == ["safe-route.new-and-chosen"]
    confirm(victim, just_now, way=Way.RING, new_contact=own.value)
    assert SafeRoute.objects.get(person=victim, ended_at=None).contact_point_id == own.pk


def acknowledgements(crime) -> dict[str, str]:
    asking(Role.VULNERABILITY_DESK)
    kinds = ("acknowledge_report", "tell_of_report")
    return dict(Duty.objects.filter(crime=crime, kind__in=kinds).order_by("id").values_list("kind", "state"))


def test_whoever_must_not_be_written_to_is_told_and_that_meets_the_duty(just_now):
    crime = allocated(just_now - timedelta(hours=3), has_route=False)
    assert acknowledgements(crime) == {"tell_of_report": "open"}
    due_at = Duty.objects.get(crime=crime, kind="tell_of_report").due_at
    victims = signed_in(Role.VICTIMS_DESK)
    page = victims.get("/").content.decode()
    told = f"/crimes/{crime.reference}/victim/update?occasion=acknowledgement"
    assert f'href="{told}"' in page
    assert "that their report is recorded: write nothing" in page
    assert '<option value="acknowledgement" selected' in victims.get(told).content.decode()
    confirm(crime.victim, just_now - timedelta(hours=2), way=Way.RING, trusted_person="")
    assert acknowledgements(crime) == {"tell_of_report": "open"}
    post = {
        "occasion": "acknowledgement", "method": "telephone", "by_safe_route": "on", "code_word_given": "on",
        "reached": "reached", "spoken_to": "victim", "said": "It is recorded, and its number.", "questions": "None.",
        "next_on": f"{just_now + timedelta(days=5):%d/%m/%Y}",
    }  # fmt: skip
    answer = signed_in(Role.DETECTIVE).post(told, post)
    assert answer.status_code == 302, words_of(answer)
    assert acknowledgements(crime) == {"tell_of_report": "met"}
    assert due_at > just_now


def test_what_is_due_follows_the_route(just_now):
    crime = allocated(just_now - timedelta(hours=3), has_route=False)
    confirm(crime.victim, just_now - timedelta(hours=2), way=Way.TEXT, trusted_person="")
    assert acknowledgements(crime) == {"tell_of_report": "superseded", "acknowledge_report": "open"}
    due = Duty.objects.filter(crime=crime, kind__in=("acknowledge_report", "tell_of_report"))
    assert len(set(due.values_list("due_at", flat=True))) == 1, "it is due when it was"
    end_safe_route(
        route=SafeRoute.objects.get(person=crime.victim, ended_at=None).pk, reason="He has found it.",
        by=asking(Role.VULNERABILITY_DESK), at=just_now - timedelta(hours=1),
    )  # fmt: skip
    asking(Role.VULNERABILITY_DESK)
    assert Duty.objects.get(crime=crime, kind__in=("acknowledge_report", "tell_of_report"), state="open").kind == (
        "tell_of_report"
    )


def test_who_may_know_of_the_call_is_asked_once_and_told_wherever_somebody_is_about_to_reach_them():
    page = signed_in(Role.CONTACT_HANDLER).get("/calls/new").content.decode()
    assert re.search(r'value="not_said"[^>]*checked', page), "not asked stands there until it is"
    secret = call_post(others_may_learn="no", domestic_abuse="", stalking="")
    assert signed_in(Role.CONTACT_HANDLER).post("/calls/new", secret).status_code == 302
    made = Incident.objects.get()
    desk = signed_in(Role.VULNERABILITY_DESK)
    assert Duty.objects.filter(incident=made, kind="confirm_safe_route", state="open").exists()
    victim = part(made, "victim")
    told = "Nobody else there may know that they rang us."
    for path in (
        f"/incidents/{made.reference}", f"/incidents/{made.reference}/risk",
        f"/people/{victim.reference}/safe-route?incident={made.reference}",
    ):  # fmt: skip
        words = words_of(desk.get(path))
        assert told in words, path
        assert "is confirmed" in words, path


@pytest.mark.parametrize(("said", "told"), [("not_said", True), ("yes", False)])
def test_in_abuse_not_having_asked_counts_as_no(said, told):
    sent = call_post(others_may_learn=said, domestic_abuse="on")
    assert signed_in(Role.CONTACT_HANDLER).post("/calls/new", sent).status_code == 302
    words = words_of(signed_in(Role.DETECTIVE).get(f"/incidents/{Incident.objects.get().reference}"))
    assert ("Nobody asked whether others may know that they rang us" in words) is told
