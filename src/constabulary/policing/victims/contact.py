"""Contact with a victim: how and how often is agreed, what an update must hold, and what was tried when nobody answered."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.protection.safe_route import WAY_TITLES, Hours, Way
from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("contact_with_victim")
HMICFRS = "HMICFRS 2025 on investigations: the quality of contact, not only its number"
OURS = "Our safeguard"
MOST_DAYS = 366


class ContactMethod(StrEnum):
    """How somebody is reached."""

    VISIT = "visit"
    TELEPHONE = "telephone"
    VIDEO = "video"
    MESSAGE = "message"
    EMAIL = "email"
    LETTER = "letter"
    STATION = "station"

    @property
    def label(self) -> str:
        """What people call it."""
        return METHOD_TITLES[self]


METHOD_TITLES = {
    ContactMethod.VISIT: "Visit",
    ContactMethod.TELEPHONE: "Telephone",
    ContactMethod.VIDEO: "Video call",
    ContactMethod.MESSAGE: "Text message",
    ContactMethod.EMAIL: "E-mail",
    ContactMethod.LETTER: "Letter",
    ContactMethod.STATION: "At the station",
}


#: What each way of a safe route allows. A visit and the station are by no route: how they came about is said.
METHODS_OF_WAY: Mapping[Way, frozenset[ContactMethod]] = {
    Way.RING: frozenset({ContactMethod.TELEPHONE}),
    Way.TEXT: frozenset({ContactMethod.TELEPHONE, ContactMethod.MESSAGE}),
    Way.TRUSTED: frozenset({ContactMethod.TELEPHONE}),
    Way.EMAIL: frozenset({ContactMethod.EMAIL}),
    Way.LETTER: frozenset({ContactMethod.LETTER}),
    Way.NONE: frozenset(),
}


class Reached(StrEnum):
    """Whether it reached them."""

    REACHED = "reached"
    MESSAGE_LEFT = "message_left"
    NO_REPLY = "no_reply"

    @property
    def label(self) -> str:
        """What people call it."""
        return {
            "reached": "I reached them",
            "message_left": "I left a letter or message",
            "no_reply": "Nobody answered and I left nothing",
        }[self.value]


class SpokenTo(StrEnum):
    """Who was told: for a child a parent or guardian, for an organisation whoever speaks for it."""

    VICTIM = "victim"
    PARENT = "parent"
    REPRESENTATIVE = "representative"

    @property
    def label(self) -> str:
        """What people call it."""
        return {
            "victim": "The victim",
            "parent": "A parent or guardian",
            "representative": "Someone who speaks for them",
        }[self.value]


class Occasion(StrEnum):
    """What an update was about."""

    FIRST_CONTACT = "first_contact"
    ACKNOWLEDGEMENT = "acknowledgement"
    AS_AGREED = "as_agreed"
    CHANGE = "change"
    OUTCOME = "outcome"
    AFTER_OUTCOME = "after_outcome"
    REVIEW = "review"
    CANCELLATION = "cancellation"
    REFERRAL = "referral"

    @property
    def label(self) -> str:
        """What people call it."""
        return OCCASION_TITLES[self]


OCCASION_TITLES = {
    Occasion.FIRST_CONTACT: "First contact",
    Occasion.ACKNOWLEDGEMENT: "The report acknowledged, in writing or told, with the crime's reference",
    Occasion.AS_AGREED: "An update as agreed",
    Occasion.CHANGE: "Something changed: an arrest, an interview, bail, a decision",
    Occasion.OUTCOME: "The outcome that is to be applied",
    Occasion.AFTER_OUTCOME: "After the outcome: reasons, right to review",
    Occasion.REVIEW: "The review they asked for: acknowledged, or its result with reasons",
    Occasion.CANCELLATION: "The crime is to be cancelled or transferred",
    Occasion.REFERRAL: "A support service",
}


@value
class AgreementDetails:
    """What is agreed with a victim: how, by the safe route or not, how often, and what else they want."""

    how: ContactMethod
    by_safe_route: bool
    every_days: int
    wishes: str = ""


@value
class UpdateDetails:
    """One update or attempt. `outcome_type` names the outcome that the victim was told of, where it was that.

    `changes` are the duties to tell of a change that were done by it, whatever else it was about; `other_change` says that
    they were told of a change that none of those that wait is.
    `outside_route` says how they came to be spoken to otherwise than by the safe route: they rang us, for example.
    """

    occasion: Occasion
    method: ContactMethod
    reached: Reached
    by_safe_route: bool
    spoken_to: SpokenTo = SpokenTo.VICTIM
    said: str = ""
    questions: str = ""
    needs_changed: str = ""
    review_offered: bool = False
    next_on: date | None = None
    outcome_type: str = ""
    outside_route: str = ""
    code_word_given: bool = False
    changes: tuple[int, ...] = ()
    other_change: bool = False


def _reason(code: str, sentence: str, field: str, *, source: str = HMICFRS) -> Reason:
    confidence = Confidence.READ if source == HMICFRS else Confidence.ASSUMPTION
    return REASONS.add(code, sentence, source=source, confidence=confidence, field=field)


NOT_SAFE = _reason(
    "not-safe",
    "Contact is agreed by the confirmed safe route. Confirm one first, or agree to use it.",
    "by_safe_route",
    source="Our safeguard: nothing reaches a victim outside the confirmed safe route",
)
OUTSIDE_ROUTE = _reason(
    "outside-route",
    "In domestic abuse and stalking contact goes by the confirmed safe route. Confirm one first; or, if it has already "
    "happened otherwise, say how: that they rang us, or were seen alone at the station.",
    "outside_route",
    source="Our safeguard: nothing reaches a victim outside the confirmed safe route",
)
NOT_CONFIRMED = _reason(
    "route-not-confirmed",
    "No safe route is confirmed for them, so this did not go by it. Confirm one, or say how they came to be reached.",
    "by_safe_route",
    source="Our safeguard: nothing reaches a victim outside the confirmed safe route",
)
OUTSIDE_HOURS = _reason(
    "outside-hours",
    "It is outside the hours of their safe route, so this did not go by it: say how they came to be reached otherwise.",
    "by_safe_route",
    source="Our safeguard: nothing reaches a victim outside the confirmed safe route",
)
SPOKEN = frozenset({ContactMethod.TELEPHONE, ContactMethod.VIDEO})


def _listed(way: Way) -> str:
    return " or ".join(METHOD_TITLES[one].lower() for one in ContactMethod if one in METHODS_OF_WAY[way])


WRONG_METHOD: Mapping[Way, Reason] = {
    way: _reason(
        f"not-by-{way.value}",
        f"Their safe route is: {WAY_TITLES[way].lower()}. It allows {_listed(way)} and nothing else.",
        "method",
        source="Our safeguard: nothing reaches a victim outside the confirmed safe route",
    )
    for way in Way
    if way is not Way.NONE
}
CODE_WORD_NOT_GIVEN = _reason(
    "code-word-not-given",
    "A code word is agreed with them. Without it nobody knows who answered: say that it was given, or that you did not "
    "reach them.",
    "code_word_given",
    source="Our safeguard: nothing reaches a victim outside the confirmed safe route",
)
NO_VICTIM = _reason(
    "no-victim", "No victim is recorded in this crime, so there is nobody to do this for.", "",
    source="Our safeguard: nothing is recorded of a victim where there is none",
)  # fmt: skip
INTERVAL_ODD = _reason("interval-odd", "Say after how many days at most, from 1 to 366.", "every_days", source=OURS)
SAID_MISSING = _reason("said-missing", "Write down what was said, or what the message or letter says.", "said")
QUESTIONS_MISSING = _reason("questions-missing", "Write down what they asked, or that they asked nothing.", "questions")
NEXT_MISSING = _reason("next-missing", "Agree when they will next hear from you.", "next_on")
NEXT_IN_PAST = _reason("next-in-past", "The next contact cannot be in the past.", "next_on", source=OURS)
OUTCOME_MISSING = _reason("outcome-missing", "Say which outcome they were told of.", "outcome_type", source=OURS)
CHANGES_MISSING = _reason(
    "changes-missing",
    "Say which of the changes that wait they were told of, or that it was something else. What is not ticked stays due.",
    "changes",
    source=OURS,
)
CHANGES_NOT_TOLD = _reason(
    "changes-not-told",
    "Only somebody who was reached has been told of a change: untick it, and it stays due; or say that you reached them.",
    "changes",
    source=OURS,
)
CHANGES_MOVED = _reason(
    "changes-moved",
    "What waits to be told has changed since this page was opened. Look again, and tick what they were told of.",
    "changes",
    source=OURS,
)


def find_reasons_against_acting(*, has_victim: bool) -> Reasons:
    """Why nothing can be done for the victim of a crime, or recorded of them."""
    return () if has_victim else (NO_VICTIM,)


def allows(way: Way | None, method: ContactMethod) -> bool:
    """Whether a confirmed way allows a method; where none is confirmed there is nothing to judge it by."""
    return way is None or method in METHODS_OF_WAY[way]


def find_reasons_against_agreement(
    agreed: AgreementDetails, *, safety_matters: bool, has_route: bool = False, way: Way | None = None
) -> Reasons:
    """Why contact cannot be agreed like this. `safety_matters` where it goes by the safe route only.

    `has_route` says whether a route by which they can be reached is confirmed now, and `way` which.
    """
    wrong = agreed.by_safe_route and has_route and not allows(way, agreed.how)
    against: list[tuple[bool, Reason]] = [
        *([(True, WRONG_METHOD[way].on("how"))] if wrong and way else []),
        (safety_matters and not (agreed.by_safe_route and has_route), NOT_SAFE),
        (not 1 <= agreed.every_days <= MOST_DAYS, INTERVAL_ODD),
    ]
    return tuple(reason for applies, reason in against if applies)


def find_reasons_against_update(
    update: UpdateDetails,
    *,
    at: datetime,
    is_open: bool,
    safety_matters: bool = False,
    has_route: bool = False,
    hours: Hours | None = None,
    way: Way | None = None,
    has_code_word: bool = False,
    waiting: frozenset[int] = frozenset(),
) -> Reasons:
    """What an update lacks. While the crime is open the next contact is agreed each time.

    What has happened is recorded however it happened; `safety_matters` where contact outside the safe route has to be
    explained, and nothing goes by a route that nobody has confirmed (`has_route`), nor by it outside its `hours`, by
    another method than its `way` allows, or without its code word. Of the changes that are `waiting` to be told it is said
    which were: one telling is no telling of the others.
    """
    reached = update.reached is Reached.REACHED
    safely = safety_matters and update.by_safe_route
    today = local_day(at)
    by_route = safely and has_route
    wrong = by_route and not allows(way, update.method)
    unknown = by_route and has_code_word and reached and update.method in SPOKEN and not update.code_word_given
    against: list[tuple[bool, Reason]] = [
        *([(True, WRONG_METHOD[way])] if wrong and way else []),
        (unknown, CODE_WORD_NOT_GIVEN),
        (safety_matters and not update.by_safe_route and not update.outside_route.strip(), OUTSIDE_ROUTE),
        (safely and not has_route, NOT_CONFIRMED),
        (by_route and hours is not None and not hours.hold(at), OUTSIDE_HOURS),
        (update.reached is not Reached.NO_REPLY and not update.said.strip(), SAID_MISSING),
        (reached and not update.questions.strip(), QUESTIONS_MISSING),
        (reached and is_open and update.next_on is None, NEXT_MISSING),
        (update.next_on is not None and update.next_on < today, NEXT_IN_PAST),
        (update.occasion is Occasion.OUTCOME and not update.outcome_type, OUTCOME_MISSING),
        *_against_changes(update, waiting),
    ]
    return tuple(reason for applies, reason in against if applies)


def _against_changes(update: UpdateDetails, waiting: frozenset[int]) -> list[tuple[bool, Reason]]:
    reached = update.reached is Reached.REACHED
    is_said = bool(update.changes) or update.other_change
    return [
        (not set(update.changes) <= waiting, CHANGES_MOVED),
        (bool(update.changes) and not reached, CHANGES_NOT_TOLD),
        (update.occasion is Occasion.CHANGE and reached and bool(waiting) and not is_said, CHANGES_MISSING),
    ]


@value
class TellingFacts:
    """Whether the victim was told of this very outcome, or what was safely tried instead.

    `ruled_unsafe` where safeguarding has decided that telling it would endanger them, and that decision stands.
    """

    told: bool = False
    attempts: int = 0
    message_left: bool = False
    ruled_unsafe: bool = False

    @property
    def may_have_heard(self) -> bool:
        """Whether they were told, or may have read or listened to what was left with them."""
        return self.told or self.message_left


@value
class ReachingFacts:
    """What was tried to reach the victim: how often, by how many methods, over how many days, a visit among them."""

    attempts: int = 0
    methods: int = 0
    over_days: int = 0
    visited: bool = False


@value
class ContactMade:
    """One recorded update or attempt, as counting sees it."""

    at: datetime
    method: ContactMethod
    reached: Reached
    was_safe: bool
    outcome_type: str = ""


def telling_of(
    contacts: Iterable[ContactMade],
    outcome_type: str,
    *,
    since: datetime | None = None,
    ruled_unsafe: bool = False,
) -> TellingFacts:
    """Whether the victim was told of this outcome, or what was safely tried to tell them.

    Only what was said `since` the crime was last reopened, or a proposal last refused, counts: whoever was told of an
    outcome that was overtaken or not given has not been told of the one that takes its place.
    """
    about = [one for one in contacts if one.outcome_type == outcome_type and (since is None or one.at >= since)]
    safely = [one for one in about if one.was_safe]
    return TellingFacts(
        told=any(one.reached is Reached.REACHED for one in about),
        attempts=len(safely),
        message_left=any(one.reached is Reached.MESSAGE_LEFT for one in safely),
        ruled_unsafe=ruled_unsafe,
    )


def reaching_of(contacts: Iterable[ContactMade]) -> ReachingFacts:
    """What was tried since the victim was last reached: how often, how, over how many days."""
    tried: list[ContactMade] = []
    for one in sorted(contacts, key=lambda contact: contact.at):
        tried = [] if one.reached is Reached.REACHED else [*tried, one]
    if not tried:
        return ReachingFacts()
    return ReachingFacts(
        attempts=len(tried),
        methods=len({one.method for one in tried}),
        over_days=(local_day(tried[-1].at) - local_day(tried[0].at)).days,
        visited=any(one.method is ContactMethod.VISIT for one in tried),
    )
