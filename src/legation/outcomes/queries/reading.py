"""Who is told of a promise: its owners, those who stand for them, and where nobody owns it, who prepares."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from legation.kernel.choices import Side, Visibility
from legation.missions.models import Delegate, Invitee, Membership
from legation.missions.rules import STAFF
from legation.outcomes.models import Commitment, Owner
from legation.outcomes.queries.owning import owned


@dataclass(frozen=True, slots=True)
class Reader:
    """An address to write to: `because` is "owns", "stands" (for the owner) or "nobody" (owns it)."""

    mail: str
    name: str
    language: str
    side: str
    because: str
    owner: str = ""
    user: int | None = None


def readers_of(commitment: Commitment) -> list[Reader]:
    """Each address once, the owner's own reason first. Whoever no longer sees the promise is left out."""
    owners = {
        owner.side: owner
        for owner in Owner.objects.filter(owned(), commitment=commitment).select_related("user", "person")
    }
    found: dict[str, Reader] = {}
    for side in Side.values:
        if not _seen_by(commitment, side):
            continue
        for reader in _of_side(commitment, side, owners.get(side)):
            found.setdefault(reader.mail.lower(), reader)
    return list(found.values())


def _of_side(commitment: Commitment, side: str, owner: Owner | None) -> Iterator[Reader]:
    members = Membership.objects.filter(
        mission=commitment.mission_id, side=side, user__is_active=True
    ).select_related("user")
    if owner is None:
        for member in members.filter(role__in=STAFF).order_by("pk"):
            yield _reader(member, "nobody")
        return
    principals = _principals(commitment, side, owner)
    if owner.user_id is not None:
        for member in members.filter(user=owner.user_id):
            yield _reader(member, "owns")
    for member in members.filter(stands_for__in=principals).distinct().order_by("pk"):
        if _may(commitment, member):
            yield _reader(member, "stands", str(owner))
    for invitee in Invitee.objects.live().filter(side=side, delegate__in=principals).order_by("pk"):
        because = "stands" if invitee.name else "owns"
        name = invitee.name or str(owner)
        yield Reader(invitee.mail, name, invitee.language, side, because, str(owner))


def _principals(commitment: Commitment, side: str, owner: Owner) -> list[int]:
    """The delegates whose assistants are told: the owner, or for whom the owner's own account is."""
    theirs = Q(person=owner.person_id) if owner.person_id is not None else Q(pk__in=[])
    if owner.user_id is not None:
        stands = Membership.objects.filter(
            user=owner.user_id, mission=commitment.mission_id, side=side, role="delegate"
        )
        theirs |= Q(memberships__in=stands)
    rows = Delegate.objects.present().filter(theirs, mission=commitment.mission_id)
    return list(rows.values_list("pk", flat=True).distinct())


def _reader(member: Membership, because: str, owner: str = "") -> Reader:
    user = member.user
    return Reader(user.email, user.name, user.language, member.side, because, owner, user.pk)


def _may(commitment: Commitment, member: Membership) -> bool:
    return bool(member.user.has_perm("outcomes.view_commitment", commitment))


def _seen_by(commitment: Commitment, side: str) -> bool:
    """Whether this side sees the promise and the engagement that it came from."""
    eyes = {Visibility.SHARED.value, side}
    engagement = commitment.engagement
    return commitment.visibility in eyes and (engagement is None or engagement.visibility in eyes)
