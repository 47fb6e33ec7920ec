"""Hotels: who sleeps where, what does not fit, and what the hotel is told anew."""

import io
import time
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from legation.kernel.sheets import tables
from legation.logistics.actions import stays as acts
from legation.logistics.models import RoomingList, RoomType, Stay
from legation.logistics.queries.stays import stays_page
from legation.missions import actions as missions
from tests.world import SECRETS, World, engagement_values, person, two

IN, OUT = date(2024, 4, 16), date(2024, 4, 20)


@pytest.fixture
def world(world: World) -> World:
    RoomingList.objects.all().delete()
    Stay.objects.all().delete()
    RoomType.objects.all().delete()
    return world


def client(user: Any) -> Client:
    made = Client(headers={"accept-language": "en"})
    made.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return made


def guests(world: World, count: int, **values: Any) -> list[Any]:
    made = []
    for number in range(count):
        who = person(world, f"Extra{number:03}", "Sample", by=world.guest)
        told = {"person": who, "delegation": world.things["guest-delegation"], "status": "confirmed"}
        made.append(missions.add_delegate(world.mission, {**told, **values}, by=world.guest))
    return made


def rooms(world: World, count: int = 3, by: Any = None, **values: Any) -> RoomType:
    told = {"venue": world.things["hotel"], "name": two("Single", "싱글"), "beds": "single", "count": count}
    return acts.add_room_type(world.mission, {**told, **values}, by=by or world.host)


def stay(world: World, delegate: Any, by: Any = None, **values: Any) -> Stay:
    told = {"delegate": delegate, "venue": world.things["hotel"], "arrives_on": IN, "leaves_on": OUT}
    return acts.add_stay(world.mission, {**told, **values}, by=by or world.host)


def unfit(world: World, user: Any = None) -> list[tuple[str, str]]:
    page = stays_page(world.mission, user or world.host)
    return [(one.code, str(one.delegate.person)) for one in page.unfit]


def test_filling_gives_everybody_a_room_and_couples_one(world: World) -> None:
    ann, ben, cho = guests(world, 3)
    missions.change_delegate(ben, {"partner": ann, "capacity": "spouse"}, seen=ben.version, by=world.guest)
    single, double = rooms(world), rooms(world, beds="double", name=two("Double"), count=1)
    for one in (ann, ben):
        stay(world, one, sharing="anybody")
    stay(world, cho)
    moved, filled = acts.fill_rooms(world.mission, world.things["hotel"], by=world.host)
    assert (moved, filled.left, filled.parted) == (3, (), ())
    found = {row.delegate_id: (row.room_type_id, row.unit) for row in Stay.objects.all()}
    assert found == {ann.pk: (double.pk, 1), ben.pk: (double.pk, 1), cho.pk: (single.pk, 1)}
    assert acts.fill_rooms(world.mission, world.things["hotel"], by=world.host)[0] == 0
    assert [row.version for row in Stay.objects.all()] == [2, 2, 2]
    mine = Stay.history.filter(delegate__in=[ann.pk, ben.pk, cho.pk])  # type: ignore[attr-defined]
    assert mine.count() == 6


def test_the_head_of_a_delegation_gets_the_suite_and_what_is_set_by_hand_stays(world: World) -> None:
    (extra,) = guests(world, 1)
    suite, single = rooms(world, 1, suite=True, name=two("Suite")), rooms(world, 3)
    mayor = stay(world, world.things["guest-delegate"])
    other = stay(world, extra, room_type=single, unit=3, by_hand=True)
    acts.fill_rooms(world.mission, world.things["hotel"], by=world.host)
    mayor.refresh_from_db()
    other.refresh_from_db()
    assert ((mayor.room_type, mayor.unit), (other.room_type, other.unit)) == ((suite, 1), (single, 3))


