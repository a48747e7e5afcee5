"""What was measured, as at which moment, under which definition, with the records behind the figure."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from constabulary.records.models.base import History, Keeping, Record, Retention, code, done_by


class MeasureResult(Record):
    """One measure as computed: numerator, denominator, interval, and the definition it was computed by."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.FORCE,
        operational=("measure", "definition", "numerator", "denominator", "low", "high", "outside", "digest"),
    )

    measure = code(60)
    definition = models.CharField(max_length=24)
    as_at = models.DateTimeField()
    from_on = models.DateField()
    until_on = models.DateField()
    numerator = models.IntegerField()
    denominator = models.IntegerField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    outside = ArrayField(models.BigIntegerField(), default=list)
    digest = models.BinaryField(max_length=32)
    computed_at = models.DateTimeField()
    computed_by = done_by()

    class Meta:
        db_table = "measure_result"
        indexes = [models.Index(fields=["measure", "as_at"], name="measure_result_latest")]
