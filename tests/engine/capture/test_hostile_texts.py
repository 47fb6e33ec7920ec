"""Texts made to be slow: 100,000 characters of anything are read within two seconds of one core."""

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.engine.capture import CaptureError, capture

SIZE = 100_000
BOUND = 2.0
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
}


def seconds(text: str) -> float:
    """Seconds of one core, a refusal included."""
    start = time.process_time()
    with contextlib.suppress(CaptureError):
        capture(text)
    return time.process_time() - start


@pytest.mark.parametrize("piece", FIXED.values(), ids=FIXED.keys())
def test_a_piece_without_end_is_read_in_time(piece):
    assert (seconds((piece * SIZE)[:SIZE]) < BOUND) is True


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6))
def test_any_pieces_without_end_are_read_in_time(pieces):
    piece = "".join(pieces)
    assert (seconds((piece * (SIZE // len(piece) + 1))[:SIZE]) < BOUND) is True
