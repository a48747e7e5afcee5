"""The Victims' Code as clocks: who has enhanced rights, what a victim is told by when, and the right to review.

Working days count from the day after the event. Telling never goes outside the victim's safe route; that is decided
where something is sent, not here.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from constabulary.policing.clocks import end_of, months_after, working_days_due
from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Confidence, Key
from constabulary.standards.intervals import WorkingDays
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value
from constabulary.standards.victims import (
    ACKNOWLEDGEMENT,
    CHARGING_DECISION,
    CONTACT_CONTRACT,
    NO_INVESTIGATION,
    RIGHT_TO_REVIEW,
    SUPPORT_REFERRAL,
    UPDATES,
)

REASONS = ReasonsCatalogue("victims_code")
CODE = "Code of Practice for Victims of Crime, November 2020"


class Happening(StrEnum):
    """Something that a victim is told about, or that is done for them, within a number of working days."""

    REPORTED = "reported"
    REFERRAL_OWED = "referral_owed"
    NOT_INVESTIGATED = "not_investigated"
    ARRESTED = "arrested"
    INTERVIEWED = "interviewed"
    RELEASED = "released"
    BAILED = "bailed"
    BAIL_CHANGED = "bail_changed"
    RELEASED_UNDER_INVESTIGATION = "released_under_investigation"
    NO_FURTHER_ACTION = "no_further_action"
    CHARGED = "charged"

    @property
    def label(self) -> str:
        """What is owed, in words."""
        return HAPPENINGS[self][0]


HAPPENINGS: Mapping[Happening, tuple[str, Key[WorkingDays]]] = {
    Happening.REPORTED: ("A written acknowledgement with the crime's reference", ACKNOWLEDGEMENT),
    Happening.REFERRAL_OWED: ("A referral to a support service", SUPPORT_REFERRAL),
    Happening.NOT_INVESTIGATED: ("That there is no investigation, and why", NO_INVESTIGATION),
    Happening.ARRESTED: ("That a suspect is arrested", UPDATES),
    Happening.INTERVIEWED: ("That a suspect was interviewed as a volunteer", UPDATES),
    Happening.RELEASED: ("That a suspect was released without charge", UPDATES),
    Happening.BAILED: ("That a suspect is on bail, and its conditions", UPDATES),
    Happening.BAIL_CHANGED: ("That bail or its conditions changed", UPDATES),
    Happening.RELEASED_UNDER_INVESTIGATION: ("That a suspect is released under investigation", UPDATES),
    Happening.NO_FURTHER_ACTION: ("That no further action is taken, why, and the right to review", UPDATES),
    Happening.CHARGED: ("The decision on charging", CHARGING_DECISION),
}


@value
class UpdateDue:
    """By when a victim is told, under which edition, and how far that can be trusted."""

    happening: Happening
    due_at: datetime
    working_days: int
    rule: str
    edition: str
    confidence: Confidence


def update_due(happening: Happening, *, happened_at: datetime, enhanced: bool, rulebook: Rulebook) -> UpdateDue:
    """By when the victim is told of something that happened."""
    standard = rulebook[HAPPENINGS[happening][1]]
    within = standard.value.for_victim(enhanced=enhanced)
    return UpdateDue(
        happening=happening,
        due_at=working_days_due(local_day(happened_at), within),
        working_days=within,
        rule=standard.key,
        edition=standard.edition,
        confidence=standard.confidence,
    )


def next_contact_due(
    last_contact_at: datetime, *, agreed_days: int | None, enhanced: bool, rulebook: Rulebook
) -> datetime:
    """The end of the day by which the victim hears again: as agreed with them, else our default."""
    days = rulebook[CONTACT_CONTRACT].value.days_for(enhanced=enhanced) if agreed_days is None else agreed_days
    return end_of(local_day(last_contact_at) + timedelta(days=days))


REVIEW_PAGES = "Right to review pages of Wiltshire, Sussex, City of London and Northamptonshire police"


def _against(code: str, sentence: str) -> Reason:
    return REASONS.add(code, sentence, source=REVIEW_PAGES, confidence=Confidence.READ)


NO_SUSPECT = _against("no-suspect", "There is no right to review where no suspect was identified.")
NOT_INTERVIEWED = _against(
    "not-interviewed", "There is a right to review only where a suspect was interviewed under caution."
)
OUT_OF_COURT = _against("out-of-court", "There is no right to review of an out-of-court resolution.")
WITHDREW = _against("withdrew", "There is no right to review where the victim took back their account.")
DISCONTINUED = _against("discontinued", "There is no right to review where enquiries were discontinued.")
WAS_CHARGED = _against(
    "was-charged", "There is no right to review where the suspect was charged or the prosecutor decided."
)
TOO_LATE = _against("too-late", "The time to ask for a review has passed.")
WAS_INVOLVED = _against("was-involved", "The reviewer must have had no part in the decision.")
RANK_TOO_LOW = _against("rank-too-low", "The reviewer must be a rank above whoever decided.")


@value
class ReviewFacts:
    """What the police right to review of a decision depends on."""

    decided_at: datetime
    happened_on: date
    suspect_identified: bool
    interviewed_under_caution: bool
    charged_or_prosecutors_decision: bool = False
    out_of_court: bool = False
    victim_withdrew: bool = False
    enquiries_discontinued: bool = False
    summary_only: bool = False


def review_asked_by(facts: ReviewFacts, rulebook: Rulebook) -> date:
    """The last day to ask: months from the decision, for a summary offence no later than months from the incident."""
    right = rulebook[RIGHT_TO_REVIEW].value
    last = months_after(local_day(facts.decided_at), right.ask_months)
    if facts.summary_only:
        return min(last, months_after(facts.happened_on, right.summary_ask_months))
    return last


def find_reasons_against_review(facts: ReviewFacts, *, asked_at: datetime, rulebook: Rulebook) -> Reasons:
    """Why a victim has no right to a review of the decision; nothing when they have."""
    against: list[tuple[bool, Reason]] = [
        (not facts.suspect_identified, NO_SUSPECT),
        (facts.suspect_identified and not facts.interviewed_under_caution, NOT_INTERVIEWED),
        (facts.charged_or_prosecutors_decision, WAS_CHARGED),
        (facts.out_of_court, OUT_OF_COURT),
        (facts.victim_withdrew, WITHDREW),
        (facts.enquiries_discontinued, DISCONTINUED),
        (local_day(asked_at) > review_asked_by(facts, rulebook), TOO_LATE),
    ]
    return tuple(reason for applies, reason in against if applies)


@value
class ReviewDates:
    """By when a request is acknowledged and the review complete, with written reasons."""

    acknowledge_by: datetime
    complete_by: datetime
    rule: str
    edition: str


def review_dates(asked_at: datetime, rulebook: Rulebook) -> ReviewDates:
    """The clocks of a review that a victim has asked for."""
    standard = rulebook[RIGHT_TO_REVIEW]
    asked_on = local_day(asked_at)
    return ReviewDates(
        acknowledge_by=working_days_due(asked_on, standard.value.acknowledge_working_days),
        complete_by=working_days_due(asked_on, standard.value.complete_working_days),
        rule=standard.key,
        edition=standard.edition,
    )


def rank_to_review(decider_rank: int, *, highest_rank: int, rulebook: Rulebook) -> int:
    """The rank that a review takes. Whom nobody outranks is reviewed by another of the same rank: our default."""
    return min(decider_rank + rulebook[RIGHT_TO_REVIEW].value.ranks_above, highest_rank)


def find_reasons_against_reviewer(
    *, reviewer_rank: int, decider_rank: int, highest_rank: int, was_involved: bool, rulebook: Rulebook
) -> Reasons:
    """Why someone may not review: a part in the decision, or a rank that is not high enough above."""
    needed = rank_to_review(decider_rank, highest_rank=highest_rank, rulebook=rulebook)
    against = [(was_involved, WAS_INVOLVED), (reviewer_rank < needed, RANK_TOO_LOW)]
    return tuple(reason for applies, reason in against if applies)
