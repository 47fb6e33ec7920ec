"""What was answered to a request that may be sent again."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=1)


class Answer(models.Model):
    """The answer to a request with a key: the same request with this key is answered so again for a day.

    It is written in the transaction of what was done, so that there is never one without the other.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    request = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "key"], name="a_key_is_answered_once"),)
        verbose_name = _("answer")

    def __str__(self) -> str:
        return f"answer {self.pk}"
