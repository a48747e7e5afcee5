"""Contact with victims: agreed, and every update or attempt."""

from dataclasses import replace
from datetime import date, datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties, supersede_duties
from constabulary.casework.investigation.crime import rulebook_of
from constabulary.casework.messages import current_route, hours_of, meet_telephoning, must_not_know
from constabulary.casework.rulebooks import rulebook_for
from constabulary.casework.victims.holding import hold_with_victim
from constabulary.casework.victims.telling import telling_now
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.duties import agree_contact_due
from constabulary.policing.investigation.suspects import OF_EVERY_CRIME
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import AT_WORK, CRIME, WRONG_STATE
from constabulary.policing.outcomes.general import counts_as_told
from constabulary.policing.protection.safe_route import Hours, Way
from constabulary.policing.victims.contact import (
    AgreementDetails,
    ContactMethod,
    Occasion,
    Reached,
    UpdateDetails,
    find_reasons_against_agreement,
    find_reasons_against_update,
)
from constabulary.policing.victims.duties import (
    ACKNOWLEDGED_BY,
    default_interval,
    next_update_on,
    resumed_update_on,
    update_due,
)
from constabulary.records.facts.crimes import crime_at_work, has_victim, owed_victim
from constabulary.records.models import Crime, Duty, Message, Suspect, SuspectEvent, VictimContact, VictimUpdate
from constabulary.records.writing import Writing, writing
from constabulary.standards.investigation import TELLING_ATTEMPTS
from constabulary.standards.messages import MESSAGE_TEMPLATES
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value

METHOD_OF_WAY = {
    Way.TEXT.value: ContactMethod.MESSAGE, Way.EMAIL.value: ContactMethod.EMAIL, Way.LETTER.value: ContactMethod.LETTER,
}  # fmt: skip


def agree_contact(*, crime: int, agreed: AgreementDetails, by: Officer, at: datetime) -> None:
    """Agree with a victim how and how often they are told how things stand; the next update is due from it.

    Raises NotPermitted, or NotAllowed: in domestic abuse and stalking contact goes by the safe route only.
    """
    check_may(by, Permission.UPDATE_VICTIM)
    with writing(by=by, at=at, purpose="Agreeing contact with the victim") as w:
        row = _hold(w, crime)
        safety = _safety(w, row)
        refuse_if(
            find_reasons_against_agreement(
                agreed, safety_matters=safety.safety_matters, has_route=safety.has_route, way=safety.way
            )
        )
        _, edition = default_interval(rulebook_of(w, row), enhanced=row.enhanced_rights)
        w.entry(EntryKind.VICTIM_CONTACT_AGREED, subject=row, journey=row.journey_id, editions=[edition])
        w.insert(
            VictimContact(
                journey_id=row.journey_id,
                crime_id=row.id,
                how=agreed.how.value,
                by_safe_route=agreed.by_safe_route,
                every_days=agreed.every_days,
                enhanced=row.enhanced_rights,
                wishes=agreed.wishes,
                edition=edition,
                agreed_at=at,
                agreed_by_id=by.id,
            )
        )
        meet_duties(w, find_open_duties_of(w, row, DutyKind.AGREE_CONTACT), at)
        _set_next(w, row, next_on=next_update_on(at, agreed.every_days))


def update_victim(*, crime: int, update: UpdateDetails, by: Officer, at: datetime) -> None:
    """Record an update of a victim, or an attempt: what was said and asked, and when they next hear from us.

    Which of the changes that wait were told is said with it; the others stay due.
    Raises NotPermitted, or NotAllowed with what the record lacks.
    """
    check_may(by, Permission.UPDATE_VICTIM)
    with writing(by=by, at=at, purpose="Updating the victim") as w:
        row = _hold(w, crime)
        is_open = row.state in AT_WORK
        safety = _safety(w, row)
        refuse_if(
            find_reasons_against_update(
                update, at=at, is_open=is_open, safety_matters=safety.safety_matters, has_route=safety.has_route,
                hours=safety.hours, way=safety.way, has_code_word=safety.has_code_word,
                waiting=frozenset(one.id for one in find_open_duties_of(w, row, DutyKind.TELL_VICTIM_OF_CHANGE)),
            )
        )  # fmt: skip
        w.entry(
            EntryKind.VICTIM_UPDATED,
            subject=row,
            journey=row.journey_id,
            facts={
                "reached": update.reached.value,
                "occasion": update.occasion.value,
                **({"code_word": "given"} if update.code_word_given else {}),
                **({"changes": sorted(update.changes)} if update.changes else {}),
            },
        )
        _note(w, row, update, by_id=by.id)
        _meet(w, row, update, by_id=by.id)
        if update.reached is Reached.REACHED and is_open and update.next_on is not None:
            _set_next(w, row, next_on=update.next_on)


