"""When officers are away from their work, or work less: days and a kind, never words."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from constabulary.policing.workforce.abstractions import AbstractionKind
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
)


def _days() -> Func:
    """The days of a row as a range, both ends in it; without an end where there is no last day."""
    parts: Any = ("from_on", "until_on", Value("[]"))
    return Func(*parts, function="daterange", output_field=DateRangeField())


class Abstraction(Record):
    """One time that an officer is away or works less. There is no field for why: sickness is just sickness."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.WORKFORCE,
        personal=("kind", "share", "from_on", "until_on"),
    )

    officer = models.ForeignKey("records.Officer", on_delete=models.PROTECT, related_name="abstractions")
    kind = code(20)
    share = models.DecimalField(max_digits=3, decimal_places=2, default=1)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = done_by()
    withdrawn_at = optional_moment()
    withdrawn_by = maybe_by()

    class Meta:
        db_table = "abstraction"
        constraints = [
            is_one_of("abstraction", "kind", AbstractionKind),
            done_together("abstraction", "withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="abstraction_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="abstraction_share_of_hours"),
            # Part-time hours go on while somebody is away, so they are kept apart from the rest.
            ExclusionConstraint(
                name="abstraction_one_at_a_time",
                expressions=[("officer", RangeOperators.EQUAL), (_days(), RangeOperators.OVERLAPS)],
                condition=Q(withdrawn_at__isnull=True) & ~Q(kind=AbstractionKind.PART_TIME.value),
            ),
            ExclusionConstraint(
                name="abstraction_one_pattern_of_hours",
                expressions=[("officer", RangeOperators.EQUAL), (_days(), RangeOperators.OVERLAPS)],
                condition=Q(withdrawn_at__isnull=True, kind=AbstractionKind.PART_TIME.value),
            ),
        ]
