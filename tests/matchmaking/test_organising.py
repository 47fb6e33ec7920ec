"""The organiser's pages: who gets in, what they say, how often they ask the database."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from legation.kernel.sheets import lines, tables
from legation.kernel.sheets_out import written
from legation.matchmaking.actions.participants import add_delegates, remove_participant
from legation.matchmaking.actions.placing import lock_meeting, place_meeting
from legation.matchmaking.actions.rounds import change_round, release_round
from legation.matchmaking.models import Meeting, Participant, Round, Search, Seat, Wish
from legation.matchmaking.queries.personal import personal_sheets
from legation.matchmaking.queries.rounds import desk_of
from legation.matchmaking.queries.sheet import sheet_of
from tests.desk.browsing import BACKEND, words
from tests.matchmaking.rounds import SITTINGS, between, joined, opened
from tests.world import SECRETS, World

PAGES = (
    "round",
    "round-people",
    "round-meetings",
    "round-parts",
    "round-timetable",
    "round-searches",
    "round-personal",
)


@pytest.fixture
def go(world: World) -> Any:
    """A browser of a user of the world, or of the host's protocol."""

    def of(user: Any = None) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(user or world.host, backend=BACKEND)
        return client

    return of


def at(name: str, round_: Round, *more: Any) -> str:
    return reverse(name, args=[round_.mission.slug, round_.pk, *more])


def filled(world: World, round_: Round, pairs: int) -> list[Meeting]:
    made = []
    for number in range(pairs):
        guest = joined(world, round_, f"Guest {number}", "guest")
        host = joined(world, round_, f"Host {number}", "host")
        made.append(between(world, round_, guest, host))
    return made


def test_a_round_is_opened_and_its_times_are_cut(world: World, go: Any) -> None:
    typed = {
        "name_0": "Afternoon",
        "name_1": "",
        "zone": "Asia/Seoul",
        "sittings": "2024-04-17 14:00-15:15 Afternoon",
        "minutes": "20",
        "pause": "5",
        "tables": "8",
        "quota": "5",
        "visibility": "shared",
        "wishes_until": "2024-04-10T18:00",
        "weights": "9, 4, 1",
    }
    answer = go().post(reverse("round-new", args=[world.mission.slug]), typed)
    round_ = Round.objects.order_by("-pk").first()
    assert (answer.status_code, answer["Location"]) == (302, at("round", round_))
    assert [f"{slot.starts_at:%H:%M}" for slot in round_.slots] == ["14:00", "14:25", "14:50"]
    assert (round_.weights, round_.weight_of(2), round_.weight_of(9)) == ([9, 4, 1], 4, 1)
    assert f"{round_.wishes_until:%H:%M %z}" == "09:00 +0000"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("sittings", "17 April, two o’clock", "Line 1 is not a day with two times: 2024-04-17 14:00–17:00."),
        ("sittings", "2024-04-17 15:00-14:00", "In line 1 the end is not after the start."),
        (
            "sittings",
            "2024-04-17 14:00-14:10",
            "In these times there is no room for one meeting of 20 minutes.",
        ),
        (
            "sittings",
            "2024-04-17 00:00-23:59\n2024-04-18 00:00-23:59",
            "That makes 114 slots; a round has at most 64. Make two rounds of it.",
        ),
        ("sittings", "2024-04-17 14:00-15:00\n2024-04-17 14:30-16:00", "Two of these times overlap."),
        ("weights", "1, 5", "From 1 to 500, and none larger than the one before."),
        ("zone", "Mars", "“Mars” is not a time zone. Write it as Asia/Seoul or America/Los_Angeles."),
    ],
)
def test_a_wrong_frame_is_refused_at_its_field(
    world: World, go: Any, field: str, typed: str, said: str
) -> None:
    values = {
        "name_0": "Afternoon",
        "zone": "Asia/Seoul",
        "sittings": "2024-04-17 14:00-15:15",
        "minutes": "20",
        "pause": "5",
        "tables": "8",
        "quota": "5",
        "visibility": "shared",
        field: typed,
    }
    answer = go().post(reverse("round-new", args=[world.mission.slug]), values)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [said]


