"""What victims are owed: the report acknowledged, needs asked, first contact, how it goes on, the right to review."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.demo.world import World
from constabulary.casework.messages import hours_of
from constabulary.casework.victims.contact import agree_contact, update_victim
from constabulary.casework.victims.court import note_special_measures, offer_statement
from constabulary.casework.victims.needs import assess_needs
from constabulary.casework.vulnerability.referring import note_referral_answer, refer
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.protection.safe_route import Way
from constabulary.policing.victims.contact import AgreementDetails, ContactMethod, Occasion, Reached, UpdateDetails
from constabulary.policing.victims.needs import NeedsDetails, SupportReferral
from constabulary.policing.victims.own_statement import OfferDetails, Wish
from constabulary.policing.victims.special_measures import Ground, MeasuresDetails, Step
from constabulary.policing.vulnerability.referrals import Answer, Basis, ReferralDetails, ReferralTo, SafeContact
from constabulary.records.models import Crime, Duty, SafeRoute
from constabulary.standards.calendar import local_day
from constabulary.standards.victims import GOES_ON

Story = Iterator[datetime]
DECLINED = OfferDetails(wish=Wish.DECLINED, words="Offered by telephone; does not want to make one.")
NO_MEASURES = MeasuresDetails(step=Step.ASKED, grounds=(Ground.NONE,), wishes="Wants nothing of the kind.")
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
#: The share of each that is missed at first and done some days later, so that the desks have something to show.
UNACKNOWLEDGED, UNASKED, UNTOLD, UNOFFERED, UNAGREED, UNANSWERED = 0.03, 0.08, 0.1, 0.12, 0.1, 0.08


def acknowledge(world: World, crime: Crime) -> Story:
    """The victims' desk acknowledges the report in writing, and asks what the victim needs; what it misses, later."""
    chance, desk = world.chance, world.anyone(Role.VICTIMS_DESK)
    for act, missed, hours in (
        (_acknowledge, UNACKNOWLEDGED, chance.triangular(0.5, 40, 5)),
        (_ask_needs, UNASKED, chance.triangular(0.2, 30, 2)),
    ):
        late = world.lateness(missed, days=7)
        if late:
            world.begin(_later(world, late, partial(act, world, crime, desk)))
        else:
            yield world.now + HOUR * hours
            act(world, crime, desk)


def _later(world: World, late: timedelta, act: Callable[[], None]) -> Story:
    yield world.now + late
    act()


def _acknowledge(world: World, crime: Crime, desk: Officer) -> None:
    safely = how_reached(world, crime)
    if safely["by_safe_route"] or safely["outside_route"]:
        # Nothing is written to somebody who has agreed to be rung only, or whom nobody knows how to reach safely.
        told(world, crime, desk, Occasion.ACKNOWLEDGEMENT)
        return
    update_victim(
        crime=crime.id, by=desk, at=world.now,
        update=UpdateDetails(
            occasion=Occasion.ACKNOWLEDGEMENT, method=ContactMethod.MESSAGE, reached=Reached.MESSAGE_LEFT,
            said="That it is recorded, its number, and what happens next.", **safely,
        ),
    )  # fmt: skip


def how_reached(world: World, crime: Crime) -> dict[str, Any]:
    """By the safe route where safety matters, in its hours; outside them, and where none is confirmed yet, they rang."""
    if not (crime.domestic_abuse or crime.stalking or _routes(world, crime)):
        return {"by_safe_route": False, "outside_route": ""}
    hours = [hours_of(one) for one in _routes(world, crime)]
    holds = any(one is not None and one.hold(world.now) for one in hours)
    return {"by_safe_route": holds, "outside_route": "" if holds else "They rang us themselves."}


def _routes(world: World, crime: Crime) -> list[SafeRoute]:
    return [one for one in world.rows(SafeRoute, person_id=crime.victim_id) if one.ended_at is None]


def _ask_needs(world: World, crime: Crime, desk: Officer) -> None:
    support = SupportReferral.REFERRED if crime.enhanced_rights else SupportReferral.DECLINED
    if support is SupportReferral.REFERRED and crime.victim_id is not None:
        _refer_to_support(world, crime, crime.victim_id, desk)
    needs = NeedsDetails(support=support, words="Asked what would help; wants to know how it goes on.")
    assess_needs(crime=crime.id, needs=needs, by=desk, at=world.now)


def _refer_to_support(world: World, crime: Crime, victim: int, desk: Officer) -> None:
    """The service hears of the victim with their consent, and mostly answers in time."""
    details = ReferralDetails(
        to=ReferralTo.VICTIM_SUPPORT, agency="The county's victim service", reason="Wants somebody to talk to.",
        shared="Name, and that they are to be reached through us.", basis=Basis.CONSENT,
        safe_contact=SafeContact.THROUGH_POLICE,
    )  # fmt: skip
    referral = refer(incident=crime.incident_id, person=victim, details=details, by=desk, at=world.now)
    world.begin(_support_answers(world, referral, desk))


