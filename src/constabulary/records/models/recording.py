"""Crimes: the decision to record, step by step; the crime; its classification and each change of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from constabulary.policing.allocation.workload import Stage
from constabulary.policing.lifecycles import CANCELLATION, CRIME
from constabulary.policing.recording.decision import RecordingResult
from constabulary.policing.recording.oversight import Finding
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
        personal=("steps", "rationale", "late_rationale", "no_rape_because"),
        operational=("result", "exception", "incident_code", "reasons", "edition", "is_late"),
    )

    incident = models.ForeignKey("records.Incident", on_delete=models.PROTECT, related_name="recording_decisions")
    steps = models.JSONField()
    result = code()
    exception = code(default="", blank=True)
    incident_code = code(8, default="", blank=True)
    rationale = text()
    late_rationale = text()
    no_rape_because = text()
    is_late = models.BooleanField(default=False)
    reasons = ArrayField(models.CharField(max_length=60), default=list)
    edition = models.TextField()
    # The crime that what was reported continues: conduct of the same two, recorded before, of another journey.
    joined = models.ForeignKey("records.Crime", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()
    decided_by = done_by()

    class Meta:
        db_table = "recording_decision"
        indexes = [
            # Incidents kept under a code of their own: few beside all decisions.
            models.Index(fields=["incident"], condition=~Q(incident_code=""), name="decision_under_code"),
            models.Index(fields=["decided_at"], name="decision_by_day"),
        ]
        constraints = [is_one_of("recording_decision", "result", RecordingResult)]


class Crime(JourneyRecord):
    """A recorded crime."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=(
            "summary", "domestic_abuse", "stalking", "hate", "vulnerable_victim", "faith", "corrosive_evidence",
            "abuse_risk", "high_risk_abuse", "enhanced_rights",
        ),
        operational=(
            "reference", "offence_key", "offence_code", "offence_category", "offence_title", "basis", "flags",
            "high_harm", "required_pip", "outcome", "stage", "is_complex", "cancellation_code",
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
    # A shop or another organisation that is the victim; whoever speaks for it is in the crime as its contact.
    victim_organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    flags = ArrayField(code(), default=list, blank=True)
    faith = code(default="", blank=True)
    corrosive_evidence = text()
    domestic_abuse = models.BooleanField(default=False)
    stalking = models.BooleanField(default=False)
    hate = models.BooleanField(default=False)
    vulnerable_victim = models.BooleanField(default=False)
    high_harm = models.BooleanField(default=False)
    # The latest grade of risk, and whether it was ever high since the report: a later reduction does not undo that.
    abuse_risk = code(default="", blank=True)
    high_risk_abuse = models.BooleanField(default=False)
    enhanced_rights = models.BooleanField(default=False)
    required_pip = models.SmallIntegerField(default=1)
    is_complex = models.BooleanField(default=False)
    stage = code(default=Stage.ACTIVE.value)
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
    # Filed at the desk without an investigation; empty again when it is taken up.
    filed_at = optional_moment()
    finalised_at = optional_moment()
    finalised_by = maybe_by()
    cancellation_code = code(4, default="", blank=True)
    cancelled_at = optional_moment()
    cancelled_by = maybe_by()

    class Meta:
        db_table = "crime"
        constraints = [
            is_one_of("crime", "state", CRIME.states),
            is_one_of("crime", "stage", Stage),
            is_one_of("crime", "abuse_risk", ["", "standard", "medium", "high"]),
            done_together("crime", "cancelled_at", "cancelled_by"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | (~Q(cancellation_code="") & Q(cancelled_at__isnull=False)),
                name="crime_cancelled_with_code",
            ),
            is_one_of("crime", "basis", ["V", "S", "S/V"]),
            done_together("crime", "allocated_at", "allocated_by"),
            done_together("crime", "finalised_at", "finalised_by"),
            models.CheckConstraint(
                condition=~Q(state="finalised") | ~Q(outcome=""), name="crime_finalised_with_outcome"
            ),
        ]
        indexes = [
            models.Index(fields=["recorded_at"], name="crime_by_day"),
            models.Index(
                fields=["victim_organisation"],
                condition=Q(victim_organisation__isnull=False),
                name="crime_of_organisation",
            ),
            models.Index(fields=["finalised_at"], condition=Q(finalised_at__isnull=False), name="crime_by_end"),
            models.Index(fields=["recorded_at"], condition=Q(state="unallocated"), name="crime_waiting_for_officer"),
            models.Index(
                fields=["officer", "recorded_at"],
                condition=Q(state__in=["allocated", "investigating", "outcome_proposed"]),
                name="crime_held_by_officer",
            ),
            # Lists of a whole force's open crimes, told from the index alone: with what decides whether a row is seen.
            models.Index(
                fields=["id"], name="crime_open",
                condition=Q(state__in=["unallocated", "allocated", "investigating", "outcome_proposed"]),
                include=[
                    "state", "officer", "team", "place", "victim", "recorded_at", "reported_at", "allocated_at", "filed_at",
                    "high_harm", "high_risk_abuse", "domestic_abuse", "stalking", "vulnerable_victim", "hate", "flags",
                    "restriction",
                ],
            ),
        ]  # fmt: skip


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


class RelatedCrime(JourneyRecord):
    """A lesser crime of the same sequence: documented and investigated, recorded by itself only when a rule asks."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("words",),
        operational=("offence_key", "offence_code", "offence_title"),
    )

    crime = models.ForeignKey(Crime, on_delete=models.PROTECT, related_name="related")
    offence_key = models.CharField(max_length=16)
    offence_code = code(8)
    offence_title = models.CharField(max_length=240)
    words = text()
    noted_at = models.DateTimeField()
    noted_by = done_by()
    recorded_as = models.ForeignKey(Crime, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "related_crime"


class Cancellation(JourneyRecord):
    """A cancellation asked for: what it rests on, and how it was decided."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=(
            "information_came", "information_source", "information_checked", "information_changes", "mistake",
            "pressure_considered", "words", "registrar_advice", "outside_force",
        ),
        operational=("listed_as", "receiving_force", "receiving_reference", "authority", "edition"),
    )  # fmt: skip

    crime = models.ForeignKey(Crime, on_delete=models.PROTECT, related_name="cancellations")
    listed_as = code(4)
    state = code(default=CANCELLATION.first)
    outside_force = models.BooleanField(default=False)
    receiving_force = models.CharField(max_length=80, default="", blank=True)
    receiving_reference = models.CharField(max_length=60, default="", blank=True)
    information_came = text()
    information_source = text()
    information_checked = text()
    information_changes = text()
    survivor = models.ForeignKey(Crime, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    mistake = text()
    pressure_considered = text()
    victim_told_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    asked_by = done_by()
    words = text()
    registrar_advice = text()
    authority = code(default="", blank=True)
    edition = models.TextField(default="", blank=True)
    decided_at = optional_moment()
    decided_by = maybe_by()

    class Meta:
        db_table = "cancellation"
        constraints = [
            is_one_of("cancellation", "state", CANCELLATION.states),
            is_one_of("cancellation", "listed_as", ["C1", "C2", "C3", "C4", "C5"]),
            done_together("cancellation", "decided_at", "decided_by"),
            models.UniqueConstraint(fields=["crime"], condition=Q(state="asked"), name="cancellation_asked_once"),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state="asked"), name="cancellation_waiting"),
            models.Index(fields=["decided_at"], condition=Q(decided_at__isnull=False), name="cancellation_by_decision"),
        ]


