"""An incident whose place is typed in words has the district that postcode or town tell, or is shown to have none."""

import pytest

from constabulary.access.roles import Role
from constabulary.casework.incidents.corrections import Correction, correct_incident
from constabulary.casework.people import PlaceDetails
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import District, Incident
from constabulary.records.queries.districts import district_of_incident
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import shoplifting
from tests.factories.incidents import at_once, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def districts(db, at) -> list[int]:
    """Two districts: a place in Tolling lies in the first, one in Penley in the second."""
    say_who_asks(system_officer())
    made = []
    with writing(by=system_officer(), at=at, purpose="Setting up") as w:
        for code, name in (("E1", "Eastwood"), ("W1", "Westwood")):
            row = District(id=w.new_id(), code=code, name=name)
            w.entry(EntryKind.FORCE_SET_UP, subject=row)
            made.append(w.insert(row).id)
    for number, (town, postcode) in zip(made, (("Tolling", "ZZ1 4LR"), ("Penley", "ZZ2 1AA")), strict=True):
        at_place(at, line="1 High Street", locality=town, postcode=postcode, district_id=number)
    return made


def correction_post(**changes) -> dict[str, str]:
    return {
        "summary": "Man took meat.", "category": "crime-reported", "reason": "She said where.", **changes,
    }  # fmt: skip


def at_place(at, **place) -> Incident:
    return opened(at, shoplifting(at, place=PlaceDetails(**place)))


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ({"line": "9 Larch Row", "postcode": "zz14lr"}, 0),
        ({"line": "9 Larch Row", "locality": "penley"}, 1),
        ({"line": "9 Larch Row, Penley"}, 1),
        ({"line": "9 Larch Row ZZ1 4LR", "locality": "Penley"}, 0),
        ({"line": "9 Larch Row"}, None),
        ({"line": "9 Larch Row", "locality": "Nowhere"}, None),
    ],
    ids=["postcode", "town", "town in the line", "the postcode before the town", "neither", "an unknown town"],
)
def test_the_district_is_told_by_postcode_or_town(districts, at, place, told):
    for incident in (at_place(at, **place), at_once(at, place=PlaceDetails(**place))):
        assert incident.place.district_id == (None if told is None else districts[told])


def test_it_is_told_anew_for_another_place_and_set_by_hand_where_it_cannot_be(districts, at):
    incident = at_place(at, line="9 Larch Row")
    by = asking(Role.CONTACT_HANDLER)
    correct = {"incident": incident.pk, "reason": "She said where.", "by": by, "at": at}
    correct_incident(correction=Correction(place=PlaceDetails(line="9 Larch Row, Tolling")), **correct)
    assert district_of_incident(incident.pk) == (districts[0], "Eastwood")
    correct_incident(correction=Correction(district=districts[1]), **correct)
    assert district_of_incident(incident.pk) == (districts[1], "Westwood")
    correct_incident(correction=Correction(district=0), **correct)
    assert district_of_incident(incident.pk) == (districts[1], "Westwood")


def test_the_pages_say_that_it_is_not_known_and_lead_to_where_it_is_set(districts, at):
    incident = at_place(at, line="9 Larch Row")
    handler, room = signed_in(Role.CONTACT_HANDLER), signed_in(Role.DISPATCHER)
    address = f"/incidents/{incident.reference}"
    assert "District not known. Set it" in words_of(handler.get(address))
    assert "District not known." in words_of(room.get("/control-room"))
    page = handler.get(f"{address}/correct").content.decode()
    assert "Eastwood" in page
    answer = handler.post(f"{address}/correct", correction_post(district=str(districts[0])))
    assert answer.status_code == 302
    assert "District Eastwood" in words_of(handler.get(address))
    moved = correction_post(district=str(districts[0]), place_line="3 Ash Row, Penley")
    assert handler.post(f"{address}/correct", moved).status_code == 302
    assert "District Westwood" in words_of(handler.get(address))
    refused = handler.post(f"{address}/correct", correction_post(district="999999"))
    assert refused.status_code == 422


def test_the_pool_can_be_asked_for_what_lies_in_no_known_district(districts, at):
    page = signed_in(Role.ALLOCATION_MANAGER).get("/allocation", {"district": "0"})
    assert page.status_code == 200
    assert "Not known" in words_of(page)
