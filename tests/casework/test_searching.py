"""Searching people: what is found, why, what is journalled, and what must never be."""

from datetime import date

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.contact import take_call
from constabulary.casework.people import PersonDetails, PlaceDetails
from constabulary.casework.person_keys import count_common_keys, keep_person_keys
from constabulary.casework.restrictions import restrict_person
from constabulary.casework.searching import PersonAsked, look_up_call, search_people
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.records.models import CommonKey, JournalEntry, Person, PersonKeys, PersonName
from constabulary.records.queries import people_found
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.queries.people_found import places_like
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.calls import shoplifting
from tests.factories.protection import HOME, LINE, POSTCODE, TELEPHONE, protected_victim

pytestmark = pytest.mark.django_db
PLACE = PlaceDetails(line="36 Sefton Road", locality="Penley", postcode="ZZ1 1AA")


def known(at, given, family, born_on=None, **details) -> Person:
    """Someone on record after a call."""
    caller = PersonDetails(given=given, family=family, born_on=born_on, **details)
    take_call(call=shoplifting(at, caller=caller, place=PLACE), by=asking(Role.CONTACT_HANDLER), at=at)
    return Person.objects.order_by("-id").filter(given=given, family=family)[0]


def found(at, by=None, **asked):
    by = by or asking(Role.CONTACT_HANDLER)
    return search_people(asked=PersonAsked(**asked), purpose="Testing", by=by, at=at).matches


def codes(match) -> set[str]:
    return {one.code.removeprefix("match.") for one in match.reasons}


@pytest.mark.parametrize(
    ("asked", "because"),
    [
        pytest.param({"given": "Katherine", "family": "Shepherd"}, "same-name", id="as on record"),
        pytest.param({"given": "Kathrine", "family": "Sheperd"}, "sounds-alike", id="misspelt"),
        pytest.param({"given": "Kate", "family": "Shepherd"}, "other-form", id="nickname"),
        pytest.param({"given": "Shepherd", "family": "Katherine"}, "wrong-way-round", id="wrong way round"),
        pytest.param({"family": "Shepherd", "born_on": date(1985, 4, 3)}, "birth-swapped", id="day and month swapped"),
        pytest.param({"family": "Shepherd", "born_on": date(1986, 3, 4)}, "birth-near", id="year off by one"),
        pytest.param({"given": "K", "family": "Shepherd", "born_in": 1985}, "begins-alike", id="initial and year"),
        pytest.param({"telephone": "+44 7700 900123"}, "same-telephone", id="telephone"),
        pytest.param({"address": "36 sefton rd penley"}, "same-address", id="address"),
    ],
)
def test_someone_is_found_and_it_is_said_why(at, asked, because):
    person = known(at, "Katherine", "Shepherd", date(1985, 3, 4), telephone="07700 900123", address=PLACE)
    matches = found(at, **asked)
    assert matches[0].person.id == person.id
    assert because in codes(matches[0])


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"address": "36 Nowhere Lane", "locality": "Penley"}, id="the same number in the town"),
        pytest.param({"address": "36 Nowhere Lane, Penley"}, id="in one line"),
        pytest.param({"address": "38 Sefton Road", "postcode": "ZZ1 1AA"}, id="a neighbour"),
    ],
)
def test_nobody_is_said_to_be_at_an_address_who_is_elsewhere(at, asked):
    known(at, "Katherine", "Shepherd", address=PLACE)
    assert found(at, **asked) == ()
    named = found(at, given="Katherine", family="Shepherd", **asked)
    assert [codes(one) for one in named] == [{"same-name"}]


def test_an_alias_and_a_merged_record_lead_to_the_person(at):
    person, other = known(at, "Ruth", "Anders", date(1980, 1, 2)), known(at, "Ruthie", "Quill", date(1980, 1, 2))
    by = system_officer()
    say_who_asks(by)
    with writing(by=by, at=at, purpose="Testing") as w:
        row = w.lock(Person, person.id)
        w.entry(EntryKind.CONTACT_RECORDED, subject=row)
        w.insert(
            PersonName(person_id=row.id, kind="former", given="Ruth", family="Osgood", noted_at=at, noted_by_id=by.id)
        )
        keep_person_keys(w, row)
        w.update(w.lock(Person, other.id), merged_into_id=row.id)
    by_alias = found(at, given="Ruth", family="Osgood")
    assert [one.person.id for one in by_alias][:1] == [person.id]
    assert "also-known-as" in codes(by_alias[0])
    by_merged = found(at, given="Ruthie", family="Quill")
    assert [one.person.id for one in by_merged] == [person.id]


