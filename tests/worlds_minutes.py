"""Minutes in the world of `tests.world`: shared ones with a line of each side's own, and each side's own."""

from typing import Any


def add_minutes(world: Any, secrets: dict[str, str]) -> None:
    from legation.outcomes.actions import minutes as acts
    from legation.outcomes.actions import minutes_people as attending
    from tests.world import two

    things = world.things
    minutes = acts.begin_minutes(things["engagement"], by=world.host)
    agenda = minutes.lines.get()
    things["minutes"], things["minutes-agenda"] = minutes, agenda
    words = {
        "kind": "statement",
        "text": two("Welcome", "환영합니다"),
        "under": agenda,
        "visibility": "shared",
    }
    things["minutes-line"] = acts.add_line(
        minutes, {**words, "person": things["host-mayor"], "speaker": ""}, by=world.host
    )
    values = {"party": "host", "name": "A guest of the house", "post": "", "instead_of": None}
    things["minutes-person"] = attending.add_minutes_person(minutes, values, by=world.host)
    for side, by in (("guest", world.guest), ("host", world.host)):
        word = secrets[side]
        note = {"kind": "note", "text": two(f"{word} aside"), "under": agenda, "visibility": side}
        things[f"{side}-hidden-minutes-note"] = acts.add_line(minutes, note, by=by)
        hidden = {**words, "text": two(f"{word} whisper"), "visibility": side}
        things[f"{side}-hidden-minutes-line"] = acts.add_line(
            minutes, {**hidden, "person": things[f"{side}-hidden-person"], "speaker": ""}, by=by
        )
        own = acts.begin_minutes(things[f"{side}-hidden-engagement"], by=by)
        things[f"{side}-hidden-minutes"] = own
        values = {"kind": "decision", "text": two(f"{word} decision"), "under": None, "visibility": side}
        things[f"{side}-hidden-minutes-decision"] = acts.add_line(own, values, by=by)
        added = {"party": side, "name": f"{word} helper", "post": "", "instead_of": None}
        things[f"{side}-hidden-minutes-person"] = attending.add_minutes_person(own, added, by=by)
