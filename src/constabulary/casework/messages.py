"""The outbox: what is written to people, only by their confirmed safe route and inside its hours."""

from collections.abc import Mapping
from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import meet_duties, open_duties
from constabulary.casework.identity import numbers_of_one
from constabulary.casework.reading_aloud import gather_unsayable
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.contact.channels import MayLearn
from constabulary.policing.decisions import NotAllowed, Reasons, refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import MESSAGE, OUTCOME
from constabulary.policing.protection.messages import (
    WRONG_WAY,
    RouteState,
    find_reasons_against_sending,
    find_reasons_against_withdrawing,
    find_reasons_against_words,
    telephone_due,
)
from constabulary.policing.protection.reading_aloud import (
    GivesAway,
    find_reasons_against_reading_aloud,
    find_what_gives_away,
)
from constabulary.policing.protection.safe_route import Hours, Way
from constabulary.policing.victims.contact import Occasion
from constabulary.policing.victims.telling import NOTHING_TO_TELL
from constabulary.records.facts.crimes import risk_of_crime
from constabulary.records.models import (
    Contact,
    ContactPoint,
    Crime,
    Duty,
    Incident,
    Message,
    Outcome,
    Person,
    SafeRoute,
)
from constabulary.records.writing import Writing, looking, writing
from constabulary.standards.messages import MESSAGE_TEMPLATES, POLICE_WORDS, MessageTemplate
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value


@value
class MessagePreview:
    """A message exactly as it would be sent, what stands in its way, and what of its words gives something away."""

    words: str
    reasons: Reasons
    gives_away: tuple[tuple[GivesAway, str], ...]


