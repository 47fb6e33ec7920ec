"""Promises and agreements of the world of `tests.world`: owners, notes, evidence, of each side its own."""

from typing import TYPE_CHECKING

from i18nfield.strings import LazyI18nString

from legation.outcomes import actions

if TYPE_CHECKING:
    from tests.world import World


def add_followed(world: "World", secrets: dict[str, str]) -> None:
    """A shared promise that both sides own and note on, with evidence that all see and that one side sees."""
    things, promise = world.things, world.things["commitment"]
    link = {"kind": "link", "title": LazyI18nString({"en": "A page"}), "link": "https://one.example/a"}
    things["attachment"] = actions.add_attachment(promise, link, by=world.host)
    for side, by in (("guest", world.guest), ("host", world.host)):
        word = secrets[side]
        note = {"user": by, "note": LazyI18nString({"en": f"{word} note on the promise"})}
        things[f"{side}-hidden-owner"] = actions.keep_own_side(promise, note, seen=0, by=by)
        own = {**link, "title": LazyI18nString({"en": f"{word} proof"}), "visibility": side}
        things[f"{side}-hidden-attachment"] = actions.add_attachment(promise, own, by=by)
        hidden = things[f"{side}-hidden-commitment"]
        actions.keep_own_side(hidden, {"user": by}, seen=0, by=by)
        below = {**link, "title": LazyI18nString({"en": f"{word} beneath"}), "visibility": side}
        things[f"{side}-hidden-attachment-beneath"] = actions.add_attachment(hidden, below, by=by)
