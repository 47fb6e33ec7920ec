"""What was taken out and may be brought back by this reader."""

from copy import copy
from typing import Any, TypeVar

from legation.kernel.asked import key_asked
from legation.kernel.models import Record
from legation.missions.models import Mission
from legation.missions.rules import standing

R = TypeVar("R", bound=Record)


def removed_part(model: type[R], mission: Mission, pk: object, user: Any) -> R | None:
    """The removed part of this mission that `user` sees and may bring back, or None."""
    return _may_return(_removed(model, pk=pk, mission=mission), user)


def removed_mission(slug: str, user: Any) -> Mission | None:
    """The removed mission that `user` prepares, or None."""
    return _may_return(_removed(Mission, slug=slug), user)


def removed_shared(model: type[R], pk: object, user: Any, **where: Any) -> R | None:
    """The removed venue, room or series that `user` may bring back, or None."""
    found = _removed(model, pk=pk, **where)
    return found if found is not None and _allowed(found, user) else None


def _removed(model: type[R], **where: Any) -> R | None:
    if "pk" in where and key_asked(where["pk"]) is None:
        return None
    rows: Any = model._default_manager.filter(**where).exclude(removed_at=None)
    found: R | None = rows.first()
    return found


def _may_return(record: R | None, user: Any) -> R | None:
    """The side decides first: an administrator holds every permission and sees no more for it."""
    if record is None:
        return None
    mine = standing(user, record.mission_key())  # type: ignore[attr-defined]
    hidden = hasattr(record, "seen_by") and mine is not None and record.seen_by() not in mine.sees
    return record if mine is not None and not hidden and _allowed(record, user) else None


def _allowed(record: Record, user: Any) -> bool:
    """Whether `user` could change it if it were there."""
    there = copy(record)
    there.removed_at = None
    return bool(user.has_perm(f"{record._meta.app_label}.change_{record._meta.model_name}", there))
