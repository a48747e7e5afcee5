"""Searching people and places, and what is known at a call; each answer is journalled with everyone it shows.

One ranked answer with its reasons: people whose names, dates, telephone or address fit, and those who share a strong
match's address. Nobody whom the asker may not see appears, and no sealed address or number leads to anyone.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime

from constabulary.access.officers import Officer, check_may, may
from constabulary.access.permissions import Permission
from constabulary.casework.people import normalise_telephone
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.decisions import Reason
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.people.keys import keys_asked, keys_asked_of_place, spelt_keys_asked
from constabulary.policing.people.matching import LIVES_WITH, SAME_TELEPHONE, Asked, Known, Match, assess_match
from constabulary.policing.people.ordering import order_holders
from constabulary.records.journal import write_reading
from constabulary.records.queries.danger import StandingRisk, risks_of, warnings_near
from constabulary.records.queries.known import WarningView
from constabulary.records.queries.people import person_by_reference
from constabulary.records.queries.people_found import (
    HOLDERS,
    EarlierIncident,
    PersonFound,
    PlaceFound,
    earlier_incidents,
    names_of,
    narrow_people,
    people_at,
    people_found,
    people_with_telephone,
    places_at_address,
    places_found,
    places_like,
    places_of,
    strongest,
    weigh_places,
)
from constabulary.records.queries.together import ask_together
from constabulary.standards.people import REPEATS_WITHIN
from constabulary.standards.person_search import PERSON_SEARCH, SearchWeights, other_forms
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value

CANDIDATES = 60
FEWEST_DIGITS = 6
#: How many of a list are shown beside a call before all are asked for: whoever speaks to a caller reads no more.
AT_A_GLANCE = 6
#: How many places fit an address at most, and how many of the latest incidents there are shown.
PLACES, MOST_INCIDENTS = 6, 12


@value
class PersonAsked:
    """Whoever is looked for, as typed: a date of birth or only its year, a telephone number, words of an address."""

    given: str = ""
    family: str = ""
    born_on: date | None = None
    born_in: int | None = None
    telephone: str = ""
    address: str = ""
    locality: str = ""
    postcode: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is too little to look for."""
        digits = normalise_telephone(self.telephone)
        letters = len(f"{self.given}{self.family}".strip())
        return letters < 2 and len(digits) < FEWEST_DIGITS and not (self.address.strip() or self.postcode.strip())


@value
class PersonMatch:
    """Someone shown, how well they fit and why; `with_person` names the match whose address they share."""

    person: PersonFound
    score: float
    reasons: tuple[Reason, ...]
    with_person: str = ""


@value
class PeopleFound:
    """The answer of a search, best first; those at a strong match's address after them.

    For an address also the places that fit it and the latest incidents there, for those who may see incidents.
    """

    matches: tuple[PersonMatch, ...]
    edition: str
    places: tuple[PlaceFound, ...] = ()
    incidents: tuple[EarlierIncident, ...] = ()


@value
class Holders:
    """Others who have the number that was typed, riskiest and latest first: those shown, and how many there are.

    `latest` holds by person when they last were in an incident; `is_cut` says that there may be more than counted.
    """

    shown: tuple[PersonMatch, ...] = ()
    count: int = 0
    latest: Mapping[int, datetime | None] = field(default_factory=dict)
    is_cut: bool = False


@value
class KnownAtCall:
    """What is known of a caller and a place while the call is on, with the incidents of the last months.

    `people` fit what was typed best, of `fitting` who fit; `holders` are the others who have the number, whatever name
    was typed. By number of person or place: the risk grade that stands, for those who may assess risk, and the warnings
    in force.
    """

    people: tuple[PersonMatch, ...]
    fitting: int
    holders: Holders
    places: tuple[PlaceFound, ...]
    caller: PersonFound | None
    place: PlaceFound | None
    repeats: tuple[EarlierIncident, ...]
    months: int
    risks: Mapping[int, StandingRisk]
    warnings: Mapping[int, tuple[WarningView, ...]]

    @property
    def has_anything(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.people or self.holders.shown or self.places or self.repeats or self.caller or self.place)


