"""Allocations: which officer got which crime, why, and what it did to their load; and what was proposed before."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Q

from constabulary.policing.allocation.screening import Decision
from constabulary.policing.lifecycles import PROPOSAL
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


class Allocation(JourneyRecord):
    """One allocation: the officer before, the officer after, the reason, the load before and after, and any override."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        personal=("reason",),
        operational=("load_before", "load_after", "load_limit", "override_reason", "reasons", "edition"),
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="allocations")
    officer = models.ForeignKey("records.Officer", on_delete=models.PROTECT, related_name="+")
    instead_of = models.ForeignKey(
        "records.Officer", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    team = models.ForeignKey("records.Team", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    reason = text()
    override_reason = text()
    reasons = ArrayField(models.CharField(max_length=60), default=list)
    load_before = models.DecimalField(max_digits=7, decimal_places=2)
    load_after = models.DecimalField(max_digits=7, decimal_places=2)
    load_limit = models.DecimalField(max_digits=7, decimal_places=2)
    edition = models.TextField()
    allocated_at = models.DateTimeField()
    allocated_by = done_by()

    class Meta:
        db_table = "allocation"


class Screening(JourneyRecord):
    """Whether a crime is investigated or filed at the desk: what was answered, why, and whether it was drawn anyway.

    `decision` is the person's. A filed crime whose `chance` fell under the share of the day was drawn: it is
    investigated all the same. `found` names what stood against filing, whatever was decided.
    """

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        personal=("answers", "public_interest", "rationale"),
        operational=("decision", "found", "prompt", "drawn", "chance", "edition"),
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="screenings")
    decision = code(12)
    answers = models.JSONField(default=dict)
    found = ArrayField(models.CharField(max_length=60), default=list)
    prompt = models.BooleanField(default=False)
    public_interest = text()
    rationale = text()
    drawn = models.BooleanField(default=False)
    chance = models.FloatField()
    edition = models.TextField()
    screened_at = models.DateTimeField()
    screened_by = done_by()

    class Meta:
        db_table = "screening"
        constraints = [
            is_one_of("screening", "decision", Decision),
            models.CheckConstraint(condition=~Q(drawn=True) | Q(decision="file"), name="screening_drawn_if_filed"),
            models.CheckConstraint(condition=Q(chance__gte=0, chance__lt=1), name="screening_chance"),
        ]
        indexes = [models.Index(fields=["screened_at"], name="screening_by_day", condition=Q(decision="file"))]


class AllocationRun(Record):
    """One proposal for a whole pool: what was asked for, under which edition, and how sure the answer is.

    `cost` and `bound` are what all choices of the proposal cost, and the least that any proposal for the same pool can.
    """

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=Retention.FORCE,
        operational=("wanted", "edition", "crimes", "officers", "cost", "bound"),
    )

    wanted = models.JSONField(default=dict, blank=True)
    edition = models.TextField()
    crimes = models.IntegerField()
    officers = models.IntegerField()
    cost = models.FloatField()
    bound = models.FloatField()
    made_at = models.DateTimeField()
    made_by = done_by()

    class Meta:
        db_table = "allocation_run"


class AllocationProposal(JourneyRecord):
    """What a run proposes for one crime, and what a person made of it. Without an officer the crime stays in the pool.

    `parts` is what the choice costs part by part, `others` the next best officers with what each would cost in all.
    """

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        personal=("because",),
        operational=("parts", "others", "waits_because", "load_before", "load_after", "load_limit"),
    )

    run = models.ForeignKey(AllocationRun, on_delete=models.PROTECT, related_name="proposals")
    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="proposals")
    officer = models.ForeignKey(
        "records.Officer", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    # Whoever has the crime and is away, where it is proposed for cover and not from the pool.
    cover_for = models.ForeignKey(
        "records.Officer", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    state = code(12, default=PROPOSAL.first)
    parts = models.JSONField(default=dict, blank=True)
    others = models.JSONField(default=list, blank=True)
    waits_because = code(30, default="", blank=True)
    load_before = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    load_after = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    load_limit = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    because = text()
    decided_at = optional_moment()
    decided_by = maybe_by()

    class Meta:
        db_table = "allocation_proposal"
        constraints = [
            is_one_of("allocation_proposal", "state", PROPOSAL.states),
            done_together("allocation_proposal", "decided_at", "decided_by"),
            # Looked at when the act ends: what is proposed anew is written before what it supersedes is changed.
            ExclusionConstraint(
                name="allocation_proposal_one_open_of_crime",
                expressions=[("crime", RangeOperators.EQUAL)],
                condition=Q(state="open"),
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
