"""What a measure declares of itself, and how it is computed as at any moment."""

from collections.abc import Callable
from datetime import date, datetime

from constabulary.policing.clocks import start_of
from constabulary.policing.inspection.intervals import Rate, wilson
from constabulary.records.queries.measures.counted import Counted
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook
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


@value
class Definition:
    """One edition of a measure's definition: from which day it holds, in words, and its query."""

    code: str
    valid_from: date
    numerator: str
    denominator: str
    count: Callable[[Window, Rulebook], Counted]
    edition_of: Callable[[Rulebook], str]


@value
class Measure:
    """A measure of the inspection framework: which questions it speaks to, why it matters, who checked it, till when.

    `sampled` is true where the denominator is a sample, not every record there is.
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

    def is_met(self, low: float | None, high: float | None) -> bool:
        """Whether the whole interval lies on the right side of the target; never where there is no target."""
        if self.target is None or low is None or high is None:
            return False
        return low >= self.target if self.good_is == "high" else high <= self.target

    def definition_on(self, day: date) -> Definition:
        """The definition that held on a day. Raises LookupError before the first."""
        for definition in sorted(self.definitions, key=lambda one: one.valid_from, reverse=True):
            if definition.valid_from <= day:
                return definition
        raise LookupError(f"{self.code} was not defined on {day:%d %B %Y}")


@value
class Measured:
    """A measure as computed: the rate with its interval, and every record behind it."""

    measure: Measure
    definition: Definition
    window: Window
    counted: Counted
    rate: Rate


def compute(measure: Measure, window: Window, rulebook: Rulebook) -> Measured:
    """Compute a measure as at a moment, by the definition that held then."""
    definition = measure.definition_on(window.as_at.date())
    counted = definition.count(window, rulebook)
    return Measured(
        measure=measure,
        definition=definition,
        window=window,
        counted=counted,
        rate=wilson(len(counted.met), counted.denominator),
    )
