"""Warnings on people and places: what it is, what it rests on, when it is looked at again, how it ended."""

from django.db import models
from django.db.models import Q

from constabulary.records.models.base import (
    History,
    Keeping,
    Record,
    Retention,
    Scope,
    code,
    done_by,
    done_together,
    maybe_by,
    optional_moment,
    text,
)


class Warning(Record):
    """A warning on a person or a place, seen by those who may see the person or place."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.PERSON,
        personal=("grounds", "finding", "ending"),
        operational=("kind", "edition", "review_on"),
        also_held="NOT (row_is_hidden('person', person_id) OR row_is_hidden('place', place_id))",
        masked_by="seals_hidden_of_ends(ARRAY[person_id], ARRAY[place_id])",
    )

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey("records.Place", on_delete=models.PROTECT, null=True, related_name="+")
    kind = code()
    grounds = text()
    edition = models.TextField()
    review_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = done_by()
    finding = text()
    reviewed_at = optional_moment()
    reviewed_by = maybe_by()
    ending = text()
    ended_at = optional_moment()
    ended_by = maybe_by()

    class Meta:
        db_table = "warning"
        constraints = [
            done_together("warning", "reviewed_at", "reviewed_by"),
            done_together("warning", "ended_at", "ended_by"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, place__isnull=True) | Q(person__isnull=True, place__isnull=False),
                name="warning_person_or_place",
            ),
        ]
        indexes = [models.Index(fields=["review_on"], condition=Q(ended_at__isnull=True), name="warning_to_review")]
