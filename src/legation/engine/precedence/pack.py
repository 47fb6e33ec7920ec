"""Rule packs: read from TOML, checked in full, each parameter with its source and grade."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import resources
from typing import Any

from legation.engine.precedence.errors import (
    AskTheOffice,
    BadParameter,
    MissingParameter,
    UnknownPack,
    UnknownParameter,
)
from legation.engine.precedence.model import Label
from legation.engine.precedence.parameters import PARAMETERS, Parameter

GRADES = ("A", "B", "C")
NEEDED_RANKS = (
    "mayor",
    "deputy_mayor",
    "governor",
    "council_chair",
    "councillor",
    "legislator",
    "consul_general",
    "executive",
    "professor",
)
Setting = str | int | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Rank:
    """One rank class: its level from 0 at the top (shared by equals) and its usual institution (P3)."""

    id: str
    label: Label
    level: int
    institution: str | None = None
    head: bool = False


@dataclass(frozen=True, slots=True)
class Param:
    """A stated parameter: its value (None is unset: ask), where it comes from, and how good the source is."""

    name: str
    rule: str
    value: Setting
    source: str
    grade: str


@dataclass(frozen=True, slots=True)
class Change:
    """What an office states in place of a pack's own value (None: unset, ask), where from, and how good."""

    value: Setting
    source: str
    grade: str = "B"


@dataclass(frozen=True, slots=True)
class Difference:
    """A parameter, or "ranks", on which two packs differ."""

    name: str
    ours: Setting
    theirs: Setting


@dataclass(frozen=True, slots=True)
class Pack:
    """A checked rule pack. `levels` is the number of levels, which is also the level of no rank."""

    name: str
    title: Label
    ranks: Mapping[str, Rank] = field(hash=False)
    params: Mapping[str, Param] = field(hash=False)
    institutions: tuple[Label, ...]
    ladder_source: str
    ladder_grade: str
    levels: int

    def value(self, parameter: str) -> Setting:
        """The value of `parameter`; raises `UnknownParameter`, or `AskTheOffice` where it ships unset."""
        if parameter not in self.params:
            raise UnknownParameter(self.name, parameter)
        param = self.params[parameter]
        if param.value is None:
            raise AskTheOffice(self.name, parameter, param.rule)
        return param.value

    def choice(self, parameter: str) -> str:
        """The value of a parameter that is one word."""
        return str(self.value(parameter))

    def listed(self, parameter: str) -> tuple[str, ...]:
        """The value of a parameter that is a list."""
        value = self.value(parameter)
        return value if isinstance(value, tuple) else ()

    def flag(self, parameter: str) -> bool:
        """The value of a parameter that is yes or no."""
        return self.value(parameter) is True


def pack_names() -> tuple[str, ...]:
    """The names of the packs that ship, in alphabetical order."""
    folder = resources.files("legation.engine.precedence") / "packs"
    return tuple(sorted(each.name[:-5] for each in folder.iterdir() if each.name.endswith(".toml")))


@lru_cache(maxsize=32)
def load_pack(name: str) -> Pack:
    """The pack that ships as `name`; raises `UnknownPack`, or a `PackError` that names the parameter."""
    if name not in pack_names():
        raise UnknownPack(name, pack_names())
    file = resources.files("legation.engine.precedence") / "packs" / f"{name}.toml"
    return parse_pack(name, tomllib.loads(file.read_text(encoding="utf-8")))


