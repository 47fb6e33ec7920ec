"""Letters: gathered into one, due by the reader's clock, refused where they would forge a head."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from legation.kernel import outbox
from legation.kernel.choices import LetterKind, LetterStatus
from legation.kernel.models import Delivery, Letter
from legation.kernel.outbox import Address, BadAddress, BadHead, Calendar

NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)  # in Seoul
SEOUL = Address("kim@seoul.example", "ko", "Asia/Seoul", "Kim")


def post(to: Address = SEOUL, text: str = "One", *, now: datetime = NOON, **more: Any) -> Letter | None:
    return outbox.post(
        to, kind=LetterKind.PROGRAMME, subject="The programme", text=text, by=None, now=now, **more
    )


def texts(letter: Letter) -> list[str]:
    return [line["text"] for line in letter.lines]


@pytest.mark.django_db
def test_ten_edits_are_one_letter_and_the_newest_word_on_a_thing_stands():
    for number in range(10):
        post(
            text=f"Dinner at {number}",
            gather="programme",
            line="dinner",
            now=NOON + timedelta(seconds=number),
        )
    post(text="Lunch is off", gather="programme", line="lunch")
    letter = Letter.objects.get()
    assert texts(letter) == ["Dinner at 9", "Lunch is off"]
    assert letter.due_at == NOON + timedelta(minutes=5)
    post(text="Alone")
    post(Address("lee@seoul.example", zone="Asia/Seoul"), gather="programme")
    post(gather="programme", mission_id=7)
    post(gather="programme", mission_id=7, visibility="guest")
    assert Letter.objects.count() == 5
    Letter.objects.update(status=LetterStatus.SENT)
    post(gather="programme")
    assert Letter.objects.filter(status=LetterStatus.WAITING).count() == 1


@pytest.mark.django_db
def test_letters_are_due_by_the_readers_clock():
    evening = datetime(2026, 11, 24, 11, 58, tzinfo=UTC)  # 20:58 in Seoul: gathered until 21:03
    morning = datetime(2026, 11, 24, 22, tzinfo=UTC)

    def due(**more: Any) -> datetime:
        letter = post(now=evening, **more)
        assert letter is not None
        return letter.due_at

    assert due(gather="a") == morning
    assert due(at_once=True, gather="b") == evening
    assert due(gather="a", urgent=True) == evening
    assert due(to=Address("a@la.example", zone="America/Los_Angeles")) == datetime(
        2026, 11, 24, 15, tzinfo=UTC
    )
    Delivery.objects.create(mail=SEOUL.mail, zone="Europe/Berlin", minutes=30)
    assert due(gather="c") == evening + timedelta(minutes=30)
    Delivery.objects.update(quiet_from=time(12), quiet_until=time(14), minutes=0)
    assert due(gather="d") == datetime(2026, 11, 24, 13, tzinfo=UTC)
    # The night in which clocks go back: seven is seven o'clock on the new clock.
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    Delivery.objects.update(quiet_from=None, quiet_until=None)
    berlin = Delivery.objects.get()
    assert outbox.after_quiet(before, "Europe/Berlin", berlin) == datetime(2026, 10, 25, 6, tzinfo=UTC)
    berlin.quiet = False
    assert outbox.after_quiet(before, "Europe/Berlin", berlin) == before


@pytest.mark.django_db
def test_no_word_of_an_editor_begins_a_line_of_the_head():
    for wrong in ("kim@seoul.example\nBcc: all@x.example", "kim", "", "a@b\r\n", "Kim <kim@seoul.example>"):
        with pytest.raises(BadAddress):
            post(Address(wrong))
    for name, value in {
        "Bcc": "all@x.example",
        "X-Any": "1",
        "Reply-To": "a@x.example\r\nBcc: b@x.example",
    }.items():
        with pytest.raises(BadHead):
            post(headers={name: value})
    for url in ("javascript:alert(1)", "//elsewhere.example/", "seoul/"):
        with pytest.raises(BadHead):
            post(url=url)
    with pytest.raises(BadHead):
        post(calendar=Calendar(b"BEGIN:VCALENDAR", "REQUEST\r\nX: 1"))
    assert Letter.objects.count() == 0
    letter = outbox.post(
        Address("Kim@Seoul.example", "xx", "../etc/passwd", "Kim\r\nBcc: x"),
        kind=LetterKind.GUEST,
        subject="Dinner\r\nBcc:\u2028all@x.example\x00",
        text="One\nTwo\x07",
        by=None,
    )
    assert letter is not None
    assert (letter.mail, letter.name, letter.language, letter.zone) == (
        "kim@seoul.example",
        "Kim Bcc: x",
        "en",
        "UTC",
    )
    assert (letter.subject, texts(letter)) == ("Dinner Bcc: all@x.example", ["One\nTwo"])


@pytest.mark.django_db
def test_what_a_reader_does_not_want_is_not_kept_and_what_is_void_is_taken_back():
    Delivery.objects.create(mail=SEOUL.mail, off=[LetterKind.PROGRAMME])
    assert post() is None
    Delivery.objects.all().delete()
    post(mission_id=1)
    post(mission_id=2)
    post(Address("lee@seoul.example"), mission_id=1)
    assert outbox.take_back(mission_id=1, mail="Kim@Seoul.example") == 1
    assert list(Letter.objects.filter(status=LetterStatus.WITHDRAWN).values_list("mail", "mission_id")) == [
        (SEOUL.mail, 1)
    ]
