"""Investigation: the plan and its lines, suspects and every change of theirs, reviews and their directions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from constabulary.policing.investigation.detention import DetentionAct
from constabulary.policing.investigation.evidence_led import Conclusion
from constabulary.policing.investigation.plans import Direction as Pointing
from constabulary.policing.investigation.register import ON_REGISTER, AttemptResult
from constabulary.policing.investigation.reviews import Occasion, ReviewLevel
from constabulary.policing.lifecycles import LINE_OF_ENQUIRY, SUSPECT
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
#: What can happen with a suspect.
EVENTS = (
    "added", "moved", "identified", "recorded", "told", "not_identifiable", "sought", "intelligence", "bail_extended",
    "release_reviewed", "bail_looked_at", "case_designated",
)  # fmt: skip


class InvestigationPlan(JourneyRecord):
    """The plan of a crime: one, changed as the investigation goes; the journal keeps how it was before."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=(
            "summary",
            "points_to_prove",
            "evidence_led_route",
            "nothing_away_because",
            "victim_needs",
            "approval",
        ),
        operational=("finish_on",),
    )

    crime = models.OneToOneField("records.Crime", on_delete=models.PROTECT, related_name="plan")
    summary = text()
    points_to_prove = text()
    evidence_led_route = text()
    nothing_away_because = text()
    victim_needs = text()
    finish_on = models.DateField(null=True)
    set_at = models.DateTimeField()
    set_by = done_by()
    approval = text()
    approved_at = optional_moment()
    approved_by = maybe_by()

    class Meta:
        db_table = "investigation_plan"
        constraints = [done_together("investigation_plan", "approved_at", "approved_by")]


class LineOfEnquiry(JourneyRecord):
    """One line of enquiry: objective, action, who, by when; how it ended, or why it was not pursued."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("objective", "action", "result"),
        operational=("number", "direction", "due_on", "gone_from"),
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="lines")
    number = models.SmallIntegerField()
    state = code(default=LINE_OF_ENQUIRY.first)
    objective = text()
    action = text()
    direction = code()
    owner = models.ForeignKey("records.Officer", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    due_on = models.DateField()
    #: From when on what the line is after may be lost: footage that is overwritten, injuries that heal.
    gone_from = models.DateField(null=True)
    added_at = models.DateTimeField()
    added_by = done_by()
    result = text()
    ended_at = optional_moment()
    ended_by = maybe_by()

    class Meta:
        db_table = "line_of_enquiry"
        constraints = [
            is_one_of("line_of_enquiry", "state", LINE_OF_ENQUIRY.states),
            is_one_of("line_of_enquiry", "direction", Pointing),
            done_together("line_of_enquiry", "ended_at", "ended_by"),
            models.CheckConstraint(
                condition=Q(state="open") | (~Q(result="") & Q(ended_at__isnull=False)),
                name="line_of_enquiry_ended_with_result",
            ),
        ]


class Suspect(JourneyRecord):
    """Somebody who may have done it, named or not, and where they stand."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("description", "not_identifiable_because"),
        operational=(),
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="suspects")
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, null=True, related_name="+")
    state = code(default=SUSPECT.first)
    description = text()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    interviewed_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()
    added_by = done_by()
    identified_at = optional_moment()
    identified_by = maybe_by()
    recorded_at = optional_moment()
    recorded_by = maybe_by()
    told_at = optional_moment()
    told_by = maybe_by()
    not_identifiable_because = text()
    not_identifiable_at = optional_moment()
    not_identifiable_by = maybe_by()
    # The approved outcome that disposes of them: with it they leave the register.
    settled_with = models.ForeignKey(
        "records.Outcome", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        db_table = "suspect"
        constraints = [
            is_one_of("suspect", "state", SUSPECT.states),
            done_together("suspect", "identified_at", "identified_by"),
            done_together("suspect", "recorded_at", "recorded_by"),
            done_together("suspect", "told_at", "told_by"),
            done_together("suspect", "not_identifiable_at", "not_identifiable_by"),
            models.CheckConstraint(
                condition=Q(state__in=["unknown", "described", "eliminated"]) | Q(person__isnull=False),
                name="suspect_named_has_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "since"],
                condition=Q(
                    state__in=[
                        "named_not_located", "named_not_arrested", "wanted_circulated",
                        "voluntary_attendance_arranged",
                    ]
                ),
                name="suspect_outstanding",
            ),
            models.Index(
                fields=["crime"], include=["id", "person", "state", "since", "until", "restriction"],
                condition=Q(state__in=sorted(one.value for one in ON_REGISTER), settled_with__isnull=True),
                name="suspect_on_register",
            ),
            # A handful in the whole force, asked for with every shift's page.
            models.Index(fields=["since"], condition=Q(state="arrested_in_custody"), name="suspect_in_custody"),
        ]  # fmt: skip


class SuspectEvent(JourneyRecord):
    """One change in where a suspect stands, or in what is known of them: added to, never changed."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("words",),
        operational=("kind", "from_state", "to_state", "reference", "result"),
    )

    suspect = models.ForeignKey(Suspect, on_delete=models.PROTECT, related_name="events")
    kind = code()
    from_state = code(default="", blank=True)
    to_state = code(default="", blank=True)
    words = text()
    moment = models.DateTimeField(null=True)
    # What it rests on: a custody record, a circulation, an intelligence report, a decision.
    reference = models.CharField(max_length=80, default="", blank=True)
    result = code(default="", blank=True)
    noted_at = models.DateTimeField()
    noted_by = done_by()

    class Meta:
        db_table = "suspect_event"
        constraints = [
            is_one_of("suspect_event", "kind", EVENTS),
            is_one_of("suspect_event", "result", ["", *(one.value for one in AttemptResult)]),
        ]
        # What was moved since a day that is counted as at.
        indexes = [models.Index(fields=["noted_at"], condition=~Q(to_state=""), name="suspect_moved_by_time")]


class CustodyRecord(JourneyRecord):
    """What is taken over from a custody record: its reference, and what the clocks of detention begin with."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=(),
        operational=("reference", "indictable"),
    )

    suspect = models.ForeignKey(Suspect, on_delete=models.PROTECT, related_name="custody")
    reference = models.CharField(max_length=80)
    arrested_at = models.DateTimeField()
    arrived_at = models.DateTimeField()
    authorised_at = models.DateTimeField()
    indictable = models.BooleanField(default=False)
    noted_at = models.DateTimeField()
    noted_by = done_by()

    class Meta:
        db_table = "custody_record"
        constraints = [
            models.CheckConstraint(
                condition=Q(arrested_at__lte=models.F("arrived_at")) & Q(arrived_at__lte=models.F("authorised_at")),
                name="custody_record_in_order",
            )
        ]


