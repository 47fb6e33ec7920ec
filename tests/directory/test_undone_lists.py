"""A whole list is undone at once, but for what somebody changed or used since."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from legation.accounts.models import User
from legation.directory.actions import add_tenure
from legation.directory.actions.lists import take_list, undo_list
from legation.directory.actions.records import change_person
from legation.directory.actions.undoing import undo_batch
from legation.directory.models import ListedRow, Organisation, PeopleList, Person, Post, Tenure
from legation.kernel.jobs import run_queued
from legation.kernel.models import Activity, SearchEntry
from tests.directory.builder import Directory
from tests.directory.test_people_lists import As, bring, sheet

pytestmark = pytest.mark.django_db
HEADINGS = ["Family name", "Given name", "Organisation", "Post", "Languages"]


def taken(as_: As, staff: User, rows: list[list[Any]]) -> PeopleList:
    client = as_(staff)
    bring(client, sheet(rows, HEADINGS))
    listed = PeopleList.objects.latest("pk")
    client.post(
        f"/people/lists/{listed.pk}/",
        {f"column-{place}": column for place, column in enumerate(listed.columns)},
    )
    listed.refresh_from_db()
    take_list(listed, by=staff)
    run_queued()
    listed.refresh_from_db()
    return listed


def undone(listed: PeopleList, staff: User) -> PeopleList:
    undo_list(listed, by=staff)
    run_queued()
    listed.refresh_from_db()
    assert (listed.status, listed.job.problem) == ("undone", "")
    return listed


def names() -> list[str]:
    return list(Person.objects.present().order_by("family_name").values_list("family_name", flat=True))


def test_what_was_changed_or_used_since_stays_with_what_it_needs(
    directory: Directory, staff: User, neighbour: User, as_: As
) -> None:
    known = directory.person("Known", "Sample")
    listed = taken(
        as_,
        staff,
        [
            ["Alpha", "Sample", "Body A", "Chair", "ko"],
            ["Bravo", "Sample", "Body B", "Chair", ""],
            ["Charlie", "Sample", "Body C", "Chair", ""],
            ["Delta", "Sample", "Body C", "Member", ""],
            ["Known", "Sample", "Body D", "Chair", "en"],
        ],
    )
    assert names() == ["Alpha", "Bravo", "Charlie", "Delta", "Known"]
    assert [entry.verb for entry in Activity.objects.filter(label="guests.xlsx").order_by("pk")] == [
        "added",
        "accepted",
    ]
    assert not Activity.objects.filter(label__contains="Alpha").exists()
    told = Person.objects.get(family_name="Alpha").history.get()
    assert (told.history_type, told.history_user) == ("+", staff)

    bravo = Person.objects.get(family_name="Bravo")
    change_person(bravo, {"aliases": ["B."]}, seen=1, by=staff)
    other = directory.person("Other", "Sample")
    add_tenure(
        other,
        {"post": Post.objects.get(organisation__in=bodies("Body C"), title__contains="Chair")},
        by=staff,
    )

    undone(listed, staff)
    assert names() == ["Bravo", "Known", "Other"]
    assert [row.number for row in ListedRow.objects.filter(kept=True)] == [3]
    known.refresh_from_db()
    assert (known.languages, known.version) == ([], 3)
    # Body C has a post that somebody else holds; nothing else of the list is left.
    assert sorted(str(body) for body in Organisation.objects.present()) == ["Body C"]
    assert [str(post.title) for post in Post.objects.present()] == ["Chair"]
    assert [tenure.person_id for tenure in Tenure.objects.present()] == [other.pk]
    found = SearchEntry.objects.filter(kind="person").order_by("object_id")
    assert [(entry.object_id, entry.detail["en"]) for entry in found] == [
        (known.pk, ""),
        (bravo.pk, ""),
        (other.pk, "Chair, Body C"),
    ]
    gone = Person.objects.get(family_name="Alpha")
    states = gone.history.order_by("version").values_list("version", "history_type", "history_user")
    assert list(states) == [(1, "+", staff.pk), (2, "~", staff.pk)]
    assert as_(neighbour).get(f"/people/{gone.pk}/").status_code == 404


def bodies(name: str) -> Any:
    return [body.pk for body in Organisation.objects.present() if str(body) == name]


def test_undoing_asks_as_much_for_three_as_for_twelve(staff: User, as_: As) -> None:
    counted = []
    for size in (3, 12):
        rows = [[f"Guest{n}x{size}", "Sample", f"Body {size}", "Chair", ""] for n in range(size)]
        listed = taken(as_, staff, rows)
        batch = list(listed.rows.order_by("-number").select_related("person"))
        assert len(batch) == size
        with CaptureQueriesContext(connection) as asked:
            undo_batch(batch, staff)
        counted.append(len(asked))
    assert counted[1] == counted[0]
    assert names() == []


def test_a_job_of_undoing_that_was_killed_goes_on_where_it_was(
    staff: User, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    from legation.directory.actions import lists
    from legation.kernel import jobs

    monkeypatch.setattr(lists, "UNDONE_AT_ONCE", 2)
    listed = taken(as_, staff, [[f"Guest{number}", "Sample", "", "", ""] for number in range(5)])
    undo_list(listed, by=staff)
    listed.refresh_from_db()
    told = jobs.Told(listed.job)
    monkeypatch.setattr(told, "say", lambda **_facts: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        lists.undo_rows(told, listed.pk)
    assert names() == ["Guest0", "Guest1", "Guest2"]
    assert run_queued() == 1
    listed.refresh_from_db()
    assert (names(), listed.status, listed.job.done, listed.job.total) == ([], "undone", 5, 5)
