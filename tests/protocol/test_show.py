"""The run of show: when lines begin, how it is written, how it goes, and who sees what of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from legation.kernel.choices import Visibility
from legation.kernel.refusals import ChangedMeanwhile
from legation.missions.actions import add_attendance, change_delegate, change_engagement
from legation.protocol.actions import show as acts
from legation.protocol.actions.show import Row, begin_from, save_show
from legation.protocol.models import ShowItem
from legation.protocol.queries.show import Show, show_of
from legation.protocol.queries.show_templates import TEMPLATES
from tests.missions.stage import SEOUL, Stage, build, two

START = datetime(2024, 4, 17, 8, tzinfo=UTC)  # 17:00 in Busan


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


@pytest.fixture
def call(stage: Stage) -> Any:
    made = stage.engagement(venue=stage.city_hall, room=stage.protocol_room)
    stage.attends(made, stage.harrell)
    add_attendance(made, {"delegate": stage.park, "function": "principal"}, by=stage.host)
    return made


def row(title: str, *, key: int | None = None, seen: int = 0, remove: bool = False, **values: Any) -> Row:
    told = {
        "offset": None,
        "minutes": 5,
        "owner": None,
        "visibility": "shared",
        "role": "",
        "cue": "",
        **values,
    }
    return Row(key, seen, {**told, "title": two(title)}, remove)


def again(line: Any, **values: Any) -> Row:
    """A line as the table sends it back."""
    item = line.item
    names = ("offset", "minutes", "owner", "visibility", "role", "cue")
    told = {**{name: getattr(item, name) for name in names}, "title": item.title, **values}
    return Row(item.pk, item.version, told)


def times(show: Show) -> list[tuple[str, str]]:
    zone = show.engagement.local_start.tzinfo
    return [(str(line.item.title), f"{line.expected.astimezone(zone):%H:%M}") for line in show.lines]


def test_a_line_begins_where_it_is_pinned_or_where_the_one_before_ends(stage: Stage, call: Any) -> None:
    rows = [
        row("Checks", offset=-30, minutes=10),
        row("Arrival", minutes=5),
        row("Handshake", offset=0),
        row("Words"),
    ]
    save_show(call, rows, by=stage.host)
    show = show_of(call, stage.guest)
    assert times(show) == [
        ("Checks", "16:30"),
        ("Arrival", "16:40"),
        ("Handshake", "17:00"),
        ("Words", "17:05"),
    ]
    moved = {"starts": datetime(2024, 4, 17, 18), "ends": datetime(2024, 4, 17, 19), "zone": SEOUL}
    call = change_engagement(call, moved, seen=call.version, by=stage.host)
    assert times(show_of(call, stage.guest))[2:] == [("Handshake", "18:00"), ("Words", "18:05")]


def test_what_one_side_keeps_to_itself_moves_nothing_that_both_see(stage: Stage, call: Any) -> None:
    save_show(call, [row("Handshake", offset=0), row("Words")], by=stage.host)
    lines = show_of(call, stage.guest).lines
    whisper = row("Whisper to the mayor", minutes=40, visibility="guest")
    save_show(call, [again(lines[0]), whisper, again(lines[1])], by=stage.guest)
    assert times(show_of(call, stage.guest)) == [
        ("Handshake", "17:00"),
        ("Whisper to the mayor", "17:05"),
        ("Words", "17:05"),
    ]
    assert times(show_of(call, stage.host)) == [("Handshake", "17:00"), ("Words", "17:05")]


def test_an_owner_whom_one_side_keeps_to_itself_is_named_to_that_side_alone(stage: Stage, call: Any) -> None:
    add_attendance(call, {"delegate": stage.guest_secret}, by=stage.guest)
    with pytest.raises(acts.HiddenOwner):
        save_show(call, [row("Words", owner=stage.guest_secret)], by=stage.guest)
    assert ShowItem.objects.count() == 0
    save_show(call, [row("Words", owner=stage.harrell, role=two("Speaker"))], by=stage.guest)
    assert show_of(call, stage.host).lines[0].owner == "Bruce Harrell"
    change_delegate(stage.harrell, {"visibility": "guest"}, seen=1, by=stage.guest)
    owners = [show_of(call, user).lines[0].owner for user in (stage.guest, stage.host)]
    assert owners == ["Bruce Harrell", "Speaker"]


def test_nobody_writes_for_the_other_side(stage: Stage, call: Any) -> None:
    with pytest.raises(acts.OtherSidesLine):
        save_show(call, [row("Words", visibility="host")], by=stage.guest)


def test_the_order_of_the_table_is_the_order_of_the_lines(stage: Stage, call: Any) -> None:
    save_show(call, [row(name) for name in ("One", "Two", "Three")], by=stage.host)
    one, second, third = show_of(call, stage.host).lines
    save_show(call, [again(third), again(one), row("New"), again(second)], by=stage.host)
    assert [name for name, _time in times(show_of(call, stage.guest))] == ["Three", "One", "New", "Two"]


def test_a_stale_table_writes_nothing(stage: Stage, call: Any) -> None:
    save_show(call, [row("One"), row("Two")], by=stage.host)
    mine = show_of(call, stage.host).lines
    save_show(call, [again(mine[0]), again(mine[1], title=two("Second"))], by=stage.guest)
    with pytest.raises(ChangedMeanwhile):
        save_show(call, [again(mine[0], title=two("First")), again(mine[1], title=two("2"))], by=stage.host)
    assert [name for name, _time in times(show_of(call, stage.host))] == ["One", "Second"]


def test_a_line_that_was_changed_since_is_not_removed(stage: Stage, call: Any) -> None:
    save_show(call, [row("One"), row("Two")], by=stage.host)
    one, second = show_of(call, stage.host).lines
    save_show(call, [again(one, title=two("First")), again(second)], by=stage.guest)
    for seen in (one.item.version, 0):
        with pytest.raises(ChangedMeanwhile):
            save_show(
                call,
                [Row(one.item.pk, seen, {}, remove=True), again(second, title=two("2"))],
                by=stage.host,
            )
    assert [name for name, _time in times(show_of(call, stage.host))] == ["First", "Two"]


def test_who_was_hidden_since_still_sees_to_the_line(stage: Stage, call: Any) -> None:
    save_show(call, [row("Words", owner=stage.harrell)], by=stage.guest)
    change_delegate(stage.harrell, {"visibility": "guest"}, seen=1, by=stage.guest)
    (line,) = show_of(call, stage.host).lines
    save_show(call, [again(line, owner=None, minutes=9)], by=stage.host)
    changed = ShowItem.objects.get()
    assert (changed.minutes, changed.owner) == (9, stage.harrell)
    save_show(call, [again(show_of(call, stage.host).lines[0], owner=stage.park)], by=stage.host)
    save_show(call, [again(show_of(call, stage.host).lines[0], owner=None)], by=stage.host)
    assert ShowItem.objects.get().owner is None  # whom they see they take off


def test_lines_that_were_removed_come_back(stage: Stage, call: Any) -> None:
    save_show(call, [row("One"), row("Two")], by=stage.host)
    one, second = show_of(call, stage.host).lines
    removed = save_show(call, [Row(one.item.pk, 1, {}, remove=True), again(second)], by=stage.host)
    assert [name for name, _time in times(show_of(call, stage.host))] == ["Two"]
    acts.restore_items(removed, by=stage.host)
    assert [name for name, _time in times(show_of(call, stage.host))] == ["One", "Two"]


@pytest.mark.parametrize("name", list(TEMPLATES))
def test_a_template_follows_the_rules_of_protocol(stage: Stage, call: Any, name: str) -> None:
    begin_from(call, name, by=stage.host)
    lines = show_of(call, stage.host).lines
    words = [(str(line.item.title.localize("en")), str(line.item.title.localize("ko"))) for line in lines]
    assert [pair for pair in words if pair[0] == pair[1]] == []
    assert [line.owner for line in lines if not line.owner] == []  # a named owner, by role
    assert [line for line in lines if not str(line.item.cue)] == []
    assert list(lines) == sorted(lines, key=lambda line: line.planned)
    titles = [pair[0] for pair in words]
    assert "guest of honour leaves first" in titles[-1]  # P19
    if name == "signing":  # T11: each signs every copy, then they exchange
        assert titles.index("Each signs every copy") < titles.index(
            "The copies are exchanged, and hands shaken"
        )
    if name == "reception":  # T18: 45 minutes at most; P17: the host's welcome before all other speeches
        line = next(line for line in lines if str(line.item.title).startswith("Receiving line"))
        assert line.item.minutes <= 45
        assert titles.index("The host welcomes the guests") < titles.index(
            "The other speeches, in ascending order"
        )
    with pytest.raises(acts.AlreadyWritten):
        begin_from(call, name, by=stage.host)


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def item(call: Any, title: str) -> ShowItem:
    return next(
        one for one in ShowItem.objects.select_related("engagement__mission") if str(one.title) == title
    )


def test_a_late_start_moves_what_follows_only_when_somebody_says_so(stage: Stage, call: Any) -> None:
    save_show(call, [row("Handshake", offset=0), row("Words"), row("Photograph", offset=20)], by=stage.host)
    acts.start(item(call, "Handshake"), seen=1, by=stage.host, now=at(6))
    show = show_of(call, stage.guest)
    assert (show.lines[0].began_late, show.lines[0].behind, show.running) == (6, 6, show.lines[0])
    assert times(show)[1:] == [("Words", "17:05"), ("Photograph", "17:20")]
    acts.move_what_follows(item(call, "Handshake"), seen=2, by=stage.host)
    show = show_of(call, stage.guest)
    assert times(show) == [("Handshake", "17:00"), ("Words", "17:11"), ("Photograph", "17:26")]
    assert [line.moved for line in show.lines] == [False, True, True]
    acts.start(item(call, "Words"), seen=1, by=stage.host, now=at(13))
    show = show_of(call, stage.host)
    assert [(line.state, line.began_late) for line in show.lines] == [
        ("over", 6),
        ("running", 2),
        ("before", 0),
    ]
    acts.move_what_follows(item(call, "Words"), seen=2, by=stage.host)
    assert times(show_of(call, stage.host))[2] == ("Photograph", "17:28")
    acts.move_back(item(call, "Handshake"), seen=4, by=stage.host)
    assert times(show_of(call, stage.host))[2] == ("Photograph", "17:22")


def test_each_mark_can_be_taken_back(stage: Stage, call: Any) -> None:
    save_show(call, [row("Handshake", offset=0), row("Words")], by=stage.host)
    with pytest.raises(acts.NotRunning):
        acts.finish(item(call, "Words"), seen=1, by=stage.host)
    acts.start(item(call, "Handshake"), seen=1, by=stage.host, now=at(1))
    acts.finish(item(call, "Handshake"), seen=2, by=stage.host, now=at(4))
    with pytest.raises(acts.AlreadyOver):
        acts.start(item(call, "Handshake"), seen=3, by=stage.host, now=at(5))
    acts.take_back(item(call, "Handshake"), seen=3, by=stage.host)
    assert show_of(call, stage.host).lines[0].state == "running"
    acts.take_back(item(call, "Handshake"), seen=4, by=stage.host)
    assert show_of(call, stage.host).lines[0].state == "before"
    with pytest.raises(ChangedMeanwhile):
        acts.start(item(call, "Handshake"), seen=4, by=stage.host)


def test_a_private_line_moves_nothing_and_an_engagement_that_is_off_has_no_marks(
    stage: Stage, call: Any
) -> None:
    from legation.missions.actions import cancel_engagement

    save_show(call, [row("Whisper", offset=0, visibility="guest"), row("Words", offset=0)], by=stage.guest)
    acts.start(item(call, "Whisper"), seen=1, by=stage.guest, now=at(9))
    with pytest.raises(acts.PrivateMovesNothing):
        acts.move_what_follows(item(call, "Whisper"), seen=2, by=stage.guest)
    cancel_engagement(call, seen=call.version, by=stage.guest)
    with pytest.raises(acts.CalledOff):
        acts.start(item(call, "Words"), seen=1, by=stage.guest)


def as_(user: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def where(stage: Stage, call: Any, name: str = "show", *more: int) -> str:
    return reverse(name, args=[stage.mission.slug, call.pk, *more])


def sent(*rows: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {"row": [each["key"] for each in rows]}
    for each in rows:
        told = {"offset": "", "minutes": "5", "visibility": "shared", **each}
        for name, value in told.items():
            if name == "title":
                data[f"row-{each['key']}-title_0"] = value
            elif name != "key":
                data[f"row-{each['key']}-{name}"] = value
    return data


def test_the_table_is_saved_in_one_go_and_by_place(stage: Stage, call: Any) -> None:
    data = sent(
        {"key": "new1", "title": "Words", "place": "2", "owner": str(stage.park.pk)},
        {"key": "new2", "title": "Handshake", "place": "1", "offset": "17:00", "minutes": "3"},
        {"key": "new3", "minutes": ""},
        {"key": "new4", "title": "Checks", "place": "0", "offset": "-30"},
    )
    answer = as_(stage.host).post(where(stage, call, "show-edit"), data)
    assert (answer.status_code, answer["Location"]) == (302, where(stage, call))
    assert times(show_of(call, stage.host)) == [
        ("Checks", "16:30"),
        ("Handshake", "17:00"),
        ("Words", "17:03"),
    ]
    assert [line.owner for line in show_of(call, stage.host).lines] == ["", "", "Park Heong-joon"]


@pytest.mark.parametrize(
    ("wrong", "field", "told"),
    [
        (
            {"offset": "quarter past"},
            "offset",
            "Write a time as 17:05, or minutes from the start as +5 or -10.",
        ),
        ({"offset": "25:00"}, "offset", "Write a time as 17:05, or minutes from the start as +5 or -10."),
        ({"offset": "+900"}, "offset", "This is more than twelve hours from the start."),
        ({"title": "", "offset": "+5"}, "title", "Say what happens."),
        ({"minutes": "-1"}, "minutes", "Ensure this value is greater than or equal to 0."),
    ],
)
def test_a_line_that_is_wrong_is_said_in_its_place_and_nothing_is_saved(
    stage: Stage, call: Any, wrong: dict[str, str], field: str, told: str
) -> None:
    data = sent({"key": "new1", "title": "Words"}, {"key": "new2", "title": "Photograph", **wrong})
    answer = as_(stage.host).post(where(stage, call, "show-edit"), data)
    assert answer.status_code == 422
    first, second = answer.context["table"].rows
    assert (first.errors, second.errors) == ({}, {field: [told]})
    assert first["title"].value()[0] == "Words"
    assert ShowItem.objects.count() == 0


def test_a_line_removed_by_somebody_else_is_told_and_what_was_typed_is_kept(stage: Stage, call: Any) -> None:
    save_show(call, [row("One"), row("Two")], by=stage.host)
    one, second = show_of(call, stage.host).lines
    data = sent(
        {"key": str(one.item.pk), "title": "One", "seen": "1"},
        {"key": str(second.item.pk), "title": "Zwei", "seen": "1"},
    )
    save_show(call, [Row(one.item.pk, 1, {}, remove=True)], by=stage.guest)
    answer = as_(stage.host).post(where(stage, call, "show-edit"), data)
    assert answer.status_code == 409
    assert [each["title"].value()[0] for each in answer.context["table"].rows] == ["Zwei"]
    assert [name for name, _time in times(show_of(call, stage.host))] == ["Two"]


def test_removed_lines_are_offered_back(stage: Stage, call: Any) -> None:
    save_show(call, [row("One")], by=stage.host)
    key = str(show_of(call, stage.host).lines[0].item.pk)
    client = as_(stage.host)
    gone = client.post(
        where(stage, call, "show-edit"), sent({"key": key, "title": "One", "seen": "1", "remove": "on"})
    )
    assert gone["Location"] == f"{where(stage, call)}?removed={key}"
    assert [str(each) for each in client.get(gone["Location"]).context["removed"]] == ["One"]
    client.post(where(stage, call, "show-undo"), {"removed": key})
    assert len(show_of(call, stage.host).lines) == 1


def test_marks_are_made_on_the_page_and_stale_ones_are_told(stage: Stage, call: Any) -> None:
    save_show(call, [row("Handshake", offset=0)], by=stage.host)
    key = item(call, "Handshake").pk
    with time_machine.travel(at(6), tick=False):
        client = as_(stage.host)
        mark = where(stage, call, "show-mark", key)
        assert client.post(mark, {"do": "start", "seen": "1"}).status_code == 302
        page = client.get(where(stage, call)).content.decode()
        assert (page.count("started 6 minutes late"), page.count("Move what follows by 6 min.")) == (1, 1)
        assert client.post(mark, {"do": "finish", "seen": "1"}).status_code == 409
        assert client.post(mark, {"do": "explode", "seen": "2"}).status_code == 422
        assert client.post(mark, {"do": "move", "seen": "2"}).status_code == 302
    assert item(call, "Handshake").late == 6


def test_a_reader_who_asks_every_few_seconds_is_told_cheaply_that_nothing_changed(
    stage: Stage, call: Any, django_assert_num_queries: Any
) -> None:
    save_show(call, [row("Handshake", offset=0), row("Words")], by=stage.host)
    client = as_(stage.guest)
    with time_machine.travel(START, tick=False):
        client = as_(stage.guest)
        first = client.get(f"{where(stage, call)}?part=lines")
        assert first.status_code == 200
        with django_assert_num_queries(5):
            again_ = client.get(f"{where(stage, call)}?part=lines", headers={"if-none-match": first["ETag"]})
        assert (again_.status_code, again_.content) == (304, b"")
        acts.start(item(call, "Handshake"), seen=1, by=stage.host, now=START)
        changed = client.get(f"{where(stage, call)}?part=lines", headers={"if-none-match": first["ETag"]})
        assert changed.status_code == 200


@pytest.mark.parametrize("count", [1, 3, 12])
@pytest.mark.parametrize(("name", "queries"), [("show", 8), ("show-edit", 9)])
def test_a_page_costs_the_same_however_many_lines(
    stage: Stage, call: Any, django_assert_num_queries: Any, count: int, name: str, queries: int
) -> None:
    save_show(call, [row(f"Line {n}", owner=stage.park) for n in range(count)], by=stage.host)
    client = as_(stage.host)
    with django_assert_num_queries(queries):
        answer = client.get(where(stage, call, name))
    assert len(answer.context["show"].lines) == count


def test_the_paper_has_its_version_on_each_page_and_only_what_its_reader_sees(
    stage: Stage, call: Any
) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    rows = [row(f"Line {n}", role=two("Protocol"), cue=two("Door")) for n in range(45)]
    save_show(call, [*rows, row("Whisper", visibility=Visibility.GUEST)], by=stage.guest)
    texts = {}
    for side, user in (("guest", stage.guest), ("host", stage.host)):
        paper = reverse("paper", args=[stage.mission.slug, call.pk, "run-of-show"])
        answer = as_(user).get(paper)
        assert answer.status_code == 200
        texts[side] = [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]
    assert len(texts["guest"]) > 1
    assert [page.count("Version 20") for page in texts["guest"]] == [1] * len(texts["guest"])
    assert ("Whisper" in " ".join(texts["guest"]), "Whisper" in " ".join(texts["host"])) == (True, False)
