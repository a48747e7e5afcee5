"""Published tables, as published: what was read, what of it covers which area and period, the rows, the refused rows.

A row is never changed: a newer edition of the same area and period comes in as a new batch, and the older one is marked
as replaced. Rows come in by COPY; the database takes them only under a journal entry of the same transaction that
speaks of their batch (`Keeping.spoken_of_by`).
"""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from constabulary.records.models.base import (
    History,
    Keeping,
    Record,
    Retention,
    code,
    done_by,
    done_together,
    maybe_by,
    optional_moment,
    text,
)

PUBLISHED = Retention.PUBLISHED


class PublishedFile(Record):
    """A published file as it was read: every row of it was stored, refused with a reason, or there already."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=PUBLISHED,
        operational=(
            "kind", "name", "publisher", "read", "stored", "rejected", "already_there", "quality",
        ),
    )  # fmt: skip

    kind = code()
    name = models.CharField(max_length=240)
    publisher = models.CharField(max_length=120)
    read = models.IntegerField()
    stored = models.IntegerField()
    rejected = models.IntegerField()
    already_there = models.IntegerField()
    quality = models.JSONField(default=dict)
    imported_at = models.DateTimeField()
    imported_by = done_by()

    class Meta:
        db_table = "published_file"
        constraints = [
            models.CheckConstraint(
                condition=Q(read=F("stored") + F("rejected") + F("already_there")), name="published_file_balances"
            )
        ]


class PublishedBatch(Record):
    """What one file says of one area and one period; current until a newer edition replaces it."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=PUBLISHED,
        operational=("kind", "area", "period", "rows", "digest"),
    )

    file = models.ForeignKey(PublishedFile, on_delete=models.PROTECT, related_name="batches")
    kind = code()
    area = models.CharField(max_length=80, default="", blank=True)
    period = models.CharField(max_length=10)
    rows = models.IntegerField()
    digest = models.BinaryField(max_length=32)
    imported_at = models.DateTimeField()
    imported_by = done_by()
    replaced_at = optional_moment()
    replaced_by = maybe_by()
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "published_batch"
        constraints = [
            # Checked at the end of the act, in which one batch takes the place of another.
            ExclusionConstraint(
                name="published_batch_one_current",
                expressions=[(one, RangeOperators.EQUAL) for one in ("kind", "area", "period")],
                condition=Q(replaced_at__isnull=True),
                deferrable=models.Deferrable.DEFERRED,
            ),
            done_together("published_batch", "replaced_at", "replaced_by", "successor"),
        ]


def batch_of_row() -> "models.ForeignKey[Any, Any]":
    """The batch of a published row. The guard of the table checks that it is there: a foreign key of each row would
    cost as much as storing the row."""
    return models.ForeignKey(
        PublishedBatch, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )


def kept_by_batch(*operational: str) -> Keeping:
    """How the rows of a published table are kept."""
    return Keeping(history=History.APPEND_ONLY, retention=PUBLISHED, operational=operational, spoken_of_by="batch_id")


def words() -> "models.TextField[Any, Any]":
    """Words as published; null where there are none, because a blank is not a word."""
    return models.TextField(null=True)


