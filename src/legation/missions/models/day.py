"""Links to the day of one delegate, or of the principals of one assistant, that need no login."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Side, Visibility
from legation.kernel.links import new_key
from legation.missions.models.access import missions_seen, staffed_by
from legation.missions.models.mission import PART, Delegate, Mission


class DayLinks(models.QuerySet["DayLink"]):
    def live(self, now: datetime) -> Self:
        """Those that were not revoked and have not expired."""
        return self.filter(revoked_at=None, expires_at__gt=now)

    def visible_to(self, user: Any) -> Self:
        """A user manages the links they made; staff manage all of their side."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        own = Q(user=user.pk)
        for side in Side.values:
            own |= Q(side=side, mission__in=staffed_by(user, side))
        return self.filter(own, mission__in=missions_seen(user, Visibility.SHARED))


class DayLink(models.Model):
    """An address at which somebody reads the day of these delegates.

    The row holds a key; the address holds its signature as well, so that nobody who reads the database alone
    can open it. What it shows is what a delegate of its side may see, for as long as the user who made it
    may hand it out.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="day_links")
    side = models.CharField(_("side"), max_length=5, choices=Side.choices)
    delegates = models.ManyToManyField(Delegate, verbose_name=_("whose days"), related_name="day_links")
    name = models.CharField(
        _("who reads it"),
        max_length=200,
        blank=True,
        help_text=_("An assistant, say. Empty: the delegate."),
    )
    mail = models.EmailField(_("mail address"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ko", "한국어")])
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="day_links")
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = DayLinks.as_manager()
    address: ClassVar[dict[str, str]] = PART
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "user")

    class Meta:
        verbose_name = _("link to a day")

    def __str__(self) -> str:
        return self.name or f"{self.mission}"

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.side
