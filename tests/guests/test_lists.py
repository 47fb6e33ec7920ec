"""Guest lists of both sides: who gets in, what wants a decision, what goes out and comes in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legation.directory.models import Person
from legation.guests.actions import guests as acts
from legation.guests.actions import lists
from legation.guests.choices import Flag, Reply
from legation.guests.models import Guest, GuestList, GuestTerm
from legation.guests.queries.conflicts import conflicts_of, light_rows, tallies
from legation.guests.queries.exporting import csv_of
from legation.guests.queries.finding import guests_found
from legation.guests.queries.lists import quotas_of
from legation.kernel.sheets import tables
from legation.kernel.sheets_out import written
from legation.missions import actions as missions
from legation.missions.models import Delegate
from tests.world import SECRETS, World, engagement_values


def at(name: str, guest_list: GuestList, *more: Any) -> str:
    return reverse(name, args=[guest_list.engagement.mission.slug, guest_list.pk, *more])


@pytest.fixture
def reception(world: World) -> GuestList:
    """A list of its own, on which nobody stands."""
    values = engagement_values(world, "Reception", kind="reception")
    engagement = missions.add_engagement(world.mission, values, by=world.host)
    return lists.open_list(engagement, {"companions": 1}, by=world.host)


def added(world: World, guest_list: GuestList, name: str, **values: Any) -> Guest:
    return acts.add_guest(guest_list, {"name": name, **values}, by=world.host)


def flags(guest_list: GuestList, user: Any) -> dict[str, list[str]]:
    rows = light_rows(guest_list, user)
    found = conflicts_of(guest_list, user, rows, quotas_of(guest_list, user))
    names = {row.key: row.name for row in rows}
    return {names[key]: [str(each.flag.value) for each in value] for key, value in found.items()}


def test_whoever_is_invited_by_both_sides_or_twice_is_told_of(world: World, reception: GuestList) -> None:
    added(world, reception, "Kim Min-ji", body="Chamber", mail="kim@test.example")
    acts.add_guest(
        reception, {"name": "Min-ji KIM", "body": "chamber", "mail": "a@x.example"}, by=world.guest
    )
    added(world, reception, "Lee One", mail="lee@test.example")
    added(world, reception, "Lee Eins", mail="LEE@test.example")
    added(world, reception, "Choi", body="Port", mail="c1@test.example")
    added(world, reception, "Choi", body="Hospital", mail="c2@test.example")
    assert flags(reception, world.host) == {
        "Kim Min-ji": ["both"],
        "Min-ji KIM": ["both"],
        "Lee One": ["twice"],
        "Lee Eins": ["twice"],
    }


def test_what_one_side_keeps_to_itself_is_in_no_conflict_and_no_count_of_the_other(
    world: World, reception: GuestList
) -> None:
    added(world, reception, "Kim", mail="kim@test.example", visibility="host")
    acts.add_guest(reception, {"name": "Kim", "mail": "kim@test.example"}, by=world.guest)
    assert flags(reception, world.host) == {"Kim": ["both"]}
    assert flags(reception, world.guest) == {}
    sides, _bodies = tallies(reception, light_rows(reception, world.guest), [])
    assert [(each.what, each.taken) for each in sides] == [("guest", 1), ("host", 0), ("all", 1)]


def test_places_of_a_body_a_side_and_the_room_are_counted_and_the_last_are_over(
    world: World, reception: GuestList
) -> None:
    reception = lists.change_list(reception, {"host_quota": 2, "capacity": 4}, seen=1, by=world.host)
    lists.add_quota(reception, {"body": "Chamber", "places": 1}, by=world.host)
    for number in range(3):
        added(world, reception, f"Host {number}", body="Chamber", mail=f"h{number}@test.example")
    for number in range(2):
        acts.add_guest(
            reception, {"name": f"Guest {number}", "mail": f"g{number}@test.example"}, by=world.guest
        )
    gone = added(world, reception, "Declined", body="Chamber", status="declined")
    assert flags(reception, world.host) == {
        "Host 1": ["over-body"],
        "Host 2": ["over-body", "over-side"],
        "Guest 1": ["over-room"],
    }
    assert gone.through == "hand"


def test_who_declined_elsewhere_is_busy_has_no_address_or_brings_too_many_is_told_of(
    world: World, reception: GuestList
) -> None:
    delegate = world.things["host-delegate"]
    mayor = acts.add_guest(reception, {"delegate": delegate, "mail": "m@test.example"}, by=world.host)
    at_that_time = missions.add_engagement(
        world.mission, engagement_values(world, "Tour", kind="site_visit"), by=world.host
    )
    missions.add_attendance(at_that_time, {"delegate": delegate}, by=world.host)
    for number in range(2):
        added(world, reception, f"Companion {number}", comes_with=mayor)
    added(world, reception, "Nowhere")
    found = flags(reception, world.host)
    assert (found[mayor.name], found["Nowhere"]) == (["busy", "companions"], ["no-address"])
    other = world.things["guest-list"]
    there = Guest.objects.get(guest_list=other, delegate=delegate)
    acts.change_guest(there, {"status": Reply.DECLINED}, seen=there.version, by=world.host)
    assert flags(reception, world.host)[mayor.name] == ["declined", "busy", "companions"]


def test_each_side_puts_its_own_people_on_the_list(world: World, reception: GuestList) -> None:
    with pytest.raises(acts.OtherSideInvites):
        added(world, reception, "Kim", side="guest")
    with pytest.raises(acts.OtherSidesGuest):
        added(world, reception, "Kim", visibility="guest")
    with pytest.raises(acts.HiddenDelegate):
        acts.add_guest(
            reception,
            {"delegate": world.things["host-hidden-delegate"], "visibility": "shared"},
            by=world.host,
        )
    with pytest.raises(acts.KnownToOneOffice):
        acts.add_guest(reception, {"person": world.things["host-hidden-person"]}, by=world.host)
    assert Guest.objects.filter(guest_list=reception).count() == 0


def test_a_guest_leaves_with_their_companions_and_comes_back_with_them(
    world: World, reception: GuestList
) -> None:
    guest = added(world, reception, "Kim")
    companion = added(world, reception, "Kim Two", comes_with=guest, visibility="shared")
    acts.remove_guest(guest, by=world.host)
    assert Guest.objects.of(reception).count() == 0
    assert GuestTerm.objects.filter(guest_list=reception).count() == 0
    acts.restore_guest(Guest.objects.get(pk=guest.pk), by=world.host)
    assert set(Guest.objects.of(reception)) == {guest, companion}
    assert [found.name for found in guests_found(reception, world.host, "kim t")] == ["Kim Two"]


def test_guests_are_found_in_either_script_by_what_is_typed_so_far(
    world: World, reception: GuestList
) -> None:
    added(world, reception, "Park Heong-joon", native_name="박형준", body="Busan")
    added(world, reception, "Kim Min-ji", native_name="김민지", post="Director")
    asked = ("par", "heong", "박형", "박", "김민지", "director", "busan park", "busan kim", "")
    found = {text: [guest.name for guest in guests_found(reception, world.host, text)] for text in asked}
    park, kim = ["Park Heong-joon"], ["Kim Min-ji"]
    assert found == {
        "par": park, "heong": park, "박형": park, "박": park, "김민지": kim, "director": kim,
        "busan park": park, "busan kim": [], "": [],
    }  # fmt: skip


@pytest.mark.parametrize("number", [1, 3, 12])
def test_the_page_of_a_list_asks_as_often_however_long_it_is(
    world: World, reception: GuestList, as_: Callable[..., Client], number: int
) -> None:
    for each in range(number):
        added(world, reception, f"Guest {each}", mail=f"g{each}@test.example")
    client = as_(world.host)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(at("guest-list", reception))
    assert answer.status_code == 200
    assert answer.content.decode().count('<tr id="guest-') == number
    assert len(asked) == 9


def test_no_hour_is_said_of_a_reception_whose_hour_nobody_knows(
    world: World, reception: GuestList, as_: Callable[..., Client]
) -> None:
    type(reception.engagement).objects.filter(pk=reception.engagement.pk).update(part="evening")
    client, clock = as_(world.host), f"{reception.engagement.local_start:%H:%M}"
    listed = client.get(reverse("guest-lists", args=[world.mission.slug])).content.decode()
    assert listed.count(", Evening</td>") == 1
    shown = client.get(at("guest-list", reception)).content.decode()
    assert (shown.count(", Evening"), shown.count(clock)) == (1, 0)


def test_delegates_come_onto_the_list_once_and_as_they_are_seen(
    world: World, reception: GuestList, as_: Callable[..., Client]
) -> None:
    client = as_(world.host)
    keys = [world.things["host-delegate"].pk, world.things["host-hidden-delegate"].pk]
    answer = client.post(at("guests-delegates", reception), {"delegates": keys}, follow=True)
    assert answer.status_code == 200
    assert set(Guest.objects.of(reception).values_list("delegate", "visibility", "side")) == {
        (keys[0], "shared", "host"),
        (keys[1], "host", "host"),
    }
    theirs = world.things["guest-delegate"].pk
    assert client.post(at("guests-delegates", reception), {"delegates": [theirs]}).status_code == 422
    assert client.post(at("guests-delegates", reception), {"delegates": keys}).status_code == 422
    assert Guest.objects.of(reception).count() == 2


def test_a_shared_delegate_whom_one_office_knows_comes_onto_the_list(
    world: World, reception: GuestList, as_: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    delegate, client = world.things["host-delegate"], as_(world.host)
    Person.objects.filter(pk=delegate.person_id).update(scope="office")
    page, values = at("guests-delegates", reception), {"delegates": [delegate.pk]}

    def refuse(*_args: Any, **_values: Any) -> None:
        raise acts.HiddenDelegate(who="Sample")  # somebody hid them since the page was read

    with monkeypatch.context() as patched:
        patched.setattr(acts, "add_delegates", refuse)
        refused = client.post(page, values)
    assert (refused.status_code, [str(each) for each in refused.context["messages"]]) == (
        422,
        ["Sample is seen by your side only: so must this guest be."],
    )
    assert client.post(page, values).status_code == 302
    guest = Guest.objects.get(guest_list=reception)
    assert (guest.delegate, guest.visibility) == (delegate, "shared")


def test_a_status_that_is_refused_says_so(
    world: World, reception: GuestList, as_: Callable[..., Client]
) -> None:
    delegate = world.things["host-delegate"]
    guest = acts.add_guest(reception, {"delegate": delegate}, by=world.host)
    Delegate.objects.filter(pk=delegate.pk).update(visibility="host")
    values = {"guests": [guest.pk], "status": "accepted"}
    answer = as_(world.host).post(at("guests-status", reception), values, follow=True)
    assert [str(each) for each in answer.context["messages"]] == [
        f"{delegate} is seen by your side only: so must this guest be."
    ]
    assert Guest.objects.get(pk=guest.pk).status == "listed"


def test_a_guest_is_changed_by_their_side_and_found_under_the_new_name(
    world: World, reception: GuestList, as_: Callable[..., Client]
) -> None:
    guest = added(world, reception, "Kim", mail="kim@test.example")
    client, page = as_(world.host), at("guest-edit", reception, guest.pk)
    values = {
        "name": "Lim",
        "language": "ko",
        "status": "accepted",
        "visibility": "shared",
        "seen_version": 1,
    }
    assert client.post(page, values).status_code == 302
    assert client.post(page, values | {"name": "Rim"}).status_code == 409
    assert as_(world.guest).post(page, values).status_code == 403
    guest.refresh_from_db()
    assert (guest.name, guest.status, guest.through) == ("Lim", "accepted", "hand")
    assert [[found.pk] for found in guests_found(reception, world.host, "lim")] == [[guest.pk]]
    assert guests_found(reception, world.host, "kim") == []


def sheet(rows: list[list[Any]], name: str = "guests.xlsx") -> SimpleUploadedFile:
    headings = ["Name", "Organisation", "Mail", "Companions"]
    return SimpleUploadedFile(name, written([("Guests", headings, rows)]))


def test_a_spreadsheet_is_shown_first_and_taken_in_once(
    world: World, reception: GuestList, as_: Callable[..., Client]
) -> None:
    client, page = as_(world.host), at("guests-import", reception)
    rows = [["Kim", "Chamber", "kim@test.example", 2], ["박형준", "", "", ""]]
    shown = client.post(page, {"file": sheet(rows)})
    assert (shown.status_code, Guest.objects.of(reception).count()) == (200, 0)
    read = shown.context["read"]
    assert client.post(page, {"read": read}).status_code == 302
    assert sorted(Guest.objects.of(reception).values_list("name", "body", "mail", "may_bring")) == [
        ("Kim", "Chamber", "kim@test.example", 2),
        ("박형준", "", "", None),
    ]
    again = client.post(page, {"file": sheet([*rows, ["Lee", "", "", ""]])})
    assert again.context["found"].known == ["2: Kim", "3: 박형준"]
    assert [row["name"] for row in again.context["found"].rows] == ["Lee"]
    assert client.post(page, {"read": read + "x"}).status_code == 422


def test_what_is_wrong_in_a_spreadsheet_is_told_with_its_row_and_nothing_is_taken_in(
    world: World, reception: GuestList, as_: Callable[..., Client]
) -> None:
    rows = [["Kim", "", "no address", ""], ["", "Chamber", "", ""], ["Lee", "", "", "many"]]
    answer = as_(world.host).post(at("guests-import", reception), {"file": sheet(rows)})
    assert (answer.status_code, answer.context["found"].errors) == (
        422,
        [
            "Guests, row 2, Mail: “no address” is not a mail address.",
            "Guests, row 3, Name: say who it is.",
            "Guests, row 4, Companions: a number from 0 to 10.",
        ],
    )
    assert Guest.objects.of(reception).count() == 0
    bad = SimpleUploadedFile("guests.xlsx", b"<script>alert(1)</script>")
    assert as_(world.host).post(at("guests-import", reception), {"file": bad}).status_code == 422


def test_tables_go_out_with_formulas_as_text_and_addresses_for_their_own_side(
    world: World, reception: GuestList, as_: Callable[..., Client]
) -> None:
    added(world, reception, "=1+1", mail="kim@test.example", diet="no nuts", visibility="shared")
    lines = csv_of(reception, world.host).decode("utf-8-sig").splitlines()
    assert lines[1] == "'=1+1,,,,Host side,,,Not invited yet,kim@test.example,,,no nuts,,,,,"
    theirs = csv_of(reception, world.guest).decode("utf-8-sig").splitlines()
    assert theirs[1] == "'=1+1,,,,Host side,,,Not invited yet,,,,,,,,,"
    answer = as_(world.host).get(at("guest-list-xlsx", reception))
    assert tables(answer.content)[0].rows[1][0] == "=1+1"


def test_an_engagement_has_one_list_which_can_be_brought_back(
    world: World, reception: GuestList, as_: Callable[..., Client]
) -> None:
    with pytest.raises(lists.HasAList):
        lists.open_list(reception.engagement, {}, by=world.host)
    client = as_(world.host)
    client.post(at("guest-list-remove", reception))
    assert client.get(at("guest-list", reception)).status_code == 404
    client.post(at("guest-list-restore", reception))
    assert client.get(at("guest-list", reception)).status_code == 200
    late = {"reply_until": reception.engagement.ends_at}
    with pytest.raises(lists.AnswersAfterTheStart):
        lists.change_list(reception, late, seen=3, by=world.host)


def test_the_hidden_guests_of_a_side_are_on_none_of_the_others_pages(
    world: World, as_: Callable[..., Client]
) -> None:
    shared = world.things["guest-list"]
    for side, other in (("guest", world.host), ("host", world.guest)):
        pages = [at(name, shared) for name in ("guest-list", "guest-list-csv", "guest-quotas")]
        told = "".join(as_(other).get(page).content.decode() for page in pages)
        assert SECRETS[side] not in told
        mine = as_(world.guest if side == "guest" else world.host)
        assert SECRETS[side] in mine.get(pages[0]).content.decode()


def test_who_comes_with_a_delegate_whom_one_side_keeps_to_itself_is_seen_no_wider(
    world: World, reception: GuestList
) -> None:
    delegate = world.things["host-delegate"]
    principal = acts.add_guest(reception, {"delegate": delegate}, by=world.host)
    along = added(world, reception, "Spouse", comes_with=principal)
    assert along in Guest.objects.visible_to(world.guest)
    missions.change_delegate(delegate, {"visibility": "host"}, seen=delegate.version, by=world.host)
    along = Guest.objects.get(pk=along.pk)
    seen = {
        user.email: (
            along in Guest.objects.visible_to(user),
            user.has_perm("guests.view_guest", along),
        )
        for user in (world.host, world.guest)
    }
    assert seen == {world.host.email: (True, True), world.guest.email: (False, False)}
    assert along.seen_by() == "host"


def test_every_flag_can_be_asked_for(world: World, reception: GuestList, as_: Callable[..., Client]) -> None:
    added(world, reception, "Nowhere")
    added(world, reception, "Somewhere", mail="s@test.example")
    answer = as_(world.host).get(at("guest-list", reception), {"flag": Flag.NO_ADDRESS.value})
    assert [row.name for row in answer.context["page"].rows] == ["Nowhere"]
