"""References typed into the box in the header: each opens its record."""

import pytest

from constabulary.access.roles import Role
from constabulary.records.models import JournalEntry
from tests.conftest import AT
from tests.factories.browsers import signed_in, words_of
from tests.trust.scene import Scene, whole_chain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("database_of_module")]
NONE = "No record with that reference that you may open."


@pytest.fixture(scope="module")
def scene(database_of_module) -> Scene:
    """Made once: the tests look at it."""
    return whole_chain(AT)


@pytest.mark.parametrize(
    "kind", ["incidents", "crimes", "journeys", "people", "places", "organisations", "vehicles", "telephones"]
)
def test_a_reference_opens_its_record_in_any_case_and_with_spaces(scene, kind):
    reference = scene.known[kind]
    client = signed_in(Role.VULNERABILITY_DESK)
    for typed in (reference, f"  {reference.lower()} ", " ".join(reference.lower())):
        answer = client.get("/find", {"q": typed})
        assert (answer.status_code, answer["Location"]) == (302, f"/{kind}/{reference}"), typed
    assert client.get(answer["Location"]).status_code == 200


def test_the_letter_may_be_left_out_and_the_strokes_may_be_others(scene):
    client = signed_in(Role.VULNERABILITY_DESK)
    incident, journey, crime = (scene.known[kind] for kind in ("incidents", "journeys", "crimes"))
    year, number = incident[1:].split("-")
    for typed in (
        f"{year}-{number}",
        f"{year} {number}",
        f"i{year} {number}",
        f"incident {incident}",
        f"ref: {year}/{number}",
    ):
        assert client.get("/find", {"q": typed})["Location"] == f"/incidents/{incident}", typed
    assert client.get("/find", {"q": journey[1:]})["Location"] == f"/journeys/{journey}"
    for typed in (crime.replace("/", "-"), crime.replace("/", " "), crime.replace("/", " / "), f"crime {crime}"):
        assert client.get("/find", {"q": typed})["Location"] == f"/crimes/{crime}", typed
    _, number, year = crime.split("/")
    for typed in (f"{number}/{year}", f" {number} / {year}"):
        assert client.get("/find", {"q": typed})["Location"] == f"/crimes/{crime}", typed
    assert "/crimes/" not in client.get("/find", {"q": f"{number}/{int(year) + 1}"})["Location"]
    absent = client.get("/find", {"q": "26-1234"})
    assert absent.status_code == 404
    assert NONE in words_of(absent)


def test_a_kind_that_the_role_does_not_open_answers_the_same(scene):
    page = signed_in(Role.ADMINISTRATOR).get("/find", {"q": scene.known["incidents"]})
    assert page.status_code == 404
    assert NONE in words_of(page)


def test_the_box_leaves_no_reading_and_the_page_it_leads_to_does(scene):
    client = signed_in(Role.INVESTIGATOR)
    before = JournalEntry.objects.count()
    answer = client.get("/find", {"q": scene.known["incidents"]})
    assert JournalEntry.objects.count() == before
    client.get(answer["Location"])
    assert (
        JournalEntry.objects.filter(kind="read_incident").latest("id").subject == f"incident {scene.known['incidents']}"
    )


def test_the_number_alone_opens_the_record_that_it_belongs_to(scene):
    client = signed_in(Role.VULNERABILITY_DESK)
    for kind in ("incidents", "crimes", "people", "places"):
        reference = scene.known[kind]
        number = reference.split("/")[1] if "/" in reference else reference.rpartition("-")[2].lstrip("PL")
        assert client.get("/find", {"q": number})["Location"] == f"/{kind}/{reference}", number
    assert client.get("/find", {"q": "7"}).status_code == 404
    assert client.get("/find", {"q": "998877665"})["Location"] == "/people?telephone=998877665"
