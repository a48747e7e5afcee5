"""Incidents: what was reported, how it was assessed and graded, when each thing happened, who holds it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from constabulary.policing.desks import Desk
from constabulary.policing.incidents.closing import Closure
from constabulary.policing.incidents.links import LinkKind
from constabulary.policing.incidents.log import LogKind
from constabulary.policing.incidents.milestones import Milestone
from constabulary.policing.incidents.thrive import Element
from constabulary.policing.incidents.triggers import ContactMade, Trigger
from constabulary.policing.lifecycles import HANDOFF, INCIDENT
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


class Incident(JourneyRecord):
    """One distinct event that disturbs someone's quality of life, or worries them."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("summary", "closing_rationale", "domestic_abuse", "stalking", "hate", "vulnerable"),
        operational=(
            "reference", "desk", "category", "closing_category", "qualifiers", "crime_reported", "grade", "risk", "closure",
            "transferred_to", "transfer_reference",
        ),
    )  # fmt: skip

    reference = models.CharField(max_length=24, unique=True)
    state = code(default=INCIDENT.first)
    desk = code(default=Desk.CONTROL_ROOM.value)
    category = code(80)
    qualifiers = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    summary = text()
    place = models.ForeignKey("records.Place", on_delete=models.PROTECT, null=True, related_name="+")
    # A shop, a school: whom the caller rings for.
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    crime_reported = models.BooleanField(default=False)
    domestic_abuse = models.BooleanField(default=False)
    stalking = models.BooleanField(default=False)
    hate = models.BooleanField(default=False)
    vulnerable = models.BooleanField(default=False)
    reported_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = done_by()
    grade = code(4, default="", blank=True)
    risk = models.SmallIntegerField(default=0)
    graded_at = optional_moment()
    graded_by = maybe_by()
    assessed_at = optional_moment()
    assessed_by = maybe_by()
    attend_due_at = models.DateTimeField(null=True)
    master = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    closure = code(default="", blank=True)
    closing_category = code(80, default="", blank=True)
    closing_rationale = text()
    transferred_to = models.CharField(max_length=80, default="", blank=True)
    transfer_reference = models.CharField(max_length=120, default="", blank=True)
    closed_at = optional_moment()
    closed_by = maybe_by()

    class Meta:
        db_table = "incident"
        constraints = [
            is_one_of("incident", "state", INCIDENT.states),
            is_one_of("incident", "desk", Desk),
            is_one_of("incident", "closure", ["", *Closure]),
            done_together("incident", "graded_at", "graded_by"),
            done_together("incident", "assessed_at", "assessed_by"),
            done_together("incident", "closed_at", "closed_by"),
            # Rule 5: a duplicate names its master.
            models.CheckConstraint(
                condition=~Q(closure=Closure.DUPLICATE.value) | Q(master__isnull=False),
                name="incident_duplicate_has_master",
            ),
            models.CheckConstraint(
                condition=~Q(closure=Closure.TRANSFERRED.value) | (~Q(transferred_to="") & ~Q(transfer_reference="")),
                name="incident_transferred_somewhere",
            ),
            # Rules 6 and 7: closed with one category and a log text that justifies it.
            models.CheckConstraint(
                condition=~Q(state="closed")
                | (Q(closed_at__isnull=False) & ~Q(closing_rationale="") & ~Q(closing_category="") & ~Q(closure="")),
                name="incident_closed_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["desk", "opened_at"], condition=~Q(state="closed"), name="incident_open_by_desk"),
            models.Index(fields=["place", "opened_at"], name="incident_at_place"),
            models.Index(fields=["opened_at"], name="incident_by_day"),
            models.Index(
                fields=["organisation"], condition=Q(organisation__isnull=False), name="incident_for_organisation"
            ),
            models.Index(fields=["master"], condition=Q(master__isnull=False), name="incident_duplicates"),
        ]


class IncidentMilestone(JourneyRecord):
    """One of the moments that forces count from, with who it was."""

    keeping = Keeping(
        history=History.APPEND_ONLY, retention=POLICE, scope=Scope.JOURNEY, operational=("kind",), personal=()
    )

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="milestones")
    kind = code()
    reached_at = models.DateTimeField()
    reached_by = done_by()

    class Meta:
        db_table = "incident_milestone"
        constraints = [is_one_of("incident_milestone", "kind", Milestone)]