def test_the_second_of_two_editors_loses_nothing(world: World, go: Any) -> None:
    round_ = opened(world)
    change_round(round_, {"tables": 7}, seen=1, by=world.guest)
    page = go().get(at("round-edit", round_)).context["form"]
    typed = {name: page[name].value() or "" for name in page.fields}
    typed |= {"name_0": "Afternoon", "sittings": "2024-04-17 14:00–15:15", "seen_version": "1", "tables": "9"}
    answer = go().post(at("round-edit", round_), typed)
    assert answer.status_code == 409
    assert Round.objects.get(pk=round_.pk).tables == 7


def test_times_that_stay_keep_their_meetings(world: World) -> None:
    round_ = opened(world)
    first, second = filled(world, round_, 2)
    place_meeting(first, slot=1, seen=1, by=world.host)
    place_meeting(second, slot=3, seen=1, by=world.host)
    person = Participant.objects.filter(round=round_).first()
    Participant.objects.filter(pk=person.pk).update(unavailable=[2])
    later = [{**SITTINGS[0], "from": "14:25", "to": "15:40"}]
    change_round(round_, {"sittings": later}, seen=1, by=world.host)
    assert list(Meeting.objects.filter(round=round_).order_by("pk").values_list("slot", flat=True)) == [
        None,
        2,
    ]
    assert Participant.objects.get(pk=person.pk).unavailable == [1]


def test_who_does_not_prepare_is_led_nowhere_they_may_not_go(world: World) -> None:
    where = [world.mission.slug, opened(world).pk]
    doors = [reverse(name, args=where) for name in ("round-links", "round-searches")]
    for user, led in ((world.guest, True), (world.users["guest-press"], False)):
        client = Client()
        client.force_login(user, backend=BACKEND)
        shown = client.get(reverse("round-people", args=where)).content.decode()
        assert [f'href="{door}"' in shown for door in doors] == [led, led]
        assert {client.get(door).status_code for door in doors} == {200 if led else 403}


def test_delegates_come_in_one_go_and_the_hidden_stay_out(world: World) -> None:
    round_ = opened(world)
    assert add_delegates(round_, by=world.guest) == 1
    assert add_delegates(round_, by=world.guest) == 0
    assert [str(each) for each in Participant.objects.filter(round=round_)] == ["Sample Mayorguest"]


def test_a_hidden_participant_has_no_place_and_only_their_side_is_told(world: World, go: Any) -> None:
    round_ = world.things["round"]
    assert desk_of(round_, world.guest).outside == 1
    assert desk_of(round_, world.users["guest-press"]).outside == 0
    assert sorted(person.name for person in sheet_of(round_).people.values()) == [
        "Sample Mayorguest",
        "Sample Mayorhost",
    ]
    for name in PAGES:
        text = go(world.host).get(at(name, round_)).content.decode()
        assert SECRETS["guest"] not in text
    assert SECRETS["host"] in go(world.host).get(at("round-people", round_)).content.decode()


def test_the_reason_of_a_request_without_a_place_is_the_same_with_and_without_no_thanks(
    world: World, go: Any
) -> None:
    """The host side said “no thanks” to one of the guest side's two requests; the guest side reads of both
    the same."""
    round_ = opened(world)
    meetings = filled(world, round_, 2)
    Meeting.objects.filter(round=round_).update(must=False)
    seats = list(Seat.objects.filter(meeting=meetings[0]).order_by("participant__side"))
    Wish.objects.create(
        round=round_,
        by=seats[1].participant,
        to=seats[0].participant,
        refused=True,
        note="secret",
        visibility="host",
    )
    text = words(go(world.guest).get(at("round-meetings", round_)))
    assert text.count("The timetable as a whole left it out, or it was not made again since.") == 2
    assert ("No thanks" in text, "secret" in text) == (False, False)
    assert "No thanks secret" in words(go(world.host).get(at("round-meetings", round_)))


