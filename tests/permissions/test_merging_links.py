"""Making two people one moves every link to them, in every app, and undoing gives every one back.

Which links there are is read from the models here by itself, so that a new one cannot be forgotten.
"""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction

from legation.directory.actions.merging import BothStandThere, merge_records, undo_merge
from legation.directory.models import Organisation, Person
from legation.kernel.links import new_key
from legation.kernel.models import Activity, SearchEntry
from legation.kernel.references import references
from tests.world import World, person

Place = tuple[type[models.Model], str]


def places(target: type[models.Model]) -> set[Place]:
    """Every column of every table, tables between two included, that holds a key of `target`."""
    found: set[Place] = set()
    for model in apps.get_models(include_auto_created=True):
        if model.__name__.startswith("Historical") or model in (Activity, SearchEntry):
            continue
        for field in model._meta.concrete_fields:
            if field.remote_field is not None and field.remote_field.model is target:
                found.add((model, field.attname))
        for field in model._meta.private_fields:
            if isinstance(field, GenericForeignKey):
                found.add((model, field.fk_field))
    return found


def rows(place: Place, target: models.Model) -> Any:
    model, column = place
    asked: dict[str, Any] = {column: target.pk}
    for field in model._meta.private_fields:
        if isinstance(field, GenericForeignKey) and field.fk_field == column:
            asked[field.ct_field] = ContentType.objects.get_for_model(target)
    return model._default_manager.filter(**asked)


def point(place: Place, target: models.Model) -> None:
    """Let one row that can stand there point to `target`."""
    model, column = place
    values: dict[str, Any] = {column: target.pk}
    for field in model._meta.private_fields:
        if isinstance(field, GenericForeignKey) and field.fk_field == column:
            values[field.ct_field] = ContentType.objects.get_for_model(target)
    for row in model._default_manager.order_by("pk"):
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=row.pk).update(**values)
                return
        except IntegrityError:
            continue
    if model._meta.auto_created:  # no such table has a row: the first owner gets one
        (owner,) = (
            each for each in model._meta.concrete_fields if each.remote_field and each.attname != column
        )
        first = owner.related_model._default_manager.order_by("pk").first()
        if first is not None:
            model._default_manager.create(**values, **{owner.attname: first.pk})


def snapshot(target: type[models.Model]) -> dict[Any, Any]:
    kept = {}
    for model, column in places(target):
        for key, value in model._default_manager.values_list("pk", column):
            kept[model, column, key if not model._meta.auto_created else None, value] = True
    return kept


@pytest.mark.parametrize("target", [Person, Organisation])
def test_the_product_knows_every_place_that_a_link_can_stand(target: type[models.Model]) -> None:
    known = set()
    for reference in references(target):
        field = reference.model._meta.get_field(reference.field)
        if reference.how == "list":
            through = field.remote_field.through  # type: ignore[union-attr]
            known |= {
                (through, each.attname)
                for each in through._meta.concrete_fields
                if each.remote_field is not None and each.remote_field.model is target
            }
        else:
            known.add((reference.model, field.attname))  # type: ignore[union-attr]
    assert known == places(target)


def two(world: World, target: type[models.Model]) -> tuple[Any, Any]:
    if target is Person:
        return tuple(person(world, "Park", given, by=world.guest) for given in ("Heong-joon", "Hyung-jun"))
    values = {"kind": "city"}
    return tuple(  # type: ignore[return-value]
        Organisation.objects.create(name=name, **values) for name in ("Busan City", "City of Busan")
    )


@pytest.mark.parametrize("target", [Person, Organisation])
def test_every_link_moves_and_comes_back(world: World, target: type[models.Model]) -> None:
    kept, lost = two(world, target)
    for place in places(target):
        point(place, lost)
    linked = {place for place in places(target) if rows(place, lost).exists()}
    unused = {f"{model.__name__}.{column}" for model, column in places(target) - linked}
    assert unused <= {"ListedRow.person_id", "Programme_organisers.organisation_id"}, (
        "Let the tests' world have a row of each of these."
    )
    before = snapshot(target)
    merge = merge_records(kept, lost, {}, seen=(kept.version, lost.version), by=world.guest)
    assert {place for place in linked if rows(place, lost).exists()} == set()
    assert {place for place in linked if rows(place, kept).exists()} == linked
    undo_merge(merge, by=world.guest)
    assert snapshot(target) == before
    assert {place for place in places(target) if rows(place, kept).exists()} == set()


def test_both_on_one_mission_are_refused_to_who_sees_it_and_told_to_nobody_else(world: World) -> None:
    from legation.missions.models import Delegate

    kept, lost = two(world, Person)
    guests = [each for each in Delegate.objects.order_by("pk") if each.visibility == "guest"]
    first = guests[0]
    Delegate.objects.filter(pk=first.pk).update(person=kept)
    first.pk, first.seal_id, first.person = None, new_key(), lost
    first._state.adding = True
    first.save()
    with pytest.raises(BothStandThere) as refused:
        merge_records(kept, lost, {}, seen=(kept.version, lost.version), by=world.guest)
    assert str(refused.value).startswith("Both stand in the same place (delegate: ")
    merge = merge_records(kept, lost, {}, seen=(kept.version, lost.version), by=world.host)
    assert Delegate.objects.get(pk=first.pk).person == lost
    assert all(note["key"] != first.pk for note in merge.moved if note["model"] == "missions.Delegate")
