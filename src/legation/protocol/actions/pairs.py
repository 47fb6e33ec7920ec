"""Who should sit apart, together or side by side."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.refusals import Refused
from legation.missions.models import Mission
from legation.protocol.choices import Wish
from legation.protocol.models import Pair


class SaidAlready(Refused):
    sentence = _("This is said already.")
    field = "wish"


class SaidOtherwise(Refused):
    sentence = _("It is said already that they must sit apart, or together. Remove that first.")
    field = "wish"


@transaction.atomic
def add_pair(mission: Mission, values: Mapping[str, Any], *, by: User) -> Pair:
    """Say how two delegates should sit. Raises SaidAlready and SaidOtherwise by the wishes `by` sees."""
    both = {values["first"].pk, values["second"].pk}
    for pair in Pair.objects.visible_to(by).filter(mission=mission, first__in=both, second__in=both):
        if pair.wish == values["wish"] and pair.visibility == values["visibility"]:
            raise SaidAlready
        if (pair.wish == Wish.APART) != (values["wish"] == Wish.APART):
            raise SaidOtherwise
    return editing.add(Pair(mission=mission, **values), by=by)


@transaction.atomic
def remove_pair(pair: Pair, *, by: User) -> Pair:
    return editing.remove(pair, by=by)


@transaction.atomic
def restore_pair(pair: Pair, *, by: User) -> Pair:
    """Bring a wish back. Raises SaidAlready where it was said again since."""
    same = Pair.objects.visible_to(by).filter(mission=pair.mission_id, wish=pair.wish)
    both = (pair.first_id, pair.second_id)
    if same.filter(first__in=both, second__in=both, visibility=pair.visibility).exists():
        raise SaidAlready
    return editing.restore(pair, by=by)
