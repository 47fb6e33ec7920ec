"""Who looks after promises, as far as a reader may know."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from legation.accounts.models import User
from legation.kernel.choices import Side
from legation.missions.models import Membership, Mission
from legation.missions.rules import standing
from legation.outcomes.choices import SETTLED
from legation.outcomes.models import Commitment, Minutes, Owner


@dataclass(frozen=True, slots=True)
class Owners:
    """Who owns one promise on each side, by name; the reader's own side is `side`."""

    guest: str = ""
    host: str = ""
    side: str = ""

    @property
    def mine(self) -> str:
        """Who owns it on the reader's side."""
        return self.of(self.side)

    @property
    def missing(self) -> bool:
        """Whether nobody owns it on the reader's side."""
        return bool(self.side) and not self.mine

    def of(self, side: str) -> str:
        return {Side.GUEST.value: self.guest, Side.HOST.value: self.host}.get(side, "")


def owned() -> Q:
    """Owners who are named, and not only a note."""
    return Q(removed_at=None) & (~Q(user=None) | ~Q(person=None))


def owns(commitment: Commitment, side: str) -> bool:
    """Whether somebody owns the promise on this side."""
    return Owner.objects.filter(owned(), commitment=commitment, side=side).exists()


def owners_of(commitments: Iterable[Commitment], user: Any) -> dict[int, Owners]:
    """Names of the owners of promises that `user` sees: one query. Both sides read them, and no note."""
    rows = {commitment.pk: commitment for commitment in commitments}
    names: dict[int, dict[str, str]] = {key: {} for key in rows}
    if rows:
        found = Owner.objects.filter(owned(), commitment__in=rows).select_related("user", "person")
        for owner in found.defer("note"):
            names[owner.commitment_id][owner.side] = str(owner)
    sides = {key: standing(user, row.mission_id) for key, row in rows.items()}
    return {
        key: Owners(**names[key], side=mine.side if (mine := sides[key]) is not None else "") for key in rows
    }


def own_side(commitment: Commitment, user: Any) -> Owner | None:
    """What the reader's side keeps of the promise, with its notes: for those who see them."""
    return (
        Owner.objects.visible_to(user).filter(commitment=commitment).select_related("user", "person").first()
    )


def colleagues_of(mission: Mission, side: str) -> "QuerySet[User]":
    """Who works on the mission on this side."""
    members = Membership.objects.filter(mission=mission, side=side).values("user")
    return User.objects.filter(pk__in=members, is_active=True).order_by("name", "pk")


def unowned_at(minutes: Minutes, user: Any) -> list[Commitment]:
    """Of the promises that were made at this meeting those that nobody owns on one's side."""
    rows = without_owner(minutes.mission, user)
    return [one for one in rows if one.engagement_id == minutes.engagement_id]


def without_owner(mission: Mission, user: Any) -> list[Commitment]:
    """Unsettled promises that nobody owns on the reader's side: for who signs off what was said."""
    mine = standing(user, mission.pk)
    if mine is None:
        return []
    kept = Owner.objects.filter(owned(), side=mine.side).values("commitment")
    rows = Commitment.objects.visible_to(user).filter(mission=mission).exclude(status__in=SETTLED)
    return list(rows.exclude(pk__in=kept).order_by("due_on", "pk"))
