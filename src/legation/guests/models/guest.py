"""A guest of a list, and the index by which one is found at the door."""

from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legation.directory.models import Organisation, Person
from legation.guests.choices import Reply, Through
from legation.guests.models.guest_list import OF_LIST, WITH_LIST, GuestList, list_seen
from legation.guests.models.reply import ReplyLink
from legation.kernel.choices import Side, Visibility
from legation.kernel.links import new_key
from legation.kernel.models import Record, Records
from legation.kernel.sealing import SealedText
from legation.missions.choices import Access
from legation.missions.models import Delegate
from legation.missions.models.access import seen
from legation.missions.models.engagement import narrower

LANGUAGES = [("en", "English"), ("ko", "한국어")]


class Guests(Records):
    """Guests: seen by who sees the list, the guest, the delegate they are, and whom they come with."""

    def visible_to(self, user: Any) -> Self:
        mission = "guest_list__engagement__mission"
        return self.present().filter(
            list_seen(user, "guest_list__"),
            seen(user, "visibility", mission),
            Q(delegate=None) | seen(user, "delegate__visibility", "delegate__mission"),
            Q(comes_with=None) | seen(user, "comes_with__visibility", mission),
            Q(comes_with__delegate=None)
            | seen(user, "comes_with__delegate__visibility", "comes_with__delegate__mission"),
        )

    def of(self, guest_list: GuestList) -> Self:
        """Those of one list that were not removed."""
        return self.present().filter(guest_list=guest_list)


class Guest(Record):
    """Somebody on a guest list: who they are, who invites them, what they answered, whether they came.

    Name, post and organisation are written down as they stood when the list was made. Who comes with
    somebody is a guest as well, with `comes_with`. `arrived_at` follows from what doors told.
    """

    guest_list = models.ForeignKey(GuestList, on_delete=models.CASCADE, related_name="guests")
    delegate = models.ForeignKey(
        Delegate,
        verbose_name=_("delegate"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="guest_of",
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="guest_of",
    )
    name = models.CharField(_("name"), max_length=200)
    native_name = models.CharField(_("name in the other script"), max_length=200, blank=True)
    post = models.CharField(_("post"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation in the directory"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="guests",
    )
    body = models.CharField(_("organisation"), max_length=200, blank=True)
    mail = models.EmailField(_("mail"), blank=True)
    assistant = models.CharField(
        _("assistant"), max_length=200, blank=True, help_text=_("Who answers in their place.")
    )
    assistant_mail = models.EmailField(
        _("assistant’s mail"),
        blank=True,
        help_text=_("The invitation goes there. One assistant answers for several on one page."),
    )
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="en")
    side = models.CharField(_("invited by"), max_length=5, choices=Side.choices)
    invited_by = models.CharField(
        _("in whose name"), max_length=200, blank=True, help_text=_("The mayor, the chamber, an office.")
    )
    comes_with = models.ForeignKey(
        "self",
        verbose_name=_("comes with"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="companions",
    )
    may_bring = models.PositiveSmallIntegerField(
        _("companions"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(10)],
        help_text=_("How many may come along. Empty: as the list has it."),
    )
    status = models.CharField(_("status"), max_length=8, choices=Reply.choices, default=Reply.LISTED)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    through = models.CharField(max_length=8, choices=Through.choices, blank=True, editable=False)
    seal_id = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    diet = SealedText(_("diet"), row="seal_id", max_length=300, blank=True)
    access = SealedText(_("needs"), row="seal_id", choices=Access.choices, blank=True)
    note = SealedText(_("note"), row="seal_id", max_length=300, blank=True)
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )
    link = models.ForeignKey(
        ReplyLink, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="guests"
    )
    issue = models.PositiveSmallIntegerField(default=1, editable=False)
    walk_in = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    arrived_at = models.DateTimeField(null=True, blank=True, editable=False)
    arrived_door = models.CharField(max_length=60, blank=True, editable=False)

    objects = Guests.as_manager()
    address: ClassVar[dict[str, str]] = OF_LIST
    loads: ClassVar[tuple[str, ...]] = (*WITH_LIST, "delegate", "organisation", "comes_with__delegate")
    untold: ClassVar[frozenset[str]] = frozenset(
        {"diet", "access", "note", "answered_at", "through", "link", "walk_in", "arrived_at", "arrived_door"}
    )

    aside: ClassVar[frozenset[str]] = frozenset({"mail", "assistant", "assistant_mail"})

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(name=""), name="a_guest_has_a_name", violation_error_message=_("Say who it is.")
            ),
        )
        indexes = (
            models.Index(fields=["guest_list", "name"], name="guest_order"),
            models.Index(fields=["guest_list", "updated_at"], name="guest_moved"),
        )
        verbose_name = _("guest")

    def __str__(self) -> str:
        return self.name

    def mission_key(self) -> int:
        return self.guest_list.mission_key()

    def seen_by(self) -> str:
        mine = narrower(self.guest_list.seen_by(), self.visibility)
        if self.delegate is not None:
            mine = narrower(mine, self.delegate.visibility)
        return narrower(mine, self.comes_with.seen_by()) if self.comes_with is not None else mine

    @property
    def body_name(self) -> str:
        """The organisation for which they come."""
        return self.body or (str(self.organisation) if self.organisation is not None else "")

    @property
    def body_key(self) -> str:
        """What two guests of one organisation have in common; empty where none is known."""
        if self.organisation_id is not None:
            return f"#{self.organisation_id}"
        return self.body.casefold()

    @property
    def letters_to(self) -> str:
        """Where the invitation goes."""
        return (self.assistant_mail or self.mail).lower()

    @property
    def brings(self) -> int:
        """How many companions may come along."""
        return self.guest_list.companions if self.may_bring is None else self.may_bring


class GuestTerm(models.Model):
    """A term of a guest's names, post or organisation: what the door finds them by."""

    guest_list = models.ForeignKey(GuestList, on_delete=models.CASCADE, related_name="+")
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="terms")
    term = models.CharField(max_length=40)
    named = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["guest_list", "term", "guest"], name="one_term_per_guest"),
        )

    def __str__(self) -> str:
        return self.term
