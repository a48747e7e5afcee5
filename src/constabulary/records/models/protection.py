"""Who may not see: restrictions on journeys and persons, seals on addresses and contact details, and their opening."""

from django.db import models
from django.db.models import Q

from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.records.models.base import (
    History,
    Keeping,
    Record,
    Retention,
    code,
    done_by,
    done_together,
    is_one_of,
    maybe_by,
    optional_moment,
    text,
)

PROTECTED = Retention.POLICE_INFORMATION
#: Nothing of somebody's own is shown to anybody connected with somebody on the other side, nor of a crime's victim. The
#: subqueries are asked once a statement, whatever the rows.
NOT_THE_OTHER_SIDE = "person_id <> ALL ((SELECT people_on_the_other_side())::bigint[])"
NOT_THE_OTHER_SIDE_OF_VICTIM = "crime_id <> ALL ((SELECT crimes_of_the_other_side())::bigint[])"


class Restriction(Record):
    """A marking that keeps a journey or a person from everyone but those it is granted to."""

    keeping = Keeping(history=History.CORRECTABLE, retention=PROTECTED, personal=("reason",), operational=("kind",))

    kind = code()
    reason = text()
    made_at = models.DateTimeField()
    made_by = done_by()
    lifted_at = optional_moment()
    lifted_by = maybe_by()

    class Meta:
        db_table = "restriction"
        constraints = [
            is_one_of("restriction", "kind", RestrictionKind),
            done_together("restriction", "lifted_at", "lifted_by"),
        ]


class RestrictionGrant(Record):
    """Who may see what a restriction covers: one officer or one team, for a time."""

    keeping = Keeping(history=History.CORRECTABLE, retention=PROTECTED, personal=("reason",))

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="grants")
    officer = models.ForeignKey("records.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("records.Team", on_delete=models.PROTECT, null=True, related_name="+")
    reason = text()
    granted_at = models.DateTimeField()
    granted_by = done_by()
    until = models.DateTimeField(null=True)
    ended_at = optional_moment()
    ended_by = maybe_by()

    class Meta:
        db_table = "restriction_grant"
        constraints = [
            models.CheckConstraint(
                condition=Q(officer__isnull=False, team__isnull=True) | Q(officer__isnull=True, team__isnull=False),
                name="restriction_grant_officer_or_team",
            ),
            done_together("restriction_grant", "ended_at", "ended_by"),
        ]


class Seal(Record):
    """A seal on an address or contact detail: hidden from everyone without need and from all connected with the suspect."""

    keeping = Keeping(history=History.CORRECTABLE, retention=PROTECTED, personal=("reason",))

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    against = models.ForeignKey("records.Person", on_delete=models.PROTECT, null=True, related_name="+")
    #: The seal of somebody else who has the same address or number: this one follows it and is lifted with it.
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    reason = text()
    made_at = models.DateTimeField()
    made_by = done_by()
    lifted_at = optional_moment()
    lifted_by = maybe_by()

    class Meta:
        db_table = "seal"
        constraints = [done_together("seal", "lifted_at", "lifted_by")]


class SealGrant(Record):
    """Who needs what a seal hides, why, and until when."""

    keeping = Keeping(history=History.CORRECTABLE, retention=PROTECTED, personal=("reason",))

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="grants")
    officer = models.ForeignKey("records.Officer", on_delete=models.PROTECT, related_name="+")
    reason = text()
    granted_at = models.DateTimeField()
    granted_by = done_by()
    until = models.DateTimeField(null=True)
    ended_at = optional_moment()
    ended_by = maybe_by()

    class Meta:
        db_table = "seal_grant"
        constraints = [done_together("seal_grant", "ended_at", "ended_by")]


class Connection(Record):
    """An officer's or staff member's connection with a person: declared, or found. It closes every seal against them."""

    keeping = Keeping(history=History.CORRECTABLE, retention=PROTECTED, personal=("nature",))

    officer = models.ForeignKey("records.Officer", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    nature = text()
    declared_at = models.DateTimeField()
    declared_by = done_by()
    ended_at = optional_moment()
    ended_by = maybe_by()

    class Meta:
        db_table = "connection"
        constraints = [
            done_together("connection", "ended_at", "ended_by"),
            models.UniqueConstraint(
                fields=["officer", "person"], condition=Q(ended_at__isnull=True), name="connection_once"
            ),
        ]


class BreakGlass(Record):
    """An emergency opening of something restricted or sealed, and the review that follows it."""

    keeping = Keeping(
        history=History.CORRECTABLE, retention=PROTECTED, personal=("reason", "finding"), operational=("justified",)
    )

    opener = models.ForeignKey("records.Officer", on_delete=models.PROTECT, related_name="+")
    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, null=True, related_name="+")
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, null=True, related_name="+")
    reason = text()
    opened_at = models.DateTimeField()
    opened_by = done_by()
    until = models.DateTimeField()
    reviewed_at = optional_moment()
    reviewed_by = maybe_by()
    justified = models.BooleanField(null=True)
    finding = text()

    class Meta:
        db_table = "break_glass"
        constraints = [
            done_together("break_glass", "reviewed_at", "reviewed_by", "justified"),
            models.CheckConstraint(
                condition=Q(restriction__isnull=False, seal__isnull=True)
                | Q(restriction__isnull=True, seal__isnull=False),
                name="break_glass_one_thing",
            ),
        ]
