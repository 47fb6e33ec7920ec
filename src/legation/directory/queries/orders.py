"""Orders of many records by name, kept in the memory of this process until one of them changes."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Count, Max, Sum

MOST = 12
_KEPT: OrderedDict[tuple[Any, ...], "array[int]"] = OrderedDict()


def kept_order(named: tuple[Any, ...], seen: Any, made: Callable[[], Sequence[int]]) -> Sequence[int]:
    """The order that is kept under this name for rows as they are now, or made and kept. One query more.

    Who reads a page still loads its rows by what they may see; only the order is remembered. Versions are
    summed as well: what is erased is no newer for it, and what was saved late may be older than the newest.
    """
    now = seen.order_by().aggregate(
        rows=Count("pk"), last=Max("pk"), at=Max("updated_at"), versions=Sum("version")
    )
    name = (*named, *now.values())
    known = _KEPT.get(name)
    if known is not None:
        return known
    order = array("q", made())
    _KEPT[name] = order
    while len(_KEPT) > MOST:
        _KEPT.popitem(last=False)
    return order
