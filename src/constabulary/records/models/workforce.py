"""When officers are away or kept free for investigating, never why; and what one shift hands over to the next."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeOperators
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
    text,
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


def _time() -> Func:
    """The time of a row as a range; its end is no part of it."""
    return Func("from_at", "until_at", function="tstzrange", output_field=DateTimeRangeField())


class ProtectedTime(Record):
    """A time in which an officer investigates and is not sent to incidents."""

    keeping = Keeping(history=History.CORRECTABLE, retention=Retention.WORKFORCE)

    officer = models.ForeignKey("records.Officer", on_delete=models.PROTECT, related_name="protected_times")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    set_at = models.DateTimeField()
    set_by = done_by()
    lifted_at = optional_moment()
    lifted_by = maybe_by()

    class Meta:
        db_table = "protected_time"
        constraints = [
            done_together("protected_time", "lifted_at", "lifted_by"),
            models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="protected_time_ends_after_it_begins"),
            ExclusionConstraint(
                name="protected_time_one_at_a_time",
                expressions=[("officer", RangeOperators.EQUAL), (_time(), RangeOperators.OVERLAPS)],
                condition=Q(lifted_at__isnull=True),
            ),
        ]


class ShiftHandover(Record):
    """What the outgoing supervisor of a team left for the next, and who took it over."""

    keeping = Keeping(history=History.CORRECTABLE, retention=Retention.POLICE_INFORMATION, personal=("words",))

    team = models.ForeignKey("records.Team", on_delete=models.PROTECT, related_name="handovers")
    words = text()
    written_at = models.DateTimeField()
    written_by = done_by()
    acknowledged_at = optional_moment()
    acknowledged_by = maybe_by()

    class Meta:
        db_table = "shift_handover"
        constraints = [done_together("shift_handover", "acknowledged_at", "acknowledged_by")]
        indexes = [models.Index(fields=["team", "-written_at"], name="shift_handover_of_team")]
