"""Safety before paperwork, proved: a counter-allegation, a course of conduct, and a caller who cannot speak freely."""

import json
from datetime import time, timedelta

import pytest

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.clock import now
from constabulary.casework.connections import record_connection
from constabulary.casework.contact import InvolvedPerson, take_call
from constabulary.casework.delivery import FileSender
from constabulary.casework.incidents.corrections import link_incident
from constabulary.casework.messages import queue_message
from constabulary.casework.people import PersonDetails
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route, mark_as_shared
from constabulary.casework.seals import grant_need
from constabulary.casework.sending import send_waiting
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.incidents.links import LinkKind
from constabulary.policing.protection.safe_route import ConfirmedWith, Way
from constabulary.policing.vulnerability.risk import RiskGrade
from constabulary.records.guards import guarded_models, keeping_of
from constabulary.records.masking import masked_columns
from constabulary.records.models import (
    ContactPoint,
    Crime,
    Incident,
    IncidentLink,
    IncidentPerson,
    IncomingMessage,
    JournalPayload,
    Message,
    Person,
    PersonAddress,
    Referral,
    ReviewRequest,
    RiskAssessment,
    RiskReview,
    SafeRoute,
    SafetyPlan,
    Seal,
    SpecialMeasures,
    StalkingScreening,
    Statement,
    StatementOffer,
    SuspectLearnsPlan,
    TellingRuling,
    VictimContact,
    VictimNeeds,
    VictimPosition,
    VictimUpdate,
)
from constabulary.records.models.base import History
from constabulary.records.queries.officers import say_who_asks, system_officer
from tests.conftest import asking
from tests.factories.calls import former_partner_damage
from tests.factories.crimes import record, reported
from tests.factories.incidents import due
from tests.factories.protection import HOME, LINE, add_officer, leaks_in
from tests.factories.vulnerability import assessed, dash, screened, screening, victim_in
from tests.trust.addresses import pages, segments_of
from tests.trust.leaks import find_canaries, some_for
from tests.trust.scene import WORDS, Scene, signed_in, whole_chain

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
HERS = (
    RiskAssessment, RiskReview, StalkingScreening, Referral, SafetyPlan, VictimContact, VictimUpdate, VictimNeeds,
    VictimPosition, SuspectLearnsPlan, Statement, IncomingMessage, ReviewRequest, StatementOffer, SpecialMeasures,
    TellingRuling, SafeRoute, Message,
)  # fmt: skip


@pytest.fixture
def scene(at) -> Scene:
    return whole_chain(at)


def connected_officer(person: Person, at) -> Officer:
    """One who works every page of safeguarding, and is the suspect's cousin."""
    cousin = add_officer("V990", Role.VULNERABILITY_DESK, at)
    record_connection(officer="V990", person=person.reference, nature="His cousin.", by=asking(Role.INSPECTOR), at=at)
    say_who_asks(cousin)
    return cousin


def journal() -> str:
    return " ".join(bytes(one).decode() for one in JournalPayload.objects.values_list("content", flat=True))


# Planted canaries


def test_the_scene_plants_what_is_sealed_in_every_field_of_words_of_her_safety(scene):
    """The control: whoever needs it reads it in each of these, so that the other tests would find it."""
    asking(Role.VULNERABILITY_DESK)
    for model in HERS[:-3]:
        words = " ".join(str(row) for row in model.objects.values())
        assert len(leaks_in(words)) == 4, model.__name__


def test_every_field_of_words_about_a_person_is_masked_by_the_database():
    for model in guarded_models():
        if model in HERS[:-2]:
            worded = {
                field.column
                for field in model._meta.concrete_fields
                if field.name in keeping_of(model).personal and field.get_internal_type() == "TextField"
            }
            assert worded <= set(masked_columns(model)), model.__name__
            assert keeping_of(model).history in {History.APPEND_ONLY, History.CORRECTABLE}


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.SUPERVISOR, Role.VICTIMS_DESK, Role.IMU_ASSESSOR])
def test_no_row_of_her_safety_and_no_payload_shows_what_is_sealed_to_anyone_without_need(role, scene):
    asking(role)
    for model in HERS:
        assert leaks_in(" ".join(str(row) for row in model.objects.values())) == [], model.__name__
    assert leaks_in(journal()) == []


# A counter-allegation


def counter_allegation(scene: Scene, at) -> Incident:
    """The suspect rings in and complains of her."""
    call = former_partner_damage(
        at,
        caller=PersonDetails(reference=scene.held.suspect.reference),
        summary="He says that she has threatened him.",
        account=f"He asks whether she still lives at {LINE}.",
        others=(InvolvedPerson(person=PersonDetails(reference=scene.held.victim.reference), role="suspect"),),
    )
    taken = take_call(call=call, by=asking(Role.CONTACT_HANDLER), at=at)
    incident = Incident.objects.get(pk=taken.incident_id)
    link_incident(
        incident=incident.pk, linked=scene.known["incidents"], kind=LinkKind.RELATED, words=WORDS,
        by=asking(Role.DISPATCHER), at=at,
    )  # fmt: skip
    return incident


