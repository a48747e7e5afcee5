"""Days on which crimes that went one way out began to go another, each looked at by the registrar."""

from django.db import models
from django.db.models import F, Q

from constabulary.policing.inspection.moved import MoveFinding
from constabulary.records.models.base import (
    History,
    Keeping,
    Record,
    Retention,
    code,
    done_by,
    done_together,
    is_one_of,
    maybe_by,
    optional_moment,
    text,
)


class WayMoved(Record):
    """One way out that fell on a day and the one that rose: found, to be expected, and what the registrar found of it."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.FORCE,
        operational=(
            "day", "fell", "rose", "found_fell", "expected_fell", "found_rose", "expected_rose", "edition", "finding",
            "words",
        ),
    )  # fmt: skip

    day = models.DateField()
    fell = code(20)
    rose = code(20)
    found_fell = models.IntegerField()
    expected_fell = models.FloatField()
    found_rose = models.IntegerField()
    expected_rose = models.FloatField()
    edition = models.TextField()
    raised_at = models.DateTimeField()
    raised_by = done_by()
    finding = code(8, default="", blank=True)
    words = text()
    looked_at = optional_moment()
    looked_by = maybe_by()

    class Meta:
        db_table = "way_moved"
        constraints = [
            is_one_of("way_moved", "finding", ["", *MoveFinding]),
            done_together("way_moved", "looked_at", "looked_by"),
            models.CheckConstraint(condition=~Q(fell=F("rose")), name="way_moved_to_another"),
            models.UniqueConstraint(fields=["day", "fell", "rose"], name="way_moved_once_a_day"),
            models.UniqueConstraint(
                fields=["fell", "rose"], condition=Q(looked_at__isnull=True), name="way_moved_one_to_look_at"
            ),
        ]
