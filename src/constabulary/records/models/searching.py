"""Keys under which people and places are found; made from their names and words, and kept in the same act."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from constabulary.records.models.base import History, Keeping, Record, Retention, Scope
from constabulary.records.models.people import PersonRecord

POLICE = Retention.POLICE_INFORMATION


class PersonKeys(PersonRecord):
    """The keys of every name of one person (policing/people/keys.py); one row a person."""

    keeping = Keeping(history=History.CORRECTABLE, retention=POLICE, scope=Scope.PERSON, personal=("keys",))

    keys = ArrayField(models.IntegerField())

    class Meta:
        db_table = "person_keys"
        constraints = [models.UniqueConstraint(fields=["person"], name="person_keys_once")]
        indexes = [GinIndex(fields=["keys"], name="person_keys_by_key", fastupdate=False)]


class CommonKey(models.Model):
    """A key that more people share than a search looks at, counted every night; it says nothing of any of them."""

    keeping = Keeping(history=History.TECHNICAL, retention=Retention.TECHNICAL, operational=("people",))

    key = models.IntegerField(primary_key=True)
    people = models.IntegerField()

    class Meta:
        db_table = "common_key"


class PlaceKeys(Record):
    """The keys of one place's words. Guessed words would give a sealed place away, so it is shown as the place is."""

    keeping = Keeping(
        history=History.CORRECTABLE,
        retention=POLICE,
        scope=Scope.SEALED,
        personal=("keys",),
        also_held="place_is_shown(place_id)",
    )

    place = models.ForeignKey("records.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    keys = ArrayField(models.IntegerField())

    class Meta:
        db_table = "place_keys"
        constraints = [models.UniqueConstraint(fields=["place"], name="place_keys_once")]
        indexes = [GinIndex(fields=["keys"], name="place_keys_by_key", fastupdate=False)]
