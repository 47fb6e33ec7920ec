"""Confirmations: what a carrier states is read, and nothing else."""

import json
from datetime import datetime
from email.message import EmailMessage
from typing import Any

import pytest

from legation.engine.ingest.errors import BadFile, EmptyFile, FileTooLarge, NotWhatItSays
from legation.engine.ingest.travel import LARGEST, NoJourney, Place, read_journeys

FLIGHT: dict[str, Any] = {
    "@context": "http://schema.org",
    "@type": "FlightReservation",
    "reservationNumber": "SAMPLE1",
    "underName": {"@type": "Person", "name": "Ann Sample"},
    "reservationFor": {
        "@type": "Flight",
        "flightNumber": "042",
        "airline": {"@type": "Airline", "name": "Sample Air", "iataCode": "KE"},
        "departureAirport": {"@type": "Airport", "name": "Seattle–Tacoma", "iataCode": "SEA"},
        "departureTerminal": "A",
        "departureTime": "2024-04-14T11:30:00-07:00",
        "arrivalAirport": {"@type": "Airport", "name": "Incheon", "iataCode": "ICN"},
        "arrivalTime": "2024-04-15T15:10:00+09:00",
    },
}
CALENDAR = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//sample\r
BEGIN:VEVENT\r
UID:1\r
SUMMARY:{summary}\r
DTSTART;TZID=Asia/Seoul:20240418T090000\r
DTEND;TZID=Asia/Seoul:20240418T114000\r
ATTENDEE;CN=Ben Sample:mailto:ben@test.example\r
END:VEVENT\r
END:VCALENDAR\r
"""


def page(*stated: Any) -> bytes:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in stated)
    return f"<html><head>{scripts}</head><body>Thank you</body></html>".encode()


def mail(html: bytes = b"", calendar: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "air@test.example", "ann@test.example"
    message["Subject"], message["Date"] = "Your flight", "Mon, 01 Apr 2024 10:00:00 +0000"
    message.set_content("Your booking is confirmed.")
    if html:
        message.add_alternative(html.decode(), subtype="html")
    if calendar:
        message.add_attachment(calendar.encode(), maintype="text", subtype="calendar", filename="x.ics")
    return message.as_bytes()


def test_a_flight_is_read_from_the_data_of_a_mail() -> None:
    (one,) = read_journeys(mail(page(FLIGHT)))
    assert (one.kind, one.number, one.carrier, one.booking) == ("flight", "KE 042", "Sample Air", "SAMPLE1")
    assert (one.leaving, one.arriving) == (Place("Seattle–Tacoma", "SEA", "A"), Place("Incheon", "ICN"))
    assert (one.departs, one.departs_offset) == (datetime(2024, 4, 14, 11, 30), -420)
    assert (one.arrives, one.arrives_offset) == (datetime(2024, 4, 15, 15, 10), 540)
    assert one.passengers == ("Ann Sample",)


def test_two_passengers_of_one_flight_come_together_and_two_flights_stay_two() -> None:
    other = {**FLIGHT, "underName": {"name": "Ben Sample"}}
    back = {**FLIGHT, "reservationFor": {**FLIGHT["reservationFor"], "flightNumber": "041"}}
    found = read_journeys(page([FLIGHT, other], {"@graph": [back]}))
    assert [(one.number, one.passengers) for one in found] == [
        ("KE 041", ("Ann Sample",)),
        ("KE 042", ("Ann Sample", "Ben Sample")),
    ]


def test_a_train_is_read_from_a_calendar_with_its_zone() -> None:
    (one,) = read_journeys(CALENDAR.format(summary="KTX 101 Seoul → Busan").encode())
    assert (one.kind, one.number, one.leaving.name, one.arriving.name) == (
        "train",
        "KTX 101",
        "Seoul",
        "Busan",
    )
    assert (one.departs, one.departs_zone) == (datetime(2024, 4, 18, 9), "Asia/Seoul")
    assert one.passengers == ("Ben Sample",)


def test_a_calendar_within_a_mail_is_read() -> None:
    (one,) = read_journeys(mail(calendar=CALENDAR.format(summary="Flight OZ 8101 Gimpo to Busan")))
    assert (one.kind, one.number, one.arriving.name) == ("flight", "OZ 8101", "Busan")


def test_a_cancelled_reservation_is_none() -> None:
    gone = {**FLIGHT, "reservationStatus": "http://schema.org/ReservationCancelled"}
    with pytest.raises(NoJourney):
        read_journeys(page(gone))


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyFile),
        (b"x" * (LARGEST + 1), FileTooLarge),
        (b"\x89PNG\r\n\x1a\n", NotWhatItSays),
        (b"Dear Ann, you fly on Monday with KE 42.", NotWhatItSays),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:yesterday", BadFile),
        (CALENDAR.format(summary="Dinner with the mayor").encode(), NoJourney),
        (page({"@type": "FlightReservation"}), NoJourney),
        (page("broken"), NoJourney),
        (b'<html><script type="application/ld+json">{</script></html>', NoJourney),
        (mail(), NoJourney),
    ],
)
def test_what_confirms_nothing_is_refused(data: bytes, refusal: type[BadFile]) -> None:
    with pytest.raises(refusal):
        read_journeys(data)
