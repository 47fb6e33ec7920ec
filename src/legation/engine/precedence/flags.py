"""Flags (F1 to F4): rows as the viewer sees them, the order of raising and lowering, and what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from legation.engine.precedence.collation import sort_key_of
from legation.engine.precedence.errors import BadInput
from legation.engine.precedence.pack import Pack
from legation.engine.precedence.result import Order

FlagKind = Literal["country", "state", "city", "body"]
KINDS: tuple[FlagKind, ...] = ("country", "state", "city", "body")


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag: its owner's name to collate by, and whether the owner is the host.

    `width` and `height` of the cloth and `pole` height in centimetres and `mast`, the pole that it hangs
    on, are read by `flag_faults`; None or "" where it is not measured.
    """

    id: str
    name: str
    kind: FlagKind = "country"
    host: bool = False
    width: int | None = None
    height: int | None = None
    pole: int | None = None
    mast: str = ""


@dataclass(frozen=True, slots=True)
class FlagRow:
    """Flags of one kind from the viewer's left (ids), and the rule that placed them."""

    kind: FlagKind
    from_left: tuple[str, ...]
    rule: str
    how: str


@dataclass(frozen=True, slots=True)
class FlagPlan:
    """The rows from the most senior kind (F4), and who is raised and lowered when (F1)."""

    rows: tuple[FlagRow, ...]
    raised: tuple[str, ...]
    lowered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlagFault:
    """A rule that a setting breaks: `flag` and `other` are ids, `what` one of size, pole, mast or row."""

    rule: str
    what: str
    flag: str
    other: str


def flag_plan(flags: Sequence[Flag], pack: Pack, *, language: str = "en") -> FlagPlan:
    """The rows of `flags`, which are given in their order of precedence, by the rules of `pack`.

    Two national flags stand by F2, three or more by F3; each other kind has a row of its own in the given
    order (F4). The host's is raised first and lowered last (F1). Raises `AskTheOffice` where the pack
    leaves the rule unset, and `BadInput` for a flag that is there twice, or national flags without exactly
    one host's.
    """
    _once(flags)
    rows = []
    for kind in KINDS:
        each = [flag for flag in flags if flag.kind == kind]
        if kind == "country" and len(each) > 1:
            rows.append(_nations(each, pack, language))
        elif each:
            rows.append(FlagRow(kind, tuple(flag.id for flag in each), "F4", "own_row"))
    nations = sorted((flag for flag in flags if flag.kind == "country"), key=lambda flag: not flag.host)
    raised = tuple(flag.id for flag in nations)
    return FlagPlan(tuple(rows), raised, raised[::-1])


def countries_of(order: Order) -> tuple[str, ...]:
    """The countries of the people in the order, each at the place of its first person."""
    named = (order.standings[who].person.country for who in order.order)
    return tuple(dict.fromkeys(each for each in named if each))


def flag_faults(flags: Sequence[Flag], from_left: Sequence[str] = ()) -> tuple[FlagFault, ...]:
    """What breaks F1 among the national flags, and F4 in the row `from_left` (ids, from the viewer's left).

    Sizes and poles are compared with the first national flag; a value that is not measured is not judged.
    """
    faults: list[FlagFault] = []
    nations = [flag for flag in flags if flag.kind == "country"]
    for place, flag in enumerate(nations):
        first = nations[0]
        if _differ(flag.width, first.width) or _differ(flag.height, first.height):
            faults.append(FlagFault("F1", "size", flag.id, first.id))
        if _differ(flag.pole, first.pole):
            faults.append(FlagFault("F1", "pole", flag.id, first.id))
        shared = next((each for each in nations[:place] if flag.mast and each.mast == flag.mast), None)
        if shared is not None:
            faults.append(FlagFault("F1", "mast", flag.id, shared.id))
    kinds = {flag.id: flag.kind for flag in flags}
    places = [place for place, who in enumerate(from_left) if kinds.get(who) == "country"]
    for place, who in enumerate(from_left):
        if places and kinds.get(who) != "country" and places[0] < place < places[-1]:
            faults.append(FlagFault("F4", "row", who, from_left[places[0]]))
    return tuple(faults)


def _differ(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other


def _once(flags: Sequence[Flag]) -> None:
    seen: set[str] = set()
    for index, flag in enumerate(flags):
        if flag.kind not in KINDS:
            raise BadInput(
                f"flags[{index}].kind", f"must be one of {', '.join(KINDS)}", "알 수 없는 종류입니다"
            )
        if flag.id in seen:
            raise BadInput(
                f"flags[{index}].id", f"{flag.id} is there twice", f"{flag.id} 항목이 두 번 있습니다"
            )
        seen.add(flag.id)


def _nations(flags: Sequence[Flag], pack: Pack, language: str) -> FlagRow:
    hosts = [flag for flag in flags if flag.host]
    if len(hosts) != 1:
        raise BadInput(
            "flags",
            f"one national flag must be the host's, not {len(hosts)}",
            f"주최국 국기는 하나여야 하는데 {len(hosts)}개입니다",
        )
    guests = [flag for flag in flags if not flag.host]
    if len(flags) == 2:
        how = pack.choice("two_flags")
        pair = (guests[0], hosts[0]) if how == "guest_left" else (hosts[0], guests[0])
        return FlagRow("country", (pair[0].id, pair[1].id), "F2", how)
    how = pack.choice("many_flags")
    if how == "alphabetical":
        collated = sort_key_of(language)
        ranked = sorted(flags, key=lambda flag: (collated(flag.name), flag.id))
        return FlagRow("country", tuple(flag.id for flag in ranked), "F3", how)
    left, right = guests[::2], guests[1::2]
    return FlagRow("country", tuple(flag.id for flag in (*reversed(left), hosts[0], *right)), "F3", how)
