"""Who takes part in a round, and the link by which somebody states wishes without logging in."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legation.directory.models import Organisation, Person
from legation.kernel.choices import Side
from legation.kernel.links import new_key
from legation.kernel.models import Record, Records
from legation.matchmaking.models.round import MOST_SLOTS, OF_ROUND, Round
from legation.missions.models import Delegate
from legation.missions.models.access import seen, staffed_by


def delegate_seen(user: Any, path: str = "") -> Q:
    """Rows whose delegate, where there is one, lets `user` see it, be it removed or not."""
    return Q(**{f"{path}delegate": None}) | seen(
        user, f"{path}delegate__visibility", f"{path}delegate__mission"
    )


class ParticipantRecords(Records):
    """Participants: seen by who sees the round and, where they are a delegate, the delegate."""

    def visible_to(self, user: Any) -> Self:
        return self.present().filter(delegate_seen(user), round__in=Round.objects.visible_to(user))

    def common(self) -> Self:
        """Those whom everybody who sees the round sees: a timetable is made over them, the same for all."""
        open_to_all = Q(delegate__visibility="shared") | Q(delegate__visibility=models.F("round__visibility"))
        return self.present().filter(Q(delegate=None) | (open_to_all & Q(delegate__removed_at=None)))


class Participant(Record):
    """Somebody in a round: a delegate, a person of the directory, or a name from a list.

    `unavailable` are numbers of slots. A reserve takes part once a place became free.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="participants")
    delegate = models.ForeignKey(
        Delegate,
        verbose_name=_("delegate"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="rounds",
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rounds",
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    native_name = models.CharField(_("name in the other script"), max_length=200, blank=True)
    post = models.CharField(_("post"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation in the directory"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rounds",
    )
    body = models.CharField(_("organisation"), max_length=200, blank=True)
    side = models.CharField(_("side"), max_length=5, choices=Side.choices)
    sectors = models.JSONField(_("sectors"), default=list, blank=True)
    seeks = models.TextField(_("seeks"), max_length=1000, blank=True)
    offers = models.TextField(_("offers"), max_length=1000, blank=True)
    languages = models.JSONField(
        _("languages"),
        default=list,
        blank=True,
        help_text=_("In which they can meet without an interpreter. None: not known, none is planned."),
    )
    unavailable = models.JSONField(_("not available"), default=list, blank=True)
    in_a_row = models.PositiveSmallIntegerField(
        _("meetings in a row at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SLOTS)],
        help_text=_("Empty: as the round has it."),
    )
    quota = models.PositiveSmallIntegerField(
        _("wishes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_("Empty: as the round has it."),
    )
    reserve = models.BooleanField(
        _("reserve"), default=False, help_text=_("Comes in when somebody else does not.")
    )
    no_show_at = models.DateTimeField(null=True, blank=True, editable=False)
    stated_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ParticipantRecords.as_manager()
    address: ClassVar[dict[str, str]] = OF_ROUND
    loads: ClassVar[tuple[str, ...]] = (
        "round__mission__programme",
        "round__engagement",
        "delegate__person",
        "delegate__post__organisation",
        "person",
        "organisation",
    )
    untold: ClassVar[frozenset[str]] = frozenset({"no_show_at", "stated_at"})

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["round", "delegate"],
                condition=Q(removed_at=None),
                name="a_delegate_takes_part_once",
                violation_error_message=_("They already take part in this round."),
            ),
            models.UniqueConstraint(
                fields=["round", "person"],
                condition=Q(removed_at=None),
                name="a_person_takes_part_once",
                violation_error_message=_("They already take part in this round."),
            ),
            models.CheckConstraint(
                condition=Q(delegate__isnull=False) | Q(person__isnull=False) | ~Q(name=""),
                name="a_participant_is_somebody",
                violation_error_message=_("Say who it is."),
            ),
        )
        indexes = (models.Index(fields=["round", "side"], name="participant_order"),)
        verbose_name = _("participant")

    def __str__(self) -> str:
        return str(self.someone or self.name)

    @property
    def someone(self) -> Person | None:
        """The person of the directory, where it is one."""
        return self.delegate.person if self.delegate is not None else self.person

    @property
    def body_name(self) -> str:
        """The organisation for which they come."""
        if self.body:
            return self.body
        if self.organisation is not None:
            return str(self.organisation)
        if self.delegate is not None and self.delegate.post is not None:
            return str(self.delegate.post.organisation)
        return ""

    @property
    def post_name(self) -> str:
        """What they are there."""
        if self.post or self.delegate is None or self.delegate.post is None:
            return self.post
        return str(self.delegate.post.title)

    @property
    def body_key(self) -> str:
        """What two people of one organisation have in common; empty where none is known."""
        if self.body:
            return self.body.casefold()
        if self.organisation_id is not None:
            return f"#{self.organisation_id}"
        if self.delegate is not None and self.delegate.post is not None:
            return f"#{self.delegate.post.organisation_id}"
        return ""

    def mission_key(self) -> int:
        return self.round.mission_id

    def seen_by(self) -> str:
        from legation.missions.models.engagement import narrower

        mine = self.round.visibility
        return narrower(mine, self.delegate.visibility) if self.delegate is not None else mine


class Links(models.QuerySet["Link"]):
    def live(self, now: Any) -> Self:
        """Those that were not revoked and have not expired."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now), revoked_at=None)

    def visible_to(self, user: Any) -> Self:
        """Staff of the participant's side, who see the participant."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        of_side = Q()
        for side in Side.values:
            of_side |= Q(participant__side=side, participant__round__mission__in=staffed_by(user, side))
        return self.filter(of_side, participant__in=Participant.objects.visible_to(user))


class Link(models.Model):
    """An address that needs no login, for one participant or whoever assists them."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="links")
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ko", "한국어")])
    mail = models.EmailField(
        _("mail address"), blank=True, help_text=_("Who is told when the timetable is there or changes.")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="participant_links"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = Links.as_manager()
    address: ClassVar[dict[str, str]] = {
        "participant__round__mission__slug": "mission",
        "participant__round": "round",
        "pk": "pk",
    }

    class Meta:
        verbose_name = _("participant’s link")

    def __str__(self) -> str:
        return str(self.participant)

    def mission_key(self) -> int:
        return self.participant.round.mission_id

    def seen_by(self) -> str:
        return self.participant.side
