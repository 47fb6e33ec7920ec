"""Invitations to the mission by link, of each side its own, in the world of `tests.world`."""

from typing import Any

from legation.missions.actions.joining import offer_access


def add_offers(world: Any, secrets: dict[str, str]) -> None:
    """Whom a side invites is its own: the address carries its secret word."""
    for side, by in (("guest", world.guest), ("host", world.host)):
        values = {
            "mail": f"{secrets[side]}@test.example",
            "side": side,
            "role": "assistant",
            "office": "",
            "language": "en",
            "until": None,
            "days": 30,
        }
        world.things[f"{side}-offer"] = offer_access(world.mission, values, by=by)
