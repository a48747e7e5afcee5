"""The journal: what was done, to what, by whom, when, why; sealed in batches; never changed.

No foreign keys: the journal outlives what it speaks of. What is personal lies in the payload, which can lawfully be
erased; its digest stays in the entry, so that the chain still verifies.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from constabulary.records.models.base import History, Keeping, Retention, Scope, code, text


class JournalEntry(models.Model):
    """One act. `canonical` is what is hashed: made from the other columns by the database when the entry is written."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.JOURNAL,
        personal=(),
        operational=(
            "kind", "subject", "subject_row", "journey_row", "by_row", "by_number", "purpose", "editions", "rows", "payload_digest",
            "transaction", "canonical",
        ),
    )  # fmt: skip

    id = models.BigIntegerField(primary_key=True)
    kind = code(60)
    subject = models.CharField(max_length=60)
    subject_row = models.BigIntegerField()
    journey_row = models.BigIntegerField(null=True)
    by_row = models.BigIntegerField()
    by_number = models.CharField(max_length=12)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    purpose = text()
    editions = ArrayField(models.TextField(), default=list)
    rows = ArrayField(models.BigIntegerField(), default=list)
    payload_digest = models.BinaryField(max_length=32)
    transaction = models.BigIntegerField()
    canonical = models.BinaryField()

    class Meta:
        db_table = "journal_entry"
        indexes = [
            models.Index(fields=["journey_row", "id"], name="journal_by_journey"),
            # A journey is read far more often than anything is done in it; its page tells what was done.
            models.Index(
                fields=["journey_row", "happened_at"],
                name="journal_acts_of_journey",
                condition=~Q(kind__startswith="read_"),
            ),
            models.Index(fields=["subject_row", "id"], name="journal_by_subject"),
            models.Index(fields=["by_row", "id"], name="journal_by_officer"),
            models.Index(fields=["transaction"], name="journal_by_transaction"),
            GinIndex(fields=["rows"], name="journal_reads_by_row", condition=Q(kind__startswith="read_")),
        ]


class JournalPayload(models.Model):
    """The personal part of an entry: old and new values, inputs and reasons. Erasable under an erasure entry."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.JOURNAL,
        scope=Scope.JOURNEY,
        personal=("content", "salt"),
    )

    entry = models.BigIntegerField(primary_key=True)
    restriction_id = models.BigIntegerField(null=True)
    salt = models.BinaryField(max_length=16)
    content = models.BinaryField()

    class Meta:
        db_table = "journal_payload"


class JournalSeal(models.Model):
    """A batch of entries sealed together: its manifest lists each entry's number and digest; its hash links to the last.

    `snapshot` is what was visible when it was made: the next batch is what has become visible since. `cluster` is the
    server it was made on, `base` what this database adds to that server's count of transactions (see functions.sql).
    """

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.JOURNAL,
        operational=("previous_hash", "manifest", "entries", "hash", "snapshot", "cluster", "base"),
    )

    number = models.BigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    previous_hash = models.BinaryField(max_length=32)
    entries = models.IntegerField()
    manifest = models.BinaryField()
    hash = models.BinaryField(max_length=32)
    snapshot = models.TextField()
    cluster = models.BigIntegerField()
    base = models.BigIntegerField()

    class Meta:
        db_table = "journal_seal"
