"""Drafts of forms: kept per officer and form, dropped when sent. Not records: they are not journalled."""

from datetime import datetime
from typing import Any

from constabulary.access.officers import Officer
from constabulary.records.models import Draft


def keep_draft(*, form: str, subject: str, content: dict[str, Any], by: Officer, at: datetime) -> None:
    """Keep what someone has typed, in place of what was kept before."""
    # One statement: the same form may be open in two windows, and either may drop it in the meantime.
    Draft.objects.bulk_create(
        [Draft(holder_id=by.id, form=form, subject=subject, content=content, saved_at=at)],
        update_conflicts=True, unique_fields=["holder", "form", "subject"], update_fields=["content", "saved_at"],
    )  # fmt: skip


def drop_draft(*, form: str, subject: str, by: Officer, at: datetime) -> None:
    """Forget a draft."""
    del at
    Draft.objects.filter(holder_id=by.id, form=form, subject=subject).delete()


def find_draft(*, form: str, subject: str, by: Officer) -> dict[str, Any] | None:
    """What was kept, if anything."""
    found = Draft.objects.filter(holder_id=by.id, form=form, subject=subject).values_list("content", flat=True).first()
    return found
