"""Lines of enquiry to begin with: which are usual for a crime, and each as a line with its day and its clock."""

from collections.abc import Iterable
from datetime import date, timedelta

from constabulary.policing.investigation.plans import Direction, LineDetails
from constabulary.standards.investigation import UsualLine


def find_usual_lines(
    usual: Iterable[UsualLine], *, kinds: Iterable[str], already: Iterable[str] = ()
) -> tuple[UsualLine, ...]:
    """Those that are usual for a crime of these kinds (groups of its offence and its marks), but those there `already`.

    `already` are the objectives of the lines that the crime has.
    """
    of_it, there = set(kinds), set(already)
    return tuple(
        one for one in usual if (not one.groups or one.groups & of_it) and one.objective not in there
    )  # fmt: skip


def line_of(one: UsualLine, *, reported_on: date, today: date) -> LineDetails:
    """A usual line as a line of this crime: due within its days of the report, today at the earliest."""
    gone_from = None if one.gone_after_days is None else reported_on + timedelta(days=one.gone_after_days)
    return LineDetails(
        objective=one.objective, action=one.action, direction=Direction(one.direction), gone_from=gone_from,
        due_on=max(today, reported_on + timedelta(days=one.days)),
    )  # fmt: skip