def test_rooms_of_guests_whom_one_does_not_see_are_not_given_away(world: World) -> None:
    (extra,) = guests(world, 1)
    single = rooms(world, 1)
    hidden = stay(world, world.things["guest-hidden-delegate"], by=world.guest, room_type=single, unit=1)
    mine = stay(world, extra)
    _moved, filled = acts.fill_rooms(world.mission, world.things["hotel"], by=world.host)
    hidden.refresh_from_db()
    assert (hidden.unit, [one.guest for one in filled.left]) == (1, [str(mine.pk)])
    with pytest.raises(acts.RoomIsFull) as refused:
        acts.change_stay(mine, {"room_type": single, "unit": 1}, seen=1, by=world.host)
    assert str(refused.value) == "This room is taken on these nights."


def test_rooms_in_use_are_refused_with_no_number_of_guests_whom_one_does_not_see(world: World) -> None:
    (extra,) = guests(world, 1)
    single = rooms(world, 3)
    mine = stay(world, extra, room_type=single, unit=1)
    stay(world, world.things["guest-hidden-delegate"], by=world.guest, room_type=single, unit=3)
    values = {"venue": single.venue, "name": single.name, "beds": "single", "count": 2}
    said = []
    for user in (world.host, world.guest):
        with pytest.raises(acts.TypeIsUsed) as used:
            acts.remove_room_type(single, by=user)
        with pytest.raises(acts.FewerThanUsed) as fewer:
            acts.change_room_type(single, values, seen=1, by=user)
        said += [str(used.value), str(fewer.value)]
    assert said == [
        "Somebody stays in these rooms. Give them others first, or ask the other side.",
        "More rooms of this kind are in use. Hold as many, or ask the other side.",
        "2 people stay in these rooms. Give them others first.",
        "Room 3 of this kind is in use. Empty it first, or hold as many.",
    ]
    acts.change_stay(mine, {"status": "cancelled"}, seen=1, by=world.host)
    with pytest.raises(acts.TypeIsUsed) as used:
        acts.remove_room_type(single, by=world.guest)
    assert str(used.value) == "1 people stay in these rooms. Give them others first."


def test_150_people_are_filled_and_saved_in_a_moment(world: World) -> None:
    for one in guests(world, 150):
        stay(world, one)
    rooms(world, 200)
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        moved, filled = acts.fill_rooms(world.mission, world.things["hotel"], by=world.host)
    assert (moved, filled.left) == (150, ())
    # One keeps the filling for undo; SQLite takes fewer rows at once.
    assert len(asked) == (14 if connection.vendor == "sqlite" else 10)
    assert time.perf_counter() - started < 5  # the machine of a test may be busy; the benchmark says more


def test_what_cannot_be_is_refused_at_its_field(world: World) -> None:
    single, twin = rooms(world, 1), rooms(world, 1, beds="twin", name=two("Twin"))
    one, two_, three = guests(world, 3)
    stay(world, one, room_type=single, unit=1)
    wrong: list[tuple[type[Exception], dict[str, Any]]] = [
        (acts.RoomIsFull, {"room_type": single, "unit": 1}),
        (acts.NoSuchRoom, {"room_type": single, "unit": 2}),
        (acts.WhichRoom, {"room_type": single}),
        (acts.WithWhom, {"sharing": "named"}),
        (acts.WithThemselves, {"sharing": "named", "shares_with": two_}),
        (acts.LeavesBeforeArriving, {"leaves_on": IN}),
        (acts.OtherHotel, {"venue": world.things["hall"], "room_type": single, "unit": 1}),
    ]
    for refusal, values in wrong:
        with pytest.raises(refusal):
            stay(world, two_, **values)
    assert Stay.objects.count() == 1
    stay(world, two_, room_type=single, unit=1, arrives_on=OUT, leaves_on=date(2024, 4, 21))
    stay(world, two_, room_type=twin, unit=1)
    stay(world, three, room_type=twin, unit=1)
    with pytest.raises(acts.TypeIsUsed):
        acts.remove_room_type(single, by=world.host)
    with pytest.raises(acts.OutsideVisibility):
        rooms(world, visibility="guest")


