"""One delegate: page, portrait, history, form, removal, and many at once."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from legation.accounts.models import User
from legation.directory.actions import add_tenure
from legation.missions.actions import (
    add_attendance,
    add_delegate,
    add_engagement,
    change_delegate,
    remove_part,
)
from legation.missions.choices import DelegateStatus
from legation.missions.models import Delegate
from legation.missions.queries.people import people_found
from tests.missions.preparing import Prepared, a_person, picture, prepare, text_of

pytestmark = pytest.mark.django_db
MISSION = "/missions/seattle-busan"


@pytest.fixture
def world() -> Prepared:
    return prepare()


def at(one: Delegate, what: str = "") -> str:
    return f"{MISSION}/delegation/{one.pk}/{what}"


def said(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def typed(one: Delegate, **more: object) -> dict[str, object]:
    """What the form of a delegate sends when nothing was changed."""
    values = {
        "delegation": one.delegation_id,
        "capacity": one.capacity,
        "status": one.status,
        "post": one.post_id or "",
        "representing": one.representing_id or "",
        "visibility": one.visibility,
        "seen_version": one.version,
    }
    return values | more


SEEN_BY = {
    "secret_guest": {"organiser": 200, "protocol": 404, "attending": 404, "press": 404, "stranger": 404},
    "secret_host": {"organiser": 404, "protocol": 200, "attending": 200, "press": 404, "stranger": 404},
    "mayor": {"organiser": 200, "protocol": 200, "attending": 200, "press": 200, "stranger": 404},
}


@pytest.mark.parametrize("secret", SEEN_BY)
@pytest.mark.parametrize("what", ["", "history/", "portrait.jpg"])
def test_page_history_and_portrait_are_for_those_who_see_the_delegate(
    client: Client, world: Prepared, secret: str, what: str
) -> None:
    answers = {}
    for reader in SEEN_BY[secret]:
        client.force_login(getattr(world, reader))
        answers[reader] = client.get(at(getattr(world, secret), what)).status_code
    assert answers == SEEN_BY[secret]


def test_the_portrait_is_the_person_s_and_stays_with_the_reader(client: Client, world: Prepared) -> None:
    client.force_login(world.press)
    answer = client.get(at(world.mayor, "portrait.jpg"))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "private, max-age=300"
    assert answer.content[:3] == b"\xff\xd8\xff"
    assert client.get(at(world.host_mayor, "portrait.jpg")).status_code == 404


def test_the_page_shows_the_engagements_that_the_reader_sees_in_both_cities_time(
    client: Client, world: Prepared
) -> None:
    add_attendance(world.call, {"delegate": world.mayor}, by=world.organiser)
    client.force_login(world.organiser)
    text = text_of(client.get(at(world.mayor)).content.decode())
    assert "Wednesday 17 April 17:00–18:00 01:00 Seattle Courtesy call at City Hall" in text
    host = text_of(client.get(at(world.host_mayor)).content.decode())
    assert ("Courtesy call at City Hall" in host, "Hushed host rehearsal" in host) == (True, False)
    client.force_login(world.protocol)
    host = text_of(client.get(at(world.host_mayor)).content.decode())
    assert ("Courtesy call at City Hall" in host, "Hushed host rehearsal" in host) == (True, True)
    assert "Mayor since 2021." in host


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_page_takes_one_query_count(
    client: Client, world: Prepared, django_assert_num_queries: Callable[..., object], count: int
) -> None:
    for hour in range(count):
        values = {
            "kind": "meeting",
            "title": f"Talk {hour}",
            "zone": "Asia/Seoul",
            "starts": datetime(2024, 4, 18, hour),
            "ends": datetime(2024, 4, 18, hour, 45),
        }
        meeting = add_engagement(world.mission, values, by=world.organiser)
        add_attendance(meeting, {"delegate": world.mayor}, by=world.organiser)
    client.force_login(world.organiser)
    with django_assert_num_queries(10):
        html = client.get(at(world.mayor)).content.decode()
    assert text_of(html).count("Talk ") == count


def test_history_keeps_what_was_private_from_the_other_side(client: Client, world: Prepared) -> None:
    changed = change_delegate(
        world.secret_host, {"status": DelegateStatus.DECLINED}, seen=1, by=world.protocol
    )
    shared = change_delegate(changed, {"visibility": "shared"}, seen=2, by=world.protocol)
    change_delegate(shared, {"status": DelegateStatus.CONFIRMED}, seen=3, by=world.protocol)
    client.force_login(world.organiser)
    theirs = text_of(client.get(at(world.secret_host, "history/")).content.decode())
    assert (theirs.count(" · Protocol · "), "Invited" in theirs) == (2, False)
    assert "Status Declined Confirmed" in theirs
    client.force_login(world.protocol)
    ours = text_of(client.get(at(world.secret_host, "history/")).content.decode())
    assert (ours.count(" · Protocol · "), "Status Invited Declined" in ours) == (4, True)


@pytest.mark.parametrize(
    ("who", "whose", "status"),
    [
        ("organiser", "mayor", 200),
        ("organiser", "third_person", 200),
        ("organiser", "host_mayor", 403),
        ("organiser", "secret_host", 404),
        ("protocol", "host_mayor", 200),
        ("protocol", "third_person", 200),
        ("protocol", "mayor", 403),
        ("protocol", "secret_guest", 404),
        ("attending", "host_mayor", 403),
        ("attending", "secret_host", 403),
        ("press", "mayor", 403),
        ("press", "secret_guest", 404),
        ("stranger", "mayor", 404),
        ("administrator", "mayor", 404),
    ],
)
def test_who_edits_and_removes_whom(
    client: Client, world: Prepared, who: str, whose: str, status: int
) -> None:
    client.force_login(getattr(world, who))
    one: Delegate = getattr(world, whose)
    assert client.get(at(one, "edit/")).status_code == status
    sent = client.post(at(one, "edit/"), typed(one, status="declined"))
    assert sent.status_code == (302 if status == 200 else status)
    removed = client.post(at(one, "remove/"))
    assert removed.status_code == (302 if status == 200 else status)
    one.refresh_from_db()
    assert (one.status == "declined", one.removed_at is not None) == (status == 200, status == 200)


@pytest.mark.parametrize("who", ["attending", "press", "stranger"])
def test_only_who_prepares_adds_or_sets(client: Client, world: Prepared, who: str) -> None:
    client.force_login(getattr(world, who))
    refused = 404 if who == "stranger" else 403
    assert client.get(f"{MISSION}/delegation/new/").status_code == refused
    assert client.post(f"{MISSION}/delegation/new/", {}).status_code == refused
    answer = client.post(
        f"{MISSION}/delegation/status/", {"delegates": [world.mayor.pk], "status": "declined"}
    )
    assert answer.status_code == refused
    world.mayor.refresh_from_db()
    assert world.mayor.status == "confirmed"


def new(world: Prepared, **more: object) -> dict[str, object]:
    return {
        "delegation": world.guests.pk,
        "capacity": "member",
        "status": "invited",
        "post": "",
        "representing": "",
        "visibility": "shared",
    } | more


def test_somebody_is_added_in_the_post_they_hold_on_the_first_day(client: Client, world: Prepared) -> None:
    robinson = a_person("Robinson", "Lynne", by=world.organiser)
    add_tenure(robinson, {"post": world.mayor_post, "started_on": date(2020, 1, 1)}, by=world.organiser)
    client.force_login(world.organiser)
    answer = client.post(f"{MISSION}/delegation/new/", new(world, person=robinson.pk))
    added = Delegate.objects.get(person=robinson)
    assert (answer.status_code, answer["Location"]) == (302, at(added))
    assert (added.post, added.status, added.delegation) == (world.mayor_post, "invited", world.guests)


def test_nobody_is_added_twice(client: Client, world: Prepared) -> None:
    client.force_login(world.organiser)
    answer = client.post(
        f"{MISSION}/delegation/new/", new(world, person=world.mayor.person_id, capacity="spouse")
    )
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form.errors == {
        "person": ["Bruce Harrell is already on this mission, in the delegation City of Seattle."]
    }
    assert form["capacity"].value() == "spouse"
    assert Delegate.objects.filter(person=world.mayor.person).count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"delegation": "hosts"}, "delegation"),
        ({"visibility": "host"}, "visibility"),
        ({"delegation": "third", "visibility": "guest"}, "visibility"),
        ({"person": "hidden"}, "person"),
        ({"person": ""}, "person"),
        ({"person": "abc"}, "person"),
        ({"status": "asleep"}, "status"),
    ],
)
def test_what_a_form_of_one_side_refuses(
    client: Client, world: Prepared, change: dict[str, str], field: str
) -> None:
    hidden = a_person("Hidden", "Hana", by=world.protocol, scope="office")
    named = {"hosts": world.hosts.pk, "third": world.third.pk, "hidden": hidden.pk}
    person = a_person("New", "Nora", by=world.organiser)
    values = new(world, person=person.pk) | {name: named.get(value, value) for name, value in change.items()}
    client.force_login(world.organiser)
    answer = client.post(f"{MISSION}/delegation/new/", values)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Delegate.objects.filter(person__in=(person, hidden)).exists()
    assert "Hidden" not in client.get(f"{MISSION}/delegation/new/?find=hidden").content.decode().replace(
        "hidden", ""
    )


def test_a_search_fills_the_list_in_either_script(client: Client, world: Prepared) -> None:
    found = a_person("Kim", "Cheol-su", by=world.organiser, native="김철수")
    client.force_login(world.organiser)
    form = client.get(f"{MISSION}/delegation/new/?find=철수&absent=박형준").context["form"]
    assert [key for key, _name in form.fields["person"].widget.choices] == [found.pk]
    assert [key for key, _name in form.fields["representing"].widget.choices] == [
        "",
        world.host_mayor.person_id,
    ]
    assert form["person"].value() == found.pk
    assert (
        form["post"].help_text == "Left empty, it is the post that they hold on the first day of the mission."
    )
    assert client.get(f"{MISSION}/delegation/new/?find=Nobody").context["form"].found.people == ()


def test_who_was_chosen_stays_in_the_list_when_the_search_was_for_others(
    client: Client, world: Prepared
) -> None:
    chosen = a_person("Kim", "Cheol-su", by=world.organiser)
    client.force_login(world.organiser)
    answer = client.post(f"{MISSION}/delegation/new/?find=harrell", new(world, person=chosen.pk, status=""))
    keys = [key for key, _name in answer.context["form"].fields["person"].widget.choices]
    assert (answer.status_code, keys) == (422, ["", world.mayor.person_id, chosen.pk])


def test_two_thousand_people_make_no_longer_list(
    world: Prepared, django_assert_num_queries: Callable[..., object]
) -> None:
    from legation.directory.models import Person

    Person.objects.bulk_create([Person(family_name=f"Family{n:04}", given_name="A") for n in range(2000)])
    with django_assert_num_queries(3):
        found = people_found(world.organiser, "")
    assert (len(found.people), found.total, found.more) == (50, 2005, True)


def test_the_second_editor_is_told_and_loses_nothing(client: Client, world: Prepared) -> None:
    before = typed(world.mayor, capacity="deputy")
    change_delegate(world.mayor, {"status": DelegateStatus.WITHDRAWN}, seen=1, by=world.organiser)
    client.force_login(world.organiser)
    answer = client.post(at(world.mayor, "edit/"), before)
    assert answer.status_code == 409
    assert answer.context["form"]["capacity"].value() == "deputy"
    text = text_of(answer.content.decode())
    assert "Organiser changed status from “Confirmed” to “Withdrawn”." in text
    world.mayor.refresh_from_db()
    assert (world.mayor.capacity, world.mayor.status) == ("head", "withdrawn")
    again = client.post(
        at(world.mayor, "edit/"), before | {"seen_version": answer.context["form"].data["seen_version"]}
    )
    world.mayor.refresh_from_db()
    assert (again.status_code, world.mayor.capacity, world.mayor.status) == (302, "deputy", "confirmed")


def test_a_removal_is_offered_back_and_undone(client: Client, world: Prepared) -> None:
    client.force_login(world.organiser)
    answer = client.post(at(world.secret_guest, "remove/"), follow=True)
    assert answer.context["gone"] == world.secret_guest
    assert "Removed: Ada Quillfeather." in text_of(answer.content.decode())
    assert client.get(at(world.secret_guest)).status_code == 404
    for other in (world.protocol, world.press, world.attending):
        client.force_login(other)
        page = client.get(f"{MISSION}/delegation/?removed={world.secret_guest.pk}")
        assert ("Quillfeather" in page.content.decode(), page.context["gone"]) == (False, None)
        assert client.post(at(world.secret_guest, "restore/")).status_code == (
            404 if other == world.protocol else 403
        )
    client.force_login(world.organiser)
    assert client.post(at(world.secret_guest, "restore/")).status_code == 302
    assert client.get(at(world.secret_guest)).status_code == 200


def test_the_other_side_cannot_bring_a_shared_delegate_back(client: Client, world: Prepared) -> None:
    remove_part(world.mayor, by=world.organiser)
    client.force_login(world.protocol)
    assert client.post(at(world.mayor, "restore/")).status_code == 404
    world.mayor.refresh_from_db()
    assert world.mayor.removed_at is not None


def test_a_person_added_again_cannot_be_brought_back_beside_themselves(
    client: Client, world: Prepared
) -> None:
    remove_part(world.mayor, by=world.organiser)
    client.force_login(world.organiser)
    client.post(f"{MISSION}/delegation/new/", new(world, person=world.mayor.person_id))
    answer = client.post(at(world.mayor, "restore/"))
    refusal = "Bruce Harrell is already on this mission, in the delegation City of Seattle."
    assert said(answer)[-1] == refusal
    assert Delegate.objects.present().filter(person=world.mayor.person).count() == 1


def test_a_page_of_one_s_own_person_leads_to_the_directory_only_who_finds_them(
    client: Client, world: Prepared
) -> None:
    private = a_person("Own", "Office", by=world.protocol, scope="office", portrait=picture())
    shown = add_delegate(world.mission, {"person": private, "delegation": world.hosts}, by=world.protocol)

    def leads(user: User) -> tuple[int, bool]:
        client.force_login(user)
        answer = client.get(at(shown))
        return answer.status_code, f"/people/{private.pk}/" in answer.content.decode()

    assert leads(world.protocol) == (200, True)
    assert leads(world.organiser) == (200, False)
