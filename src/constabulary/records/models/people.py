"""People: who they are, every name they are known by, how they are reached and where they live."""

from django.contrib.postgres.fields import ArrayField
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
    optional_moment,
)

POLICE = Retention.POLICE_INFORMATION


class Person(Record):
    """One person, as far as is known."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.PERSON,
        personal=(
            "given", "family", "born_on", "born_on_is_estimated", "sex", "ethnicity", "language", "needs", "died_on"
        ),
        operational=("reference",),
    )  # fmt: skip

    reference = models.CharField(max_length=20, unique=True)
    given = models.CharField(max_length=80, default="", blank=True)
    family = models.CharField(max_length=80, default="", blank=True)
    born_on = models.DateField(null=True)
    born_on_is_estimated = models.BooleanField(default=False)
    sex = code(default="not_known")
    ethnicity = code(default="not_stated")
    language = models.CharField(max_length=40, default="English")
    needs = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    died_on = models.DateField(null=True)
    restriction = models.ForeignKey("records.Restriction", on_delete=models.PROTECT, null=True, related_name="+")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "person"


class PersonRecord(Record):
    """A row about one person; the database copies the person's marking onto it and shows it accordingly."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    restriction = models.ForeignKey(
        "records.Restriction", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


class PersonName(PersonRecord):
    """A name someone is or was known by."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.PERSON,
        personal=("given", "family"),
        operational=("kind",),
    )

    kind = code()
    given = models.CharField(max_length=80, default="", blank=True)
    family = models.CharField(max_length=80, default="", blank=True)
    noted_at = models.DateTimeField()
    noted_by = done_by()

    class Meta:
        db_table = "person_name"


class ContactPoint(PersonRecord):
    """A telephone number, e-mail address or other way to reach someone; `shared` with somebody means never the safe one."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.SEALED,
        personal=("value", "normalised", "shared"),
        operational=("kind",),
    )

    kind = code()
    value = models.CharField(max_length=120)
    normalised = models.CharField(max_length=120, db_index=True)
    shared = models.BooleanField(default=False)
    seal = models.ForeignKey("records.Seal", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    noted_at = models.DateTimeField()
    noted_by = done_by()
    ended_at = optional_moment()

    class Meta:
        db_table = "contact_point"


class PersonAddress(PersonRecord):
    """Where someone lives, works or lived."""

    keeping = Keeping(
        history=History.CORRECTABLE, retention=POLICE, scope=Scope.SEALED, operational=("kind",), personal=()
    )

    place = models.ForeignKey("records.Place", on_delete=models.PROTECT, related_name="+")
    kind = code(default="home")
    seal = models.ForeignKey("records.Seal", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    noted_at = models.DateTimeField()
    noted_by = done_by()

    class Meta:
        db_table = "person_address"
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(from_on__lte=models.F("until_on")),
                name="person_address_from_before_until",
            )
        ]
