"""What was fitted from the force's own crimes: how often factors went with being solved, and how far that errs."""

from django.db import models

from constabulary.records.models.base import History, Keeping, Record, Retention, done_by


class ScreeningFit(Record):
    """One fit of the screening factors, with its error. A proposal: nothing goes by it until a named person accepts it.

    `report` holds what was fitted and its error in all and by group, as it was found.
    """

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.FORCE,
        operational=("since", "until", "crimes", "solved", "seed", "edition", "report"),
    )

    since = models.DateTimeField()
    until = models.DateTimeField()
    crimes = models.IntegerField()
    solved = models.IntegerField()
    seed = models.BigIntegerField()
    edition = models.TextField()
    report = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()
    made_by = done_by()

    class Meta:
        db_table = "screening_fit"
