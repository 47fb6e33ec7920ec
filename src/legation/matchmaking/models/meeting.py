"""Wishes, the meetings that come of them, who sits there, and what they say afterwards."""

from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Visibility
from legation.kernel.models import Record, Records
from legation.matchmaking.choices import Answer, MeetingState
from legation.matchmaking.models.participant import Participant, delegate_seen
from legation.matchmaking.models.round import OF_ROUND, Resource, Round, Site
from legation.missions.models.access import seen
from legation.outcomes.models import Commitment


class Seat(models.Model):
    """A participant of a meeting: whether they asked for it, and what they answered if another did."""

    meeting = models.ForeignKey("Meeting", on_delete=models.CASCADE, related_name="seats")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="seats")
    asked = models.BooleanField(default=False)
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.ASKED)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["meeting", "participant"], name="one_seat_each"),)
        verbose_name = _("seat")

    def __str__(self) -> str:
        return str(self.participant)


class MeetingRecords(Records):
    """Meetings: seen by who sees the round and everybody who sits there."""

    def visible_to(self, user: Any) -> Self:
        unseen = Seat.objects.exclude(delegate_seen(user, "participant__")).values("meeting")
        return self.present().filter(round__in=Round.objects.visible_to(user)).exclude(pk__in=unseen)


class Meeting(Record):
    """A meeting that was asked for, by participants or by an organiser (`must`).

    It tells who asked and who answered what, and never how much anybody wants it: that is a wish, which only
    the side that has it sees. `slot` and `table` are the timetable in force.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="meetings")
    participants = models.ManyToManyField(
        Participant, verbose_name=_("who meets"), through=Seat, related_name="meetings"
    )
    must = models.BooleanField(_("must be held"), default=False)
    session = models.CharField(_("sitting"), max_length=80, blank=True)
    fixed_slot = models.PositiveSmallIntegerField(_("at a fixed time"), null=True, blank=True)
    after = models.ForeignKey(
        "self",
        verbose_name=_("after"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="followed_by",
    )
    needs = models.ManyToManyField(Resource, verbose_name=_("needs"), blank=True, related_name="meetings")
    site = models.ForeignKey(
        Site,
        verbose_name=_("where"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="meetings",
        help_text=_("Empty: at a table in the hall."),
    )
    state = models.CharField(
        _("state"), max_length=9, choices=MeetingState.choices, default=MeetingState.WANTED
    )
    slot = models.PositiveSmallIntegerField(_("slot"), null=True, blank=True)
    table = models.PositiveSmallIntegerField(_("table"), null=True, blank=True)
    locked = models.BooleanField(
        _("locked"), default=False, help_text=_("It stays where it is when the timetable is made again.")
    )

    objects = MeetingRecords.as_manager()
    address: ClassVar[dict[str, str]] = OF_ROUND
    loads: ClassVar[tuple[str, ...]] = ("round__mission__programme", "round__engagement")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(slot__isnull=True, state__in=("wanted", "cancelled"))
                | Q(slot__isnull=False, state__in=("placed", "held")),
                name="a_placed_meeting_has_a_slot",
            ),
            models.CheckConstraint(
                condition=Q(locked=False) | Q(slot__isnull=False), name="only_a_placed_meeting_is_locked"
            ),
            models.UniqueConstraint(
                fields=["round", "slot", "table"],
                condition=Q(removed_at=None, table__isnull=False),
                name="one_meeting_a_table_and_slot",
            ),
        )
        indexes = (models.Index(fields=["round", "slot"], name="meeting_order"),)
        verbose_name = _("one-to-one meeting")

    def __str__(self) -> str:
        return " – ".join(str(seat.participant) for seat in self.seats.all())

    def mission_key(self) -> int:
        return self.round.mission_id

    def seen_by(self) -> str:
        from legation.missions.models.engagement import narrower

        mine = self.round.visibility
        for seat in self.seats.all():
            if seat.participant.delegate is not None:
                mine = narrower(mine, seat.participant.delegate.visibility)
        return mine


class OwnSide(Records):
    """What one side keeps to itself within a round that both may see."""

    def visible_to(self, user: Any) -> Self:
        return self.present().filter(
            seen(user, "visibility", "round__mission"), round__in=Round.objects.visible_to(user)
        )


class Wish(Record):
    """How much one participant wants to meet another, or that they do not. Only their own side sees it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="wishes")
    by = models.ForeignKey(
        Participant, verbose_name=_("who"), on_delete=models.CASCADE, related_name="wishes"
    )
    to = models.ForeignKey(
        Participant, verbose_name=_("whom"), on_delete=models.CASCADE, related_name="wished"
    )
    rank = models.PositiveSmallIntegerField(
        _("rank"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    refused = models.BooleanField(_("no thanks"), default=False)
    note = models.CharField(_("note"), max_length=500, blank=True)
    visibility = models.CharField(max_length=6, choices=Visibility.choices, editable=False)

    objects = OwnSide.as_manager()
    address: ClassVar[dict[str, str]] = OF_ROUND
    loads: ClassVar[tuple[str, ...]] = ("round__mission__programme", "by", "to")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["by", "to"], condition=Q(removed_at=None), name="one_wish_for_another"
            ),
            models.CheckConstraint(
                condition=~Q(by=F("to")),
                name="nobody_meets_themselves",
                violation_error_message=_("Nobody meets themselves."),
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=False, refused=False) | Q(rank__isnull=True, refused=True),
                name="a_wish_or_no_thanks",
                violation_error_message=_("It is a wish with a rank, or “no thanks”, not both."),
            ),
        )
        verbose_name = _("wish")

    def __str__(self) -> str:
        return f"{self.by}: {self.to}"

    def mission_key(self) -> int:
        return self.round.mission_id

    def seen_by(self) -> str:
        return self.visibility


class Feedback(Record):
    """What one side says of a meeting: whether it was held, of what use it was, what comes next."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="feedback")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="feedback")
    by = models.ForeignKey(
        Participant, verbose_name=_("who"), on_delete=models.CASCADE, related_name="feedback"
    )
    kept = models.BooleanField(_("it was held"), default=True)
    useful = models.PositiveSmallIntegerField(
        _("how useful"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    next_step = models.TextField(_("next step"), max_length=1000, blank=True)
    commitment = models.ForeignKey(
        Commitment,
        verbose_name=_("commitment"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="feedback",
    )
    visibility = models.CharField(max_length=6, choices=Visibility.choices, editable=False)

    objects = OwnSide.as_manager()
    address: ClassVar[dict[str, str]] = OF_ROUND

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "by"], condition=Q(removed_at=None), name="one_feedback_each"
            ),
        )
        verbose_name = _("feedback")

    def __str__(self) -> str:
        return str(self.meeting)

    def mission_key(self) -> int:
        return self.round.mission_id

    def seen_by(self) -> str:
        return self.visibility


def own_side(round_: Round, side: str) -> str:
    """Who sees what a participant of `side` keeps to themselves in this round."""
    return str(side if round_.visibility == Visibility.SHARED else round_.visibility)