def test_a_meeting_is_moved_and_what_it_breaks_is_said(world: World, go: Any) -> None:
    round_ = opened(world, tables=2)
    one, other = filled(world, round_, 2)
    place_meeting(other, slot=1, table=1, seen=1, by=world.host)
    han = Participant.objects.get(round=round_, name="Host 0")
    Participant.objects.filter(pk=han.pk).update(unavailable=[1])
    answer = go().post(at("one-to-one-place", round_, one.pk), {"slot": "1", "seen_version": "1"})
    assert answer["Location"] == at("one-to-one", round_, one.pk)
    one.refresh_from_db()
    assert (one.slot, one.table, one.state) == (1, 2, "placed")
    page = words(go().get(at("one-to-one", round_, one.pk)))
    assert "Host 0 is not available at 14:00." in page
    assert "14:25 Free for everybody." in page

    told = go().get(at("one-to-one-slots", round_, one.pk)).json()
    assert [slot["free"] for slot in told["slots"]] == [False, True, True]
    grid = words(go().get(at("round-timetable", round_)))
    assert "1 meeting breaks a rule" in grid

    stale = go().post(at("one-to-one-place", round_, one.pk), {"slot": "2", "seen_version": "1"})
    assert stale.status_code == 302
    one.refresh_from_db()
    assert one.slot == 1
    taken = {"slot": "1", "table": "1", "seen_version": str(one.version), "by": "table"}
    follow = go().post(at("one-to-one-place", round_, one.pk), taken, follow=True)
    assert "At 14:00 table 1 is taken." in words(follow)


def test_the_form_of_what_happened_names_what_is_missing(world: World, go: Any) -> None:
    round_ = opened(world)
    filled(world, round_, 1)
    head = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}
    answer = go().post(at("round-replan", round_), {**head, "form-0-kind": "late"})
    assert answer.status_code == 422
    assert answer.context["forms"].errors == [{"participant": ["Say which."], "slot": ["Say which."]}]
    assert go().post(at("round-replan", round_), head).status_code == 422
    assert Search.objects.filter(round=round_).count() == 0


def test_each_side_prints_a_sheet_for_each_of_its_own(world: World, go: Any) -> None:
    round_ = opened(world)
    one, other = filled(world, round_, 2)
    place_meeting(one, slot=2, seen=1, by=world.host)
    place_meeting(other, slot=1, table=2, seen=1, by=world.host)
    sheets = personal_sheets(round_, world.host)
    assert [
        (
            each.person.name,
            [(line.slot.number, line.table, [who.name for who in line.others]) for line in each.lines],
        )
        for each in sheets
    ] == [
        ("Host 0", [(2, 1, ["Guest 0"])]),
        ("Host 1", [(1, 2, ["Guest 1"])]),
    ]
    assert [each.person.name for each in personal_sheets(round_, world.guest)] == ["Guest 0", "Guest 1"]
    assert "14:25–14:45 Table 1 Guest 0" in words(go().get(at("round-personal", round_)))


def test_a_release_needs_a_timetable_and_can_be_taken_back(world: World, go: Any) -> None:
    round_ = opened(world)
    (meeting,) = filled(world, round_, 1)
    answer = go().post(at("round-release", round_), follow=True)
    assert "No meeting has a place yet." in words(answer)
    place_meeting(meeting, slot=1, seen=1, by=world.host)
    released = release_round(Round.objects.get(pk=round_.pk), by=world.host)
    assert released.status == "released"
    go().post(at("round-release", round_), {"hide": "1"})
    assert Round.objects.get(pk=round_.pk).released_at is None


def test_what_was_removed_comes_back(world: World, go: Any) -> None:
    round_ = opened(world)
    filled(world, round_, 1)
    person = remove_participant(Participant.objects.filter(round=round_).first(), by=world.host)
    assert sheet_of(round_).items == {}
    page = go().get(at("round-people", round_), {"removed": person.pk})
    assert at("participant-restore", round_, person.pk) in page.content.decode()
    go().post(at("participant-restore", round_, person.pk))
    assert len(sheet_of(round_).items) == 1