def test_what_does_not_fit_is_named(world: World) -> None:
    single = rooms(world, 5)
    none, room, gap, twice, short = guests(world, 5)
    stay(world, room)
    stay(world, gap, room_type=single, unit=1, leaves_on=date(2024, 4, 17))
    stay(world, gap, room_type=single, unit=1, arrives_on=date(2024, 4, 18))
    stay(world, twice, room_type=single, unit=2)
    stay(world, twice, room_type=single, unit=3, arrives_on=date(2024, 4, 19))
    stay(world, short, room_type=single, unit=4, leaves_on=date(2024, 4, 17))
    late = missions.add_engagement(
        world.mission,
        engagement_values(world, "Late", starts=_at(19), ends=_at(19, 18)),
        by=world.host,
    )
    missions.add_attendance(late, {"delegate": short}, by=world.host)
    found = [one for one in unfit(world) if "Extra" in one[1]]
    assert found == [
        ("none", str(none.person)),
        ("room", str(room.person)),
        ("gap", str(gap.person)),
        ("two", str(twice.person)),
        ("short", str(short.person)),
    ]


def _at(day: int, hour: int = 17) -> Any:
    from datetime import datetime

    return datetime(2024, 4, day, hour)


def test_the_next_list_marks_what_is_new_amended_and_cancelled_and_the_one_after_forgets(
    world: World,
) -> None:
    hotel, single = world.things["hotel"], rooms(world, 9)
    one, two_, three = guests(world, 3)
    first = stay(world, one, room_type=single, unit=1)
    second = stay(world, two_, room_type=single, unit=2)
    sent = acts.send_list(world.mission, hotel, by=world.host)
    assert [(row["change"], row["name"]) for row in sent.rows] == [
        ("new", "Sample Extra000"),
        ("new", "Sample Extra001"),
    ]
    with pytest.raises(acts.NothingToSend):
        acts.send_list(world.mission, hotel, by=world.host)
    acts.change_stay(first, {"leaves_on": date(2024, 4, 19)}, seen=1, by=world.host)
    acts.change_stay(second, {"status": "cancelled"}, seen=1, by=world.host)
    stay(world, three, room_type=single, unit=3)
    again = acts.send_list(world.mission, hotel, by=world.host)
    assert [(row["change"], row["name"], row["changed"]) for row in again.rows] == [
        ("amended", "Sample Extra000", ["out"]),
        ("new", "Sample Extra002", []),
        ("cancelled", "Sample Extra001", []),
    ]
    with pytest.raises(acts.NothingToSend):
        acts.send_list(world.mission, hotel, by=world.host)
    third = stay(world, two_, room_type=single, unit=2)
    last = acts.send_list(world.mission, hotel, by=world.host)
    assert [(row["key"], row["change"]) for row in last.rows] == [
        (first.pk, ""),
        (third.pk, "new"),
        (Stay.objects.get(delegate=three).pk, ""),
    ]
    assert [row.number for row in RoomingList.objects.order_by("pk")] == [1, 2, 3]


def test_the_list_is_a_spreadsheet_and_a_page_in_both_languages(world: World) -> None:
    single = rooms(world, 9)
    (extra,) = guests(world, 1)
    stay(world, extra, room_type=single, unit=4, requests="=cmd()")
    where = f"/missions/{world.mission.slug}/stays/hotels/{world.things['hotel'].pk}/list"
    sheet = client(world.host).get(f"{where}.xlsx")
    (table,) = tables(sheet.content, "x.xlsx")
    assert table.rows == (
        (
            "Change / 변경",
            "Guest / 투숙객",
            "Room / 객실",
            "Shares with / 동숙자",
            "Arrives / 체크인",
            "Leaves / 체크아웃",
            "Nights / 박수",
            "Requests / 요청 사항",
        ),
        ("", "Sample Extra000", "Single\n싱글\n4", "", "2024-04-16", "2024-04-20", "4", "=cmd()"),
    )
    pdf = client(world.host).get(f"{where}.pdf")
    from pypdf import PdfReader

    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages)
    assert [word for word in ("Rooming list 1", "객실 배정표 1", "Sample Extra000") if word not in text] == []
    assert client(world.host).get(f"{where}.exe").status_code == 404