class Oversight(JourneyRecord):
    """What the registrar found of somebody else's decision: a recording decision, or an outcome."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("words",),
        operational=("finding",),
    )

    decision = models.ForeignKey(RecordingDecision, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.ForeignKey("records.Outcome", on_delete=models.PROTECT, null=True, related_name="+")
    finding = code()
    words = text()
    overseen_at = models.DateTimeField()
    overseen_by = done_by()

    class Meta:
        db_table = "oversight"
        constraints = [
            is_one_of("oversight", "finding", Finding),
            models.CheckConstraint(
                condition=Q(decision__isnull=False, outcome__isnull=True)
                | Q(decision__isnull=True, outcome__isnull=False),
                name="oversight_of_one_thing",
            ),
        ]


class OversightAnswer(JourneyRecord):
    """What whoever decided answered where the registrar needed more."""

    keeping = Keeping(
        history=History.APPEND_ONLY, retention=POLICE, scope=Scope.JOURNEY, personal=("words",), operational=()
    )

    oversight = models.ForeignKey(Oversight, on_delete=models.PROTECT, related_name="+")
    words = text()
    answered_at = models.DateTimeField()
    answered_by = done_by()

    class Meta:
        db_table = "oversight_answer"
        constraints = [models.UniqueConstraint(fields=["oversight"], name="oversight_answered_once")]
