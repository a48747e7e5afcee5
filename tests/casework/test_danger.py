"""A person at high risk who rings again: her grade and the warnings are seen at the call and on the incident."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.connections import record_connection
from constabulary.casework.contact import InvolvedPerson, take_call
from constabulary.casework.people import PersonDetails
from constabulary.casework.people.merging import merge_people
from constabulary.casework.people.warnings import add_warning, end_warning
from constabulary.casework.reading import open_incident
from constabulary.casework.searching import PersonAsked, look_up_call
from constabulary.casework.vulnerability.assessing import review_risk
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.vulnerability.risk import RiskGrade
from constabulary.records.models import Incident, IncidentPerson, JournalEntry, Person
from constabulary.records.queries.danger import risks_of, warnings_near
from constabulary.records.queries.officers import say_who_asks
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import former_partner_damage
from tests.factories.posts import call_post
from tests.factories.protection import add_officer, leaks_in, protected_victim
from tests.factories.vulnerability import assessed, dash, victim_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def just_now():
    return timezone.now() - timedelta(seconds=30)


@pytest.fixture
def incident(db, at) -> Incident:
    """A call of three days ago after which the victim was assessed at high risk, and her home warned of."""
    taken = take_call(call=former_partner_damage(at - 3 * DAY), by=asking(Role.CONTACT_HANDLER), at=at - 3 * DAY)
    found = Incident.objects.get(pk=taken.incident_id)
    assessed(found, at - 3 * DAY, dash(grade=RiskGrade.HIGH))
    return found


def rings_again(victim: Person, at) -> str:
    call = former_partner_damage(at, caller=PersonDetails(reference=victim.reference))
    return take_call(call=call, by=asking(Role.CONTACT_HANDLER), at=at).incident


def looked_up(victim: Person, at, *, by=None, chosen: bool = True):
    return look_up_call(
        asked=PersonAsked(given=victim.given, family=victim.family), person=victim.reference if chosen else "",
        place="", purpose="Answering a call", by=by or asking(Role.CONTACT_HANDLER), at=at,
    )  # fmt: skip


def warn(at, **about) -> int:
    return add_warning(
        kind="weapons", grounds="Knives by the door.", review_on=(at + 64 * DAY).date(), by=asking(Role.INVESTIGATOR), at=at,
        **about,
    )  # fmt: skip


def test_while_she_rings_her_grade_and_the_warnings_are_seen_and_journalled(incident, at):
    victim = victim_in(incident)
    warning = warn(at - DAY, person=victim.pk)
    seen = looked_up(victim, at)
    risk = seen.risks[victim.pk]
    assert (risk.grade, risk.assessed_at, risk.incident) == (RiskGrade.HIGH, at - 3 * DAY, incident.reference)
    assert [one.id for one in seen.warnings[victim.pk]] == [warning]
    entry = JournalEntry.objects.filter(kind=EntryKind.READ_PEOPLE_FOUND.value).latest("id")
    assert {victim.pk, risk.id, warning} <= set(entry.rows)
    end_warning(warning=warning, reason="They were handed in.", by=asking(Role.INVESTIGATOR), at=at)
    assert looked_up(victim, at).warnings == {}


def test_on_the_new_incident_her_grade_is_seen_by_those_who_may_assess_risk_and_journalled(incident, at):
    victim = victim_in(incident)
    again = rings_again(victim, at)
    opened = open_incident(reference=again, purpose="Working it", by=asking(Role.DISPATCHER), at=at)
    risk = opened.risks[victim.pk]
    assert risk.grade is RiskGrade.HIGH
    assert risk.id in JournalEntry.objects.filter(kind=EntryKind.READ_INCIDENT.value).latest("id").rows
    without = open_incident(reference=again, purpose="Auditing", by=asking(Role.CRIME_REGISTRAR), at=at)
    assert without.risks == {}


def test_the_grade_of_a_second_look_counts_and_of_a_later_assessment_more(incident, at):
    victim = victim_in(incident)
    review_risk(
        incident=incident.pk, person=victim.pk, grade=RiskGrade.MEDIUM, words="He is in custody.",
        by=asking(Role.SUPERVISOR), at=at - 2 * DAY,
    )  # fmt: skip
    assert risks_of([victim.pk])[victim.pk].grade is RiskGrade.MEDIUM
    assessed(incident, at - DAY, dash(grade=RiskGrade.HIGH))
    standing = risks_of([victim.pk])[victim.pk]
    assert (standing.grade, standing.assessed_at) == (RiskGrade.HIGH, at - DAY)


def test_what_was_assessed_on_another_record_of_her_counts(incident, at):
    victim = victim_in(incident)
    call = former_partner_damage(at, caller=PersonDetails(given="Ruthie", family="Quill"))
    other = take_call(call=call, by=asking(Role.CONTACT_HANDLER), at=at)
    kept = IncidentPerson.objects.get(incident_id=other.incident_id, role="victim").person
    assert risks_of([kept.pk]) == {}
    merge_people(
        survivor=kept.pk,
        other=victim.reference,
        reason="Same birthday and the same home, seen by the desk.",
        by=asking(Role.SUPERVISOR),
        at=at,
    )
    asking(Role.CONTACT_HANDLER)
    assert risks_of([kept.pk])[kept.pk].grade is RiskGrade.HIGH


def test_a_place_is_warned_of_and_nothing_is_asked_about_nobody(incident, at):
    place = incident.place_id
    warning = warn(at, place=place)
    assert [one.id for one in warnings_near([], [place])[place]] == [warning]
    assert warnings_near([], []) == {}
    assert risks_of([]) == {}


def test_somebody_complained_of_is_not_said_to_be_at_risk_on_that_incident(incident, at):
    victim = victim_in(incident)
    call = former_partner_damage(
        at,
        caller=PersonDetails(given="Otto", family="Quill"),
        others=(InvolvedPerson(person=PersonDetails(reference=victim.reference), role="suspect"),),
    )
    taken = take_call(call=call, by=asking(Role.CONTACT_HANDLER), at=at)
    assert IncidentPerson.objects.get(incident_id=taken.incident_id, role="suspect").person_id == victim.pk
    opened = open_incident(reference=taken.incident, purpose="Working it", by=asking(Role.DISPATCHER), at=at)
    assert opened.risks == {}


def test_whoever_is_connected_with_the_other_side_sees_no_grade(at):
    held = protected_victim(at)
    assessed(Incident.objects.get(pk=held.taken.incident_id), at, dash(grade=RiskGrade.HIGH))
    assert held.victim.pk in looked_up(held.victim, at).risks
    cousin = add_officer("V990", Role.DISPATCHER, at)
    record_connection(
        officer="V990", person=held.suspect.reference, nature="His cousin.", by=asking(Role.INSPECTOR), at=at
    )
    say_who_asks(cousin)
    assert looked_up(held.victim, at, by=cousin).risks == {}


SHARED = "07700 900461"


def sharing_her_number(victim: Person, at, others: int = 17) -> list[int]:
    """As many others with one number, all in incidents later than hers; and she, who has it too. All of their numbers."""
    by = asking(Role.CONTACT_HANDLER)
    call = former_partner_damage(at - 2 * DAY, caller=PersonDetails(reference=victim.reference, telephone=SHARED))
    take_call(call=call, by=by, at=at - 2 * DAY)
    for number in range(others):
        caller = PersonDetails(given=f"Wanda{'abcdefghijklmnopq'[number]}", family="Osgood", telephone=SHARED)
        moment = at - DAY + timedelta(minutes=number)
        take_call(call=former_partner_damage(moment, caller=caller), by=by, at=moment)
    return [one.pk for one in Person.objects.filter(family="Osgood").order_by("-id")]


def rung_from(at, *, by=None, **asked):
    by = by or asking(Role.CONTACT_HANDLER)
    return look_up_call(
        asked=PersonAsked(telephone=SHARED, **asked), person="", place="", purpose="Answering", by=by, at=at
    )


@pytest.mark.parametrize(
    "asked",
    [{}, {"address": "1 Bramble Yard"}, {"given": "Zbigniew", "family": "Plumb"}],
    ids=["number alone", "number and an address without a name", "number and another name"],
)
def test_of_many_with_one_number_she_who_is_at_high_risk_comes_first_and_the_rest_are_counted(incident, at, asked):
    victim = victim_in(incident)
    late = sharing_her_number(victim, at)
    holders = rung_from(at, **asked).holders
    assert [one.person.id for one in holders.shown] == [victim.pk, *late[:5]]
    assert holders.count == 18
    entry = JournalEntry.objects.filter(kind=EntryKind.READ_PEOPLE_FOUND.value).latest("id")
    assert victim.pk in entry.rows
    assert late[10] not in entry.rows
    everyone = look_up_call(
        asked=PersonAsked(telephone=SHARED, **asked), person="", place="", purpose="Answering", all_holders=True,
        by=asking(Role.CONTACT_HANDLER), at=at,
    )  # fmt: skip
    assert [one.person.id for one in everyone.holders.shown] == [victim.pk, *late]


def test_who_has_the_number_is_not_said_twice_nor_their_grade_to_whoever_may_not_assess_risk(incident, at):
    victim = victim_in(incident)
    sharing_her_number(victim, at, others=2)
    seen = rung_from(at, given=victim.given, family=victim.family)
    assert seen.people[0].person.id == victim.pk
    assert victim.pk not in [one.person.id for one in seen.holders.shown]
    assert seen.holders.count == 2


def test_the_call_page_lists_the_holders_of_a_number_whatever_name_is_typed_and_shows_all_when_asked(incident, at):
    sharing_her_number(victim_in(incident), at)
    handler = signed_in(Role.CONTACT_HANDLER)
    typed = {"caller_telephone": SHARED, "caller_given": "Zbigniew", "caller_family": "Plumb"}
    page = words_of(handler.post("/calls/known", typed))
    assert "Nobody and no place known by this." not in page
    assert "Nobody known fits the name." in page
    assert "With this number: 6 of 18" in page
    assert "See all 18 with this number" in page
    everyone = handler.post("/calls/new", call_post(**typed, look_up="all")).content.decode()
    assert everyone.count('name="caller_reference" id="caller-P') == 18
    assert 'name="all_holders" value="1"' in everyone


def test_the_pages_say_it_and_nothing_that_is_sealed(at, just_now):
    held = protected_victim(just_now - 3 * DAY)
    incident = Incident.objects.get(pk=held.taken.incident_id)
    assessed(incident, just_now - 3 * DAY, dash(grade=RiskGrade.HIGH))
    warn(just_now, person=held.victim.pk)
    handler = signed_in(Role.CONTACT_HANDLER)
    named = {"caller_given": "Ruth", "caller_family": "Marlow"}
    listed = handler.post("/calls/known", named)
    assert "At high risk, assessed 3 days ago" in words_of(listed)
    assert "Warning: " in words_of(listed)
    chosen = {**named, "caller_reference": held.victim.reference}
    for page in (handler.post("/calls/known", chosen), handler.post("/calls/new", call_post(look_up="1", **chosen))):
        assert "Ruth Marlow is at high risk, assessed 3 days ago." in words_of(page), words_of(page)
        assert "Knives by the door." in words_of(page)
        assert f"/incidents/{incident.reference}/risk" in page.content.decode()
        assert leaks_in(page.content.decode()) == []
    again = rings_again(held.victim, just_now)
    page = signed_in(Role.DISPATCHER).get(f"/incidents/{again}")
    assert "Ruth Marlow is at high risk, assessed 3 days ago." in words_of(page)
    assert leaks_in(page.content.decode()) == []
    assert "at high risk" not in words_of(signed_in(Role.CRIME_REGISTRAR).get(f"/incidents/{again}"))


def test_whoever_was_chosen_stays_known_when_what_is_typed_since_leads_elsewhere(incident, at):
    victim = victim_in(incident)
    asked = PersonAsked(given="Zbigniew", family="Osgoodby")
    named = {"place": "", "purpose": "Answering a call", "by": asking(Role.CONTACT_HANDLER), "at": at}
    seen = look_up_call(asked=asked, person=victim.reference, **named)
    assert seen.caller is not None
    assert [one.person.id for one in seen.people] == [victim.pk]
    assert seen.risks[victim.pk].grade is RiskGrade.HIGH
    assert look_up_call(asked=asked, person="P26-999999", **named).people == ()
