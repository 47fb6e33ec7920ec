"""Which people are likely one, and why."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from .sounds import Reading, alike, families, folded, hangul_reading, parted, readings

LIKELY = 0.6
CROWD = 8  # people of one key beyond whom a body or a mail address must be shared as well

# Short forms that stand for one name only.
_SHORT = {
    "bob": "robert", "rob": "robert", "bill": "william", "will": "william", "dick": "richard",
    "jim": "james", "mike": "michael", "tom": "thomas", "dave": "david", "joe": "joseph", "dan": "daniel",
    "tony": "anthony", "ken": "kenneth", "greg": "gregory", "jeff": "jeffrey", "liz": "elizabeth",
    "beth": "elizabeth", "kathy": "katherine", "debbie": "deborah", "sue": "susan", "peggy": "margaret",
    "ted": "theodore", "andy": "andrew", "matt": "matthew", "nick": "nicholas",
}  # fmt: skip


class Why(StrEnum):
    """A reason for or against."""

    SAME_OWN_SCRIPT = "own_script"
    SAME_LATIN = "latin"
    SWAPPED = "swapped"
    ROMANISED = "romanised"
    SOUND = "sound"
    SHORT_FORM = "short_form"
    ONE_LETTER = "one_letter"
    INITIAL = "initial"
    SAME_MAIL = "mail"
    SAME_BODY = "body"
    SAME_POST = "post"
    OTHER_BODY = "other_body"


WEIGHT = {
    Why.SAME_OWN_SCRIPT: 0.78,
    Why.SAME_LATIN: 0.75,
    Why.SWAPPED: 0.75,
    Why.ROMANISED: 0.66,
    Why.SOUND: 0.64,
    Why.SHORT_FORM: 0.64,
    Why.ONE_LETTER: 0.62,
    Why.INITIAL: 0.45,
    Why.SAME_MAIL: 0.3,
    Why.SAME_POST: 0.22,
    Why.SAME_BODY: 0.18,
    Why.OTHER_BODY: -0.08,
}


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as recorded. `latin` are (family, given); `own` are whole names in other scripts.

    `whole` are further spellings of which nobody knows where they part. `bodies` and `posts` are keys, a post
    being one of one body; `mails` are addresses.
    """

    key: int
    latin: tuple[tuple[str, str], ...] = ()
    own: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    bodies: frozenset[int] = frozenset()
    posts: frozenset[int] = frozenset()
    mails: frozenset[str] = frozenset()


