"""Confirming how a person can safely be reached, and ending a way that no longer is safe."""

from datetime import datetime, time

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.acknowledging import acknowledge_as_route_stands
from constabulary.casework.duties import find_open_duties, meet_duties, open_duties
from constabulary.casework.identity import numbers_of_one
from constabulary.casework.messages import meet_telephoning
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.people.details import find_reasons_against_contact, normalise_telephone
from constabulary.policing.protection.safe_route import (
    KIND_OF_CONTACT,
    MIDNIGHT,
    NEW_AND_CHOSEN,
    NEW_UNREADABLE,
    ConfirmedWith,
    Hours,
    RouteFacts,
    Way,
    find_duty_of_lost_route,
    find_reasons_against_ending_route,
    find_reasons_against_route,
    find_reasons_against_saying_who_answers,
)
from constabulary.records.models import (
    ContactPoint,
    Duty,
    Incident,
    IncidentPerson,
    Message,
    Person,
    PersonAddress,
    RecordLink,
    SafeRoute,
    Seal,
)
from constabulary.records.writing import Writing, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value


@value
class RouteDetails:
    """A route as agreed: by which way, to which telephone, e-mail or address, when, and with whom it was agreed."""

    way: Way
    contact_point: int | None = None
    address: int | None = None
    from_time: time | None = None
    until_time: time | None = None
    #: Day and night alike: no hours are given.
    any_time: bool = False
    code_word: str = ""
    may_name_police: bool = False
    trusted_person: str = ""
    #: A telephone number or e-mail address that is not noted for them yet.
    new_contact: str = ""
    confirmed_with: ConfirmedWith | None = None
    reason: str = ""


def confirm_safe_route(
    *, person: int, route: RouteDetails, by: Officer, at: datetime, incident: int | None = None
) -> int:
    """Record how a person can safely be reached, or that there is no way; returns the route's number.

    It takes the place of any earlier route, withdraws what waits to go by that one, and meets the incident's duty; where
    none is named that of every incident in which they are, unless as somebody complained of.
    """
    check_may(by, Permission.MANAGE_SAFE_ROUTES)
    with writing(by=by, at=at, purpose="Confirming a safe route") as w:
        row = w.lock(Person, person)
        about = w.lock(Incident, incident) if incident is not None else None
        contact, address = _where(w, row, route)
        fresh = _new_contact(w, row, route, is_chosen=contact is not None)
        contact = contact or fresh
        facts = _facts(w, row, route, contact, address)
        refuse_if(find_reasons_against_route(facts))
        hours = facts.hours
        w.entry(EntryKind.SAFE_ROUTE_CONFIRMED, subject=row, journey=about.journey_id if about else None)
        if fresh is not None and fresh.id is None:
            w.insert(fresh)
        _end_routes(w, row.id, ending="Another route was confirmed.")
        made = w.insert(
            SafeRoute(
                person_id=row.id,
                way=route.way.value,
                contact_point_id=contact.id if contact else None,
                address_id=address.id if address else None,
                from_time=hours.from_time if hours else None,
                until_time=hours.until_time if hours else None,
                may_name_police=route.may_name_police,
                code_word=route.code_word.strip(),
                trusted_person=route.trusted_person.strip() if route.way is Way.TRUSTED else "",
                confirmed_with=route.confirmed_with.value if route.confirmed_with else "",
                reason=route.reason.strip(),
                confirmed_at=at,
                confirmed_by_id=by.id,
            )
        )
        for one in (about,) if about is not None else _incidents_of(w, row):
            if _is_owed(w, one, row):
                meet_duties(w, find_open_duties(w, one.journey_id, DutyKind.CONFIRM_SAFE_ROUTE), at)
        if route.way is not Way.NONE:
            meet_telephoning(w, row.id)
        acknowledge_as_route_stands(w, row.id)
        return made.id


def _incidents_of(w: Writing, person: Person) -> list[Incident]:
    """Every incident in which this person has a part, as far as whoever acts may see it."""
    parts = [part for number in numbers_of_one(w, person.id) for part in w.find(IncidentPerson, person_id=number)]
    numbers = sorted({part.incident_id for part in parts})
    return [one for number in numbers for one in w.find(Incident, id=number)]


def _is_owed(w: Writing, incident: Incident, person: Person) -> bool:
    """Whether the incident's duty is for this person's safety: one of its people, and not somebody complained of."""
    theirs = numbers_of_one(w, person.id)
    roles = {one.role for one in w.find(IncidentPerson, incident_id=incident.id) if one.person_id in theirs}
    return bool(roles) and "suspect" not in roles


