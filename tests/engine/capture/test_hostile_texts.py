"""Texts made to be slow: 100,000 characters of anything are read within two seconds of one quiet core.

Seconds of a busy machine say little: twice as many are let pass where others use its cores, the two are held
by `benchmarks/capture_speed.py`, and what is made at random is held by work that can be counted: four
times the text may not take more than some four times the calls.
"""

import contextlib
import sys
import time
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.engine.capture import CaptureError, capture

SIZE = 100_000
BOUND = 2 * 2.0
SHORT = 2_000
ENGLISH = (
    "Mayor ", "Mayor Park met ", "of ", "and ", ", ", "A. ", "Ab ", "AAAA", "'s ", ":", "in ", "- ", "1",
    "delegation led by ", "was welcomed at ", "signed an agreement ", "May 1 to May 2, ", "Committee of the ",
    "Present were ", "according to ", "the head of the ", "in Xx, Korea ", "invited a delegation from ",
)  # fmt: skip
KOREAN = (
    "시장 ", "김철수 ", "17일 ", "대표단 ", "협약을 ", "등 ", "가", "과 ", "을 ", "관계자 ", "국장",
    "중국 가나시를 ", "(단장 ", "부터 5박 6일 ",
)  # fmt: skip
PIECES = (*ENGLISH, *KOREAN, "“", "”", '"', "(", ")", "\n", "\t", ".")
FIXED = {
    "a signature of capitals": "An accord was signed at Lyon City Hall by the Lyon Chamber and AAAAAAAAAA",
    "names and posts": "A, Mayor B Of The C and ",
    "capitals run together": "AaAaAaAaAa, ",
    "a name without end": "Aa" * 40 + " ",
    "received at length": "was received at a place of the house ",
    "delegations from": "delegation of the delegation from ",
    "menus": "a | b | c\n",
    "bylines": "By Ann Sample Ann\n",
    "brackets": "수원시의회(의장 ",
    "lists of those present": "Present for Lyon: Ann Bee, Mayor;\n",
    "pronouns": "She replied. Mr Ann Bee said. ",
    "envoys without a country": "중국 대사 김가나 시장 ",
    "unknown cities": "중국 가나다시를 ",
    "new places": "in Aaaa Bbbb, Korea ",
    "posts": "경제국장 국제국장 ",
    "bodies": "큰 위원회. ",
    "family names": "은 시장. ",
}


def seconds(text: str) -> float:
    """Seconds of one core, a refusal included."""
    start = time.process_time()
    with contextlib.suppress(CaptureError):
        capture(text)
    return time.process_time() - start


def calls(text: str) -> int:
    """How many functions are called while a text is read, those of the interpreter included."""
    made = 0

    def count(_frame: FrameType, event: str, _what: Any) -> None:
        nonlocal made
        made += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        with contextlib.suppress(CaptureError):
            capture(text)
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize("piece", FIXED.values(), ids=FIXED.keys())
def test_a_piece_without_end_is_read_in_time(piece):
    text = (piece * SIZE)[:SIZE]
    assert (seconds(text) < BOUND or seconds(text) < BOUND) is True


@settings(max_examples=6, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6))
def test_any_pieces_without_end_take_work_that_grows_with_the_text_alone(pieces):
    piece = "".join(pieces)
    short, long = (calls((piece * (size // len(piece) + 1))[:size]) for size in (SHORT, 4 * SHORT))
    assert (long < 6 * short + 20_000, short, long) == (True, short, long)


def test_work_that_grows_with_the_square_of_the_text_is_seen():
    def quadratic(text: str) -> int:
        return sum(abs(one - other) for one in range(len(text)) for other in range(len(text)))

    def made(size: int) -> int:
        count = 0

        def add(_frame: FrameType, event: str, _what: Any) -> None:
            nonlocal count
            count += event == "c_call"

        sys.setprofile(add)
        try:
            quadratic("a" * size)
        finally:
            sys.setprofile(None)
        return count

    assert made(400) > 6 * made(100) + 20_000
