"""Duties: everything due, to whom, by when, under which rule, held by which desk or officer."""

from django.db import models
from django.db.models import Q

from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.lifecycles import DUTY
from constabulary.records.models.base import (
    History,
    JourneyRecord,
    Keeping,
    Retention,
    Scope,
    code,
    is_one_of,
    maybe_by,
    optional_moment,
)


class Duty(JourneyRecord):
    """Something due. `outer_due_at` is the later reading where a wording leaves two open."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        operational=("kind", "desk", "risk", "rule", "edition", "subject_row"),
        personal=(),
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
            models.Index(fields=["owner", "due_at"], condition=Q(state="open"), name="duty_of_officer"),
            models.Index(fields=["desk", "due_at"], condition=Q(state="open", owner__isnull=True), name="duty_of_desk"),
            models.Index(fields=["journey"], condition=Q(state="open"), name="duty_open_of_journey"),
            models.Index(fields=["kind", "opened_at"], name="duty_by_kind"),
        ]