def is_route_seen_to(w: Writing, incident: Incident) -> bool:
    """Whether a safe route is due for an incident already, or was confirmed for it and still stands.

    A marker that becomes known later asks for no second one, whatever the first was opened by.
    """
    duties = w.find(Duty, journey_id=incident.journey_id, kind=DutyKind.CONFIRM_SAFE_ROUTE.value)
    if any(one.state == "open" for one in duties):
        return True
    parts = w.find(IncidentPerson, incident_id=incident.id)
    owed = {number for part in parts if part.role != "suspect" for number in numbers_of_one(w, part.person_id)}
    return any(one.state == "met" for one in duties) and any(
        w.find(SafeRoute, person_id=number, ended_at=None) for number in sorted(owed)
    )


def _where(w: Writing, person: Person, route: RouteDetails) -> tuple[ContactPoint | None, PersonAddress | None]:
    """What the route leads to, when it is this person's and of the kind the way needs."""
    if route.way is Way.NONE:
        return None, None
    theirs = numbers_of_one(w, person.id)
    contacts = [one for number in theirs for one in w.find(ContactPoint, person_id=number)]
    addresses = [one for number in theirs for one in w.find(PersonAddress, person_id=number)]
    contact = next((one for one in contacts if one.id == route.contact_point), None)
    address = next((one for one in addresses if one.id == route.address), None)
    return (None, address) if route.way is Way.LETTER else (contact, None)


def _new_contact(w: Writing, person: Person, route: RouteDetails, *, is_chosen: bool) -> ContactPoint | None:
    """The number or e-mail address that was typed: the one noted for them already, or a new one not yet kept."""
    typed = route.new_contact.strip()
    kind = KIND_OF_CONTACT.get(route.way, "")
    if not typed or not kind:
        return None
    refuse_if((NEW_AND_CHOSEN,) if is_chosen else ())
    refuse_if(tuple(NEW_UNREADABLE for _ in find_reasons_against_contact(value=typed, kind=kind, is_known=False))[:1])
    normalised = normalise_telephone(typed) if kind == "telephone" else typed.lower()
    for number in numbers_of_one(w, person.id):
        for known in w.find(ContactPoint, person_id=number, normalised=normalised, ended_at=None):
            return known
    return ContactPoint(
        person_id=person.id, kind=kind, value=typed, normalised=normalised, noted_at=w.at, noted_by_id=w.by.id
    )


def other_side_of(w: Writing, person: int) -> set[int]:
    """Everyone complained of in an incident of this person's, against whom something of theirs is sealed, or linked so.

    As far as whoever acts may see: what they may not see cannot be theirs to weigh.
    """
    theirs = set(numbers_of_one(w, person))
    incidents = {
        part.incident_id
        for number in theirs
        for part in w.find(IncidentPerson, person_id=number)
        if part.role != "suspect"
    }
    against = {
        part.person_id
        for incident in incidents
        for part in w.find(IncidentPerson, incident_id=incident)
        if part.role == "suspect"
    }
    against |= {
        seal.against_id
        for number in theirs
        for seal in w.find(Seal, person_id=number, lifted_at=None)
        if seal.against_id
    }
    against = {one for number in against for one in numbers_of_one(w, number)}
    linked = {
        end
        for number in against
        for link in (*w.find(RecordLink, from_person_id=number), *w.find(RecordLink, to_person_id=number))
        if link.ended_at is None
        for end in (link.from_person_id, link.to_person_id)
        if end is not None
    }
    return (against | {one for number in linked for one in numbers_of_one(w, number)}) - theirs


def _is_of_other_side(w: Writing, person: Person, contact: ContactPoint | None, address: PersonAddress | None) -> bool:
    """Whether the suspect, or somebody linked to them, has this number or lives at this address too."""
    if contact is None and address is None:
        return False
    others = other_side_of(w, person.id)
    if contact is not None:
        same = w.find(ContactPoint, normalised=contact.normalised, kind=contact.kind, ended_at=None)
        return any(one.person_id in others for one in same)
    day = local_day(w.at)
    lives = (
        [one for one in w.find(PersonAddress, place_id=address.place_id) if one.until_on is None or one.until_on > day]
        if address
        else []
    )
    return any(one.person_id in others for one in lives)


def _hours(route: RouteDetails) -> Hours | None:
    if route.way is Way.NONE:
        return None
    if route.any_time:
        return Hours(from_time=MIDNIGHT, until_time=MIDNIGHT)
    if route.from_time is None or route.until_time is None:
        return None
    return Hours(from_time=route.from_time, until_time=route.until_time)


