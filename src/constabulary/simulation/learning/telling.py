"""What was learned, in lines for a person: one statement each, with its interval, and what to be careful of."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from constabulary.simulation.learning.arrivals import ArrivalRates
from constabulary.simulation.learning.drift import Drift, Drifted
from constabulary.simulation.learning.fitting import Fit, Shape
from constabulary.simulation.learning.learning import ALL, Learned, Remark, Remarked, Stage
from constabulary.simulation.learning.routing import LEAVES
from constabulary.simulation.learning.survival import Quantile
from constabulary.standards.calendar import LONDON

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

REMARKS: Mapping[Remark, str] = {
    Remark.NOTHING: "There is no record in it, so nothing can be learned.",
    Remark.ONE: "There is one record only: it shows that the work exists, not how often or how long.",
    Remark.NO_TIME: "All records are of one moment, so there is no rate of anything.",
    Remark.FEW_ARRIVALS: "Only {figure:.0f} came in{about}: the rates are rough, and hours of the week can hardly be told apart.",
    Remark.UNDER_A_WEEK: "The records span {figure:.1f} days, less than a week: some hours of the week were never seen.",
    Remark.NO_SEASON: "The records span {figure:.0f} days; months are told apart only after a year, so no season is in the rates.",
    Remark.FEW_DAYS: "In {figure:.0f} days it can hardly be told how days and weeks vary; intervals lean on our own assumption that "
    "days vary by some 7 %.",
    Remark.BEYOND_CHANCE: "Days vary more than chance would have it{about}: their variance is {figure:.1f} times that of chance. "
    "Staffing for the mean day will fall short more often than it seems.",
    Remark.IN_RUNS: "Busy days come in runs{about}: one day's deviation and the next's correlate at {figure:.2f}.",
    Remark.FEW_ENDS: "Only {visits} ended{about}: the durations are rough.",
    Remark.NONE_ENDED: "Of {visits} none has ended{about}, so how long it takes is not known; it takes longer "
    "than what is open has waited.",
    Remark.MANY_OPEN: "{figure:.0%} of the visits are still open{about}: short durations are known, long ones are not.",
    Remark.POOR_FIT: "None of the three shapes fits well{about} (off by up to {figure:.0%} of the visits); what was measured is "
    "used as it is.",
    Remark.ALL_ALIKE: "All durations are alike{about}: perhaps they were entered by rule, not measured.",
    Remark.OUT_OF_ORDER: "{figure:.0f} rows end before they begin; they are left out.",
    Remark.NO_BEGINNING: "{figure:.0f} rows have no beginning; they are left out.",
    Remark.NOT_YET: "{figure:.0f} rows begin after the end of the period; they are left out.",
}
CAUTION = (
    "Times in a stage hold waiting as well as work: they are service times only where a row begins when somebody "
    "takes the work up."
)
SHAPES: Mapping[Shape, str] = {
    Shape.LOGNORMAL: "lognormal with median {scale} and deviation of the logarithm {form:.2f}",
    Shape.GAMMA: "gamma with mean {mean} and shape {form:.2f}",
    Shape.WEIBULL: "Weibull with scale {scale} and shape {form:.2f}",
}
DRIFTS: Mapping[Drifted, str] = {
    Drifted.ARRIVALS: "arrivals{about}: {then:.1f} a day then, {now:.1f} now",
    Drifted.DURATION: "time in {about}: half within {then} then, {now} now; nine in ten within {late_then} then, {late_now} now; "
    "{still_open:,} of the {seen:,} since then are still open",
    Drifted.REWORK: "work that comes back to {about}: {then:.0%} then, {now:.0%} now",
}
NOT_REACHED = "longer than was seen"


def _visits(count: float) -> str:
    return "1 visit" if count == 1 else f"{count:,.0f} visits"


def hours_in_words(hours: float | None) -> str:
    """A length of time as people say it: minutes below two hours, days from two days on."""
    if hours is None:
        return NOT_REACHED
    if hours < 2:
        return f"{hours * 60:.1f} min" if hours < 1 / 6 else f"{hours * 60:.0f} min"
    return f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.1f} days"


def tell(learned: Learned, *, zone: ZoneInfo = LONDON) -> Iterator[str]:
    """The report."""
    if learned.visits:
        since, until = (datetime.fromtimestamp(one, tz=UTC).astimezone(zone) for one in (learned.since, learned.until))
        yield f"{_visits(learned.visits)} to {len(learned.stage_names)} stages, {since:%d %B %Y %H:%M} to {until:%d %B %Y %H:%M}."
    for name, rates in zip(learned.class_names, learned.arrivals, strict=True):
        if rates is not None:
            yield from _arrivals(name, rates)
    ended = [one for one in learned.stages if one.visits > one.still_open]
    for one in ended:
        yield from _stage(learned, one)
    yield from _routes(learned)
    if ended:
        yield CAUTION
    yield from (remark_in_words(one) for one in learned.remarks)


def remark_in_words(one: Remarked) -> str:
    """The sentence of a remark."""
    return REMARKS[one.remark].format(
        figure=one.figure, visits=_visits(one.figure), about=f" ({one.about})" if one.about else ""
    )


def _arrivals(name: str, rates: ArrivalRates) -> Iterator[str]:
    about = f" of {name}" if name else ""
    # An interval for the whole: what was seen is a sample whose days and weeks vary as they do.
    spread = 1.96 * rates.level_variance(rates.days) ** 0.5
    low, high = rates.per_day * max(0.0, 1 - spread), rates.per_day * (1 + spread)
    yield f"Arrivals{about}: {rates.per_day:.1f} a day (95 % interval {low:.1f} to {high:.1f}), {rates.seen:,} in {rates.days:.1f} days."
    busiest, quietest = int(rates.by_hour_of_week.argmax()), int(rates.by_hour_of_week.argmin())
    for word, hour in (("Busiest", busiest), ("Quietest", quietest)):
        yield (
            f"  {word} hour: {WEEKDAYS[hour // 24]} {hour % 24:02d}:00, {rates.by_hour_of_week[hour]:.2f} an hour "
            f"({rates.low[hour]:.2f} to {rates.high[hour]:.2f})."
        )


def _stage(learned: Learned, one: Stage) -> Iterator[str]:
    name = learned.stage_names[one.stage] or "the work"
    about = name if one.work == ALL else f"{name}, {learned.class_names[one.work] or 'no class'}"
    yield (
        f"Time in {about}: half within {_interval(one.half)}, nine in ten within {_interval(one.nine_in_ten)}; "
        f"{_visits(one.visits)}, {one.still_open:,} still open."
    )
    for fit in one.fits[:1]:
        yield f"  Nearest shape: {fit_in_words(fit)}; off by at most {fit.distance:.1%} of the visits{_misfit(fit)}."


def _misfit(fit: Fit) -> str:
    return "" if fit.chance >= 0.01 else ", more than chance would have it"


def fit_in_words(fit: Fit) -> str:
    """A fitted shape with its parameters."""
    scale = hours_in_words(fit.scale)
    return SHAPES[fit.shape].format(scale=scale, mean=hours_in_words(fit.mean), form=fit.form)


def _interval(one: Quantile) -> str:
    return f"{hours_in_words(one.hours)} ({hours_in_words(one.low)} to {hours_in_words(one.high)})"


def _routes(learned: Learned) -> Iterator[str]:
    for stage, name in enumerate(learned.stage_names):
        for route in learned.routing.of(stage) if len(learned.stage_names) > 1 else ():
            share = route.share
            if share.estimate is not None and share.low is not None and share.high is not None:
                to = "leaves" if route.to == LEAVES else f"goes on to {learned.stage_names[route.to]}"
                yield f"After {name}, {share.estimate:.1%} {to} ({share.low:.1%} to {share.high:.1%} of {share.denominator:,})."
        again = learned.routing.rework[stage]
        if again.numerator and again.estimate is not None:
            yield f"{again.estimate:.1%} of the visits to {name} are by work that had been there before."


def tell_drift(drifts: tuple[Drift, ...]) -> Iterator[str]:
    """What has changed, and how much was looked at."""
    changed = [one for one in drifts if one.has_changed]
    if not drifts:
        yield "There is nothing to compare with what was learned before."
        return
    figures = "1 figure was" if len(drifts) == 1 else f"{len(drifts)} figures were"
    yield f"{figures} compared; {len(changed)} changed by more than chance would have it."
    for one in changed:
        yield f"  Changed: {drift_in_words(one)} (chance alone: {one.chance:.1e})."


def drift_in_words(one: Drift) -> str:
    """One comparison."""
    if one.what is Drifted.DURATION:
        return DRIFTS[one.what].format(
            about=one.about or "the work",
            then=hours_in_words(one.then),
            now=hours_in_words(one.now),
            late_then=hours_in_words(one.late_then),
            late_now=hours_in_words(one.late_now),
            still_open=one.still_open,
            seen=one.seen,
        )
    about = f" of {one.about}" if one.about and one.what is Drifted.ARRIVALS else one.about
    return DRIFTS[one.what].format(about=about, then=one.then or 0.0, now=one.now or 0.0)
