"""Journeys as people see them."""

from datetime import datetime

from django.db import connection

from constabulary.standards.values import value


@value
class JourneyView:
    """A journey with the references of what belongs to it."""

    id: int
    reference: str
    opened_at: datetime
    incidents: tuple[str, ...]
    crimes: tuple[str, ...]
    restriction: int | None


def journey_by_reference(reference: str) -> JourneyView | None:
    """The journey, if there is one that whoever asks may see."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT j.id, j.reference, j.opened_at, "
            "ARRAY(SELECT i.reference FROM incident i WHERE i.journey_id = j.id ORDER BY i.id), "
            "ARRAY(SELECT c.reference FROM crime c WHERE c.journey_id = j.id ORDER BY c.id), j.restriction_id "
            "FROM journey j WHERE j.reference = %s",
            [reference],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    return JourneyView(
        id=row[0], reference=row[1], opened_at=row[2], incidents=tuple(row[3]), crimes=tuple(row[4]), restriction=row[5]
    )
