"""What a measure declares of itself, and how it is computed as at any moment."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum

from constabulary.policing.clocks import start_of
from constabulary.policing.inspection.agreement import Agreement, agreement_of
from constabulary.policing.inspection.intervals import Rate, wilson
from constabulary.policing.inspection.second_scoring import GRADES
from constabulary.records.queries.measures.counted import Counted, Taken
from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.self_inspection import AGREEMENT
from constabulary.standards.values import value


@value
class Window:
    """The days a measure looks at, and the moment as at which it is taken."""

    from_on: date
    until_on: date
    as_at: datetime

    @property
    def from_at(self) -> datetime:
        """The first moment of the first day."""
        return start_of(self.from_on)

    @property
    def until_at(self) -> datetime:
        """The first moment after the last day."""
        return start_of(date.fromordinal(self.until_on.toordinal() + 1))


class Scale(StrEnum):
    """What a measure's figure is: a share of records, or how far two judges agree."""

    SHARE = "share"
    KAPPA = "kappa"


class NotDefined(LookupError):
    """The measure had no definition yet on the day asked for."""


@value
class Definition:
    """One edition of a measure's definition: from which day it holds, in words, and its query.

    `taken` tells of some of its records when each was due and when it was done, where the measure is one of time.
    `dated` tells by which moment each came into the window, and `dated_is` what that moment is, where it is not the one
    the record began with.
    """

    code: str
    valid_from: date
    numerator: str
    denominator: str
    count: Callable[[Window, Rulebook], Counted]
    edition_of: Callable[[Rulebook], str]
    taken: Callable[[Iterable[int], Window, Rulebook], Mapping[int, Taken]] | None = None
    dated: Callable[[Iterable[int], Window], Mapping[int, datetime]] | None = None
    dated_is: str = "When"


@value
class Measure:
    """A measure of the inspection framework: which questions it speaks to, why it matters, who checked it, till when.

    `sampled` is true where the denominator is a sample, not every record there is: then its interval says what may lie
    behind the sample. A count of every record has its interval too, and its teams stand against funnel limits.
    `numerator_is` names a record in the numerator, `other_is` one that is not.
    """

    code: str
    title: str
    questions: tuple[str, ...]
    why: str
    good_is: str
    target: float | None
    target_confidence: Confidence
    evidence: str
    sampled: bool
    checked_by: str
    review_on: date
    definitions: tuple[Definition, ...]
    scale: Scale = Scale.SHARE
    numerator_is: str = "Met"
    other_is: str = "Not met"

    def is_met(self, low: float | None, high: float | None) -> bool:
        """Whether the whole interval lies on the right side of the target; never where there is no target."""
        if self.target is None or low is None or high is None:
            return False
        return low >= self.target if self.good_is == "high" else high <= self.target

    def definition_on(self, day: date) -> Definition:
        """The definition that held on a day. Raises NotDefined before the first."""
        for definition in sorted(self.definitions, key=lambda one: one.valid_from, reverse=True):
            if definition.valid_from <= day:
                return definition
        raise NotDefined(f"{self.title}: there was no definition on {day.day} {day:%B %Y}.")


@value
class Measured:
    """A measure as computed: the figure with its interval, and every record behind it."""

    measure: Measure
    definition: Definition
    window: Window
    counted: Counted
    rate: Rate | Agreement

    @property
    def falls_short(self) -> tuple[int, ...]:
        """The records that are not as they should be: outside the numerator, or in it where less is better."""
        return self.counted.not_met if self.measure.good_is == "high" else self.counted.met


def compute(measure: Measure, window: Window, rulebook: Rulebook) -> Measured:
    """Compute a measure as at a moment, by the definition that held then."""
    definition = measure.definition_on(local_day(window.as_at))
    counted = definition.count(window, rulebook)
    return Measured(
        measure=measure,
        definition=definition,
        window=window,
        counted=counted,
        rate=figure_of(measure, counted, rulebook),
    )


def figure_of(measure: Measure, counted: Counted, rulebook: Rulebook) -> Rate | Agreement:
    """The figure that these records give."""
    if measure.scale is Scale.SHARE:
        return wilson(len(counted.met), counted.denominator)
    least = rulebook[AGREEMENT].value
    return agreement_of(
        counted.pairs,
        people=len(set(counted.people)),
        categories=len(GRADES),
        least_pairs=least.pairs,
        least_people=least.people,
    )
