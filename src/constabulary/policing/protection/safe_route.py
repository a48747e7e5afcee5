"""The safe route: how a person can be reached without anybody else knowing, agreed with them, or that there is none."""

from collections.abc import Mapping
from datetime import datetime, time
from enum import StrEnum

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.standards.calendar import LONDON
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.safeguarding import SAFE_ROUTE_WITHIN
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("safe-route")
OURS = "Our safeguard"


class Way(StrEnum):
    """How someone is reached."""

    RING = "ring"
    TEXT = "text"
    TRUSTED = "trusted"
    EMAIL = "email"
    LETTER = "letter"
    NONE = "none"

    @property
    def label(self) -> str:
        """What people call it."""
        return WAY_TITLES[self]


WAY_TITLES: Mapping[Way, str] = {
    Way.RING: "Ring only: write nothing",
    Way.TEXT: "Ring or text",
    Way.TRUSTED: "Ring somebody they trust and ask for them: say nothing of the matter",
    Way.EMAIL: "E-mail",
    Way.LETTER: "Letter",
    Way.NONE: "There is no safe way",
}
#: The ways by which anything may go in writing.
IN_WRITING = frozenset({Way.TEXT, Way.EMAIL, Way.LETTER})
KIND_OF_CONTACT = {Way.RING: "telephone", Way.TEXT: "telephone", Way.TRUSTED: "telephone", Way.EMAIL: "email"}


class ConfirmedWith(StrEnum):
    """With whom the route was agreed."""

    THEMSELVES = "themselves"
    ADVOCATE = "advocate"
    PARENT_OR_GUARDIAN = "parent_or_guardian"

    @property
    def label(self) -> str:
        """What people call it."""
        return CONFIRMED_WITH_TITLES[self]


CONFIRMED_WITH_TITLES: Mapping[ConfirmedWith, str] = {
    ConfirmedWith.THEMSELVES: "The person, speaking freely",
    ConfirmedWith.ADVOCATE: "Their advocate or support worker",
    ConfirmedWith.PARENT_OR_GUARDIAN: "A parent or guardian who is not suspected",
}


MIDNIGHT = time(0)


@value
class Hours:
    """The hours in which someone can be reached, on a London clock; across midnight when they end before they begin.

    From midnight until midnight is any time.
    """

    from_time: time
    until_time: time

    @property
    def are_any(self) -> bool:
        """Whether they are the whole day and night."""
        return self.from_time == self.until_time == MIDNIGHT

    @property
    def words(self) -> str:
        """What people say of them."""
        return "Any time" if self.are_any else f"{self.from_time:%H:%M} to {self.until_time:%H:%M}"

    def hold(self, moment: datetime) -> bool:
        """Whether the moment lies in them: the first minute belongs, the last does not."""
        local = moment.astimezone(LONDON).time()
        if self.from_time < self.until_time:
            return self.from_time <= local < self.until_time
        return local >= self.from_time or local < self.until_time


@value
class RouteFacts:
    """A route as it is about to be confirmed."""

    way: Way
    contact_kind: str
    contact_is_shared: bool
    contact_has_ended: bool
    hours: Hours | None
    confirmed_with: ConfirmedWith | None
    reason: str
    trusted_person: str = ""
    is_of_other_side: bool = False
    hours_and_any_time: bool = False