class DetentionDecision(JourneyRecord):
    """A decision on somebody's detention as the custody record has it; a court has no officer."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("words",),
        operational=("act", "authority", "hours", "reference"),
    )

    custody = models.ForeignKey(CustodyRecord, on_delete=models.PROTECT, related_name="decisions")
    act = code()
    officer = models.ForeignKey(
        "records.Officer", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    authority = code()
    hours = models.SmallIntegerField(default=0)
    reference = models.CharField(max_length=80, default="", blank=True)
    words = text()
    moment = models.DateTimeField()
    noted_at = models.DateTimeField()
    noted_by = done_by()

    class Meta:
        db_table = "detention_decision"
        constraints = [is_one_of("detention_decision", "act", DetentionAct)]


class InvestigationReview(JourneyRecord):
    """A review that counts: what was examined, found, directed, challenged, or why nothing needed directing."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("findings", "challenge", "no_direction_because"),
        operational=("number", "level", "occasion", "examined"),
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="reviews")
    number = models.SmallIntegerField()
    level = code()
    occasion = code()
    examined = ArrayField(code(), default=list)
    findings = text()
    challenge = text()
    no_direction_because = text()
    reviewed_at = models.DateTimeField()
    reviewed_by = done_by()

    class Meta:
        db_table = "investigation_review"
        constraints = [
            is_one_of("investigation_review", "level", ReviewLevel),
            is_one_of("investigation_review", "occasion", Occasion),
        ]


class ReviewDirection(JourneyRecord):
    """What a review directed, by when, and how it was answered."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("words", "answer"),
        operational=(),
    )

    review = models.ForeignKey(InvestigationReview, on_delete=models.PROTECT, related_name="directions")
    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="directions")
    words = text()
    due_at = models.DateTimeField()
    answer = text()
    answered_at = optional_moment()
    answered_by = maybe_by()

    class Meta:
        db_table = "review_direction"
        constraints = [done_together("review_direction", "answered_at", "answered_by")]


class EvidenceLedConsideration(JourneyRecord):
    """The evidence-led questions, every one answered, with a recommendation."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("answers", "rationale"),
        operational=("recommendation",),
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="evidence_led")
    answers = models.JSONField()
    recommendation = code()
    rationale = text()
    considered_at = models.DateTimeField()
    considered_by = done_by()

    class Meta:
        db_table = "evidence_led_consideration"
        constraints = [is_one_of("evidence_led_consideration", "recommendation", Conclusion)]


class EvidenceLedDecision(JourneyRecord):
    """What somebody with the authority decided of it."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("rationale",),
        operational=("conclusion", "authority"),
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="evidence_led_decisions")
    consideration = models.OneToOneField(EvidenceLedConsideration, on_delete=models.PROTECT, related_name="decision")
    conclusion = code()
    authority = code()
    rationale = text()
    decided_at = models.DateTimeField()
    decided_by = done_by()

    class Meta:
        db_table = "evidence_led_decision"
        constraints = [is_one_of("evidence_led_decision", "conclusion", Conclusion)]
