"""JSON that comes in: read strictly, and held against its shape, with each fault named at its field.

What is no JSON, is nested too deep or names a field twice is refused before anything is built of it.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legation.api.queries.shapes import Shape

LARGEST = 1024 * 1024
DEEPEST = 20


class NotJson(ValueError):
    """The body is none that we read; its text says why, in the reader's language."""


class TooDeep(NotJson):
    """Nested deeper than anything here is."""


def read(body: bytes) -> Any:
    """The value of a body. Raises NotJson."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise NotJson(_("The body is not text in UTF-8.")) from None
    if depth(text) > DEEPEST:
        raise TooDeep(_("The body is nested too deep: %(most)d levels are read.") % {"most": DEEPEST})
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except NotJson:
        raise
    except (ValueError, RecursionError):
        raise NotJson(_("The body is not JSON.")) from None


def depth(text: str) -> int:
    """How deep brackets are nested, without building anything; what stands in strings does not count."""
    deepest = level = 0
    for found in re.finditer(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', text, re.DOTALL):
        mark = found[0]
        if mark in "[{":
            level += 1
            deepest = max(deepest, level)
        elif mark in "]}":
            level -= 1
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NotJson(_("The body names a field twice."))
    return found


def _no_constant(name: str) -> Any:
    raise NotJson(_("“%(name)s” is no number of JSON.") % {"name": name})


WORDS = {
    "object": gettext_lazy("Send an object here."),
    "array": gettext_lazy("Send a list here."),
    "string": gettext_lazy("Send a text here."),
    "integer": gettext_lazy("Send a whole number here."),
    "number": gettext_lazy("Send a number here."),
    "boolean": gettext_lazy("Send true or false here."),
}


def faults(value: Any, shape: Shape, at: str = "") -> Iterator[tuple[str, str]]:
    """Where a value differs from its shape: the field, as `title.en` or `parties.0`, and what is wrong."""
    kinds = shape.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if value is None and "null" in kinds:
        return
    kind = next((kind for kind in kinds if _is(value, kind)), None)
    if kind is None:
        yield at, str(WORDS[next(kind for kind in kinds if kind != "null")])
    elif "enum" in shape and value not in shape["enum"]:
        choices = ", ".join(str(one) for one in shape["enum"] if one not in ("", None))
        yield at, _("“%(value)s” is not one of: %(choices)s.") % {"value": value, "choices": choices}
    elif kind == "object":
        yield from _of_object(value, shape, at)
    elif kind == "array":
        yield from _of_list(value, shape, at)
    elif kind == "string":
        yield from _of_text(value, shape, at)
    elif kind in {"integer", "number"}:
        yield from _of_number(value, shape, at)


def _is(value: Any, kind: str) -> bool:
    if kind in {"integer", "number"}:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole or (kind == "number" and isinstance(value, float))
    kinds: dict[str, type] = {"object": dict, "array": list, "string": str, "boolean": bool}
    return kind in kinds and isinstance(value, kinds[kind])


def _of_object(value: dict[str, Any], shape: Shape, at: str) -> Iterator[tuple[str, str]]:
    known: dict[str, Shape] = shape.get("properties", {})
    more = shape.get("additionalProperties", True)
    for name in shape.get("required", ()):
        if name not in value:
            yield _within(at, name), _("This is needed.")
    for name, inner in value.items():
        if name in known:
            yield from faults(inner, known[name], _within(at, name))
        elif isinstance(more, dict):
            yield from faults(inner, more, _within(at, name))
        elif not more:
            yield _within(at, name[:100]), _("There is no such field here.")


def _of_list(value: list[Any], shape: Shape, at: str) -> Iterator[tuple[str, str]]:
    if len(value) > shape.get("maxItems", len(value)):
        yield at, _("At most %(most)d are taken.") % {"most": shape["maxItems"]}
        return
    for number, inner in enumerate(value):
        yield from faults(inner, shape["items"], _within(at, str(number)))


def _of_text(value: str, shape: Shape, at: str) -> Iterator[tuple[str, str]]:
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        yield at, _("This holds characters that are no text.")
    elif len(value) > shape.get("maxLength", len(value)):
        yield at, _("At most %(most)d characters are taken.") % {"most": shape["maxLength"]}
    elif len(value) < shape.get("minLength", 0):
        yield at, _("This is needed.")
    elif "pattern" in shape and re.search(shape["pattern"].replace("$", r"\Z"), value) is None:
        yield at, _("This is not written as it should be.")


def _of_number(value: float, shape: Shape, at: str) -> Iterator[tuple[str, str]]:
    low, high = shape.get("minimum", value), shape.get("maximum", value)
    if value < low:
        yield at, _("This is %(least)d at least.") % {"least": low}
    elif not value <= high:
        yield at, _("This is %(most)d at most.") % {"most": high}


def _within(at: str, name: str) -> str:
    name = name.encode("utf-8", "replace").decode()
    return f"{at}.{name}" if at else name


def whole_number(text: str, low: int, high: int) -> int:
    """A number of an address. Raises ValidationError with words for the reader."""
    if not text.isascii() or not text.isdecimal() or len(text) > 18 or not low <= int(text) <= high:
        raise ValidationError(
            _("Send a whole number from %(low)d to %(high)d."), params={"low": low, "high": high}
        )
    return int(text)
