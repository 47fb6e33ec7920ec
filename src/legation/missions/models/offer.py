"""An invitation to work on a mission, by an address that is good once and until a day."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Side
from legation.kernel.links import new_key
from legation.missions.choices import Role


class AccessOffers(models.QuerySet["AccessOffer"]):
    def live(self, now: datetime) -> Self:
        """Those that can still be taken: not used, not revoked, not run out."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=now, mission__removed_at=None)


class AccessOffer(models.Model):
    """Lets whoever has this mail address join a mission, on one side in one role; once, until it expires.

    It rests on who made it: when they no longer prepare the mission on that side, it opens nothing. Its
    address leaves the house in a letter to that mail address only, so that nobody else makes the account.
    `mail` is emptied some time after it is over.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    mission = models.ForeignKey("missions.Mission", on_delete=models.CASCADE, related_name="access_offers")
    mail = models.EmailField(_("mail address"))
    side = models.CharField(_("side"), max_length=5, choices=Side.choices)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    office = models.CharField(
        _("new office"),
        max_length=200,
        blank=True,
        help_text=_(
            "Who has no account yet gets one of this new office. Empty: of your own office, and they read"
            " what is its own. The first colleague of the other side needs a name here."
        ),
    )
    last_day = models.DateField(_("until"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ko", "한국어")])
    inviting = models.CharField(max_length=5, choices=Side.choices, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = AccessOffers.as_manager()

    class Meta:
        verbose_name = _("invitation to a mission")

    def __str__(self) -> str:
        return self.mail or "—"