def search_people(*, asked: PersonAsked, purpose: str, by: Officer, at: datetime) -> PeopleFound:
    """Look for someone. Raises NotPermitted."""
    check_may(by, Permission.SEARCH_PEOPLE)
    rulebook = read_rulebook(Moments(decision=at))
    standard = rulebook[PERSON_SEARCH]
    since = at - rulebook[REPEATS_WITHIN].value
    weighed = _places_asked(asked)
    matches = matches_of(asked, standard.value, since=since, weighed=weighed)
    near = (
        places_like(asked.address, asked.locality, asked.postcode, most=PLACES, weighed=weighed)
        if asked.address.strip()
        else []
    )
    places = tuple(places_found(near, since=since))
    incidents = tuple(
        one
        for place in (places if may(by, Permission.SEE_INCIDENTS) else ())
        for one in earlier_incidents(person=None, place=place.id, since=since, most=PLACES)
    )
    latest = tuple(sorted(incidents, key=lambda one: one.reported_at, reverse=True))[:MOST_INCIDENTS]
    _journal("people found", matches, (*places, *latest), purpose, by, at)
    return PeopleFound(matches=matches, edition=standard.edition, places=places, incidents=latest)


def look_up_call(
    *, asked: PersonAsked, person: str, place: str, purpose: str, by: Officer, at: datetime, all_holders: bool = False
) -> KnownAtCall:
    """What is known of a caller and a place: matches while neither is chosen, repeats of those that are (by reference).

    Whoever has the number that was typed is among it, whatever name was typed: at a glance, or with `all_holders` all of
    them. Raises NotPermitted.
    """
    check_may(by, Permission.TAKE_CALLS)
    check_may(by, Permission.SEARCH_PEOPLE)
    rulebook = read_rulebook(Moments(decision=at))
    within = rulebook[REPEATS_WITHIN].value
    since = at - within
    months = round(within.days * 12 / 365)
    weighed = _places_asked(asked)
    found = matches_of(asked, rulebook[PERSON_SEARCH].value, since=since, weighed=weighed)
    people, fitting, holders = _people_at_call(
        asked, found, by=by, since=since, most=HOLDERS if all_holders else AT_A_GLANCE
    )
    shown_so_far = {one.person.reference for one in (*people, *holders.shown)}
    if person and person not in shown_so_far:
        people = (*_chosen(person, since=since), *people)
    matches = (*people, *holders.shown)
    near = places_like(asked.address, asked.locality, asked.postcode, most=6, weighed=weighed)
    places = tuple(places_found(near, since=since))
    caller = next((one.person for one in matches if one.person.reference == person), None) if person else None
    chosen = next((one for one in places if one.reference == place), None) if place else None
    repeats = tuple(
        earlier_incidents(
            person=caller.id if caller else None, place=chosen.id if chosen else None, since=since, most=5
        )
    )
    shown = [one.person.id for one in matches]
    risks = risks_of.later(shown if may(by, Permission.ASSESS_RISK) else ())
    warnings = warnings_near.later(shown, [one.id for one in places])
    ask_together(risks, warnings)
    warned = [one for near in warnings.answer.values() for one in near]
    _journal("call being taken", matches, (*places, *repeats, *risks.answer.values(), *warned), purpose, by, at)
    return KnownAtCall(
        people=people, fitting=fitting, holders=holders, places=places, caller=caller, place=chosen, repeats=repeats,
        months=months, risks=risks.answer, warnings=warnings.answer,
    )  # fmt: skip


def _people_at_call(
    asked: PersonAsked, found: tuple[PersonMatch, ...], *, by: Officer, since: datetime, most: int
) -> tuple[tuple[PersonMatch, ...], int, Holders]:
    """Those who fit best, and the others who have the number; where no name was typed, nobody fits by the number alone."""
    digits = normalise_telephone(asked.telephone)
    latest = people_with_telephone(digits) if len(digits) >= FEWEST_DIGITS else {}
    named = bool(f"{asked.given}{asked.family}".strip() or asked.born_on or asked.born_in)
    fitting = [one for one in found if named or one.person.id not in latest]
    people = tuple(fitting[:AT_A_GLANCE])
    there = {one.person.id for one in people}
    others = [one for one in latest if one not in there]
    # The riskiest are looked for among all of them, and only those shown are told and journalled.
    risks = risks_of(others) if others and may(by, Permission.ASSESS_RISK) else {}
    ordered = order_holders(others, grades={who: one.grade for who, one in risks.items()}, latest=latest)[:most]
    details = people_found(ordered, since=since)
    holders = Holders(
        shown=tuple(
            PersonMatch(person=details[one], score=0.0, reasons=(SAME_TELEPHONE,)) for one in ordered if one in details
        ),
        count=len(others),
        latest={one: latest[one] for one in ordered},
        is_cut=len(latest) == HOLDERS,
    )
    return people, len(fitting), holders


def _chosen(person: str, *, since: datetime) -> tuple[PersonMatch, ...]:
    """Whoever was chosen, where what was typed since leads to them no longer."""
    row = person_by_reference(person)
    chosen = people_found([row.id], since=since) if row else {}
    return tuple(PersonMatch(person=one, score=0.0, reasons=()) for one in chosen.values())


