"""How long things take: the shapes of service times, patience and waits for others, in hours."""

import math
from collections.abc import Mapping
from enum import StrEnum

from constabulary.standards.values import value


class Mark(StrEnum):
    """Where a figure of a model comes from; shown wherever the figure is."""

    MEASURED = "measured"
    PUBLISHED = "published"
    ASSUMPTION = "assumption"


@value
class Exponential:
    """Without memory, as theory likes it. `mean` in hours."""

    mean: float
    mark: Mark = Mark.ASSUMPTION
    source: str = ""


@value
class Lognormal:
    """Many short and a few very long. `median` in hours; `sigma` is the deviation of the logarithm."""

    median: float
    sigma: float
    mark: Mark = Mark.ASSUMPTION
    source: str = ""

    @property
    def mean(self) -> float:
        """The mean in hours."""
        return self.median * math.exp(self.sigma**2 / 2)

    @staticmethod
    def of_mean(mean: float, coefficient: float, *, mark: Mark = Mark.ASSUMPTION, source: str = "") -> "Lognormal":
        """The lognormal with this mean in hours and this coefficient of variation."""
        variance = math.log(1 + coefficient**2)
        return Lognormal(median=mean * math.exp(-variance / 2), sigma=math.sqrt(variance), mark=mark, source=source)


@value
class Gamma:
    """Between exponential (form 1) and fixed (form large). `mean` in hours; `form` is what statistics calls its shape, which
    in a file is the word for the kind of duration."""

    mean: float
    form: float
    mark: Mark = Mark.ASSUMPTION
    source: str = ""


@value
class Fixed:
    """Always the same. `hours` may be nought."""

    hours: float
    mark: Mark = Mark.ASSUMPTION
    source: str = ""

    @property
    def mean(self) -> float:
        """The length in hours."""
        return self.hours


@value
class Triangular:
    """What somebody who knows the work says: least, usual and most, in hours."""

    least: float
    usual: float
    most: float
    mark: Mark = Mark.ASSUMPTION
    source: str = ""

    @property
    def mean(self) -> float:
        """The mean in hours."""
        return (self.least + self.usual + self.most) / 3


@value
class Empirical:
    """What was measured: each of `hours` is as likely as any other, and nothing else happens."""

    hours: tuple[float, ...]
    mark: Mark = Mark.MEASURED
    source: str = ""

    @property
    def mean(self) -> float:
        """The mean in hours."""
        return math.fsum(self.hours) / len(self.hours)


#: A century in hours: what takes longer is not done in any run.
MOST_HOURS = 1_000_000.0
#: With more the mean is e to the 50th times the median; with a smaller shape nearly every draw is nought.
MOST_SIGMA = 10.0
LEAST_SHAPE = 0.001

Duration = Exponential | Lognormal | Gamma | Fixed | Triangular | Empirical

#: One duration for all classes, or one for each class by name; "" stands for every class not named.
ByClass = Mapping[str, Duration]


def for_all(duration: Duration) -> ByClass:
    """The same duration for every class."""
    return {"": duration}


def duration_of(durations: ByClass, name: str) -> Duration | None:
    """The duration of a class, or None where it has none."""
    return durations.get(name, durations.get(""))


def find_faults(duration: Duration) -> list[str]:
    """What is wrong with a duration, as ends of a sentence ("the mean is negative")."""
    faults = [
        f"{name} is {getattr(duration, name)}, and must be a number above nought"
        for name in ("mean", "form", "median")
        if isinstance(duration, Exponential | Gamma | Lognormal)
        and name in duration.__dataclass_fields__
        and not _is_above_nought(getattr(duration, name))
    ]
    if isinstance(duration, Lognormal) and not 0 <= duration.sigma <= MOST_SIGMA:
        faults.append(f"sigma is {duration.sigma}, and must be from nought to {MOST_SIGMA:g}")
    if isinstance(duration, Gamma) and 0 < duration.form < LEAST_SHAPE:
        faults.append(f"the form is {duration.form}, and must be {LEAST_SHAPE} or more")
    if isinstance(duration, Fixed) and not (math.isfinite(duration.hours) and duration.hours >= 0):
        faults.append(f"hours is {duration.hours}, and must be nought or more")
    if isinstance(duration, Triangular) and not 0 <= duration.least <= duration.usual <= duration.most < math.inf:
        faults.append(
            f"least {duration.least}, usual {duration.usual} and most {duration.most} must rise and not be negative"
        )
    if isinstance(duration, Empirical):
        faults.extend(_faults_of_values(duration.hours))
    if not faults and _longest(duration) > MOST_HOURS:
        faults.append(
            f"it takes up to {_longest(duration):,.0f}, and can be up to {MOST_HOURS:,.0f} (hours, or a shape)"
        )
    return faults


def _longest(duration: Duration) -> float:
    match duration:
        case Exponential():
            return duration.mean
        case Gamma():
            return max(duration.mean, duration.form)
        case Lognormal():
            return duration.median
        case Fixed():
            return duration.hours
        case Triangular():
            return duration.most
        case Empirical():
            return max(duration.hours)


def _is_above_nought(number: float) -> bool:
    return math.isfinite(number) and number > 0


def _faults_of_values(hours: tuple[float, ...]) -> list[str]:
    if not hours:
        return ["no measured value was given, so nothing can be drawn from it"]
    bad = [one for one in hours if not (math.isfinite(one) and one >= 0)]
    return [f"{len(bad)} of its {len(hours)} measured values are negative or no number"] if bad else []