def _support_answers(world: World, referral: int, desk: Officer) -> Story:
    yield world.now + HOUR * world.chance.triangular(2, 30, 12) + world.lateness(UNANSWERED, days=7)
    note_referral_answer(referral=referral, answer=Answer.ACCEPTED, words="They have rung.", by=desk, at=world.now)


def make_first_contact(world: World, crime: Crime, officer: Officer) -> None:
    """The investigator speaks with the victim, and mostly agrees how they are kept up to date."""
    told(world, crime, officer, Occasion.FIRST_CONTACT)
    late = world.lateness(UNAGREED, days=7)
    if late:
        world.begin(_later(world, late, partial(_agree, world, crime, officer)))
    else:
        _agree(world, crime, officer)


def _agree(world: World, crime: Crime, officer: Officer) -> None:
    if _is_open(world, crime):
        routes = _routes(world, crime)
        matters = crime.domestic_abuse or crime.stalking or bool(routes)
        if matters and all(one.way == Way.NONE.value for one in routes):
            return
        agreed = AgreementDetails(how=ContactMethod.TELEPHONE, by_safe_route=matters, every_days=28)
        agree_contact(crime=crime.id, agreed=agreed, by=officer, at=world.now)


def _is_open(world: World, crime: Crime) -> bool:
    return world.row(Crime, id=crime.id).state not in {"finalised", "cancelled", "unallocated"}


def told(
    world: World, crime: Crime, officer: Officer, occasion: Occasion, outcome: str = "", *, review_offered: bool = False
) -> None:
    """The victim is told how things stand."""
    is_open = _is_open(world, crime)
    waiting = world.rows(Duty, journey_id=crime.journey_id, state="open") if occasion is Occasion.CHANGE else []
    changes = [one.id for one in waiting if one.kind == DutyKind.TELL_VICTIM_OF_CHANGE and one.crime_id == crime.id]
    update_victim(
        crime=crime.id, by=officer, at=world.now,
        update=UpdateDetails(
            occasion=occasion, method=ContactMethod.TELEPHONE, reached=Reached.REACHED, **how_reached(world, crime),
            said="What has been done and what comes next.", questions="Asked how long it will take.",
            next_on=local_day(world.now) + 28 * DAY if is_open else None, outcome_type=outcome,
            review_offered=review_offered, changes=tuple(changes),
        ),
    )  # fmt: skip


def tell_that_it_goes_on(world: World, crime: Crime, officer: Officer) -> Story:
    """Whoever was told of an outcome that was refused, or no longer stands, hears within the day that their case goes on."""
    due = [one for one in world.rows(Duty, journey_id=crime.journey_id, state="open") if one.rule == GOES_ON.name]
    if due:
        yield world.now + HOUR * world.chance.triangular(1, 20, 5)
        told(world, crime, officer, Occasion.CHANGE)


def tell_of_change(world: World, crime: Crime, officer: Officer) -> None:
    """What the suspect was met with is told, where there is a victim to tell."""
    if crime.victim_id is None:
        return
    late = world.lateness(UNTOLD, days=7)
    if late:
        world.begin(_later(world, late, partial(told, world, crime, officer, Occasion.CHANGE)))
    else:
        told(world, crime, officer, Occasion.CHANGE)
    late = world.lateness(UNASKED, days=7)
    if late:
        world.begin(_later(world, late, partial(_ask_before_court, world, crime, officer)))
    else:
        _ask_before_court(world, crime, officer)


def _ask_before_court(world: World, crime: Crime, officer: Officer) -> None:
    """After a charge: the personal statement is offered, and special measures are asked about."""
    due = {one.kind for one in world.rows(Duty, journey_id=crime.journey_id, state="open")}
    if DutyKind.OFFER_PERSONAL_STATEMENT in due:
        offer_statement(crime=crime.id, details=DECLINED, by=officer, at=world.now)
    if DutyKind.ASK_SPECIAL_MEASURES in due:
        note_special_measures(crime=crime.id, details=NO_MEASURES, by=officer, at=world.now)


def offer_review(world: World, crime: Crime, officer: Officer) -> Story:
    """The right to review is offered, where the decision made that due."""
    due = [
        one for one in world.rows(Duty, journey_id=crime.journey_id, state="open") if one.kind == DutyKind.OFFER_REVIEW
    ]
    if due:
        yield world.now + HOUR * world.chance.triangular(1, 60, 20) + world.lateness(UNOFFERED, days=7)
        told(world, crime, officer, Occasion.AFTER_OUTCOME, review_offered=True)
