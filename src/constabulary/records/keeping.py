"""What each table declares of itself, read back: which there are, and the condition under which a row is seen."""

from django.apps import apps
from django.db import models

from constabulary.records.models.base import JourneyRecord, Keeping, Scope


def guarded_models() -> list[type[models.Model]]:
    """Every model of ours, each with its `keeping`."""
    return [model for model in apps.get_app_config("records").get_models() if hasattr(model, "keeping")]


def keeping_of(model: type[models.Model]) -> Keeping:
    """What the model declares of itself."""
    keeping: Keeping = model.keeping  # type: ignore[attr-defined]
    return keeping


def columns_of(model: type[models.Model]) -> tuple[str, ...]:
    """The names of the table's columns."""
    return tuple(str(field.column) for field in model._meta.concrete_fields)


def seen_when(model: type[models.Model]) -> str:
    """The SQL condition, over a row's columns, for whoever asks to see the row; empty when anyone may."""
    keeping, columns = keeping_of(model), columns_of(model)
    conditions = []
    if keeping.scope is not Scope.OPEN and "restriction_id" in columns:
        conditions.append("(restriction_id IS NULL OR is_cleared(restriction_id))")
    if keeping.scope is Scope.SEALED and "seal_id" in columns:
        opened = "place_is_unsealed(id)" if model._meta.db_table == "place" else "is_unsealed(seal_id)"
        conditions.append(f"(seal_id IS NULL OR {opened})")
    if keeping.also_held:
        conditions.append(f"({keeping.also_held})")
    return " AND ".join(conditions)


def links_to(model: type[models.Model], table: str) -> tuple[str, ...]:
    """The columns of a journey's row that name a row of `table`, such as the person who called."""
    if not issubclass(model, JourneyRecord):
        return ()
    return tuple(
        str(field.column)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is not None and _table_of(field.related_model) == table
    )


def _table_of(related: "type[models.Model] | str") -> str:
    return "" if isinstance(related, str) else related._meta.db_table
