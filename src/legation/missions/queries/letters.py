"""Which letters were sent about a mission, for the staff of one side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from legation.kernel.choices import Visibility
from legation.kernel.models import Letter
from legation.kernel.postman import asks
from legation.missions.models import Membership, Mission
from legation.missions.rules import standing

SHOWN = 300


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter as the log shows it; never what it says. The address is told of one's own side only."""

    letter: Letter
    mail: str


@asks
def no_longer_for(letter: Letter) -> str:
    """Why a letter about a mission is not sent: its reader no longer works on it, or not for that side."""
    if letter.reader_id is None or letter.mission_id is None:
        return ""
    standings = Membership.objects.filter(
        user=letter.reader_id, user__is_active=True, mission=letter.mission_id
    )
    if letter.visibility != Visibility.SHARED:
        standings = standings.filter(side=letter.visibility)
    return "" if standings.exists() else gettext("The reader’s access to the mission has ended.")


def letters_of(mission: Mission, user: Any) -> Sequence[Posted]:
    """The newest letters that the side of `user` may know of: its own, and those that both sides may see."""
    mine = standing(user, mission.pk)
    if mine is None or not mine.prepares:
        return []
    others = Membership.objects.filter(mission=mission).exclude(side=mine.side).values("user__email")
    letters = (
        Letter.objects.filter(mission_id=mission.pk)
        .filter(Q(visibility=mine.side) | Q(visibility=Visibility.SHARED))
        .exclude(visibility=Visibility.SHARED, mail__in=others)
        .defer("calendar", "lines")
        .order_by("-created_at", "-pk")[:SHOWN]
    )
    return [Posted(letter, letter.mail if letter.visibility == mine.side else "") for letter in letters]
