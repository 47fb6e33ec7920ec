"""Invitations that calendars keep, and what was answered to them."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import LetterStatus, Side
from legation.kernel.links import new_key
from legation.kernel.models import Letter
from legation.missions.choices import Answered, InvitationMethod, ReplyWay, WhyNotMatched
from legation.missions.models.access import staffed_by
from legation.missions.models.engagement import Engagement
from legation.missions.models.mission import PART, Delegate, Mission


def kept_by(user: Any, side: str, mission: str) -> Q:
    """Rows of a side, seen by who prepares the mission on that side and by nobody else."""
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    own = Q(pk__in=[])
    for each in Side.values:
        own |= Q(**{side: each, f"{mission}__in": staffed_by(user, each)})
    return own & Q(**{f"{mission}__removed_at": None})


class Invitees(models.QuerySet["Invitee"]):
    def live(self) -> Self:
        return self.filter(ended_at=None)

    def visible_to(self, user: Any) -> Self:
        """Mail addresses of a side are for those who prepare the mission there."""
        return self.filter(kept_by(user, "side", "mission"))


class Invitee(models.Model):
    """A mail address whose calendar holds the engagements of one delegate: their own, or their office's.

    It gets what a delegate of its side may see.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="invitees")
    side = models.CharField(_("side"), max_length=5, choices=Side.choices)
    delegate = models.ForeignKey(
        Delegate, verbose_name=_("for"), on_delete=models.CASCADE, related_name="invitees"
    )
    mail = models.EmailField(_("mail address"))
    name = models.CharField(
        _("whose address"),
        max_length=200,
        blank=True,
        help_text=_("Only where it is not the delegate's own: an assistant, an office."),
    )
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ko", "한국어")])
    answers = models.BooleanField(
        _("their answer counts"),
        default=True,
        help_text=_(
            "Who declines here is marked as absent. Leave it open where the address only reads along."
        ),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = Invitees.as_manager()
    address: ClassVar[dict[str, str]] = PART
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "delegate__person")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["delegate", "mail", "side"],
                condition=Q(ended_at=None),
                name="one_address_a_delegate",
                violation_error_message=_("This address already gets their invitations."),
            ),
        )
        verbose_name = _("calendar address")

    def __str__(self) -> str:
        return self.name or str(self.delegate)

    @property
    def zone(self) -> str:
        """The clock they live by, as far as is known: that of the city they come from."""
        city = self.delegate.delegation.city
        return city.time_zone if city is not None else ""

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.side


class Invitations(models.QuerySet["Invitation"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(kept_by(user, "invitee__side", "invitee__mission"))


class Invitation(models.Model):
    """What one address was sent last about one engagement, and what was answered.

    `facts` is what its calendar holds now; only where this differs from the programme is anything sent.
    `sequence` rises when the time, place, state or title changes, so that an answer to an older one is known.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    invitee = models.ForeignKey(Invitee, on_delete=models.CASCADE, related_name="invitations")
    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="invitations")
    uid = models.CharField(max_length=255, unique=True, editable=False)
    organiser = models.EmailField()
    sequence = models.PositiveIntegerField(default=0)
    method = models.CharField(max_length=7, choices=InvitationMethod.choices)
    facts = models.JSONField(default=dict)
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField()
    answer = models.CharField(_("answer"), max_length=9, choices=Answered.choices, default=Answered.NOTHING)
    answered_at = models.DateTimeField(null=True)
    answered_way = models.CharField(max_length=4, choices=ReplyWay.choices, blank=True)
    answered_sequence = models.PositiveIntegerField(default=0)
    answer_stamp = models.DateTimeField(null=True)
    comment = models.CharField(_("comment"), max_length=1000, blank=True)

    objects = Invitations.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["invitee", "engagement"], name="one_invitation_an_engagement"),
        )
        verbose_name = _("invitation")

    def __str__(self) -> str:
        return f"{self.invitee}: {self.engagement}"

    def mission_key(self) -> int:
        return self.invitee.mission_id

    def seen_by(self) -> str:
        return self.invitee.side

    @property
    def language(self) -> str:
        """Of the page behind its link."""
        return self.invitee.language

    @property
    def off(self) -> bool:
        """Its calendar was told that it does not take place, or that they are not wanted there."""
        return self.method == InvitationMethod.CANCEL

    @property
    def older(self) -> bool:
        """The answer was given before the time, place or title changed."""
        return self.answer != Answered.NOTHING and self.answered_sequence < self.sequence

    @property
    def lost(self) -> bool:
        """The letter never left."""
        return self.letter is not None and self.letter.status in {
            LetterStatus.FAILED,
            LetterStatus.WITHDRAWN,
        }


class StrayReplies(models.QuerySet["StrayReply"]):
    def open(self) -> Self:
        """Those that nobody looked at yet."""
        return self.filter(settled_at=None)

    def visible_to(self, user: Any) -> Self:
        return self.filter(kept_by(user, "side", "mission"))


class StrayReply(models.Model):
    """A reply that came by mail and answers no invitation as it stands; somebody decides what it was.

    Without a mission nobody could be found whom it is for: it is kept, and shown to nobody.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, null=True, related_name="stray_replies")
    side = models.CharField(_("side"), max_length=5, choices=Side.choices, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    why = models.CharField(max_length=9, choices=WhyNotMatched.choices)
    sender = models.CharField(max_length=254, blank=True)
    invitation = models.ForeignKey(Invitation, on_delete=models.SET_NULL, null=True, related_name="+")
    sequence = models.PositiveIntegerField(default=0)
    answer = models.CharField(max_length=9, choices=Answered.choices, default=Answered.NOTHING)
    comment = models.CharField(max_length=1000, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = StrayReplies.as_manager()
    address: ClassVar[dict[str, str]] = PART
    loads: ClassVar[tuple[str, ...]] = ("mission__programme", "invitation__invitee", "invitation__engagement")

    class Meta:
        verbose_name = _("reply that was not matched")

    def __str__(self) -> str:
        return self.sender

    def mission_key(self) -> int | None:
        return self.mission_id

    def seen_by(self) -> str:
        return self.side
