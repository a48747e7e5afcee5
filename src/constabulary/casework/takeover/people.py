"""People taken over: the very same are taken as one with the record there, those perhaps the same go before a person."""

from decimal import Decimal

from constabulary.casework.people import PersonDetails, find_or_add_person, find_or_add_place, note_home
from constabulary.casework.person_keys import keep_person_keys
from constabulary.casework.references import person_reference
from constabulary.casework.rulebooks import rulebook_for
from constabulary.casework.seal_making import seal_details
from constabulary.casework.takeover.batch import Batch, Became, Fresh
from constabulary.policing.people.details import normalise_telephone
from constabulary.policing.people.matching import Asked, Match, assess_match
from constabulary.policing.people.matching import Known as KnownPerson
from constabulary.policing.takeover.identity import Identity, are_the_same
from constabulary.policing.takeover.ledger import Fate
from constabulary.records.models import ContactPoint, Person, PersonAddress, TakeoverLikeness
from constabulary.records.queries.takeover_rows import SomebodyThere, people_born_on
from constabulary.records.writing import Writing
from constabulary.standards.dated import Standard
from constabulary.standards.person_search import PERSON_SEARCH, other_forms
from constabulary.standards.rulebook import Moments
from constabulary.standards.takeover import LIKELY_SAME


def prepare_people(batch: Batch, rows: list[Fresh]) -> None:
    """Find everybody on record who was born on a day that a row names."""
    batch.found["people"] = people_born_on(one.said["born_on"] for one in rows if one.said["born_on"])


def identity_of(row: Fresh) -> Identity:
    """Who a row says somebody is."""
    said = row.said
    return Identity(
        given=said["given"], family=said["family"], born_on=said["born_on"],
        is_protected=bool(said["restricted_as"] or said["sealed_because"]),
        telephones=[normalise_telephone(said["telephone"])] if said["telephone"] else (),
        homes=[(said["address_line"], said["address_postcode"])] if said["address_line"] else (),
    )  # fmt: skip


def _identity(there: SomebodyThere) -> Identity:
    return Identity(
        given=there.given, family=there.family, born_on=there.born_on, is_estimated=there.is_estimated,
        is_protected=there.is_protected, telephones=there.telephones, homes=there.homes,
    )  # fmt: skip


def store_person(w: Writing, batch: Batch, row: Fresh) -> Became:
    """Add a person, or take the record that is of the very same one."""
    who = identity_of(row)
    near: list[SomebodyThere] = [one for one in batch.found["people"] if one.born_on == row.said["born_on"]]
    same = next((one for one in near if are_the_same(who, _identity(one))), None)
    if same is not None:
        person = next(iter(w.find(Person, id=same.id)))
        batch.entry(w, row, person)
        _add_details(w, batch, row, person)
        return Became(fate=Fate.MERGED, record="person", row=person.id, reference=person.reference, person=person.id)
    person = _add(w, batch, row)
    _propose(w, batch, row, person, near)
    batch.found["people"].append(
        SomebodyThere(
            id=person.id, reference=person.reference, given=who.given, family=who.family, born_on=row.said["born_on"],
            is_estimated=False, is_protected=who.is_protected, telephones=frozenset(who.telephones),
            homes=frozenset(who.homes),
        )
    )  # fmt: skip
    return Became(fate=Fate.STORED, record="person", row=person.id, reference=person.reference, person=person.id)


def _add(w: Writing, batch: Batch, row: Fresh) -> Person:
    said = row.said
    named = {name: said[name] for name in ("given", "family", "born_on")} | {"sex": said["sex"] or "not_known"}
    if row.reference in batch.containers:
        person = w.lock(Person, batch.containers[row.reference])
        batch.entry(w, row, person)
        w.update(person, **named)
    else:
        number = w.new_id()
        person = Person(id=number, reference=person_reference(number), **named)
        batch.entry(w, row, person)
        w.insert(person)
    keep_person_keys(w, person)
    _add_details(w, batch, row, person)
    return person


def _add_details(w: Writing, batch: Batch, row: Fresh, person: Person) -> None:
    if row.said["telephone"]:
        find_or_add_person(w, PersonDetails(reference=person.reference, telephone=row.said["telephone"]))
    details = batch.place(w, row.said)
    if details is None:
        return
    there = [
        place for place in batch.found["people"] if place.id == person.id
        and (row.said["address_line"], row.said["address_postcode"].upper()) in place.homes
    ]  # fmt: skip
    if not there:
        place = find_or_add_place(w, details)
        batch.remember_place(row.said, place)
        note_home(w, person, place)


def _propose(w: Writing, batch: Batch, row: Fresh, person: Person, near: list[SomebodyThere]) -> None:
    """Put whoever is perhaps the same before a person; nobody protected, of whom that would tell."""
    if identity_of(row).is_protected:
        return
    standard = rulebook_for(w, Moments(decision=w.at))[LIKELY_SAME]
    for there in near:
        if there.is_protected:
            continue
        match = _match(w, row, there)
        if match.score >= standard.value:
            _note(w, batch, person, there, match, standard)


def _match(w: Writing, row: Fresh, there: SomebodyThere) -> Match:
    said = row.said
    rulebook = rulebook_for(w, Moments(decision=w.at))
    asked = Asked(given=said["given"], family=said["family"], born_on=said["born_on"])
    known = KnownPerson(names=((there.given, there.family, False),), born_on=there.born_on)
    return assess_match(asked, known, forms=other_forms(), weights=rulebook[PERSON_SEARCH].value)


def _note(
    w: Writing, batch: Batch, person: Person, there: SomebodyThere, match: Match, standard: Standard[float]
) -> None:
    w.insert(
        TakeoverLikeness(
            id=w.new_id(), takeover_id=batch.takeover.id, person_id=person.id, other_id=there.id,
            score=Decimal(str(match.score)), reasons=[one.code for one in match.reasons], edition=standard.edition,
            found_at=w.at,
        )
    )  # fmt: skip


def seal_person(batch: Batch, row: Fresh, person: int, details: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    """Seal what a row says is sealed, in the same transaction in which it is stored."""
    against = batch.link("people", row.said["sealed_against"]) or batch.became.get(row.said["sealed_against"])
    addresses, numbers = details
    seal_details(
        person=person, reason=row.said["sealed_because"], against=against.reference if against else "",
        addresses=addresses, contact_points=numbers, by=batch.by, at=batch.at,
    )  # fmt: skip


def details_to_seal(w: Writing, person: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The numbers of somebody's addresses and contact details."""
    return (
        tuple(one.id for one in w.find(PersonAddress, person_id=person)),
        tuple(one.id for one in w.find(ContactPoint, person_id=person)),
    )
