"""The link by which somebody answers without a login: for themselves, or as the assistant of several."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legation.guests.models.guest_list import OF_LIST, WITH_LIST, GuestList, list_seen
from legation.kernel.choices import Side
from legation.kernel.links import new_key
from legation.missions.models.access import staffed_by


class ReplyLinks(models.QuerySet["ReplyLink"]):
    def live(self, now: Any) -> Self:
        """Those that were not revoked and have not expired."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now), revoked_at=None)

    def visible_to(self, user: Any) -> Self:
        """Whoever prepares the side that invites."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        of_side = Q()
        for side in Side.values:
            of_side |= Q(side=side, guest_list__engagement__mission__in=staffed_by(user, side))
        return self.filter(of_side, list_seen(user, "guest_list__"))


class ReplyLink(models.Model):
    """An address that needs no login: one for each mail address, list and side that invites."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    guest_list = models.ForeignKey(GuestList, on_delete=models.CASCADE, related_name="links")
    side = models.CharField(_("side"), max_length=5, choices=Side.choices)
    mail = models.EmailField(_("mail"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ko", "한국어")])
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reply_links")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ReplyLinks.as_manager()
    address: ClassVar[dict[str, str]] = OF_LIST
    loads: ClassVar[tuple[str, ...]] = WITH_LIST

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["guest_list", "side", "mail"],
                condition=Q(revoked_at=None),
                name="one_live_link_per_reader",
            ),
        )
        verbose_name = _("link for answers")

    def __str__(self) -> str:
        return self.name or self.mail

    def mission_key(self) -> int:
        return self.guest_list.mission_key()

    def seen_by(self) -> str:
        return self.side
