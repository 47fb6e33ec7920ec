"""Requests that no program should send, the same ones for the same seed."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from legation.api.views.catalogue import ADDRESSES

# Homoglyphs of Latin letters, marks that turn the line around, and what else looks like other text.
WORDS = (
    "",
    " ",
    "\u202egnp.exe",
    "\u2066x\u2069",
    "Ѕеаttlе",
    "𝐁𝐮𝐬𝐚𝐧",
    "a\u0301" * 40,
    "\ufeff",
    "\u200b",
    "\x00",
    "\ud800",
    "'; DROP TABLE missions_mission; --",
    '=HYPERLINK("http://evil.example")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "a\r\nBcc: x@evil.example",
    "<script>alert(1)</script>",
    "{{ settings.SECRET_KEY }}",
    "%(x)s",
    "../../etc/passwd",
    "..\\..\\win.ini",
    "%2e%2e%2f",
    "file:///etc/passwd",
    "http://169.254.169.254/",
    "NaN",
    "9" * 400,
    "٣",
    "x" * 70_000,
)
PIECES = ("0", "-1", "9" * 30, "..", "%2e%2e", "%00", "a%0d%0ab", "test-mission", "１", "%ff")
QUERIES = (
    *["", "", "?cursor=%ff", "?limit=-1", "?limit=9e9", "?q=%00", "?a[]=1&a[]=2"],
    "?cursor=" + "A" * 900,
)
NONE = (b"", b"{", b"\xff\xfe\x00", b'{"a":1,"a":2}', b"NaN", b'{"a":Infinity}', b"PK\x03\x04", b"]" * 99)
NAMES = (
    *("title", "name", "kind", "mission", "visibility", "starts_at"),
    *("person", "email", "delegates", "note", "url"),
)
METHODS = ("GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS", "TRACE", "BREW")
KINDS = (
    "application/json",
    "application/json",
    "application/json",
    "text/plain",
    "multipart/form-data",
    "",
    "x/\u00e9",
)


@dataclass(frozen=True, slots=True)
class Bad:
    """One request: what is asked, with what, and with which token, where it is not the right one."""

    method: str
    path: str
    body: bytes
    kind: str
    headers: dict[str, str]


def requests(seed: int, count: int, token: str) -> Iterator[Bad]:
    """So many of them."""
    dice = random.Random(seed)
    for _number in range(count):
        address = dice.choice(ADDRESSES)
        headers = {"Authorization": _token(dice, token)}
        for name in ("If-Match", "If-None-Match", "Idempotency-Key", "Accept-Language", "Accept", "Range"):
            if dice.random() < 0.2:
                headers[name] = _word(dice).encode("ascii", "replace").decode().replace("\r\n", " ")[:300]
        method = dice.choice((*address.ways, *address.ways, dice.choice(METHODS)))
        yield Bad(method, _path(dice, address.path), _body(dice), dice.choice(KINDS), headers)


def _token(dice: random.Random, token: str) -> str:
    """Mostly the right one, so that what lies behind is met; else a forged, cut or foreign one."""
    return dice.choice(
        [f"Bearer {token}"] * 8
        + [
            "",
            "Bearer",
            f"Bearer {token[:-1]}",
            f"Bearer {token}x",
            f"bearer  {token.upper()}",
            f"Basic {token}",
            "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
            "Bearer " + "A" * 5000,
        ]
    )


def _path(dice: random.Random, path: str) -> str:
    """The address with its parts filled, rightly or not, and a query that nobody asked for."""
    found = []
    for piece in path.split("/"):
        if not piece.startswith(("<", "{")):
            found.append(piece)
            continue
        right = "test-mission" if "slug" in piece or "mission" in piece else str(dice.randint(1, 9))
        wrong = dice.choice(
            ("0", "-1", "9" * 30, "..", "%2e%2e", "%00", "a%0d%0ab", "test-mission", "１", "%ff")
        )
        found.append(right if dice.random() < 0.7 else wrong)
    query = dice.choice(
        ("", "", "?cursor=%ff", "?limit=-1", "?limit=9e9", "?q=%00", "?a[]=1&a[]=2", "?cursor=" + "A" * 900)
    )
    return "/".join(found) + query


def _body(dice: random.Random) -> bytes:
    return dice.choice((_broken, _nested, _object, _object, _object))(dice)


def _broken(dice: random.Random) -> bytes:
    return dice.choice(NONE)


def _nested(dice: random.Random) -> bytes:
    deep = dice.choice((19, 21, 1000, 30_000))
    return b"[" * deep + b"]" * deep if dice.random() < 0.5 else b'{"a":' * deep + b"1" + b"}" * deep


def _object(dice: random.Random) -> bytes:
    """Names that the forms know with values that they do not expect."""
    value: dict[str, Any] = {name: _value(dice, 0) for name in dice.sample(NAMES, dice.randint(0, 6))}
    return json.dumps(value, ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")


def _value(dice: random.Random, deep: int) -> Any:
    simple = (None, True, -1, 0, 10**30, 1e308, _word(dice))
    if deep > 2 or dice.random() < 0.7:
        return dice.choice(simple)
    if dice.random() < 0.5:
        return [_value(dice, deep + 1) for _each in range(dice.randint(0, 3))]
    return {dice.choice(("en", "ko", "__proto__", _word(dice)[:50])): _value(dice, deep + 1)}


def _word(dice: random.Random) -> str:
    return dice.choice(WORDS)
