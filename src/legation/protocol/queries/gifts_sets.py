"""Which gift sets a mission needs, and which are planned already (G1)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from legation.kernel.choices import Side
from legation.missions.choices import EngagementKind, EngagementStatus, Function, Party
from legation.missions.models import Delegate, Engagement, Mission
from legation.missions.rules import standing
from legation.protocol.choices import GiftDirection
from legation.protocol.models import Gift
from legation.protocol.queries.attending import Attending, Setting, brought, settings_of
from legation.protocol.queries.gifts import in_own_register
from legation.protocol.queries.order import ranked

# Calls and meetings: a set for each principal of the other side. A reception: one set in all.
SEPARATE = (EngagementKind.COURTESY_CALL, EngagementKind.MEETING)
JOINT = (EngagementKind.RECEPTION,)


@dataclass(frozen=True, slots=True)
class GiftSet:
    """One set to prepare: who receives it, and the gifts that are planned or given for it."""

    receiver: Attending
    gifts: tuple[Gift, ...]

    @property
    def state(self) -> str:
        """missing, planned or given."""
        if not self.gifts:
            return "missing"
        return "planned" if any(gift.exchanged_on is None for gift in self.gifts) else "given"


@dataclass(frozen=True, slots=True)
class SetsAt:
    """The sets of one engagement, by the order of precedence.

    `joint` tells a reception, where the first receives for all in `principals`. `question` is what its rule
    pack leaves to the office; then the principals stand as they were named.
    """

    engagement: Engagement
    joint: bool
    principals: tuple[Attending, ...]
    sets: tuple[GiftSet, ...]
    question: str = ""


@dataclass(frozen=True, slots=True)
class SetsPage:
    """What the reader's side prepares for a mission."""

    engagements: tuple[SetsAt, ...]
    keeps: bool

    @property
    def needed(self) -> int:
        return sum(len(each.sets) for each in self.engagements)

    @property
    def missing(self) -> int:
        return sum(one.state == "missing" for each in self.engagements for one in each.sets)


def gift_sets(mission: Mission, user: Any) -> SetsPage:
    """Two queries and those of `settings_of`: the engagements, the gifts for them, who is there."""
    mine = standing(user, mission.pk)
    if mine is None or mine.side not in mine.sees:
        return SetsPage((), keeps=False)
    engagements = list(
        Engagement.objects.visible_to(user)
        .filter(mission=mission, kind__in=(*SEPARATE, *JOINT))
        .exclude(status=EngagementStatus.CANCELLED)
        .select_related("venue__city", "room", "arrangement__own_pack")
        .order_by("starts_at", "pk")
    )
    given: dict[int, list[Gift]] = defaultdict(list)
    rows = Gift.objects.visible_to(user).filter(
        in_own_register(user), mission=mission, direction=GiftDirection.GIVEN
    )
    for gift in rows.exclude(engagement=None).order_by("pk"):
        given[gift.engagement_id].append(gift)
    other = Party.HOST if mine.side == Side.GUEST else Party.GUEST
    found = [
        _sets_at(setting, other, given)
        for setting in settings_of([brought(one) for one in engagements], user)
    ]
    return SetsPage(tuple(each for each in found if each.sets), keeps=mine.prepares)


def set_for(
    mission: Mission, user: Any, engagement: object, delegate: object
) -> tuple[Engagement, Delegate] | None:
    """The engagement and the receiver of a set that is needed there, or None."""
    for each in gift_sets(mission, user).engagements:
        for one in each.sets:
            if (str(each.engagement.pk), one.receiver.key) == (str(engagement), str(delegate)):
                return each.engagement, one.receiver.delegate
    return None


def _sets_at(setting: Setting, other: str, given: dict[int, list[Gift]]) -> SetsAt:
    principals, question = _principals(setting, other)
    joint = setting.engagement.kind in JOINT
    gifts = given.get(setting.engagement.pk, [])
    if joint:
        sets = tuple(GiftSet(each, tuple(gifts)) for each in principals[:1])
    else:
        sets = tuple(GiftSet(each, tuple(_meant_for(each, gifts))) for each in principals)
    return SetsAt(setting.engagement, joint, principals, sets, question)


def _principals(setting: Setting, other: str) -> tuple[tuple[Attending, ...], str]:
    """The principals of the other side who come, the first in rank first."""
    there = [each for each in setting.people if each.party == other and each.function == Function.PRINCIPAL]
    if not there:
        return (), ""
    made = ranked(setting)
    places = {key: place for place, key in enumerate(made.keys)}
    ordered: Sequence[Attending] = sorted(there, key=lambda each: places.get(each.key, len(places)))
    return tuple(ordered), made.question


def _meant_for(receiver: Attending, gifts: Iterable[Gift]) -> list[Gift]:
    """The gifts for this person; those for their organisation count where no person is named."""
    body = receiver.organisation
    return [
        gift
        for gift in gifts
        if gift.recipient_id == receiver.person.pk
        or (gift.recipient_id is None and body is not None and gift.recipient_body_id == body.pk)
    ]