def _journal(
    subject: str, matches: tuple[PersonMatch, ...],
    others: tuple[PlaceFound | EarlierIncident | StandingRisk | WarningView, ...], purpose: str,
    by: Officer, at: datetime,
) -> None:  # fmt: skip
    write_reading(
        EntryKind.READ_PEOPLE_FOUND, subject=subject, subject_row=by.id, by=by, at=at, purpose=purpose,
        shown=[*(one.person.id for one in matches), *(one.id for one in others)],
    )  # fmt: skip


def _places_asked(asked: PersonAsked) -> list[tuple[int, float]]:
    """The places that share what was typed of an address, each with the weight of it."""
    return weigh_places(keys_asked_of_place(asked.address, asked.locality, asked.postcode))


def matches_of(
    asked: PersonAsked, weights: SearchWeights, *, since: datetime, weighed: list[tuple[int, float]] | None = None
) -> tuple[PersonMatch, ...]:
    """Whoever fits, best first, then those at a strong match's address; whoever calls it journals whom it shows.

    `weighed` are the places of the address, where they are known already.
    """
    if asked.is_empty:
        return ()
    digits = normalise_telephone(asked.telephone)
    weighed = _places_asked(asked) if weighed is None else weighed
    ranked = _ranked(asked, digits if len(digits) >= FEWEST_DIGITS else "", weights, weighed)
    best = [number for number, match in ranked if match.score >= weights.strong][:3]
    homes = people_at(places_of(best))
    shown = [number for number, _ in ranked]
    beside = _associates(best, homes, shown, weights)
    details = people_found([*shown, *beside], since=since)
    return (
        *(
            PersonMatch(person=details[number], score=match.score, reasons=match.reasons)
            for number, match in ranked
            if number in details
        ),
        *(
            PersonMatch(person=details[number], score=0.0, reasons=(LIVES_WITH,), with_person=details[other].name)
            for number, other in beside.items()
            if number in details and other in details
        ),
    )


def _ranked(
    asked: PersonAsked, digits: str, weights: SearchWeights, weighed: list[tuple[int, float]]
) -> list[tuple[int, Match]]:
    forms = other_forms()
    words = bool(asked.address.strip() or asked.postcode.strip())
    wanted = Asked(
        given=asked.given, family=asked.family, born_on=asked.born_on, born_in=asked.born_in, address=words,
        telephone=bool(digits),
    )  # fmt: skip
    with_telephone = people_with_telephone(digits) if digits else {}
    sharing = strongest(weighed, most=40) if words else []
    places = places_at_address(asked.address, asked.locality, asked.postcode, sharing)
    at_address = {person for people in people_at(places).values() for person in people}
    keys = keys_asked(asked.given, asked.family, born_on=asked.born_on, born_in=asked.born_in, forms=forms)
    # By spelling apart from sound: those who sound alike would leave those spelt alike no room among so many.
    spelt = narrow_people(spelt_keys_asked(asked.given, asked.family), most=CANDIDATES)
    candidates = {*narrow_people(keys, most=CANDIDATES), *spelt, *with_telephone, *at_address}
    names: dict[int, list[tuple[str, str, bool]]] = {}
    born: dict[int, date | None] = {}
    for one in names_of(candidates):
        names.setdefault(one.person, []).append((one.given, one.family, one.is_other))
        born[one.person] = one.born_on
    found = [
        (
            person,
            assess_match(
                wanted,
                Known(
                    names=tuple(known), born_on=born[person], at_address=person in at_address,
                    has_telephone=person in with_telephone,
                ),
                forms=forms, weights=weights,
            ),
        )
        for person, known in names.items()
    ]  # fmt: skip
    # Of those who fit alike, whoever rang or was in an incident last comes first.
    late = {person: place for place, person in enumerate(with_telephone)}
    found.sort(key=lambda one: (-one[1].score, late.get(one[0], len(late)), one[0]))
    return [(person, match) for person, match in found if match.score >= weights.least][: weights.most]


def _associates(
    best: list[int], homes: dict[int, set[int]], shown: list[int], weights: SearchWeights
) -> dict[int, int]:
    """Whoever shares a strong match's address, with the match; not where so many do that it says nothing."""
    beside: dict[int, int] = {}
    for people in homes.values():
        owners = [one for one in best if one in people]
        if owners and len(people) <= weights.crowd:
            beside |= {other: owners[0] for other in sorted(people) if other not in shown and other not in beside}
    return beside
