"""What was passed up about a crime, as people see it: who asked what and why, and what came of it."""

from datetime import datetime

from constabulary.policing.desks import Desk
from constabulary.policing.supervision.passing_up import Passing
from constabulary.records.queries.together import Asked, Asking, Question
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


@Question
def last_passed_up(crime: int, passing: Passing) -> Asking[PassedView | None]:
    """What was last passed up of this kind about a crime, as far as whoever asks may see it."""
    found = yield Asked(
        "SELECT officer_id, to_desk, because, passed_at, passed_by_id, answer, words, answered_at, answered_by_id "
        "FROM passed_up WHERE crime_id = %(crime)s AND passing = %(passing)s ORDER BY id DESC LIMIT 1",
        {"crime": crime, "passing": passing.value},
    )
    if not found:
        return None
    officer, to_desk, because, passed_at, passed_by, answer, words, answered_at, answered_by = found[0]
    return PassedView(
        passing=passing, officer=officer, to_desk=Desk(to_desk), because=because, passed_at=passed_at,
        passed_by=passed_by, answer=answer, words=words, answered_at=answered_at, answered_by=answered_by,
    )  # fmt: skip
