"""Confirming how a person can safely be reached, and ending a way that no longer is safe."""

from datetime import datetime, time

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties, meet_duties, open_duties
from constabulary.casework.identity import numbers_of_one
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.safe_route import (
    ConfirmedWith,
    Hours,
    RouteFacts,
    Way,
    find_duty_of_lost_route,
    find_reasons_against_ending_route,
    find_reasons_against_route,
)
from constabulary.records.models import (
    ContactPoint,
    Duty,
    Incident,
    IncidentPerson,
    Message,
    Person,
    PersonAddress,
    SafeRoute,
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
    code_word: str = ""
    may_name_police: bool = False
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
        refuse_if(find_reasons_against_route(_facts(w, route, contact, address)))
        w.entry(EntryKind.SAFE_ROUTE_CONFIRMED, subject=row, journey=about.journey_id if about else None)
        _end_routes(w, row.id, ending="Another route was confirmed.")
        made = w.insert(
            SafeRoute(
                person_id=row.id,
                way=route.way.value,
                contact_point_id=contact.id if contact else None,
                address_id=address.id if address else None,
                from_time=route.from_time,
                until_time=route.until_time,
                may_name_police=route.may_name_police,
                code_word=route.code_word.strip(),
                confirmed_with=route.confirmed_with.value if route.confirmed_with else "",
                reason=route.reason.strip(),
                confirmed_at=at,
                confirmed_by_id=by.id,
            )
        )
        for one in (about,) if about is not None else _incidents_of(w, row):
            if _is_owed(w, one, row):
                meet_duties(w, find_open_duties(w, one.journey_id, DutyKind.CONFIRM_SAFE_ROUTE), at)
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


def _facts(w: Writing, route: RouteDetails, contact: ContactPoint | None, address: PersonAddress | None) -> RouteFacts:
    hours = (
        Hours(from_time=route.from_time, until_time=route.until_time) if route.from_time and route.until_time else None
    )
    ended = address is not None and address.until_on is not None and address.until_on <= local_day(w.at)
    return RouteFacts(
        way=route.way,
        contact_kind="address" if address else contact.kind if contact else "",
        contact_is_shared=contact is not None and contact.shared,
        contact_has_ended=ended or (contact is not None and contact.ended_at is not None),
        hours=hours,
        confirmed_with=route.confirmed_with,
        reason=route.reason,
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
        if ended and about is not None:
            _ask_again(w, about)


def _ask_again(w: Writing, incident: Incident) -> None:
    if not find_open_duties(w, incident.journey_id, DutyKind.CONFIRM_SAFE_ROUTE):
        rulebook = rulebook_for(w, Moments(report=incident.reported_at, decision=w.at))
        open_duties(w, [find_duty_of_lost_route(rulebook, at=w.at)], about=incident)