def resume_contact(w: Writing, crime: Crime) -> None:
    """As part of reopening a crime: its victim hears again as was agreed with them, or agreeing it is due anew."""
    if not has_victim(crime):
        return
    agreed = max(w.find(VictimContact, crime_id=crime.id), key=lambda one: (one.agreed_at, one.id), default=None)
    reached = [one for one in w.find(VictimUpdate, crime_id=crime.id) if one.reached == Reached.REACHED.value]
    last = max(reached, key=lambda one: (one.updated_at, one.id), default=None)
    next_on = resumed_update_on(
        w.at, every_days=agreed.every_days if agreed is not None else None,
        promised=last.next_on if last is not None else None,
    )  # fmt: skip
    if next_on is not None:
        _set_next(w, crime, next_on=next_on)
    if agreed is None and crime.allocated_at is not None and not find_open_duties_of(w, crime, DutyKind.AGREE_CONTACT):
        due = [agree_contact_due(crime_at_work(crime), rulebook_of(w, crime), at=w.at)]
        open_duties(w, due, about=crime, owner_id=crime.officer_id, team_id=crime.team_id)


def record_sent_in_act(w: Writing, message: Message, crime_row: int) -> None:
    """As part of sending a message by which a victim is told something: it is left with them, in the words that went."""
    crime = w.lock(Crime, crime_row)
    standard = rulebook_for(w, Moments(decision=message.queued_at))[MESSAGE_TEMPLATES].value
    tells_of_review = any(one.code == message.template and one.tells_of_review for one in standard)
    update = UpdateDetails(
        occasion=Occasion(message.occasion),
        method=METHOD_OF_WAY[message.way],
        reached=Reached.MESSAGE_LEFT,
        by_safe_route=True,
        said=message.words,
        review_offered=tells_of_review,
        outcome_type=message.outcome_type,
    )
    _note(w, crime, update, by_id=message.queued_by_id)
    _meet(w, crime, update, by_id=message.queued_by_id)


def _note(w: Writing, crime: Crime, update: UpdateDetails, *, by_id: int) -> None:
    """Keep an update with the crime that it speaks of."""
    w.insert(
        VictimUpdate(
            journey_id=crime.journey_id,
            crime_id=crime.id,
            occasion=update.occasion.value,
            outcome_type=update.outcome_type,
            method=update.method.value,
            by_safe_route=update.by_safe_route,
            outside_route=update.outside_route,
            reached=update.reached.value,
            spoken_to=update.spoken_to.value,
            said=update.said,
            questions=update.questions,
            needs_changed=update.needs_changed,
            review_offered=update.review_offered,
            next_on=update.next_on,
            updated_at=w.at,
            updated_by_id=by_id,
        )
    )


def _meet(w: Writing, crime: Crime, update: UpdateDetails, *, by_id: int) -> None:
    if update.reached is Reached.REACHED and crime.victim_id is not None:
        meet_telephoning(w, crime.victim_id)
    met = _met_by(w, crime, update)
    # Of the changes only those that whoever told them says they told: what is left unsaid stays due.
    done = [one for one in find_open_duties_of(w, crime) if one.kind in met or one.id in update.changes]
    twins = _twins(w, crime, done, update)
    for other in {one.id: one for one, _ in twins}.values():
        # What was said stands with each crime that it was said of; the next update of the other is agreed there.
        told = replace(
            update, occasion=Occasion.CHANGE, next_on=None, outcome_type="", review_offered=False, changes=()
        )
        _note(w, other, told, by_id=by_id)
    meet_duties(w, [*done, *(duty for _, duty in twins)], w.at)


def _twins(w: Writing, crime: Crime, done: list[Duty], update: UpdateDetails) -> list[tuple[Crime, Duty]]:
    """The same event with the same person, of which the same victim is due to be told for another crime of theirs.

    Not where that crime asks for the safe route and this telling did not go by it; nor across a restriction, whose words
    are for those who may see that journey.
    """
    told = [one for one in done if one.kind == DutyKind.TELL_VICTIM_OF_CHANGE.value and one.subject_row is not None]
    changes = {one for duty in told if (one := _change_of(w, duty)) is not None}
    if not changes or crime.victim_id is None:
        return []
    others = [one for one in w.find(Crime, victim_id=crime.victim_id) if one.id != crime.id]
    return [
        (other, duty)
        for other in others
        if other.restriction_id == crime.restriction_id
        if update.by_safe_route or not (other.domestic_abuse or other.stalking)
        for duty in find_open_duties_of(w, other, DutyKind.TELL_VICTIM_OF_CHANGE)
        if _change_of(w, duty) in changes
    ]


