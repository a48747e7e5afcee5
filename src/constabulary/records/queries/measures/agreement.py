"""Agreement of blind second scorers with the first assessment."""

from datetime import datetime

from django.db import connection

from constabulary.policing.inspection.second_scoring import pairs_of_grades
from constabulary.records.queries.measures.counted import Counted


def second_scored(*, from_at: datetime, until_at: datetime, as_at: datetime) -> Counted:
    """Assessments scored a second time in the window; met: the same grade. Row numbers are second scores."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT s.id, a.grade, s.grade, a.assessed_by_id
            FROM second_score s JOIN sampled_assessment d ON d.id = s.sampled_id
            JOIN thrive_assessment a ON a.id = d.assessment_id
            WHERE s.scored_at >= %(from_at)s AND s.scored_at < %(until_at)s AND s.scored_at <= %(as_at)s
            ORDER BY s.id
            """,
            {"from_at": from_at, "until_at": until_at, "as_at": as_at},
        )
        rows = cursor.fetchall()
    return Counted(
        met=tuple(row[0] for row in rows if row[1] == row[2]),
        not_met=tuple(row[0] for row in rows if row[1] != row[2]),
        pairs=pairs_of_grades((row[1], row[2]) for row in rows),
        people=tuple(row[3] for row in rows),
    )
