"""A round built through actions: people of both sides, and meetings between them."""

from typing import Any

from legation.matchmaking.actions.meetings import add_meeting
from legation.matchmaking.actions.participants import add_participant
from legation.matchmaking.actions.rounds import open_round
from legation.matchmaking.models import Meeting, Participant, Round
from tests.world import World, two

SITTINGS = [{"date": "2024-04-17", "from": "14:00", "to": "15:15", "name": "Afternoon"}]


def opened(world: World, **values: Any) -> Round:
    """Three slots of 20 minutes with 5 between: 14:00, 14:25, 14:50."""
    given = {"name": two("Afternoon", "오후"), "zone": "Asia/Seoul", "sittings": SITTINGS, "tables": 2}
    return open_round(world.mission, {**given, **values}, by=world.host)


def joined(world: World, round_: Round, name: str, side: str, **values: Any) -> Participant:
    return add_participant(round_, {"name": name, "side": side, **values}, by=world.host)


def between(world: World, round_: Round, *people: Participant, must: bool = True, **values: Any) -> Meeting:
    return add_meeting(round_, people, {"must": must, **values}, by=world.host)
