"""What the pages of rule packs show."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from legation.engine.precedence import PARAMETERS, PackError, Rank, load_pack, pack_differences, pack_toml
from legation.engine.precedence import Pack as Rules
from legation.kernel.asked import key_asked
from legation.missions.models import Engagement
from legation.protocol.choices import Pack
from legation.protocol.models import Arrangement, RulePack
from legation.protocol.queries.packs import Book, own_book, own_packs, shipped
from legation.protocol.queries.packs_words import reading, worded


@dataclass(frozen=True, slots=True)
class PackRow:
    """One pack of the list: how many parameters it leaves unset, and how many differ from its base."""

    book: Book
    changed: int
    unset: int
    usable: bool


@dataclass(frozen=True, slots=True)
class PacksPage:
    """The packs of the reader's office, those of other offices, and those that ship."""

    own: tuple[PackRow, ...]
    others: tuple[PackRow, ...]
    shipped: tuple[PackRow, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """One parameter of a pack in the reader's words; `was` is the base's value where it was changed."""

    name: str
    rule: str
    label: str
    value: str
    unset: bool
    source: str
    grade: str
    was: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Apart:
    """A parameter, or the ladder, on which two packs differ."""

    rule: str
    label: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Rung:
    """The ranks of one level, which are equals."""

    number: int
    ranks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackPage:
    """One pack whole. `question` says why it cannot be used, and then only its changes are shown."""

    book: Book
    rules: Rules
    title: str
    stated: tuple[Stated, ...]
    ladder: tuple[Rung, ...]
    institutions: tuple[str, ...]
    differs: tuple[Apart, ...]
    other: Book | None
    apart: tuple[Apart, ...]
    question: str


def packs_page(user: Any) -> PacksPage:
    """One query."""
    own = own_packs(user)
    return PacksPage(
        own=tuple(_row(own_book(each)) for each in own if each.office_id == user.office_id),
        others=tuple(_row(own_book(each)) for each in own if each.office_id != user.office_id),
        shipped=tuple(_row(shipped(each)) for each in Pack),
    )


def _row(book: Book) -> PackRow:
    try:
        rules = book.rules
    except PackError:
        return PackRow(book, len(book.own.changes) if book.own is not None else 0, 0, usable=False)
    unset = sum(each.value is None for each in rules.params.values())
    return PackRow(book, len(book.own.changes) if book.own is not None else 0, unset, usable=True)


def pack_page(book: Book, other: Book | None = None) -> PackPage:
    """A pack, where it differs from its base, and from any other: no query."""
    base = load_pack(book.base.value)
    question = ""
    try:
        rules = book.rules
    except PackError as error:
        rules, question = base, error.text(reading())
    return PackPage(
        book=book,
        rules=rules,
        title=book.label if book.own is not None else rules.title.text(reading()),
        stated=tuple(_stated(name, rules, base, book) for name in PARAMETERS),
        ladder=_ladder(rules.ranks.values()),
        institutions=tuple(each.text(reading()) for each in rules.institutions),
        differs=_apart(rules, base) if book.own is not None else (),
        other=other,
        apart=_apart(rules, _rules(other, base)) if other is not None else (),
        question=question,
    )


def _rules(book: Book, otherwise: Rules) -> Rules:
    try:
        return book.rules
    except PackError:
        return otherwise


def _stated(name: str, rules: Rules, base: Rules, book: Book) -> Stated:
    param, spec = rules.params[name], PARAMETERS[name]
    changed = book.own is not None and name in book.own.changes
    return Stated(
        name=name,
        rule=spec.rule,
        label=spec.label.text(reading()),
        value=worded(param.value, name, rules),
        unset=param.value is None,
        source=param.source,
        grade=param.grade,
        was=worded(base.params[name].value, name, base) if changed else "",
        changed=changed,
    )


def _ladder(ranks: Any) -> tuple[Rung, ...]:
    levels: dict[int, list[Rank]] = {}
    for each in ranks:
        levels.setdefault(each.level, []).append(each)
    return tuple(
        Rung(level + 1, tuple(each.label.text(reading()) for each in those))
        for level, those in sorted(levels.items())
    )


def _apart(ours: Rules, theirs: Rules) -> tuple[Apart, ...]:
    found = []
    for each in pack_differences(ours, theirs):
        if each.name in PARAMETERS:
            spec = PARAMETERS[each.name]
            found.append(
                Apart(
                    spec.rule,
                    spec.label.text(reading()),
                    worded(each.ours, each.name, ours),
                    worded(each.theirs, each.name, theirs),
                )
            )
        else:
            found.append(Apart("P2", _("The ladder of ranks"), _order(ours), _order(theirs)))
    return tuple(found)


def _order(rules: Rules) -> str:
    return " > ".join(" = ".join(rung.ranks) for rung in _ladder(rules.ranks.values()))


def toml_of(book: Book) -> str:
    """The pack as a file; empty where it cannot be used."""
    try:
        return pack_toml(book.rules)
    except PackError:
        return ""


def shipped_named(name: str) -> Book | None:
    """The shipped pack of this name, or None."""
    return shipped(Pack(name)) if name in Pack.values else None


def ranked_by(pack: RulePack, user: Any) -> Sequence[Engagement]:
    """The engagements, of those that the reader sees, which are ranked by the pack: one query."""
    arranged = Arrangement.objects.visible_to(user).filter(own_pack=pack)
    found: Sequence[Engagement] = list(
        Engagement.objects.visible_to(user)
        .filter(pk__in=arranged.values("engagement"))
        .select_related("mission")
        .order_by("starts_at", "pk")
    )
    return found


def removed_pack(pk: object, user: Any) -> RulePack | None:
    """The removed pack that `user` may bring back, or None."""
    key = key_asked(pk)
    if key is None:
        return None
    record: RulePack | None = RulePack.objects.exclude(removed_at=None).filter(pk=key).first()
    if record is None:
        return None
    there = copy(record)
    there.removed_at = None
    return record if user.has_perm("protocol.change_rulepack", there) else None
