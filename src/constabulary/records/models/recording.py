"""Crimes: the decision to record, step by step; the crime; its classification and each change of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from constabulary.policing.lifecycles import CRIME
from constabulary.policing.recording.decision import RecordingResult
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


class RecordingDecision(JourneyRecord):
    """The recording decision on an incident: each step of the chart with its answer, and where it led."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("steps", "rationale", "late_rationale"),
        operational=("result", "exception", "incident_code", "reasons", "edition"),
    )

    incident = models.ForeignKey("records.Incident", on_delete=models.PROTECT, related_name="recording_decisions")
    steps = models.JSONField()
    result = code()
    exception = code(default="", blank=True)
    incident_code = code(8, default="", blank=True)
    rationale = text()
    late_rationale = text()
    reasons = ArrayField(models.CharField(max_length=60), default=list)
    edition = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = done_by()

    class Meta:
        db_table = "recording_decision"
        constraints = [is_one_of("recording_decision", "result", RecordingResult)]


class Crime(JourneyRecord):
    """A recorded crime."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("summary", "domestic_abuse", "stalking", "hate", "vulnerable_victim"),
        operational=(
            "reference", "offence_key", "offence_code", "offence_category", "offence_title", "basis", "flags",
            "high_harm", "required_pip", "outcome",
        ),
    )  # fmt: skip

    reference = models.CharField(max_length=24, unique=True)
    incident = models.ForeignKey("records.Incident", on_delete=models.PROTECT, related_name="crimes")
    decision = models.ForeignKey(RecordingDecision, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = code(default=CRIME.first)
    offence_key = models.CharField(max_length=16)
    offence_code = code(8)
    offence_category = code(12)
    offence_title = models.CharField(max_length=240)
    basis = code(4)
    summary = text()
    place = models.ForeignKey("records.Place", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    victim = models.ForeignKey("records.Person", on_delete=models.PROTECT, null=True, related_name="+")
    flags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    domestic_abuse = models.BooleanField(default=False)
    stalking = models.BooleanField(default=False)
    hate = models.BooleanField(default=False)
    vulnerable_victim = models.BooleanField(default=False)
    high_harm = models.BooleanField(default=False)
    required_pip = models.SmallIntegerField(default=1)
    occurred_from = models.DateTimeField()
    occurred_to = models.DateTimeField(null=True)
    reported_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = done_by()
    officer = models.ForeignKey("records.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("records.Team", on_delete=models.PROTECT, null=True, related_name="+")
    allocated_at = optional_moment()
    allocated_by = maybe_by()
    outcome = code(4, default="", blank=True)
    finalised_at = optional_moment()
    finalised_by = maybe_by()

    class Meta:
        db_table = "crime"
        constraints = [
            is_one_of("crime", "state", CRIME.states),
            is_one_of("crime", "basis", ["V", "S", "S/V"]),
            done_together("crime", "allocated_at", "allocated_by"),
            done_together("crime", "finalised_at", "finalised_by"),
            models.CheckConstraint(
                condition=~Q(state="finalised") | ~Q(outcome=""), name="crime_finalised_with_outcome"
            ),
        ]
        indexes = [
            models.Index(fields=["recorded_at"], name="crime_by_day"),
            models.Index(fields=["recorded_at"], condition=Q(state="unallocated"), name="crime_waiting_for_officer"),
            models.Index(
                fields=["officer", "recorded_at"],
                condition=Q(state__in=["allocated", "investigating", "outcome_proposed"]),
                name="crime_held_by_officer",
            ),
        ]


class CrimeClassification(JourneyRecord):
    """What a crime was classified as, from when, by whom and why."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("reason",),
        operational=("offence_key", "offence_code", "edition"),
    )

    crime = models.ForeignKey(Crime, on_delete=models.PROTECT, related_name="classifications")
    offence_key = models.CharField(max_length=16)
    offence_code = code(8)
    reason = text()
    edition = models.TextField()
    classified_at = models.DateTimeField()
    classified_by = done_by()

    class Meta:
        db_table = "crime_classification"


class CrimePerson(JourneyRecord):
    """What a person is to a crime."""

    keeping = Keeping(
        history=History.CORRECTABLE, retention=POLICE, scope=Scope.JOURNEY, personal=("role",), operational=()
    )

    crime = models.ForeignKey(Crime, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    role = code()
    added_at = models.DateTimeField()
    added_by = done_by()

    class Meta:
        db_table = "crime_person"
