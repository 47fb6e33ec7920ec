"""The run of show where it is marked or written unlike a plain evening: private lines, rehearsals, twins."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from legation.protocol.actions import show as acts
from legation.protocol.actions.show import Row, save_show
from legation.protocol.models import ShowItem
from legation.protocol.queries.show import show_of
from tests.missions.stage import Stage, build, two

START = datetime(2024, 4, 17, 8, tzinfo=UTC)  # 17:00 in Busan


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


@pytest.fixture
def call(stage: Stage) -> Any:
    return stage.engagement(venue=stage.city_hall)


def row(title: str, visibility: str = "shared") -> Row:
    values = {"offset": None, "minutes": 5, "owner": None, "visibility": visibility, "role": "", "cue": ""}
    return Row(None, 0, {**values, "title": two(title)})


def item(title: str) -> ShowItem:
    found = ShowItem.objects.select_related("engagement__mission")
    return next(one for one in found if str(one.title) == title)


def begin(title: str, by: Any, minutes: int = 0) -> ShowItem:
    found = item(title)
    return acts.start(found, seen=found.version, by=by, now=START + timedelta(minutes=minutes))


def states(call: Any, user: Any) -> list[tuple[str, str]]:
    return [(str(line.item.title), line.state) for line in show_of(call, user).lines]


def test_a_line_of_one_side_ends_no_line_that_both_follow(stage: Stage, call: Any) -> None:
    rows = [row("Speech"), row("Whisper", "guest"), row("Note", "guest"), row("Toast")]
    save_show(call, rows, by=stage.guest)
    begin("Speech", stage.guest)
    begin("Whisper", stage.guest, 1)
    begin("Note", stage.guest, 2)
    assert states(call, stage.host) == [("Speech", "running"), ("Toast", "before")]
    assert states(call, stage.guest) == [
        ("Speech", "running"),
        ("Whisper", "over"),
        ("Note", "running"),
        ("Toast", "before"),
    ]
    begin("Toast", stage.guest, 9)
    assert [state for _title, state in states(call, stage.guest)] == ["over", "over", "over", "running"]


def test_in_an_engagement_of_one_side_each_line_ends_the_one_before(stage: Stage) -> None:
    briefing = stage.engagement("Briefing", visibility="guest")
    save_show(briefing, [row("Welcome", "guest"), row("Words", "guest")], by=stage.guest)
    begin("Welcome", stage.guest)
    begin("Words", stage.guest, 4)
    assert states(briefing, stage.guest) == [("Welcome", "over"), ("Words", "running")]


def test_two_lines_of_the_same_words_keep_their_places(stage: Stage, call: Any) -> None:
    save_show(call, [row("Applause"), row("Speech"), row("Applause")], by=stage.host)
    lines = show_of(call, stage.guest).lines
    assert [(str(line.item.title), line.item.position) for line in lines] == [
        ("Applause", 10),
        ("Speech", 20),
        ("Applause", 30),
    ]


@pytest.mark.parametrize("minutes", [721, -721, -30 * 24 * 60])
def test_a_rehearsal_on_another_day_moves_nothing(stage: Stage, call: Any, minutes: int) -> None:
    save_show(call, [row("Handshake"), row("Words")], by=stage.host)
    begin("Handshake", stage.host, minutes)
    with pytest.raises(acts.TooFarToMove) as raised:
        acts.move_what_follows(item("Handshake"), seen=2, by=stage.host)
    assert str(raised.value) == (
        "This line began more than twelve hours from when it was expected: what follows is not moved by so"
        " much. Undo its start, or change when the engagement begins."
    )
    assert (item("Handshake").late, show_of(call, stage.guest).lines[1].moved) == (0, False)


@pytest.mark.parametrize("minutes", [720, -720])
def test_twelve_hours_are_moved_by(stage: Stage, call: Any, minutes: int) -> None:
    save_show(call, [row("Handshake"), row("Words")], by=stage.host)
    begin("Handshake", stage.host, minutes)
    acts.move_what_follows(item("Handshake"), seen=2, by=stage.host)
    assert item("Handshake").late == minutes
