"""Everything that points to a record, in every app: found from the models, so that none can be forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from legation.kernel.models import Activity, SearchEntry

How = Literal["set", "list", "kind"]
# What was logged of a record stays its own, and so does its place in the search index.
OWN = (Activity, SearchEntry)


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that points to a kind of record.

    `how` is "set" for a link of a row, "list" for one of several, and "kind" for a key whose kind is named
    beside it: `field` is then that of the key.
    """

    model: type[models.Model]
    field: str
    how: How
    kind_field: str = ""

    @property
    def label(self) -> str:
        return self.model._meta.label

    def rows(self, target: models.Model) -> "models.QuerySet[Any]":
        """The rows that point to `target`, removed ones too."""
        manager: models.Manager[Any] = self.model._default_manager
        return manager.filter(**self._asked(target)).order_by("pk")

    def rows_seen(self, target: models.Model, user: Any) -> "models.QuerySet[Any]":
        """Those that `user` may see; none of a kind that does not say who sees it."""
        manager: Any = self.model._default_manager
        seen: models.QuerySet[Any] = (
            manager.visible_to(user) if hasattr(manager, "visible_to") else manager.none()
        )
        return seen.filter(**self._asked(target)).order_by("pk")

    def _asked(self, target: models.Model) -> dict[str, Any]:
        asked: dict[str, Any] = {self.field: target.pk}
        if self.how == "kind":
            asked[self.kind_field] = ContentType.objects.get_for_model(target)
        return asked


def references(model: type[models.Model]) -> list[Reference]:
    """Every field of every app that may point to a record of `model`, in the order of the models."""
    return [each for other in apps.get_models() if not _past(other) for each in _of(other, model)]


def _of(other: type[models.Model], model: type[models.Model]) -> Iterator[Reference]:
    for field in other._meta.get_fields(include_hidden=True):
        if isinstance(field, GenericForeignKey):
            if other not in OWN:
                yield Reference(other, field.fk_field, "kind", field.ct_field)
        elif (
            getattr(field, "auto_created", False) or not field.is_relation or field.related_model is not model
        ):
            continue
        elif isinstance(field, models.ManyToManyField):
            if field.remote_field.through._meta.auto_created:  # type: ignore[union-attr]
                yield Reference(other, field.name, "list")
        else:
            yield Reference(other, field.name, "set")


def _past(model: type[models.Model]) -> bool:
    """A row of history, which stays as it was."""
    return model.__name__.startswith("Historical")
