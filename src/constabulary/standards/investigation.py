"""Investigation and supervision: plan, contact, reviews, outstanding suspects, time limits of proceedings."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from constabulary.standards.authorities import known_authority
from constabulary.standards.dated import Key
from constabulary.standards.intervals import by_harm, interval, months, review_days, share, some_days
from constabulary.standards.values import value


@value
class ContactAttempts:
    """What must have been tried before a victim counts as unreachable."""

    attempts: int
    over_days: int


@value
class AbuseSuspect:
    """By when a named suspect of domestic abuse is found, then by when a supervisor looks, and how long until they do again."""

    found_within: timedelta
    supervisor_within: timedelta
    again_after: timedelta


@value
class TellingAttempts:
    """What counts as having told a victim who cannot be reached."""

    attempts: int
    message_left: bool


@value
class ReleasedReviews:
    """The reviews we impose while a suspect is released under investigation, each with its authority."""

    days: int
    months: tuple[int, ...]
    authorities: tuple[str, ...]


@value
class DomesticLimit:
    """The limit for common assault in domestic abuse: months from the first account, and months from the offence."""

    exception: bool
    months: int
    at_most_months: int


#: Which way a line may point, and the marks of a crime for which a line may be usual besides groups of offences.
WAYS_TO_POINT = ("towards", "away", "either")
MARKS = ("domestic_abuse", "stalking", "hate")
EVERY_OFFENCE = "every offence"


@value
class UsualLine:
    """A line of enquiry that is offered for a plan: what it is to find out, how, and within how many days of the report.

    `groups` are groups and subgroups of offences and marks of a crime; where there are none it is offered for all. What
    it is after may be gone `gone_after_days` after the report; None where it lasts.
    """

    code: str
    objective: str
    action: str
    days: int
    direction: str = "either"
    groups: frozenset[str] = frozenset()
    gone_after_days: int | None = None


def _usual_lines(raw: Sequence[Mapping[str, Any]]) -> tuple[UsualLine, ...]:
    made = tuple(
        UsualLine(
            code=one["code"], objective=one["objective"], action=one["action"], days=int(one["within_days"]),
            direction=one["points"], groups=frozenset(one["usual_for"]) - {EVERY_OFFENCE},
            gone_after_days=next((int(many) for many in one["gone_after_days"]), None),
        )
        for one in raw
    )  # fmt: skip
    if len({one.code for one in made}) < len(made):
        raise ValueError("each line has a code of its own")
    if any(one.direction not in WAYS_TO_POINT for one in made):
        raise ValueError("a line points towards, away or either way")
    if any(one.gone_after_days is not None and one.days >= one.gone_after_days for one in made):
        raise ValueError("a line is due before what it is after may be gone")
    return made


def _released(raw: Mapping[str, Any]) -> ReleasedReviews:
    made = ReleasedReviews(
        days=int(raw["days"]),
        months=tuple(raw["months"]),
        authorities=tuple(known_authority(one) for one in raw["authorities"]),
    )
    if len(made.authorities) != len(made.months) + 1:
        raise ValueError("an authority for each review")
    return made


def _abuse_suspect(raw: Mapping[str, Any]) -> AbuseSuspect:
    return AbuseSuspect(
        found_within=timedelta(hours=raw["found_within_hours"]),
        supervisor_within=timedelta(hours=raw["supervisor_within_hours"]),
        again_after=timedelta(hours=raw["again_after_hours"]),
    )


PLAN_WITHIN = Key("investigation.plan_within", by_harm)
USUAL_LINES = Key("investigation.usual_lines", _usual_lines)
FIRST_CONTACT_WITHIN = Key("investigation.first_contact", by_harm)
SUPERVISOR_REVIEWS = Key("investigation.supervisor_reviews", review_days)
INSPECTOR_REVIEW_MONTHS = Key("investigation.inspector_review", months)
REVIEW_ON_EVENT_WITHIN = Key("investigation.review_on_event", interval)
ABUSE_SUSPECT = Key("investigation.abuse_suspect", _abuse_suspect)
SUSPECT_REVIEWS = Key("investigation.suspect_reviews", review_days)
NO_ACTIVITY_DAYS = Key("investigation.no_activity", some_days)
CONTACT_ATTEMPTS = Key("investigation.contact_attempts", lambda raw: ContactAttempts(**raw))
RELEASED_REVIEWS = Key("investigation.released_reviews", _released)
INVESTIGATE_ANYWAY = Key("screening.investigate_anyway", share)
TELLING_ATTEMPTS = Key("outcomes.telling_attempts", lambda raw: TellingAttempts(**raw))
SUMMARY_LIMIT_MONTHS = Key("limitation.summary", months)
WARN_OF_LIMIT = Key("limitation.warning", int)
DOMESTIC_ASSAULT_LIMIT = Key("limitation.domestic_common_assault", lambda raw: DomesticLimit(**raw))
