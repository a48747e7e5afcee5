"""Unused material: the disclosure officer, what is listed openly or as sensitive, decisions, and signed schedules.

A sensitive item is shown to the officer in charge, whoever supervises them and the disclosure officer only, and never to
anybody connected with the suspect: the database holds it.
"""

from django.db import models
from django.db.models import Q

from constabulary.policing.case_file.disclosure import Bearing
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
from constabulary.records.models.protection import NOT_THE_OTHER_SIDE_OF_VICTIM

POLICE = Retention.POLICE_INFORMATION
SEEN_BY_FEW = (
    "NOT sensitive OR (crime_id = ANY ((SELECT crimes_of_sensitive_material())::bigint[]) "
    f"AND {NOT_THE_OTHER_SIDE_OF_VICTIM})"
)


class DisclosureOfficer(JourneyRecord):
    """Who is the disclosure officer of a crime. The latest holds."""

    keeping = Keeping(history=History.APPEND_ONLY, retention=POLICE, scope=Scope.JOURNEY)

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="disclosure_officers")
    officer = models.ForeignKey("records.Officer", on_delete=models.PROTECT, related_name="+")
    appointed_at = models.DateTimeField()
    appointed_by = done_by()

    class Meta:
        db_table = "disclosure_officer"


class UnusedItem(JourneyRecord):
    """An item of unused material, numbered within its schedule, so that neither tells how many the other has."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("description", "held_where", "sensitive_because", "words"),
        operational=("number", "sensitive", "points_away", "bearing", "revealed"),
        also_held=SEEN_BY_FEW,
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="unused_material")
    line = models.ForeignKey(
        "records.LineOfEnquiry", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    number = models.SmallIntegerField()
    sensitive = models.BooleanField()
    sensitive_because = text()
    description = text()
    held_where = text()
    points_away = models.BooleanField(default=False)
    listed_at = models.DateTimeField()
    listed_by = done_by()
    inspected_at = optional_moment()
    inspected_by = maybe_by()
    bearing = code(default="", blank=True)
    revealed = models.BooleanField(default=False)
    words = text()
    decided_at = optional_moment()
    decided_by = maybe_by()

    class Meta:
        db_table = "unused_item"
        constraints = [
            is_one_of("unused_item", "bearing", ["", *Bearing]),
            done_together("unused_item", "inspected_at", "inspected_by"),
            done_together("unused_item", "decided_at", "decided_by"),
            models.CheckConstraint(
                condition=Q(sensitive=False) | ~Q(sensitive_because=""), name="unused_item_sensitive_says_why"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | (~Q(bearing="") & Q(inspected_at__isnull=False)),
                name="unused_item_decided_once_inspected",
            ),
        ]
        # Whether there is anything sensitive at all is asked before a payload of the journal is shown.
        indexes = [models.Index(fields=["crime"], condition=Q(sensitive=True), name="unused_item_sensitive")]


class ScheduleSignature(JourneyRecord):
    """A schedule as signed: which, by whom, over how many items. It is overtaken once an item of it changes."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("words",),
        operational=("sensitive", "count", "edition"),
        also_held=SEEN_BY_FEW,
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="schedule_signatures")
    sensitive = models.BooleanField()
    count = models.SmallIntegerField()
    words = text()
    edition = models.TextField()
    signed_at = models.DateTimeField()
    signed_by = done_by()

    class Meta:
        db_table = "schedule_signature"
        indexes = [models.Index(fields=["crime"], condition=Q(sensitive=True), name="schedule_signature_sensitive")]
