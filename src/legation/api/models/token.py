"""What a program shows in place of a login."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from legation.api.choices import Area


class Token(models.Model):
    """A secret with which a program acts as its user, in some areas, until a day. Only its hash is kept.

    `prefix` is the part of the secret that may be shown, so that its user knows which one it is. `reads` and
    `writes` are areas; who may write in one may read in it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(
        _("name"), max_length=100, help_text=_("What it is for: the program or the machine that will use it.")
    )
    prefix = models.CharField(max_length=8, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    reads = models.JSONField(default=list)
    writes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("token")

    def __str__(self) -> str:
        return self.name

    def opens(self, area: str, *, write: bool) -> bool:
        """It is for this area, and for writing in it where that is asked."""
        return area in self.writes or (not write and area in self.reads)

    def live(self, now: datetime) -> bool:
        """It was not revoked and did not run out."""
        return self.revoked_at is None and now < self.expires_at

    @property
    def opened(self) -> list[tuple[str, bool]]:
        """The words of each area that it opens, and whether for writing."""
        return [
            (str(area.label), area.value in self.writes)
            for area in Area
            if area.value in self.reads or area.value in self.writes
        ]
