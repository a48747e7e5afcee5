"""Opening what was taken over: how both systems differ and which rows were drawn, journalled before it is shown."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.takeover.leaving import cut_over_facts
from constabulary.policing.decisions import Reasons
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.takeover.comparing import find_reasons_against_cut_over
from constabulary.policing.takeover.sampling import most_that_may_differ
from constabulary.records.journal import write_reading
from constabulary.records.models import Takeover
from constabulary.records.queries.takeover import (
    ComparisonView,
    DifferenceView,
    SampleView,
    TakeoverView,
    differences_of,
    newest_comparison,
    samples_of,
    takeover_by_number,
)
from constabulary.records.writing import looking
from constabulary.standards.values import value


@value
class OpenedDifferences:
    """How both systems differ by the newest comparison."""

    takeover: TakeoverView
    comparison: ComparisonView | None
    differences: tuple[DifferenceView, ...]

    @property
    def unseen(self) -> int:
        """How many differences are of records that whoever reads may not see, or beyond what is shown at once."""
        return self.comparison.differences - len(self.differences) if self.comparison else 0


@value
class OpenedSample:
    """The rows drawn to be compared by eye, and what they say so far."""

    takeover: TakeoverView
    rows: tuple[SampleView, ...]

    @property
    def looked_at(self) -> int:
        """How many somebody has looked at."""
        return sum(one.looked_at is not None for one in self.rows)

    @property
    def differing(self) -> int:
        """How many of them differ."""
        return sum(one.is_same is False for one in self.rows)

    @property
    def bound(self) -> float | None:
        """The largest share of all rows that may differ, with 95 % confidence."""
        return most_that_may_differ(self.looked_at, self.differing)


def _found(number: int) -> TakeoverView:
    found = takeover_by_number(number)
    if found is None:
        raise NoSuchRecord(str(number))
    return found


def open_differences(*, takeover: int, by: Officer, at: datetime) -> OpenedDifferences:
    """The differences of the newest comparison, as far as whoever asks may see what they are of."""
    check_may(by, Permission.OPEN_EVIDENCE)
    found = _found(takeover)
    comparison = newest_comparison(found.id)
    differences = tuple(differences_of(comparison.id)) if comparison else ()
    write_reading(
        EntryKind.READ_TAKEOVER, subject=f"takeover {found.name}", subject_row=found.id, shown=[found.id], by=by, at=at,
        purpose="Comparing both systems",
    )  # fmt: skip
    return OpenedDifferences(takeover=found, comparison=comparison, differences=differences)


def open_sample(*, takeover: int, by: Officer, at: datetime) -> OpenedSample:
    """The rows drawn, as far as whoever asks may see what they became."""
    check_may(by, Permission.OPEN_EVIDENCE)
    found = _found(takeover)
    rows = tuple(samples_of(found.id))
    write_reading(
        EntryKind.READ_TAKEOVER, subject=f"takeover {found.name}", subject_row=found.id,
        shown=[one.id for one in rows] or [found.id], by=by, at=at, purpose="Comparing rows by eye",
    )  # fmt: skip
    return OpenedSample(takeover=found, rows=rows)


def reasons_against_leaving(takeover: int, *, at: datetime) -> Reasons:
    """What stands against leaving the old system as things are, but for the words of whoever decides it."""
    with looking(at=at) as w:
        facts = cut_over_facts(w, w.lock(Takeover, takeover), words="(asked when it is decided)", at=at)
    return find_reasons_against_cut_over(facts)
