"""What was destroyed of guests and applicants once their mission was over."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Side
from legation.missions.models import Mission


class GuestPurge(models.Model):
    """The report of the job for one side of a mission: what was destroyed of how many, or that it failed.

    `counts` maps "diet", "access", "note" and "application" to how many had told it, and "saved" to how many
    earlier states held some of it.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="guest_purges")
    side = models.CharField(max_length=6, choices=Side.choices)
    at = models.DateTimeField()
    due_on = models.DateField()
    counts = models.JSONField(default=dict)
    people = models.PositiveIntegerField(default=0)
    failed = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=["mission", "side", "-at"], name="guest_purge_side"),)
        verbose_name = _("purge of guests")

    def __str__(self) -> str:
        return f"{self.mission_id} {self.side} {self.at:%Y-%m-%d}"
