"""Drafts of forms: kept per officer and form, emptied when sent. Not records: they are not journalled.

A browser saves while someone types, so a draft can arrive after the form itself. It would then bring back what has been
sent, and the next caller's form would open with the last caller's words. So each page says with what it types and sends
which page it is (`typed_as`), and what comes from a page whose form has been sent is not kept. Two of one page can
overtake each other too: each is counted (`typed_times`), and an earlier one is not kept in place of a later one.

A form can also be sent twice: a second press while the first is under way, a second tab. What is sent is compared with what
its draft was sent as last, so that the very same becomes one record; anything else is another form, however it was typed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from json import dumps
from typing import Any

from django.db import transaction

from constabulary.access.officers import Officer
from constabulary.records.models import Draft

TYPED_AS = "typed_as"
TYPED_TIMES = "typed_times"


def keep_draft(*, form: str, subject: str, content: dict[str, Any], by: Officer, at: datetime) -> bool:
    """Keep what someone has typed, in place of what was kept before; whether it was kept."""
    with transaction.atomic():
        row, is_new = Draft.objects.select_for_update().get_or_create(
            holder_id=by.id, form=form, subject=subject, defaults={"content": content, "saved_at": at}
        )
        typed_as = page_of(content)
        if is_new:
            return True
        if typed_as and typed_as == row.sent_as:
            return False
        if typed_as and typed_as == page_of(row.content) and times_of(content) < times_of(row.content):
            return False
        row.content, row.saved_at = content, at
        row.save(update_fields=["content", "saved_at"])
        return True


def drop_draft(*, form: str, subject: str, by: Officer, at: datetime) -> None:
    """Forget a draft: its form has been sent."""
    with transaction.atomic():
        for row in Draft.objects.select_for_update().filter(holder_id=by.id, form=form, subject=subject):
            row.sent_as = page_of(row.content) or row.sent_as
            row.content, row.saved_at = {}, at
            row.save(update_fields=["sent_as", "content", "saved_at"])


class Sending:
    """A form being sent. `became` names the record that the very same became before; `note` says what it becomes now."""

    def __init__(self, became: str) -> None:
        self.became = became
        self.now = ""

    def note(self, reference: str) -> None:
        """What is sent has become this record."""
        self.now = reference


@contextmanager
def sending(*, form: str, subject: str, content: dict[str, Any], by: Officer, at: datetime) -> Iterator[Sending]:
    """Hold a form's draft while it is carried out, in one transaction with it; forgotten once something came of it.

    Whoever sends the very same meanwhile waits, and is then told what it became. What the block raises undoes it all.
    """
    with transaction.atomic():
        row, _ = Draft.objects.select_for_update().get_or_create(
            holder_id=by.id, form=form, subject=subject, defaults={"content": content, "saved_at": at}
        )
        digest = _digest_of(content)
        # A form that names no draft of its own is not compared: the same words may be said of two calls.
        sent = Sending(became=row.became if subject and row.sent_digest == digest else "")
        yield sent
        if sent.became or sent.now:
            row.sent_as = page_of(row.content) or row.sent_as
            row.content, row.saved_at = {}, at
            row.sent_digest, row.became = digest, sent.now or sent.became
            row.save(update_fields=["sent_as", "content", "saved_at", "sent_digest", "became"])


def _digest_of(content: dict[str, Any]) -> str:
    said = {name: values for name, values in content.items() if name not in {TYPED_AS, TYPED_TIMES}}
    return sha256(dumps(said, sort_keys=True).encode()).hexdigest()


def find_draft(*, form: str, subject: str, by: Officer) -> dict[str, Any] | None:
    """What was kept, if anything."""
    found = Draft.objects.filter(holder_id=by.id, form=form, subject=subject).values_list("content", flat=True).first()
    return found or None


def find_drafts(*, form: str, by: Officer) -> list[tuple[str, dict[str, Any]]]:
    """What an officer has typed into a form and not sent, each with its subject, what was saved last first."""
    kept = Draft.objects.filter(holder_id=by.id, form=form).exclude(content={}).order_by("-saved_at", "-id")
    return list(kept.values_list("subject", "content"))


def page_of(content: dict[str, Any]) -> str:
    """The page on which something was typed, as far as its browser says."""
    given = content.get(TYPED_AS)
    return str(given[0])[:40] if isinstance(given, list) and given else ""


def times_of(content: dict[str, Any]) -> int:
    """How many times its page had sent what was typed, or 0 if it does not say."""
    given = content.get(TYPED_TIMES)
    said = str(given[0])[:9] if isinstance(given, list) and given else ""
    return int(said) if said.isascii() and said.isdigit() else 0
