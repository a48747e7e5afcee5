"""Charging: the tests as applied, requests to the prosecutor with their answers and action plans, decisions, the day plan."""

from django.db import models
from django.db.models import Q

from constabulary.policing.case_file.authority import ChargedBy, Plea
from constabulary.policing.case_file.code_tests import CodeTestKind
from constabulary.policing.case_file.referrals import Colour
from constabulary.policing.lifecycles import CHARGING_REQUEST
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


class CodeTest(JourneyRecord):
    """One application of a test to one suspect, under its edition. The latest holds."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("offences", "evidence", "interest", "lines_remain_because", "conditions"),
        operational=("kind", "evidence_met", "interest_met", "is_met", "full_code_by", "edition"),
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="code_tests")
    suspect = models.ForeignKey("records.Suspect", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = code()
    offences = text()
    evidence = text()
    evidence_met = models.BooleanField()
    interest = text()
    interest_met = models.BooleanField(null=True)
    lines_remain_because = text()
    conditions = models.JSONField(default=dict)
    full_code_by = models.DateField(null=True)
    is_met = models.BooleanField()
    edition = models.TextField()
    tested_at = models.DateTimeField()
    tested_by = done_by()

    class Meta:
        db_table = "code_test"
        constraints = [
            is_one_of("code_test", "kind", CodeTestKind),
            models.CheckConstraint(
                condition=~Q(kind="full_code") | Q(is_met=False) | Q(evidence_met=True, interest_met=True),
                name="code_test_met_in_both_stages",
            ),
        ]


class ChargingRequest(JourneyRecord):
    """One request to the prosecutor about one suspect, and its answer. A request sent again is another row."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("sent", "answer"),
        operational=("number", "colour", "reference", "prosecutor", "edition"),
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="charging_requests")
    suspect = models.ForeignKey("records.Suspect", on_delete=models.PROTECT, related_name="+", db_index=False)
    test = models.ForeignKey(CodeTest, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = code(default=CHARGING_REQUEST.first)
    number = models.SmallIntegerField()
    colour = code()
    sent = text()
    reference = models.CharField(max_length=60, default="", blank=True)
    edition = models.TextField()
    sent_at = models.DateTimeField()
    sent_by = done_by()
    prosecutor = models.CharField(max_length=120, default="", blank=True)
    answer = text()
    answered_at = optional_moment()
    answered_by = maybe_by()

    class Meta:
        db_table = "charging_request"
        constraints = [
            is_one_of("charging_request", "state", CHARGING_REQUEST.states),
            is_one_of("charging_request", "colour", Colour),
            done_together("charging_request", "answered_at", "answered_by"),
            models.CheckConstraint(
                condition=Q(state="sent", answered_at__isnull=True) | (~Q(state="sent") & Q(answered_at__isnull=False)),
                name="charging_request_answered_in_state",
            ),
            models.UniqueConstraint(fields=["suspect"], condition=Q(state="sent"), name="charging_request_one_waits"),
        ]


class ActionPlanItem(JourneyRecord):
    """One item of a prosecutor's action plan, by which day, and what was done."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("words", "answer"),
        operational=("number", "due_on"),
    )

    request = models.ForeignKey(ChargingRequest, on_delete=models.PROTECT, related_name="items", db_index=False)
    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="action_items")
    number = models.SmallIntegerField()
    words = text()
    due_on = models.DateField()
    given_at = models.DateTimeField()
    given_by = done_by()
    answer = text()
    answered_at = optional_moment()
    answered_by = maybe_by()

    class Meta:
        db_table = "action_plan_item"
        constraints = [
            done_together("action_plan_item", "answered_at", "answered_by"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer=""), name="action_plan_item_answered_in_words"
            ),
        ]


class ChargingDecision(JourneyRecord):
    """A decision on a charge of one suspect: whose, which way, why, under which edition. Outcome 1 reads it."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("offences", "words"),
        operational=("charged_by", "charge", "authority", "plea", "fit_for_magistrates", "edition"),
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="charging_decisions")
    suspect = models.ForeignKey("records.Suspect", on_delete=models.PROTECT, related_name="+", db_index=False)
    test = models.ForeignKey(CodeTest, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    request = models.OneToOneField(ChargingRequest, on_delete=models.PROTECT, null=True, related_name="decision")
    charged_by = code()
    charge = models.BooleanField()
    offences = text()
    words = text()
    authority = code(default="", blank=True)
    plea = code(default="", blank=True)
    fit_for_magistrates = models.BooleanField(null=True)
    edition = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = done_by()

    class Meta:
        db_table = "charging_decision"
        constraints = [
            is_one_of("charging_decision", "charged_by", ChargedBy),
            is_one_of("charging_decision", "plea", ["", *Plea]),
            models.CheckConstraint(
                condition=Q(charged_by="police", request__isnull=True) | Q(charged_by="cps", request__isnull=False),
                name="charging_decision_answers_request",
            ),
        ]


class SuspectLearnsPlan(JourneyRecord):
    """The plan for the day a suspect learns that the case goes on without the victim. The latest holds.

    None of it is shown to anybody connected with the suspect: the database holds it.
    """

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("tell_first", "protection", "who", "if_unsafe"),
        operational=("edition",),
        also_held=NOT_THE_OTHER_SIDE_OF_VICTIM,
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="suspect_learns_plans")
    tell_first = text()
    protection = text()
    who = text()
    if_unsafe = text()
    edition = models.TextField()
    planned_at = models.DateTimeField()
    planned_by = done_by()

    class Meta:
        db_table = "suspect_learns_plan"
