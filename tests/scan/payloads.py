"""What a scan sends into every field: each carries a mark that must never come out as anything but text."""

import io
import struct
import zipfile
import zlib
from functools import cache

MARK = "xq7"
SCRIPT = f"<{MARK} on{MARK}=1></script><script>{MARK}()</script>"
ATTRIBUTE = f"{MARK}\" on{MARK}=1 '{MARK}' on{MARK}=2 `"
PAYLOADS = {
    "script": SCRIPT,
    "attribute": ATTRIBUTE,
    "svg": f'"><svg><{MARK} xlink:href="javascript:{MARK}()" on{MARK}=1>',
    "comment": f"--><{MARK}>]]><{MARK}></textarea></title></style><{MARK}>",
    "markdown": f"[{MARK}](javascript:{MARK}()) ![{MARK}](x\"on{MARK}='1) <{MARK}>",
    "javascript": f"javascript:{MARK}()",
    "hidden javascript": f"java\tscript:{MARK}()//",
    "data": f"data:text/html,<{MARK}>",
    "statement": f"{MARK}'; DROP TABLE missions_mission; --",
    "union": f"{MARK}') UNION SELECT password FROM accounts_user --",
    "pattern": f"{MARK}%_\\*(a+)+$[",
    "path": "../../../../etc/passwd",
    "windows": "..\\..\\..\\win.ini",
    "encoded path": "%2e%2e%2f%2e%2e%2fetc%2fpasswd%00",
    "heads": f"{MARK}\r\nSet-Cookie: {MARK}=1\r\n\r\n<{MARK}>",
    "encoded heads": f"{MARK}%0d%0aX-{MARK}: 1%E5%98%8A",
    "elsewhere": f"//{MARK}.example/",
    "elsewhere by backslashes": f"/\\{MARK}.example",
    "elsewhere by an account": f"https://testserver@{MARK}.example/",
    "template": "{{ 7|add:7000 }}{% debug %}{{ settings.DATABASES }}${7*7}#{7*7}",
    "format": "%s%n%(x)s{0.__class__}",
    "formula": f"=HYPERLINK(\"http://{MARK}.example\")+cmd|' /C calc'!A0",
    "nothing": "\x00",
    "nothing inside": f"{MARK}\x00<{MARK}>",
    "half a letter": f"\ud800{MARK}",
    "homoglyphs": "Ѕеаttlе 𝐁𝐮𝐬𝐚𝐧 аdmіn",
    "turned around": f"\u202e{MARK}gnp.exe\u2066x\u2069",
    "unseen": "\ufeff\u200b\u00ad",
    "piled": "a" + "\u0301" * 3000,
    "long": f"<{MARK}>" + "x" * 70_000,
    "number": "9" * 400,
    "number that is not even read": "9" * 5000,
    "number over the bound": "9223372036854775808",
    "number under nothing": "-1",
    "not a number": "NaN",
    "infinite": "1e999999",
    "other digits": "٣１",
    "never": "0000-00-00T99:99:99Z",
    "the last day": "9999-12-31T23:59:59+14:00",
    "the first day": "0001-01-01",
    "object": f'{{"__proto__": {{"{MARK}": 1}}, "a": {"[" * 40}{"]" * 40}}}',
    "empty": "",
    "blank": " \t\n ",
}


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def image_bomb(side: int = 60_000) -> bytes:
    """A PNG of some kilobytes that says it is `side` pixels wide and high."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    body = _chunk(b"IDAT", zlib.compress(b"\0" * 10**6, 9))
    return b"\x89PNG\r\n\x1a\n" + head + body + _chunk(b"IEND", b"")


def zip_bomb(names: tuple[str, ...], megabytes: int = 32) -> bytes:
    """A zip of some kilobytes whose parts, packed together, are as large as that."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in names:
            packed.writestr(name, b"<a>" + b" " * (megabytes * 2**20 // len(names)))
    return made.getvalue()


@cache
def files() -> dict[str, tuple[str, bytes, str]]:
    """Files that nobody should send: name, content, and the type that they claim."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" on{MARK}="1"><script>{MARK}()</script></svg>'.encode()
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    office = ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "word/document.xml")
    return {
        "svg": (f"{MARK}.svg", svg, "image/svg+xml"),
        "svg as a picture": (f"{MARK}.png", svg, "image/png"),
        "page as a picture": (f'"><{MARK}>.jpg', f"<{MARK}>".encode(), "image/jpeg"),
        "picture bomb": ("bomb.png", image_bomb(), "image/png"),
        "sheet bomb": ("bomb.xlsx", zip_bomb(office), "application/vnd.ms-excel"),
        "zip bomb": ("bomb.zip", zip_bomb(("a.txt", "../../b.txt", "/c.txt")), "application/zip"),
        "entity": ("entity.xml", entity, "text/xml"),
        "path": ("../../../evil.py", b"import os", "text/x-python"),
        "broken pdf": ("broken.pdf", b"%PDF-1.7\n1 0 obj<</Length 99999999>>stream\n", "application/pdf"),
        "broken zip": ("broken.zip", b"PK\x03\x04" + b"\xff" * 200, "application/zip"),
        "empty": ("empty.csv", b"", "text/csv"),
        "binary table": ("table.csv", b"\xff\xfe\x00\x01,\x00\n" * 50, "text/csv"),
        "wide table": ("wide.csv", b",".join([b"a"] * 20_000) + b"\n" + b"x," * 20_000, "text/csv"),
        "calendar": (
            "bad.ics",
            b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nRRULE:FREQ=X\r\n",
            "text/calendar",
        ),
    }
