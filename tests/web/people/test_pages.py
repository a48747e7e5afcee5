"""The pages of people, places and things, and the journey page, without a script."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.incidents.closing import close_incident
from constabulary.casework.people.linking import link_records
from constabulary.casework.restrictions import restrict_journey, restrict_person
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.records.models import (
    Crime,
    Incident,
    IncidentPerson,
    JournalEntry,
    Organisation,
    Person,
    Place,
    RecordLink,
    Warning,
)
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import former_partner_damage, shoplifting
from tests.factories.incidents import asked_again, opened, quarrel
from tests.factories.outcomes import offence
from tests.factories.people import somebody, warned
from tests.factories.posts import recording_post
from tests.factories.protection import protected_victim

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(db):
    return timezone.now()


@pytest.fixture
def ruth(now) -> Person:
    return somebody(now)


def day(moment) -> str:
    return moment.strftime("%d/%m/%Y")


def test_a_person_is_added_named_housed_reached_and_corrected(now):
    browser = signed_in(Role.INVESTIGATOR)
    answer = browser.post("/people/new", {"given": "Ruth", "family": "Marlow", "sex": "female", "born_on": "1/2/1990"})
    assert answer.status_code == 302, words_of(answer)
    page = answer["Location"].split("?")[0]
    for path, post in (
        ("name", {"given": "Red", "kind": "nickname"}),
        ("address", {"line": "4 Larch Row", "postcode": "ZZ1 4LR", "kind": "home", "from_on": "1/1/2020"}),
        ("contact", {"kind": "telephone", "value": "07700 900123"}),
        ("correct", {"given": "Ruth", "family": "Hale", "sex": "female", "reason": "Married."}),
    ):
        assert browser.get(f"{page}/{path}").status_code == 200
        answer = browser.post(f"{page}/{path}", post)
        assert answer.status_code == 302, (path, words_of(answer))
    shown = words_of(browser.get(page))
    for words in ("Ruth Hale", "Red", "4 Larch Row, ZZ1 4LR", "07700 900123", "Former name", "None is confirmed"):
        assert words in shown
    place = Place.objects.get()
    assert "Ruth Hale" in words_of(browser.get(f"/places/{place.reference}"))


@pytest.mark.parametrize(
    ("path", "post", "sentence"),
    [
        ("name", {"kind": "alias"}, "Enter a first name or a family name."),
        ("contact", {"kind": "email", "value": "x"}, "Check it."),
        (
            "correct",
            {"given": "Ruth", "family": "Marlow", "sex": "female", "born_on": "99/99/1990"},
            "There is no such day.",
        ),
        ("correct", {"given": "Ruth", "family": "Hale", "sex": "female"}, "Say why."),
        ("address", {"kind": "home"}, "Enter the address"),
        ("warning", {"kind": "weapons", "grounds": "Knife in car."}, "Say when it is to be looked at again."),
        (
            "merge",
            {"other": "P9", "reason": "Same passport number.", "compared": "on"},
            "no person with that reference",
        ),
    ],
)
def test_what_is_refused_stands_beside_its_field_and_what_was_typed_stays(ruth, path, post, sentence):
    answer = signed_in(Role.INVESTIGATOR).post(f"/people/{ruth.reference}/{path}", post)
    assert answer.status_code == 422
    assert sentence in words_of(answer)


def test_details_are_ended_on_their_pages(ruth, now):
    browser = signed_in(Role.INVESTIGATOR)
    page = f"/people/{ruth.reference}"
    browser.post(f"{page}/address", {"line": "4 Larch Row", "kind": "home"})
    browser.post(f"{page}/contact", {"kind": "online", "value": "ruth_m"})
    shown = browser.get(page).content.decode()
    links = [part.split('"')[0] for part in shown.split('href="')[1:] if part.split('"')[0].endswith("/end")]
    assert len(links) == 2
    for link in links:
        assert browser.get(link).status_code == 200
        assert browser.post(link, {"reason": "Over."}).status_code == 302
    assert browser.get(f"{page}/addresses/1/end").status_code == 404
    assert browser.get(f"{page}/contacts/1/end").status_code == 404


def test_a_warning_is_shown_beside_the_person_on_the_incident_and_first_on_their_record(now):
    incident = opened(now - timedelta(hours=1), former_partner_damage(now - timedelta(hours=1)))
    victim = IncidentPerson.objects.get(incident=incident).person
    browser = signed_in(Role.INVESTIGATOR)
    review = day(now + timedelta(days=30))
    post = {"kind": "weapons", "grounds": "Knife found in the car.", "review_on": review}
    assert browser.post(f"/people/{victim.reference}/warning", post).status_code == 302
    assert "Knife found in the car." in words_of(browser.get(f"/incidents/{incident.reference}"))
    number = Warning.objects.get().pk
    post = {"finding": "Still carries one.", "review_on": review}
    assert browser.post(f"/warnings/{number}/review", post).status_code == 302
    assert "Still carries one." in words_of(browser.get(f"/people/{victim.reference}"))
    assert browser.get(f"/warnings/{number}/end").status_code == 200
    assert browser.post(f"/warnings/{number}/end", {"reason": "Handed in."}).status_code == 302
    assert "Handed in." in words_of(browser.get(f"/people/{victim.reference}"))
    assert "Knife" not in words_of(browser.get(f"/incidents/{incident.reference}"))


def test_a_place_is_warned_of_and_corrected(now):
    incident = opened(now - timedelta(hours=1))
    place = Incident.objects.get(pk=incident.pk).place.reference
    browser = signed_in(Role.INVESTIGATOR)
    shown = browser.get(f"/places/{place}/correct")
    assert shown.status_code == 200
    post = {"line": "Cove Stores, 3 Quay Lane", "lsoa": "E01024000", "latitude": "51.3", "longitude": "1.1",
            "reason": "Gazetteer."}  # fmt: skip
    assert browser.post(f"/places/{place}/correct", post).status_code == 302
    post = {"kind": "dangerous_dog", "grounds": "Large dog loose.", "review_on": day(now + timedelta(days=9))}
    assert browser.post(f"/places/{place}/warning", post).status_code == 302
    words = words_of(browser.get(f"/places/{place}"))
    for expected in ("Dangerous dog", "51.3, 1.1", "E01024000", incident.reference):
        assert expected in words


@pytest.mark.parametrize(
    ("path", "post"),
    [
        ("organisations", {"known_by": "Quay Club", "kind": "charity"}),
        ("vehicles", {"known_by": "AB12 CDE", "kind": "car", "colour": "Red"}),
        ("telephones", {"known_by": "07700 900123", "kind": "mobile"}),
    ],
)
def test_a_thing_is_added_linked_and_the_link_ended(ruth, path, post):
    browser = signed_in(Role.INVESTIGATOR)
    assert browser.get(f"/{path}/new").status_code == 200
    assert browser.post(f"/{path}/new", {"kind": post["kind"]}).status_code == 422
    page = browser.post(f"/{path}/new", post)["Location"].split("?")[0]
    reference = page.rsplit("/", 1)[1]
    assert browser.get(f"/links/from/{reference}").status_code == 200
    link = f"/links/from/{ruth.reference}"
    assert "no record with that reference" in words_of(
        browser.post(link, {"kind": "other", "to": "X", "source": "seen"})
    )
    assert browser.post(link, {"kind": "other", "to": reference, "source": "seen"}).status_code == 302
    assert "Ruth Marlow" in words_of(browser.get(page))
    end = f"/links/{RecordLink.objects.get().pk}/end"
    assert browser.get(end).status_code == 200
    assert browser.post(f"{end}?of={reference}", {"reason": "Over."})["Location"].startswith(page)
    assert browser.get("/links/from/I26-1").status_code == 404


def test_two_records_are_compared_combined_and_taken_apart(ruth, now):
    other = somebody(now, given="Roo", family="Marlow")
    warned(other, now)
    browser = signed_in(Role.INVESTIGATOR)
    merge = f"/people/{ruth.reference}/merge"
    assert "Compare" in words_of(browser.get(merge))
    assert "no person with that reference" in words_of(browser.get(f"{merge}?other=P9"))
    shown = words_of(browser.get(f"{merge}?other={other.reference}"))
    assert "Roo Marlow" in shown
    assert "Weapons" in shown
    post = {"other": other.reference, "reason": "Same passport number."}
    assert "compared both" in words_of(browser.post(merge, post))
    assert browser.post(merge, {**post, "compared": "on"}).status_code == 302
    assert browser.get(f"/people/{other.reference}")["Location"].startswith(f"/people/{ruth.reference}")
    assert "Take apart" in words_of(browser.get(f"/people/{ruth.reference}"))
    apart = f"/people/{other.reference}/apart"
    assert browser.post(apart, {"reason": "Two sisters after all."}).status_code == 302
    assert browser.get(f"/people/{other.reference}").status_code == 200


def test_a_disclosure_answers_with_the_file_and_stands_on_the_record(ruth):
    browser = signed_in(Role.SUPERVISOR)
    page = f"/people/{ruth.reference}/disclose"
    assert browser.get(page).status_code == 200
    post = {"recipient": "J. Marsh, Council", "basis": "safeguarding", "purpose": "Child protection conference.",
            "sections": ["identity"], "file_format": "csv"}  # fmt: skip
    refused = browser.post(page, {**post, "recipient": "Marsh"})
    assert refused.status_code == 422
    assert "Name who gets it" in words_of(refused)
    answer = browser.post(page, post)
    assert answer["Content-Disposition"].endswith('.csv"')
    assert "Ruth Marlow" in answer.content.decode()
    assert "J. Marsh, Council" in words_of(browser.get(f"/people/{ruth.reference}"))


def test_the_journey_tells_the_whole_story_by_day_and_stage_with_what_was_written(now):
    start = now - timedelta(days=2)
    incident = opened(start, former_partner_damage(start))
    asked_again(incident, start + timedelta(minutes=5), by=asking(Role.DISPATCHER))
    asked_again(incident, start + timedelta(hours=5), by=asking(Role.DISPATCHER), grade="G2")
    journey = f"/journeys/{incident.journey.reference}"
    browser = signed_in(Role.SUPERVISOR)
    shown = words_of(browser.get(journey))
    for expected in (
        "The contact was recorded.", "THRIVE was asked and the incident graded.", "Missed:", "Done in time:",
        "What was written", "He said he would finish it.", "Under", "Trigger:",
    ):  # fmt: skip
        assert expected in shown, expected
    assert "Keys:" not in shown, "what a search goes by tells nobody anything"
    only = words_of(browser.get(f"{journey}?stage=contact"))
    assert "The contact was recorded." in only
    assert "THRIVE was asked" not in only
    assert words_of(browser.get(f"{journey}?stage=nonsense")) == shown


def test_the_journey_says_of_what_nobody_did_that_it_was_no_longer_needed_and_never_that_it_was_done(now):
    start = now - timedelta(hours=3)
    incident = quarrel(start, grade="G1")
    by = asking(Role.DISPATCHER)
    asked_again(incident, start + timedelta(minutes=5), by=by)
    close_incident(
        incident=incident.pk, category="civil-dispute", rationale="Rang back.", by=by, at=start + timedelta(minutes=6)
    )
    late = quarrel(start, grade="G1")
    asked_again(late, start + timedelta(minutes=30), by=by)
    close_incident(
        incident=late.pk, category="civil-dispute", rationale="Rang back.", by=by, at=start + timedelta(minutes=31)
    )
    browser = signed_in(Role.SUPERVISOR)
    shown = words_of(browser.get(f"/journeys/{incident.journey.reference}"))
    assert "No longer needed: Be there, because the incident was closed (resolved)." in shown
    assert "Done in time: Be there" not in shown
    assert "Done in time: Supervisor" not in shown
    shown = words_of(browser.get(f"/journeys/{late.journey.reference}"))
    assert "Missed: Be there was due here and not done. It fell away" in shown


def test_the_journey_names_no_restricted_person_and_shows_nothing_sealed(now):
    held = protected_victim(now)
    link_records(
        start=held.victim.reference, to=held.taken.incident, kind="mentioned", source="seen",
        by=asking(Role.VULNERABILITY_DESK), at=now,
    )  # fmt: skip
    restrict_person(person=held.victim.pk, kind=RestrictionKind.CHILD, reason="At risk.", by=asking(Role.POLIT), at=now)
    shown = signed_in(Role.SUPERVISOR).get(f"/journeys/{held.taken.journey}").content.decode()
    assert held.victim.reference not in shown
    assert "Ruth" not in shown
    assert "Marigold" not in shown
    assert held.victim.reference in signed_in(Role.POLIT).get(f"/journeys/{held.taken.journey}").content.decode()


def test_what_an_entry_says_of_people_is_told_only_to_those_who_may_open_their_records(now):
    start = now - timedelta(days=1)
    incident = opened(start, former_partner_damage(start))
    journey = f"/journeys/{incident.journey.reference}"
    assert "07700 900123" in words_of(signed_in(Role.SUPERVISOR).get(journey))
    assert "Marlow" not in words_of(signed_in(Role.AUDITOR).get(journey))


def test_a_shop_is_found_by_a_word_of_its_name_and_shows_what_it_was_the_victim_of(now):
    called = shoplifting(now, organisation="Cove Stores Limited")
    incident = opened(now, called)
    recording = recording_post(
        offence=offence("046/00", "46").key, victim="", victim_organisation="Cove Stores Limited",
        victim_organisation_kind="business", occurred_from=f"{now - timedelta(hours=1):%d/%m/%Y %H:%M}",
    )  # fmt: skip
    assessor = signed_in(Role.IMU_ASSESSOR)
    assert assessor.post(f"/incidents/{incident.reference}/record", recording).status_code == 302
    crime = Crime.objects.get()
    browser = signed_in(Role.INVESTIGATOR)
    one_box = browser.get("/find", {"q": "stores limited"}, follow=True)
    for found in (one_box, browser.get("/people", {"organisation": "COVE"})):
        assert "Cove Stores Limited Business" in words_of(found)
    shop = Organisation.objects.get()
    assert f'href="/organisations/{shop.reference}"' in found.content.decode()
    read = JournalEntry.objects.filter(kind="read_people_found").latest("id")
    assert shop.pk in read.rows
    page = words_of(browser.get(f"/organisations/{shop.reference}"))
    assert incident.reference in page
    assert crime.reference in page
    assert {incident.pk, crime.pk} <= set(JournalEntry.objects.filter(kind="read_thing").latest("id").rows)
    for misspelt in ("Cove Stors", "cove storres limitd"):
        assert (
            f'href="/organisations/{shop.reference}"'
            in browser.get("/people", {"organisation": misspelt}).content.decode()
        )
    assert "No organisation of that name was found." in words_of(browser.get("/people", {"organisation": "Harbour"}))


def test_what_a_shop_is_in_is_shown_to_those_who_may_see_it(now):
    opened(now, shoplifting(now, organisation="Cove Stores"))
    incident = Incident.objects.get()
    restrict_journey(
        journey=incident.journey_id, kind=RestrictionKind.REFUGE, reason="Held close.",
        by=asking(Role.INSPECTOR), at=now,
    )  # fmt: skip
    page = words_of(signed_in(Role.INVESTIGATOR).get(f"/organisations/{Organisation.objects.get().reference}"))
    assert incident.reference not in page
    assert "None that you may see." in page
