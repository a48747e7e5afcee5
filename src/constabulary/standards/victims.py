"""The Victims' Code and the rights to review, as intervals."""

from collections.abc import Mapping
from typing import Any

from constabulary.standards.dated import Key
from constabulary.standards.intervals import interval, working_days
from constabulary.standards.offences import Offence
from constabulary.standards.values import value


@value
class ContactContract:
    """How often a victim is told how things stand where nothing else is agreed."""

    standard_days: int
    enhanced_days: int

    def days_for(self, *, enhanced: bool) -> int:
        """The days that this victim is owed at most between two updates."""
        return self.enhanced_days if enhanced else self.standard_days


@value
class GravestCrimes:
    """The offences whose victims, or whose victim's relatives, have enhanced rights whatever else is known."""

    codes: frozenset[str]
    subgroups: frozenset[str]
    categories: frozenset[str]

    def holds(self, offence: Offence) -> bool:
        """Whether an offence is one of them."""
        return offence.code in self.codes or offence.subgroup in self.subgroups or offence.category in self.categories


def _gravest(raw: Mapping[str, Any]) -> GravestCrimes:
    return GravestCrimes(**{name: frozenset(raw[name]) for name in ("codes", "subgroups", "categories")})


@value
class RightToReview:
    """The clocks of the police right to review, and how much higher the reviewer's rank is."""

    ask_months: int
    summary_ask_months: int
    acknowledge_working_days: int
    complete_working_days: int
    ranks_above: int


@value
class ProsecutorsReview:
    """The clocks of the prosecutor's right to review."""

    ask_working_days: int
    considered_months: int


@value
class SummaryPage:
    """The page for victims: whether it is on, how long a code and an open page last, how many wrong codes are borne."""

    on: bool
    code_hours: int
    open_minutes: int
    wrong_codes: int
    wrong_minutes: int


SUMMARY_PAGE = Key("victims.summary_page", lambda raw: SummaryPage(**raw))
GRAVEST_CRIMES = Key("victims.gravest_crimes", _gravest)
UPDATES = Key("victims.updates", working_days)
GOES_ON = Key("victims.goes_on", working_days)
CHARGING_DECISION = Key("victims.charging_decision", working_days)
NO_INVESTIGATION = Key("victims.no_investigation", working_days)
SUPPORT_REFERRAL = Key("victims.support_referral", working_days)
ACKNOWLEDGEMENT = Key("victims.acknowledgement", working_days)
NEEDS_ASSESSMENT_WITHIN = Key("victims.needs_assessment", interval)
LOOK_AGAIN_AT_TELLING = Key("victims.look_again_at_telling", int)
ASK_ALONE = Key("victims.ask_alone", interval)
ANSWER_VICTIM = Key("victims.answer", interval)
PERSONAL_STATEMENT = Key("victims.personal_statement", int)
SPECIAL_MEASURES = Key("victims.special_measures", interval)
CONTACT_CONTRACT = Key("victims.contact_contract", lambda raw: ContactContract(**raw))
RIGHT_TO_REVIEW = Key("victims.right_to_review", lambda raw: RightToReview(**raw))
PROSECUTORS_REVIEW = Key("victims.prosecutors_review", lambda raw: ProsecutorsReview(**raw))
