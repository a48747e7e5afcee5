"""Places: an address or a spot, with coordinates and the small area it lies in."""

from django.db import models

from constabulary.records.models.base import History, Keeping, Record, Retention, Scope, code


class Place(Record):
    """A place. One that is sealed is a row that the database shows only to those with need."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.SEALED,
        personal=("line", "postcode", "uprn", "latitude", "longitude"),
        operational=("reference", "locality", "usrn", "lsoa", "rural", "kind"),
    )

    reference = models.CharField(max_length=20, unique=True)
    line = models.CharField(max_length=160)
    locality = models.CharField(max_length=80, default="", blank=True)
    postcode = models.CharField(max_length=8, default="", blank=True)
    kind = code(default="address")
    uprn = models.CharField(max_length=12, default="", blank=True)
    usrn = models.CharField(max_length=8, default="", blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    lsoa = models.CharField(max_length=9, default="", blank=True)
    rural = models.BooleanField(default=False)
    district = models.ForeignKey("records.District", on_delete=models.PROTECT, null=True, related_name="+")
    seal = models.ForeignKey("records.Seal", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "place"
        indexes = [
            # Which district a place that was given none lies in: that of the others in its locality.
            models.Index(
                fields=["locality"], include=["district"], condition=models.Q(district__isnull=False),
                name="place_district_of_locality",
            ),
        ]  # fmt: skip
