"""What doors told: rows that are only ever added, from which follows who is there."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from legation.guests.choices import Scanned
from legation.guests.models.guest import Guest
from legation.guests.models.guest_list import GuestList


class Scan(models.Model):
    """One thing that happened at a door: a guest came in, or that was taken back.

    `uuid` and `at` are the device's, whose clock was set by ours when it last reached us. What is taken back
    names in `undoes` the rows that its door knew of, so that what another door did meanwhile stands.
    """

    uuid = models.UUIDField(unique=True, editable=False)
    guest_list = models.ForeignKey(GuestList, on_delete=models.CASCADE, related_name="scans")
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="scans")
    kind = models.CharField(max_length=3, choices=Scanned.choices)
    door = models.CharField(_("door"), max_length=60, blank=True)
    device = models.CharField(max_length=36, blank=True)
    at = models.DateTimeField()
    undoes = models.JSONField(default=list, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = (models.Index(fields=["guest", "at"], name="scan_of_guest"),)
        verbose_name = _("scan")

    def __str__(self) -> str:
        return f"{self.kind} {self.guest_id}"