def test_whoever_lives_with_a_strong_match_is_shown_as_that(at):
    person = known(at, "Katherine", "Shepherd", date(1985, 3, 4), address=PLACE)
    home = PlaceDetails(reference=Person.objects.raw(
        "SELECT p.id, l.reference AS place FROM person p JOIN person_address a ON a.person_id = p.id "
        "JOIN place l ON l.id = a.place_id WHERE p.id = %s", [person.id])[0].place)  # fmt: skip
    beside = known(at, "Zbigniew", "Okonkwo", address=home)
    matches = found(at, given="Katherine", family="Shepherd", born_on=date(1985, 3, 4))
    shared = next(one for one in matches if one.person.id == beside.id)
    assert codes(shared) == {"lives-with"}
    assert shared.with_person == "Katherine Shepherd"


def test_a_search_is_journalled_with_everyone_it_showed(at):
    person = known(at, "Katherine", "Shepherd")
    found(at, given="Katherine", family="Shepherd")
    entry = JournalEntry.objects.filter(kind=EntryKind.READ_PEOPLE_FOUND.value).order_by("-id")[0]
    assert person.id in entry.rows
    assert entry.purpose == "Testing"


def test_keys_that_hundreds_share_are_asked_for_only_where_they_are_of_the_name_as_typed(at):
    person = known(at, "Katherine", "Shepherd", date(1985, 3, 4))
    assert person.id in [one.person.id for one in found(at, given="Kate", family="Shepherd")]
    kept = PersonKeys.objects.get(person_id=person.id).keys
    CommonKey.objects.bulk_create([CommonKey(key=key, people=300) for key in kept])
    assert found(at, given="Kate", family="Shepherd") == ()
    assert [one.person.id for one in found(at, given="Katherine", family="Shepherd")] == [person.id]
    assert [one.person.id for one in found(at, given="Catherine", family="Sheperd")] == [person.id]
    assert [one.person.id for one in found(at, family="Shepherd")] == [person.id]


def test_the_keys_that_many_share_are_counted_of_everyone_and_anew(at, monkeypatch):
    monkeypatch.setattr(people_found, "EACH", 1)
    two = [known(at, "Katherine", "Shepherd", born) for born in (date(1985, 3, 4), date(1991, 7, 8))]
    known(at, "Zbigniew", "Okonkwo")
    say_who_asks(asking(Role.PLANNER))
    shared = set.intersection(*(set(PersonKeys.objects.get(person_id=one.id).keys) for one in two))
    assert shared
    for _ in range(2):
        assert count_common_keys(by=system_officer(), at=at) == len(shared)
        assert dict(CommonKey.objects.values_list("key", "people")) == dict.fromkeys(shared, 2)
    monkeypatch.setattr(people_found, "EACH", 2)
    assert count_common_keys(by=system_officer(), at=at) == 0
    assert not CommonKey.objects.exists()


def test_too_little_finds_nobody_and_those_without_the_permission_may_not_search(at):
    known(at, "Katherine", "Shepherd")
    assert found(at, given="K") == ()
    with pytest.raises(NotPermitted):
        found(at, by=asking(Role.PLANNER), given="Katherine")


@pytest.mark.parametrize("role", [Role.CONTACT_HANDLER, Role.DETECTIVE], ids=str)
@pytest.mark.parametrize(
    "asked",
    [{"telephone": TELEPHONE}, {"address": LINE}, {"address": f"{LINE}, {POSTCODE}"}, {"postcode": POSTCODE}],
    ids=["telephone", "line", "line and postcode", "postcode"],
)
def test_nobody_is_found_by_what_is_sealed(at, role, asked):
    held = protected_victim(at)
    assert held.victim.id not in [one.person.id for one in found(at, by=asking(role), **asked)]
    seen = look_up_call(
        asked=PersonAsked(**asked), person="", place="", purpose="Testing", by=asking(Role.CONTACT_HANDLER), at=at
    )
    assert seen.people == ()
    assert seen.holders.shown == ()
    assert seen.holders.count == 0
    assert seen.places == ()


def test_someone_at_a_sealed_address_is_not_shown_beside_the_victim_except_to_those_with_need(at):
    held = protected_victim(at)
    beside = known(at, "Walter", "Plumb", address=HOME)
    asked = {"given": "Ruth", "family": "Marlow"}
    shown = found(at, by=asking(Role.CONTACT_HANDLER), **asked)
    assert held.victim.id in [one.person.id for one in shown]
    assert beside.id not in [one.person.id for one in shown]
    assert all(one.person.addresses == () for one in shown)


def test_a_restricted_person_is_found_only_by_those_with_access(at):
    person = known(at, "Katherine", "Shepherd", date(1985, 3, 4))
    by = asking(Role.DETECTIVE)
    restrict_person(person=person.id, kind=RestrictionKind.CHILD, reason="A witness at risk.", by=by, at=at)
    asked = {"given": "Katherine", "family": "Shepherd", "born_on": date(1985, 3, 4)}
    assert found(at, by=asking(Role.CONTACT_HANDLER), **asked) == ()
    assert person.id in [one.person.id for one in found(at, by=asking(Role.DETECTIVE), **asked)]


