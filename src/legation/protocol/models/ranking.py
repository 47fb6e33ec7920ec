"""What people say about rank: packs of their own, ranks given, equivalents, overrides, neighbours."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import Office
from legation.accounts.rules import is_member
from legation.directory.choices import RankClass
from legation.directory.models import Post
from legation.kernel.choices import Visibility
from legation.kernel.models import Record, Records
from legation.missions.models import Delegate, Engagement, Mission
from legation.missions.models.access import MissionShared, part_seen, seen
from legation.protocol.choices import Pack, Wish


class RulePackRecords(Records):
    def visible_to(self, user: Any) -> Self:
        """A rule book is no secret: whoever works for an office reads it."""
        return self.present() if is_member(user) else self.none()


class RulePack(Record):
    """An office's copy of a shipped pack: `changes` by parameter, each with value, source and grade."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="rule_packs")
    name = models.CharField(_("name"), max_length=100)
    base = models.CharField(_("made from"), max_length=20, choices=Pack.choices)
    changes = models.JSONField(_("changes"), default=dict, blank=True)

    objects = RulePackRecords.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["office", "name"],
                condition=Q(removed_at=None),
                name="one_rule_pack_of_a_name",
                violation_error_message=_("Your office has a rule pack of this name."),
            ),
        )
        verbose_name = _("rule pack")

    def __str__(self) -> str:
        return self.name


class OverrideRecords(Records):
    def visible_to(self, user: Any) -> Self:
        """Seen by who sees the engagement and both delegates; asked of them as they are joined."""
        return self.present().filter(
            part_seen(user, "engagement"), part_seen(user, "higher"), part_seen(user, "lower")
        )


class Override(Record):
    """By hand: one delegate goes before another at an engagement; both sides read the reason."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="overrides")
    higher = models.ForeignKey(
        Delegate, verbose_name=_("goes first"), on_delete=models.CASCADE, related_name="raised"
    )
    lower = models.ForeignKey(
        Delegate, verbose_name=_("before"), on_delete=models.CASCADE, related_name="lowered"
    )
    reason = models.CharField(_("reason"), max_length=300)

    objects = OverrideRecords.as_manager()
    address: ClassVar[dict[str, str]] = {
        "engagement__mission__slug": "mission",
        "engagement": "engagement",
        "pk": "pk",
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["engagement", "higher", "lower"],
                condition=Q(removed_at=None),
                name="one_override_of_a_pair",
                violation_error_message=_("This is said already."),
            ),
            models.CheckConstraint(
                condition=~Q(higher=F("lower")),
                name="nobody_goes_before_themselves",
                violation_error_message=_("Nobody goes before themselves."),
            ),
        )
        verbose_name = _("override")

    def __str__(self) -> str:
        return f"{self.higher} > {self.lower}"

    def mission_key(self) -> int:
        return self.engagement.mission_id

    def seen_by(self) -> str:
        return narrowest(self.engagement.visibility, self.higher.visibility, self.lower.visibility)


class OfDelegate(Records):
    def visible_to(self, user: Any) -> Self:
        return self.present().filter(part_seen(user, "delegate"))


class GivenRank(Record):
    """A rank that the host gives to a delegate who has none, with the reason (P15)."""

    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="given_ranks")
    rank_class = models.CharField(_("rank"), max_length=20, choices=RankClass.choices)
    reason = models.CharField(_("reason"), max_length=300)

    objects = OfDelegate.as_manager()
    address: ClassVar[dict[str, str]] = {"delegate__mission__slug": "mission", "pk": "pk"}

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["delegate"],
                condition=Q(removed_at=None),
                name="one_given_rank_of_a_delegate",
                violation_error_message=_("They were given a rank already."),
            ),
        )
        verbose_name = _("given rank")

    def __str__(self) -> str:
        return f"{self.delegate}: {self.get_rank_class_display()}"

    def mission_key(self) -> int:
        return self.delegate.mission_id

    def seen_by(self) -> str:
        return self.delegate.visibility


class Equivalence(Record):
    """On a mission a visitor's post counts as this rank of the host's (P4)."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="equivalences")
    post = models.ForeignKey(Post, verbose_name=_("post"), on_delete=models.PROTECT, related_name="+")
    counterpart = models.CharField(_("counts as"), max_length=20, choices=RankClass.choices)

    objects = MissionShared.as_manager()
    address: ClassVar[dict[str, str]] = {"mission__slug": "mission", "pk": "pk"}

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["mission", "post"],
                condition=Q(removed_at=None),
                name="one_counterpart_of_a_post",
                violation_error_message=_("This post has its equivalent already."),
            ),
        )
        verbose_name = _("equivalence")

    def __str__(self) -> str:
        return f"{self.post}: {self.get_counterpart_display()}"

    def mission_key(self) -> int:
        return self.mission_id


class PairRecords(Records):
    def visible_to(self, user: Any) -> Self:
        """Seen by who sees the wish itself and both delegates."""
        delegates = Delegate.objects.visible_to(user)
        return self.present().filter(
            seen(user, "visibility", "mission"),
            mission__removed_at=None,
            first__in=delegates,
            second__in=delegates,
        )


class Pair(Record):
    """Two delegates of a mission who should not sit together, or should; one side may keep it to itself."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="pairs")
    first = models.ForeignKey(
        Delegate, verbose_name=_("delegate"), on_delete=models.CASCADE, related_name="+"
    )
    second = models.ForeignKey(
        Delegate, verbose_name=_("other delegate"), on_delete=models.CASCADE, related_name="+"
    )
    wish = models.CharField(_("wish"), max_length=8, choices=Wish.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )

    objects = PairRecords.as_manager()
    address: ClassVar[dict[str, str]] = {"mission__slug": "mission", "pk": "pk"}

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(first=F("second")),
                name="a_pair_is_of_two",
                violation_error_message=_("Choose two different delegates."),
            ),
        )
        verbose_name = _("seating wish")

    def __str__(self) -> str:
        return f"{self.first}, {self.second}: {self.get_wish_display()}"

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return narrowest(self.visibility, self.first.visibility, self.second.visibility)


def narrowest(*visibilities: str) -> str:
    """Of several visibilities the one that fewest see."""
    return next((each for each in visibilities if each != Visibility.SHARED), Visibility.SHARED.value)