def _facts(
    w: Writing, person: Person, route: RouteDetails, contact: ContactPoint | None, address: PersonAddress | None
) -> RouteFacts:
    ended = address is not None and address.until_on is not None and address.until_on <= local_day(w.at)
    return RouteFacts(
        way=route.way,
        contact_kind="address" if address else contact.kind if contact else "",
        contact_is_shared=contact is not None and contact.shared,
        contact_has_ended=ended or (contact is not None and contact.ended_at is not None),
        hours=_hours(route),
        hours_and_any_time=route.any_time and (route.from_time, route.until_time) != (None, None),
        confirmed_with=route.confirmed_with,
        reason=route.reason,
        trusted_person=route.trusted_person,
        is_of_other_side=_is_of_other_side(w, person, contact, address),
    )


def _end_routes(w: Writing, person: int, *, ending: str, contact_point: int | None = None) -> bool:
    ended = False
    theirs = numbers_of_one(w, person)
    for earlier in (one for number in theirs for one in w.find(SafeRoute, lock=True, person_id=number, ended_at=None)):
        if contact_point is None or earlier.contact_point_id == contact_point:
            end_route_in_act(w, earlier, ending=ending)
            ended = True
    return ended


def end_route_in_act(w: Writing, route: SafeRoute, *, ending: str) -> None:
    """End a route as part of an act; what waits to go by it is withdrawn."""
    w.update(route, ended_at=w.at, ended_by_id=w.by.id, ending=ending)
    for message in w.find(Message, lock=True, route_id=route.id, state="queued"):
        w.update(
            message, state="withdrawn", withdrawal="The safe route changed.", withdrawn_at=w.at, withdrawn_by_id=w.by.id
        )


def end_safe_route(*, route: int, reason: str, by: Officer, at: datetime, incident: int | None = None) -> None:
    """End a route that is no longer safe. With the incident it is heard in, confirming another is due from then on."""
    check_may(by, Permission.MANAGE_SAFE_ROUTES)
    with writing(by=by, at=at, purpose="Ending a safe route") as w:
        row = w.lock(SafeRoute, route)
        refuse_if(find_reasons_against_ending_route(reason=reason, has_ended=row.ended_at is not None))
        about = w.lock(Incident, incident) if incident is not None else None
        w.entry(
            EntryKind.SAFE_ROUTE_ENDED,
            subject=w.lock(Person, row.person_id),
            journey=about.journey_id if about else None,
        )
        end_route_in_act(w, row, ending=reason.strip())
        acknowledge_as_route_stands(w, row.person_id)
        if about is not None:
            _ask_again(w, about)


def mark_as_shared(*, contact_point: int, by: Officer, at: datetime, incident: int | None = None) -> None:
    """Note that somebody else answers or sees a contact detail: any route that leads there ends."""
    check_may(by, Permission.MANAGE_SAFE_ROUTES)
    with writing(by=by, at=at, purpose="Noting that somebody else sees a contact detail") as w:
        row = w.lock(ContactPoint, contact_point)
        about = w.lock(Incident, incident) if incident is not None else None
        w.entry(
            EntryKind.SAFE_ROUTE_ENDED,
            subject=w.lock(Person, row.person_id),
            journey=about.journey_id if about else None,
        )
        w.update(row, shared=True)
        ended = _end_routes(w, row.person_id, ending="Somebody else answers or sees it.", contact_point=row.id)
        acknowledge_as_route_stands(w, row.person_id)
        if ended and about is not None:
            _ask_again(w, about)


def say_who_answers(*, contact_point: int, shared: bool, reason: str, by: Officer, at: datetime) -> None:
    """Correct whether the suspect or the household answers or sees a contact detail, with how that is known.

    What was noted before stays in the journal. A route that leads to what turns out to be shared ends at once.
    """
    check_may(by, Permission.MANAGE_SAFE_ROUTES)
    with writing(by=by, at=at, purpose="Noting who answers or sees a contact detail") as w:
        row = w.lock(ContactPoint, contact_point)
        refuse_if(find_reasons_against_saying_who_answers(reason=reason, is_same=row.shared == shared))
        w.entry(
            EntryKind.CONTACT_POINT_ANSWERED,
            subject=w.lock(Person, row.person_id),
            facts={"shared": shared, "reason": reason.strip()},
        )
        w.update(row, shared=shared)
        if shared:
            _end_routes(w, row.person_id, ending="Somebody else answers or sees it.", contact_point=row.id)
            acknowledge_as_route_stands(w, row.person_id)


def _ask_again(w: Writing, incident: Incident) -> None:
    if not find_open_duties(w, incident.journey_id, DutyKind.CONFIRM_SAFE_ROUTE):
        rulebook = rulebook_for(w, Moments(report=incident.reported_at, decision=w.at))
        open_duties(w, [find_duty_of_lost_route(rulebook, at=w.at)], about=incident)