class IncidentLogEntry(JourneyRecord):
    """A line of the incident log: what kind of line it is, its words, and what is structured in it."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("words", "details"),
        operational=("kind",),
    )

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="log")
    kind = code(default=LogKind.NOTE.value)
    words = text()
    details = models.JSONField(default=dict, blank=True)
    written_at = models.DateTimeField()
    written_by = done_by()

    class Meta:
        db_table = "incident_log_entry"
        constraints = [is_one_of("incident_log_entry", "kind", LogKind)]


class IncidentLink(JourneyRecord):
    """Two incidents that belong together: a repeat, a recurrence after closing, or simply related."""

    keeping = Keeping(
        history=History.APPEND_ONLY, retention=POLICE, scope=Scope.JOURNEY, personal=("words",), operational=("kind",)
    )

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    linked = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    kind = code()
    words = text()
    linked_at = models.DateTimeField()
    linked_by = done_by()

    class Meta:
        db_table = "incident_link"
        constraints = [
            is_one_of("incident_link", "kind", LinkKind),
            models.UniqueConstraint(fields=["incident", "linked"], name="incident_link_once"),
            models.CheckConstraint(condition=~Q(incident=models.F("linked")), name="incident_link_between_two"),
        ]


class IncidentPerson(JourneyRecord):
    """What a person is to an incident."""

    keeping = Keeping(
        history=History.CORRECTABLE, retention=POLICE, scope=Scope.JOURNEY, personal=("role",), operational=()
    )

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    role = code()
    added_at = models.DateTimeField()
    added_by = done_by()

    class Meta:
        db_table = "incident_person"


def all_six() -> list[str]:
    """The six elements, each to be said in words."""
    return [one.value for one in Element]


class ThriveAssessment(JourneyRecord):
    """One asking of THRIVE. A later one is added, never written over this."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("answers", "what_changed", "interim_advice", "reason_below_floor", "acceptance"),
        operational=(
            "number",
            "trigger",
            "changed_elements",
            "in_words",
            "contact_made",
            "proposed_grade",
            "floor",
            "score",
            "reasons",
            "previous_grade",
            "grade",
            "is_lower",
            "editions",
            "desk",
            "likeness",
        ),
    )

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="assessments")
    number = models.SmallIntegerField()
    trigger = code()
    answers = models.JSONField()
    changed_elements = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    #: The elements that the rules of the day asked words for; all six but for a calm call that nobody is sent to.
    in_words = ArrayField(models.CharField(max_length=20), default=all_six, blank=True)
    what_changed = text()
    contact_made = code(8, default="yes")
    interim_advice = text()
    proposed_grade = code(4)
    floor = code(4, default="", blank=True)
    score = models.SmallIntegerField()
    reasons = ArrayField(models.CharField(max_length=60), default=list)
    previous_grade = code(4, default="", blank=True)
    grade = code(4)
    is_lower = models.BooleanField(default=False)
    reason_below_floor = text()
    editions = ArrayField(models.TextField(), default=list)
    desk = code()
    team = models.ForeignKey("records.Team", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    assessed_at = models.DateTimeField()
    assessed_by = done_by()
    acceptance = text()
    accepted_at = optional_moment()
    accepted_by = maybe_by()
    refused_at = optional_moment()
    refused_by = maybe_by()
    likeness = models.DecimalField(max_digits=4, decimal_places=3, null=True)

    class Meta:
        db_table = "thrive_assessment"
        constraints = [
            is_one_of("thrive_assessment", "trigger", Trigger),
            is_one_of("thrive_assessment", "contact_made", ContactMade),
            done_together("thrive_assessment", "accepted_at", "accepted_by"),
            done_together("thrive_assessment", "refused_at", "refused_by"),
            models.UniqueConstraint(fields=["incident", "number"], name="thrive_assessment_number_once"),
        ]


class Handoff(JourneyRecord):
    """An incident passed from one desk to another: acknowledged, or escalated."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("reason",),
        operational=("from_desk", "to_desk"),
    )

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="handoffs")
    state = code(default=HANDOFF.first)
    from_desk = code()
    to_desk = code()
    reason = text()
    sent_at = models.DateTimeField()
    sent_by = done_by()
    acknowledged_at = optional_moment()
    acknowledged_by = maybe_by()
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "handoff"
        constraints = [
            is_one_of("handoff", "state", HANDOFF.states),
            done_together("handoff", "acknowledged_at", "acknowledged_by"),
        ]
