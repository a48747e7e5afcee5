"""What a victim wrote, where they are not told, what they want at court, and how their rights stand: as it is read."""

from datetime import date, datetime

from django.db import connection

from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.victims.rights import RIGHTS, Owed
from constabulary.records.queries.victims import views_of
from constabulary.standards.values import value


@value
class IncomingView:
    """A message of a victim, word for word."""

    came_as: str
    from_safe_route: bool
    words: str
    around: str
    meaning: str
    received_at: datetime
    recorded_at: datetime
    recorded_by: int


@value
class RulingView:
    """That a victim cannot safely be told of an outcome."""

    outcome_type: str
    tried: str
    danger: str
    instead: str
    look_again_on: date
    edition: str
    ruled_at: datetime
    ruled_by: int


@value
class OfferView:
    """An offer of a personal statement and the answer."""

    wish: str
    at_court: str
    reader: str
    reference: str
    words: str
    again_on: date | None
    offered_at: datetime
    offered_by: int


@value
class MeasuresView:
    """A step of special measures."""

    step: str
    grounds: tuple[str, ...]
    quality: str
    measures: tuple[str, ...]
    wishes: str
    court: str
    noted_at: datetime
    noted_by: int


def incoming_of(crime: int) -> list[IncomingView]:
    """Every message that came in, latest first."""
    return views_of(IncomingView, "incoming_message", crime, "received_at")


def rulings_of(crime: int) -> list[RulingView]:
    """Every decision that the victim is not told, latest first."""
    return views_of(RulingView, "telling_ruling", crime, "ruled_at")


def offers_of(crime: int) -> list[OfferView]:
    """Every offer of a personal statement, the one that holds first."""
    return views_of(OfferView, "statement_offer", crime, "offered_at")


def measures_of(crime: int) -> list[MeasuresView]:
    """Every step of special measures, the one that holds first."""
    return views_of(MeasuresView, "special_measures", crime, "noted_at")


def owed_to_victim(crime: int) -> list[Owed]:
    """Every duty by which a right of the victim of a crime is kept, ended or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            # By the journey, which has an index: by the kinds alone, every duty of the force's years would be read.
            "SELECT kind, state, due_at, ended_at FROM duty WHERE journey_id = (SELECT journey_id FROM crime WHERE id = %s) "
            "AND crime_id = %s AND kind = ANY(%s) ORDER BY due_at, id",
            [crime, crime, [one.value for one in RIGHTS]],
        )
        return [
            Owed(kind=DutyKind(kind), state=state, due_at=due_at, ended_at=ended_at)
            for kind, state, due_at, ended_at in cursor.fetchall()
        ]
