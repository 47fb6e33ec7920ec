"""Programmes, missions, legs, delegations and delegates."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from legation.directory.models import City, DirectoryRecords, Organisation, Person, Post
from legation.kernel.choices import Visibility
from legation.kernel.links import new_key
from legation.kernel.models import Record, Records
from legation.kernel.sealing import SealedText, is_given
from legation.missions.choices import Access, Capacity, DelegateStatus, MissionKind, MissionStatus, Party
from legation.missions.models.access import MissionParts, MissionShared, missions_seen

PART = {"mission__slug": "mission", "pk": "pk"}


class Programme(Record):
    """What missions belong to: the International Leadership Mission, say."""

    name = I18nCharField(_("name"), max_length=200)
    organisers = models.ManyToManyField(
        Organisation, verbose_name=_("organisers"), blank=True, related_name="programmes"
    )

    objects = DirectoryRecords.as_manager()

    class Meta:
        verbose_name = _("programme series")

    def __str__(self) -> str:
        return str(self.name)


class Missions(Records):
    def visible_to(self, user: Any) -> Self:
        """The missions that `user` works on."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.present().filter(pk__in=missions_seen(user, Visibility.SHARED))


class Mission(Record):
    """One visit of one or more cities to one or more others."""

    slug = models.SlugField(
        _("short name"), max_length=80, unique=True, help_text=_("Part of the address of its pages.")
    )
    name = I18nCharField(_("name"), max_length=300)
    kind = models.CharField(
        _("kind"), max_length=12, choices=MissionKind.choices, default=MissionKind.LEADERSHIP
    )
    status = models.CharField(
        _("status"), max_length=12, choices=MissionStatus.choices, default=MissionStatus.PREPARING
    )
    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programme series"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="missions",
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    purpose = I18nTextField(_("purpose"), blank=True)
    learning_goals = I18nTextField(_("learning goals"), blank=True)
    announced_size = models.PositiveIntegerField(
        _("announced size"), null=True, blank=True, help_text=_("As the organiser announced it.")
    )
    closed_days = models.JSONField(_("closed days"), default=list, blank=True)  # ISO dates, in order

    objects = Missions.as_manager()
    address: ClassVar[dict[str, str]] = {"slug": "mission"}
    loads: ClassVar[tuple[str, ...]] = ("programme",)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="mission_ends_after_it_starts",
                violation_error_message=_("The last day is before the first."),
            ),
        )
        verbose_name = _("mission")

    def __str__(self) -> str:
        return str(self.name)

    def mission_key(self) -> int:
        return self.pk


class Leg(Record):
    """Days of a mission in one host city."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="legs")
    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="legs")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    objects = MissionShared.as_manager()
    address: ClassVar[dict[str, str]] = PART

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="leg_ends_after_it_starts",
                violation_error_message=_("The last day is before the first."),
            ),
        )
        verbose_name = _("leg")

    def __str__(self) -> str:
        return str(self.city)

    def mission_key(self) -> int:
        return self.mission_id


class Delegation(Record):
    """Those who come together for one city or body, on one side."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="delegations")
    party = models.CharField(_("party"), max_length=5, choices=Party.choices)
    name = I18nCharField(_("name"), max_length=200)
    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="delegations",
    )

    objects = MissionShared.as_manager()
    address: ClassVar[dict[str, str]] = PART

    class Meta:
        verbose_name = _("delegation")

    def __str__(self) -> str:
        return str(self.name)

    def mission_key(self) -> int:
        return self.mission_id


class Delegate(Record):
    """A person on a mission: as what, for whom, in which post at the time."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="delegates")
    delegation = models.ForeignKey(
        Delegation, verbose_name=_("delegation"), on_delete=models.PROTECT, related_name="delegates"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="delegates"
    )
    capacity = models.CharField(
        _("capacity"), max_length=12, choices=Capacity.choices, default=Capacity.MEMBER
    )
    status = models.CharField(
        _("status"), max_length=10, choices=DelegateStatus.choices, default=DelegateStatus.NOMINATED
    )
    post = models.ForeignKey(
        Post,
        verbose_name=_("post at the time"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="delegates",
    )
    representing = models.ForeignKey(
        Person,
        verbose_name=_("represents"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="represented_by",
        help_text=_("Somebody absent in whose place they come."),
    )
    partner = models.ForeignKey(
        "self",
        verbose_name=_("comes with"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="partners",
        help_text=_("The delegate whose spouse or partner they are."),
    )
    seal_id = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    access = SealedText(
        _("needs"),
        row="seal_id",
        choices=Access.choices,
        blank=True,
        help_text=_("Counts for seats and rooms. It lies sealed; who is trusted with care sees it."),
    )
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )

    objects = MissionParts.as_manager()
    address: ClassVar[dict[str, str]] = PART
    loads: ClassVar[tuple[str, ...]] = ("mission__programme",)
    untold: ClassVar[frozenset[str]] = frozenset({"access"})
    looked: ClassVar[frozenset[str]] = frozenset({"access"})

    class Meta:
        constraints = (
            models.UniqueConstraint(
                # One side does not learn from a refusal whom the other keeps to itself.
                fields=["mission", "person", "visibility"],
                condition=Q(removed_at=None),
                name="a_person_comes_once",
                violation_error_message=_("This person is already on the mission."),
            ),
        )
        verbose_name = _("delegate")

    def __str__(self) -> str:
        return str(self.person)

    @property
    def has_needs(self) -> bool:
        """Whether needs were given; what they are is a look that is written down."""
        return is_given(self.access)

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility
