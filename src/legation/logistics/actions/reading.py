"""Enter what a confirmation said, once somebody confirmed it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from legation.accounts.models import User
from legation.engine.ingest.travel import Journey
from legation.missions.actions.travel import add_movement, change_movement
from legation.missions.models import Mission, Movement


@transaction.atomic
def enter_journeys(
    mission: Mission, wanted: Sequence[tuple[Journey, Mapping[str, Any], Movement | None]], *, by: User
) -> list[Movement]:
    """Each becomes a movement, all or none; where it was entered before its passengers join it."""
    return [_entered(mission, journey, told, known, by) for journey, told, known in wanted]


def _entered(
    mission: Mission, journey: Journey, told: Mapping[str, Any], known: Movement | None, by: User
) -> Movement:
    people = list(told["delegates"])
    if known is not None:
        people = [*{one.pk: one for one in (*known.delegates.all(), *people)}.values()]
        joined = {"delegates": people, "visibility": known.visibility}
        return change_movement(known, joined, seen=known.version, by=by)
    leaving, arriving = told.get("leaving_city"), told.get("arriving_city")
    values: dict[str, Any] = {
        "direction": told["direction"],
        "kind": journey.kind,
        "number": journey.number,
        "carrier": journey.carrier,
        "leaving_city": leaving,
        "leaving_place": _named(journey.leaving.name, journey.leaving.code),
        "leaving_terminal": journey.leaving.terminal,
        "leaving_zone": _zone(leaving, journey.departs_zone, journey.departs_offset),
        "departs": journey.departs,
        "arriving_city": arriving,
        "arriving_place": _named(journey.arriving.name, journey.arriving.code),
        "arriving_terminal": journey.arriving.terminal,
        "arriving_zone": _zone(arriving, journey.arrives_zone, journey.arrives_offset),
        "arrives": journey.arrives,
        "booking": journey.booking,
        "delegates": people,
    }
    return add_movement(mission, values, by=by)


def _named(name: str, code: str) -> Any:
    from i18nfield.strings import LazyI18nString

    words = f"{name} ({code})" if name and code else name or code
    return LazyI18nString({"en": words, "ko": words}) if words else ""


def _zone(city: Any, stated: str, offset: int | None) -> str:
    """The clock of an end: the stated zone, the city's, or the stated distance from UTC in whole hours."""
    if stated:
        return stated
    if city is not None or offset is None or offset % 60:
        return ""
    hours = offset // 60
    return "Etc/GMT" if hours == 0 else f"Etc/GMT{-hours:+d}"
