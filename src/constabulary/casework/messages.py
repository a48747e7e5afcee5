"""The outbox: what is written to people, only by their confirmed safe route and inside its hours."""

from collections.abc import Mapping
from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.identity import numbers_of_one
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import MESSAGE
from constabulary.policing.protection.messages import (
    WRONG_WAY,
    RouteState,
    find_reasons_against_sending,
    find_reasons_against_withdrawing,
    find_reasons_against_words,
)
from constabulary.policing.protection.safe_route import Hours, Way
from constabulary.records.models import Contact, ContactPoint, Incident, Message, Person, SafeRoute
from constabulary.records.writing import Writing, writing
from constabulary.standards.messages import MESSAGE_TEMPLATES
from constabulary.standards.rulebook import Moments


def queue_message(
    *, incident: int, person: int, template: str, filled: Mapping[str, str], by: Officer, at: datetime
) -> int:
    """Put a message to a person in the outbox; returns its number.

    Refused, with the reason, without a confirmed safe route, outside its hours, by another way, or with anything in it
    that the template has no place for.
    """
    check_may(by, Permission.SEND_MESSAGES)
    with writing(by=by, at=at, purpose="Writing to a person by their safe route") as w:
        about = w.lock(Incident, incident)
        to = w.lock(Person, person)
        route = current_route(w, to.id)
        unfree = any(one.cannot_speak_freely for one in w.find(Contact, journey_id=about.journey_id))
        refuse_if(find_reasons_against_sending(_state(w, route), caller_cannot_speak_freely=unfree, at=at))
        if route is None:
            raise RuntimeError("a message without a route was not refused")
        standard = rulebook_for(w, Moments(decision=at))[MESSAGE_TEMPLATES]
        chosen = next((one for one in standard.value if one.code == template), None)
        if chosen is None:
            raise NotAllowed([WRONG_WAY])
        refuse_if(find_reasons_against_words(chosen, filled, Way(route.way)))
        number = w.new_id()
        w.entry(EntryKind.MESSAGE_QUEUED, subject=to, journey=about.journey_id, editions=[standard.edition])
        w.insert(
            Message(
                id=number,
                journey_id=about.journey_id,
                person_id=to.id,
                route_id=route.id,
                template=chosen.code,
                way=route.way,
                words=chosen.filled(filled),
                edition=standard.edition,
                queued_at=at,
                queued_by_id=by.id,
            )
        )
        return number


def current_route(w: Writing, person: int) -> SafeRoute | None:
    """The route that counts: the latest confirmed that has not ended."""
    theirs = numbers_of_one(w, person)
    found = [one for number in theirs for one in w.find(SafeRoute, lock=True, person_id=number, ended_at=None)]
    return max(found, key=lambda one: (one.confirmed_at, one.id), default=None)


def _state(w: Writing, route: SafeRoute | None) -> RouteState | None:
    if route is None:
        return None
    # Where it leads may be sealed from whoever writes; then it is looked at again when the message is sent.
    shared = (
        any(one.shared for one in w.find(ContactPoint, id=route.contact_point_id)) if route.contact_point_id else False
    )
    return RouteState(way=Way(route.way), hours=hours_of(route), contact_is_shared=shared)


def hours_of(route: SafeRoute) -> Hours | None:
    """The hours in which a route holds; none where there is no way."""
    if route.from_time is None or route.until_time is None:
        return None
    return Hours(from_time=route.from_time, until_time=route.until_time)


def withdraw_message(*, message: int, reason: str, by: Officer, at: datetime) -> None:
    """Take a message out of the outbox before it is sent."""
    check_may(by, Permission.SEND_MESSAGES)
    with writing(by=by, at=at, purpose="Withdrawing a message") as w:
        row = w.lock(Message, message)
        refuse_if(find_reasons_against_withdrawing(reason=reason, is_waiting=row.state == MESSAGE.first))
        w.entry(EntryKind.MESSAGE_WITHDRAWN, subject=w.lock(Person, row.person_id), journey=row.journey_id)
        _withdraw(w, row, reason.strip())


def _withdraw(w: Writing, message: Message, reason: str) -> None:
    MESSAGE.check_move(message.state, "withdrawn")
    w.update(message, state="withdrawn", withdrawal=reason, withdrawn_at=w.at, withdrawn_by_id=w.by.id)
