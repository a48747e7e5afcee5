"""Coming from another system: what was read and what became of each row, how both systems compare, who left the old one.

Rows and differences come by the thousand and are spoken of by the entry of their batch or comparison, so that nothing
of them stands in the journal that somebody might not see. Each is shown to those who may see the record it became.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from constabulary.policing.takeover.comparing import Nature
from constabulary.policing.takeover.ledger import Fate
from constabulary.records.models.base import (
    History,
    Keeping,
    Record,
    Retention,
    Scope,
    code,
    done_by,
    done_together,
    is_one_of,
    maybe_by,
    optional_moment,
    text,
)
from constabulary.records.models.people import PersonRecord

POLICE = Retention.POLICE_INFORMATION
#: A row is seen by those who may see what it became.
ROW_IS_SEEN = (
    "(journey_id IS NULL OR EXISTS (SELECT FROM journey j WHERE j.id = takeover_row.journey_id "
    "AND (j.restriction_id IS NULL OR is_cleared(j.restriction_id)))) "
    "AND (person_id IS NULL OR NOT row_is_hidden('person', person_id))"
)
#: What came and could not be stored may be anything: the system alone reads it, to give it back to be repaired.
SYSTEM_ONLY = "EXISTS (SELECT FROM officer o WHERE o.id = asking_officer() AND o.is_system)"


def _with_its_row(table: str) -> str:
    """What is said of a row is seen with the row."""
    return f"row_id IS NULL OR EXISTS (SELECT FROM takeover_row t WHERE t.id = {table}.row_id)"


def _owned_by(model: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(f"records.{model}", on_delete=models.PROTECT, related_name="+", **options)


class Takeover(Record):
    """Everything that comes from one other system, until that is left."""

    keeping = Keeping(
        history=History.CORRECTABLE, retention=Retention.FORCE, operational=("name", "edition", "cut_over_words")
    )

    name = models.CharField(max_length=80, unique=True)
    edition = models.TextField()
    begun_at = models.DateTimeField()
    begun_by = done_by()
    cut_over_words = text()
    cut_over_at = optional_moment()
    cut_over_by = maybe_by()

    class Meta:
        db_table = "takeover"
        constraints = [done_together("takeover", "cut_over_at", "cut_over_by")]


class TakeoverBatch(Record):
    """Rows of one file that were read and stored together: each is accounted for."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        operational=(
            "staged_table", "file_name", "file_digest", "first_line", "last_line", "read", "stored", "merged", "held",
            "known", "rejected",
        ),
    )  # fmt: skip

    takeover = _owned_by("Takeover")
    staged_table = code(20)
    file_name = models.CharField(max_length=240)
    file_digest = models.BinaryField(max_length=32)
    first_line = models.IntegerField()
    last_line = models.IntegerField()
    read = models.IntegerField()
    stored = models.IntegerField()
    merged = models.IntegerField()
    held = models.IntegerField()
    known = models.IntegerField()
    rejected = models.IntegerField()
    loaded_at = models.DateTimeField()
    loaded_by = done_by()

    class Meta:
        db_table = "takeover_batch"
        constraints = [
            models.CheckConstraint(
                condition=Q(read=F("stored") + F("merged") + F("held") + F("known") + F("rejected")),
                name="takeover_batch_balances",
            )
        ]


class TakeoverRow(Record):
    """A row of the old system and what it became, by the old reference: found again, never stored twice."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        operational=("staged_table", "old_reference", "line", "digest", "fate", "record", "record_row", "reference"),
        also_held=ROW_IS_SEEN,
        spoken_of_by="batch_id",
    )

    takeover = _owned_by("Takeover", db_index=False)
    batch = _owned_by("TakeoverBatch")
    staged_table = code(20)
    old_reference = models.CharField(max_length=120)
    line = models.IntegerField()
    digest = models.BinaryField(max_length=32)
    fate = code(12)
    record = code(40)
    record_row = models.BigIntegerField(null=True, db_index=True)
    reference = models.CharField(max_length=24, default="", blank=True)
    journey = _owned_by("Journey", null=True)
    person = _owned_by("Person", null=True)

    class Meta:
        db_table = "takeover_row"
        constraints = [
            is_one_of("takeover_row", "fate", [Fate.STORED, Fate.MERGED, Fate.HELD]),
            models.UniqueConstraint(
                fields=["takeover", "staged_table", "old_reference"], name="takeover_row_once"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["old_reference"], name="takeover_row_by_reference")]


class TakeoverReject(Record):
    """A row that was not stored, or waits for a place: where it stood, why, and all of it, to be repaired."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        personal=("raw",),
        operational=("staged_table", "old_reference", "line", "digest", "fate", "reasons", "columns"),
        also_held=SYSTEM_ONLY,
        spoken_of_by="batch_id",
    )

    takeover = _owned_by("Takeover", db_index=False)
    batch = _owned_by("TakeoverBatch")
    staged_table = code(20)
    old_reference = models.CharField(max_length=120, default="", blank=True)
    line = models.IntegerField()
    digest = models.BinaryField(max_length=32)
    fate = code(12)
    reasons = ArrayField(models.CharField(max_length=60), default=list)
    columns = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    raw = models.JSONField()

    class Meta:
        db_table = "takeover_reject"
        constraints = [is_one_of("takeover_reject", "fate", [Fate.HELD, Fate.REJECTED])]
        indexes = [
            models.Index(fields=["takeover", "staged_table", "old_reference"], name="takeover_reject_by_reference")
        ]


