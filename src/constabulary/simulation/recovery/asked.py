"""What a planner asks of a backlog in plain things: so many more people for so many days, a share of the calls, a partner."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from constabulary.simulation.recovery.from_model import Reckoned
from constabulary.simulation.recovery.queue import Kind, Option, Queue
from constabulary.simulation.recovery.ways import Question
from constabulary.standards.values import value


@value
class Asked:
    """People and days of a surge and of mutual aid, hours of overtime a week and for how many days; shares from 0 to 1 that
    triage closes, that telephone saves of the time each takes, that a partner takes of what comes in. Nought: not asked.

    `done_a_day` stands in place of what was reckoned from the scenario.
    """

    first: date
    days: int = 365
    done_a_day: float | None = None
    surge_people: int = 0
    surge_days: int = 0
    overtime_hours: float = 0.0
    overtime_days: int = 0
    aid_people: int = 0
    aid_days: int = 0
    triage: float = 0.0
    telephone: float = 0.0
    partner: float = 0.0


def queue_asked(reckoned: Reckoned, asked: Asked) -> Queue:
    """The queue as it is asked about."""
    done = reckoned.queue.done_a_day if asked.done_a_day is None else asked.done_a_day
    return replace(reckoned.queue, done_a_day=done, first_weekday=asked.first.weekday())


def options_of(reckoned: Reckoned, asked: Asked) -> Iterator[Option]:
    """The options asked for, each named so that it says what it is."""
    for people, days, kind, what in (
        (asked.surge_people, asked.surge_days, Kind.SURGE, "Surge"),
        (asked.aid_people, asked.aid_days, Kind.MUTUAL_AID, "Mutual aid"),
    ):
        if people:
            hours = people * reckoned.hours_of_one
            who = "person" if people == 1 else "people"
            yield Option(
                name=f"{what}: {people} {who} for {days} days", kind=kind, days=days, hours_a_day=hours,
                extra_a_day=hours / reckoned.hours_left,
            )  # fmt: skip
    if asked.overtime_hours:
        hours = asked.overtime_hours / 7
        yield Option(
            name=f"Overtime: {asked.overtime_hours:g} hours a week for {asked.overtime_days} days", kind=Kind.OVERTIME,
            days=asked.overtime_days, hours_a_day=hours, extra_a_day=hours / reckoned.hours_left,
        )  # fmt: skip
    if asked.triage:
        yield Option(
            name=f"Triage rule: {100 * asked.triage:g} % closed", kind=Kind.TRIAGE, closed_at_once=asked.triage
        )
    if asked.telephone:
        yield Option(
            name=f"Telephone: {100 * asked.telephone:g} % of the time saved", kind=Kind.TELEPHONE, saves=asked.telephone
        )
    if asked.partner:
        yield Option(name=f"Partner: takes {100 * asked.partner:g} %", kind=Kind.PARTNER, diverted=asked.partner)


def question_of(reckoned: Reckoned, asked: Asked, *, times: int, seed: int, promised_with: float) -> Question:
    """The question that is played."""
    return Question(
        queue=queue_asked(reckoned, asked), options=tuple(options_of(reckoned, asked)), first=asked.first, days=asked.days,
        times=times, seed=seed, promised_with=promised_with,
    )  # fmt: skip
