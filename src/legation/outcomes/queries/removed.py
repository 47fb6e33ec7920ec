"""Removed outcomes, for whoever may bring them back."""

from typing import Any

from legation.missions.models import Mission
from legation.outcomes.models import Agreement, Commitment, Outcome, Statement

KINDS: dict[str, type[Outcome]] = {
    "statement": Statement,
    "commitment": Commitment,
    "agreement": Agreement,
}
LONGEST_KEY = 18


def removed_outcome(model: type[Outcome], mission: Mission | None, pk: int, user: Any) -> Outcome | None:
    """A removed outcome, of `mission` where one is given, that `user` may bring back; or None."""
    rows = model._default_manager.exclude(removed_at=None).filter(pk=pk)
    found = (rows if mission is None else rows.filter(mission=mission)).first()
    if found is None:
        return None
    there, found.removed_at = found.removed_at, None
    allowed = user.has_perm(f"outcomes.change_{model._meta.model_name}", found)
    found.removed_at = there
    return found if allowed else None


def undoable(mission: Mission, told: str, user: Any) -> Outcome | None:
    """The outcome that `told`, as commitment-12, says was just removed, if `user` may bring it back."""
    name, _dash, key = told.partition("-")
    model = KINDS.get(name)
    if model is None or not key.isdecimal() or len(key) > LONGEST_KEY:
        return None
    return removed_outcome(model, mission, int(key), user)
