"""What of an agreement the public may read."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Visibility
from legation.newsroom.models.sites import NewsSite
from legation.outcomes.models import Agreement


class PublicAgreements(models.QuerySet["PublicAgreement"]):
    def public(self) -> Self:
        """Those that anyone may read now: said yes to, still there, and shared with what they rest on."""
        unhidden = Q(agreement__engagement=None) | Q(agreement__engagement__visibility=Visibility.SHARED)
        return self.filter(
            unhidden,
            published_at__isnull=False,
            agreement__removed_at=None,
            agreement__visibility=Visibility.SHARED,
            agreement__mission__removed_at=None,
            agreement__mission__isnull=False,
        )


class PublicAgreement(models.Model):
    """An agreement that both sides want to be public.

    `shown` is what the public reads: the record as it was when both sides had said yes to the same words. It
    stays until they say yes to others, or one takes it back. `slug` is its part of the public address.
    """

    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="public")
    slug = models.SlugField(max_length=100, unique=True)
    sites = models.ManyToManyField(NewsSite, related_name="agreements")
    shown = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True)

    objects = PublicAgreements.as_manager()

    class Meta:
        verbose_name = _("public agreement")

    def __str__(self) -> str:
        return str(self.agreement)

    @property
    def mission(self) -> object:
        return self.agreement.mission

    @property
    def mission_id(self) -> int | None:
        return self.agreement.mission_id
