"""Restricted records: every row of the journey or person, at once, for all but those they are granted to."""

from datetime import timedelta

import pytest
from django.db import connection

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.contact import take_call
from constabulary.casework.incidents.log import write_log
from constabulary.casework.officers import move_officer
from constabulary.casework.restrictions import (
    end_access,
    grant_access,
    lift_restriction,
    restrict_journey,
    restrict_person,
)
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.records.keeping import guarded_models, keeping_of
from constabulary.records.marking import wrong_markings
from constabulary.records.models import (
    ContactPoint,
    Incident,
    JournalPayload,
    Journey,
    Person,
    RestrictionGrant,
)
from constabulary.records.models.base import JourneyRecord, Scope
from tests.conftest import asking
from tests.factories.calls import former_partner_damage
from tests.factories.protection import add_officer, add_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(db, at) -> Incident:
    taken = take_call(call=former_partner_damage(at), by=asking(Role.CONTACT_HANDLER), at=at)
    write_log(incident=taken.incident_id, words="She rang again.", by=asking(Role.DISPATCHER), at=at)
    return Incident.objects.get(pk=taken.incident_id)


def restrict(incident: Incident, at, **options) -> int:
    return restrict_journey(
        journey=incident.journey_id, kind=RestrictionKind.ONLINE_CHILD_ABUSE, reason="POLIT works it.",
        by=asking(Role.POLIT), at=at, **options,
    )  # fmt: skip


def rows_seen(journey: int) -> dict[str, int]:
    """How many rows of a journey whoever asks now sees, by table."""
    found = {
        model._meta.db_table: model.objects.filter(journey_id=journey).count()
        for model in guarded_models()
        if issubclass(model, JourneyRecord)
    }
    found["journey"] = Journey.objects.filter(pk=journey).count()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM journal_payload p JOIN journal_entry e ON e.id = p.entry WHERE e.journey_row = %s",
            [journey],
        )
        found["journal_payload"] = cursor.fetchone()[0]
    return {table: count for table, count in found.items() if count}


def test_every_row_in_every_table_of_the_journey_is_held_payloads_and_append_only_tables_included(incident, at):
    asking(Role.INVESTIGATOR)
    before = rows_seen(incident.journey_id)
    assert {"incident", "contact", "incident_milestone", "thrive_assessment", "duty", "journal_payload"} <= set(before)
    restrict(incident, at)
    asking(Role.INVESTIGATOR)
    assert rows_seen(incident.journey_id) == {}
    asking(Role.POLIT)
    assert rows_seen(incident.journey_id) == {**before, "journal_payload": before["journal_payload"] + 1}
    assert wrong_markings() == []


def test_what_is_added_later_is_held_as_well_also_when_added_by_someone_who_sees_nothing(incident, at):
    team = add_team("Protection", at)
    restriction = restrict(incident, at, teams=(team,))
    by = add_officer("P900", Role.DETECTIVE, at, team=team)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('constabulary.officer', %s, false)", [str(by.id)])
    write_log(incident=incident.pk, words="A later line.", by=by, at=at)
    asking(Role.INVESTIGATOR)
    assert rows_seen(incident.journey_id) == {}
    assert wrong_markings() == []
    assert restriction


