"""Travel of the world of `tests.world`: an arrival for both sides, and one that each keeps to itself."""

from datetime import datetime
from typing import TYPE_CHECKING

from i18nfield.strings import LazyI18nString

from legation.missions.actions.travel import add_movement

if TYPE_CHECKING:
    from tests.world import World


def add_travel(world: "World", secrets: dict[str, str]) -> None:
    """The shared flight carries a booking reference for the guests' eyes, and somebody only they see."""
    things = world.things

    def enter(key: str, number: str, day: int, visibility: str, **values: object) -> None:
        by = world.host if key.startswith("host") else world.guest
        fields = {
            "direction": "arrival",
            "kind": "flight",
            "number": number,
            "leaving_city": things["seattle"],
            "departs": datetime(2024, 4, day - 1, 12),
            "arriving_city": things["busan"],
            "arriving_place": LazyI18nString({"en": "Gimhae Airport", "ko": "김해공항"}),
            "arrives": datetime(2024, 4, day, 17, 10),
            "visibility": visibility,
            **values,
        }
        things[key] = add_movement(world.mission, fields, by=by)

    both = [things["guest-delegate"], things["guest-hidden-delegate"]]
    enter("movement", "KE 042", 16, "shared", delegates=both, booking=f"{secrets['guest']}42")
    for side in ("guest", "host"):
        hidden = [things[f"{side}-hidden-delegate"]]
        enter(f"{side}-hidden-movement", secrets[side], 17, side, delegates=hidden, remarks=secrets[side])
