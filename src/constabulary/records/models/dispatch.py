"""Units sent to incidents, and appointments."""

from django.db import models
from django.db.models import Q

from constabulary.policing.lifecycles import APPOINTMENT, DEPLOYMENT
from constabulary.records.models.base import (
    History,
    JourneyRecord,
    Keeping,
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

POLICE = Retention.POLICE_INFORMATION


class Deployment(JourneyRecord):
    """One unit on one incident: each moment with who noted it."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        operational=("unit", "reason"),
        personal=(),
    )

    incident = models.ForeignKey("records.Incident", on_delete=models.PROTECT, related_name="deployments")
    unit = models.CharField(max_length=20)
    state = code(default=DEPLOYMENT.first)
    reason = text()
    sent_at = models.DateTimeField()
    sent_by = done_by()
    en_route_at = optional_moment()
    en_route_by = maybe_by()
    at_scene_at = optional_moment()
    at_scene_by = maybe_by()
    cleared_at = optional_moment()
    cleared_by = maybe_by()
    diverted_at = optional_moment()
    diverted_by = maybe_by()

    class Meta:
        db_table = "deployment"
        constraints = [
            is_one_of("deployment", "state", DEPLOYMENT.states),
            *(
                done_together("deployment", f"{one}_at", f"{one}_by")
                for one in ("en_route", "at_scene", "cleared", "diverted")
            ),
        ]
        indexes = [
            # Which call signs were sent in the last day.
            models.Index(fields=["sent_at"], name="deployment_by_sending", include=["unit"]),
            # Which units are committed, and where a unit is.
            models.Index(
                fields=["unit"],
                name="deployment_still_out",
                condition=models.Q(state__in=["sent", "en_route", "at_scene"]),
            ),
        ]


class Appointment(JourneyRecord):
    """A time agreed with the caller."""

    keeping = Keeping(
        history=History.CORRECTABLE, retention=POLICE, scope=Scope.JOURNEY, operational=("reason",), personal=()
    )

    incident = models.ForeignKey("records.Incident", on_delete=models.PROTECT, related_name="appointments")
    state = code(default=APPOINTMENT.first)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    reason = text()
    made_at = models.DateTimeField()
    made_by = done_by()
    ended_at = optional_moment()
    ended_by = maybe_by()

    class Meta:
        db_table = "appointment"
        constraints = [
            is_one_of("appointment", "state", APPOINTMENT.states),
            done_together("appointment", "ended_at", "ended_by"),
            models.CheckConstraint(condition=Q(from_at__lt=models.F("until_at")), name="appointment_from_before_until"),
        ]
