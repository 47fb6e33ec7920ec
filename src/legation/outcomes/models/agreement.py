"""What two sides agreed on paper."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from legation.directory.models import Organisation
from legation.outcomes.choices import AgreementKind, AgreementStatus
from legation.outcomes.models.outcome import Outcome


class Agreement(Outcome):
    """A memorandum, a declaration, a sister city: planned, stated or signed."""

    kind = models.CharField(_("kind"), max_length=22, choices=AgreementKind.choices)
    title = I18nCharField(_("title"), max_length=300)
    status = models.CharField(_("status"), max_length=8, choices=AgreementStatus.choices)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    parties = models.ManyToManyField(
        Organisation, verbose_name=_("parties"), blank=True, related_name="agreements"
    )

    class Meta:
        verbose_name = _("agreement")

    def __str__(self) -> str:
        return str(self.title)
