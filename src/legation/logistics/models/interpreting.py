"""What interpreters prepare with: texts that a side gives them, and the link to their pack."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Side, Visibility
from legation.kernel.links import new_key
from legation.kernel.models import Record, Records
from legation.logistics.choices import TextKind
from legation.missions.models import Delegate, Engagement
from legation.missions.models.access import seen, staffed_by
from legation.missions.models.engagement import narrower


class InterpreterTexts(Records):
    """Texts: seen by who sees the engagement, the text, and whoever is named as speaking it."""

    def visible_to(self, user: Any) -> Self:
        return self.present().filter(
            Q(speaker=None) | Q(speaker__in=Delegate.objects.visible_to(user)),
            seen(user, "visibility", "engagement__mission"),
            engagement__in=Engagement.objects.visible_to(user),
        )


class InterpreterText(Record):
    """A speech, talking points or a glossary of an engagement, given so that it can be interpreted."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="interpreter_texts")
    kind = models.CharField(_("kind"), max_length=8, choices=TextKind.choices, default=TextKind.SPEECH)
    title = models.CharField(_("title"), max_length=200)
    speaker = models.ForeignKey(
        Delegate,
        verbose_name=_("who speaks"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="interpreter_texts",
    )
    language = models.CharField(
        _("language"), max_length=2, choices=[("en", "English"), ("ko", "한국어")], default="en"
    )
    text = models.TextField(_("text"))
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )

    objects = InterpreterTexts.as_manager()
    address: ClassVar[dict[str, str]] = {
        "engagement__mission__slug": "mission",
        "engagement": "engagement",
        "pk": "pk",
    }
    loads: ClassVar[tuple[str, ...]] = ("engagement__mission__programme", "speaker__person")

    class Meta:
        verbose_name = _("text for interpreters")

    def __str__(self) -> str:
        return self.title

    def mission_key(self) -> int:
        return self.engagement.mission_id

    def seen_by(self) -> str:
        mine = narrower(self.engagement.visibility, self.visibility)
        return narrower(mine, self.speaker.visibility) if self.speaker is not None else mine


class PackLinks(models.QuerySet["PackLink"]):
    def live(self, now: Any) -> Self:
        """Those that were not revoked and have not expired, of interpreters who are still there."""
        return self.filter(revoked_at=None, expires_at__gt=now, delegate__removed_at=None)

    def visible_to(self, user: Any) -> Self:
        """Staff of the side that made it, while they see the interpreter."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        of_side = Q()
        for side in Side.values:
            of_side |= Q(side=side, delegate__mission__in=staffed_by(user, side))
        return self.filter(of_side, delegate__in=Delegate.objects.visible_to(user))


class PackLink(models.Model):
    """An address without login where an interpreter reads what they prepare with."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="pack_links")
    side = models.CharField(max_length=5, choices=Side.choices)
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ko", "한국어")])
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pack_links")
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PackLinks.as_manager()
    address: ClassVar[dict[str, str]] = {"delegate__mission__slug": "mission", "pk": "pk"}
    loads: ClassVar[tuple[str, ...]] = ("delegate__mission__programme", "delegate__person")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["delegate", "side"], condition=Q(revoked_at=None), name="one_live_pack_link"
            ),
        )
        verbose_name = _("link to an interpreter’s pack")

    def __str__(self) -> str:
        return str(self.delegate)

    def mission_key(self) -> int:
        return self.delegate.mission_id

    def seen_by(self) -> str:
        return self.side
