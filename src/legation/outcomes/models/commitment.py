"""What one side promised the other."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from legation.directory.models import Organisation
from legation.outcomes.choices import CommitmentStatus
from legation.outcomes.models.outcome import Outcome


class Commitment(Outcome):
    """What one side promised the other, by when, and what came of it."""

    title = I18nCharField(_("what was promised"), max_length=300)
    detail = I18nTextField(_("details"), blank=True)
    owed_by = models.ForeignKey(
        Organisation,
        verbose_name=_("owed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="owes",
    )
    owed_to = models.ForeignKey(
        Organisation,
        verbose_name=_("owed to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="is_owed",
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=CommitmentStatus.choices, default=CommitmentStatus.OPEN
    )
    evidence = models.CharField(
        _("evidence"), max_length=500, blank=True, help_text=_("A link or a document.")
    )

    class Meta:
        verbose_name = _("commitment")

    def __str__(self) -> str:
        return str(self.title)
