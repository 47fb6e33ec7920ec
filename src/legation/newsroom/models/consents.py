"""Which side said yes to which words."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Side
from legation.newsroom.models.agreements import PublicAgreement
from legation.newsroom.models.programmes import PublicProgramme
from legation.newsroom.models.releases import PressRelease


class Consent(models.Model):
    """One side's yes to a programme, a release or an agreement: to the words of `trace`, and to no others."""

    programme = models.ForeignKey(
        PublicProgramme, null=True, on_delete=models.CASCADE, related_name="consents"
    )
    release = models.ForeignKey(PressRelease, null=True, on_delete=models.CASCADE, related_name="consents")
    agreement = models.ForeignKey(
        PublicAgreement, null=True, on_delete=models.CASCADE, related_name="consents"
    )
    side = models.CharField(_("side"), max_length=5, choices=Side.choices)
    trace = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["programme", "side"], name="one_yes_a_side"),
            models.UniqueConstraint(fields=["release", "side"], name="one_yes_a_side_to_a_release"),
            models.UniqueConstraint(fields=["agreement", "side"], name="one_yes_a_side_to_an_agreement"),
            models.CheckConstraint(
                condition=Q(programme=None, release__isnull=False, agreement=None)
                | Q(programme__isnull=False, release=None, agreement=None)
                | Q(programme=None, release=None, agreement__isnull=False),
                name="a_yes_is_to_one_thing",
            ),
        )
        verbose_name = _("consent")

    def __str__(self) -> str:
        return f"{self.release or self.programme or self.agreement} {self.side}"
