"""Released versions for the walk: one for both sides, and of each side two that it kept to itself."""

from typing import Any

from i18nfield.strings import LazyI18nString

from legation.missions.actions.releases import release_programme
from legation.missions.queries.releases import waiting_for


def add_releases(world: Any, secrets: dict[str, str]) -> None:
    """The notes of one side's versions carry its secret word; one of them is for a chosen delegate."""

    def release(audience: str, note: str, by: Any, **values: Any) -> Any:
        looked = waiting_for(world.mission, by, audience).trace
        words = LazyI18nString({"en": note, "ko": note})
        told = {"note": words, "audience": audience, "mail": False, "looked": looked, **values}
        return release_programme(world.mission, told, by=by)

    for side, by in (("guest", world.guest), ("host", world.host)):
        word, chosen = secrets[side], [world.things[f"{side}-delegate"]]
        world.things[f"{side}-chosen-release"] = release("chosen", f"{word} for some", by, delegates=chosen)
        world.things[f"{side}-hidden-release"] = release(side, f"{word} version", by)
    world.things["release"] = release("shared", "A version for both", world.host)
