"""What else an engagement needs and may need twice at once: cars, say. Upper apps tell what they keep."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from legation.missions.models import Mission


@dataclass(frozen=True, slots=True)
class Needed:
    """A thing by its name that an engagement of the mission needs; one name is one thing."""

    engagement_id: int
    kind: str
    name: str


Source = Callable[[Mission, Any], Iterable[Needed]]
_sources: list[Source] = []


def told_by(source: Source) -> Source:
    """Let the board ask `source` as well; it answers, in one query, with what the user may see."""
    if source not in _sources:
        _sources.append(source)
    return source


def needed_by(mission: Mission, user: Any) -> list[Needed]:
    """One query a source: what the engagements of the mission need, as this user sees it."""
    return [needed for source in _sources for needed in source(mission, user)]
