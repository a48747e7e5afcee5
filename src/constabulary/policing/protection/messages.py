"""What may be written to a person, by which way and when: never but by the confirmed safe route, inside its hours."""

from collections.abc import Mapping
from datetime import datetime

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.protection.safe_route import Hours, Way
from constabulary.standards.dated import Confidence
from constabulary.standards.messages import TELEPHONE_INSTEAD_WITHIN, MessageTemplate, fits
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("message")
OURS = "Our safeguard"

NO_ROUTE = REASONS.add(
    "no-route",
    "No safe route is confirmed for this person. Nothing is sent until one is.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
CANNOT_SPEAK_FREELY = REASONS.add(
    "cannot-speak-freely",
    "The caller could not speak freely and no safe route is confirmed. Nothing is sent, and nobody rings back unasked.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
ROUTE_IS_NONE = REASONS.add(
    "route-is-none",
    "It is recorded that there is no safe way to reach this person.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
RING_ONLY = REASONS.add(
    "ring-only",
    "This person has agreed to be rung and to nothing in writing.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
OUTSIDE_HOURS = REASONS.add(
    "outside-hours",
    "It is outside the hours agreed with this person.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
CONTACT_IS_SHARED = REASONS.add(
    "contact-is-shared",
    "Somebody else now answers or sees where this would go. Confirm another route.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
WRONG_WAY = REASONS.add(
    "wrong-way",
    "This message is not made for the way agreed with this person.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="template",
)
MAY_NOT_NAME_POLICE = REASONS.add(
    "may-not-name-police",
    "It says that it comes from the police. Nobody has agreed with this person that it may: choose the words that give "
    "nothing away.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="template",
)
NEEDS_CRIME = REASONS.add(
    "needs-crime",
    "That tells a victim about a crime: write it from the crime.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="template",
)
DOES_NOT_FIT = REASONS.add(
    "does-not-fit",
    "Only what the message asks for: a first name, a number, a day or a time. Nothing that tells what it is about.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
NOT_WAITING = REASONS.add(
    "not-waiting", "This message is no longer waiting.", source=OURS, confidence=Confidence.ASSUMPTION
)
WITHDRAWING_NEEDS_REASON = REASONS.add(
    "withdrawing-needs-reason",
    "Say why it is withdrawn.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="reason",
)
NOBODY_TO_TELEPHONE = REASONS.add(
    "nobody-to-telephone",
    "Nobody has to telephone them in place of a message any more: they were reached, or another message went out.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
TELEPHONED_ABOUT_CRIME = REASONS.add(
    "telephoned-about-crime",
    "That message tells a victim about a crime: record the call as an update of the victim, with the crime.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)


@value
class RouteState:
    """The route of a person at the moment something would be sent."""

    way: Way
    hours: Hours | None
    contact_is_shared: bool


def find_reasons_against_sending(
    route: RouteState | None, *, caller_cannot_speak_freely: bool, at: datetime
) -> Reasons:
    """Why nothing may be sent to a person now."""
    if route is None:
        return (CANNOT_SPEAK_FREELY,) if caller_cannot_speak_freely else (NO_ROUTE,)
    against: tuple[tuple[bool, Reason], ...] = (
        (route.way is Way.NONE, ROUTE_IS_NONE),
        (route.way in {Way.RING, Way.TRUSTED}, RING_ONLY),
        (route.contact_is_shared, CONTACT_IS_SHARED),
        (route.hours is not None and not route.hours.hold(at), OUTSIDE_HOURS),
    )
    return tuple(reason for applies, reason in against if applies)


def find_reasons_against_words(
    template: MessageTemplate,
    filled: Mapping[str, str],
    way: Way,
    *,
    may_name_police: bool = False,
    about_crime: bool = False,
) -> Reasons:
    """Why a message cannot be made of this template and what was filled in, each beside its field."""
    unfit = tuple(
        DOES_NOT_FIT.on(slot) for slot, kind in template.slots.items() if not fits(kind, filled.get(slot, ""))
    )
    unknown = tuple(DOES_NOT_FIT.on(slot) for slot in filled if slot not in template.slots)
    against: tuple[tuple[bool, Reason], ...] = (
        (way.value not in template.ways, WRONG_WAY),
        (template.names_police and not may_name_police, MAY_NOT_NAME_POLICE),
        (bool(template.occasion) and not about_crime, NEEDS_CRIME),
    )
    return tuple(reason for applies, reason in against if applies) + unfit + unknown


def find_reasons_against_withdrawing(*, reason: str, is_waiting: bool) -> Reasons:
    """Why a message cannot be withdrawn."""
    against = ((not is_waiting, NOT_WAITING), (not reason.strip(), WITHDRAWING_NEEDS_REASON))
    return tuple(one for applies, one in against if applies)


def find_reasons_against_telephoning(*, waits: bool, about_crime: bool) -> Reasons:
    """Why a call in place of a message cannot be recorded with its incident."""
    against = ((not waits, NOBODY_TO_TELEPHONE), (about_crime, TELEPHONED_ABOUT_CRIME))
    return tuple(one for applies, one in against if applies)


def telephone_due(rulebook: Rulebook, *, at: datetime, risk: int, has_officer: bool) -> DutyDue:
    """Telephoning somebody to whom a message was not delivered: by the officer in the case, else by the victims' desk."""
    within = rulebook[TELEPHONE_INSTEAD_WITHIN]
    return DutyDue(
        kind=DutyKind.TELEPHONE_INSTEAD, desk=Desk.INVESTIGATION if has_officer else Desk.VICTIMS,
        due_at=at + within.value, rule=within.key, edition=within.edition, risk=risk,
    )  # fmt: skip