class Reason(NamedTuple):
    """Why, and the two recorded spellings, addresses or keys that were compared."""

    why: Why
    first: str | int
    second: str | int


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two keys, the lower first; how likely from 0 to 1; and every reason, the strongest first."""

    first: int
    second: int
    score: float
    reasons: tuple[Reason, ...]


class _Korean(NamedTuple):
    """One way of reading a Latin name as a Korean one."""

    families: frozenset[str]
    given: tuple[Reading, ...]
    shown: str


class _Spelt(NamedTuple):
    """A Latin name in its folded parts."""

    family: str
    given: str
    shown: str


@dataclass(slots=True)
class _Known:
    """A person made ready for comparing."""

    person: Somebody
    own: dict[str, str]
    hangul: dict[tuple[str, str], str]
    latin: tuple[_Spelt, ...]
    korean: tuple[_Korean, ...]


def likely_same(
    people: Iterable[Somebody],
    *,
    least: float = LIKELY,
    only: frozenset[int] | None = None,
    told: Callable[[int], None] | None = None,
) -> list[Likeness]:
    """Every pair that is likely one person, the likeliest first, then by key.

    With `only`, the pairs in which one of these keys stands. `told` is called with the number of people read.
    """
    known: dict[int, _Known] = {}
    blocks: dict[str, list[int]] = {}
    for count, person in enumerate(people, start=1):
        known[person.key] = ready = _ready(person)
        for key in _keys(ready):
            blocks.setdefault(key, []).append(person.key)
        if told is not None and count % 1000 == 0:
            told(count)
    met: set[tuple[int, int]] = set()
    found = []
    for first, second in _pairs(blocks, known):
        pair = (min(first, second), max(first, second))
        if pair in met or (only is not None and only.isdisjoint(pair)):
            continue
        met.add(pair)
        likeness = _compared(known[pair[0]], known[pair[1]])
        if likeness is not None and likeness.score >= least:
            found.append(likeness)
    return sorted(found, key=lambda each: (-each.score, each.first, each.second))


def compared(first: Somebody, second: Somebody) -> Likeness | None:
    """How likely two people are one; None where no name is alike or Hangul says two."""
    one, other = sorted((first, second), key=lambda person: person.key)
    return _compared(_ready(one), _ready(other))


def _ready(person: Somebody) -> _Known:
    latin = [
        _Spelt(folded(family), folded(given), f"{given} {family}".strip()) for family, given in person.latin
    ]
    sided = list(person.latin)
    own = {folded(name): name for name in person.own if name}
    for name in person.whole:
        pieces = name.replace(",", " ").split()
        if not name.isascii() and not any(sign.isascii() and sign.isalpha() for sign in name):
            own.setdefault(folded(name), name)
        elif len(pieces) > 1:
            latin.append(_Spelt(folded(pieces[-1]), folded(" ".join(pieces[:-1])), name))
            sided += [(pieces[-1], " ".join(pieces[:-1])), (pieces[0], " ".join(pieces[1:]))]
    korean = dict.fromkeys(itertools.chain.from_iterable(map(_read, sided)))
    hangul = {split: name for name in own.values() for split in parted(name)}
    return _Known(person, own, hangul, tuple(dict.fromkeys(latin)), tuple(korean))


def _read(name: tuple[str, str]) -> Iterator[_Korean]:
    """A Latin name as Korean, with either part as the family name."""
    family, given = name
    for one, other in ((family, given), (given, family)):
        known = families(one) if other else frozenset()
        ways = readings(other) if known else ()
        if ways:
            yield _Korean(known, ways, f"{family} {given}")


def _keys(known: _Known) -> set[str]:
    """What two who are likely one have in common, one or more of these."""
    found = {f"o:{name}" for name in known.own}
    for family, given in known.hangul:
        found.add(f"k:{family}:{_sound_key(hangul_reading(given))}")
    for read in known.korean:
        found |= {f"k:{family}:{_sound_key(way)}" for family in read.families for way in read.given}
    for family, given, _shown in known.latin:
        if family and given:
            for one, other in ((family, given), (given, family)):
                found |= {f"l:{one}:{initial}" for initial in {other[0], _long(other)[0]}}
                found |= {f"b:{one}:{other[:2]}", f"e:{one}:{other[-2:]}"}  # one letter spares one of them
        elif family or given:
            found.add(f"w:{family or given}")
    if known.own or known.latin:
        found |= {f"@:{mail.casefold()}" for mail in known.person.mails}
    return found


def _sound_key(reading: Reading) -> str:
    return "".join(syllable.key for syllable in reading)


def _pairs(blocks: dict[str, list[int]], known: dict[int, _Known]) -> Iterator[tuple[int, int]]:
    for members in blocks.values():
        if len(members) <= CROWD:
            yield from itertools.combinations(members, 2)
            continue
        shared: dict[int | str, list[int]] = {}
        for key in members:
            person = known[key].person
            for body in person.bodies:
                shared.setdefault(body, []).append(key)
            for mail in person.mails:
                shared.setdefault(mail.casefold(), []).append(key)
        for some in shared.values():
            if len(some) <= CROWD * CROWD:
                yield from itertools.combinations(some, 2)


def _compared(first: _Known, second: _Known) -> Likeness | None:
    if first.hangul and second.hangul and first.hangul.keys().isdisjoint(second.hangul):
        return None
    named = max(_by_name(first, second), key=lambda reason: WEIGHT[reason.why], default=None)
    if named is None:
        return None
    reasons = [named, *_further(first.person, second.person)]
    score = min(0.99, max(0.0, sum(WEIGHT[reason.why] for reason in reasons)))
    return Likeness(first.person.key, second.person.key, round(score, 2), tuple(reasons))


def _by_name(first: _Known, second: _Known) -> Iterator[Reason]:
    for name in sorted(first.own.keys() & second.own.keys()):
        yield Reason(Why.SAME_OWN_SCRIPT, first.own[name], second.own[name])
    for one, other in itertools.product(first.latin, second.latin):
        why = _spelt_alike(one.family, one.given, other.family, other.given)
        if why is not None:
            yield Reason(why, one.shown, other.shown)
    for (split, name), read in itertools.product(first.hangul.items(), second.korean):
        if _said_by(split, read):
            yield Reason(Why.ROMANISED, name, read.shown)
    for (split, name), read in itertools.product(second.hangul.items(), first.korean):
        if _said_by(split, read):
            yield Reason(Why.ROMANISED, read.shown, name)
    for mine, theirs in itertools.product(first.korean, second.korean):
        if not mine.families.isdisjoint(theirs.families) and any(
            itertools.starmap(alike, itertools.product(mine.given, theirs.given))
        ):
            yield Reason(Why.SOUND, mine.shown, theirs.shown)


def _said_by(split: tuple[str, str], read: _Korean) -> bool:
    family, given = split
    return family in read.families and any(alike(hangul_reading(given), way) for way in read.given)


@functools.lru_cache(maxsize=50_000)
def _spelt_alike(family: str, given: str, family2: str, given2: str) -> Why | None:
    """How two Latin names are alike by their letters."""
    if (family, given) == (family2, given2):
        return Why.SAME_LATIN
    if (family, given) == (given2, family2) or family + given in {given2 + family2, family2 + given2}:
        return Why.SWAPPED
    if not (family and given and family2 and given2):
        return None
    orders = ((family2, given2), (given2, family2))
    if any(family == one and _long(given) == _long(other) for one, other in orders):
        return Why.SHORT_FORM
    if any(_one_letter(family, given, one, other) for one, other in orders):
        return Why.ONE_LETTER
    if any(family == one and _initial(given, other) for one, other in orders):
        return Why.INITIAL
    return None


def _long(given: str) -> str:
    return _SHORT.get(given, given)


def _initial(given: str, other: str) -> bool:
    short, long = sorted((given, other), key=len)
    return len(short) == 1 and len(long) > 1 and long[0] == short


def _one_letter(family: str, given: str, family2: str, given2: str) -> bool:
    """One part is the same and the other differs in one letter; never where both may be read as Korean.

    The family name must have five letters, the given name six and the same last one: Anna and Anne, Maria
    and Mario are two. In Korean names one letter makes another name.
    """
    if min(map(len, (given, given2, family, family2))) < 2:
        return False
    if any(sign.isdigit() for sign in given + given2 + family + family2):
        return False  # a number is no spelling: Guest 1 and Guest 2 are two
    if given == given2:
        close = min(len(family), len(family2)) >= 5 and _edited_once(family, family2)
    else:
        close = (
            family == family2
            and min(len(given), len(given2)) >= 6
            and given[-1] == given2[-1]
            and _edited_once(given, given2)
        )
    return close and not (families(family) and readings(given) and families(family2) and readings(given2))


def _edited_once(first: str, second: str) -> bool:
    """One letter put in, left out or exchanged, or two neighbours swapped."""
    short, long = sorted((first, second), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next(
        (k for k, (one, other) in enumerate(zip(short, long, strict=False)) if one != other), len(short)
    )
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    if short[same + 1 :] == long[same + 1 :]:
        return True
    return short[same : same + 2] == long[same : same + 2][::-1] and short[same + 2 :] == long[same + 2 :]


def _further(first: Somebody, second: Somebody) -> Iterator[Reason]:
    mails = {mail.casefold() for mail in first.mails} & {mail.casefold() for mail in second.mails}
    if mails:
        yield Reason(Why.SAME_MAIL, min(mails), min(mails))
    if posts := first.posts & second.posts:
        yield Reason(Why.SAME_POST, min(posts), min(posts))
    elif bodies := first.bodies & second.bodies:
        yield Reason(Why.SAME_BODY, min(bodies), min(bodies))
    elif first.bodies and second.bodies:
        yield Reason(Why.OTHER_BODY, min(first.bodies), min(second.bodies))
