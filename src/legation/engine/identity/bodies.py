"""Which organisations are likely one, and why."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from .sounds import folded

_FORMS = re.compile(
    r"\b(inc|incorporated|ltd|limited|llc|llp|plc|corp|corporation|co|company|gmbh|ag|sa|kk)\b\.?",
    re.IGNORECASE,
)
_FORMS_KOREAN = re.compile(r"주식회사|유한회사|재단법인|사단법인|\((주|유|재|사)\)|㈜|㈔|㈐")
_LITTLE = {"of", "the", "and", "for", "in", "a"}
_LEAST_INITIALS = 4


class BodyWhy(StrEnum):
    """A reason for two bodies being one."""

    SAME_NAME = "name"
    SAME_BUT_FORM = "form"
    SAME_WORDS = "words"
    INITIALS = "initials"


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as recorded: every name of it, in any script, and the key of its city."""

    key: int
    names: tuple[str, ...]
    city: int | None = None


class BodyReason(NamedTuple):
    """Why, and the two recorded names that were compared."""

    why: BodyWhy
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class BodyLikeness:
    """Two keys, the lower first, and every reason, the strongest first."""

    first: int
    second: int
    reasons: tuple[BodyReason, ...]


def likely_same_bodies(bodies: Iterable[Body]) -> list[BodyLikeness]:
    """Every pair of bodies that are likely one, by key. Two that stand in different cities never are."""
    known = {body.key: body for body in bodies}
    named: dict[tuple[BodyWhy, str], dict[int, str]] = {}
    for body in known.values():
        for why, key, name in _keys(body):
            named.setdefault((why, key), {}).setdefault(body.key, name)
    found: dict[tuple[int, int], list[BodyReason]] = {}
    for why in BodyWhy:
        for (kind, _key), holders in named.items():
            if kind != why:
                continue
            for first, second in itertools.combinations(sorted(holders), 2):
                reasons = found.setdefault((first, second), [])
                if _may_be_one(known[first], known[second]) and not reasons:
                    reasons.append(BodyReason(why, holders[first], holders[second]))
    return [
        BodyLikeness(first, second, tuple(reasons))
        for (first, second), reasons in sorted(found.items())
        if reasons
    ]


def _may_be_one(first: Body, second: Body) -> bool:
    return first.city is None or second.city is None or first.city == second.city


def _keys(body: Body) -> Iterator[tuple[BodyWhy, str, str]]:
    for name in dict.fromkeys(filter(None, body.names)):
        if not folded(name):
            continue
        yield BodyWhy.SAME_NAME, folded(name), name
        bare = _FORMS_KOREAN.sub(" ", _FORMS.sub(" ", name))
        if len(folded(bare)) > 2:
            yield BodyWhy.SAME_BUT_FORM, folded(bare), name
        words = [word for word in re.findall(r"\w+", bare.casefold()) if word not in _LITTLE]
        if len(words) > 1:
            yield BodyWhy.SAME_WORDS, " ".join(sorted(words)), name
        initials = "".join(word[0] for word in words)
        if len(words) >= _LEAST_INITIALS and initials.isascii():
            yield BodyWhy.INITIALS, initials, name
        elif name.isascii() and name.isupper() and name.isalpha() and len(name) >= _LEAST_INITIALS:
            yield BodyWhy.INITIALS, name.casefold(), name