CONTACT_MISSING = REASONS.add(
    "contact-missing",
    "Choose the telephone, e-mail address or address to use, of the kind this way needs.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="contact",
)
CONTACT_SHARED = REASONS.add(
    "contact-shared",
    "The suspect or somebody in the household answers or sees this one. It can never be the safe one.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="contact",
)
CONTACT_OF_OTHER_SIDE = REASONS.add(
    "contact-of-other-side",
    "It is held for the suspect too, or for somebody linked to them. It can never be the safe one.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="contact",
)
TRUSTED_PERSON_MISSING = REASONS.add(
    "trusted-person-missing",
    "Say who answers, and that the person trusts them.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="trusted_person",
)
NEW_UNREADABLE = REASONS.add(
    "new-unreadable",
    "Write a whole telephone number or e-mail address, as this way needs.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="new_contact",
)
NEW_AND_CHOSEN = REASONS.add(
    "new-and-chosen",
    "You chose one above and wrote another. Keep one of them.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="new_contact",
)
ANSWERING_NEEDS_REASON = REASONS.add(
    "answering-needs-reason",
    "Say how you know, and with whom you spoke.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="reason",
)
ANSWERING_SAME = REASONS.add(
    "answering-same",
    "That is noted already.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="shared",
)
CONTACT_ENDED = REASONS.add(
    "contact-ended",
    "This one is no longer in use.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="contact",
)
HOURS_MISSING = REASONS.add(
    "hours-missing",
    "Say from when until when they can be reached, two different times, or that it is any time.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="from_time",
)
ANY_TIME_AND_HOURS = REASONS.add(
    "any-time-and-hours",
    "You ticked any time and wrote hours. Keep one of them: only those hours, or any time.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="any_time",
)
CONFIRMED_WITH_MISSING = REASONS.add(
    "confirmed-with-missing",
    "Say with whom it was agreed. A route that nobody has agreed to is not safe.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="confirmed_with",
)
NONE_NEEDS_REASON = REASONS.add(
    "none-needs-reason",
    "Say why there is no safe way to reach them, and what is done instead.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="reason",
)
END_NEEDS_REASON = REASONS.add(
    "end-needs-reason",
    "Say why it is no longer safe.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="reason",
)
HAS_ENDED = REASONS.add("has-ended", "This route has ended.", source=OURS, confidence=Confidence.ASSUMPTION)


def find_reasons_against_route(facts: RouteFacts) -> Reasons:
    """Why a route cannot be confirmed. That there is none can always be recorded, with the reason."""
    if facts.way is Way.NONE:
        return () if facts.reason.strip() else (NONE_NEEDS_REASON,)
    wanted = KIND_OF_CONTACT.get(facts.way, "address")
    against = (
        (facts.contact_kind != wanted, CONTACT_MISSING),
        (facts.contact_is_shared, CONTACT_SHARED),
        (facts.is_of_other_side, CONTACT_OF_OTHER_SIDE),
        (facts.way is Way.TRUSTED and not facts.trusted_person.strip(), TRUSTED_PERSON_MISSING),
        (facts.contact_has_ended, CONTACT_ENDED),
        (_is_no_stretch(facts.hours), HOURS_MISSING),
        (facts.hours_and_any_time, ANY_TIME_AND_HOURS),
        (facts.confirmed_with is None, CONFIRMED_WITH_MISSING),
    )
    return tuple(reason for applies, reason in against if applies)


def _is_no_stretch(hours: Hours | None) -> bool:
    return hours is None or (hours.from_time == hours.until_time and not hours.are_any)


def find_reasons_against_ending_route(*, reason: str, has_ended: bool) -> Reasons:
    """Why a route cannot be ended."""
    against = ((not reason.strip(), END_NEEDS_REASON), (has_ended, HAS_ENDED))
    return tuple(one for applies, one in against if applies)


def find_reasons_against_saying_who_answers(*, reason: str, is_same: bool) -> Reasons:
    """Why it cannot be noted anew who answers or sees a contact detail."""
    against = ((is_same, ANSWERING_SAME), (not reason.strip(), ANSWERING_NEEDS_REASON))
    return tuple(one for applies, one in against if applies)


def find_duty_of_lost_route(rulebook: Rulebook, *, at: datetime) -> DutyDue:
    """Confirming a new route, which is due once more when the old one is no longer safe."""
    standard = rulebook[SAFE_ROUTE_WITHIN]
    return DutyDue(
        kind=DutyKind.CONFIRM_SAFE_ROUTE,
        desk=CATALOGUE[DutyKind.CONFIRM_SAFE_ROUTE].desk,
        due_at=at + standard.value,
        rule=standard.key,
        edition=standard.edition,
        risk=3,
    )
