"""Crimes closed, drawn to be decided a second time and decided again, each by its verb and its role."""

from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework import second_reviews
from constabulary.casework.outcomes.deciding import approve_outcome
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.second_reviews import decide_again, draw_closures
from constabulary.policing.inspection.sampling import draw
from constabulary.policing.outcomes.check import RULES
from constabulary.records.models import Crime, SampledClosure
from constabulary.records.queries.officers import officer_by_number, say_who_asks, system_officer
from constabulary.standards.calendar import local_day
from constabulary.standards.self_inspection import Sampling
from tests.conftest import asking
from tests.factories.crimes import considered, identified, planned, the_suspect, told_of, withdraws
from tests.factories.outcomes import filled
from tests.factories.protection import add_officer, add_team
from tests.factories.worked import worked

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVERYTHING = Sampling(share=1.0, more_often=1.0)


def closed_as_16(at: datetime, **details: Any) -> Crime:
    """A crime that a supervisor closed as outcome 16 a day after the call, every guard kept."""
    crime = planned(at, **details)
    worked(crime, at + 4 * HOUR)
    identified(crime, at + 4 * HOUR)
    withdraws(crime, at + 5 * HOUR)
    considered(crime, at + 6 * HOUR)
    number = propose_outcome(
        crime=crime.pk, outcome_type="16", rationale="SECRET of the proposer.", suspect=the_suspect(crime).pk,
        stated=filled(tuple(one.heading for one in RULES["16"].stated)), by=asking(Role.DETECTIVE), at=at + 7 * HOUR,
    )  # fmt: skip
    told_of(crime, "16", at + 8 * HOUR)
    approve_outcome(
        outcome=number, words="SECRET of the decider.", by=asking(Role.SUPERVISOR), at=at + DAY,
        approver_stated=filled(tuple(one.heading for one in RULES["16"].by_approver)),
    )  # fmt: skip
    crime.refresh_from_db()
    return crime


def draw_every_closure(at: datetime) -> int:
    """Everything closed in the days up to now drawn."""
    system = system_officer()
    say_who_asks(system)
    with patch.object(second_reviews, "draw", lambda found, **given: draw(found, **{**given, "sampling": EVERYTHING})):
        return draw_closures(from_on=local_day(at - 9 * DAY), until_on=local_day(at), by=system, at=at, seed=1)


def drawn_closure(crime: Crime, at: datetime) -> SampledClosure:
    """A closed crime, drawn."""
    draw_every_closure(at)
    return SampledClosure.objects.get(crime=crime)


def reviewer(at: datetime) -> Officer:
    """An inspector of another team; from here on the database reads for them."""
    found = officer_by_number("R9") or add_officer("R9", Role.INSPECTOR, at, team=add_team("Far team", at), rank=3)
    say_who_asks(found)
    return found


def decided_again(sampled: SampledClosure, at: datetime, *, choice: str = "go_on") -> None:
    """A drawn crime decided a second time by an inspector of another team."""
    decide_again(sampled=sampled.pk, choice=choice, words="The video was never asked for.", by=reviewer(at), at=at)