def test_a_team_sees_it_and_an_officer_who_leaves_the_team_no_longer_does(incident, at):
    polit, elsewhere = add_team("POLIT north", at), add_team("Response north", at)
    officer = add_officer("P901", Role.DETECTIVE, at, team=polit)
    restrict(incident, at, teams=(polit,))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('constabulary.officer', %s, false)", [str(officer.id)])
    assert Incident.objects.filter(pk=incident.pk).exists()
    move_officer(officer=officer.id, team=elsewhere, supervisor="", by=asking(Role.ADMINISTRATOR), at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('constabulary.officer', %s, false)", [str(officer.id)])
    assert not Incident.objects.filter(pk=incident.pk).exists()


def test_access_given_opens_it_and_ended_closes_it(incident, at):
    restriction = restrict(incident, at)
    other = asking(Role.INVESTIGATOR)
    with pytest.raises(NotPermitted):
        grant_access(restriction=restriction, officer=other.id, reason="Me.", by=asking(Role.DETECTIVE), at=at)
    grant_access(restriction=restriction, officer=other.id, reason="Helps.", by=asking(Role.POLIT), at=at)
    asking(Role.INVESTIGATOR)
    assert Incident.objects.filter(pk=incident.pk).exists()
    end_access(grant=RestrictionGrant.objects.get(officer_id=other.id).pk, reason="Done.", by=asking(Role.POLIT), at=at)
    asking(Role.INVESTIGATOR)
    assert not Incident.objects.filter(pk=incident.pk).exists()


def test_somebody_must_be_left_who_can_look_after_it(incident, at):
    restriction = restrict(incident, at)
    mine = RestrictionGrant.objects.get(restriction_id=restriction)
    with pytest.raises(NotAllowed) as refused:
        end_access(grant=mine.pk, reason="I leave.", by=asking(Role.POLIT), at=at)
    assert [one.code for one in refused.value.reasons] == ["restriction.last-one"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "restriction.reason-missing"),
        ({"officer": None}, "restriction.nobody-named"),
        ({"until": timedelta(days=-1)}, "restriction.ends-in-past"),
    ],
    ids=["without a reason", "to nobody", "until yesterday"],
)
def test_access_is_refused(incident, at, changes, code):
    restriction = restrict(incident, at)
    given = {"officer": asking(Role.INVESTIGATOR).id, "reason": "Helps.", **changes}
    if "until" in changes:
        given["until"] = at + changes["until"]
    with pytest.raises(NotAllowed) as refused:
        grant_access(restriction=restriction, by=asking(Role.POLIT), at=at, **given)
    assert [one.code for one in refused.value.reasons] == [code]


def test_a_record_is_restricted_once_and_with_a_reason(incident, at):
    with pytest.raises(NotAllowed):
        restrict_journey(
            journey=incident.journey_id, kind=RestrictionKind.CHILD, reason="", by=asking(Role.POLIT), at=at
        )
    restrict(incident, at)
    with pytest.raises(NotAllowed) as refused:
        restrict(incident, at)
    assert [one.code for one in refused.value.reasons] == ["restriction.already-restricted"]


def test_only_those_who_restrict_may(incident, at):
    with pytest.raises(NotPermitted):
        restrict_journey(
            journey=incident.journey_id, kind=RestrictionKind.CHILD, reason="x", by=asking(Role.INVESTIGATOR), at=at
        )


def test_lifted_everyone_sees_everything_again_and_it_can_be_restricted_anew(incident, at):
    restriction = restrict(incident, at)
    lift_restriction(restriction=restriction, reason="The court named him.", by=asking(Role.POLIT), at=at)
    asking(Role.INVESTIGATOR)
    assert "incident" in rows_seen(incident.journey_id)
    assert not Incident.objects.filter(restriction__isnull=False).exists()
    assert wrong_markings() == []
    with pytest.raises(NotAllowed):
        lift_restriction(restriction=restriction, reason="Again.", by=asking(Role.POLIT), at=at)
    assert restrict(incident, at) != restriction


def test_a_restricted_person_is_held_with_every_row_about_them_and_new_ones(incident, at):
    person = Person.objects.get(family="Marlow")
    restriction = restrict_person(
        person=person.pk, kind=RestrictionKind.POLICE_OFFICER_INVOLVED, reason="An officer's wife.",
        by=asking(Role.INSPECTOR), at=at,
    )  # fmt: skip
    call = former_partner_damage(at)
    asking(Role.INSPECTOR)
    number = ContactPoint.objects.get(person=person)
    asking(Role.INVESTIGATOR)
    assert not Person.objects.filter(pk=person.pk).exists()
    assert not ContactPoint.objects.filter(person_id=person.pk).exists()
    assert Incident.objects.filter(pk=incident.pk).exists()
    # What a payload of the journey says of the person is left out of it.
    words = b"".join(bytes(one) for one in JournalPayload.objects.values_list("content", flat=True))
    assert b"Marlow" not in words
    assert wrong_markings() == []
    lift_restriction(restriction=restriction, reason="Over.", by=asking(Role.INSPECTOR), at=at)
    asking(Role.INVESTIGATOR)
    assert Person.objects.filter(pk=person.pk).exists()
    assert (number.value, wrong_markings()) == (call.caller.telephone, [])


def test_every_table_of_a_journey_or_a_person_is_held_by_its_marking():
    for model in guarded_models():
        names = {field.name for field in model._meta.concrete_fields}
        if "restriction" in names and model._meta.db_table not in {"restriction_grant", "break_glass"}:
            assert keeping_of(model).scope is not Scope.OPEN, model._meta.db_table
