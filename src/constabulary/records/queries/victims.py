"""What concerns the victim of a crime as it is read: contact agreed, updates, needs, positions, what they are owed."""

from datetime import date, datetime
from typing import Any

from django.db import connection

from constabulary.standards.values import value


@value
class AgreementView:
    """How and how often contact is agreed."""

    how: str
    by_safe_route: bool
    every_days: int
    enhanced: bool
    wishes: str
    edition: str
    agreed_at: datetime
    agreed_by: int


@value
class UpdateView:
    """One update or attempt."""

    occasion: str
    method: str
    reached: str
    by_safe_route: bool
    outside_route: str
    spoken_to: str
    said: str
    questions: str
    needs_changed: str
    review_offered: bool
    next_on: date | None
    outcome_type: str
    updated_at: datetime
    updated_by: int


@value
class NeedsView:
    """What the victim needs, as last assessed."""

    needs: tuple[str, ...]
    enhanced_because: tuple[str, ...]
    special_measures: str
    support: str
    words: str
    assessed_at: datetime
    assessed_by: int


@value
class PositionView:
    """The victim's position, once recorded."""

    support: str
    wishes: str
    reasons: str
    account_true: str
    recorded_in: str
    reference: str
    pressure: str
    pressure_words: str
    seen_alone: bool
    effect: str
    support_offered: str
    would_attend: str
    recorded_at: datetime
    recorded_by: int


def views_of(view: Any, table: str, crime: int, moment: str) -> list[Any]:
    """The rows of a table about one crime, latest first, each as the columns that its view names."""
    names = list(view.__dataclass_fields__)
    columns = ", ".join(f"{name}_id" if name.endswith("_by") else name for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} WHERE crime_id = %s ORDER BY {moment} DESC, id DESC", [crime])
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [
        view(**{name: tuple(held) if isinstance(held, list) else held for name, held in one.items()}) for one in found
    ]


def agreements_of(crime: int) -> list[AgreementView]:
    """Every agreement of contact, the one that holds first."""
    return views_of(AgreementView, "victim_contact", crime, "agreed_at")


def updates_of(crime: int) -> list[UpdateView]:
    """Every update and attempt, latest first."""
    return views_of(UpdateView, "victim_update", crime, "updated_at")


def needs_of(crime: int) -> list[NeedsView]:
    """Every assessment of needs, the one that holds first."""
    return views_of(NeedsView, "victim_needs", crime, "assessed_at")


def positions_of(crime: int) -> list[PositionView]:
    """Every position that was recorded, latest first."""
    return views_of(PositionView, "victim_position", crime, "recorded_at")


def victim_reference(person: int) -> str:
    """The reference of a person, if whoever asks may see them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reference FROM person WHERE id = %s", [person])
        row = cursor.fetchone()
    return str(row[0]) if row else ""
