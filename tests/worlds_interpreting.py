"""Texts for interpreters, shared and of each side alone, and of each side the link to a pack."""

from typing import Any


def add_packs(world: Any, secrets: dict[str, str]) -> None:
    """A shared speech, of each side talking points of its own, and an interpreter with an address."""
    from legation.logistics.actions import interpreting as acts
    from legation.logistics.models import Filling

    things = world.things
    speech = {"kind": "speech", "title": "Welcome", "text": "Dear guests", "visibility": "shared"}
    things["text"] = acts.add_text(things["engagement"], speech, by=world.host)
    for side, by in (("guest", world.guest), ("host", world.host)):
        word = secrets[side]
        values = {"kind": "points", "title": f"{word} points", "text": f"{word} in words", "visibility": side}
        things[f"{side}-hidden-text"] = acts.add_text(things["engagement"], values, by=by)
        link = acts.make_pack_link(things[f"{side}-delegate"], language="en", by=by)
        things[f"{side}-packlink"] = link
    things["host-filling"] = Filling.objects.get(run=things["run"])
