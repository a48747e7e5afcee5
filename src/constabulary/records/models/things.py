"""Organisations, vehicles, telephones and other devices: what people use, keep, work for."""

from django.db import models

from constabulary.policing.people.details import DEVICE_KINDS, ORGANISATION_KINDS, VEHICLE_KINDS
from constabulary.records.models.base import History, Keeping, Record, Retention, Scope, code, done_by, is_one_of

POLICE = Retention.POLICE_INFORMATION
#: A name or description of a thing may say where somebody lives to whom it is linked.
BY_LINKS = "seals_hidden_of_thing(id)"


class Organisation(Record):
    """A business, charity, public body, partner or group."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        personal=("name", "number"),
        operational=("reference", "kind"),
        masked_by=BY_LINKS,
    )

    reference = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    kind = code()
    number = models.CharField(max_length=40, default="", blank=True)
    noted_at = models.DateTimeField()
    noted_by = done_by()

    class Meta:
        db_table = "organisation"
        constraints = [is_one_of("organisation", "kind", ORGANISATION_KINDS)]


class Vehicle(Record):
    """A vehicle, by its registration where it has one."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        personal=("registration", "normalised", "make", "colour"),
        operational=("reference", "kind"),
        masked_by=BY_LINKS,
    )

    reference = models.CharField(max_length=20, unique=True)
    registration = models.CharField(max_length=40)
    normalised = models.CharField(max_length=40, db_index=True)
    kind = code()
    make = models.CharField(max_length=60, default="", blank=True)
    colour = models.CharField(max_length=40, default="", blank=True)
    noted_at = models.DateTimeField()
    noted_by = done_by()

    class Meta:
        db_table = "vehicle"
        constraints = [is_one_of("vehicle", "kind", VEHICLE_KINDS)]


class Telephone(Record):
    """A telephone or another device by its number; hidden from whoever may not see that number on somebody's record."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.PERSON,
        personal=("number", "normalised", "make"),
        operational=("reference", "kind"),
        also_held="NOT number_is_sealed(normalised)",
        masked_by=BY_LINKS,
    )

    reference = models.CharField(max_length=20, unique=True)
    number = models.CharField(max_length=60)
    normalised = models.CharField(max_length=60, db_index=True)
    kind = code()
    make = models.CharField(max_length=60, default="", blank=True)
    noted_at = models.DateTimeField()
    noted_by = done_by()

    class Meta:
        db_table = "telephone"
        constraints = [is_one_of("telephone", "kind", DEVICE_KINDS)]
