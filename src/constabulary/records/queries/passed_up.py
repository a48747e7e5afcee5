"""What was passed up about a crime, as people see it: who asked what and why, and what came of it."""

from datetime import datetime

from constabulary.policing.desks import Desk
from constabulary.policing.supervision.passing_up import Passing
from constabulary.records.models import PassedUp
from constabulary.standards.values import value


@value
class PassedView:
    """One decision passed up; without an answer somebody waits. `officer` is whom the crime should be given to."""

    passing: Passing
    officer: int | None
    to_desk: Desk
    because: str
    passed_at: datetime
    passed_by: int
    answer: str
    words: str
    answered_at: datetime | None
    answered_by: int | None

    @property
    def waits(self) -> bool:
        """Whether nobody has answered."""
        return not self.answer

    @property
    def officers(self) -> set[int]:
        """Everyone whom it names."""
        return {one for one in (self.officer, self.passed_by, self.answered_by) if one is not None}


def last_passed_up(crime: int, passing: Passing) -> PassedView | None:
    """What was last passed up of this kind about a crime, as far as whoever asks may see it."""
    row = PassedUp.objects.filter(crime_id=crime, passing=passing.value).order_by("-id").first()
    if row is None:
        return None
    return PassedView(
        passing=passing, officer=row.officer_id, to_desk=Desk(row.to_desk), because=row.because, passed_at=row.passed_at,
        passed_by=row.passed_by_id, answer=row.answer, words=row.words, answered_at=row.answered_at,
        answered_by=row.answered_by_id,
    )  # fmt: skip