class PublishedReject(models.Model):
    """A row that was not taken: where it stood, why, in which column, and what it said."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=PUBLISHED,
        operational=("line", "reason", "heading", "raw"),
        spoken_of_by="file_id",
    )

    pk = models.CompositePrimaryKey("file_id", "line")
    file = models.ForeignKey(
        PublishedFile, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    line = models.IntegerField()
    reason = code(60)
    heading = models.CharField(max_length=200, default="", blank=True)
    raw = text()

    class Meta:
        db_table = "published_reject"


class PublishedStreetCrime(models.Model):
    """A crime or anti-social behaviour incident of a month, on the map point it was moved to before publication."""

    keeping = kept_by_batch(
        "line", "crime_id", "month", "reported_by", "falls_within", "longitude", "latitude", "location", "lsoa_code",
        "lsoa_name", "crime_type", "last_outcome", "context",
    )  # fmt: skip

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch = batch_of_row()
    line = models.IntegerField()
    crime_id = models.BinaryField(max_length=32, null=True)
    month = models.DateField()
    reported_by = models.TextField()
    falls_within = models.TextField()
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    location = words()
    lsoa_code = words()
    lsoa_name = words()
    crime_type = models.TextField()
    last_outcome = words()
    context = words()

    class Meta:
        db_table = "published_street_crime"
        indexes = [
            models.Index(fields=["crime_id"], name="published_crime_by_id"),
            models.Index(fields=["lsoa_code"], name="published_crime_by_lsoa"),
        ]


class PublishedStreetOutcome(models.Model):
    """An outcome of a month; its crime may be of an earlier one, and may have several outcomes."""

    keeping = kept_by_batch(
        "line", "crime_id", "month", "reported_by", "falls_within", "longitude", "latitude", "location", "lsoa_code",
        "lsoa_name", "outcome",
    )  # fmt: skip

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch = batch_of_row()
    line = models.IntegerField()
    crime_id = models.BinaryField(max_length=32, null=True)
    month = models.DateField()
    reported_by = models.TextField()
    falls_within = models.TextField()
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    location = words()
    lsoa_code = words()
    lsoa_name = words()
    outcome = models.TextField()

    class Meta:
        db_table = "published_street_outcome"
        indexes = [models.Index(fields=["crime_id"], name="published_outcome_by_crime")]


class PublishedStopSearch(models.Model):
    """A stop and search as published, without anything that names a person."""

    keeping = kept_by_batch(
        "line", "search_type", "in_operation", "operation", "latitude", "longitude", "gender", "age_range",
        "self_defined_ethnicity", "officer_defined_ethnicity", "legislation", "object_of_search", "outcome",
        "outcome_linked", "clothing_removed",
    )  # fmt: skip

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch = batch_of_row()
    line = models.IntegerField()
    search_type = models.TextField()
    stopped_at = models.DateTimeField()
    in_operation = models.BooleanField(null=True)
    operation = words()
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    gender = words()
    age_range = words()
    self_defined_ethnicity = words()
    officer_defined_ethnicity = words()
    legislation = words()
    object_of_search = words()
    outcome = words()
    outcome_linked = models.BooleanField(null=True)
    clothing_removed = models.BooleanField(null=True)

    class Meta:
        db_table = "published_stop_search"


class PublishedOutcomeCount(models.Model):
    """How often one outcome was given for one offence by one force in one quarter. Null is no figure, not nought."""

    keeping = kept_by_batch(
        "line", "financial_year", "quarter", "force", "offence_code", "offence", "offence_group", "offence_subgroup",
        "outcome_type", "outcome", "outcome_group", "recorded_in", "decided_in",
    )  # fmt: skip

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch = batch_of_row()
    line = models.IntegerField()
    financial_year = models.CharField(max_length=7)
    quarter = models.SmallIntegerField()
    force = models.TextField()
    offence_code = models.TextField()
    offence = models.TextField()
    offence_group = models.TextField()
    offence_subgroup = words()
    outcome_type = models.SmallIntegerField()
    outcome = models.TextField()
    outcome_group = models.TextField()
    recorded_in = models.IntegerField(null=True)
    decided_in = models.IntegerField(null=True)

    class Meta:
        db_table = "published_outcome_count"
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "force", "offence_code", "quarter", "outcome_type"],
                name="published_outcome_count_once",
            )
        ]


class PublishedRecordedCount(models.Model):
    """How many crimes of one offence one force recorded in one quarter; negative where earlier ones were cancelled."""

    keeping = kept_by_batch(
        "line", "financial_year", "quarter", "force", "offence_code", "offence", "offence_group", "offence_subgroup",
        "crimes",
    )  # fmt: skip

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch = batch_of_row()
    line = models.IntegerField()
    financial_year = models.CharField(max_length=7)
    quarter = models.SmallIntegerField()
    force = models.TextField()
    offence_code = models.TextField()
    offence = models.TextField()
    offence_group = models.TextField()
    offence_subgroup = words()
    crimes = models.IntegerField()

    class Meta:
        db_table = "published_recorded_count"


class PublishedWorkforceCount(models.Model):
    """How many of one kind of worker one force had on one day."""

    keeping = kept_by_batch(
        "line", "counted_on", "force", "area_code", "region", "sex", "rank", "worker_type", "headcount", "full_time",
    )  # fmt: skip

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch = batch_of_row()
    line = models.IntegerField()
    counted_on = models.DateField()
    force = models.TextField()
    area_code = words()
    region = words()
    sex = words()
    rank = words()
    worker_type = models.TextField()
    headcount = models.FloatField(null=True)
    full_time = models.FloatField(null=True)

    class Meta:
        db_table = "published_workforce_count"


class PublishedSeverityScore(models.Model):
    """The Crime Severity Score of one area for one group of offences in a year ending March, as published."""

    keeping = kept_by_batch("line", "year_ending", "area_code", "area", "offence_group", "score")

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch = batch_of_row()
    line = models.IntegerField()
    year_ending = models.DateField()
    area_code = models.TextField()
    area = models.TextField()
    offence_group = models.TextField()
    score = models.FloatField(null=True)

    class Meta:
        db_table = "published_severity_score"
