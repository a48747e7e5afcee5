"""The pool of crimes without an officer, and giving one to somebody, on screen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework.connections import record_connection
from constabulary.casework.officers import add_officer_in_act
from constabulary.casework.people import PlaceDetails
from constabulary.casework.people.adding import find_or_add_place
from constabulary.casework.people.correcting import note_address
from constabulary.casework.seal_making import seal_details
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Allocation, Crime, District, JournalEntry, Team
from constabulary.records.queries.officers import system_officer
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import give, recorded

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def started():
    return timezone.now() - 2 * DAY


@pytest.fixture
def crime(started):
    return recorded(started)


def at_page(crime):
    return f"/crimes/{crime.reference}/allocate"


def choice(role=Role.DETECTIVE, **changes):
    return {
        "officer": str(asking(role).id), "reason": "Local and free.", "override_reason": "Nobody else is on.",
        "instead_of": "", **changes,
    }  # fmt: skip


def test_the_pool_shows_each_crime_with_its_age_what_it_needs_and_a_way_to_allocate_it(crime):
    answer = signed_in(Role.ALLOCATION_MANAGER).get("/allocation")
    page = words_of(answer)
    for words in (crime.reference, "Domestic abuse", f"PIP {crime.required_pip}", "1 wait for an officer"):
        assert words in page
    assert f'href="{at_page(crime)}"' in answer.content.decode()
    assert JournalEntry.objects.filter(kind=EntryKind.READ_CRIMES_LISTED.value).exists()


@pytest.mark.parametrize(
    ("asked", "is_shown"),
    [
        pytest.param("?marker=domestic_abuse", True, id="its marker"),
        pytest.param("?marker=hate", False, id="another marker"),
        pytest.param("?risk=3", True, id="its risk"),
        pytest.param("?age=1", True, id="older than a day"),
        pytest.param("?age=7", False, id="not older than a week"),
        pytest.param("?pip=4", False, id="another accreditation"),
        pytest.param("?age=nonsense&district=x", True, id="an address typed wrongly asks for everything"),
        pytest.param("?from=50", False, id="the second page"),
        pytest.param("?from=-1", True, id="no line number"),
    ],
)
def test_the_pool_is_filtered_and_paged(crime, asked, is_shown):
    page = words_of(signed_in(Role.ALLOCATION_MANAGER).get(f"/allocation{asked}"))
    assert (crime.reference in page) is is_shown


def test_the_page_of_a_crime_shows_officers_with_load_before_and_after_and_stores_the_reason(crime):
    manager = signed_in(Role.ALLOCATION_MANAGER)
    page = words_of(manager.get(at_page(crime)))
    for words in ("Load now", "With this crime", "Stays clear of their limit.", "can have it"):
        assert words in page
    answer = manager.post(at_page(crime), choice())
    assert answer.status_code == 302, words_of(answer)
    row = Allocation.objects.get(crime=crime)
    assert (row.reason, row.officer_id) == ("Local and free.", asking(Role.DETECTIVE).id)
    assert "Local and free." in words_of(manager.get(f"/crimes/{crime.reference}"))
    assert crime.reference not in words_of(manager.get("/allocation"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"officer": ""}, "officer", id="nobody chosen"),
        pytest.param({"officer": "999999"}, "officer", id="nobody who is there"),
        pytest.param({"reason": " "}, "reason", id="no reason"),
    ],
)
def test_each_refusal_is_beside_its_field_and_nothing_typed_is_lost(crime, changes, field):
    manager = signed_in(Role.ALLOCATION_MANAGER)
    kept = {"reason": "She knows the street."} if field != "reason" else {}
    refused = manager.post(at_page(crime), choice(**{**kept, **changes}))
    assert refused.status_code == 422
    assert f'href="#id_{field}"' in refused.content.decode()
    assert not Allocation.objects.exists()
    if kept:
        assert "She knows the street." in manager.get(at_page(crime)).content.decode()


def test_an_officer_connected_with_the_people_cannot_have_it_and_with_whom_is_not_said(crime, started):
    detective = asking(Role.DETECTIVE)
    record_connection(
        officer=detective.collar_number, person=crime.victim.reference, nature="Her cousin.",
        by=asking(Role.INSPECTOR), at=started,
    )  # fmt: skip
    manager = signed_in(Role.ALLOCATION_MANAGER)
    page = words_of(manager.get(at_page(crime)))
    assert "cannot have it, and why" in page
    assert "Her cousin." not in page
    assert manager.post(at_page(crime), choice()).status_code == 422


def test_whoever_was_slower_is_told_and_overwrites_nothing(crime, started):
    give(crime, Role.INVESTIGATOR, started + 2 * HOUR)
    refused = signed_in(Role.ALLOCATION_MANAGER).post(at_page(crime), choice())
    assert refused.status_code == 422
    assert Crime.objects.get(pk=crime.pk).officer_id == asking(Role.INVESTIGATOR).id


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.CONTACT_HANDLER, Role.VICTIMS_DESK])
def test_only_those_who_allocate_open_the_pages(crime, role):
    somebody = signed_in(role)
    assert {somebody.get(one).status_code for one in ("/allocation", at_page(crime))} == {403}


def test_accreditation_too_low_needs_a_reason_beside_its_field(started):
    robbery = recorded(started, code="034/01", category="")
    manager = signed_in(Role.ALLOCATION_MANAGER)
    refused = manager.post(at_page(robbery), choice(Role.INVESTIGATOR, override_reason=""))
    assert refused.status_code == 422
    assert 'href="#id_override_reason"' in refused.content.decode()
    assert manager.post(at_page(robbery), choice(Role.INVESTIGATOR)).status_code == 302
    assert Allocation.objects.get(crime=robbery).override_reason == "Nobody else is on."


def officers_in_order(crime, started, people):
    """Adds officers of (number, role, rank, kind of team), and gives the numbers as the page lists those who can have it."""
    with writing(by=system_officer(), at=started, purpose="Setting up") as w:
        for number, role, rank, kind in people:
            team = Team(id=w.new_id(), name=f"Team of {number}", kind=kind)
            w.entry(EntryKind.FORCE_SET_UP, subject=team)
            w.insert(team)
            add_officer_in_act(
                w, collar_number=number, name=f"Officer {number}", rank=rank, roles=(role,), pip_level=2,
                skills=("domestic_abuse",), team=team,
            )  # fmt: skip
    page = words_of(signed_in(Role.ALLOCATION_MANAGER).get(f"{at_page(crime)}?words=Officer"))
    return page, sorted((number for number, *_ in people), key=lambda one: page.index(f"Officer {one} {one}"))


def test_supervising_ranks_and_units_for_other_crimes_stand_after_the_investigators(crime, started):
    page, order = officers_in_order(
        crime,
        started,
        [
            ("7001", Role.INSPECTOR, Rank.SUPERINTENDENT, "inspectors"),
            ("7002", Role.POLIT, Rank.CONSTABLE, "online_investigation"),
            ("7003", Role.DETECTIVE, Rank.CONSTABLE, "response"),
        ],
    )
    assert order[0] == "7003"
    assert "Holds a rank above constable" in page
    assert "team does not take crimes of this kind" in page


@pytest.mark.parametrize(
    ("locality", "postcode", "said"),
    [
        pytest.param("Kingsnorth", "", "District Weald: its place was given none, so it is that of other places with the same locality", id="locality"),
        pytest.param("Elsewhere", "ZZ9 9ZZ", "with the same postcode", id="postcode"),
        pytest.param("Elsewhere", "", "The district is not known", id="neither"),
        pytest.param("", "", "The district is not known", id="a place of no words"),
    ],
)  # fmt: skip
def test_a_place_without_a_district_is_given_that_of_its_locality_or_postcode_and_it_is_said(
    started, locality, postcode, said
):
    # Nothing was known beside it yet when the call was taken.
    here = PlaceDetails(line="9 High Row", locality=locality, postcode=postcode)
    crime = recorded(started, call={"place": here})
    with writing(by=system_officer(), at=started, purpose="Setting up") as w:
        district = District(id=w.new_id(), code="X1", name="Weald")
        w.entry(EntryKind.FORCE_SET_UP, subject=district)
        w.insert(district)
        known = PlaceDetails(line="1 Low Lane", locality="Kingsnorth", postcode="ZZ9 9ZZ", district_id=district.id)
        find_or_add_place(w, known)
    page = words_of(signed_in(Role.ALLOCATION_MANAGER).get(at_page(crime)))
    assert said in page


def test_places_that_disagree_tell_no_district(started):
    with writing(by=system_officer(), at=started, purpose="Setting up") as w:
        for number in (1, 2):
            district = District(id=w.new_id(), code=f"X{number}", name=f"District {number}")
            w.entry(EntryKind.FORCE_SET_UP, subject=district)
            w.insert(district)
            find_or_add_place(w, PlaceDetails(line=f"{number} Low Lane", locality="Ash", district_id=district.id))
    crime = recorded(started, call={"place": PlaceDetails(line="9 High Row", locality="Ash")})
    assert "The district is not known" in words_of(signed_in(Role.ALLOCATION_MANAGER).get(at_page(crime)))


def test_a_sealed_place_is_said_to_be_sealed_and_not_to_lack_a_district(started):
    crime = recorded(started)
    victim = crime.victim
    desk = asking(Role.VULNERABILITY_DESK)
    home = note_address(
        person=victim.pk, place=PlaceDetails(reference=crime.place.reference), kind="home", by=desk, at=started
    )
    seal_details(person=victim.pk, addresses=(home,), reason="He would find her.", by=desk, at=started)
    words = words_of(signed_in(Role.ALLOCATION_MANAGER).get(at_page(crime)))
    assert "Where it happened is sealed from you, and its district with it." in words
    assert "its place was given none" not in words
