"""Duties: everything due, to whom, by when, under which rule, held by which desk or officer."""

from django.db import models
from django.db.models import F, Q

from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.flow import FlowState
from constabulary.policing.investigation.register import CLOCKS
from constabulary.policing.lifecycles import DUTY
from constabulary.policing.supervision.lists import COUNTED_FOR_QUALITY
from constabulary.records.models.base import (
    History,
    JourneyRecord,
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
from constabulary.records.models.protection import NOT_THE_OTHER_SIDE


class Duty(JourneyRecord):
    """Something due. `outer_due_at` is the later reading where a wording leaves two open."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        operational=("kind", "desk", "risk", "rule", "edition", "subject_row"),
        personal=(),
        # What is due for somebody's safety tells how they are: nobody connected with the other side is shown it. What is
        # due about a warning is shown to whoever is shown the warning.
        also_held=(
            f"(person_id IS NULL OR {NOT_THE_OTHER_SIDE}) "
            "AND (warning_id IS NULL OR NOT row_is_hidden('warning', warning_id))"
        ),
    )

    kind = code(60)
    state = code(12, default=DUTY.first)
    desk = code()
    owner = models.ForeignKey("records.Officer", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    team = models.ForeignKey("records.Team", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    incident = models.ForeignKey(
        "records.Incident", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    # What is due about a person, or about an opening of a restricted record, need not belong to a journey.
    journey = models.ForeignKey(  # type: ignore[assignment]
        "records.Journey", on_delete=models.PROTECT, null=True, related_name="+"
    )
    opening = models.ForeignKey(
        "records.BreakGlass", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    alarm = models.ForeignKey(
        "records.QueueAlarm", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    warning = models.ForeignKey(
        "records.Warning", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    # The row of the crime or incident that is meant, where there may be several: a line of enquiry, a direction.
    subject_row = models.BigIntegerField(null=True)
    risk = models.SmallIntegerField(default=0)
    rule = models.CharField(max_length=60)
    edition = models.TextField()
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    outer_due_at = models.DateTimeField(null=True)
    ended_at = optional_moment()
    ended_by = maybe_by()

    class Meta:
        db_table = "duty"
        constraints = [
            is_one_of("duty", "state", DUTY.states),
            is_one_of("duty", "kind", DutyKind),
            is_one_of("duty", "desk", Desk),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True, ended_by__isnull=True)
                | Q(~Q(state="open"), ended_at__isnull=False, ended_by__isnull=False),
                name="duty_ended_by_someone",
            ),
        ]
        indexes = [
            # A worklist asks for the riskiest first, however many less risky ones are due earlier.
            models.Index(
                F("owner"), F("risk").desc(), F("due_at"), condition=Q(state="open"),
                name="duty_of_officer",
            ),
            models.Index(
                F("desk"), F("risk").desc(), F("due_at"),
                condition=Q(state="open", owner__isnull=True), name="duty_of_desk",
            ),
            models.Index(
                F("team"), F("risk").desc(), F("due_at"), condition=Q(state="open", team__isnull=False),
                name="duty_of_team",
            ),
            # A desk's list of some kinds, and how many of each there are, told from the index alone: with what decides
            # whether a row is seen.
            models.Index(
                F("kind"), F("risk").desc(), F("due_at"), condition=Q(state="open"), name="duty_open_of_kind",
                include=["restriction", "person", "warning", "crime", "incident"],
            ),
            models.Index(fields=["due_at"], condition=Q(state="open"), name="duty_open_by_due"),
            # The breach register: the riskiest of the whole force first, however many are overdue.
            models.Index(F("risk").desc(), F("due_at"), condition=Q(state="open"), name="duty_open_by_risk"),
            models.Index(fields=["due_at"], condition=Q(ended_at__gt=F("due_at")), name="duty_breached"),
            models.Index(fields=["ended_at"], condition=Q(ended_at__isnull=False), name="duty_by_end"),
            models.Index(fields=["journey"], condition=Q(state="open"), name="duty_open_of_journey"),
            # Whom a journey names, to find the seals that bear on it: most duties name nobody.
            models.Index(fields=["journey", "person"], condition=Q(person__isnull=False), name="duty_naming_someone"),
            models.Index(fields=["kind", "opened_at"], name="duty_by_kind"),
            # The quality of work and what an inspection measures: by when it fell due, whatever became of it.
            models.Index(
                fields=["kind", "due_at"], name="duty_of_quality",
                condition=Q(kind__in=[one.value for one in (*COUNTED_FOR_QUALITY, DutyKind.REASSESS)]),
            ),
            models.Index(fields=["warning"], condition=Q(warning__isnull=False), name="duty_of_warning"),
            # The clocks that run for a suspect, with what decides whether a row is seen.
            models.Index(
                fields=["subject_row", "due_at"], name="duty_of_suspect", include=["restriction", "person", "warning"],
                condition=Q(state="open", kind__in=[one.value for one in CLOCKS]),
            ),
        ]  # fmt: skip


class QueueDay(Record):
    """One kind of duty at one desk on one finished day: how many came in and went out, how many waited at its end.

    A duty that only takes another's place (a clock wound anew) neither came in nor went out.
    """

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.FORCE,
        operational=(
            "desk", "kind", "day", "came_in", "went_out", "waiting", "overdue", "risk_0", "risk_1", "risk_2", "risk_3",
        ),
    )  # fmt: skip

    desk = code()
    kind = code(60)
    day = models.DateField()
    came_in = models.IntegerField()
    went_out = models.IntegerField()
    waiting = models.IntegerField()
    overdue = models.IntegerField()
    oldest_at = models.DateTimeField(null=True)
    risk_0 = models.IntegerField()
    risk_1 = models.IntegerField()
    risk_2 = models.IntegerField()
    risk_3 = models.IntegerField()
    as_at = models.DateTimeField()

    class Meta:
        db_table = "queue_day"
        constraints = [
            is_one_of("queue_day", "desk", Desk),
            is_one_of("queue_day", "kind", DutyKind),
            models.UniqueConstraint(fields=["desk", "kind", "day"], name="queue_day_once"),
            models.CheckConstraint(
                condition=Q(waiting=F("risk_0") + F("risk_1") + F("risk_2") + F("risk_3")),
                name="queue_day_risks_add_up",
            ),
        ]
        indexes = [models.Index(fields=["day"], name="queue_day_by_day")]


class QueueForecast(Record):
    """What was forecast of a queue: how many would wait at a day's end, from the ledger as it stood on an earlier day.

    Kept as it was made, so that it can be held against what came.
    """

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.FORCE,
        operational=("desk", "kind", "from_day", "day", "low", "middle", "high", "edition"),
    )

    desk = code()
    kind = code(60)
    #: The last finished day that the forecast knew.
    from_day = models.DateField()
    day = models.DateField()
    low = models.IntegerField()
    middle = models.IntegerField()
    high = models.IntegerField()
    edition = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "queue_forecast"
        constraints = [
            is_one_of("queue_forecast", "desk", Desk),
            is_one_of("queue_forecast", "kind", DutyKind),
            # Serves the page of a queue too: the days of one queue, each with its forecasts.
            models.UniqueConstraint(fields=["desk", "kind", "day", "from_day"], name="queue_forecast_once"),
            models.CheckConstraint(
                condition=Q(low__gte=0, low__lte=F("middle"), middle__lte=F("high")), name="queue_forecast_in_order"
            ),
            models.CheckConstraint(condition=Q(day__gt=F("from_day")), name="queue_forecast_looks_ahead"),
        ]
        indexes = [models.Index(fields=["from_day"], name="queue_forecast_by_from")]


class QueueAlarm(Record):
    """A queue that had stopped or slowed, or into which far less came: what was missed, what a supervisor answered, its end.

    `came_in` is what came in within the day, of a queue into which far less came than usual; of others it is not asked.
    """

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.FORCE,
        operational=("desk", "kind", "nature", "waiting", "missed", "bound", "came_in", "edition", "answer"),
    )

    desk = code()
    kind = code(60)
    nature = code(12)
    waiting = models.IntegerField()
    missed = models.FloatField()
    bound = models.FloatField()
    came_in = models.IntegerField(null=True)
    last_out_at = models.DateTimeField(null=True)
    edition = models.TextField()
    raised_at = models.DateTimeField()
    raised_by = done_by()
    answer = text()
    answered_at = optional_moment()
    answered_by = maybe_by()
    over_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "queue_alarm"
        constraints = [
            is_one_of("queue_alarm", "desk", Desk),
            is_one_of("queue_alarm", "kind", DutyKind),
            is_one_of("queue_alarm", "nature", FlowState),
            done_together("queue_alarm", "answered_at", "answered_by"),
            models.UniqueConstraint(
                fields=["desk", "kind"],
                condition=Q(over_at__isnull=True, answered_at__isnull=True) & ~Q(nature__in=["silent", "thinned"]),
                name="queue_alarm_one_unanswered",
            ),
            # That nothing comes in any more is another alarm than that nothing goes out.
            models.UniqueConstraint(
                fields=["desk", "kind"],
                condition=Q(over_at__isnull=True, answered_at__isnull=True, nature="silent"),
                name="queue_alarm_one_silent",
            ),
            # That far less comes in than usual, another still.
            models.UniqueConstraint(
                fields=["desk", "kind"],
                condition=Q(over_at__isnull=True, answered_at__isnull=True, nature="thinned"),
                name="queue_alarm_one_thinned",
            ),
            models.CheckConstraint(
                condition=Q(nature="thinned", came_in__gte=0) | (~Q(nature="thinned") & Q(came_in__isnull=True)),
                name="queue_alarm_thinned_tells_what_came",
            ),
        ]


class QueueFlow(models.Model):
    """How a queue flowed when it was last looked at; worked out anew every time, so no record."""

    keeping = Keeping(
        history=History.TECHNICAL,
        retention=Retention.TECHNICAL,
        operational=(
            "desk", "kind", "nature", "waiting", "missed", "bound", "left_in_a_day", "usual_in_a_day",
        ),
    )  # fmt: skip

    desk = code()
    kind = code(60)
    nature = code(12)
    waiting = models.IntegerField()
    missed = models.FloatField()
    bound = models.FloatField()
    left_in_a_day = models.IntegerField()
    usual_in_a_day = models.FloatField()
    last_out_at = models.DateTimeField(null=True)
    as_at = models.DateTimeField()

    class Meta:
        db_table = "queue_flow"
        constraints = [models.UniqueConstraint(fields=["desk", "kind"], name="queue_flow_once")]
