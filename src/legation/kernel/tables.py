"""An app's first tables, made at once: Django would draw every related model anew after each of them."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateTogether(Operation):
    """Operations that only create: what they come to is drawn once, and its tables are made from that."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change what is known of the models, and have them drawn when somebody asks next."""
        vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: Any,
        from_state: Any,  # noqa: ARG002
        to_state: Any,
    ) -> None:
        """Make the tables, with all fields, indexes and constraints that the last operation left them."""
        for model in self._models(app_label, to_state):
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: Any,
        from_state: Any,
        to_state: Any,  # noqa: ARG002
    ) -> None:
        """Drop them, the last one first."""
        for model in reversed(self._models(app_label, from_state)):
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.delete_model(model)

    def _models(self, app_label: str, state: Any) -> list[Any]:
        made = [each for each in self.operations if isinstance(each, CreateModel)]
        return [state.apps.get_model(app_label, each.name) for each in made]

    def describe(self) -> str:
        """What the command says it does."""
        return f"Create {sum(isinstance(each, CreateModel) for each in self.operations)} tables"
