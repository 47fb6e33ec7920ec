"""The guest list of an engagement, and how many may be invited."""

from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from legation.directory.models import Organisation
from legation.kernel.choices import Visibility
from legation.kernel.models import Record, Records
from legation.missions.models import Engagement
from legation.missions.models.access import seen

OF_LIST = {"guest_list__engagement__mission__slug": "mission", "guest_list": "list", "pk": "pk"}
WITH_LIST = ("guest_list__engagement__mission__programme",)


def list_seen(user: Any, path: str = "") -> Q:
    """Rows whose list hangs on an engagement that `user` sees; neither list nor engagement was removed."""
    return seen(user, f"{path}engagement__visibility", f"{path}engagement__mission") & Q(
        **{
            f"{path}removed_at": None,
            f"{path}engagement__removed_at": None,
            f"{path}engagement__mission__removed_at": None,
        }
    )


class GuestLists(Records):
    """Guest lists: seen by who sees the engagement."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(list_seen(user))


class GuestList(Record):
    """Who is invited to one engagement, from both sides: how many, until when they answer, what they read."""

    engagement = models.ForeignKey(
        Engagement, verbose_name=_("engagement"), on_delete=models.CASCADE, related_name="guest_lists"
    )
    capacity = models.PositiveIntegerField(
        _("room for"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100_000)],
        help_text=_("How many can be there at once, companions included. Empty: not known."),
    )
    guest_quota = models.PositiveIntegerField(
        _("places of the guest side"), null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )
    host_quota = models.PositiveIntegerField(
        _("places of the host side"), null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )
    companions = models.PositiveSmallIntegerField(
        _("companions a guest may bring"),
        default=1,
        validators=[MaxValueValidator(10)],
        help_text=_("For a guest for whom nothing else is said."),
    )
    reply_until = models.DateTimeField(
        _("answer until"),
        null=True,
        blank=True,
        help_text=_("Afterwards the page of the invitation says whom to ask."),
    )
    remind_days = models.PositiveSmallIntegerField(
        _("remind days before"),
        default=3,
        validators=[MaxValueValidator(60)],
        help_text=_("Whoever has not answered gets one letter so many days before. 0: none."),
    )
    guest_contact = models.CharField(
        _("whom guests of the guest side ask"),
        max_length=200,
        blank=True,
        help_text=_("Name, and telephone or mail."),
    )
    host_contact = models.CharField(
        _("whom guests of the host side ask"),
        max_length=200,
        blank=True,
        help_text=_("Name, and telephone or mail."),
    )
    words = I18nTextField(
        _("words of the invitation"),
        blank=True,
        help_text=_("What stands above day, time and place in the letter and on the page."),
    )
    doors = models.JSONField(
        _("doors"), default=list, blank=True, help_text=_("One a line. Empty: there is one.")
    )

    objects = GuestLists.as_manager()
    address: ClassVar[dict[str, str]] = {"engagement__mission__slug": "mission", "pk": "pk"}
    loads: ClassVar[tuple[str, ...]] = (
        "engagement__mission__programme",
        "engagement__venue__city",
        "engagement__room",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["engagement"],
                condition=Q(removed_at=None),
                name="one_guest_list_per_engagement",
                violation_error_message=_("This engagement already has a guest list."),
            ),
        )
        verbose_name = _("guest list")

    def __str__(self) -> str:
        return str(self.engagement)

    def mission_key(self) -> int:
        return self.engagement.mission_id

    def seen_by(self) -> str:
        return self.engagement.visibility

    def quota_of(self, side: str) -> int | None:
        """How many places a side has; companions count."""
        return self.guest_quota if side == "guest" else self.host_quota

    def contact_of(self, side: str) -> str:
        """Whom guests of a side ask."""
        return self.guest_contact if side == "guest" else self.host_contact


class Quotas(Records):
    """Quotas: seen by who sees the list, and where a side keeps one to itself, by that side."""

    def visible_to(self, user: Any) -> Self:
        return self.present().filter(
            list_seen(user, "guest_list__"), seen(user, "visibility", "guest_list__engagement__mission")
        )


class Quota(Record):
    """How many places an organisation has on a list."""

    guest_list = models.ForeignKey(GuestList, on_delete=models.CASCADE, related_name="quotas")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation in the directory"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="guest_quotas",
    )
    body = models.CharField(
        _("organisation"), max_length=200, blank=True, help_text=_("Where it is not in the directory.")
    )
    places = models.PositiveIntegerField(
        _("places"), validators=[MaxValueValidator(100_000)], help_text=_("Companions count.")
    )
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )

    objects = Quotas.as_manager()
    address: ClassVar[dict[str, str]] = OF_LIST
    loads: ClassVar[tuple[str, ...]] = (*WITH_LIST, "organisation")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(body=""),
                name="a_quota_is_of_somebody",
                violation_error_message=_("Say whose places these are."),
            ),
        )
        verbose_name = _("quota")

    def __str__(self) -> str:
        return str(self.organisation or self.body)

    def mission_key(self) -> int:
        return self.guest_list.mission_key()

    def seen_by(self) -> str:
        from legation.missions.models.engagement import narrower

        return narrower(self.guest_list.seen_by(), self.visibility)
