"""Two records of one person: read and written for as one, what protects either protects both, and taken apart whole."""

from datetime import timedelta

import pytest
from django.db import connection

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.connections import declare_connection
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.casework.messages import current_route
from constabulary.casework.people.adding import PlaceDetails
from constabulary.casework.people.correcting import add_name, note_address, note_contact_point
from constabulary.casework.people.linking import link_records
from constabulary.casework.people.merging import merge_people, unmerge_people
from constabulary.casework.people.reading import open_person
from constabulary.casework.people.things import add_vehicle
from constabulary.casework.reading import NoSuchRecord, open_incident
from constabulary.casework.restrictions import restrict_person
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.policing.protection.safe_route import Way
from constabulary.records.marking import wrong_markings
from constabulary.records.models import Person
from constabulary.records.writing import looking
from tests.conftest import asking
from tests.factories.crimes import give, recorded, the_suspect
from tests.factories.people import somebody, warned
from tests.factories.protection import leaks_in, protected_victim

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
REASON = "Same passport number on both."


def merge(survivor: Person, other: Person, at, role: Role = Role.INVESTIGATOR) -> None:
    merge_people(survivor=survivor.pk, other=other.reference, reason=REASON, by=asking(role), at=at)


def opened(person: Person, at, role: Role = Role.INVESTIGATOR):
    return open_person(reference=person.reference, purpose="Looking", by=asking(role), at=at)


def test_the_survivor_has_every_name_address_contact_link_and_warning_of_both(at):
    kept, other = somebody(at), somebody(at, given="Roo", family="Marlowe")
    by = asking(Role.INVESTIGATOR)
    add_name(person=other.pk, given="Red", family="", kind="nickname", by=by, at=at)
    note_address(person=other.pk, place=PlaceDetails(line="4 Larch Row"), kind="home", by=by, at=at)
    note_contact_point(person=other.pk, kind="telephone", contact="07700 900123", shared=False, by=by, at=at)
    vehicle = add_vehicle(registration="AB12 CDE", kind="car", by=by, at=at)
    link_records(start=other.reference, to=vehicle, kind="keeper", source="seen", by=by, at=at)
    warned(other, at)
    merge(kept, other, at)
    found = opened(kept, at)
    assert [one.given for one in found.names] == ["Red"]
    assert [one.words for one in found.addresses] == ["4 Larch Row"]
    assert [one.value for one in found.contacts] == ["07700 900123"]
    assert [one.reads for one in found.links] == ["Keeper of"]
    assert [one.kind for one in found.warnings] == ["weapons"]
    assert [one.reference for one in found.merged] == [other.reference]
    assert opened(other, at).person.leads_to == kept.reference


def test_taken_apart_each_record_is_what_it_was(at):
    kept, other = somebody(at), somebody(at, given="Roo")
    add_name(person=other.pk, given="Red", family="", kind="nickname", by=asking(Role.INVESTIGATOR), at=at)
    merge(kept, other, at)
    unmerge_people(person=other.pk, reason="Two sisters after all.", by=asking(Role.INVESTIGATOR), at=at)
    assert opened(kept, at).names == ()
    assert [one.given for one in opened(other, at).names] == ["Red"]
    with pytest.raises(NotAllowed, match="not combined"):
        unmerge_people(person=other.pk, reason="Two sisters after all.", by=asking(Role.INVESTIGATOR), at=at)


def test_nothing_is_written_on_a_record_that_leads_to_another(at):
    kept, other = somebody(at), somebody(at, given="Roo")
    merge(kept, other, at)
    with pytest.raises(NotAllowed, match="combined with another"):
        add_name(person=other.pk, given="Red", family="", kind="alias", by=asking(Role.INVESTIGATOR), at=at)


@pytest.mark.parametrize("which", ["survivor", "other"])
def test_a_restriction_on_either_holds_both_for_everybody_else(which, at):
    kept, other = somebody(at), somebody(at, given="Roo")
    held = kept if which == "survivor" else other
    restrict_person(
        person=held.pk, kind=RestrictionKind.ONLINE_CHILD_ABUSE, reason="The unit's own.", by=asking(Role.POLIT), at=at
    )
    merge(kept, other, at, role=Role.POLIT)
    for one in (kept, other):
        with pytest.raises(NoSuchRecord):
            opened(one, at, role=Role.SUPERVISOR)
    assert opened(kept, at, role=Role.POLIT).merged
    assert wrong_markings() == []


def test_a_record_that_may_not_be_seen_cannot_be_combined_and_is_answered_like_one_not_there(at):
    kept, other = somebody(at), somebody(at, given="Roo")
    restrict_person(
        person=other.pk, kind=RestrictionKind.ONLINE_CHILD_ABUSE, reason="The unit's own.", by=asking(Role.POLIT), at=at
    )
    with pytest.raises(NotAllowed, match="no person with that reference"):
        merge(kept, other, at)
    with pytest.raises(NotAllowed, match="no person with that reference"):
        merge_people(survivor=kept.pk, other="P999", reason=REASON, by=asking(Role.INVESTIGATOR), at=at)