def queue_message(
    *,
    incident: int,
    person: int,
    template: str,
    filled: Mapping[str, str],
    by: Officer,
    at: datetime,
    crime: int | None = None,
) -> int:
    """Put a message to a person in the outbox; returns its number. With a `crime` it tells its victim of something.

    Refused, with the reason, without a confirmed safe route, outside its hours, by another way, with anything in it
    that the template has no place for, or with words that could not be read aloud in front of somebody.
    """
    check_may(by, Permission.SEND_MESSAGES)
    with writing(by=by, at=at, purpose="Writing to a person by their safe route") as w:
        about = w.lock(Incident, incident)
        to = w.lock(Person, person)
        route = current_route(w, to.id)
        of_crime = w.lock(Crime, crime) if crime is not None else None
        refuse_if(_reasons_against_route(w, about, route))
        if route is None:
            raise RuntimeError("a message without a route was not refused")
        standard = rulebook_for(w, Moments(decision=at))[MESSAGE_TEMPLATES]
        chosen = next((one for one in standard.value if one.code == template), None)
        if chosen is None:
            raise NotAllowed([WRONG_WAY])
        refuse_if(_reasons_against_words(w, chosen, filled, route, of_crime))
        outcome = _outcome_to_tell(w, of_crime) if chosen.occasion == Occasion.OUTCOME else ""
        refuse_if(find_reasons_against_reading_aloud(_gives_away(w, about, to, route, chosen.filled(filled))))
        number = w.new_id()
        w.entry(EntryKind.MESSAGE_QUEUED, subject=to, journey=about.journey_id, editions=[standard.edition])
        w.insert(
            Message(
                id=number,
                journey_id=about.journey_id,
                person_id=to.id,
                crime_id=crime,
                occasion=chosen.occasion,
                outcome_type=outcome,
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


def preview_message(
    *, incident: int, person: int, template: MessageTemplate, filled: Mapping[str, str], at: datetime, crime: int | None
) -> MessagePreview:
    """A message as it would be sent now; nothing is written. Whoever shows it has opened the person's record."""
    with looking(at=at) as w:
        about, to = w.find(Incident, id=incident)[0], w.find(Person, id=person)[0]
        route = latest_route(w, to.id)
        of_crime = next(iter(w.find(Crime, id=crime)), None)
        against = _reasons_against_route(w, about, route)
        if route is None:
            return MessagePreview(words="", reasons=against, gives_away=())
        against += _reasons_against_words(w, template, filled, route, of_crime)
        fits = not any(one.field in filled for one in against)
        said = template.filled(filled) if fits else ""
        found = _gives_away(w, about, to, route, said)
        return MessagePreview(
            words=said, reasons=(*against, *find_reasons_against_reading_aloud(found)), gives_away=found
        )


def must_not_know(w: Writing, journey: int) -> bool:
    """Whether it was said at the call that nobody else there may learn of it."""
    return any(one.others_may_learn == MayLearn.NO.value for one in w.find(Contact, journey_id=journey))


def _reasons_against_route(w: Writing, about: Incident, route: SafeRoute | None) -> Reasons:
    unfree = any(one.cannot_speak_freely for one in w.find(Contact, journey_id=about.journey_id))
    return find_reasons_against_sending(_state(w, route), caller_cannot_speak_freely=unfree, at=w.at)


def _reasons_against_words(
    w: Writing, template: MessageTemplate, filled: Mapping[str, str], route: SafeRoute, crime: Crime | None
) -> Reasons:
    against = find_reasons_against_words(
        template, filled, Way(route.way), may_name_police=route.may_name_police, about_crime=crime is not None
    )
    nothing_waits = template.occasion == Occasion.OUTCOME and crime is not None and not _outcome_to_tell(w, crime)
    return (*against, *((NOTHING_TO_TELL.on("template"),) if nothing_waits else ()))


def _outcome_to_tell(w: Writing, crime: Crime | None) -> str:
    """The outcome that is proposed for a crime, of which its victim is told before it applies."""
    made = w.find(Outcome, crime_id=crime.id) if crime is not None else []
    return next((one.outcome_type for one in made if one.state == OUTCOME.first), "")


def _gives_away(
    w: Writing, about: Incident, to: Person, route: SafeRoute, words: str
) -> tuple[tuple[GivesAway, str], ...]:
    return find_what_gives_away(
        words,
        gather_unsayable(w, about, to=to.id),
        police_words=rulebook_for(w, Moments(decision=w.at))[POLICE_WORDS].value,
        may_name_police=route.may_name_police,
    )


def telephone_instead_in_act(w: Writing, message: Message) -> None:
    """Inside another act: what was not delivered is told by telephone, by the safe route, by the end of the next day."""
    about = _subject_of(w, message)
    if about is None:
        return
    rulebook = rulebook_for(w, Moments(decision=w.at))
    risk = risk_of_crime(about) if isinstance(about, Crime) else 0
    owner = about.officer_id if isinstance(about, Crime) else None
    team = about.team_id if isinstance(about, Crime) else None
    due = telephone_due(rulebook, at=w.at, risk=risk, has_officer=owner is not None)
    open_duties(
        w, [due], about=about, owner_id=owner, team_id=team, subject_row=message.id, person_id=message.person_id
    )


def _subject_of(w: Writing, message: Message) -> Crime | Incident | None:
    if message.crime_id is not None:
        return w.lock(Crime, message.crime_id)
    return next(iter(w.find(Incident, journey_id=message.journey_id)), None)


def meet_telephoning(w: Writing, person: int) -> None:
    """Inside another act that reached a person: nobody has to telephone them instead any more."""
    kind = DutyKind.TELEPHONE_INSTEAD.value
    theirs = numbers_of_one(w, person)
    open_ones = [duty for one in theirs for duty in w.find(Duty, lock=True, person_id=one, kind=kind, state="open")]
    meet_duties(w, open_ones, w.at)


def open_telephoning(w: Writing, message: Message) -> list[Duty]:
    """The duties to telephone somebody in place of this very message; one about something else is not met by it."""
    return [
        one
        for one in w.find(Duty, lock=True, kind=DutyKind.TELEPHONE_INSTEAD.value, subject_row=message.id, state="open")
        if one.person_id == message.person_id
    ]


def current_route(w: Writing, person: int) -> SafeRoute | None:
    """The route that counts, held for this act: the latest confirmed that has not ended."""
    return latest_route(w, person, lock=True)


def latest_route(w: Writing, person: int, *, lock: bool = False) -> SafeRoute | None:
    """The route that counts: the latest confirmed that has not ended."""
    theirs = numbers_of_one(w, person)
    found = [one for number in theirs for one in w.find(SafeRoute, lock=lock, person_id=number, ended_at=None)]
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
