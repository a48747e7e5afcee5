"""What was passed up: a decision about a crime that somebody without the rank put before whoever holds it."""

from django.db import models
from django.db.models import Q

from constabulary.policing.desks import Desk
from constabulary.policing.supervision.passing_up import Answer, Passing
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


class PassedUp(JourneyRecord):
    """One decision passed up: which, why, to which desk; what was answered, with the words of whoever decided.

    `officer` is whom the crime should be given to, `outcome` what is proposed for it. While `answer` is empty somebody waits.
    """

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.JOURNEY,
        personal=("because", "words"),
        operational=("passing", "to_desk", "answer"),
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="passed_up")
    passing = code()
    officer = models.ForeignKey(
        "records.Officer", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    outcome = models.ForeignKey(
        "records.Outcome", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    to_desk = code()
    because = text()
    passed_at = models.DateTimeField()
    passed_by = done_by()
    answer = code(default="", blank=True)
    words = text()
    answered_at = optional_moment()
    answered_by = maybe_by()

    class Meta:
        db_table = "passed_up"
        constraints = [
            is_one_of("passed_up", "passing", Passing),
            is_one_of("passed_up", "to_desk", Desk),
            is_one_of("passed_up", "answer", ["", *Answer]),
            done_together("passed_up", "answered_at", "answered_by"),
            models.CheckConstraint(
                condition=Q(passing="over_limit", officer__isnull=False, outcome__isnull=True)
                | Q(passing="outcome", officer__isnull=True, outcome__isnull=False),
                name="passed_up_is_about_one",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="passed_up_answered_with_answer",
            ),
            models.UniqueConstraint(fields=["crime", "passing"], condition=Q(answer=""), name="passed_up_one_waiting"),
        ]
