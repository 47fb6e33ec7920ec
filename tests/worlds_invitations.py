"""Invitations of the world of `tests.world`: of each side an address, what it holds, and a stray reply."""

from typing import TYPE_CHECKING

from django.utils import timezone

from legation.missions.actions.invitations import add_invitee
from legation.missions.models import Invitation, StrayReply

if TYPE_CHECKING:
    from tests.world import World


def add_invitations(world: "World", secrets: dict[str, str]) -> None:
    """Each side's address, the title it holds and the reply to it carry the side's secret word."""
    for side, by in (("guest", world.guest), ("host", world.host)):
        word, delegate = secrets[side], world.things[f"{side}-delegate"]
        values = {"delegate": delegate, "mail": f"{word}@office.example", "name": word, "language": "en"}
        invitee = add_invitee(world.mission, values, by=by)
        engagement = world.things["engagement"]
        facts = {
            "start": engagement.starts_at.isoformat(),
            "end": engagement.ends_at.isoformat(),
            "zone": engagement.zone,
            "clock": "Busan",
            "part": "",
            "title": f"{word} call",
            "place": "",
            "tentative": False,
            "private": False,
            "text": word,
            "people": word,
            "url": "",
            "mission": "Mission",
        }
        invitation = Invitation.objects.create(
            invitee=invitee,
            engagement=engagement,
            uid=f"{word}@legation",
            organiser="calendar@legation.example",
            method="REQUEST",
            facts=facts,
            sent_at=timezone.now(),
            answer="declined",
            comment=f"{word} is away",
        )
        stray = StrayReply.objects.create(
            mission=world.mission,
            side=side,
            digest=f"{side:x>64}",
            why="stranger",
            sender=f"{word}@elsewhere.example",
            invitation=invitation,
            answer="accepted",
        )
        world.things |= {
            f"{side}-kept-invitee": invitee,
            f"{side}-kept-invitation": invitation,
            f"{side}-kept-stray": stray,
        }