def test_a_call_shows_the_repeats_of_the_chosen_caller(at):
    person = known(at, "Katherine", "Shepherd", date(1985, 3, 4))
    seen = look_up_call(
        asked=PersonAsked(given="Kate", family="Shepherd"), person=person.reference, place="", purpose="Answering",
        by=asking(Role.CONTACT_HANDLER), at=at,
    )  # fmt: skip
    assert seen.caller is not None
    assert seen.caller.incidents == 1
    assert len(seen.repeats) == 1


def test_places_are_offered_exact_first_each_once_and_nothing_far_fetched(at):
    lines = ("39 Heron Bottom", "39 Heron Bottom", "41 Heron Bottom", "39 Medlar Bottom")
    for line in lines:
        call = shoplifting(at, place=PlaceDetails(line=line, locality="Tolling", postcode="ZZ1 4LR"))
        take_call(call=call, by=asking(Role.CONTACT_HANDLER), at=at)

    def offered(**asked) -> list[str]:
        seen = look_up_call(
            asked=PersonAsked(**asked), person="", place="", purpose="Testing", by=asking(Role.CONTACT_HANDLER), at=at
        )
        return [one.line for one in seen.places]

    assert offered(address="39 heron bottom") == ["39 Heron Bottom"]
    assert offered(address="39 Herron Bottom") == ["39 Heron Bottom"]
    assert sorted(offered(address="Heron Bottom")) == ["39 Heron Bottom", "41 Heron Bottom"]
    assert offered(address="39 Otter Bottom") == []
    assert len(offered(postcode="zz14lr")) == 3


def test_a_street_misspelt_without_a_number_and_a_name_alone_are_found(at):
    lines = ("39 Heron Bottom", "41 Heron Bottom", "The Mermaid, 3 Quay Lane", "17 Mermaid Street", "9 Otter Hill")
    for line in lines:
        call = shoplifting(at, place=PlaceDetails(line=line, locality="Tolling", postcode="ZZ1 4LR"))
        take_call(call=call, by=asking(Role.CONTACT_HANDLER), at=at)

    def offered(typed: str) -> list[str]:
        seen = look_up_call(
            asked=PersonAsked(address=typed),
            person="",
            place="",
            purpose="Testing",
            by=asking(Role.CONTACT_HANDLER),
            at=at,
        )
        return [one.line for one in seen.places]

    for typed in ("Herron Botom", "heren bottom", "Heron Btotom", "heron"):
        assert sorted(offered(typed)) == ["39 Heron Bottom", "41 Heron Bottom"], typed
    for typed in ("The Mermaid", "the mermiad", "Mermaid"):
        assert offered(typed)[0] == "The Mermaid, 3 Quay Lane" or typed == "Mermaid", typed
        assert "The Mermaid, 3 Quay Lane" in offered(typed), typed
    assert offered("mermaid street")[0] == "17 Mermaid Street"
    assert offered("Kestrel Mount") == []


@pytest.mark.parametrize("typed", ["Marigold", "marigld wharf", "Wharf", "marrigold"])
def test_a_sealed_address_is_not_found_by_a_part_of_it_however_it_is_spelt(at, typed):
    protected_victim(at)
    asked = PersonAsked(address=typed)
    seen = look_up_call(asked=asked, person="", place="", purpose="Testing", by=asking(Role.CONTACT_HANDLER), at=at)
    assert (seen.people, seen.places) == ((), ())
    with_need = asking(Role.VULNERABILITY_DESK)
    assert places_like(typed, "", "", most=6), with_need


@pytest.mark.parametrize(
    ("family", "typed", "because"),
    [
        pytest.param("Maguinness", "McGuinness", "spelt-alike", id="Mac and Ma"),
        pytest.param("Maguinness", "Mac Guiness", "spelt-alike", id="written apart, a letter less"),
        pytest.param("Harker", "Barker", "spelt-alike", id="another beginning"),
        pytest.param("Winters", "Minters", "spelt-alike", id="a slip of the key"),
        pytest.param("Penrose", "Perose", "spelt-alike", id="a letter left out"),
    ],
)
def test_a_surname_alone_is_found_by_its_spelling_too_behind_those_who_have_it(at, family, typed, because):
    alike = known(at, "Ruth", family)
    same = known(at, "Ann", typed)
    matches = found(at, family=typed)
    assert [one.person.id for one in matches] == [same.id, alike.id]
    assert matches[0].score > matches[1].score
    assert because in codes(matches[1])
    assert not found(at, family="Zzyzx")
