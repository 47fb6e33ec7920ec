"""A run of show in the world of `tests.world`: a line that both sides see, and one of each side's own."""

from typing import Any


def add_show(world: Any, secrets: dict[str, str]) -> None:
    from legation.kernel.editing import add
    from legation.protocol.models import ShowItem
    from tests.world import two

    call = world.things["engagement"]
    item = ShowItem(
        engagement=call, position=10, title=two("Handshake", "악수"), owner=world.things["host-delegate"]
    )
    world.things["show-item"] = add(item, by=world.host)
    for side, by in (("guest", world.guest), ("host", world.host)):
        word = secrets[side]
        item = ShowItem(
            engagement=call,
            position=20,
            title=two(f"{word} line"),
            owner=world.things[f"{side}-hidden-delegate"],
            role=two(f"{word} role"),
            cue=two(f"{word} cue"),
            visibility=side,
        )
        world.things[f"{side}-hidden-show-item"] = add(item, by=by)
