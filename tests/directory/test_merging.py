"""Two made one and two again: what moves, what stays, who may, and what is told."""

from datetime import date
from typing import Any

import pytest

from legation.directory.actions import change_person, change_tenure
from legation.directory.actions.merging import (
    ChangedSince,
    KeptIsGone,
    OneAlready,
    SharedOneStays,
    UndoneAlready,
    merge_records,
    undo_merge,
)
from legation.directory.choices import Scope
from legation.directory.models import Merge, Organisation, Person, Tenure
from legation.directory.queries.merging import merge_page
from legation.kernel.models import Activity
from tests.directory.builder import Directory, both


@pytest.fixture
def directory(staff: Any) -> Directory:
    return Directory(staff)


def merged(kept: Any, lost: Any, by: Any, **take: bool) -> Merge:
    return merge_records(kept, lost, take, seen=(kept.version, lost.version), by=by)


def fresh(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


def test_posts_move_and_spellings_are_kept(directory: Directory, staff: Any) -> None:
    kept = directory.person("Park", "Heong-joon", family_first=True, native_name="박형준", languages=["ko"])
    lost = directory.person("Park", "Hyung-jun", family_first=True, aliases=["H. J. Park"], languages=["en"])
    tenure = directory.tenure(lost, directory.post())
    merge = merged(kept, lost, staff)
    kept, lost = fresh(kept), fresh(lost)
    assert (kept.name_in("en"), kept.native_name, kept.languages) == (
        "Park Heong-joon",
        "박형준",
        ["ko", "en"],
    )
    assert kept.aliases == ["Park Hyung-jun", "H. J. Park"]
    assert fresh(tenure).person == kept
    assert (lost.removed_at is None, merge.kept, merge.lost) == (False, kept.pk, lost.pk)
    assert list(Person.objects.visible_to(staff)) == [kept]


def test_what_is_chosen_of_the_other_is_taken(directory: Directory, staff: Any) -> None:
    kept = directory.person("Park", "Heong-joon")
    lost = directory.person("Park", "Hyung-jun", korean_name="박형준", biography=both("Mayor of Busan"))
    merged(kept, lost, staff, name=True, korean_name=True)
    kept = fresh(kept)
    assert (kept.given_name, kept.korean_name, str(kept.biography)) == ("Hyung-jun", "박형준", "")
    assert kept.aliases == ["Heong-joon Park"]


def test_undoing_gives_everything_back(directory: Directory, staff: Any) -> None:
    kept = directory.person("Park", "Heong-joon", aliases=["P."], biography=both("Old", "옛"))
    lost = directory.person("Park", "Hyung-jun", korean_name="박형준", biography=both("New", "새"))
    tenure = directory.tenure(lost, directory.post())
    before = {row.pk: row for row in Person.objects.all()}
    undone = undo_merge(merged(kept, lost, staff, name=True, biography=True), by=staff)
    for key, old in before.items():
        now = Person.objects.get(pk=key)
        for name in (
            "family_name",
            "given_name",
            "korean_name",
            "aliases",
            "languages",
            "biography",
            "removed_at",
        ):
            assert getattr(now, name) == getattr(old, name)
    assert fresh(tenure).person == lost
    assert (undone.stays, merge_page(undone, staff).stays) == ([], ())


def test_what_changed_since_stays_and_is_named(directory: Directory, staff: Any) -> None:
    kept, lost = (
        directory.person("Park", "Heong-joon"),
        directory.person("Pak", "Hyung-jun", korean_name="박형준"),
    )
    tenure = directory.tenure(lost, directory.post())
    third = directory.person("Choi", "Minho")
    merge = merged(kept, lost, staff, korean_name=True)
    kept = change_person(
        fresh(kept), {"korean_name": "박형중", "native_name": "박"}, seen=fresh(kept).version, by=staff
    )
    change_tenure(fresh(tenure), {"person": third}, seen=fresh(tenure).version, by=staff)
    undone = undo_merge(merge, by=staff)
    kept = fresh(kept)
    assert (kept.korean_name, kept.native_name, kept.aliases) == ("박형중", "박", [])
    assert fresh(lost).removed_at is None
    assert fresh(tenure).person == third
    assert merge_page(undone, staff).stays == ("name in Hangul", "tenure: Minho Choi: Mayor, Busan City")


def test_a_link_made_since_stays_with_who_stayed(directory: Directory, staff: Any) -> None:
    kept, lost = directory.person("Park", "Heong-joon"), directory.person("Pak", "Hyung-jun")
    merge = merged(kept, lost, staff)
    tenure = directory.tenure(fresh(kept), directory.post())
    undo_merge(merge, by=staff)
    assert fresh(tenure).person == kept


def test_a_link_edited_since_goes_back_as_edited(directory: Directory, staff: Any) -> None:
    kept, lost = directory.person("Park", "Heong-joon"), directory.person("Pak", "Hyung-jun")
    tenure = directory.tenure(lost, directory.post())
    merge = merged(kept, lost, staff)
    change_tenure(fresh(tenure), {"acting": True}, seen=fresh(tenure).version, by=staff)
    undo_merge(merge, by=staff)
    assert (fresh(tenure).person, fresh(tenure).acting) == (lost, True)


def test_the_same_post_is_not_told_twice(directory: Directory, staff: Any) -> None:
    kept, lost = directory.person("Park", "Heong-joon"), directory.person("Pak", "Hyung-jun")
    post = directory.post()
    own = directory.tenure(kept, post)
    again, undated = directory.tenure(lost, post), directory.tenure(lost, post, started_on=None)
    later = directory.tenure(lost, post, started_on=date(2022, 7, 1))
    merge = merged(kept, lost, staff)
    assert list(kept.tenures.present().order_by("pk")) == [own, later]
    undo_merge(merge, by=staff)
    assert list(lost.tenures.present().order_by("pk")) == [again, undated, later]
    assert list(kept.tenures.present()) == [own]


def test_organisations_become_one_with_their_posts(directory: Directory, staff: Any) -> None:
    kept = directory.organisation("City of Busan", "부산시")
    lost = directory.organisation("Busan City", "부산광역시", aliases=["BMC"])
    post = directory.post(organisation=lost)
    merge = merged(kept, lost, staff)
    assert fresh(kept).aliases == ["Busan City", "부산광역시", "BMC"]
    assert fresh(post).organisation == kept
    assert list(Organisation.objects.visible_to(staff)) == [kept]
    undo_merge(merge, by=staff)
    assert (fresh(kept).aliases, fresh(post).organisation) == ([], lost)


def test_search_finds_who_stays_by_every_spelling(directory: Directory, staff: Any) -> None:
    from django.db.models import Q

    from legation.kernel.searching import matching

    kept, lost = directory.person("Park", "Heong-joon"), directory.person("Pak", "Hyung-jun")
    directory.tenure(lost, directory.post())
    merge = merged(kept, lost, staff)

    def found(text: str) -> list[int]:
        return [entry.object_id for entry in matching(text, Q(kind="person"))]

    assert (found("Hyung-jun"), found("Heong-joon"), found("Mayor")) == ([kept.pk], [kept.pk], [kept.pk])
    undo_merge(merge, by=staff)
    assert (found("Hyung-jun"), found("Heong-joon"), found("Mayor")) == ([lost.pk], [kept.pk], [lost.pk])


def test_what_cannot_be_made_one_is_refused(directory: Directory, staff: Any) -> None:
    kept, lost = directory.person("Park", "Heong-joon"), directory.person("Pak", "Hyung-jun")
    with pytest.raises(OneAlready):
        merged(kept, kept, staff)
    with pytest.raises(OneAlready):
        merged(kept, directory.organisation(), staff)
    change_person(lost, {"native_name": "박"}, seen=lost.version, by=staff)
    with pytest.raises(ChangedSince):
        merged(kept, lost, staff)
    assert Merge.objects.count() == 0


def test_undoing_twice_or_out_of_order_is_refused(directory: Directory, staff: Any) -> None:
    first, second, third = (
        directory.person("Park", name) for name in ("Heong-joon", "Hyung-jun", "Hyongjun")
    )
    inner = merged(second, third, staff)
    outer = merged(first, fresh(second), staff)
    with pytest.raises(KeptIsGone):
        undo_merge(inner, by=staff)
    undo_merge(outer, by=staff)
    undo_merge(inner, by=staff)
    assert Person.objects.present().count() == 3
    with pytest.raises(UndoneAlready):
        undo_merge(inner, by=staff)


def test_what_one_office_knows_stays_with_it(directory: Directory, staff: Any, neighbour: Any) -> None:
    shared = directory.person("Park", "Heong-joon")
    secret = directory.person(
        "Secretpark", "Sora", scope=Scope.OFFICE, korean_name="비밀이", languages=["fr"]
    )
    with pytest.raises(SharedOneStays):
        merged(secret, shared, staff)
    merge = merged(shared, secret, staff)
    shared = fresh(shared)
    assert (shared.aliases, shared.languages, shared.korean_name) == ([], [], "")
    assert not neighbour.has_perm("directory.view_merge", merge)
    assert list(Merge.objects.visible_to(neighbour)) == []
    assert list(Merge.objects.visible_to(staff)) == [merge]


def test_posts_that_one_office_knows_are_not_read_by_all(
    directory: Directory, staff: Any, neighbour: Any
) -> None:
    shared = directory.person("Park", "Heong-joon")
    secret = directory.person("Secretpark", "Sora", scope=Scope.OFFICE)
    post = directory.post()
    own = directory.tenure(shared, post)
    kept_back = [directory.tenure(secret, post), directory.tenure(secret, directory.post("Adviser"))]
    merge = merged(shared, secret, staff)
    for user in (staff, neighbour):
        assert list(Tenure.objects.visible_to(user)) == [own]
    assert [fresh(tenure).person for tenure in kept_back] == [secret, secret]
    undo_merge(merge, by=staff)
    assert list(Tenure.objects.visible_to(neighbour)) == [own]
    assert list(Tenure.objects.visible_to(staff).order_by("pk")) == [own, *kept_back]


def test_posts_move_between_two_whom_one_office_knows(directory: Directory, staff: Any) -> None:
    kept, lost = (directory.person("Secretpark", name, scope=Scope.OFFICE) for name in ("Sora", "So-ra"))
    tenure = directory.tenure(lost, directory.post())
    merged(kept, lost, staff)
    assert fresh(tenure).person == kept


def test_each_merge_is_logged_for_who_did_it(directory: Directory, staff: Any) -> None:
    merge = merged(directory.person("Park", "Heong-joon"), directory.person("Pak", "Hyung-jun"), staff)
    logged = Activity.objects.filter(content_type__model="merge", object_id=merge.pk)
    assert [(entry.by, entry.verb) for entry in logged] == [(staff, "added")]
