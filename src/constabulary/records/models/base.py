"""What every table declares about itself, and the fields they share."""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum, StrEnum
from functools import cache
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.base import ModelState

from constabulary.standards.values import value


class History(StrEnum):
    """Whether rows may be corrected. Nothing is ever deleted by the application."""

    CORRECTABLE = "correctable"
    APPEND_ONLY = "append_only"
    TECHNICAL = "technical"  # not a record: no journal, may be deleted (drafts, sign-ins)


class Scope(StrEnum):
    """What decides who may see a row, and so which row-level policy the database holds it by."""

    OPEN = "open"  # anyone whose role reaches the page
    JOURNEY = "journey"  # by the marking of its journey
    PERSON = "person"  # by the marking of the person
    SEALED = "sealed"  # by the seal on the row


class Retention(StrEnum):
    """The schedule that says when a row is reviewed for disposal."""

    POLICE_INFORMATION = "police information: reviewed by group under the retention code"
    WORKFORCE = "workforce: six years after leaving"
    JOURNAL = "journal: as long as what it speaks of, payloads erasable"
    FORCE = "as long as the force uses the system"
    TECHNICAL = "thirty days"
    PUBLISHED = "published data: replaced by the next edition"


@value
class Keeping:
    """How a table is kept: corrections, retention, visibility, and which fields are about a person.

    `personal` names the fields that say something of a person; `operational` those that do not. Every field that
    is not an identifier, a foreign key, a moment or a state is in exactly one of the two (a test asks).
    `also_held` is a further SQL condition, over the row's columns, for the row to be seen.
    `masked_by` is the SQL expression, over the row's columns, for the seals that bear on its words, where neither its
    journey nor its person nor its seal tells.
    `spoken_of_by` names the column of what the journal speaks of, where that is not the row itself: the rows of a
    published table come by the hundred thousand, and the journal speaks of their batch.
    """

    history: History
    retention: Retention
    scope: Scope = Scope.OPEN
    personal: tuple[str, ...] = ()
    operational: tuple[str, ...] = ()
    also_held: str = ""
    masked_by: str = ""
    spoken_of_by: str = ""


class Record(models.Model):
    """A row that is written through `records.writing` only. Its number is unique across all tables."""

    keeping: ClassVar[Keeping]

    id = models.BigIntegerField(primary_key=True)

    class Meta:
        abstract = True

    def __init__(self, *values: Any, **named: Any) -> None:
        usual, made = usual_values(type(self))
        # Given columns by name, as every act does: Django's walk over the fields takes ten times as long, and an act
        # makes dozens of rows. A copy is laid out at once; the row's own dictionary would grow field by field.
        held = usual.copy()
        held.update(named)
        if values or len(held) != len(usual):
            super().__init__(*values, **named)
            return
        held["_state"] = ModelState()
        for name, make in made:
            if name not in named:
                held[name] = make()
        self.__dict__ = held


def fits(row: Record, equal: Mapping[str, Any]) -> bool:
    """Whether the columns of a row hold these values."""
    return equal.items() <= row.__dict__.items()


Made = tuple[tuple[str, Callable[[], Any]], ...]


@cache
def usual_values(model: type[models.Model]) -> tuple[dict[str, Any], Made]:
    """What each column of a new row holds unless something is said of it, and what is made for each row anew.

    Columns whose usual value is made for each row, such as an empty list, hold None in the first.
    """
    usual: dict[str, Any] = {}
    made: list[tuple[str, Callable[[], Any]]] = []
    for one in model._meta.concrete_fields:
        is_made = one.has_default() and callable(one.default)
        usual[one.attname] = None if is_made else one.get_default()
        if is_made:
            made.append((one.attname, one.default))
    return usual, tuple(made)


@cache
def columns_by_name(model: type[models.Model]) -> dict[str, str]:
    """The columns of a table, with the name that the row each leads to is kept under; empty where it leads to none."""
    return {one.attname: one.name if one.is_relation else "" for one in model._meta.concrete_fields}


class JourneyRecord(Record):
    """A row of one journey; the database copies the journey's marking onto it and shows it accordingly."""

    journey = models.ForeignKey("records.Journey", on_delete=models.PROTECT, related_name="+")
    restriction = models.ForeignKey(
        "records.Restriction", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


def done_by(**options: Any) -> "models.ForeignKey[Any, Any]":
    """Who did something; not indexed unless asked, because the journal answers by officer."""
    return models.ForeignKey(
        "records.Officer", on_delete=models.PROTECT, related_name="+", **{"db_index": False, **options}
    )


def maybe_by(**options: Any) -> "models.ForeignKey[Any, Any]":
    """Who did something that has perhaps not been done."""
    return done_by(null=True, **options)


def optional_moment() -> "models.DateTimeField[Any, Any]":
    """When something happened that has perhaps not happened."""
    return models.DateTimeField(null=True)


class CodeField(models.CharField):  # type: ignore[type-arg]
    """A code from a list: never words, so nothing in it is ever masked. A plain CharField to migrations."""

    def deconstruct(self) -> Any:
        """As the plain field."""
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options


def code(length: int = 40, **options: Any) -> "models.CharField[Any, Any]":
    """A code from a list in `policing` or `standards`."""
    return CodeField(max_length=length, **options)


def text(**options: Any) -> "models.TextField[Any, Any]":
    """Words of any length; empty rather than null."""
    return models.TextField(**{"default": "", "blank": True, **options})


def is_one_of(
    table: str, field: str, codes: type[Enum] | Iterable[str], *, null: bool = False
) -> models.CheckConstraint:
    """A CHECK that the field holds one of the codes."""
    allowed = [str(one.value) if isinstance(one, Enum) else one for one in codes]
    condition = Q(**{f"{field}__in": allowed})
    if null:
        condition |= Q(**{f"{field}__isnull": True})
    return models.CheckConstraint(condition=condition, name=f"{table}_{field}_known")


def done_together(table: str, *fields: str) -> models.CheckConstraint:
    """A CHECK that the fields are all there or all missing: nothing is done by nobody, or never."""
    all_there = Q(**{f"{field}__isnull": False for field in fields})
    none_there = Q(**{f"{field}__isnull": True for field in fields})
    return models.CheckConstraint(condition=all_there | none_there, name=f"{table}_{fields[0]}_pair")
