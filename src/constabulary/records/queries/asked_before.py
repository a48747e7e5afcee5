"""What the registrar asked of a decision before what they found last, and what was answered: nothing of it is lost."""

import json
from datetime import datetime

from constabulary.standards.values import value


@value
class Round:
    """One question of the registrar and its answer, if there was one."""

    asked: str
    asked_at: datetime
    asked_by: int
    answer: str
    answered_at: datetime | None
    answered_by: int | None

    @property
    def officers(self) -> set[int]:
        """Everybody it names."""
        return {self.asked_by, *(one for one in (self.answered_by,) if one)}


def asked_before(column: str, about: str, latest: str) -> str:
    """The rounds of what `about` names in this column of `oversight`, but the latest one, as a text for a statement."""
    return f"""coalesce((
        SELECT jsonb_agg(jsonb_build_array(e.words, e.overseen_at, e.overseen_by_id, coalesce(ea.words, ''),
            ea.answered_at, ea.answered_by_id) ORDER BY e.id)
        FROM oversight e LEFT JOIN oversight_answer ea ON ea.oversight_id = e.id
        WHERE e.{column} = {about} AND e.id < {latest}
    ), '[]')::text"""


def rounds_in(text: str) -> tuple[Round, ...]:
    """The rounds that such a text holds, the first one first."""
    return tuple(
        Round(
            asked=asked, asked_at=datetime.fromisoformat(asked_at), asked_by=asked_by, answer=answer,
            answered_at=datetime.fromisoformat(answered_at) if answered_at else None, answered_by=answered_by,
        )
        for asked, asked_at, asked_by, answer, answered_at, answered_by in json.loads(text)
    )  # fmt: skip
