"""Where a program is told of what was done on a mission."""

import secrets
import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.api.choices import TellStatus
from legation.kernel.models import Activity
from legation.kernel.sealing import SealedText
from legation.missions.models import Mission


def new_secret() -> str:
    """What letters to a program are signed with: 256 random bits."""
    return secrets.token_urlsafe(32)


class Hook(models.Model):
    """An address that is told of what was done on a mission, as far as its user's side sees it.

    The secret that signs is sealed. `since` is the moment up to which the log was gone through.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_hooks")
    mission = models.ForeignKey(
        Mission, verbose_name=_("mission"), on_delete=models.CASCADE, related_name="api_hooks"
    )
    url = models.CharField(
        _("address"), max_length=500, help_text=_("An https address that takes what is sent.")
    )
    verbs = models.JSONField(default=list)
    secret = SealedText(max_length=60)
    since = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("webhook")

    def __str__(self) -> str:
        return urlsplit(self.url).hostname or ""  # the rest of an address is often a secret


class Telling(models.Model):
    """One entry of the log on its way to one address: what became of it, and when it is tried again."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="tellings")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(
        _("status"), max_length=8, choices=TellStatus.choices, default=TellStatus.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    answered = models.PositiveSmallIntegerField(null=True)
    why = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["hook", "activity"], name="an_entry_is_told_once"),)
        indexes = (models.Index(fields=["status", "due_at"], name="telling_due"),)
        verbose_name = _("delivery of a webhook")

    def __str__(self) -> str:
        return str(self.uuid)

    def event(self) -> str:
        """What happened, as `engagement.changed`."""
        kind: Any = self.activity.content_type
        return f"{kind.model}.{self.activity.verb}"
