"""The first migration's one step: every table made at once from the final state of the models.

Django plays a migration step by step and works out all models anew after each, which for some ninety tables with their
constraints takes most of a minute. Nothing is there yet when the first migration runs, so the tables can be made from
where the steps lead: the same steps still tell Django what the models were.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel, SeparateDatabaseAndState
from django.db.migrations.state import ProjectState


class AllTables(SeparateDatabaseAndState):
    """The given steps as one: their models' tables are made as the steps leave them."""

    def __init__(self, state_operations: Any) -> None:
        super().__init__(state_operations=state_operations)

    def deconstruct(self) -> Any:
        """How a migration file writes it."""
        return self.__class__.__name__, [], {"state_operations": self.state_operations}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Where the steps lead, without working out the models in between."""
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make every table; foreign keys follow when all are there."""
        for name in self._names():
            schema_editor.create_model(to_state.apps.get_model(app_label, name))

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Remove every table."""
        for name in reversed(self._names()):
            schema_editor.delete_model(from_state.apps.get_model(app_label, name))

    def _names(self) -> list[str]:
        return [one.name for one in self.state_operations if isinstance(one, CreateModel)]
