"""What a victim asked to have reviewed, as it is read; and who had a part in the decision."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from constabulary.records.queries.victims import views_of
from constabulary.standards.values import value


@value
class RequestView:
    """A request for a review and its answer. `found` is empty while somebody waits."""

    id: int
    outcome_id: int
    came_as: str
    from_safe_route: bool
    words: str
    against: tuple[str, ...]
    edition: str
    received_at: datetime
    recorded_at: datetime
    recorded_by: int
    found: str
    answer: str
    answered_at: datetime | None
    answered_by: int | None


def requests_of(crime: int) -> list[RequestView]:
    """Every request for a review of a decision on the crime, latest first."""
    return views_of(RequestView, "review_request", crime, "received_at")


@value
class ReviewedOutcome:
    """A decision that is to be reviewed: what was decided, what it rests on, by whom."""

    outcome_type: str
    rationale: str
    decision_words: str
    proposed_by: int
    decided_by: int | None
    decided_at: datetime | None


def outcome_under_review(outcome: int) -> ReviewedOutcome | None:
    """The decision, if whoever asks may see it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT outcome_type, rationale, decision_words, proposed_by_id, decided_by_id, decided_at "
            "FROM outcome WHERE id = %s",
            [outcome],
        )
        row = cursor.fetchone()
    names = ReviewedOutcome.__dataclass_fields__
    return ReviewedOutcome(**dict(zip(names, row, strict=True))) if row else None


def had_a_part(outcome: int) -> frozenset[int]:
    """Who proposed an outcome, passed it up, decided it, or was in charge of its crime."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.proposed_by_id, o.decided_by_id, c.officer_id FROM outcome o JOIN crime c ON c.id = o.crime_id "
            "WHERE o.id = %s UNION ALL SELECT passed_by_id, answered_by_id, NULL FROM passed_up WHERE outcome_id = %s",
            [outcome, outcome],
        )
        return frozenset(one for row in cursor.fetchall() for one in row if one is not None)


def ranks_of(officers: Iterable[int]) -> dict[int, int]:
    """The rank of each of these officers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, rank FROM officer WHERE id = ANY(%s)", [list(officers)])
        return dict(cursor.fetchall())
