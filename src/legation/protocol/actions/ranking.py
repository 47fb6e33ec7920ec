"""Say by hand what no rule says: who goes before whom, who has which rank, which posts are equal."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.engine.precedence import Override as Pair
from legation.engine.precedence import smallest_circle
from legation.kernel import editing
from legation.kernel.models import Record
from legation.kernel.refusals import Refused
from legation.missions.models import Delegate, Engagement, Mission
from legation.protocol.choices import Pack
from legation.protocol.models import Arrangement, Equivalence, GivenRank, Override, RulePack
from legation.protocol.queries.attending import placed, setting_of

R = TypeVar("R", bound=Record)


class OfAnotherMission(Refused):
    sentence = _("%(who)s is not on this mission.")
    field = "lower"


class BeforeThemselves(Refused):
    sentence = _("Nobody goes before themselves.")
    field = "lower"


class SaidAlready(Refused):
    sentence = _("It is said already that %(higher)s goes before %(lower)s.")
    field = "lower"


class GoesRoundInACircle(Refused):
    sentence = _("This would go round in a circle, which no order can keep: %(ring)s.")
    field = "lower"


class HasAGivenRank(Refused):
    sentence = _("%(who)s was given a rank already.")
    field = "delegate"


class CountsAlready(Refused):
    sentence = _("It is said already what %(post)s counts as.")
    field = "post"


class PackIsGone(Refused):
    sentence = _("This rule pack was removed meanwhile. Choose another.")
    field = "pack"


@transaction.atomic
def add_override(engagement: Engagement, values: Mapping[str, Any], *, by: User) -> Override:
    """Put one delegate before another at an engagement, with the reason.

    Raises GoesRoundInACircle, which names the people, where it and those that `by` sees cannot all hold.
    """
    Engagement.objects.select_for_update().get(pk=engagement.pk)
    higher, lower = values["higher"], values["lower"]
    for who in (higher, lower):
        if who.mission_id != engagement.mission_id:
            raise OfAnotherMission(who=who)
    if higher.pk == lower.pk:
        raise BeforeThemselves
    _refuse_circle(engagement, higher, lower, by)
    return editing.add(
        Override(engagement=engagement, higher=higher, lower=lower, reason=values["reason"]), by=by
    )


@transaction.atomic
def restore_override(override: Override, *, by: User) -> Override:
    """Undo a removal. Raises as `add_override`."""
    Engagement.objects.select_for_update().get(pk=override.engagement_id)
    _refuse_circle(override.engagement, override.higher, override.lower, by)
    return editing.restore(override, by=by)


@transaction.atomic
def give_rank(mission: Mission, values: Mapping[str, Any], *, by: User) -> GivenRank:
    """Give a delegate without a rank one, with the reason."""
    Mission.objects.select_for_update().get(pk=mission.pk)
    delegate: Delegate = values["delegate"]
    _refuse_second_rank(delegate)
    return editing.add(GivenRank(**values), by=by)


@transaction.atomic
def change_given_rank(given: GivenRank, values: Mapping[str, Any], *, seen: int, by: User) -> GivenRank:
    return editing.change(given, values, seen=seen, by=by)


@transaction.atomic
def restore_given_rank(given: GivenRank, *, by: User) -> GivenRank:
    """Undo a removal. Raises HasAGivenRank where another was given since."""
    _refuse_second_rank(given.delegate)
    return editing.restore(given, by=by)


@transaction.atomic
def add_equivalence(mission: Mission, values: Mapping[str, Any], *, by: User) -> Equivalence:
    """Say as which rank of the host's a post counts on this mission."""
    Mission.objects.select_for_update().get(pk=mission.pk)
    _refuse_second_equivalent(mission, values["post"])
    return editing.add(Equivalence(mission=mission, **values), by=by)


@transaction.atomic
def change_equivalence(
    equivalence: Equivalence, values: Mapping[str, Any], *, seen: int, by: User
) -> Equivalence:
    return editing.change(equivalence, values, seen=seen, by=by)


@transaction.atomic
def restore_equivalence(equivalence: Equivalence, *, by: User) -> Equivalence:
    """Undo a removal. Raises CountsAlready where another was said since."""
    _refuse_second_equivalent(equivalence.mission, equivalence.post)
    return editing.restore(equivalence, by=by)


@transaction.atomic
def remove_said(record: R, *, by: User) -> R:
    """Take back an override, a given rank or an equivalent. It can be brought back."""
    return editing.remove(record, by=by)


@transaction.atomic
def choose_pack(
    engagement: Engagement, pack: Pack, own: RulePack | None, *, seen: int, by: User
) -> Arrangement:
    """Rank and seat an engagement by a pack that ships, or by an office's `own`, made from `pack`.

    `seen` is 0 for who saw no arrangement. Raises ChangedMeanwhile, and PackIsGone for a removed pack.
    """
    if own is not None and not RulePack.objects.select_for_update().present().filter(pk=own.pk).exists():
        raise PackIsGone
    values = {"pack": pack, "own_pack": own}
    found: Arrangement | None = Arrangement.objects.present().filter(engagement=engagement).first()
    if found is not None:
        return editing.change(found, values, seen=seen, by=by)
    usual = setting_of(placed(engagement, by), by)
    return editing.add(
        Arrangement(engagement=engagement, layout=usual.layout, seed=usual.seed, **values), by=by
    )


def _refuse_circle(engagement: Engagement, higher: Delegate, lower: Delegate, by: User) -> None:
    """Looks only at what `by` sees: a refusal tells nobody of somebody hidden."""
    said = list(
        Override.objects.visible_to(by)
        .filter(engagement=engagement)
        .select_related("higher__person", "lower__person")
    )
    if any((each.higher_id, each.lower_id) == (higher.pk, lower.pk) for each in said):
        raise SaidAlready(higher=higher, lower=lower)
    pairs = [Pair(str(each.higher_id), str(each.lower_id), each.reason) for each in said]
    people = smallest_circle([*pairs, Pair(str(higher.pk), str(lower.pk), "new")])
    if people:
        names = {str(each.pk): str(each) for one in said for each in (one.higher, one.lower)}
        names |= {str(higher.pk): str(higher), str(lower.pk): str(lower)}
        start = people.index(str(higher.pk)) if str(higher.pk) in people else 0
        ring = [*people[start:], *people[:start], people[start]]
        raise GoesRoundInACircle(ring=" → ".join(names[who] for who in ring))


def _refuse_second_rank(delegate: Delegate) -> None:
    if GivenRank.objects.present().filter(delegate=delegate).exists():
        raise HasAGivenRank(who=delegate)


def _refuse_second_equivalent(mission: Mission, post: Any) -> None:
    if Equivalence.objects.present().filter(mission=mission, post=post).exists():
        raise CountsAlready(post=post)
