"""The guest list of the demo's reception: delegates, invented guests of both sides, answers, and a door."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from uuid import UUID

from legation.demo.people import World, both
from legation.demo.samples import RECEPTION_GUESTS
from legation.guests.actions.door import Told, merge
from legation.guests.actions.guests import add_all, add_delegates
from legation.guests.actions.lists import add_quota, open_list
from legation.guests.models import Guest
from legation.guests.queries.lists import delegates_to_list
from legation.missions.models import Engagement

Step = Callable[[str], AbstractContextManager[list[str]]]
DOORS = ["Main entrance", "Terrace"]
ARRIVED = 14


def make_guest_list(world: World, reception: Engagement, step: Step) -> None:
    """Both sides' delegates and thirty invented guests, one invited by both, some of them in already."""
    with step("Guests") as made:
        values = {
            "words": both(
                (
                    "The City of Busan and the guests from Seattle request the pleasure of your company.",
                    "부산광역시와 시애틀 방문단이 귀하를 환영 리셉션에 정중히 초청합니다.",
                )
            ),
            "reply_until": reception.starts_at - timedelta(days=7),
            "capacity": 160,
            "guest_quota": 80,
            "host_quota": 90,
            "guest_contact": "Sample mission office, +1 206 555 0100",
            "host_contact": "의전 담당(표본), 051-000-0000",
            "doors": DOORS,
        }
        guest_list = open_list(reception, values, by=world.host)
        for by in (world.guest, world.host):
            add_delegates(guest_list, delegates_to_list(guest_list, by), by=by)
        guests = [
            *add_all(guest_list, _rows("guest"), by=world.guest),
            *add_all(guest_list, _rows("host"), by=world.host),
        ]
        add_quota(guest_list, {"body": "Sample Chamber of Commerce", "places": 3}, by=world.host)
        first = next(guest for guest in guests if guest.status == "accepted" and guest.side == "host")
        companion = {"name": "Companion (sample)", "comes_with": first, "status": "accepted"}
        add_all(guest_list, [companion], by=world.host)
        came = [guest for guest in guests if guest.status == "accepted"][:ARRIVED]
        told = [
            Told(UUID(int=0x1E6A << 96 | number), "in", _at(reception, number), guest.pk, DOORS[number % 2])
            for number, guest in enumerate(came)
        ]
        merge(guest_list, told, device="demo", by=world.host)
        total = Guest.objects.of(guest_list).count()
        made.append(f"{total} guests of “{reception}”, {len(guests)} of them samples, {len(came)} arrived")


def _at(reception: Engagement, number: int) -> datetime:
    return reception.starts_at - timedelta(minutes=20) + timedelta(seconds=75 * number)


def _rows(side: str) -> list[dict[str, str]]:
    return [
        {
            "name": f"{english} (sample)",
            "native_name": f"{korean} (표본)" if korean else "",
            "post": post,
            "body": body,
            "mail": f"{english.split()[-1].lower()}@guests.example",
            "language": "ko" if korean else "en",
            "status": status,
            "invited_by": name,
        }
        for whose, english, korean, post, body, status, name in RECEPTION_GUESTS
        if whose == side
    ]
