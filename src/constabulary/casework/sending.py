"""Sending what waits in the outbox: by the clock, through an adapter, never twice and never by a route that changed.

The adapter is handed a number that stays the same when a message is tried again, so that a message that was handed over
just before a stop is not delivered twice. Without anything set it writes files; with a key, GOV.UK Notify delivers.
"""

from datetime import datetime

from django.conf import settings

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.delivery import FileSender, NotTaken, Outgoing, Refused, Sender
from constabulary.casework.messages import meet_telephoning, telephone_instead_in_act
from constabulary.casework.notify import NotifySender, NotifySettings
from constabulary.casework.victims.contact import record_sent_in_act
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import MESSAGE
from constabulary.policing.protection.safe_route import Hours, Way
from constabulary.records.models import Message, Person, SafeRoute
from constabulary.records.queries.messages import waiting_messages, where_to_send
from constabulary.records.writing import Writing, writing

#: After so many messages in a row that could not be handed over the rest waits for the next minute.
MOST_TROUBLES = 3


def send_outbox(*, by: Officer, at: datetime) -> int:
    """Send what waits by the adapter of this installation: GOV.UK Notify if its key is set, else files in a folder."""
    return send_waiting(sender=sender_of_installation(), by=by, at=at)


def sender_of_installation() -> Sender:
    """What delivers messages here. Raises NotifyNotConfigured."""
    if settings.NOTIFY_KEY:
        return NotifySender(NotifySettings(key=settings.NOTIFY_KEY, templates=settings.NOTIFY_TEMPLATES))
    return FileSender(settings.OUTBOX_FOLDER)


def send_waiting(*, sender: Sender, by: Officer, at: datetime) -> int:
    """Send every message whose route still holds and whose hours it is; withdraw those whose route changed.

    Returns how many were sent. `by` is the system: where a sealed route leads is told to nobody else. What could not be
    handed over goes on waiting, with the trouble beside it; the last trouble is raised once the rest was tried.
    """
    check_may(by, Permission.SEND_MESSAGES)
    sent, troubles = 0, []
    for number in waiting_messages():
        try:
            sent += _send(number, sender=sender, by=by, at=at)
        except Refused as refusal:
            _note_refusal(number, str(refusal), by=by, at=at)
        except OSError as trouble:
            _note_trouble(number, trouble, by=by, at=at)
            troubles.append(trouble)
            if len(troubles) >= MOST_TROUBLES:
                break
    if troubles:
        raise troubles[-1]
    return sent


def _note_refusal(number: int, why: str, *, by: Officer, at: datetime) -> None:
    """What is never taken over waits no longer; what it was to tell stays due, and somebody telephones instead."""
    with writing(by=by, at=at, purpose="Sending what waits in the outbox") as w:
        message = w.lock(Message, number)
        MESSAGE.check_move(message.state, "withdrawn")
        _close(w, message, EntryKind.MESSAGE_WITHDRAWN)
        w.update(message, state="withdrawn", withdrawal=why, withdrawn_at=at, withdrawn_by_id=by.id)
        telephone_instead_in_act(w, message)


def _note_trouble(number: int, trouble: OSError, *, by: Officer, at: datetime) -> None:
    """Say beside a message why it still waits; not again every minute while it is the same."""
    said = str(trouble) if isinstance(trouble, NotTaken) else "It could not be handed over for delivery."
    with writing(by=by, at=at, purpose="Sending what waits in the outbox") as w:
        message = w.lock(Message, number)
        if message.trouble != said:
            _close(w, message, EntryKind.MESSAGE_DELAYED)
            w.update(message, trouble=said)


def _send(number: int, *, sender: Sender, by: Officer, at: datetime) -> bool:
    with writing(by=by, at=at, purpose="Sending what waits in the outbox") as w:
        message = w.lock(Message, number)
        if message.state != MESSAGE.first:
            return False
        to = where_to_send(message.id)
        if not to:
            _close(w, message, EntryKind.MESSAGE_WITHDRAWN)
            w.update(
                message, state="withdrawn", withdrawal="The safe route changed.", withdrawn_at=at, withdrawn_by_id=by.id
            )
            telephone_instead_in_act(w, message)
            return False
        if not _is_the_hour(w, message):
            return False
        MESSAGE.check_move(message.state, "sent")
        _close(w, message, EntryKind.MESSAGE_SENT)
        w.update(message, state="sent", trouble="", sent_at=at, sent_by_id=by.id)
        meet_telephoning(w, message.person_id)
        if message.crime_id is not None:
            record_sent_in_act(w, message, message.crime_id)
        name = _name_on_letter(w, message)
        sender.send(Outgoing(number=message.id, way=message.way, to=to, words=message.words, name=name))
        return True


def _name_on_letter(w: Writing, message: Message) -> str:
    """A letter without a name is opened by anybody at the address."""
    if message.way != Way.LETTER.value:
        return ""
    person = w.lock(Person, message.person_id)
    return f"{person.given} {person.family}".strip()


def _close(w: Writing, message: Message, kind: EntryKind) -> None:
    w.entry(kind, subject=message, journey=message.journey_id, editions=[message.edition])


def _is_the_hour(w: Writing, message: Message) -> bool:
    route = w.lock(SafeRoute, message.route_id)
    if route.from_time is None or route.until_time is None:
        return False
    return Hours(from_time=route.from_time, until_time=route.until_time).hold(w.at)
