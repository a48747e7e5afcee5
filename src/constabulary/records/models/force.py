"""The force and the people in it: teams, officers and staff, roles, signing in, drafts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
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


class Force(Record):
    """The one force of this database, with its own standards and its demonstration clock, if it is one."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.FORCE,
        operational=(
            "code", "name", "imu_name", "standards_overlay", "clock_offset", "is_demo", "seed", "size", "made_for",
            "summary_failures",
        ),
    )  # fmt: skip

    code = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=80)
    imu_name = models.CharField(max_length=60, default="Incident management unit")
    standards_overlay = text()
    is_demo = models.BooleanField(default=False)
    clock_offset = models.DurationField(null=True)
    made_for = models.DateField(null=True)
    seed = models.BigIntegerField(null=True)
    size = models.CharField(max_length=12, default="", blank=True)
    # Wrong codes for the page of a victim, and since when they are counted.
    summary_failures = models.SmallIntegerField(default=0)
    summary_failing_since = optional_moment()

    class Meta:
        db_table = "force"


class District(Record):
    """A policing district. One that is ended is chosen for nothing new, and stays where it stands."""

    keeping = Keeping(history=History.CORRECTABLE, retention=Retention.FORCE, operational=("code", "name"))

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=80)
    ended_at = optional_moment()
    ended_by = maybe_by()

    class Meta:
        db_table = "district"
        constraints = [done_together("district", "ended_at", "ended_by")]


class Team(Record):
    """A team: what it does, and where."""

    keeping = Keeping(history=History.CORRECTABLE, retention=Retention.FORCE, operational=("name", "kind"))

    name = models.CharField(max_length=80, unique=True)
    kind = code()
    district = models.ForeignKey(District, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "team"


class Officer(Record):
    """An officer, a member of police staff, or the system acting by the clock."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.WORKFORCE,
        personal=("collar_number", "name"),
        operational=("rank", "pip_level", "is_system", "is_active", "skills", "hours_share"),
    )

    collar_number = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=80)
    rank = models.SmallIntegerField(default=0)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    supervisor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    pip_level = models.SmallIntegerField(default=0)
    skills = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    hours_share = models.DecimalField(max_digits=3, decimal_places=2, default=1)
    is_system = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "officer"
        constraints = [
            models.CheckConstraint(condition=Q(rank__in=[int(rank) for rank in Rank]), name="officer_rank_known"),
            models.CheckConstraint(condition=Q(pip_level__gte=0, pip_level__lte=4), name="officer_pip_level_known"),
        ]


class RoleGrant(Record):
    """A role held by an officer for a time. Ending it takes effect at the next request."""

    keeping = Keeping(history=History.CORRECTABLE, retention=Retention.WORKFORCE, operational=("role", "reason"))

    holder = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="role_grants")
    role = code()
    reason = text()
    granted_at = models.DateTimeField()
    granted_by = done_by()
    ended_at = optional_moment()
    ended_by = maybe_by()

    class Meta:
        db_table = "role_grant"
        constraints = [
            is_one_of("role_grant", "role", Role),
            done_together("role_grant", "ended_at", "ended_by"),
            models.UniqueConstraint(
                fields=["holder", "role"], condition=Q(ended_at__isnull=True), name="role_grant_once"
            ),
        ]


class Credential(Record):
    """How an officer signs in. The hash never enters the journal."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.WORKFORCE,
        personal=("password_hash",),
        operational=("failures", "must_change"),
    )

    holder = models.OneToOneField(Officer, on_delete=models.PROTECT, related_name="credential")
    password_hash = models.CharField(max_length=200)
    failures = models.SmallIntegerField(default=0)
    locked_until = optional_moment()
    # Whoever gave it knows it too: nothing opens until its holder has one of their own.
    must_change = models.BooleanField(default=False)
    # Since when an administrator knows it: it lapses if nobody changes it.
    given_at = optional_moment()

    class Meta:
        db_table = "credential"


class SignIn(models.Model):
    """One signing in, found by the hash of the token in the browser's cookie."""

    keeping = Keeping(
        history=History.TECHNICAL, retention=Retention.TECHNICAL, personal=("token_hash",), operational=()
    )

    token_hash = models.BinaryField(primary_key=True, max_length=32)
    holder = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    signed_in_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = optional_moment()

    class Meta:
        db_table = "sign_in"


class Draft(models.Model):
    """What someone has typed into a form and not yet sent, or sent and had refused."""

    keeping = Keeping(
        history=History.TECHNICAL,
        retention=Retention.TECHNICAL,
        personal=("content",),
        operational=("form", "subject", "sent_as", "sent_digest", "became"),
    )

    holder = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    form = code(60)
    subject = models.CharField(max_length=60, default="", blank=True)
    content = models.JSONField()
    # The page on which the form was typed that was sent last: what is still under way from it comes too late.
    sent_as = models.CharField(max_length=40, default="", blank=True)
    # What was sent last, as a digest, and the record it became: the very same sent once more becomes nothing else.
    sent_digest = models.CharField(max_length=64, default="", blank=True)
    became = models.CharField(max_length=20, default="", blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "draft"
        constraints = [models.UniqueConstraint(fields=["holder", "form", "subject"], name="draft_one_of_each")]
