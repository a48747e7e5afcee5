"""Investigation and supervision: plan, contact, reviews, outstanding suspects, time limits of proceedings."""

from collections.abc import Mapping
from typing import Any

from constabulary.standards.authorities import known_authority
from constabulary.standards.dated import Key
from constabulary.standards.intervals import by_harm, days, interval, months, review_days, share, some_days
from constabulary.standards.values import value


@value
class ContactAttempts:
    """What must have been tried before a victim counts as unreachable."""

    attempts: int
    over_days: int


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


def _released(raw: Mapping[str, Any]) -> ReleasedReviews:
    made = ReleasedReviews(
        days=int(raw["days"]),
        months=tuple(raw["months"]),
        authorities=tuple(known_authority(one) for one in raw["authorities"]),
    )
    if len(made.authorities) != len(made.months) + 1:
        raise ValueError("an authority for each review")
    return made


PLAN_WITHIN = Key("investigation.plan_within", by_harm)
FIRST_CONTACT_WITHIN = Key("investigation.first_contact", by_harm)
SUPERVISOR_REVIEWS = Key("investigation.supervisor_reviews", review_days)
INSPECTOR_REVIEW_MONTHS = Key("investigation.inspector_review", months)
REVIEW_ON_EVENT_WITHIN = Key("investigation.review_on_event", interval)
OUTSTANDING_AFTER_DAYS = Key("investigation.outstanding_suspect", days)
SUSPECT_REVIEWS = Key("investigation.suspect_reviews", review_days)
NO_ACTIVITY_DAYS = Key("investigation.no_activity", some_days)
CONTACT_ATTEMPTS = Key("investigation.contact_attempts", lambda raw: ContactAttempts(**raw))
RELEASED_REVIEWS = Key("investigation.released_reviews", _released)
INVESTIGATE_ANYWAY = Key("screening.investigate_anyway", share)
TELLING_ATTEMPTS = Key("outcomes.telling_attempts", lambda raw: TellingAttempts(**raw))
SUMMARY_LIMIT_MONTHS = Key("limitation.summary", months)
DOMESTIC_ASSAULT_LIMIT = Key("limitation.domestic_common_assault", lambda raw: DomesticLimit(**raw))
