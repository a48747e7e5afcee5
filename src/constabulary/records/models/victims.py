"""Victims: how contact is agreed, every update and attempt, their needs, and their position."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from constabulary.policing.victims.contact import ContactMethod, Occasion, Reached, SpokenTo
from constabulary.policing.victims.positions import Pressure, RecordedIn, Support
from constabulary.records.models.base import (
    History,
    JourneyRecord,
    Keeping,
    Retention,
    Scope,
    code,
    done_by,
    is_one_of,
    text,
)
from constabulary.records.models.protection import NOT_THE_OTHER_SIDE_OF_VICTIM

POLICE = Retention.POLICE_INFORMATION


class VictimContact(JourneyRecord):
    """How and how often a victim wants to be told how things stand. The latest of a crime holds."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("how", "wishes", "enhanced", "by_safe_route"),
        operational=("every_days", "edition"),
        also_held=NOT_THE_OTHER_SIDE_OF_VICTIM,
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="contact_agreements")
    how = code()
    by_safe_route = models.BooleanField()
    every_days = models.SmallIntegerField()
    enhanced = models.BooleanField(default=False)
    wishes = text()
    edition = models.TextField(default="", blank=True)
    agreed_at = models.DateTimeField()
    agreed_by = done_by()

    class Meta:
        db_table = "victim_contact"
        constraints = [is_one_of("victim_contact", "how", ContactMethod)]


class VictimUpdate(JourneyRecord):
    """One update of a victim, or one attempt: what was said and asked, what changed, and what comes next."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("said", "questions", "needs_changed", "spoken_to", "by_safe_route", "outside_route"),
        operational=("occasion", "outcome_type", "method", "reached", "next_on", "review_offered"),
        also_held=NOT_THE_OTHER_SIDE_OF_VICTIM,
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="victim_updates")
    occasion = code()
    outcome_type = code(4, default="", blank=True)
    method = code()
    by_safe_route = models.BooleanField()
    outside_route = text()
    reached = code()
    spoken_to = code()
    said = text()
    questions = text()
    needs_changed = text()
    review_offered = models.BooleanField(default=False)
    next_on = models.DateField(null=True)
    updated_at = models.DateTimeField()
    updated_by = done_by()

    class Meta:
        db_table = "victim_update"
        constraints = [
            is_one_of("victim_update", "occasion", Occasion),
            is_one_of("victim_update", "method", ContactMethod),
            is_one_of("victim_update", "reached", Reached),
            is_one_of("victim_update", "spoken_to", SpokenTo),
        ]


class VictimNeeds(JourneyRecord):
    """An assessment of what a victim needs. The latest holds; a change adds another."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("needs", "words", "special_measures", "enhanced_because", "support"),
        operational=(),
        also_held=NOT_THE_OTHER_SIDE_OF_VICTIM,
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="victim_needs")
    needs = ArrayField(code(), default=list, blank=True)
    enhanced_because = ArrayField(code(), default=list, blank=True)
    special_measures = text()
    support = code()
    words = text()
    assessed_at = models.DateTimeField()
    assessed_by = done_by()

    class Meta:
        db_table = "victim_needs"


class VictimPosition(JourneyRecord):
    """Whether a victim supports, what they want and why, how it was taken and where it can be audited."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=(
            "support", "wishes", "reasons", "account_true", "recorded_in", "reference", "pressure", "pressure_words",
            "seen_alone", "effect", "support_offered", "would_attend",
        ),
        operational=(),
        also_held=NOT_THE_OTHER_SIDE_OF_VICTIM,
    )  # fmt: skip

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="victim_positions")
    support = code()
    wishes = text()
    reasons = text()
    account_true = text()
    recorded_in = code()
    reference = models.CharField(max_length=120, default="", blank=True)
    pressure = code()
    pressure_words = text()
    seen_alone = models.BooleanField(default=False)
    effect = text()
    support_offered = text()
    would_attend = text()
    recorded_at = models.DateTimeField()
    recorded_by = done_by()

    class Meta:
        db_table = "victim_position"
        constraints = [
            is_one_of("victim_position", "support", Support),
            is_one_of("victim_position", "recorded_in", RecordedIn),
            is_one_of("victim_position", "pressure", Pressure),
        ]
