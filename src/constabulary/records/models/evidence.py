"""Evidence: exhibits with the chain of who had them and how they left, and statements."""

from django.db import models
from django.db.models import Q

from constabulary.policing.case_file.exhibits import ExhibitForm
from constabulary.policing.case_file.statements import PersonalStatement
from constabulary.policing.lifecycles import EXHIBIT
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


class Exhibit(JourneyRecord):
    """An exhibit: a thing, or digital material named by where it is held. Never the file itself."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("description", "seized_where", "seized_from", "locator", "ended_with", "end_authority", "kept_how"),
        operational=("reference", "form", "system", "seal_number"),
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="exhibits")
    state = code(default=EXHIBIT.first)
    reference = models.CharField(max_length=40)
    description = text()
    form = code()
    system = models.CharField(max_length=120, default="", blank=True)
    locator = text()
    seal_number = models.CharField(max_length=40, default="", blank=True)
    seized_where = text()
    seized_from = text()
    seized_at = models.DateTimeField()
    seized_by = done_by()
    ended_with = text()
    end_authority = text()
    kept_how = text()
    ended_at = optional_moment()
    ended_by = maybe_by()

    class Meta:
        db_table = "exhibit"
        constraints = [
            is_one_of("exhibit", "state", EXHIBIT.states),
            is_one_of("exhibit", "form", ExhibitForm),
            done_together("exhibit", "ended_at", "ended_by"),
            models.CheckConstraint(
                condition=Q(state="held", ended_at__isnull=True)
                | (~Q(state="held") & Q(ended_at__isnull=False) & ~Q(end_authority="")),
                name="exhibit_leaves_with_authority",
            ),
            models.CheckConstraint(
                condition=~Q(form="digital") | (~Q(system="") & ~Q(locator="")), name="exhibit_digital_says_where"
            ),
            models.UniqueConstraint(fields=["crime", "reference"], name="exhibit_reference_once"),
        ]


class ExhibitMove(JourneyRecord):
    """One hand-over of an exhibit: added to, never changed. One whose giver did not have it last says how that came."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("from_whom", "to_whom", "kept_at", "why", "gap_because"),
        operational=("number", "seal_number", "has_gap"),
    )

    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="moves")
    number = models.SmallIntegerField()
    from_whom = text()
    to_whom = text()
    moved_at = models.DateTimeField()
    kept_at = text()
    why = text()
    seal_number = models.CharField(max_length=40, default="", blank=True)
    has_gap = models.BooleanField(default=False)
    gap_because = text()
    noted_at = models.DateTimeField()
    noted_by = done_by()

    class Meta:
        db_table = "exhibit_move"
        constraints = [
            models.UniqueConstraint(fields=["exhibit", "number"], name="exhibit_move_in_order"),
            models.CheckConstraint(condition=Q(has_gap=False) | ~Q(gap_because=""), name="exhibit_move_gap_explained"),
        ]


class Statement(JourneyRecord):
    """A statement: who gave it, when and to whom, where it is held. A victim's is not shown to the other side."""

    keeping = Keeping(
        history=History.APPEND_ONLY,
        retention=POLICE,
        scope=Scope.JOURNEY,
        personal=("maker", "held_where", "summary", "of_victim", "personal_statement"),
        operational=("reference",),
        also_held=f"NOT of_victim OR {NOT_THE_OTHER_SIDE_OF_VICTIM}",
    )

    crime = models.ForeignKey("records.Crime", on_delete=models.PROTECT, related_name="statements")
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, null=True, related_name="+")
    reference = models.CharField(max_length=40)
    maker = text()
    of_victim = models.BooleanField()
    held_where = text()
    summary = text()
    personal_statement = code()
    taken_at = models.DateTimeField()
    taken_by = done_by()

    class Meta:
        db_table = "statement"
        constraints = [
            is_one_of("statement", "personal_statement", PersonalStatement),
        ]
