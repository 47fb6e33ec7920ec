"""Guest lists, and guests with their replies. What they said of diet and needs stays sealed."""

from typing import Any

from legation.api.choices import Area
from legation.api.queries.shapes import MOMENT, nullable
from legation.api.queries.telling import Told, plain, told, two, words
from legation.api.views.resources import Resource
from legation.guests.models import Guest, GuestList

AT = "missions/<slug:mission>/guest-lists"


def _invited(row: Any) -> str:
    return str(row.body_name)


RESOURCES = (
    Resource(
        name="guest-lists",
        one="guest list",
        area=Area.GUESTS,
        model=GuestList,
        at=AT,
        rows=lambda rows, mission: rows.filter(engagement__mission=mission),
        fields=(
            *told(GuestList, "engagement", "capacity", "guest_quota", "host_quota", "companions"),
            *told(GuestList, "reply_until", "remind_days", "doors")[3:],
            Told(
                "title",
                {"type": "object", "additionalProperties": {"type": "string"}},
                lambda row: two(row.engagement.title),
            ),
        ),
        joined=("engagement__mission",),
    ),
    Resource(
        name="guests",
        one="guest",
        area=Area.GUESTS,
        model=Guest,
        at=f"{AT}/<int:pk>/guests",
        at_one=f"{AT}/<int:list>/guests/<int:pk>",
        parent=GuestList,
        may_list="guests.view_guestlist",
        rows=lambda rows, guest_list: rows.filter(guest_list=guest_list),
        fields=(
            *told(Guest, "delegate", "person", "name", "native_name", "post", "organisation", "language"),
            *told(Guest, "side", "comes_with", "status", "visibility")[3:],
            words("organisation_name", _invited),
            Told("answered_at", nullable(MOMENT), lambda row: plain(row.answered_at)),
            Told("arrived_at", nullable(MOMENT), lambda row: plain(row.arrived_at)),
        ),
        joined=("guest_list__engagement__mission", "organisation"),
    ),
)
