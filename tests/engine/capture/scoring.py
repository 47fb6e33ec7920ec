"""How much of the labels a draft finds and how much of a draft is right: F1 for each field over all texts."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

Item = dict[str, Any]
_SMALL = frozenset({"the", "of", "a", "an", "and", "for", "to", "in", "at", "city", "metropolitan"})
_CITY = re.compile(r"(특례시|특별시|광역시|시|현|주)$")


class Tally:
    """Right, wrong and missing values for each field."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()

    def add(self, field: str, right: int, given: int, wanted: int) -> None:
        self.right[field] += right
        self.given[field] += given
        self.wanted[field] += wanted

    def precision(self, field: str) -> float:
        return self.right[field] / self.given[field] if self.given[field] else 0.0

    def f1(self, field: str) -> float:
        both = self.given[field] + self.wanted[field]
        return 2 * self.right[field] / both if both else 0.0

    def macro(self) -> float:
        fields = sorted(set(self.given) | set(self.wanted))
        return sum(self.f1(field) for field in fields) / len(fields)


def plain(words: str | None) -> str:
    """Lower case without marks or the article; Korean without blanks."""
    text = unicodedata.normalize("NFKC", words or "").casefold().replace("’", "'")
    text = re.sub(r"^(?:the|a|an) ", "", re.sub(r"[^\w&+]+", " ", re.sub(r"'s\b", "", text)).strip())
    return text.replace(" ", "") if re.search("[가-힣]", text) else text


def city(words: str | None) -> str:
    name = plain(words)
    if re.search("[가-힣]", name):
        return _CITY.sub("", name) if len(name) > 2 else name
    return name.removeprefix("city of ").removesuffix(" city")


def alike(one: str | None, two: str | None) -> bool:
    """Whether two names of a post or body mean the same: equal, or the words of one are among the other's."""
    first, second = plain(one), plain(two)
    if not first or not second:
        return False
    if first == second or city(one) == city(two):
        return True
    if re.search("[가-힣]", first + second):
        return city(one) in second or city(two) in first
    a, b = set(first.split()) - _SMALL, set(second.split()) - _SMALL
    return bool(a and b) and (a <= b or b <= a)


def paired(
    gold: list[Item], given: list[Item], same: Callable[[Item, Item], bool]
) -> list[tuple[Item, Item]]:
    """One-to-one pairs, the first that fits."""
    free = list(range(len(given)))
    pairs: list[tuple[Item, Item]] = []
    for item in gold:
        at = next((number for number in free if same(item, given[number])), None)
        if at is not None:
            free.remove(at)
            pairs.append((item, given[at]))
    return pairs


def day(event: Item) -> str:
    iso = event.get("iso") or ""
    return iso if "/" in iso else iso.partition("T")[0]


def clock(event: Item) -> str:
    iso = event.get("iso") or ""
    return iso.partition("T")[2] or event.get("part") or ""


def parties(event: Item, side: str) -> set[tuple[str, str]]:
    return {(side, city(name)) for name in event.get(side) or []}


def overlap(one: list[int], two: list[int]) -> bool:
    shared = min(one[1], two[1]) - max(one[0], two[0])
    return shared * 2 >= min(one[1] - one[0], two[1] - two[0]) and shared > 0


def aligned(gold: list[Item], given: list[Item]) -> list[tuple[Item, Item]]:
    """Events paired best first by kind, day, venue, city and parties; two points at least."""
    scores = sorted(
        (
            -2.0 * (one["kind"] == two["kind"])
            - 2.0 * bool(day(one) and day(one) == day(two))
            - alike(one["venue"], two.get("venue"))
            - bool(one["city"] and city(one["city"]) == city(two.get("city")))
            - bool(
                parties(one, "host") & parties(two, "host") or parties(one, "guest") & parties(two, "guest")
            )
            - 0.5 * (one["status"] == two.get("status")),
            i,
            j,
        )
        for i, one in enumerate(gold)
        for j, two in enumerate(given)
    )
    left, right = set(range(len(gold))), set(range(len(given)))
    pairs: list[tuple[Item, Item]] = []
    for score, i, j in scores:
        if score <= -2 and i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((gold[i], given[j]))
    return pairs


