"""Of a round of one-to-one meetings one record of every kind, and of each side what only it sees."""

from typing import Any

SITTINGS = [{"date": "2024-04-17", "from": "14:00", "to": "17:00", "name": "Afternoon"}]


def add_round(world: Any, secrets: dict[str, str]) -> None:
    """A shared round with both mayors, and of each side a round, a participant and wishes of its own."""
    from legation.kernel.editing import add
    from legation.matchmaking import models as rounds
    from tests.world import two

    things, mission, by = world.things, world.mission, world.host
    shared = rounds.Round(mission=mission, name=two("B2B afternoon"), zone="Asia/Seoul", sittings=SITTINGS)
    shared = things["round"] = add(shared, by=by)
    things["resource"] = add(rounds.Resource(round=shared, name=two("Interpreters")), by=by)
    things["site"] = add(rounds.Site(round=shared, name=two("North port")), by=by)
    things["search"] = add(rounds.Search(round=shared, user=by), by=by)
    for side in ("guest", "host"):
        delegate = things[f"{side}-delegate"]
        participant = rounds.Participant(round=shared, delegate=delegate, side=side)
        things[f"{side}-participant"] = add(participant, by=by)
    meeting = things["one-to-one"] = add(rounds.Meeting(round=shared), by=by)
    for side in ("guest", "host"):
        rounds.Seat.objects.create(
            meeting=meeting, participant=things[f"{side}-participant"], asked=side == "guest"
        )
    for side in ("guest", "host"):
        _secrets(world, side, secrets[side])


def _secrets(world: Any, side: str, word: str) -> None:
    from legation.kernel.editing import add
    from legation.matchmaking import models as rounds
    from tests.world import two

    things, mission = world.things, world.mission
    by = world.guest if side == "guest" else world.host
    shared, meeting = things["round"], things["one-to-one"]
    mine = things[f"{side}-participant"]
    other = things["host-participant" if side == "guest" else "guest-participant"]
    own = add(
        rounds.Round(
            mission=mission,
            name=two(f"{word} round"),
            zone="Asia/Seoul",
            sittings=SITTINGS,
            visibility=side,
        ),
        by=by,
    )
    hidden = rounds.Participant(
        round=shared, delegate=things[f"{side}-hidden-delegate"], side=side, seeks=f"{word} partner"
    )
    hidden = add(hidden, by=by)
    between = add(rounds.Meeting(round=shared), by=by)
    for participant in (hidden, other):
        rounds.Seat.objects.create(meeting=between, participant=participant)
    wish = rounds.Wish(
        round=shared, by=mine, to=other, refused=True, note=f"{word} no thanks", visibility=side
    )
    things |= {
        f"{side}-hidden-round": own,
        f"{side}-hidden-participant": hidden,
        f"{side}-hidden-one-to-one": between,
        f"{side}-hidden-resource": add(rounds.Resource(round=own, name=two(f"{word} screens")), by=by),
        f"{side}-hidden-site": add(rounds.Site(round=own, name=two(f"{word} plant")), by=by),
        f"{side}-hidden-search": add(rounds.Search(round=own, user=by), by=by),
        f"{side}-hidden-wish": add(wish, by=by),
        f"{side}-hidden-feedback": add(
            rounds.Feedback(
                round=shared, meeting=meeting, by=mine, next_step=f"{word} step", visibility=side
            ),
            by=by,
        ),
        f"{side}-participant-link": rounds.Link.objects.create(participant=mine, language="en", user=by),
    }
