"""A rule pack as the TOML text that `parse_pack` reads, and back."""

import json
import re
import tomllib

from legation.engine.precedence.errors import BadParameter
from legation.engine.precedence.model import Label
from legation.engine.precedence.pack import Pack, Param, Rank, Setting, parse_pack

_AT = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


def pack_toml(pack: Pack) -> str:
    """The pack as TOML, whole: titles, ladder, institutions, ranks, and each parameter with its source."""
    parts = [
        f"title_en = {_text(pack.title.en)}\ntitle_ko = {_text(pack.title.ko)}",
        f"[ladder]\nsource = {_text(pack.ladder_source)}\ngrade = {_text(pack.ladder_grade)}",
    ]
    parts += [_institution(each) for each in pack.institutions]
    above = -1
    for rank in pack.ranks.values():
        parts.append(_rank(rank, equal=rank.level == above))
        above = rank.level
    parts += [_parameter(each) for each in pack.params.values()]
    return "\n\n".join(parts) + "\n"


def read_pack(name: str, text: str) -> Pack:
    """The pack in a TOML text; raises `BadParameter` that names the line, or whatever `parse_pack` raises."""
    try:
        data = tomllib.loads(text)
    except ValueError as error:  # what TOML refuses, and numbers too long for Python
        raise _unreadable(name, str(error)) from None
    except RecursionError:
        raise _unreadable(name, "nested too deep") from None
    return parse_pack(name, data)


def _unreadable(name: str, said: str) -> BadParameter:
    found = _AT.search(said)
    where = "TOML" if found is None or found[1] is None else f"line {found[1]}, column {found[2]}"
    what = _AT.sub("", said).strip()
    return BadParameter(name, where, f"is not TOML: {what}", f"TOML 형식이 아닙니다({what})")


def _institution(each: Label) -> str:
    return f"[[institution]]\nid = {_text(each.id)}\nen = {_text(each.en)}\nko = {_text(each.ko)}"


def _rank(rank: Rank, *, equal: bool) -> str:
    lines = [
        "[[rank]]",
        f"id = {_text(rank.id)}",
        f"en = {_text(rank.label.en)}",
        f"ko = {_text(rank.label.ko)}",
    ]
    if equal:
        lines.append("equal = true")
    if rank.institution is not None:
        lines.append(f"institution = {_text(rank.institution)}")
    if rank.head:
        lines.append("head = true")
    return "\n".join(lines)


def _parameter(param: Param) -> str:
    value = "unset = true" if param.value is None else f"value = {_value(param.value)}"
    return f"[parameters.{param.name}]\n{value}\nsource = {_text(param.source)}\ngrade = {_text(param.grade)}"


def _value(value: Setting) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(_text(each) for each in value)}]"
    return str(value) if isinstance(value, int) else _text(value or "")


def _text(words: str) -> str:
    """A basic string: as in JSON, where TOML also asks for the escape of one more control character."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
