"""Codes on badges and cards: signed, hidden, each for one event."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.kernel.codes import (
    Code,
    CodeOfAnotherEvent,
    CodeOfAnotherMission,
    ForgedCode,
    Holder,
    NotACode,
    read,
    text_of,
)

CODE = Code("busan-seattle-2024", 31, Holder.GUEST, 4711)


@settings(deadline=None)
@given(
    event=st.integers(0, 2**63),
    key=st.integers(1, 2**63),
    issue=st.integers(1, 10_000),
    holder=st.sampled_from(list(Holder)),
)
def test_what_is_written_is_read_again(event: int, key: int, issue: int, holder: Holder) -> None:
    code = Code("a-mission", event, holder, key, issue)
    assert read(text_of(code)) == code


def test_a_text_is_short_says_its_mission_and_is_the_same_every_time() -> None:
    text = text_of(CODE)
    assert re.fullmatch(r"LEG1:busan-seattle-2024:[A-Z2-7]{24}", text) is not None
    assert text_of(CODE) == text


def test_a_token_tells_nothing_of_its_neighbour() -> None:
    tokens = [text_of(replace(CODE, key=key)).rpartition(":")[2] for key in range(1, 200)]
    assert len({token[:4] for token in tokens}) > 190
    assert len({token[-4:] for token in tokens}) > 190


def test_a_reissued_code_is_another_text() -> None:
    assert text_of(replace(CODE, issue=2)) != text_of(CODE)
    assert read(text_of(replace(CODE, issue=2))).issue == 2


def test_scanners_may_change_case_and_add_space() -> None:
    assert read(f"  {text_of(CODE).lower()}\r\n") == CODE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "https://example.org/",
        "LEG2:a:ABCD",
        "LEG1:a",
        "LEG1:a:b:c",
        "LEG1:a:" + "A" * 300,
    ],
)
def test_other_texts_are_not_codes(text: str) -> None:
    with pytest.raises(NotACode):
        read(text)


def test_every_changed_letter_is_noticed() -> None:
    text = text_of(CODE)
    start = text.rindex(":") + 1
    for place in range(start, len(text)):
        for other in "A7" if text[place] not in "A7" else "BC":
            with pytest.raises(ForgedCode):
                read(text[:place] + other + text[place + 1 :])


@pytest.mark.parametrize("token", ["", "A", "!!!!", "0189", "AAAAAAAAAAAAAAAA", "한글"])
def test_a_token_made_elsewhere_is_refused(token: str) -> None:
    with pytest.raises(ForgedCode):
        read(f"LEG1:busan-seattle-2024:{token}")


def test_a_token_cut_anywhere_is_refused() -> None:
    head, _, token = text_of(CODE).rpartition(":")
    for end in range(len(token)):
        with pytest.raises(ForgedCode):
            read(f"{head}:{token[:end]}")


def test_a_token_under_another_mission_is_refused() -> None:
    token = text_of(CODE).rpartition(":")[2]
    with pytest.raises(ForgedCode):
        read(f"LEG1:other-mission:{token}", mission="other-mission")


def test_a_code_opens_its_own_event_and_mission_only() -> None:
    text = text_of(CODE)
    assert read(text, mission="busan-seattle-2024", event=31) == CODE
    with pytest.raises(CodeOfAnotherEvent):
        read(text, mission="busan-seattle-2024", event=32)
    with pytest.raises(CodeOfAnotherMission) as other:
        read(text, mission="osaka-2025", event=31)
    assert str(other.value) == "This code belongs to another mission (busan-seattle-2024)."


def test_a_badge_of_the_whole_mission_is_good_for_each_event() -> None:
    badge = Code("busan-seattle-2024", 0, Holder.DELEGATE, 5)
    assert read(text_of(badge), mission="busan-seattle-2024", event=32) == badge


def test_another_installation_does_not_read_it(settings: Any) -> None:
    text = text_of(CODE)
    settings.SECRET_KEY = "another secret of another place"
    with pytest.raises(ForgedCode):
        read(text)
    settings.SECRET_KEY_FALLBACKS = ["a third"]
    with pytest.raises(ForgedCode):
        read(text)


def test_codes_outlive_a_change_of_the_secret(settings: Any) -> None:
    text, old = text_of(CODE), settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a newer secret", [old]
    assert read(text) == CODE
