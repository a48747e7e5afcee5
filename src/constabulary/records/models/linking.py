"""Links between people, organisations, vehicles, telephones and places, and from them to incidents and crimes."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from constabulary.policing.people.links import BEGINNINGS, LINK_KINDS, LINK_SOURCES, Thing
from constabulary.records.models.base import (
    History,
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

FROM = tuple(f"from_{one.value}" for one in BEGINNINGS)
TO = tuple(f"to_{one.value}" for one in Thing)


def _end(model: str) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(f"records.{model}", on_delete=models.PROTECT, null=True, related_name="+")


def exactly_one(table: str, side: str, columns: tuple[str, ...]) -> models.CheckConstraint:
    """A CHECK that exactly one of the columns is filled."""
    condition = Q()
    for chosen in columns:
        condition |= Q(**{f"{one}__isnull": one != chosen for one in columns})
    return models.CheckConstraint(condition=condition, name=f"{table}_{side}_one_thing")


class RecordLink(Record):
    """One link, seen only by those who may see both its ends; its words without what is sealed at either."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=Retention.POLICE_INFORMATION,
        scope=Scope.PERSON,
        personal=("words", "ending"),
        operational=("kind", "source"),
        also_held=(
            "link_is_seen(ARRAY[from_person_id, to_person_id], ARRAY[from_place_id, to_place_id], "
            "ARRAY[from_telephone_id, to_telephone_id], to_incident_id, to_crime_id)"
        ),
        masked_by="seals_hidden_of_ends(ARRAY[from_person_id, to_person_id], ARRAY[from_place_id, to_place_id])",
    )

    from_person = _end("Person")
    from_organisation = _end("Organisation")
    from_vehicle = _end("Vehicle")
    from_telephone = _end("Telephone")
    from_place = _end("Place")
    to_person = _end("Person")
    to_organisation = _end("Organisation")
    to_vehicle = _end("Vehicle")
    to_telephone = _end("Telephone")
    to_place = _end("Place")
    to_incident = _end("Incident")
    to_crime = _end("Crime")
    kind = code()
    source = code()
    words = text()
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    noted_at = models.DateTimeField()
    noted_by = done_by()
    ending = text()
    ended_at = optional_moment()
    ended_by = maybe_by()

    class Meta:
        db_table = "record_link"
        constraints = [
            exactly_one("record_link", "from", FROM),
            exactly_one("record_link", "to", TO),
            is_one_of("record_link", "kind", LINK_KINDS),
            is_one_of("record_link", "source", LINK_SOURCES),
            done_together("record_link", "ended_at", "ended_by"),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(from_on__lte=F("until_on")),
                name="record_link_from_before_until",
            ),
        ]
