"""Missions that go to other installations as signed files, and come from them."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import Office
from legation.exchange.choices import ParcelStatus
from legation.kernel.choices import Side
from legation.kernel.models import Job, Record, Records
from legation.kernel.sealing import SealedText
from legation.missions.models import Mission


class SigningKey(models.Model):
    """What this installation signs with: one Ed25519 key, its private half sealed."""

    number = models.PositiveSmallIntegerField(default=1, unique=True)
    public = models.CharField(max_length=64)
    private = SealedText(row="number")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("signing key")

    def __str__(self) -> str:
        return self.public


class Installation(models.Model):
    """Another installation, known by its key; an administrator trusts it once, or no longer."""

    public = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=32, unique=True)
    name = models.CharField(_("what it calls itself"), max_length=200)
    seen_at = models.DateTimeField(auto_now_add=True)
    trusted_at = models.DateTimeField(null=True, blank=True)
    trusted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("other installation")

    def __str__(self) -> str:
        return self.name

    @property
    def grouped(self) -> str:
        """The fingerprint as it is read out on the telephone."""
        return " ".join(self.fingerprint[at : at + 4] for at in range(0, 32, 4))


class Parcels(Records):
    def visible_to(self, user: Any) -> Self:
        """The files that an office brought, for its own staff."""
        if not user.is_authenticated or not user.keeps_records:
            return self.none()
        return self.present().filter(office=user.office_id)


class Parcel(Record):
    """A mission's file as it was brought: whose it is, of which mission here, and what became of it."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", editable=False)
    installation = models.ForeignKey(Installation, on_delete=models.PROTECT, related_name="parcels")
    name = models.CharField(_("mission"), max_length=300)
    stored = models.CharField(max_length=200)
    made_at = models.DateTimeField(_("made on"))
    mission = models.ForeignKey(
        Mission, null=True, blank=True, on_delete=models.SET_NULL, related_name="parcels"
    )
    opened = models.BooleanField(default=False)  # it opened the mission
    side = models.CharField(_("your side"), max_length=5, choices=Side.choices, blank=True)
    chosen = models.JSONField(default=list)  # what of the other side's changes is taken where both changed
    status = models.CharField(
        _("status"), max_length=8, choices=ParcelStatus.choices, default=ParcelStatus.READY
    )
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)

    objects = Parcels.as_manager()
    loads: ClassVar[tuple[str, ...]] = ("installation", "mission", "job", "office")

    class Meta:
        verbose_name = _("mission file")

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """That a record here is one of another installation: `uid` is what files call it.

    `marks` holds a keyed digest of each field as it last came, by which it is known who changed what since.
    """

    uid = models.CharField(max_length=60, unique=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.BigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    marks = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=["content_type", "object_id"], name="exchange_link_target"),)
        verbose_name = _("link to another installation")

    def __str__(self) -> str:
        return self.uid


class Taken(models.Model):
    """What taking in a file did to one record; with it, it is undone.

    A record that was made has no version before. `many` holds the lists of others as they were.
    """

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="rows")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.BigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    before = models.PositiveIntegerField(null=True)
    after = models.PositiveIntegerField()
    many = models.JSONField(default=dict)
    kept = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("record of a mission file")

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}"