def parse_pack(name: str, data: Mapping[str, Any]) -> Pack:
    """A pack from the tables of its TOML file; raises `MissingParameter`, `UnknownParameter` or
    `BadParameter`.

    Tables: `title_en`, `title_ko`; `ladder` (`source`, `grade`); `rank`, a list from the top (`id`, `en`,
    `ko`, optional `equal` to the one above, `institution`, `head`); optional `institution`, a list;
    `parameters`.
    """
    known = {"title_en", "title_ko", "ladder", "rank", "institution", "parameters"}
    for key in data:
        if key not in known:
            raise UnknownParameter(name, key)
    for key in ("title_en", "title_ko", "ladder", "rank", "parameters"):
        if key not in data:
            raise MissingParameter(name, key)
    for key in ("title_en", "title_ko"):
        _worded(name, key, data[key])
    institutions = tuple(
        _label(name, f"institution.{row.get('id')}", row)
        for row in _tables(name, "institution", data.get("institution", []))
    )
    if len({each.id for each in institutions}) < len(institutions):
        raise BadParameter(name, "institution", "is stated twice", "두 번 적혀 있습니다")
    ranks, levels = _ranks(name, _tables(name, "rank", data["rank"]), {each.id for each in institutions})
    ladder = data["ladder"]
    _sourced(name, "ladder", ladder)
    params = _parameters(name, data["parameters"], ranks)
    _closed_upwards(name, params, ranks)
    title = Label(name, data["title_en"], data["title_ko"])
    return Pack(name, title, ranks, params, institutions, ladder["source"], ladder["grade"], levels)


def changed_pack(pack: Pack, *, name: str, source: str, grade: str = "B", **values: Setting) -> Pack:
    """A copy of `pack` under its own name with some parameters changed, each with the new source; checked
    again.
    """
    return revised_pack(
        pack, name=name, changes={key: Change(value, source, grade) for key, value in values.items()}
    )


def revised_pack(pack: Pack, *, name: str, changes: Mapping[str, Change]) -> Pack:
    """A copy of `pack` under its own name with `changes` by parameter; checked again, all of them together.

    Raises `UnknownParameter`, `MissingParameter` for an empty source, or `BadParameter`.
    """
    params = dict(pack.params)
    for parameter, change in changes.items():
        if parameter not in PARAMETERS:
            raise UnknownParameter(name, parameter)
        row: dict[str, Any] = {"source": change.source, "grade": change.grade}
        row |= {"unset": True} if change.value is None else {"value": change.value}
        params[parameter] = _parameter(name, PARAMETERS[parameter], row, pack.ranks)
    _closed_upwards(name, params, pack.ranks)
    return replace(pack, name=name, title=Label(name, name, name), params=params)


def same_ladder(pack: Pack, other: Pack) -> bool:
    """Whether two packs have the same ranks, on the same levels and in the same institutions.

    What the ranks are called may differ.
    """

    def shape(one: Pack) -> tuple[object, ...]:
        rungs = tuple((each.id, each.level, each.institution, each.head) for each in one.ranks.values())
        return rungs, tuple(each.id for each in one.institutions)

    return shape(pack) == shape(other)


def pack_differences(pack: Pack, other: Pack) -> tuple[Difference, ...]:
    """Where two packs differ, parameter by parameter in the order of the rules; last "ranks", when ladders
    differ.
    """
    found = [
        Difference(each, pack.params[each].value, other.params[each].value)
        for each in PARAMETERS
        if pack.params[each].value != other.params[each].value
    ]
    ours, theirs = _ladder(pack), _ladder(other)
    if ours != theirs:
        found.append(Difference("ranks", ours, theirs))
    return tuple(found)


def _ladder(pack: Pack) -> tuple[str, ...]:
    return tuple(f"{each.level}:{each.id}" for each in pack.ranks.values())


