"""The dates of a matter that may pick the edition of a rule."""

from datetime import date, datetime

from constabulary.standards.calendar import local_day
from constabulary.standards.dated import SelectedBy
from constabulary.standards.values import value


class MomentMissing(LookupError):
    """The standard is picked by a date that the matter does not have yet."""


@value
class Moments:
    """The dates of one matter that may pick an edition. Aware moments, or days; None where there is none yet."""

    offence: datetime | date | None = None
    report: datetime | date | None = None
    arrest: datetime | date | None = None
    decision: datetime | date | None = None

    def day(self, selected_by: SelectedBy) -> date:
        """The London day that picks editions declared as `selected_by`. Raises MomentMissing."""
        moment: datetime | date | None = getattr(self, selected_by)
        if moment is None:
            raise MomentMissing(f"the {selected_by.value} date")
        return local_day(moment)
