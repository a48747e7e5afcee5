"""A recovery plan as a document: its inputs, seed and edition, so that it can be played again to the same figure.

A document is text (JSON). It says what it was made of, what came out, and a digest over both; played again by the same
edition it gives the same figures to the last digit. It grows stale when what it was made of is no longer so.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np

from constabulary.simulation.recovery.burn_down import QUANTILES, Futures, Plan, play
from constabulary.simulation.recovery.queue import Kind, Option, Queue, RiskClass
from constabulary.simulation.recovery.tracking import Week
from constabulary.standards.queues import RecoverySettings, recovery_from
from constabulary.standards.values import value

#: Goes up whenever the play of a plan changes its figures; a document of another edition is not comparable.
EDITION = "Recovery plan 1"
WEEK = 7


class NotADocument(ValueError):
    """A text that is no document of a recovery plan, or was changed after it was made."""


@value
class Document:
    """A plan as it was played: on which day it begins (day 0), who made it, the figures, and a digest over all of it.

    `cleared`: the first day with each chance of `told_with` of the standard (None: not within the days played);
    `fan`: week by week the quantiles of what waits.
    """

    first: date
    made_by: str
    edition: str
    plan: Plan
    cleared: tuple[int | None, ...]
    days_beyond_standard: float
    fan: tuple[tuple[float, ...], ...]
    digest: str


def make_document(plan: Plan, *, first: date, made_by: str) -> Document:
    """Play a plan and put it down. Raises ValueError for a plan that cannot be."""
    futures = play(plan)
    made = Document(
        first=first,
        made_by=made_by,
        edition=EDITION,
        plan=plan,
        cleared=tuple(futures.cleared_with(one) for one in recovery_from(first).value.told_with),
        days_beyond_standard=round(futures.days_beyond_standard, 3),
        fan=_fan(futures),
        digest="",
    )
    return _sealed(made)


def _fan(futures: Futures) -> tuple[tuple[float, ...], ...]:
    weeks = np.arange(0, futures.plan.days + 1, WEEK)
    return tuple(tuple(round(float(one), 3) for one in row) for row in futures.fan()[:, weeks].T)


def _sealed(made: Document) -> Document:
    content = {**_plain(made), "digest": ""}
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return Document(**{**_fields(made), "digest": digest})


def _fields(made: Document) -> dict[str, Any]:
    return {name: getattr(made, name) for name in Document.__dataclass_fields__}


def _plain(made: Document) -> dict[str, Any]:
    plan = asdict(made.plan)
    if not made.plan.queue.label:
        # A document from before there were labels has none, and is still the same document.
        del plan["queue"]["label"]
    return {**_fields(made), "first": made.first.isoformat(), "plan": plan, "quantiles": QUANTILES}


def write(made: Document) -> str:
    """The document as text."""
    return json.dumps(_plain(made), indent=1, sort_keys=True) + "\n"


def read(text: str) -> Document:
    """A document from its text. Raises NotADocument."""
    try:
        raw = json.loads(text)
        made = Document(
            first=date.fromisoformat(raw["first"]),
            made_by=raw["made_by"],
            edition=raw["edition"],
            plan=_plan(raw["plan"]),
            cleared=tuple(raw["cleared"]),
            days_beyond_standard=raw["days_beyond_standard"],
            fan=tuple(tuple(row) for row in raw["fan"]),
            digest=raw["digest"],
        )
        again = _sealed(made)
        faults = made.plan.find_faults()
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise NotADocument("This is no document of a recovery plan.") from error
    if again.digest != made.digest:
        raise NotADocument("This document was changed after it was made: its digest is of other content.")
    if faults:
        raise NotADocument(f"The plan of this document cannot be played: {' '.join(faults)}")
    return made


def _plan(raw: dict[str, Any]) -> Plan:
    classes = tuple(RiskClass(**{**one, "ages": tuple(one["ages"])}) for one in raw["queue"]["classes"])
    queue = Queue(**{**raw["queue"], "classes": classes, "weekdays": tuple(raw["queue"]["weekdays"])})
    options = tuple(Option(**{**one, "kind": Kind(one["kind"]), "of": tuple(one["of"])}) for one in raw["options"])
    return Plan(**{**raw, "queue": queue, "options": options})


def play_again(made: Document) -> bool:
    """Whether the plan, played again, has the same figures to the last digit. Raises NotADocument for another edition."""
    if made.edition != EDITION:
        raise NotADocument(f"This document is of the edition {made.edition}; this version plays {EDITION}.")
    return make_document(made.plan, first=made.first, made_by=made.made_by).digest == made.digest


def why_stale(
    made: Document,
    *,
    on: date,
    settings: RecoverySettings,
    now: Queue | None = None,
    then: Queue | None = None,
    weeks: Sequence[Week] = (),
) -> tuple[str, ...]:
    """Why a plan no longer holds, in sentences; none while it does. `now` is the queue as it stands on the day `on`,
    `then` as it stood where the plan was made with other rates; `weeks` what came about in the plan's weeks so far."""
    found = []
    if made.edition != EDITION:
        found.append(f"It was made with {made.edition}; plans are made with {EDITION} now.")
    if (on - made.first).days > settings.lasts_days:
        found.append(f"It began on {made.first:%d %B %Y}, more than {settings.lasts_days} days ago.")
    if now is not None:
        queue = then or made.plan.queue
        for words, before, today in (
            ("comes in", queue.arrivals_a_day, now.arrivals_a_day),
            ("is done as things are", queue.done_a_day, now.done_a_day),
        ):
            if abs(today - before) > settings.may_move * before:
                found.append(f"{today:.1f} a day {words} now; the plan was made with {before:.1f}.")
    # One week in ten lies outside by chance alone; so it takes as many in a row as make a running plan an alarm.
    beside = list(zip(weeks, made.fan[1:], strict=False))[-settings.weeks_outside :]
    if len(beside) == settings.weeks_outside and all(_is_outside(week, fan) for week, fan in beside):
        week, fan = beside[-1]
        found.append(
            f"What waited lay outside what the plan said in each of the last {len(beside)} weeks: {sum(week.waiting):,} "
            f"wait now; it said {fan[0]:,.0f} to {fan[-1]:,.0f}."
        )
    return tuple(found)


def _is_outside(week: Week, fan: tuple[float, ...]) -> bool:
    return not fan[0] <= sum(week.waiting) <= fan[-1]
