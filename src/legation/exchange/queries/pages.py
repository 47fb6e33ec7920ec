"""What the pages of the exchange show."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.directory.models.records import full_name
from legation.exchange.choices import Fate, Why
from legation.exchange.models import Installation, Parcel
from legation.exchange.queries.collecting import Collected
from legation.exchange.queries.kinds import KINDS
from legation.exchange.queries.places import EVERY, beds, boarding, key_of
from legation.exchange.queries.planning import Change, Plan, Row

MOST = 200
MOST_CHOICES = 2_000  # what one form can send, with room to spare


@dataclass(frozen=True, slots=True)
class Differing:
    """A field before and after, as its reader sees it; `choice` names it where both changed it."""

    label: str
    before: str
    after: str
    choice: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One record of a file: what it is called and what becomes of it."""

    kind: str
    name: str
    changes: tuple[Differing, ...] = ()
    why: str = ""
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    kind: str
    new: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking in would do: in numbers by kind, and one by one where somebody may want to look."""

    opens: bool
    counts: tuple[Counted, ...]
    differs: tuple[Shown, ...]
    changed: tuple[Shown, ...]
    gone: tuple[Shown, ...]
    left: tuple[Shown, ...]
    total: int
    stranger: bool = False
    more: int = 0  # records that differ and are not shown

    @property
    def nothing(self) -> bool:
        return not self.opens and not self.gone and not any(each.new + each.changed for each in self.counts)


def kind_name(kind: str) -> str:
    name = str(KINDS[kind].model._meta.verbose_name)
    return name[:1].upper() + name[1:]


def counted(found: Collected) -> list[tuple[str, int]]:
    """How many records of each kind go out."""
    return [(kind_name(kind), number) for kind, number in found.counts.items()]


def parcels_of(user: Any) -> Any:
    """The files that the office brought, the newest first."""
    return Parcel.objects.visible_to(user).select_related("installation", "mission").order_by("-pk")[:100]


def installations() -> Any:
    return Installation.objects.select_related("trusted_by").order_by("pk")


def preview(plan: Plan) -> Preview:
    def rows(fate: Fate) -> Iterable[Row]:
        return (row for row in plan.all() if row.fate == fate)

    changing = {Fate.CHANGED, Fate.DIFFERS}
    differing, hidden = _few(list(rows(Fate.DIFFERS)))
    counts = tuple(
        Counted(
            kind_name(kind),
            sum(row.fate == Fate.NEW for row in each),
            sum(row.fate in changing for row in each),
            sum(row.fate == Fate.SAME for row in each),
        )
        for kind, each in plan.rows.items()
    )
    return Preview(
        plan.mission is None,
        counts,
        tuple(_shown(row, plan) for row in differing),
        tuple(_shown(row, plan) for row in islice(rows(Fate.CHANGED), MOST)),
        tuple(
            Shown(kind_name(kind), str(record), choice=f"gone:{kind}:{record.pk}")
            for kind, record in plan.gone[:MOST]
        ),
        tuple(islice((*(_shown(row, plan) for row in rows(Fate.LEFT)), *_without_place(plan)), MOST)),
        sum(len(each) for each in plan.rows.values()),
        plan.stranger,
        hidden,
    )


def _without_place(plan: Plan) -> Iterable[Shown]:
    """Who comes in without the room or seat that the file gives them, with nothing ticked or with all."""
    delegates = {key_of(row): row for row in plan.rows.get("delegate", ())}
    found: dict[Shown, None] = {
        (
            Shown(kind_name(each.kind), called(each, plan), why=str(why.label))
            if isinstance(each, Row)
            else Shown(kind_name("room_type"), str(each), why=str(why.label))
        ): None
        for each, why in plan.bounded
    }
    for chosen in ((), (EVERY,)):
        for row, why in beds(plan, chosen)[1]:
            found[Shown(kind_name(row.kind), called(row, plan), why=str(why.label))] = None
        for car, who, why in boarding(plan, chosen).left:
            name = (
                called(delegates[who], plan) if who in delegates else str(plan.here.rows["delegate"][who[1]])
            )
            found[Shown(kind_name(car.kind), f"{called(car, plan)}, {name}", why=str(why.label))] = None
    return list(found)


def _few(differing: list[Row]) -> tuple[list[Row], int]:
    """As many as somebody looks through and one form sends, and how many there are besides."""
    shown: list[Row] = []
    choices = 0
    for row in differing[:MOST]:
        choices += len(row.changes)
        if choices > MOST_CHOICES:
            break
        shown.append(row)
    return shown, len(differing) - len(shown)


def kept_of(parcel: Parcel, user: Any) -> list[Shown]:
    """What undoing left because somebody changed or used it since, as far as the reader sees it now."""
    rows = list(parcel.rows.filter(kept=True).order_by("pk").prefetch_related("target")[:MOST])
    of_kind = {kind: [row for row in rows if isinstance(row.target, KINDS[kind].model)] for kind in KINDS}
    seen = {kind: _seen(kind, each, user) for kind, each in of_kind.items() if each}
    return [
        Shown(kind_name(kind), str(row.target))
        for kind, keys in seen.items()
        for row in of_kind[kind]
        if row.object_id in keys
    ]


def _seen(kind: str, rows: list[Any], user: Any) -> set[int]:
    model: Any = KINDS[kind].model
    visible = model._default_manager.visible_to(user)
    return set(visible.filter(pk__in=[row.object_id for row in rows]).values_list("pk", flat=True))


def _shown(row: Row, plan: Plan) -> Shown:
    changes = tuple(_differing(row, change, plan) for change in row.changes)
    return Shown(kind_name(row.kind), called(row, plan), changes, str(Why(row.why).label) if row.why else "")


def _differing(row: Row, change: Change, plan: Plan) -> Differing:
    spec = KINDS[row.kind]
    choice = f"{row.key}:{change.name}" if change.both else ""
    if row.kind == "stay" and change.name == "room_type":
        return Differing(spec.label("room_type"), *_rooms(change, row, plan), choice)
    related = change.name in {**spec.links, **spec.many, **spec.riding}
    before = (
        _linked(change.before, change.name, row, plan) if related else _words(row, change.before, change.name)
    )
    after = (
        _linked(change.after, change.name, row, plan) if related else _words(row, change.after, change.name)
    )
    if change.name in spec.placed:
        before, after = (_placed(each, change.name, row, plan) for each in (change.before, change.after))
    return Differing(spec.label(change.name), before, after, choice)


def _words(row: Row, value: Any, name: str) -> str:
    field = KINDS[row.kind].field(name)
    if value is None or value in ("", [], {}):
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return " / ".join(value.values())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(dict(field.flatchoices).get(value, value))


def _linked(value: Any, name: str, row: Row, plan: Plan) -> str:
    """What keys here stand for: the names of the records, as far as the file or the record itself tells."""
    spec = KINDS[row.kind]
    kind = {**spec.links, **spec.many, **spec.riding}[name]
    keys = value if isinstance(value, list) else [] if value is None else [value]
    there = {each.here.pk: called(each, plan) for each in plan.rows.get(kind, ()) if each.here is not None}
    if name in spec.many:
        there |= {each.pk: str(each) for each in getattr(row.here, name).all()}
    elif name in spec.riding:
        there = {key: str(each) for key, each in plan.here.rows[kind].items()} | there
    elif value is not None and value == getattr(row.here, f"{name}_id"):
        there[value] = str(getattr(row.here, name))
    told = [_new(key, plan) if isinstance(key, str) else there.get(key, "?") for key in keys]
    return ", ".join(told) or "—"


def _rooms(change: Change, row: Row, plan: Plan) -> tuple[str, str]:
    """A room here and in the file: its kind, which of them, and what the hotel calls it."""
    told = []
    for key, unit, number in (change.before, change.after):
        kind = _linked(key, "room_type", row, plan)
        which = f"{kind} {unit}" if unit is not None else kind
        told.append(f"{which} ({number})" if number else which)
    return told[0], told[1]


def _placed(pairs: Any, name: str, row: Row, plan: Plan) -> str:
    """Who sits on which chair, in the order of the chairs."""
    kind = KINDS[row.kind].placed[name]
    people = {each.here.pk: called(each, plan) for each in plan.rows.get(kind, ()) if each.here is not None}
    people |= {key: str(each) for key, each in plan.here.rows.get(kind, {}).items() if key not in people}
    told = [
        (chair, _new(key, plan) if isinstance(key, str) else people.get(key, "?")) for key, chair in pairs
    ]
    return ", ".join(f"{chair} {who}" for chair, who in sorted(told)) or "—"


def _new(key: str, plan: Plan) -> str:
    row = plan.at.get(key.removeprefix("new "))
    return called(row, plan) if row is not None else "?"


class _Named:
    """The spellings of a name that a file tells."""

    def __init__(self, values: Any) -> None:
        self.family_name, self.given_name = values["family_name"], values["given_name"]
        self.family_first, self.native_name = values["family_first"], values["native_name"]
        self.korean_name = values["korean_name"]


def called(row: Row, plan: Plan) -> str:
    """What a record of a file is called in the reader's language."""
    values, links = row.read.values, row.read.links
    if row.kind == "person":
        return full_name(_Named(values), get_language() or "en")
    # A stay is its guest's: the number of their room names nobody.
    for name in ("title", "name", "text", "number") if row.kind != "stay" else ():
        if values.get(name):
            return str(values[name])[:200]
    for name in ("delegate", "person", "city"):
        other = plan.at.get(links.get(name) or "")
        if other is not None:
            return called(other, plan)
    return kind_name(row.kind)
