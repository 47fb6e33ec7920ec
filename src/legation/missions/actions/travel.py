"""Say how delegates come and go."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.choices import Side, Visibility
from legation.kernel.refusals import Refused
from legation.missions.actions.engagements import OtherSidesVisibility, instant
from legation.missions.models import Delegate, Mission, Movement
from legation.missions.rules import standing


class ArrivesBeforeItDeparts(Refused):
    sentence = _(
        "It arrives before it departs. Each time is by the clock of its own place: look at days and zones."
    )
    field = "arrives"


class NoTimeOfTravel(Refused):
    sentence = _("Give the time of departure or of arrival.")
    field = "arrives"


class ClockOfPlaceUnknown(Refused):
    sentence = _("Choose the city, or write the time zone of this place.")


class NotOnThisMission(Refused):
    sentence = _("%(who)s is not on this mission.")
    field = "delegates"


class DelegateHiddenFromThisMovement(Refused):
    sentence = _(
        "%(who)s is seen by one side only, and this movement by the other only. Choose who sees it anew."
    )
    field = "delegates"


@transaction.atomic
def add_movement(mission: Mission, values: Mapping[str, Any], *, by: User) -> Movement:
    """Enter a movement. `departs`, `arrives` and `expected` are wall-clock times of its two ends."""
    mine = standing(by, mission.pk)
    side = mine.side if mine is not None else Side.GUEST
    fields = _checked(mission, values, None, by)
    delegates = fields.pop("delegates", ())
    movement = Movement(mission=mission, side=side, **fields)
    return editing.add(movement, by=by, many={"delegates": delegates})


@transaction.atomic
def change_movement(movement: Movement, values: Mapping[str, Any], *, seen: int, by: User) -> Movement:
    """Change it, as it was at version `seen`. Delegates whom `by` does not see stay on it."""
    return editing.change(movement, _checked(movement.mission, values, movement, by), seen=seen, by=by)


def _checked(
    mission: Mission, values: Mapping[str, Any], movement: Movement | None, by: User
) -> dict[str, Any]:
    fields = dict(values)
    _clocks(fields, movement)
    departs, arrives = (_value(fields, movement, name) for name in ("departs_at", "arrives_at"))
    if departs is None and arrives is None:
        raise NoTimeOfTravel
    if departs is not None and arrives is not None and arrives <= departs:
        raise ArrivesBeforeItDeparts
    mine = standing(by, mission.pk)
    if mine is not None and fields.get("visibility", Visibility.SHARED) not in mine.sees:
        raise OtherSidesVisibility
    if movement is not None and mine is not None and movement.side != mine.side:
        fields.pop("booking", None)
    if "delegates" in fields:
        fields["delegates"] = _people(mission, fields["delegates"], movement, by)
    visibility = _value(fields, movement, "visibility") or Visibility.SHARED
    people = fields.get("delegates", movement.delegates.all() if movement is not None else ())
    for delegate in people:
        if Visibility.SHARED not in {delegate.visibility, visibility} and delegate.visibility != visibility:
            raise DelegateHiddenFromThisMovement(who=delegate)
    return fields


def _value(fields: Mapping[str, Any], movement: Movement | None, name: str) -> Any:
    return fields[name] if name in fields else getattr(movement, name, None)


def _clocks(fields: dict[str, Any], movement: Movement | None) -> None:
    """Turn wall-clock times into moments; a place without a zone of its own goes by its city's clock."""
    for end, walls in (("leaving", (("departs", "departs_at"),)), ("arriving", _ARRIVING)):
        typed = [(wall, name) for wall, name in walls if wall in fields]
        if not typed:
            continue
        city = _value(fields, movement, f"{end}_city")
        zone = fields.get(f"{end}_zone") or (city.time_zone if city is not None else "")
        for wall, name in typed:
            moment = fields.pop(wall)
            if moment is None:
                fields[name] = None
                continue
            if not zone:
                refusal = ClockOfPlaceUnknown()
                refusal.field = f"{end}_zone"  # type: ignore[misc]
                raise refusal
            fields[name] = instant(moment, zone, wall)
        fields[f"{end}_zone"] = zone


_ARRIVING = (("arrives", "arrives_at"), ("expected", "expected_at"))


def _people(
    mission: Mission, chosen: Iterable[Delegate], movement: Movement | None, by: User
) -> list[Delegate]:
    people = {delegate.pk: delegate for delegate in chosen}
    for delegate in people.values():
        if delegate.mission_id != mission.pk:
            raise NotOnThisMission(who=delegate)
    if movement is not None:
        seen = Delegate.objects.visible_to(by).filter(mission=mission).values("pk")
        people |= {one.pk: one for one in movement.delegates.exclude(pk__in=seen)}
    return list(people.values())