def score(tally: Tally, gold: Item, given: Item) -> None:
    """Add one text."""
    _people(tally, gold["people"], given["people"])
    _events(tally, gold["events"], given["events"])
    names = [[plain(name) for name in (body["name"], *body["aliases"])] for body in given["organisations"]]
    bodies = [{"names": listed} for listed in names]
    same = paired(
        gold["organisations"],
        bodies,
        lambda one, two: bool({plain(n) for n in (one["name"], *one["aliases"])} & set(two["names"])),
    )
    tally.add("organisations", len(same), len(bodies), len(gold["organisations"]))
    wanted, found = set(gold["topics"]), set(given["topics"])
    tally.add("topics", len(wanted & found), len(found), len(wanted))
    said = paired(
        gold["statements"],
        given["statements"],
        lambda one, two: bool(_names(one) & _names(two)) and overlap(one["span"], two["span"]),
    )
    tally.add("statements", len(said), len(given["statements"]), len(gold["statements"]))
    deals = paired(
        gold["agreements"],
        given["agreements"],
        lambda one, two: one["kind"] == two["kind"] and overlap(one["span"], two["span"]),
    )
    tally.add("agreements", len(deals), len(given["agreements"]), len(gold["agreements"]))
    size, told = (gold["delegation_size"] or {}).get("value"), (given["delegation_size"] or {}).get("value")
    tally.add("size", int(size is not None and size == told), int(told is not None), int(size is not None))


def _names(statement: Item) -> set[str]:
    return {plain(name) for name in statement["speakers"]}


def _people(tally: Tally, gold: list[Item], given: list[Item]) -> None:
    pairs = paired(gold, given, lambda one, two: plain(one["name"]) == plain(two["name"]))
    tally.add("people", len(pairs), len(given), len(gold))
    for key in ("title", "org"):
        _filled(tally, key, gold, given, pairs, alike)
    sided = [(one, two) for one, two in pairs if one["side"] in {"host", "guest"}]
    right = sum(one["side"] == two["side"] for one, two in sided)
    told = sum(two["side"] in {"host", "guest"} for _, two in sided)
    tally.add("side", right, told, sum(one["side"] in {"host", "guest"} for one in gold))
    heads = [
        {plain(one["name"]) for one in people if "head_of_delegation" in one["roles"]}
        for people in (gold, given)
    ]
    tally.add("head", len(heads[0] & heads[1]), len(heads[1]), len(heads[0]))


def _filled(
    tally: Tally,
    key: str,
    gold: Iterable[Item],
    given: Iterable[Item],
    pairs: list[tuple[Item, Item]],
    same: Callable[[str | None, str | None], bool],
) -> None:
    unlabelled = {id(two) for one, two in pairs if not one.get(key)}
    right = sum(bool(one.get(key)) and same(one[key], two.get(key)) for one, two in pairs)
    told = sum(bool(two.get(key)) and id(two) not in unlabelled for two in given)
    tally.add(key, right, told, sum(bool(one.get(key)) for one in gold))


def _events(tally: Tally, gold: list[Item], given: list[Item]) -> None:
    pairs = aligned(gold, given)
    tally.add("events", len(pairs), len(given), len(gold))
    fields: dict[str, tuple[Callable[[Item], str], Callable[[str | None, str | None], bool]]] = {
        "kind": (lambda event: event["kind"], lambda one, two: one == two),
        "date": (day, lambda one, two: one == two),
        "time": (clock, lambda one, two: one == two),
        "venue": (lambda event: event.get("venue") or "", alike),
        "city": (lambda event: event.get("city") or "", lambda one, two: city(one) == city(two)),
    }
    for name, (value, same) in fields.items():
        right = sum(bool(value(one)) and same(value(one), value(two)) for one, two in pairs)
        tally.add(name, right, sum(bool(value(two)) for two in given), sum(bool(value(one)) for one in gold))
    sides = [
        {party for event in events for side in ("host", "guest") for party in parties(event, side)}
        for events in (gold, given)
    ]
    tally.add("parties", len(sides[0] & sides[1]), len(sides[1]), len(sides[0]))
    whole = sum(
        one["primary"]
        and all(same(value(one), value(two)) for value, same in fields.values() if value(one))
        and day(one) == day(two)
        for one, two in pairs
    )
    tally.add("primary", whole, sum(one["primary"] for one in gold), sum(one["primary"] for one in gold))
