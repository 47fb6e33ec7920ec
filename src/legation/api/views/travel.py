"""Flights, trains, ships and cars with those on them, and rooms that the mission holds."""

from typing import Any

from legation.api.choices import Area
from legation.api.queries.telling import only, told
from legation.api.views.door import Asked
from legation.api.views.missions import AT, added_within, changed, of_mission, part_removed
from legation.api.views.resources import Resource, Writing
from legation.missions import actions
from legation.missions.actions import bookings
from legation.missions.actions.travel import add_movement, change_movement
from legation.missions.forms.bookings import BookingForm
from legation.missions.forms.travel import MovementForm
from legation.missions.models import Booking, Movement
from legation.missions.rules import standing


def _booked(user: Any, movement: Any) -> bool:
    """The reference is for those who prepare the mission on the side that booked."""
    mine = standing(user, movement.mission_id)
    return mine is not None and mine.prepares and mine.side == movement.side


def _form(asked: Asked, data: Any, movement: Any, mission: Any) -> MovementForm:
    of = movement.mission if movement is not None else mission
    return MovementForm(data, mission=of, user=asked.user, instance=movement)


RESOURCES = (
    Resource(
        name="movements",
        one="movement",
        area=Area.LOGISTICS,
        model=Movement,
        at=f"{AT}/movements",
        rows=of_mission,
        fields=only(
            told(
                Movement,
                *("direction", "kind", "number", "carrier", "leaving_city", "leaving_place"),
                *("leaving_terminal", "leaving_zone", "departs_at", "arriving_city", "arriving_place"),
                *("arriving_terminal", "arriving_zone", "arrives_at", "expected_at", "lead", "transfer"),
                *("booking", "remarks", "status", "side", "delegates", "visibility"),
            ),
            "booking",
            _booked,
        ),
        joined=("mission",),
        writing=Writing(
            form=_form,
            shape_edit=MovementForm,
            add=added_within(add_movement),
            change=changed(change_movement),
            remove=actions.remove_part,
            restore=actions.restore_part,
            removed=part_removed(Movement),
            filled=frozenset({"leaving_zone", "arriving_zone"}),
        ),
    ),
    Resource(
        name="bookings",
        one="booking of a room",
        area=Area.LOGISTICS,
        model=Booking,
        at=f"{AT}/bookings",
        rows=of_mission,
        fields=told(
            Booking,
            *("room", "engagement", "purpose", "starts_at", "ends_at", "held_from", "held_until"),
            "visibility",
        ),
        joined=("mission",),
        writing=Writing(
            form=lambda asked, data, booking, mission: BookingForm(
                data,
                mission=booking.mission if booking is not None else mission,
                user=asked.user,
                instance=booking,
            ),
            shape_edit=BookingForm,
            add=added_within(bookings.book_room),
            change=changed(bookings.change_booking),
            remove=actions.remove_part,
            restore=bookings.restore_booking,
            removed=part_removed(Booking),
        ),
    ),
)
