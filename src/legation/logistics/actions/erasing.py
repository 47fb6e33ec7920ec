"""What lies sealed of a person: told to them, and destroyed with them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legation.kernel.personal import Kept, erases, tells
from legation.logistics.actions.private import destroy, look
from legation.logistics.choices import Kind
from legation.logistics.models import PackLink, Private, PrivateLink
from legation.logistics.queries.private import lines_of, trusted_with
from legation.missions.choices import Party
from legation.missions.models import Delegate
from legation.missions.rules import standing


@erases("sealed", gettext_lazy("Sealed personal data, destroyed"))
def destroy_of(person: Any, by: Any) -> int:
    """Destroy it on every mission, and end the addresses where more could be given or a pack be read."""
    delegates = Delegate._default_manager.filter(person=person).order_by("pk")
    links = PrivateLink.objects.filter(delegate__in=delegates, revoked_at=None)
    links.update(revoked_at=timezone.now())
    PackLink.objects.filter(delegate__in=delegates, revoked_at=None).update(revoked_at=timezone.now())
    Delegate.history.filter(id__in=delegates.values("pk")).exclude(access="").update(access="")
    needing = delegates.exclude(access="").update(access="", version=F("version") + 1)
    return needing + sum(
        destroy(delegate, by=by) for delegate in delegates.select_related("delegation", "mission")
    )


@tells
def sealed_of(person: Any, user: Any) -> Iterator[Kept]:
    """Which kinds are there, to who keeps them; opened, and the look written down, to who is trusted."""
    delegates = Delegate.objects.visible_to(user).filter(person=person)
    for delegate in delegates.select_related("delegation", "mission__programme").order_by("pk"):
        trusts, mine = trusted_with(delegate.mission, user), standing(user, delegate.mission_id)
        party = delegate.delegation.party
        keeps = mine is not None and mine.prepares and party in {mine.side, Party.THIRD}
        kinds = {Kind(private.kind) for private in Private.objects.filter(delegate=delegate).defer("sealed")}
        kinds |= {Kind.HEALTH} if delegate.has_needs else set()
        for kind in (each for each in Kind if each in kinds):
            sides = trusts.get(kind.purpose, frozenset())
            trusted = bool(sides) and party in {*sides, Party.THIRD}
            if trusted or keeps:
                yield Kept(
                    _("sealed personal data"),
                    f"{kind.label}, {delegate.mission}",
                    tuple(_lines(delegate, kind, user)) if trusted else ((_("content"), _("sealed")),),
                )


def _lines(delegate: Delegate, kind: Kind, user: Any) -> Iterator[tuple[str, str]]:
    for opened in look(delegate.mission, [delegate.pk], kind, by=user):
        if opened.problem:
            yield _("content"), opened.problem
        yield from lines_of(kind, opened.value, delegate.mission)
