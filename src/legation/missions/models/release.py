"""Versions of the programme that were released, and to whom."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from legation.kernel.choices import Side, Visibility
from legation.missions.choices import Delivery
from legation.missions.models.access import seen, staffed_by
from legation.missions.models.mission import PART, Delegate, Mission


class Releases(models.QuerySet["Release"]):
    def visible_to(self, user: Any) -> Self:
        """A version is seen by those whom it was released to; what they see in it is said where it is read.

        One for chosen delegates is seen by who prepares the mission on their side and by who stands for them.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        theirs = Release.delegates.through.objects.filter(delegate__memberships__user=user.pk)
        own = Q(chosen=False) | Q(pk__in=theirs.values("release"))
        for side in Side.values:
            own |= Q(visibility=side, mission__in=staffed_by(user, side))
        return self.filter(own, seen(user, "visibility", "mission"), mission__removed_at=None)


class Release(models.Model):
    """One version of a programme as it was released. It never changes.

    `snapshot` holds engagements and people with the visibility that each had then. It is never shown as it
    is: queries.versions reads it with a reader's eyes. Versions are numbered for each audience by itself, or
    else a missing number would tell one side that the other released something to its own people.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField(editable=False)
    note = I18nTextField(
        _("note"),
        blank=True,
        help_text=_(
            "What readers should know about this version. Everybody whom it is released to reads it."
        ),
    )
    visibility = models.CharField(
        _("released to"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )
    chosen = models.BooleanField(default=False)
    delegates = models.ManyToManyField(Delegate, verbose_name=_("for whom"), related_name="releases")
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    released_at = models.DateTimeField(auto_now_add=True)
    snapshot = models.JSONField(default=dict, editable=False)

    objects = Releases.as_manager()
    address: ClassVar[dict[str, str]] = PART
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "released_by")

    class Meta:
        indexes = (models.Index(fields=["mission", "-id"], name="release_order"),)
        verbose_name = _("version of the programme")

    def __str__(self) -> str:
        return _now("Version %(number)s") % {"number": self.number}

    @property
    def author(self) -> str:
        """Who released it, by name: their mail address is for their own side."""
        return self.released_by.name if self.released_by is not None else _now("Somebody who has left")

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility


class Recipient(models.Model):
    """Somebody who had access when a version was released, or a link that was live then.

    It says of which side they were, and for users whether a message with their changes was written.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="recipients")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=300)
    side = models.CharField(max_length=5, choices=Side.choices)
    delivery = models.CharField(max_length=9, choices=Delivery.choices)
    told = models.PositiveSmallIntegerField(default=0)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["release", "user"], name="a_user_receives_a_version_once"),
        )
        verbose_name = _("recipient")

    def __str__(self) -> str:
        return self.name
