"""Who is admitted to work at a mission: press, security, technicians, drivers."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Side, Visibility
from legation.kernel.models import Record
from legation.logistics.choices import AdmissionStatus, Admitted
from legation.missions.models import Engagement, Mission, MissionParts


class Accreditation(Record):
    """Somebody who asks to be admitted, to all of a mission or to one engagement."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="accreditations")
    kind = models.CharField(_("as"), max_length=9, choices=Admitted.choices, default=Admitted.PRESS)
    name = models.CharField(_("name"), max_length=160)
    native_name = models.CharField(_("name in the other script"), max_length=160, blank=True)
    body = models.CharField(_("medium, unit or company"), max_length=160, blank=True)
    work = models.CharField(
        _("work"), max_length=120, blank=True, help_text=_("Reporter, camera, close protection, sound.")
    )
    equipment = models.CharField(
        _("equipment"), max_length=300, blank=True, help_text=_("What is brought through the door.")
    )
    engagement = models.ForeignKey(
        Engagement,
        verbose_name=_("only for"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="accreditations",
    )
    status = models.CharField(
        _("status"), max_length=7, choices=AdmissionStatus.choices, default=AdmissionStatus.ASKED
    )
    number = models.CharField(_("number of the pass"), max_length=30, blank=True)
    reason = models.CharField(
        _("why refused"),
        max_length=200,
        blank=True,
        help_text=_("Both sides read it where both see the entry."),
    )
    side = models.CharField(max_length=5, choices=Side.choices, editable=False)
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )

    objects = MissionParts.as_manager()
    address: ClassVar[dict[str, str]] = {"mission__slug": "mission", "pk": "pk"}
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "engagement")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                # One side does not learn from a refusal what the other keeps to itself.
                fields=["mission", "number", "visibility"],
                condition=Q(removed_at=None) & ~Q(number=""),
                name="one_pass_of_a_number",
                violation_error_message=_("Another pass has this number."),
            ),
        )
        verbose_name = _("accreditation")

    def __str__(self) -> str:
        return self.name

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility
