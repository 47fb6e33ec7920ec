"""What an editor did on the board, so that they can undo it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from legation.missions.choices import StepKind
from legation.missions.models.engagement import Engagement
from legation.missions.models.mission import Mission


class Step(models.Model):
    """One change of one engagement by one editor. Only they read it.

    `before` and `after` hold the fields that it changed, as `actions.board` writes them; a copy has neither.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=StepKind.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undone = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=["mission", "user", "-id"], name="step_of_editor"),)
        verbose_name = _("step on the board")

    def __str__(self) -> str:
        return f"{self.kind} {self.engagement_id}"
