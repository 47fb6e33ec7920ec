"""Who looks like whom: looked for by a job, shown to who finds both, decided and remembered."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from legation.directory.actions import change_person
from legation.directory.actions.merging import look_again, say_two
from legation.directory.choices import Scope
from legation.directory.models import Likeness, Person
from legation.directory.queries.likenesses import pairs_seen
from legation.kernel import jobs
from tests.directory.builder import Directory


@pytest.fixture
def directory(staff: Any) -> Directory:
    return Directory(staff)


def looked(by: Any) -> list[tuple[str, str]]:
    look_again(by=by)
    jobs.run_queued()
    return shown(by)


def shown(user: Any, kind: str = "person") -> list[tuple[str, str]]:
    return [(str(row.first), str(row.second)) for row in pairs_seen(user, kind, 1).rows]


def test_spellings_of_one_person_are_found_with_the_reason(directory: Directory, staff: Any) -> None:
    directory.person("Park", "Heong-joon", family_first=True)
    directory.person("Park", "Hyung-jun", family_first=True)
    directory.person("박", "형준", family_first=True)
    directory.person("Choi", "Minho")
    assert len(looked(staff)) == 3
    reasons = {row.reasons[0] for row in pairs_seen(staff, "person", 1).rows}
    assert reasons == {
        "Of Park Heong-joon and 박형준 one may be the Latin spelling of the other.",
        "Of Park Hyung-jun and 박형준 one may be the Latin spelling of the other.",
        "Park Heong-joon and Park Hyung-jun may spell one Korean name.",
    }


def test_bodies_are_found_too(directory: Directory, staff: Any) -> None:
    directory.organisation("Sample Robotics", "샘플로보틱스")
    directory.organisation("Sample Robotics Co., Ltd.", "(주)샘플로보틱스")
    looked(staff)
    assert shown(staff, "organisation") == [("Sample Robotics", "Sample Robotics Co., Ltd.")]


def test_what_was_decided_stays_decided(directory: Directory, staff: Any) -> None:
    directory.person("Park", "Heong-joon"), directory.person("Park", "Hyung-jun")
    assert len(looked(staff)) == 1
    say_two(Likeness.objects.get(), by=staff)
    assert (shown(staff), looked(staff)) == ([], [])
    assert len(pairs_seen(staff, "person", 1).said_two) == 1


def test_a_pair_goes_when_it_no_longer_looks_alike(directory: Directory, staff: Any) -> None:
    from legation.directory.actions import change_person

    directory.person("Park", "Heong-joon")
    other = directory.person("Park", "Hyung-jun")
    assert len(looked(staff)) == 1
    change_person(other, {"family_name": "Choi"}, seen=1, by=staff)
    assert looked(staff) == []
    assert Likeness.objects.count() == 0


def test_a_pair_is_shown_to_who_finds_both(
    directory: Directory, staff: Any, neighbour: Any, reader: Any
) -> None:
    directory.person("Park", "Heong-joon")
    directory.person("Park", "Hyung-jun", scope=Scope.OFFICE)
    assert len(looked(staff)) == 1
    assert (shown(neighbour), shown(reader)) == ([], [])
    likeness = Likeness.objects.get()
    allowed = [user.has_perm("directory.change_likeness", likeness) for user in (staff, neighbour, reader)]
    assert allowed == [True, False, False]


def test_progress_tells_nobody_how_many_people_there_are(directory: Directory, staff: Any) -> None:
    for given in "ABCDEFG":
        directory.person("Hidden", given, scope=Scope.OFFICE)
    job = look_again(by=staff)
    jobs.run_queued()
    job.refresh_from_db()
    assert (job.done, job.total, job.result) == (100, 100, {})


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_the_page_costs_the_same_for_every_length(
    client: Client, directory: Directory, staff: Any, django_assert_num_queries: Any, rows: int
) -> None:
    for family in ["Kim", "Lee", "Park", "Choi", "Jung", "Kang", "Yoon", "Jang", "Lim", "Han", "Oh", "Shin"][
        :rows
    ]:
        directory.person(family, "Heong-joon"), directory.person(family, "Hyung-jun")
    assert len(looked(staff)) == rows
    client.force_login(staff, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(reverse("likenesses"))
    with django_assert_num_queries(8):
        page = client.get(reverse("likenesses"))
    assert page.content.decode().count("may spell one Korean name") == rows


def test_two_are_compared_made_one_and_two_again_by_hand(
    client: Client, directory: Directory, staff: Any
) -> None:
    kept = directory.person("Park", "Heong-joon", family_first=True)
    lost = directory.person("Park", "Hyung-jun", family_first=True, native_name="박형준")
    looked(staff)
    client.force_login(staff, backend="allauth.account.auth_backends.AuthenticationBackend")
    where = reverse("person-merge", args=[kept.pk, lost.pk])
    page = client.get(where)
    assert page.context["form"].initial == {"kept_version": 1, "lost_version": 1}
    assert [line.name for line in page.context["shown"].lines if line.differs] == ["name", "native_name"]
    answer = client.post(
        where, {"kept_version": 1, "lost_version": 1, "name": "first", "native_name": "second"}, follow=True
    )
    assert answer.redirect_chain == [(reverse("person", args=[kept.pk]), 302)]
    assert Person.objects.get(pk=kept.pk).native_name == "박형준"
    (merge,) = answer.context["page"].joined
    undone = client.post(reverse("merge-undo", args=[merge.pk]), follow=True)
    assert undone.status_code == 200
    assert Person.objects.get(pk=kept.pk).native_name == ""
    assert Person.objects.present().count() == 2


def test_an_old_page_is_refused_with_a_sentence(client: Client, directory: Directory, staff: Any) -> None:
    kept, lost = directory.person("Park", "Heong-joon"), directory.person("Park", "Hyung-jun")
    client.force_login(staff, backend="allauth.account.auth_backends.AuthenticationBackend")
    where = reverse("person-merge", args=[kept.pk, lost.pk])
    answer = client.post(where, {"kept_version": 0, "lost_version": 1, "name": "first"})
    assert answer.status_code == 422
    assert "One of the two was changed or removed meanwhile." in answer.content.decode()
    assert Person.objects.present().count() == 2


@pytest.mark.parametrize("changed", [{"family_name": "Pak"}, {"native_name": "박형준"}])
def test_what_was_changed_meanwhile_can_be_sent_once_more(
    client: Client, directory: Directory, staff: Any, changed: dict[str, str]
) -> None:
    kept, lost = directory.person("Park", "Heong-joon"), directory.person("Park", "Hyung-jun")
    client.force_login(staff, backend="allauth.account.auth_backends.AuthenticationBackend")
    where = reverse("person-merge", args=[kept.pk, lost.pk])
    old = {"kept_version": 1, "lost_version": 1, "name": "second"}
    change_person(lost, changed, seen=1, by=staff)  # with the second, a line differs that had no choice
    answer = client.post(where, old)
    assert answer.status_code == 422
    assert "One of the two was changed or removed meanwhile." in answer.content.decode()
    again = {field.html_name: field.value() for field in answer.context["form"]}
    assert (again["kept_version"], again["lost_version"], again["name"]) == (1, 2, "second")
    assert client.post(where, again).status_code == 302
    kept.refresh_from_db()
    assert (kept.given_name, kept.version > 1) == ("Hyung-jun", True)
    assert list(Person.objects.present()) == [kept]


def test_an_empty_form_is_refused_with_a_sentence(client: Client, directory: Directory, staff: Any) -> None:
    kept, lost = directory.person("Park", "Heong-joon"), directory.person("Park", "Hyung-jun")
    client.force_login(staff, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(reverse("person-merge", args=[kept.pk, lost.pk]))
    assert (answer.status_code, "Look at them again." in answer.content.decode()) == (422, True)


def test_the_other_one_is_found_by_name(client: Client, directory: Directory, staff: Any) -> None:
    kept, lost = directory.person("Park", "Heong-joon"), directory.person("Choi", "Hyung-jun")
    client.force_login(staff, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("person-merge-with", args=[kept.pk]), {"find": "Hyung"})
    assert [each.pk for each, _posts in page.context["found"]] == [lost.pk]
    assert client.get(reverse("person-merge-with", args=[kept.pk])).context["found"] == []
