"""Districts are added, renamed and ended by an administrator; what lies in one that ended is still found there."""

import pytest
from django.test import Client

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.districts import add_district, change_team, end_district, rename_district
from constabulary.casework.incidents.corrections import Correction, correct_incident
from constabulary.casework.people import PlaceDetails
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.workforce.districts import HAS_ENDED
from constabulary.records.models import District, Incident, JournalEntry, Place, Team
from constabulary.records.queries.allocation import all_districts
from constabulary.records.queries.districts import district_of_incident
from constabulary.records.queries.officers import say_who_asks, system_officer
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import shoplifting
from tests.factories.incidents import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    return signed_in(Role.ADMINISTRATOR)


def added(name: str, code: str, at) -> District:
    add_district(code=code, name=name, by=asking(Role.ADMINISTRATOR), at=at)
    return District.objects.get(name=name)


def at_place(at, **place) -> Incident:
    return opened(at, shoplifting(at, place=PlaceDetails(line="1 High Street", locality="Tolling", **place)))


def test_a_force_without_districts_gets_one_its_team_works_it_and_a_call_lies_in_it(administrator, at):
    assert 'href="/districts"' in administrator.get("/roles").content.decode()
    assert "There is no district yet" in words_of(administrator.get("/districts"))
    sent = administrator.post("/districts", {"name": " Weald ", "code": "w1"})
    assert sent["Location"] == "/districts?done=district-added"
    weald = District.objects.get()
    assert (weald.name, weald.code) == ("Weald", "W1")
    team = Team.objects.get(name="Force headquarters")
    assert f'href="/teams/{team.id}/change"' in administrator.get("/districts").content.decode()
    changed = administrator.post(f"/teams/{team.id}/change", {"name": "Weald response", "district": weald.id})
    assert changed["Location"] == "/districts?done=team-changed"
    assert "Weald W1 Weald response" in words_of(administrator.get("/districts"))
    page = words_of(signed_in(Role.CONTACT_HANDLER).get(f"/incidents/{at_place(at).reference}/correct"))
    assert "Weald" in page
    kinds = JournalEntry.objects.filter(kind__in=[EntryKind.DISTRICT_ADDED, EntryKind.TEAM_CHANGED])
    assert set(kinds.values_list("by_number", flat=True)) == {asking(Role.ADMINISTRATOR).collar_number}
    assert kinds.count() == 2


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"name": "", "code": "N1"}, "name", "Enter the name."),
        ({"name": "Weald", "code": "N1"}, "name", "There is a district of that name already."),
        ({"name": "North", "code": "w1"}, "code", "A district has that code"),
        ({"name": "North", "code": "N 1"}, "code", "without spaces"),
    ],
)
def test_what_cannot_be_added_is_refused_beside_its_field(administrator, at, sent, field, said):
    added("Weald", "W1", at)
    answer = administrator.post("/districts", sent)
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert said in words_of(answer)
    assert District.objects.count() == 1


def test_one_is_renamed_and_not_like_another(administrator, at):
    weald, _ = added("Weald", "W1", at), added("North", "N1", at)
    assert 'value="Weald"' in administrator.get("/districts/W1").content.decode()
    refused = administrator.post("/districts/W1", {"name": "North"})
    assert refused.status_code == 422
    assert "There is a district of that name already." in words_of(refused)
    assert administrator.post("/districts/W1", {"name": "The Weald"})["Location"] == "/districts?done=district-renamed"
    weald.refresh_from_db()
    assert weald.name == "The Weald"
    assert JournalEntry.objects.filter(kind=EntryKind.DISTRICT_RENAMED).count() == 1
    assert administrator.get("/districts/X9").status_code == 404


def test_one_that_a_team_works_is_not_ended_and_one_that_ended_keeps_what_lies_in_it(administrator, at):
    weald, north = added("Weald", "W1", at), added("North", "N1", at)
    by, team = asking(Role.ADMINISTRATOR), Team.objects.get(name="Force headquarters")
    change_team(team=team.id, name=team.name, district=weald.id, by=by, at=at)
    incident = at_place(at, district_id=weald.id)
    assert "Teams work it: Force headquarters" in words_of(administrator.get("/districts/W1"))
    refused = administrator.post("/districts/W1", {"end": "1"})
    assert refused.status_code == 422
    assert "Put each in another district, or in none, first." in words_of(refused)
    change_team(team=team.id, name=team.name, district=north.id, by=by, at=at)
    assert administrator.post("/districts/W1", {"end": "1"})["Location"] == "/districts?done=district-ended"
    weald.refresh_from_db()
    assert (weald.ended_at is not None, weald.ended_by_id) == (True, by.id)
    say_who_asks(system_officer())
    assert district_of_incident(incident.id) == (weald.id, "Weald")
    assert all_districts() == [(north.id, "North")]
    assert all_districts(ended=True) == [(north.id, "North"), (weald.id, "Weald (ended)")]
    assert "Weald (ended)" in words_of(signed_in(Role.ALLOCATION_MANAGER).get("/allocation"))
    assert "Weald (ended)" in words_of(signed_in(Role.SUPERVISOR).get(f"/supervision?district={weald.id}"))
    assert "This district has ended." in words_of(administrator.get("/districts/W1"))
    assert "Weald" not in words_of(administrator.get("/teams/new"))


def test_nothing_new_is_put_in_one_that_ended(at):
    by, weald = asking(Role.ADMINISTRATOR), added("Weald", "W1", at)
    before = at_place(at, district_id=weald.id)
    end_district(district=weald.id, by=by, at=at)
    team, after = Team.objects.get(name="Force headquarters"), at_place(at)
    say_who_asks(system_officer())
    assert Place.objects.get(id=before.place_id).district_id == weald.id
    assert district_of_incident(after.id) is None
    correct_incident(
        incident=after.id, correction=Correction(district=weald.id), reason="Where it is.",
        by=asking(Role.CONTACT_HANDLER), at=at,
    )  # fmt: skip
    assert Place.objects.get(id=after.place_id).district_id is None
    for act, given in (
        (change_team, {"team": team.id, "name": team.name, "district": weald.id}),
        (rename_district, {"district": weald.id, "name": "North"}),
        (end_district, {"district": weald.id}),
    ):
        with pytest.raises(NotAllowed) as refusal:
            act(**given, by=by, at=at)
        assert refusal.value.reasons == (HAS_ENDED,)
    add_district(code="W2", name="Weald", by=by, at=at)


def test_a_team_is_not_called_like_another_and_one_that_is_not_there_is_not_found(administrator, at):
    administrator.post("/teams/new", {"name": "Weald investigations", "kind": "investigation", "district": ""})
    first, second = Team.objects.order_by("name")[:2]
    refused = administrator.post(f"/teams/{first.id}/change", {"name": second.name, "district": ""})
    assert refused.status_code == 422
    assert "There is a team of that name already." in words_of(refused)
    assert administrator.get("/teams/999999989/change").status_code == 404


def test_nobody_but_an_administrator_touches_districts(at):
    by = asking(Role.CHIEF_OFFICER)
    for act, given in (
        (add_district, {"code": "W1", "name": "Weald"}),
        (rename_district, {"district": 1, "name": "Weald"}),
        (end_district, {"district": 1}),
        (change_team, {"team": 1, "name": "Weald", "district": None}),
    ):
        with pytest.raises(NotPermitted):
            act(**given, by=by, at=at)
