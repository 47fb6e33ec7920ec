"""Many rows at once hold what one by one would hold."""

from typing import Any

import pytest
import time_machine
from django.forms.models import model_to_dict
from django.utils import timezone

from legation.directory.models import Organisation, Person
from legation.kernel import bulk, editing, searching
from legation.kernel.models import Activity, SearchEntry, SearchTerm
from tests.directory.builder import account, both

pytestmark = pytest.mark.django_db
VALUES: dict[str, Any] = {
    "family_name": "Park",
    "given_name": "Heong-joon",
    "family_first": True,
    "native_name": "박형준",
    "aliases": ["Park's", 'He said "so"', "%s"],
    "languages": ["ko", "en"],
    "biography": both("Mayor", "시장"),
}
OWN = {"id", "history_id", "history_date", "created_at", "updated_at", "object_id", "at"}


def told(row: Any) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in OWN
    }


def test_many_are_saved_as_one_is_with_history_and_log() -> None:
    by = account("staff", "Busan office")
    one = editing.add(Person(**VALUES, office=by.office), by=by)
    people = [Person(**VALUES, office=by.office), Person(family_name="Second", scope="office")]
    editing.add_all(people, by=by)
    saved = Person.objects.get(pk=people[0].pk)
    assert told(saved) == told(one)
    assert str(saved.biography) == "Mayor"
    assert model_to_dict(saved) == model_to_dict(Person.objects.get(pk=one.pk)) | {"id": saved.pk}
    states = [Person.history.get(id=each.pk) for each in (one, people[0])]
    assert told(states[1]) == told(states[0])
    entries = [Activity.objects.get(object_id=each.pk) for each in (one, people[0])]
    assert told(entries[1]) == told(entries[0])
    second = Person.objects.get(pk=people[1].pk)
    assert (second.aliases, second.office, second.removed_at, second.version) == ([], None, None, 1)
    assert second.created_at is not None
    assert not second._state.adding


def test_many_that_are_as_a_pattern_are_saved_and_removed_as_one_is() -> None:
    by = account("staff", "Busan office")
    one = editing.add(Person(**VALUES, office=by.office), by=by)
    names = [name for name in VALUES if name not in {"biography", "languages"}]
    pattern = Person(biography=VALUES["biography"], languages=["ko", "en"], office=by.office)
    rows = [[VALUES[name] for name in names], ["Second", "", False, "둘째", ["2"]]]
    keys = list(editing.add_like(pattern, names, rows, by=by))
    assert pattern.pk is None
    assert told(Person.objects.get(pk=keys[0])) == told(Person.objects.get(pk=one.pk))
    assert told(Person.history.get(id=keys[0])) == told(Person.history.get(id=one.pk))
    second = Person.objects.get(pk=keys[1])
    assert (second.family_name, second.aliases, second.languages) == ("Second", ["2"], ["ko", "en"])
    assert Person.history.get(id=keys[1]).history_user == by

    with time_machine.travel("2026-11-29 12:00:00+00:00", tick=False):
        editing.remove(one, by=by)
        editing.remove_all(Person, keys[:1], by=by)
    gone = [Person.objects.get(pk=key) for key in (one.pk, keys[0])]
    assert told(gone[1]) == told(gone[0])
    assert (gone[1].version, gone[1].updated_at) == (2, gone[0].updated_at)
    last = [each.history.order_by("-version").first() for each in gone]
    assert told(last[1]) == told(last[0])
    assert Person.objects.present().get() == second


def test_keys_go_on_where_they_were_and_are_never_given_twice() -> None:
    by = account("staff", "Busan office")
    first = Person.objects.create(family_name="First")
    many = [Person(family_name=f"Many {number}") for number in range(3)]
    bulk.add(many, by=by, at=timezone.now())
    keys = [each.pk for each in many]
    assert keys == list(range(first.pk + 1, first.pk + 4))
    Person.objects.filter(pk__in=keys).delete()
    last = Person.objects.create(family_name="Last")
    again = [Person(family_name="Again")]
    bulk.add(again, by=by, at=timezone.now())
    assert keys[-1] < last.pk < again[0].pk


def test_what_is_indexed_at_once_is_found_as_what_is_indexed_alone() -> None:
    by = account("staff", "Busan office")
    bodies = [Organisation(name=both("Port of Busan", "부산항"), kind="port") for _each in range(2)]
    editing.add_all(bodies, by=by)
    said = ({"en": "Port", "ko": "항"}, {"en": "Busan"}, "x")
    cards = [(body, searching.Card("organisation", "/o/", *said)) for body in bodies]
    searching.index(*cards[0])
    searching.index_all(cards[1:])
    first, second = (SearchEntry.objects.get(object_id=body.pk) for body in bodies)
    assert told(first) == told(second)
    terms = [
        list(SearchTerm.objects.filter(entry=entry).order_by("term").values_list("term", "weight"))
        for entry in (first, second)
    ]
    assert terms[0] == terms[1] != []
