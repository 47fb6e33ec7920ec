"""Records are made of their rows at once, and are what Django would have made."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.signals import post_init, pre_init

from legation.kernel.loading import Loaded
from legation.kernel.models import Record
from legation.missions.models import Delegate
from tests.missions.stage import build


def records() -> list[type[Record]]:
    return [model for model in apps.get_models() if issubclass(model, Record)]


def test_nothing_listens_to_a_record_that_is_made() -> None:
    assert pre_init.receivers == []
    assert post_init.receivers == []


def test_no_record_has_a_constructor_of_its_own() -> None:
    ways = {(model.__init__, model.from_db.__func__) for model in records()}  # type: ignore[attr-defined]
    assert ways == {(models.Model.__init__, Loaded.from_db.__func__)}  # type: ignore[attr-defined]


def test_it_is_what_django_makes(db: None) -> None:
    def kept(record: Any) -> dict[str, Any]:
        return {name: value for name, value in vars(record).items() if name != "_state"}

    names = [field.attname for field in Delegate._meta.concrete_fields]
    harrell = build().harrell
    row = Delegate.objects.values_list(*names).get(pk=harrell.pk)
    ours: Any = Delegate.from_db("default", names, row)
    theirs: Any = super(Loaded, Delegate).from_db("default", names, row)  # type: ignore[misc]
    assert kept(ours) == kept(theirs)
    assert (ours, ours._state.adding, ours._state.db) == (theirs, False, "default")
    few: Any = Delegate.from_db("default", names[:1], row[:1])
    assert few.get_deferred_fields() == set(names[1:])
    assert few.person == harrell.person
