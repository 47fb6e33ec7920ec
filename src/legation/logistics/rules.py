"""Who may do what in logistics. Whoever prepares a side looks after its people; a trust opens a seal."""

from typing import Any

import rules
from django.utils import timezone

from legation.logistics.models import (
    Car,
    Filling,
    InterpreterText,
    PackLink,
    PrivateLink,
    RoomType,
    Stay,
    Trust,
)
from legation.missions.models.access import INSIDE
from legation.missions.rules import prepares, prepares_their_side, sees, standing


@rules.predicate
def is_trusted(user: Any, part: Any) -> bool:
    """The user works on the mission and is trusted today with some data of somebody there."""
    mine = standing(user, part.mission_key())
    if mine is None or mine.role not in INSIDE:
        return False
    found = Trust.objects.standing(timezone.localdate())
    return bool(found.filter(mission=part.mission_key(), user=user.pk).exists())


@rules.predicate
def keeps_trust(user: Any, trust: Trust) -> bool:
    """The user prepares the side whose people the trust is about."""
    mine = standing(user, trust.mission_id)
    gone = trust.mission.removed_at is not None
    return mine is not None and mine.prepares and mine.side == trust.side and not gone


@rules.predicate
def keeps_link(user: Any, link: PrivateLink) -> bool:
    """The user prepares the side that made the link, and sees whom it is for."""
    mine = standing(user, link.mission_key())
    return mine is not None and mine.prepares and mine.side == link.side and bool(sees(user, link.delegate))


rules.add_perm("logistics.open_private", sees & (prepares | is_trusted))
rules.add_perm("logistics.fill_private", sees & prepares_their_side)
rules.add_perm("logistics.view_trust", keeps_trust)
rules.add_perm("logistics.change_trust", keeps_trust)
rules.add_perm("logistics.view_privatelink", keeps_link)
rules.add_perm("logistics.change_privatelink", keeps_link)


@rules.predicate
def sees_stay(user: Any, stay: Stay) -> bool:
    """The user sees the delegate, and the room where there is one."""
    return (
        stay.removed_at is None
        and bool(sees(user, stay.delegate))
        and (stay.room_type is None or _sees_kind(user, stay.room_type))
    )


def _sees_kind(user: Any, room_type: RoomType) -> bool:
    """A room that was taken out of the lists still has whom it holds."""
    mine = standing(user, room_type.mission_id)
    return mine is not None and room_type.visibility in mine.sees


rules.add_perm("logistics.view_roomtype", sees)
rules.add_perm("logistics.change_roomtype", sees & prepares)
rules.add_perm("logistics.view_stay", sees_stay)
rules.add_perm("logistics.change_stay", sees_stay & prepares)
rules.add_perm("logistics.view_roominglist", sees)


@rules.predicate
def sees_car(user: Any, car: Car) -> bool:
    """The user sees the transfer that the vehicle is part of."""
    return car.removed_at is None and bool(sees(user, car.run))


rules.add_perm("logistics.view_run", sees)
rules.add_perm("logistics.change_run", sees & prepares)
rules.add_perm("logistics.view_car", sees_car)
rules.add_perm("logistics.change_car", sees_car & prepares)


@rules.predicate
def sees_text(user: Any, text: InterpreterText) -> bool:
    """The user sees the engagement, the text, and who is named as speaking it."""
    mine = standing(user, text.mission_key())
    seen = mine is not None and text.visibility in mine.sees and text.removed_at is None
    return (
        seen
        and bool(sees(user, text.engagement))
        and (text.speaker is None or bool(sees(user, text.speaker)))
    )


@rules.predicate
def keeps_pack(user: Any, link: PackLink) -> bool:
    """The user prepares the side that made the link, and sees whom it is for."""
    mine = standing(user, link.mission_key())
    return mine is not None and mine.prepares and link.side == mine.side and bool(sees(user, link.delegate))


rules.add_perm("logistics.view_interpretertext", sees_text)
rules.add_perm("logistics.change_interpretertext", sees_text & prepares)


@rules.predicate
def keeps_filling(user: Any, filling: Filling) -> bool:
    """The user prepares the side that filled, and sees the transfer where it is one."""
    mine = standing(user, filling.mission_id)
    gone = filling.mission.removed_at is not None
    kept = mine is not None and mine.prepares and filling.side == mine.side and not gone
    return kept and (filling.run is None or bool(sees(user, filling.run)))


rules.add_perm("logistics.view_filling", keeps_filling)
rules.add_perm("logistics.change_filling", keeps_filling)
rules.add_perm("logistics.view_packlink", keeps_pack)
rules.add_perm("logistics.change_packlink", keeps_pack)
rules.add_perm("logistics.view_accreditation", sees)
rules.add_perm("logistics.change_accreditation", sees & prepares)