class TakeoverLikeness(PersonRecord):
    """Somebody taken over who is perhaps somebody on record: put before a person, never combined by itself."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.PERSON,
        personal=("reasons", "is_same", "words"),
        operational=("score", "edition"),
        also_held="NOT row_is_hidden('person', other_id)",
    )

    takeover = _owned_by("Takeover")
    other = _owned_by("Person")
    score = models.DecimalField(max_digits=5, decimal_places=4)
    reasons = ArrayField(models.CharField(max_length=60), default=list)
    edition = models.TextField()
    found_at = models.DateTimeField()
    is_same = models.BooleanField(null=True)
    words = text()
    decided_at = optional_moment()
    decided_by = maybe_by()

    class Meta:
        db_table = "takeover_likeness"
        constraints = [
            done_together("takeover_likeness", "decided_at", "decided_by", "is_same"),
            models.UniqueConstraint(fields=["person", "other"], name="takeover_likeness_once"),
        ]


class TakeoverComparison(Record):
    """One comparison of both systems: what was told, how many differences there are and by what each is known."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        operational=("told_rows", "told_figures", "differences", "fingerprints"),
    )

    takeover = _owned_by("Takeover")
    told_rows = models.IntegerField()
    told_figures = models.IntegerField()
    differences = models.IntegerField()
    fingerprints = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    compared_at = models.DateTimeField()
    compared_by = done_by()

    class Meta:
        db_table = "takeover_comparison"
        constraints = [
            models.CheckConstraint(
                condition=Q(differences=Coalesce(
                    models.Func(F("fingerprints"), 1, function="array_length"), 0
                )),
                name="takeover_comparison_adds_up",
            )
        ]  # fmt: skip


class TakeoverDifference(Record):
    """One difference between both systems."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        personal=("told", "found"),
        operational=("nature", "staged_table", "old_reference", "field", "fingerprint"),
        also_held=_with_its_row("takeover_difference"),
        spoken_of_by="comparison_id",
    )

    comparison = _owned_by("TakeoverComparison")
    nature = code(12)
    staged_table = code(40)
    old_reference = models.CharField(max_length=400, default="", blank=True)
    row = _owned_by("TakeoverRow", null=True, db_index=False)
    field = code(20, default="", blank=True)
    told = text()
    found = text()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        db_table = "takeover_difference"
        constraints = [is_one_of("takeover_difference", "nature", Nature)]


class TakeoverAcceptance(Record):
    """A difference that a named person with the authority takes as it is, and why. With other values it is another."""

    keeping = Keeping(
        history=History.APPEND_ONLY, retention=POLICE, personal=("words",), operational=("fingerprint",)
    )  # fmt: skip

    takeover = _owned_by("Takeover")
    fingerprint = models.CharField(max_length=64)
    words = text()
    accepted_at = models.DateTimeField()
    accepted_by = done_by()

    class Meta:
        db_table = "takeover_acceptance"
        constraints = [
            models.UniqueConstraint(fields=["takeover", "fingerprint"], name="takeover_acceptance_once"),
            models.CheckConstraint(condition=~Q(words=""), name="takeover_acceptance_with_words"),
        ]


class TakeoverSample(Record):
    """A row drawn to be compared by eye, and what somebody found."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        personal=("words",),
        operational=("is_same",),
        also_held=_with_its_row("takeover_sample"),
    )

    takeover = _owned_by("Takeover")
    row = _owned_by("TakeoverRow")
    drawn_at = models.DateTimeField()
    drawn_by = done_by()
    is_same = models.BooleanField(null=True)
    words = text()
    looked_at = optional_moment()
    looked_by = maybe_by()

    class Meta:
        db_table = "takeover_sample"
        constraints = [
            done_together("takeover_sample", "looked_at", "looked_by", "is_same"),
            models.UniqueConstraint(fields=["row"], name="takeover_sample_once"),
        ]
