"""What is recorded and how it ends: Kent's own numbers of 2018/19, offence by offence, from the shipped table."""

import csv
import gzip
import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import accumulate, chain
from random import Random

from constabulary.open_data.kinds import Kind
from constabulary.open_data.shipped import shipped_path
from constabulary.standards.offences import Basis, Offence, offences
from constabulary.standards.values import value

FORCE = "Kent"
#: Not yet assigned when the table was made.
UNDECIDED = "0"
#: Offence classes of 2018/19 under the class they are recorded as now (burglary was divided anew in 2023).
NOW = {
    "28E": "28I", "28F": "28J", "28G": "28K", "28H": "28L", "29A": "29B", "37.1": "37/1", "37.2": "37/2",
    "4.4": "4/4", "4.8": "4/8", "1/4.1/4.10/4.2": "4/1",
}  # fmt: skip


@value
class OffenceClass:
    """One class of offences with how many were recorded, the offences it may be now, and how they ended."""

    code: str
    title: str
    group: str
    recorded: int
    offences: tuple[Offence, ...]
    weights: tuple[int, ...]
    outcomes: tuple[str, ...]
    counts: tuple[int, ...]

    @property
    def has_victim(self) -> bool:
        """Whether its offences have victims."""
        return self.offences[0].basis is not Basis.STATE


@cache
def offence_classes() -> tuple[OffenceClass, ...]:
    """Every class with crimes in Kent that can be recorded today, the commonest first."""
    counted: dict[str, Counter[str]] = {}
    titles: dict[str, tuple[str, str]] = {}
    with gzip.open(shipped_path(Kind.OUTCOME_TABLE), "rt", encoding="utf-8") as lines:
        heading = next(lines)
        # The whole table has a hundred thousand rows of forty forces.
        for row in csv.DictReader(chain((heading,), (line for line in lines if FORCE in line))):
            number = row["force_outcomes_for_offences_recorded_in_quarter"]
            # Crimes cancelled in a later quarter are subtracted there, so that a few counts are below nothing.
            if row["force_name"] == FORCE and number.lstrip("-").isdigit() and int(number):
                code = NOW.get(row["offence_code"], row["offence_code"])
                counted.setdefault(code, Counter())[row["outcome_type"]] += int(number)
                titles.setdefault(code, (row["offence_description"], row["offence_group"]))
    listed = _listed()
    made = [
        OffenceClass(
            code=code, title=titles[code][0], group=titles[code][1], recorded=sum(counts.values()),
            offences=tuple(listed[code]), weights=tuple(listed[code].values()), outcomes=tuple(sorted(counts)),
            counts=tuple(accumulate(counts[one] for one in sorted(counts))),
        )
        for code, counts in counted.items()
        if code in listed and counts.total() > 0
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda one: (-one.recorded, one.code)))


@cache
def _listed() -> Mapping[str, Mapping[Offence, int]]:
    """The offences that a force like this records, by class, with how often one comes beside another of its class."""
    current: dict[str, list[Offence]] = {}
    for one in offences():
        if one.is_recordable_on(date(2035, 4, 1)):
            current.setdefault(one.category, []).append(one)
    chosen = _plain_weights()
    found = {code: _weighed(rows, chosen.get(code, {})) for code, rows in current.items()}
    return {code: made for code, made in found.items() if made}


def _plain_weights() -> Mapping[str, Mapping[str, int]]:
    text = (files("constabulary.casework.demo") / "data" / "plain-offences.toml").read_text("utf-8")
    weights: Mapping[str, Mapping[str, int]] = tomllib.loads(text)["weights"]
    return weights


def _weighed(rows: list[Offence], weights: Mapping[str, int]) -> Mapping[Offence, int]:
    """Those that the table names, with its weights; the first plain one of a class that is not in it."""
    if weights:
        # A code may stand on several rows of a class; the first is the one that speaks plainest.
        first = {one.code: one for one in reversed(rows)}
        return {first[code]: weight for code, weight in weights.items()}
    # Ten years back and today: what came and went between is left aside, but for classes divided anew meanwhile.
    lasting = [one for one in rows if one.is_recordable_on(date(2016, 4, 1)) or one.category in NOW.values()]
    with_victim = [one for one in lasting if one.basis is Basis.VICTIM]
    return dict.fromkeys((with_victim or lasting)[:1], 1)


@cache
def _common(least: int) -> tuple[tuple[OffenceClass, ...], tuple[int, ...]]:
    """The classes of which Kent recorded this many in its year, and their numbers added up one after the other."""
    found = tuple(one for one in offence_classes() if one.recorded >= least)
    return found, tuple(accumulate(one.recorded for one in found))


def draw_class(chance: Random, *, on: date, least: int = 1) -> OffenceClass:
    """A class of offences of which some could be committed on a day, as often as Kent recorded it.

    What Kent recorded less than `least` times in its year does not come.
    """
    classes, added_up = _common(least)
    while True:
        drawn = chance.choices(classes, cum_weights=added_up)[0]
        if any(one.is_recordable_on(on) for one in drawn.offences):
            return drawn


def draw_offence(chance: Random, kind: OffenceClass, *, on: date) -> Offence:
    """An offence of a class that can be committed on a day, the plain ones most often."""
    found = [(one, weight) for one, weight in zip(kind.offences, kind.weights, strict=True) if one.is_recordable_on(on)]
    return chance.choices([one for one, _ in found], [weight for _, weight in found])[0]


def draw_outcome(chance: Random, kind: OffenceClass) -> str:
    """How a crime of the class ends, as often as Kent's did; `UNDECIDED` as often as it had not ended."""
    return chance.choices(kind.outcomes, cum_weights=kind.counts)[0]


def draw_decided(chance: Random, kind: OffenceClass) -> str:
    """How a crime of the class ends where it does end; `UNDECIDED` where none of the class has."""
    if all(one == UNDECIDED for one in kind.outcomes):
        return UNDECIDED
    while (outcome := draw_outcome(chance, kind)) == UNDECIDED:
        pass
    return outcome


def real_offence_shares() -> dict[str, float]:
    """The share of each class in all crimes."""
    whole = sum(one.recorded for one in offence_classes())
    return {one.code: one.recorded / whole for one in offence_classes()}


def real_outcome_shares() -> dict[str, float]:
    """The share of each outcome in all crimes."""
    whole: Counter[str] = Counter()
    for kind in offence_classes():
        before = 0
        for outcome, added in zip(kind.outcomes, kind.counts, strict=True):
            whole[outcome] += added - before
            before = added
    return {outcome: count / whole.total() for outcome, count in whole.items()}
