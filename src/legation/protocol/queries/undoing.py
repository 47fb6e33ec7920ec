"""What undo and redo bring back: read from the history of an arrangement."""

from dataclasses import dataclass
from typing import Any

from legation.protocol.models import Arrangement, RulePack

# What a step by hand may change, and so what undo brings back.
FIELDS = ("pack", "layout", "door", "window", "viewer", "axis", "seed", "tables", "seats", "locks")


@dataclass(frozen=True, slots=True)
class Timeline:
    """The versions that stand one behind the other, and at which of them the arrangement is.

    A version made by undo or redo stands for the one that it brought back; a new change cuts off what was
    undone.
    """

    versions: tuple[int, ...]
    at: int

    @property
    def back(self) -> int | None:
        """The version that undo brings back."""
        return self.versions[self.at - 1] if self.at > 0 else None

    @property
    def forward(self) -> int | None:
        """The version that redo brings back."""
        return self.versions[self.at + 1] if self.at + 1 < len(self.versions) else None


def timeline_of(arrangement: Arrangement | None) -> Timeline:
    """One query; none without an arrangement."""
    if arrangement is None:
        return Timeline((), 0)
    rows = arrangement.history.order_by("version", "history_id").values_list("version", "again")
    stack: list[int] = []
    at = -1
    for version, again in dict(rows).items():
        if again in stack:
            at = stack.index(again)
            continue
        stack = [*stack[: at + 1], version]
        at = len(stack) - 1
    return Timeline(tuple(stack), max(at, 0))


def state_at(arrangement: Arrangement, version: int) -> Any | None:
    """The arrangement as it was saved in this version: one query."""
    return arrangement.history.filter(version=version).order_by("-history_id").first()


def values_at(arrangement: Arrangement, version: int) -> dict[str, Any] | None:
    """What undo or redo writes to bring a version back; an own pack that was removed since stays away."""
    state = state_at(arrangement, version)
    if state is None:
        return None
    own = RulePack.objects.present().filter(pk=state.own_pack_id).first() if state.own_pack_id else None
    return {name: getattr(state, name) for name in FIELDS} | {"own_pack": own, "again": version}