def _change_of(w: Writing, duty: Duty) -> tuple[int, str, str] | None:
    """(person, where they stand, the custody reference it is known by): what changed.

    None where nobody is named, where it has no reference, and for what is decided crime by crime, such as a charge.
    """
    suspect = next(iter(w.find(Suspect, id=duty.subject_row)), None)
    if suspect is None or suspect.person_id is None or suspect.state not in OF_EVERY_CRIME:
        return None
    steps = [one for one in w.find(SuspectEvent, suspect_id=suspect.id) if one.to_state == suspect.state]
    last = max(steps, key=lambda one: (one.noted_at, one.id), default=None)
    return (suspect.person_id, suspect.state, last.reference) if last is not None and last.reference else None


@value
class Safety:
    """Whether contact goes by the safe route only; and if so, by which way, in which hours and with which word."""

    safety_matters: bool
    has_route: bool = False
    hours: Hours | None = None
    way: Way | None = None
    has_code_word: bool = False


def _safety(w: Writing, crime: Crime) -> Safety:
    at_risk = crime.domestic_abuse or crime.stalking or must_not_know(w, crime.journey_id)
    return safety_of(w, crime.victim_id, at_risk=at_risk)


def safety_of(w: Writing, person: int | None, *, at_risk: bool) -> Safety:
    """How contact with a person goes: by the safe route only where they are `at_risk`, or have said how to reach them.

    `at_risk` in domestic abuse and stalking, and where nobody else may learn that they rang.
    """
    route = current_route(w, person) if person is not None else None
    if route is None or route.way == Way.NONE:
        return Safety(safety_matters=at_risk or route is not None)
    return Safety(
        safety_matters=True,
        has_route=True,
        hours=hours_of(route),
        way=Way(route.way),
        has_code_word=bool(route.code_word),
    )


def _met_by(w: Writing, crime: Crime, update: UpdateDetails) -> list[str]:
    """The kinds of duty that this update meets; an attempt meets those only that a letter or message can."""
    met: list[str] = []
    if update.reached is not Reached.NO_REPLY and update.occasion is Occasion.ACKNOWLEDGEMENT:
        met += [one.value for one in acknowledged_by(update)]
    if update.occasion is Occasion.OUTCOME:
        telling = telling_now(w, crime, update.outcome_type)
        if counts_as_told(telling, rulebook_of(w, crime)[TELLING_ATTEMPTS].value):
            met.append(DutyKind.TELL_VICTIM_OF_OUTCOME)
        if telling.told:
            met.append(DutyKind.SEE_IF_SAFE_TO_TELL)
    if update.review_offered and update.reached is not Reached.NO_REPLY:
        met.append(DutyKind.OFFER_REVIEW)
    if update.occasion is Occasion.REVIEW and update.reached is not Reached.NO_REPLY:
        met += [DutyKind.ACKNOWLEDGE_REVIEW, DutyKind.TELL_OF_REVIEW]
    if update.reached is Reached.REACHED:
        met += [DutyKind.CALL_BACK, DutyKind.CONTACT_VICTIM_FIRST, DutyKind.UPDATE_VICTIM, DutyKind.ANSWER_VICTIM]
    return met


def acknowledged_by(update: UpdateDetails) -> tuple[DutyKind, ...]:
    """What an acknowledgement meets: told or written, whichever was due; a message left tells nobody who is not written to."""
    return ACKNOWLEDGED_BY if update.reached is Reached.REACHED else (DutyKind.ACKNOWLEDGE_REPORT,)


def _set_next(w: Writing, crime: Crime, *, next_on: date) -> None:
    supersede_duties(w, find_open_duties_of(w, crime, DutyKind.UPDATE_VICTIM), w.at)
    due = [update_due(next_on, owed_victim(crime), rulebook_of(w, crime))]
    open_duties(w, due, about=crime, owner_id=crime.officer_id, team_id=crime.team_id)


def _hold(w: Writing, crime: int) -> Crime:
    row = hold_with_victim(w, crime)
    refuse_if((WRONG_STATE[CRIME.name],) if row.state == "cancelled" else ())
    return row
