"""The run of show where it is marked or written unlike a plain evening: private lines, rehearsals, twins."""

from typing import Any

import pytest

from legation.protocol.actions.show import Row, save_show
from legation.protocol.queries.show import show_of
from tests.missions.stage import Stage, build, two


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


@pytest.fixture
def call(stage: Stage) -> Any:
    return stage.engagement(venue=stage.city_hall)


def row(title: str, visibility: str = "shared") -> Row:
    values = {"offset": None, "minutes": 5, "owner": None, "visibility": visibility, "role": "", "cue": ""}
    return Row(None, 0, {**values, "title": two(title)})


def test_two_lines_of_the_same_words_keep_their_places(stage: Stage, call: Any) -> None:
    save_show(call, [row("Applause"), row("Speech"), row("Applause")], by=stage.host)
    lines = show_of(call, stage.guest).lines
    assert [(str(line.item.title), line.item.position) for line in lines] == [
        ("Applause", 10),
        ("Speech", 20),
        ("Applause", 30),
    ]