@pytest.mark.parametrize("every_page", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_his_own_incident_tells_nobody_without_need_where_she_is(scene, at, every_page):
    incident = counter_allegation(scene, at)
    known = {**scene.known, "incidents": incident.reference, "journeys": incident.journey.reference}
    for role in (Role.CONTACT_HANDLER, Role.INVESTIGATOR, Role.IMU_ASSESSOR):
        only = [] if every_page else some_for(role)
        assert find_canaries(signed_in(asking(role)), known, only) == [], role
    asking(Role.INVESTIGATOR)
    assert leaks_in(" ".join(str(row) for row in IncidentLink.objects.values())) == []


def test_an_officer_connected_with_him_learns_nothing_of_her_from_either_incident(scene, at):
    incident = counter_allegation(scene, at)
    cousin = connected_officer(scene.held.suspect, at)
    client = signed_in(cousin)
    assert find_canaries(client, scene.known) == []
    his = {"incidents": incident.reference, "journeys": incident.journey.reference}
    # The others would be asked at the same addresses again.
    asked_otherwise = [one.name for one in pages() if not segments_of(one) or his.keys() & set(segments_of(one))]
    assert find_canaries(client, scene.known | his, asked_otherwise) == []
    say_who_asks(cousin)
    for model in HERS:
        assert not model.objects.exists(), model.__name__
    assert leaks_in(journal()) == []
    hidden = {model._meta.db_table for model in HERS}
    changed = [
        json.loads(bytes(one))["changes"] for one in JournalPayload.objects.values_list("content", flat=True) if one
    ]
    rows = [row for changes in changed for table in hidden & set(changes) for row in changes[table].values()]
    assert rows
    assert all(row == {} for row in rows)


def test_it_neither_lifts_nor_bypasses_the_seal_and_no_need_can_be_given_to_his_side(scene, at):
    counter_allegation(scene, at)
    cousin = connected_officer(scene.held.suspect, at)
    assert Seal.objects.get(pk=scene.held.seal).lifted_at is None
    with pytest.raises(NotAllowed):
        grant_need(
            seal=scene.held.seal, officer=cousin.collar_number, reason="He works it.", until=at + HOUR,
            by=asking(Role.INSPECTOR), at=at,
        )  # fmt: skip
    say_who_asks(cousin)
    assert leaks_in(" ".join(str(row) for row in PersonAddress.objects.values())) == []
    assert not ContactPoint.objects.filter(person=scene.held.victim).exists()


def test_nobody_of_his_side_assesses_her_nor_is_told_more_than_that_a_colleague_must(scene, at):
    cousin = connected_officer(scene.held.suspect, at)
    client = signed_in(cousin)
    incident, person = scene.known["incidents"], scene.held.victim.reference
    answer = client.post(
        f"/incidents/{incident}/people/{person}/stalking", {"F": "no", "O": "no", "U": "no", "R": "no", "words": "x"}
    )
    assert answer.status_code == 422
    assert "You are connected with somebody in this matter." in answer.content.decode()
    assert leaks_in(answer.content.decode()) == []


def test_what_is_written_to_her_goes_by_her_route_whatever_he_alleges(scene, at, tmp_path):
    incident = counter_allegation(scene, at)
    by = asking(Role.INVESTIGATOR)
    queue_message(
        incident=incident.pk, person=scene.held.victim.pk, template="please_ring",
        filled={"telephone": "01632 960000", "name": "Sam"}, by=by, at=at,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        queue_message(
            incident=incident.pk, person=scene.held.suspect.pk, template="please_ring",
            filled={"telephone": "01632 960000", "name": "Sam"}, by=by, at=at,
        )  # fmt: skip
    system = system_officer()
    say_who_asks(system)
    assert send_waiting(sender=FileSender(tmp_path), by=system, at=at) == 2


# A stalking course of conduct


def three_calls(at) -> list[Incident]:
    first = reported(at - timedelta(days=40), stalking=True)
    caller = {"caller": PersonDetails(reference=victim_in(first).reference), "stalking": True}
    suspect = IncidentPerson.objects.select_related("person").get(incident=first, role="suspect").person
    caller["others"] = (InvolvedPerson(person=PersonDetails(reference=suspect.reference), role="suspect"),)
    return [first, reported(at - timedelta(days=9), **caller), reported(at, **caller)]


def test_three_calls_are_one_course_of_conduct_and_each_opens_its_safeguarding(at):
    calls = three_calls(at)
    for incident in calls:
        assert {"assess_domestic_abuse", "ask_stalking_questions", "confirm_safe_route"} <= set(due(incident))
    whole = screening("F", "O", "U", "R")
    for number, incident in enumerate(calls):
        when = incident.reported_at + HOUR
        screened(incident, when, whole)
        if number:
            link_incident(
                incident=incident.pk, linked=calls[number - 1].reference, kind=LinkKind.REPEAT, words="Again.",
                by=asking(Role.DISPATCHER), at=when,
            )  # fmt: skip
    told = [set(one.reasons) for one in StalkingScreening.objects.order_by("id")]
    assert ["stalking.not-the-first" in one for one in told] == [False, True, True]
    assert all("stalking.conduct-crime" in one for one in told)
    assert all("look_at_stalking" in due(one) for one in calls)


def test_the_assessments_add_up_and_a_repeat_is_not_graded_below_the_one_before(at):
    first, second, third = three_calls(at)
    assessed(first, first.reported_at + HOUR, dash("Q18", grade=RiskGrade.HIGH))
    with pytest.raises(NotAllowed) as refused:
        assessed(second, second.reported_at + HOUR, dash())
    assert [one.field for one in refused.value.reasons] == ["below_because"]
    assessed(second, second.reported_at + HOUR, dash(below_because="He is in prison."))
    assessed(third, at + HOUR, dash(grade=RiskGrade.HIGH))
    rows = list(RiskAssessment.objects.order_by("id").values_list("incidents_in_period", "grade_before", "suggested"))
    # The second, graded below, waits at high: so high is what came before the third.
    assert rows == [(1, "", "high"), (2, "high", "high"), (3, "high", "high")]
    assert "refer_to_marac" in due(third)


def test_the_whole_of_it_is_one_conduct_crime_that_carries_the_risk(at):
    calls = three_calls(at)
    assessed(calls[-1], at + HOUR, dash("Q18", grade=RiskGrade.HIGH))
    crime = record(calls[-1], at + HOUR, code="195/12", category="8Q")
    assert (crime.offence_category, crime.abuse_risk, crime.high_risk_abuse) == ("8Q", "high", True)
    with pytest.raises(NotAllowed) as refused:
        record(calls[-1], at + 2 * HOUR, code="008/65", category="8Q")
    assert [one.field for one in refused.value.reasons] == ["another_because"]
    assert Crime.objects.count() == 1


# A caller who cannot speak freely


def unfree_call(at, **changes):
    return former_partner_damage(
        at,
        cannot_speak_freely=True,
        caller=PersonDetails(
            given="Ruth", family="Marlow", telephone="07700 900123", telephone_is_shared=True, address=HOME
        ),
        account="Silent; pressed 55; answered yes or no.",
        **changes,
    )


def test_every_page_of_the_call_says_not_to_ring_back_and_to_ask_yes_or_no(at):
    taken = take_call(call=unfree_call(at), by=asking(Role.CONTACT_HANDLER), at=at)
    incident = Incident.objects.get(pk=taken.incident_id)
    client = signed_in(asking(Role.VULNERABILITY_DESK))
    person = victim_in(incident).reference
    pages = [f"/incidents/{taken.incident}", f"/incidents/{taken.incident}/risk"]
    pages += [f"/incidents/{taken.incident}/people/{person}/{act}" for act in ("risk", "stalking", "referral", "plan")]
    for address in pages:
        words = client.get(address).content.decode()
        assert "Do not ring back unasked. Yes-or-no questions only." in words, address
    assert "Silent; pressed 55; answered yes or no." in client.get(pages[0]).content.decode()


def test_its_safe_route_is_due_by_the_standard_also_where_nothing_else_would_open_one(at):
    taken = take_call(
        call=unfree_call(at, domestic_abuse=False, crime_reported=False, category="concern-for-safety"),
        by=asking(Role.CONTACT_HANDLER),
        at=at,
    )
    opened = due(Incident.objects.get(pk=taken.incident_id))
    assert opened["confirm_safe_route"] == at - timedelta(minutes=4) + HOUR
    assert "decide_recording" not in opened


def test_nothing_goes_to_the_shared_telephone_now_or_later(at, tmp_path):
    taken = take_call(call=unfree_call(at), by=asking(Role.CONTACT_HANDLER), at=at)
    incident = Incident.objects.get(pk=taken.incident_id)
    person = victim_in(incident)
    write = {
        "incident": incident.pk, "person": person.pk, "template": "please_ring",
        "filled": {"telephone": "01632 960000", "name": "Sam"},
    }  # fmt: skip
    with pytest.raises(NotAllowed) as refused:
        queue_message(**write, by=asking(Role.VICTIMS_DESK), at=at)
    assert [one.code for one in refused.value.reasons] == ["message.cannot-speak-freely"]
    number = ContactPoint.objects.get(person=person)
    route = RouteDetails(
        way=Way.TEXT, contact_point=number.pk, from_time=time(0), until_time=time(23, 59),
        confirmed_with=ConfirmedWith.THEMSELVES,
    )  # fmt: skip
    with pytest.raises(NotAllowed) as refused:
        confirm_safe_route(person=person.pk, route=route, by=asking(Role.VULNERABILITY_DESK), at=at)
    assert [one.code for one in refused.value.reasons] == ["safe-route.contact-shared"]
    mark_as_shared(contact_point=number.pk, by=asking(Role.VULNERABILITY_DESK), at=at)
    system = system_officer()
    say_who_asks(system)
    assert send_waiting(sender=FileSender(tmp_path), by=system, at=now()) == 0
    assert not Message.objects.exists()
