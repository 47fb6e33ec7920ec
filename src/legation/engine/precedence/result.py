"""The order that comes out: who stands where, from what standing, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from legation.engine.precedence.model import Label, Override, Person, Post
from legation.engine.precedence.pack import Pack

Value = str | int | date | Label | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why `above` goes before `below` (ids): the rule that decided, how it did, and the facts that it read.

    `rule` is a number of the rules (P2 … P16) or "override". `how` tells apart the ways in which one rule
    decides.
    """

    above: str
    below: str
    rule: str
    how: str
    params: Mapping[str, Value] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person's rank comes from, and the key that it makes.

    `level` counts from 0 at the top of the ladder; the pack's number of levels means no rank. `rule` is the
    rule that gave the level (P2 for a plain post), `plain_level` the level without that rule,
    `denied_level` and `denied_rank` what a representation that the pack does not honour would have given.
    `partner` is the id of the partner whose rank this is (P14). `post` is the post that counted.
    """

    person: Person
    level: int
    rank: Label | None
    rule: str
    plain_level: int
    post: Post | None = None
    facts: Mapping[str, Value] = field(default_factory=dict, hash=False)
    denied_level: int | None = None
    denied_rank: Label | None = None
    partner: str | None = None
    key: tuple[Any, ...] = field(default=(), hash=False)


@dataclass(frozen=True, slots=True)
class Order:
    """The order of precedence: `order` are ids from the first; `outside` take no rank; `absent` are
    represented.

    `reasons` has one entry for each neighbouring pair. `base` is the order by the rules alone; `moved` are
    those of the `overrides` that changed it, the others already held.
    """

    order: tuple[str, ...]
    outside: tuple[str, ...]
    absent: tuple[str, ...]
    reasons: tuple[Reason, ...]
    standings: Mapping[str, Standing] = field(hash=False)
    base: tuple[str, ...]
    overrides: tuple[Override, ...]
    moved: tuple[Override, ...]
    pack: Pack = field(hash=False)
    host: str
    on: date
    language: str
    seed: int
