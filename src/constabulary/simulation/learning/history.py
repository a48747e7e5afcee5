"""What is learned from: visits of pieces of work to stages, each with when it began and, if it has, when it ended."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from constabulary.simulation.distributions import Floats
from constabulary.standards.values import value

Integers = NDArray[np.int64]
HOUR = 3600.0
DAY = 86400.0


@value
class History:
    """Visits to stages, side by side in arrays of one length, and the stretch of time in which all of them were seen.

    `items` say which piece of work, `stages` and `classes` are places in `stage_names` and `class_names`; `began` and
    `ended` are seconds since 1970 in UTC, `ended` NaN for what was still open at `until`. What came before `since` or
    after `until` is not spoken of.
    """

    items: Integers
    stages: Integers
    classes: Integers
    began: Floats
    ended: Floats
    stage_names: tuple[str, ...]
    class_names: tuple[str, ...]
    since: float
    until: float

    @property
    def count(self) -> int:
        """How many visits there are."""
        return len(self.items)

    def of_stage(self, stage: int) -> "History":
        """The visits to one stage."""
        return self.where(self.stages == stage)

    def where(self, chosen: NDArray[np.bool_]) -> "History":
        """The chosen visits."""
        return History(
            items=self.items[chosen], stages=self.stages[chosen], classes=self.classes[chosen],
            began=self.began[chosen], ended=self.ended[chosen], stage_names=self.stage_names,
            class_names=self.class_names, since=self.since, until=self.until,
        )  # fmt: skip

    def up_to(self, moment: float) -> "History":
        """The history as it stood at a moment: what came later is not known, what ended later is still open."""
        known = self.where(self.began < moment)
        return History(
            items=known.items, stages=known.stages, classes=known.classes, began=known.began,
            ended=np.where(known.ended <= moment, known.ended, np.nan), stage_names=known.stage_names,
            class_names=known.class_names, since=known.since, until=moment,
        )  # fmt: skip


@value
class Faults:
    """What was left out of a history, and why, in counts. `read` is what was kept plus what is counted here."""

    read: int = 0
    no_beginning: int = 0
    out_of_order: int = 0
    not_yet: int = 0

    @property
    def left_out(self) -> int:
        """How many visits are not used."""
        return self.no_beginning + self.out_of_order + self.not_yet


def make_history(
    *,
    items: Sequence[object],
    stages: Sequence[str],
    began: Sequence[float] | Floats,
    ended: Sequence[float] | Floats,
    classes: Sequence[str] = (),
    since: float | None = None,
    until: float | None = None,
) -> tuple[History, Faults]:
    """A history from columns, in order of time, and what had to be left out of it.

    Without `since` and `until` the first and last moment in it stand for them. A visit that ends before it begins is
    left out and counted, as is one that begins after `until`; one that ends after it counts as still open.
    """
    starts, ends = np.asarray(began, dtype=np.float64), np.asarray(ended, dtype=np.float64)
    moments = np.concatenate([starts[np.isfinite(starts)], ends[np.isfinite(ends)]])
    last = (float(moments.max()) if len(moments) else 0.0) if until is None else until
    first = (
        (float(starts[np.isfinite(starts)].min()) if np.isfinite(starts).any() else last) if since is None else since
    )
    nothing = ~np.isfinite(starts)
    backwards = ~nothing & (ends < starts)
    later = ~nothing & ~backwards & (starts > last)
    good = ~(nothing | backwards | later)
    order = np.flatnonzero(good)
    order = order[np.argsort(starts[order], kind="stable")]
    _, numbers = np.unique(np.asarray([str(one) for one in items], dtype=object), return_inverse=True)
    stage_names, stage_codes = _coded(stages)
    class_names, class_codes = _coded(classes or [""] * len(starts))
    made = History(
        items=numbers[order].astype(np.int64),
        stages=stage_codes[order],
        classes=class_codes[order],
        began=starts[order],
        ended=np.where(ends[order] <= last, ends[order], np.nan),
        stage_names=stage_names,
        class_names=class_names,
        since=first,
        until=last,
    )
    faults = Faults(
        read=len(starts), no_beginning=int(nothing.sum()), out_of_order=int(backwards.sum()), not_yet=int(later.sum())
    )
    return made, faults


def _coded(names: Sequence[str]) -> tuple[tuple[str, ...], Integers]:
    """The names in the order of their first appearance, and each as a place among them."""
    places: dict[str, int] = {}
    codes = np.fromiter((places.setdefault(name, len(places)) for name in names), dtype=np.int64, count=len(names))
    return tuple(places), codes
