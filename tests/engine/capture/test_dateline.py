"""A dateline is the day of publication, never the day of what the sentence behind it tells."""

from datetime import date

import pytest

from legation.engine.capture import capture

BEHIND = (
    "Busan Mayor Park Heong-joon received Seattle Mayor Bruce Harrell on Wednesday at 5 p.m."
    " in the protocol room at City Hall."
)


@pytest.mark.parametrize("dateline", ["BUSAN, April 18, 2024 – ", "BUSAN – ", "BUSAN, April 18 – "])
@pytest.mark.parametrize("published", [None, date(2024, 4, 18)])
@pytest.mark.parametrize("head", ["", "date 2024-04-18\n"])
def test_the_meeting_keeps_its_own_day(dateline: str, published: date | None, head: str) -> None:
    draft = capture(f"{head}{dateline}{BEHIND}", published=published)
    dated = bool(head or published or "2024" in dateline)
    (event,) = draft.events
    assert event.iso is not None or not dated
    if dated:
        assert event.iso is not None
        assert event.iso.value == "2024-04-17T17:00"


def test_a_place_in_capitals_is_shown_with_its_own():
    text = "MOSSEL BAY – Mayor Ann Example of Bergen met the Mayor of Mossel Bay on Tuesday."
    draft = capture(text, published=date(2023, 11, 16))
    assert draft.dateline.place.value == "Mossel Bay"
    assert text[slice(*draft.dateline.place.spans[0])] == "MOSSEL BAY"


def test_a_place_before_a_colon_is_the_dateline():
    draft = capture(
        "GEORGE TOWN: Mayor Ann Example met Mayor Ben Sample of Bergen today.", published=date(2024, 5, 28)
    )
    assert (draft.dateline.place.value, draft.dateline.tz.value) == ("George Town", "Asia/Kuala_Lumpur")