def test_a_guest_kept_private_is_on_no_list_or_count_of_the_other_side(world: World) -> None:
    single = rooms(world, 9)
    (extra,) = guests(world, 1)
    hidden = world.things["guest-hidden-delegate"]
    stay(world, hidden, by=world.guest, room_type=single, unit=1)
    stay(world, extra, by=world.guest, sharing="named", shares_with=hidden, room_type=single, unit=2)
    seen = {}
    for side, user in (("guest", world.guest), ("host", world.host)):
        page = client(user).get(f"/missions/{world.mission.slug}/stays/")
        (hotel,) = page.context["page"].hotels
        seen[side] = (hotel.guests, hotel.rooms, SECRETS["guest"] in page.content.decode())
    assert seen == {"guest": (2, 2, True), "host": (1, 1, False)}
    kept = Stay.objects.get(delegate=extra)
    form = client(world.host).get(f"/missions/{world.mission.slug}/stays/{kept.pk}/edit/")
    assert SECRETS["guest"] not in form.content.decode()


def test_all_who_come_get_a_stay_of_the_nights_in_the_city_once(world: World) -> None:
    guests(world, 2)
    made = acts.add_missing_stays(world.mission, world.things["hotel"], by=world.guest)
    assert {(row.arrives_on, row.leaves_on) for row in made} == {(date(2024, 4, 17), date(2024, 4, 18))}
    assert len(made) == 4  # with the mayor and the one whom only the guests see
    assert acts.add_missing_stays(world.mission, world.things["hotel"], by=world.guest) == []


def test_pages_add_change_remove_and_bring_back(world: World) -> None:
    (extra,) = guests(world, 1)
    slug, hotel, browser = world.mission.slug, world.things["hotel"], client(world.host)
    base = f"/missions/{slug}/stays/"
    told = {"venue": hotel.pk, "name_0": "Single", "beds": "single", "count": "3", "visibility": "shared"}
    assert browser.post(f"{base}rooms/new/", told).status_code == 302
    values = {
        "delegate": extra.pk,
        "venue": hotel.pk,
        "arrives_on": "2024-04-16",
        "leaves_on": "2024-04-20",
        "sharing": "alone",
        "status": "wanted",
    }
    bad = browser.post(f"{base}new/", {**values, "leaves_on": "2024-04-16"})
    assert (bad.status_code, Stay.objects.count()) == (422, 0)
    assert browser.post(f"{base}new/", values).status_code == 302
    for name in ("fill", "send"):
        assert browser.post(f"{base}{name}/", {"venue": hotel.pk}).status_code == 302
    kept = Stay.objects.get()
    assert (kept.unit, RoomingList.objects.count()) == (1, 1)
    stale = {**values, "seen_version": "1", "requests": "quiet"}
    assert browser.post(f"{base}{kept.pk}/edit/", stale).status_code == 409
    assert browser.post(f"{base}{kept.pk}/remove/").status_code == 302
    assert Stay.objects.present().count() == 0
    assert browser.post(f"{base}{kept.pk}/restore/").status_code == 302
    assert Stay.objects.present().count() == 1


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_page_costs_the_same_for_any_number_of_guests(world: World, count: int) -> None:
    single = rooms(world, 20)
    for number, one in enumerate(guests(world, count), start=1):
        stay(world, one, room_type=single, unit=number)
    browser = client(world.host)
    browser.get(f"/missions/{world.mission.slug}/stays/")
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(f"/missions/{world.mission.slug}/stays/")
    assert answer.context["page"].hotels[0].guests == count
    assert len(asked) == 12
