"""What was told already, and addresses of calendars that hold what somebody owns."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from legation.kernel.links import new_key
from legation.outcomes.choices import Stage
from legation.outcomes.models.commitment import Commitment


class Reminder(models.Model):
    """One reader was told once that something of a promise falls on a day. Another day is told anew."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="reminders")
    stage = models.CharField(max_length=5, choices=Stage.choices)
    day = models.DateField()
    mail = models.EmailField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["commitment", "stage", "day", "mail"], name="a_reader_is_reminded_once"
            ),
        )
        verbose_name = _("reminder")

    def __str__(self) -> str:
        return f"{self.stage} {self.day}"


class PromiseLink(models.Model):
    """A calendar address that needs no login: the days of what its maker owns, as they may see it now."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="promise_links")
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ko", "한국어")])
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(revoked_at=None), name="one_promise_calendar_a_user"
            ),
        )
        verbose_name = _("calendar link")

    def __str__(self) -> str:
        return str(self.user)