def _tables(pack: str, where: str, rows: Any) -> list[Mapping[str, Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise BadParameter(pack, where, "must be a list of tables", "표의 목록이어야 합니다")
    return rows


def _worded(pack: str, where: str, value: Any) -> None:
    if not isinstance(value, str) or not value.strip():
        raise BadParameter(pack, where, "must be text", "글자여야 합니다")


def _label(pack: str, where: str, row: Mapping[str, Any]) -> Label:
    for key in ("id", "en", "ko"):
        if not isinstance(row.get(key), str) or not row[key].strip():
            raise MissingParameter(pack, f"{where}.{key}")
    return Label(row["id"], row["en"], row["ko"])


def _ranks(pack: str, rows: list[Mapping[str, Any]], institutions: set[str]) -> tuple[dict[str, Rank], int]:
    ranks: dict[str, Rank] = {}
    level = -1
    for row in rows:
        where = f"rank.{row.get('id')}"
        for key in row:
            if key not in {"id", "en", "ko", "equal", "institution", "head"}:
                raise UnknownParameter(pack, f"{where}.{key}")
        label = _label(pack, where, row)
        if label.id in ranks:
            raise BadParameter(pack, where, "is stated twice", "두 번 적혀 있습니다")
        institution = row.get("institution")
        if institution is not None and (not isinstance(institution, str) or institution not in institutions):
            raise UnknownParameter(pack, f"{where}.institution")
        if not row.get("equal") or level < 0:
            level += 1
        ranks[label.id] = Rank(label.id, label, level, institution, bool(row.get("head", False)))
    for needed in NEEDED_RANKS:
        if needed not in ranks:
            raise MissingParameter(pack, f"rank.{needed}")
    return ranks, level + 1


def _sourced(pack: str, where: str, row: Any) -> None:
    if not isinstance(row, Mapping):
        raise BadParameter(pack, where, "must be a table", "표 형식이어야 합니다")
    if not isinstance(row.get("source"), str) or not row["source"].strip():
        raise MissingParameter(pack, f"{where}.source")
    if row.get("grade") not in GRADES:
        raise BadParameter(pack, f"{where}.grade", "must be A, B or C", "A, B, C 가운데 하나여야 합니다")


def _parameters(pack: str, rows: Any, ranks: Mapping[str, Rank]) -> dict[str, Param]:
    if not isinstance(rows, Mapping):
        raise BadParameter(pack, "parameters", "must be a table", "표 형식이어야 합니다")
    for key in rows:
        if key not in PARAMETERS:
            raise UnknownParameter(pack, key)
    for key in PARAMETERS:
        if key not in rows:
            raise MissingParameter(pack, key)
    return {key: _parameter(pack, spec, rows[key], ranks) for key, spec in PARAMETERS.items()}


def _parameter(pack: str, spec: Parameter, row: Any, ranks: Mapping[str, Rank]) -> Param:
    _sourced(pack, spec.name, row)
    for key in row:
        if key not in {"value", "unset", "source", "grade"}:
            raise UnknownParameter(pack, f"{spec.name}.{key}")
    if row.get("unset") is True and "value" not in row:
        return Param(spec.name, spec.rule, None, row["source"], row["grade"])
    if "value" not in row:
        raise MissingParameter(pack, f"{spec.name}.value")
    return Param(spec.name, spec.rule, _setting(pack, spec, row["value"], ranks), row["source"], row["grade"])


def _setting(pack: str, spec: Parameter, value: Any, ranks: Mapping[str, Rank]) -> Setting:
    allowed = {each.id for each in spec.choices} if spec.choices else set(ranks)
    if spec.kind in {"ranks", "steps"}:
        items = tuple(value) if isinstance(value, list | tuple) else (value,)
        for item in items:
            if not isinstance(item, str) or item not in allowed:
                raise BadParameter(pack, spec.name, f"does not know {item!r}", f"알 수 없는 값입니다: {item}")
        if len(set(items)) < len(items):
            raise BadParameter(pack, spec.name, "names one thing twice", "같은 값이 두 번 있습니다")
        return items
    fits = {
        "choice": isinstance(value, str) and value in allowed,
        "flag": isinstance(value, bool),
        "number": isinstance(value, int) and not isinstance(value, bool) and value >= 0,
        "text": isinstance(value, str) and bool(value.strip()),
    }[spec.kind]
    if not fits:
        raise BadParameter(pack, spec.name, f"cannot be {value!r}", f"쓸 수 없는 값입니다: {value}")
    return value  # type: ignore[no-any-return]


def _closed_upwards(pack: str, params: Mapping[str, Param], ranks: Mapping[str, Rank]) -> None:
    listed = params["own_city_superiors"].value
    if not params["own_city_first"].value or not isinstance(listed, tuple) or not listed:
        return
    lowest = max(listed, key=lambda each: ranks[each].level)
    for rank in ranks.values():
        if rank.level < ranks[lowest].level and rank.id not in listed:
            raise BadParameter(
                pack,
                "own_city_superiors",
                f"lists {lowest} but not {rank.id}, which stands above it: that would make a circle",
                f"{lowest}보다 높은 {rank.id} 항목이 빠져 있어 순서가 맞물립니다",
            )
