"""What is held about a person is given as far as it is seen; nothing names an erased person."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models
from django.urls import reverse

from legation.directory.actions import change_person
from legation.directory.actions.erasing import ErasedAlready, NotConfirmed, erase_person
from legation.directory.actions.lists import bring_list, discard_list, name_columns, take_list
from legation.directory.actions.merging import merge_records
from legation.directory.choices import Scope
from legation.directory.models import Likeness, PeopleList, Person
from legation.directory.queries.personal import as_data, erasure_words, personal
from legation.kernel import jobs
from tests.directory.builder import Directory, both, picture

WORDS = ("Quincepark", "Heongword", "비밀형준", "QUINCE PASSPORT", "Quincealias", "Quincelife")


@pytest.fixture
def quince(directory: Directory, staff: Any) -> Person:
    """Somebody with spellings that stand nowhere else, who was listed and joined."""
    person = directory.person(
        "Quincepark", "Heongword", family_first=True, native_name="비밀형준", passport_name="QUINCE PASSPORT",
        aliases=["Quincealias"], biography=both("Quincelife"), portrait=picture(), languages=["ko"],
    )  # fmt: skip
    directory.tenure(person, directory.post())
    twin = directory.person("Quincepark", "Heongword2", aliases=["Quincealias"])
    Likeness.objects.create(
        kind="person", first=person.pk, second=twin.pk, reasons=[["latin", "Quincepark Heongword", "x"]]
    )
    merge_records(person, twin, {}, seen=(1, 1), by=staff)
    data = "Family name,Given name,Name in own script,Languages\nQuincepark,Heongword,비밀형준,English\n"
    listed = bring_list(data.encode(), "guests.csv", scope="shared", by=staff)
    name_columns(listed, listed.columns, by=staff)
    take_list(listed, by=staff)
    jobs.run_queued()
    return Person.objects.get(pk=person.pk)


def told(word: str) -> list[str]:
    """Every column of every table, history included, that says this word."""
    texts = (models.CharField, models.TextField, models.JSONField)
    return sorted(
        {
            f"{model.__name__}.{field.name}"
            for model in apps.get_models(include_auto_created=True)
            for field in model._meta.concrete_fields
            if isinstance(field, texts)
            for value in model._default_manager.values_list(field.attname, flat=True)
            if word in json.dumps(value, ensure_ascii=False, default=str)
        }
    )


def test_no_table_names_an_erased_person(quince: Person, staff: Any) -> None:
    assert all(told(word) for word in WORDS)
    portrait = quince.portrait
    assert default_storage.exists(portrait)
    erasure = erase_person(quince, sure=True, by=staff)
    assert {word: told(word) for word in WORDS} == {word: [] for word in WORDS}
    erased = Person.objects.get(pk=quince.pk)
    assert (erased.name_in("en"), erased.name_in("ko"), erased.version) == (
        "Removed person",
        "삭제된 인물",
        quince.version + 1,
    )
    assert [tenure.post.title.localize("en") for tenure in erased.tenures.all()] == ["Mayor"]
    assert erased.history.count() == quince.history.count()
    assert (erasure.report["names"], erasure.report["likenesses"], erasure.report["merges"]) == (2, 1, 1)


def test_lists_that_wait_are_named_with_what_to_do(directory: Directory, staff: Any, neighbour: Any) -> None:
    data = b"Family name,Given name\nQuincepark,Heongword\n"
    for by in (staff, staff, neighbour):
        listed = bring_list(data, "guests.csv", scope="shared", by=by)
        name_columns(listed, listed.columns, by=by)
    discard_list(PeopleList.objects.filter(office=staff.office).latest("pk"), by=staff)
    person = directory.person("Quincepark", "Heongword")
    report = erase_person(person, sure=True, by=staff).report
    assert report["waiting"] == 1
    assert [fact.label for fact in erasure_words(report)][-1] == (
        "Lists of your office that are not taken in yet. Whoever stands in one comes back with it: where the"
        " person does, discard the list, and bring its file again without them."
    )
    discard_list(PeopleList.objects.present().get(office=staff.office), by=staff)
    assert "waiting" not in erase_person(directory.person("Park"), sure=True, by=staff).report


def test_an_erased_portrait_leaves_the_disk(
    directory: Directory, staff: Any, django_capture_on_commit_callbacks: Any
) -> None:
    person = directory.person("Quincepark", "Heongword", portrait=picture(size=(31, 41)))
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person, sure=True, by=staff)
    assert not default_storage.exists(person.portrait)


def test_a_namesake_stays_as_they_are(directory: Directory, staff: Any) -> None:
    first, second = directory.person("Park", "Minho"), directory.person("Park", "Minho", native_name="박민호")
    erase_person(first, sure=True, by=staff)
    second.refresh_from_db()
    assert (second.name_in("en"), second.native_name, second.version) == ("Minho Park", "박민호", 1)
    assert second.history.get().family_name == "Park"


def test_erasing_is_meant_and_done_once(directory: Directory, staff: Any) -> None:
    person = directory.person("Park", "Minho")
    with pytest.raises(NotConfirmed):
        erase_person(person, sure=False, by=staff)
    assert Person.objects.get(pk=person.pk).family_name == "Park"
    erase_person(person, sure=True, by=staff)
    with pytest.raises(ErasedAlready):
        erase_person(person, sure=True, by=staff)


def test_only_the_office_that_keeps_a_person_erases_them(
    as_: Any, directory: Directory, staff: Any, neighbour: Any, reader: Any
) -> None:
    person = directory.person("Park", "Minho")
    where = reverse("person-erase", args=[person.pk])
    assert [as_(user).post(where, {"sure": "on"}).status_code for user in (neighbour, reader)] == [403, 403]
    assert as_(staff).post(where, {}).status_code == 422
    assert Person.objects.get(pk=person.pk).family_name == "Park"
    page = as_(staff).post(where, {"sure": "on"}, follow=True)
    assert page.context["words"][0].text == "1"


def test_what_is_held_is_given_as_far_as_it_is_seen(
    as_: Any, directory: Directory, staff: Any, neighbour: Any
) -> None:
    person = directory.person("Park", "Minho", scope=Scope.OFFICE, passport_name="PARK MINHO")
    directory.tenure(person, directory.post())
    person = change_person(person, {"native_name": "박민호"}, seen=1, by=staff)
    found = json.loads(as_(staff).get(reverse("person-held", args=[person.pk]), {"as": "json"}).content)
    assert (found["person"]["family name"], found["person"]["name as in the passport"]) == (
        "Park",
        "PARK MINHO",
    )
    assert [each["kind"] for each in found["records"]] == ["tenure"]
    assert found["saved"][0]["fields"] == {"name in their own script": "— → 박민호"}
    assert len(found["activity"]) == 2
    assert as_(neighbour).get(reverse("person-held", args=[person.pk])).status_code == 404
    assert as_data(personal(person, neighbour))["records"] == []