@pytest.mark.parametrize("pairs", [1, 3, 12])
@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_the_same_number_of_queries(
    world: World, go: Any, name: str, pairs: int, django_assert_num_queries: Any
) -> None:
    round_ = opened(world, tables=12)
    for number, meeting in enumerate(filled(world, round_, pairs)):
        placed = place_meeting(meeting, slot=1 + number % 3, seen=1, by=world.host)
        lock_meeting(placed, locked=True, seen=placed.version, by=world.host)
        Search.objects.create(round=round_, user=world.host)
    client = go()
    with django_assert_num_queries(
        {
            "round": 11,
            "round-people": 8,
            "round-meetings": 11,
            "round-parts": 8,
            "round-timetable": 10,
            "round-searches": 7,
            "round-personal": 10,
        }[name]
    ):
        assert client.get(at(name, round_)).status_code == 200


def test_a_list_is_read_shown_and_taken_in(world: World, go: Any) -> None:
    round_ = opened(world)
    joined(world, round_, "Han", "host")
    data = written(
        [
            (
                "Participants",
                ["Name", "Organisation", "Side", "Languages", "Not available"],
                [
                    ["Ann Lee", "Port of Seattle", "guest", "English, Korean", "14:25"],
                    ["Cho", "KAIST", "host", "", ""],
                ],
            ),
            ("Wishes", ["Who", "With whom", "Rank", "Must be held"], [["Ann Lee", "Han", "", "yes"]]),
        ]
    )
    from django.core.files.uploadedfile import SimpleUploadedFile

    shown = go().post(at("participant-import", round_), {"file": SimpleUploadedFile("list.xlsx", data)})
    assert (shown.status_code, Participant.objects.filter(round=round_).count()) == (200, 1)
    done = go().post(at("participant-import", round_), {"read": shown.context["read"]}, follow=True)
    assert "Taken in: 2 participants, 1 wishes." in words(done)
    ann = Participant.objects.get(round=round_, name="Ann Lee")
    assert (ann.side, ann.languages, ann.unavailable) == ("guest", ["en", "ko"], [2])
    assert Meeting.objects.get(round=round_).must is True
    forged = go().post(at("participant-import", round_), {"read": "forged"})
    assert forged.status_code == 422


def test_every_wrong_row_is_told_and_nothing_is_saved(world: World, go: Any) -> None:
    round_ = opened(world)
    joined(world, round_, "Han", "host")
    from django.core.files.uploadedfile import SimpleUploadedFile

    text = "Name,Side,Not available\nAnn,guest,13:59\n,guest,\nBen,left,\n"
    answer = go().post(at("participant-import", round_), {"file": SimpleUploadedFile("l.csv", text.encode())})
    assert answer.status_code == 422
    assert [line.split(": ", 1)[0] for line in answer.context["found"].errors] == [
        "l.csv, row 2, Not available",
        "l.csv, row 3, Name",
        "l.csv, row 4, Side",
    ]
    text = "Name\nHan\nAnn\nann\n"
    answer = go().post(at("participant-import", round_), {"file": SimpleUploadedFile("l.csv", text.encode())})
    assert answer.context["found"].errors == [
        "Participants, row 2, Name: “Han” takes part already.",
        "Participants, row 4, Name: “ann” stands in row 3 already.",
    ]
    assert Participant.objects.filter(round=round_).count() == 1


def test_the_timetable_is_saved_as_a_table(world: World, go: Any) -> None:
    round_ = opened(world)
    placed, _left = filled(world, round_, 2)
    place_meeting(placed, slot=2, table=1, seen=1, by=world.host)
    found = tables(go().get(at("round-timetable-xlsx", round_)).content)
    assert [table.name for table in found] == ["By person", "By time", "Without a place"]
    rows = lines(found[1], {"time": ["Time"], "table": ["Table"], "who": ["Who meets"]})
    assert [(row.text("time"), row.text("table"), row.text("who")) for row in rows] == [
        ("14:25", "1", "Guest 0 – Host 0")
    ]
    by_person = go().get(at("round-timetable-csv", round_)).content.decode("utf-8-sig").splitlines()
    assert by_person == [
        "Participant,Organisation,Time,Table,Meets",
        "Guest 0,,14:25,1,Host 0",
        "Host 0,,14:25,1,Guest 0",
    ]


def test_pages_are_read_in_korean(world: World, go: Any) -> None:
    round_ = opened(world)
    with translation.override("ko"):
        client = go()
        client.cookies["django_language"] = "ko"
        assert "오후" in client.get(at("round", round_)).content.decode()