def test_what_is_sealed_of_either_stays_sealed_after_combining(at):
    held = protected_victim(at)
    kept = somebody(at)
    merge(kept, held.victim, at)
    found = opened(kept, at)
    assert found.addresses == ()
    assert found.contacts == ()
    assert leaks_in(str(found)) == []
    shown = open_incident(reference=held.taken.incident, purpose="Looking", by=asking(Role.INVESTIGATOR), at=at)
    assert leaks_in(str(shown)) == []
    seen = opened(kept, at, role=Role.VULNERABILITY_DESK)
    assert leaks_in(str(seen)), "whoever has need sees both records' details"


def test_words_about_the_survivor_are_masked_by_the_seals_of_the_record_combined_into_it(at):
    held = protected_victim(at)
    kept = somebody(at)
    by = asking(Role.VULNERABILITY_DESK)
    vehicle = add_vehicle(registration="AB12 CDE", kind="car", by=by, at=at)
    words = "Parked at 17 Marigold Wharf."
    link_records(start=kept.reference, to=vehicle, kind="keeper", source="seen", words=words, by=by, at=at)
    assert "Marigold" in str(opened(kept, at).links)
    merge(kept, held.victim, at)
    assert leaks_in(str(opened(kept, at).links)) == []


def test_whoever_is_connected_with_the_survivor_of_the_suspect_is_closed_out(at):
    held = protected_victim(at)
    real = somebody(at, given="Carl", family="Dace")
    merge(real, held.suspect, at)
    cousin = asking(Role.VULNERABILITY_DESK)
    declare_connection(person=real.reference, nature="His cousin.", by=cousin, at=at)
    assert leaks_in(str(opened(held.victim, at, role=Role.VULNERABILITY_DESK))) == []


def test_two_with_a_seal_between_them_are_never_one(at):
    held = protected_victim(at)
    with pytest.raises(NotAllowed, match="sealed against"):
        merge(held.victim, held.suspect, at)
    with pytest.raises(NotAllowed, match="sealed against"):
        merge(held.suspect, held.victim, at)


def test_the_victim_of_a_crime_and_whoever_is_suspected_of_it_are_never_one(at):
    crime = recorded(at)
    victim, suspect = crime.victim, the_suspect(crime).person
    for survivor, other in ((victim, suspect), (suspect, victim)):
        with pytest.raises(NotAllowed) as refused:
            merge(survivor, other, at)
        assert [one.code for one in refused.value.reasons] == ["merging.victim-and-suspect"]
    # By a further record of either, too.
    again = somebody(at, given="Roo")
    merge(victim, again, at)
    with pytest.raises(NotAllowed, match="suspected of it"):
        merge(victim, suspect, at)


def test_the_victim_and_somebody_eliminated_or_of_another_crime_may_be_one(at):
    crime, other = recorded(at), recorded(at)
    by = asking(Role.DETECTIVE)
    eliminated = the_suspect(crime)
    give(crime, Role.DETECTIVE, at + HOUR)
    move_suspect(
        suspect=eliminated.pk,
        to_status=SuspectStatus.ELIMINATED,
        words="She rang about herself.",
        reference="MG11/5",
        by=by,
        at=at + 2 * HOUR,
    )
    merge(crime.victim, eliminated.person, at + 3 * HOUR)
    merge(other.victim, somebody(at), at + 3 * HOUR)
    assert Person.objects.filter(merged_into=crime.victim).count() == 1


def test_no_safe_route_on_one_record_ends_the_route_of_the_other(at):
    kept, other = somebody(at), somebody(at, given="Roo")
    merge(kept, other, at)
    by = asking(Role.VULNERABILITY_DESK)
    confirm_safe_route(person=other.pk, route=RouteDetails(way=Way.NONE, reason="He reads all."), by=by, at=at)
    with looking(at=at) as w:
        route = current_route(w, kept.pk)
    assert route is not None
    assert route.way == "none"


def test_a_third_record_joins_the_same_person(at):
    first, second, third = somebody(at), somebody(at, given="Roo"), somebody(at, given="Ruthie")
    merge(second, third, at)
    merge(first, second, at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(t ORDER BY t) FROM same_person(%s) AS t", [third.pk])
        assert cursor.fetchone()[0] == sorted([first.pk, second.pk, third.pk])
    with pytest.raises(NotAllowed, match="combined with another already"):
        merge(first, third, at)


def test_who_may_not_keep_people_combines_nothing(at):
    kept, other = somebody(at), somebody(at, given="Roo")
    for act, what in (
        (merge_people, {"survivor": kept.pk, "other": other.reference}),
        (unmerge_people, {"person": kept.pk}),
    ):
        with pytest.raises(NotPermitted):
            act(**what, reason=REASON, by=asking(Role.AUDITOR), at=at)
