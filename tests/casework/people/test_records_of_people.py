"""Correcting, linking, warning of and disclosing people, places and things: what each leaves, and each refusal."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.people.adding import PersonDetails, PlaceDetails
from constabulary.casework.people.correcting import (
    PersonCorrection,
    add_name,
    add_person,
    correct_person,
    end_address,
    end_contact_point,
    note_address,
    note_contact_point,
)
from constabulary.casework.people.disclosing import DisclosureDetails, disclose_person_record
from constabulary.casework.people.linking import end_link, link_records
from constabulary.casework.people.reading import open_person, open_place, open_thing
from constabulary.casework.people.things import (
    PlaceCorrection,
    add_organisation,
    add_place,
    add_telephone,
    add_vehicle,
    correct_place,
)
from constabulary.casework.people.warnings import add_warning, end_warning, review_warning
from constabulary.casework.reading import NoSuchRecord, open_worklist
from constabulary.casework.restrictions import restrict_person
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.exports import ExportFormat
from constabulary.policing.people.disclosure import Basis, Section
from constabulary.policing.people.links import Thing
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.policing.protection.safe_route import ConfirmedWith, Way
from constabulary.records.models import (
    ContactPoint,
    Disclosure,
    Duty,
    JournalEntry,
    Organisation,
    Person,
    PersonAddress,
    PersonName,
    Place,
    RecordLink,
    SafeRoute,
    Warning,
)
from constabulary.standards.calendar import local_day
from tests.conftest import asking
from tests.factories.incidents import quarrel
from tests.factories.people import somebody, warned
from tests.factories.protection import leaks_in, protected_victim

pytestmark = pytest.mark.django_db
SEEN = {"source": "seen"}


@pytest.fixture
def ruth(db, at) -> Person:
    return somebody(at)


@pytest.fixture
def by(db):
    return asking(Role.INVESTIGATOR)


def test_a_corrected_name_stays_as_a_former_one(ruth, by, at):
    correct_person(person=ruth.pk, correction=PersonCorrection(family="Hale"), reason="Married.", by=by, at=at)
    ruth.refresh_from_db()
    assert (ruth.given, ruth.family) == ("Ruth", "Hale")
    assert list(PersonName.objects.values_list("kind", "family")) == [("former", "Marlow")]
    with pytest.raises(NotAllowed, match="Nothing is different"):
        correct_person(person=ruth.pk, correction=PersonCorrection(family="Hale"), reason="Again.", by=by, at=at)


def test_a_name_they_have_already_is_refused(ruth, by, at):
    with pytest.raises(NotAllowed, match="known by this name"):
        add_name(person=ruth.pk, given="ruth", family="MARLOW", kind="alias", by=by, at=at)


def test_a_person_without_a_name_is_not_added(by, at):
    with pytest.raises(NotAllowed):
        add_person(person=PersonDetails(), by=by, at=at)


def test_an_address_and_a_contact_detail_end_with_the_routes_that_lead_there(ruth, by, at):
    home = note_address(person=ruth.pk, place=PlaceDetails(line="4 Larch Row"), kind="home", by=by, at=at)
    number = note_contact_point(person=ruth.pk, kind="telephone", contact="07700 900123", shared=False, by=by, at=at)
    with pytest.raises(NotAllowed, match="noted for them already"):
        note_contact_point(person=ruth.pk, kind="telephone", contact="+44 7700 900123", shared=False, by=by, at=at)
    desk = asking(Role.VULNERABILITY_DESK)
    route = RouteDetails(
        way=Way.TEXT, contact_point=number, from_time=at.time(), until_time=(at + timedelta(hours=2)).time(),
        confirmed_with=ConfirmedWith.THEMSELVES,
    )  # fmt: skip
    confirm_safe_route(person=ruth.pk, route=route, by=desk, at=at)
    end_contact_point(contact_point=number, reason="New number.", by=by, at=at)
    assert SafeRoute.objects.get().ending == "The contact detail was ended."
    assert ContactPoint.objects.get().ended_at == at
    end_address(address=home, until_on=None, reason="Moved.", by=by, at=at)
    assert PersonAddress.objects.get().until_on == local_day(at)
    for act, what in (
        (end_address, {"address": home, "until_on": None}),
        (end_contact_point, {"contact_point": number}),
    ):
        with pytest.raises(NotAllowed, match="ended already"):
            act(**what, reason="Again.", by=by, at=at)


def test_an_address_at_a_known_place_uses_it_and_an_unknown_one_is_refused(ruth, by, at):
    place = add_place(place=PlaceDetails(line="4 Larch Row", postcode="ZZ1 4LR"), by=by, at=at)
    note_address(person=ruth.pk, place=PlaceDetails(reference=place.lower()), kind="home", by=by, at=at)
    assert Place.objects.count() == 1
    assert [one.name for one in open_place(reference=place, purpose="Looking", by=by, at=at).residents] == [
        "Ruth Marlow"
    ]
    with pytest.raises(NotAllowed, match="no place with that reference"):
        note_address(person=ruth.pk, place=PlaceDetails(reference="L9"), kind="home", by=by, at=at)
    with pytest.raises(NotAllowed, match="Enter the address"):
        add_place(place=PlaceDetails(), by=by, at=at)
    assert add_place(place=PlaceDetails(reference=place), by=by, at=at) == place


def test_an_address_noted_for_another_at_a_sealed_place_seals_itself(at):
    held = protected_victim(at)
    lodger = somebody(at, given="Lee")
    by = asking(Role.INVESTIGATOR)
    where = PlaceDetails(line="17 Marigold Wharf", postcode="ZZ97QX")
    note_address(person=lodger.pk, place=where, kind="home", by=by, at=at)
    assert open_person(reference=lodger.reference, purpose="Looking", by=by, at=at).addresses == ()
    assert held.seal


def test_a_place_is_corrected_with_coordinates_and_small_area(by, at):
    reference = add_place(place=PlaceDetails(line="4 Larch Row"), by=by, at=at)
    place = Place.objects.get(reference=reference)
    correction = PlaceCorrection(latitude=51.3, longitude=1.1, lsoa="E01024000")
    correct_place(place=place.pk, correction=correction, reason="Gazetteer.", by=by, at=at)
    seen = open_place(reference=reference, purpose="Looking", by=by, at=at).place
    assert (seen.latitude, seen.longitude, seen.lsoa) == (51.3, 1.1, "E01024000")
    for what, why, words in (
        (correction, "Again.", "Nothing is different"), (PlaceCorrection(line=""), "x", "Enter the address"),
        (PlaceCorrection(lsoa="E01024001"), "", "Say why"),
    ):  # fmt: skip
        with pytest.raises(NotAllowed, match=words):
            correct_place(place=place.pk, correction=what, reason=why, by=by, at=at)


def test_the_same_thing_is_found_again_instead_of_added(by, at):
    assert add_vehicle(registration="ab12 cde", kind="car", by=by, at=at) == add_vehicle(
        registration="AB12CDE", kind="van", by=by, at=at
    )
    assert add_telephone(number="07700 900123", kind="mobile", by=by, at=at) == add_telephone(
        number="+44 7700 900123", kind="mobile", by=by, at=at
    )
    assert add_organisation(name="Cove Stores", kind="business", by=by, at=at) == add_organisation(
        name="Cove Stores ", kind="business", by=by, at=at
    )
    with pytest.raises(NotAllowed):
        add_vehicle(registration="", kind="spaceship", by=by, at=at)


def test_a_link_is_read_from_both_ends_and_ended_with_a_reason(ruth, by, at):
    vehicle = add_vehicle(registration="AB12 CDE", kind="car", by=by, at=at)
    number = link_records(start=ruth.reference, to=vehicle, kind="keeper", **SEEN, by=by, at=at)
    seen = open_thing(thing=Thing.VEHICLE, reference=vehicle, purpose="Looking", by=by, at=at)
    assert [(one.reads, one.name) for one in seen.links] == [("Kept by", "Ruth Marlow")]
    with pytest.raises(NotAllowed, match="there already"):
        link_records(start=ruth.reference, to=vehicle, kind="keeper", **SEEN, by=by, at=at)
    end_link(link=number, reason="Sold.", until_on=date(2026, 11, 1), by=by, at=at)
    assert RecordLink.objects.get().ending == "Sold."
    with pytest.raises(NotAllowed, match="ended already"):
        end_link(link=number, reason="Sold.", by=by, at=at)


@pytest.mark.parametrize("to", ["P9", "X1", "", "99/9/26"])
def test_a_link_to_what_is_not_there_is_refused(ruth, by, at, to):
    with pytest.raises(NotAllowed, match="no record with that reference"):
        link_records(start=ruth.reference, to=to, kind="other", **SEEN, by=by, at=at)


def test_a_link_never_begins_at_an_incident(ruth, by, at):
    incident = quarrel(at)
    with pytest.raises(NotAllowed, match="no record with that reference"):
        link_records(start=incident.reference, to=ruth.reference, kind="other", **SEEN, by=by, at=at)
    vehicle = add_vehicle(registration="AB12 CDE", kind="car", by=by, at=at)
    link_records(start=vehicle, to=incident.reference, kind="involved", **SEEN, by=by, at=at)
    assert JournalEntry.objects.filter(kind="records_linked").latest("id").journey_row == incident.journey_id


def test_a_link_to_a_restricted_person_is_seen_only_by_those_who_may_see_them(ruth, by, at):
    other = somebody(at, given="Kit")
    organisation = add_organisation(name="Quay Club", kind="charity", by=by, at=at)
    link_records(start=ruth.reference, to=other.reference, kind="associate", **SEEN, by=by, at=at)
    link_records(start=other.reference, to=organisation, kind="member", **SEEN, by=by, at=at)
    restrict_person(
        person=other.pk, kind=RestrictionKind.CHILD, reason="A child at risk.", by=asking(Role.POLIT), at=at
    )
    by = asking(Role.INVESTIGATOR)
    assert open_person(reference=ruth.reference, purpose="Looking", by=by, at=at).links == ()
    assert open_thing(thing=Thing.ORGANISATION, reference=organisation, purpose="Looking", by=by, at=at).links == ()
    assert RecordLink.objects.count() == 0
    by = asking(Role.POLIT)
    assert len(open_person(reference=ruth.reference, purpose="Looking", by=by, at=at).links) == 1


def test_a_telephone_and_a_link_to_a_sealed_number_or_place_are_hidden(at):
    held = protected_victim(at)
    desk = asking(Role.VULNERABILITY_DESK)
    telephone = add_telephone(number="07700 900987", kind="mobile", by=desk, at=at)
    place = Place.objects.filter(line="17 Marigold Wharf").earliest("id").reference
    organisation = add_organisation(name="Quay House", kind="charity", by=desk, at=at)
    link_records(start=held.victim.reference, to=telephone, kind="uses", **SEEN, by=desk, at=at)
    link_records(start=organisation, to=place, kind="premises", **SEEN, by=desk, at=at)
    by = asking(Role.INVESTIGATOR)
    assert open_person(reference=held.victim.reference, purpose="Looking", by=by, at=at).links == ()
    assert open_thing(thing=Thing.ORGANISATION, reference=organisation, purpose="Looking", by=by, at=at).links == ()
    with pytest.raises(NoSuchRecord):
        open_thing(thing=Thing.TELEPHONE, reference=telephone, purpose="Looking", by=by, at=at)
    by = asking(Role.VULNERABILITY_DESK)
    assert open_thing(thing=Thing.TELEPHONE, reference=telephone, purpose="Looking", by=by, at=at).owners


def test_a_warning_is_shown_first_reviewed_in_time_and_ended(ruth, by, at):
    number = warned(ruth, at)
    duty = Duty.objects.get(warning__isnull=False)
    assert (duty.kind, duty.desk, duty.person_id) == ("review_warning", "vulnerability", ruth.pk)
    line = open_worklist(purpose="Work", by=asking(Role.VULNERABILITY_DESK), at=at).lines[0]
    assert (line.warned, line.warning_id) == (ruth.reference, number)
    with pytest.raises(NotAllowed, match="there already"):
        warned(ruth, at)
    later = at + timedelta(days=60)
    review_warning(
        warning=number, finding="Still carries one.", review_on=local_day(later) + timedelta(days=90), by=by, at=later
    )
    assert sorted(Duty.objects.filter(warning__isnull=False).values_list("state", flat=True)) == ["met", "open"]
    end_warning(warning=number, reason="He has died.", by=by, at=later + timedelta(days=1))
    assert sorted(Duty.objects.filter(warning__isnull=False).values_list("state", flat=True)) == ["met", "superseded"]
    with pytest.raises(NotAllowed, match="has been ended"):
        end_warning(warning=number, reason="Again.", by=by, at=later)


def test_ending_a_warning_whose_look_is_overdue_meets_the_duty(ruth, by, at):
    number = warned(ruth, at, days=10)
    end_warning(warning=number, reason="Not so.", by=by, at=at + timedelta(days=20))
    assert Duty.objects.get(warning__isnull=False).state == "met"


def test_a_warning_at_a_place_must_fit_a_place(by, at):
    place = Place.objects.get(reference=add_place(place=PlaceDetails(line="4 Larch Row"), by=by, at=at))
    asked = {"place": place.pk, "grounds": "Large dog loose.", "review_on": local_day(at) + timedelta(days=9)}
    add_warning(kind="dangerous_dog", **asked, by=by, at=at)
    with pytest.raises(NotAllowed, match="kind of warning that fits"):
        add_warning(kind="wanted", **asked, by=by, at=at)
    with pytest.raises(NotAllowed, match="there already"):
        add_warning(kind="dangerous_dog", **asked, by=by, at=at)
    review_on = local_day(at) + timedelta(days=30)
    review_warning(warning=Warning.objects.get().pk, finding="Still there.", review_on=review_on, by=by, at=at)


def test_a_warning_on_a_restricted_person_waits_with_whoever_keeps_the_record(ruth, at):
    polit = asking(Role.POLIT)
    restrict_person(person=ruth.pk, kind=RestrictionKind.CHILD, reason="At risk.", by=polit, at=at)
    add_warning(
        person=ruth.pk, kind="vulnerable_child", grounds="Twelve years old.", review_on=local_day(at) + timedelta(days=9),
        by=polit, at=at,
    )  # fmt: skip
    assert Duty.objects.get(warning__isnull=False).owner_id == polit.id
    assert open_worklist(purpose="Work", by=asking(Role.VULNERABILITY_DESK), at=at).lines == ()
    assert Warning.objects.count() == 0


def details(**changes) -> DisclosureDetails:
    return DisclosureDetails(
        **{
            "recipient": "J. Marsh, Example County Council", "basis": Basis.SAFEGUARDING,
            "purpose": "Child protection conference.", "sections": frozenset(Section) - {Section.LINKS},
            "file_format": ExportFormat.CSV, **changes,
        }
    )  # fmt: skip


SEALED = {"with_sealed": True, "sealed_reason": "They must visit her; kept by two people only."}


def test_a_disclosure_is_kept_with_its_recipient_basis_and_digest_and_names_its_rows(ruth, by, at):
    warned(ruth, at)
    add_name(person=ruth.pk, given="=Red", family="", kind="nickname", by=by, at=at)
    made = disclose_person_record(person=ruth.pk, details=details(), by=asking(Role.SUPERVISOR), at=at)
    rows = list(csv.reader(io.StringIO(made.content.decode("utf-8-sig"))))
    assert ["Section", "What", "Detail", "From", "Until", "Reference"] in rows
    assert any("Ruth Marlow" in one for one in rows)
    assert any("Weapons" in one for one in rows)
    assert not any(cell.startswith("=") for row in rows for cell in row)
    kept = Disclosure.objects.get()
    assert (kept.recipient, kept.basis, kept.count) == ("J. Marsh, Example County Council", "safeguarding", made.count)
    assert bytes(kept.digest) == made.digest
    entry = JournalEntry.objects.get(kind="person_disclosed")
    assert {ruth.pk, PersonName.objects.get().pk, Warning.objects.get().pk} <= set(entry.rows)
    assert entry.purpose == "Child protection conference."


@pytest.mark.parametrize("file_format", ExportFormat)
def test_what_is_sealed_stays_in_unless_basis_reason_and_need_say_otherwise(at, file_format):
    held = protected_victim(at)
    asked = {"sections": frozenset({Section.ADDRESSES, Section.CONTACT}), "file_format": file_format}
    desk = asking(Role.VULNERABILITY_DESK)
    assert disclose_person_record(person=held.victim.pk, details=details(**asked), by=desk, at=at).count == 0
    assert disclose_person_record(person=held.victim.pk, details=details(**asked, **SEALED), by=desk, at=at).count == 3
    other = asking(Role.SUPERVISOR)
    assert disclose_person_record(person=held.victim.pk, details=details(**asked, **SEALED), by=other, at=at).count == 0
    with pytest.raises(NotAllowed, match="does not go out on that basis"):
        disclose_person_record(
            person=held.victim.pk, details=details(**asked, **SEALED, basis=Basis.PROSECUTION), by=desk, at=at
        )


def test_no_entry_or_view_of_links_and_warnings_leaks_a_sealed_word(at):
    held = protected_victim(at)
    desk = asking(Role.VULNERABILITY_DESK)
    organisation = add_organisation(name="Friends of 17 Marigold Wharf", kind="charity", by=desk, at=at)
    words = "Both at 17 Marigold Wharf."
    link_records(start=held.victim.reference, to=organisation, kind="client", **SEEN, words=words, by=desk, at=at)
    warned_of = {"grounds": words, "review_on": local_day(at) + timedelta(days=9), "by": desk, "at": at}
    add_warning(person=held.victim.pk, kind="safeguarding_plan", **warned_of)
    asking(Role.INVESTIGATOR)
    assert "[sealed]" in Organisation.objects.get().name
    with connection.cursor() as cursor:
        cursor.execute("SELECT convert_from(content, 'UTF8') FROM journal_payload")
        assert leaks_in(" ".join(row[0] for row in cursor.fetchall())) == []
    assert leaks_in(" ".join(Warning.objects.values_list("grounds", flat=True))) == []
    assert leaks_in(" ".join(RecordLink.objects.values_list("words", flat=True))) == []


def test_who_may_not_is_refused(ruth, at):
    auditor = asking(Role.AUDITOR)
    for act in (
        lambda: add_name(person=ruth.pk, given="A", family="", kind="alias", by=auditor, at=at),
        lambda: link_records(start="P1", to="P2", kind="other", **SEEN, by=auditor, at=at),
        lambda: warned_by(auditor, ruth, at),
        lambda: disclose_person_record(person=ruth.pk, details=details(), by=auditor, at=at),
        lambda: open_person(reference=ruth.reference, purpose="Looking", by=auditor, at=at),
    ):
        with pytest.raises(NotPermitted):
            act()


def warned_by(by, person: Person, at) -> int:
    return add_warning(person=person.pk, kind="weapons", grounds="Knife in car.", review_on=None, by=by, at=at)
