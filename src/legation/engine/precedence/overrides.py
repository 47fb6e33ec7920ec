"""Overrides by hand: pairs that must hold, on top of the order that the rules make."""

import heapq
from collections import deque
from collections.abc import Mapping, Sequence

from legation.engine.precedence.errors import OverrideCircle
from legation.engine.precedence.model import Override


def with_overrides(
    base: Sequence[str], overrides: Sequence[Override], followers: Mapping[str, str]
) -> tuple[str, ...]:
    """`base` with each overridden person raised to just above the other; everybody else keeps their sequence.

    `followers` maps a spouse to the partner whom they follow: they move along unless an override names them.
    Raises `OverrideCircle` with a smallest circle.
    """
    if not overrides:
        return tuple(base)
    named = {each.person for each in overrides} | {each.before for each in overrides}
    bound = {who: partner for who, partner in followers.items() if who not in named}
    ordered = _raised([each for each in base if each not in bound], overrides)
    behind: dict[str, list[str]] = {}
    for who in base:
        if who in bound:
            behind.setdefault(bound[who], []).append(who)
    return tuple(each for who in ordered for each in (who, *behind.get(who, ())))


def _raised(base: Sequence[str], overrides: Sequence[Override]) -> list[str]:
    place = {who: index for index, who in enumerate(base)}
    above: dict[str, set[str]] = {who: set() for who in base}
    waiting = dict.fromkeys(base, 0)
    for each in overrides:
        if each.person not in above[each.before]:
            above[each.before].add(each.person)
            waiting[each.person] += 1
    free = [-place[who] for who in base if waiting[who] == 0]
    heapq.heapify(free)
    from_last: list[str] = []
    while free:
        who = base[-heapq.heappop(free)]
        from_last.append(who)
        for raised in above[who]:
            waiting[raised] -= 1
            if waiting[raised] == 0:
                heapq.heappush(free, -place[raised])
    if len(from_last) < len(base):
        raise OverrideCircle(smallest_circle(overrides))
    return from_last[::-1]


def smallest_circle(overrides: Sequence[Override]) -> tuple[str, ...]:
    """The people of a smallest circle that `overrides` form, in its sequence; empty where there is none."""
    after: dict[str, set[str]] = {}
    for each in overrides:
        after.setdefault(each.person, set()).add(each.before)
    best: tuple[str, ...] = ()
    for start in sorted(after):
        circle = _circle_through(start, after)
        if circle and (not best or len(circle) < len(best)):
            best = circle
    return best


def _circle_through(start: str, after: Mapping[str, set[str]]) -> tuple[str, ...]:
    came: dict[str, str] = {}
    queue = deque([start])
    while queue:
        who = queue.popleft()
        for following in sorted(after.get(who, ())):
            if following == start:
                path = [who]
                while path[-1] != start:
                    path.append(came[path[-1]])
                return tuple(reversed(path))
            if following not in came:
                came[following] = who
                queue.append(following)
    return ()
