"""Promises and agreements of the world of `tests.world`: owners, notes, evidence, of each side its own."""

from datetime import date
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
        _agreements(world, side, word)
        hidden = things[f"{side}-hidden-commitment"]
        # Of the two owners of what one side hides, one is a colleague and one a person of the directory.
        owner = {"user": by} if side == "host" else {"person": things["guest-hidden-person"]}
        actions.keep_own_side(hidden, owner, seen=0, by=by)
        below = {**link, "title": LazyI18nString({"en": f"{word} beneath"}), "visibility": side}
        things[f"{side}-hidden-attachment-beneath"] = actions.add_attachment(hidden, below, by=by)


def _agreements(world: "World", side: str, word: str) -> None:
    """A sister city that the office of this side keeps, with who signed it and its text; and a signatory.

    The press office reads what its own office keeps, as it finds the people there: hence the word of names.
    """
    things, by = world.things, world.guest if side == "guest" else world.host
    parties = [things["guest-organisation"], things["host-organisation"]]
    values = {
        "title": LazyI18nString({"en": f"{word}name sisters"}),
        "kind": "sister_city",
        "status": "signed",
        "signed_on": date(2019, 4, 17),
        "parties": parties,
    }
    kept = actions.add_office_agreement(values, by=by)
    signed = {
        "party": parties[0],
        "person": things["guest-mayor"],
        "post": things["guest-post"],
        "head": True,
    }
    things[f"{side}-office-agreement"] = kept
    things[f"{side}-office-signatory"] = actions.add_signatory(kept, signed, by=by)
    paper = {
        "kind": "text",
        "title": LazyI18nString({"en": f"{word}name text"}),
        "link": "https://one.example/b",
    }
    things[f"{side}-office-paper"] = actions.add_attachment(kept, paper, by=by)
    hidden = things[f"{side}-hidden-agreement"]
    actions.change_outcome(hidden, {"parties": parties}, seen=1, by=by)
    hidden.refresh_from_db()
    things[f"{side}-hidden-signatory"] = actions.add_signatory(hidden, signed, by=by)
    own = {**paper, "visibility": side}
    things[f"{side}-hidden-paper"] = actions.add_attachment(hidden, own, by=by)
