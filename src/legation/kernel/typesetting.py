"""Typst: a template and its data to a tagged PDF. Data goes in as JSON, so no text is ever markup."""

import json
import re
import tempfile
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from legation.kernel.refusals import Refused

FONTS = ("Noto Sans CJK KR", "Noto Serif CJK KR")
# Stands for a letter that no font has: a hollow square says that something is missing.
NO_GLYPH = "\u25a1"
UNDISPLAYED = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
MOST_SCRIPTS = 12
RUNS_KEPT = 10


class FontsMissing(Refused):
    sentence = _(
        "The fonts for books are missing on this machine: %(fonts)s. Install them: apt install fonts-noto-cjk"
    )


@lru_cache(maxsize=4)
def _fonts(folders: tuple[str, ...]) -> Any:
    """The fonts of these folders, read once a process. Only a complete set is kept."""
    import typst

    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))
    families = set(found.families())
    missing = tuple(font for font in FONTS if font not in families)
    if missing:
        raise FontsMissing(fonts=", ".join(missing))
    return found


def missing_fonts() -> tuple[str, ...]:
    """Which of the fonts that books need Typst does not find in the configured folders."""
    try:
        _fonts(tuple(settings.FONT_PATHS))
    except FontsMissing as missing:
        return tuple(str(missing.facts["fonts"]).split(", "))
    return ()


def typeset(template: Path, data: Mapping[str, Any], pictures: Mapping[str, bytes], *, at: datetime) -> bytes:
    """The PDF/UA-1 of `template` with `data.json` and `pictures` (name to bytes) beside it.

    Typst takes text from memory and pictures from a folder, which is there for as long as it runs.
    `at` is the date that the file bears, so that the same data gives the same bytes. A letter of a script
    that the fonts lack becomes a hollow square: a book with one such name is still printed. Raises
    FontsMissing.
    """
    import typst

    fonts = _fonts(tuple(settings.FONT_PATHS))
    files = {part.name: part.read_bytes() for part in template.parent.glob("*.typ")}
    files["main.typ"] = files.pop(template.name)
    text = json.dumps(data, ensure_ascii=False)
    with tempfile.TemporaryDirectory(prefix="legation-book-") as folder:
        for name, content in pictures.items():
            (Path(folder) / name).write_bytes(content)
        for _attempt in range(MOST_SCRIPTS):
            try:
                pdf: bytes = typst.compile(
                    {**files, "data.json": text.encode()},
                    root=folder,
                    font_paths=fonts,
                    ignore_system_fonts=True,
                    pdf_standards=["ua-1"],
                    timestamp=at,
                )
            except typst.TypstError as error:
                text = _without(text, error)
            else:
                return pdf
            finally:
                _forget(fonts)
    raise RuntimeError("The text has letters of too many scripts that the fonts lack.")


def _forget(fonts: Any) -> None:
    """Let Typst drop what it keeps of a book, some 45 MB of a large one, in the hope of the same book again.

    It drops what its last ten runs did not ask for; an empty run takes 1.5 ms.
    """
    import typst

    for _run in range(RUNS_KEPT + 1):
        typst.compile(b"", font_paths=fonts, ignore_system_fonts=True)


def _without(text: str, error: Exception) -> str:
    """`text` with squares for every letter of the scripts that this error is about; any other is raised."""
    reported = UNDISPLAYED.search(str(error))
    letters = ESCAPED.sub(lambda code: chr(int(code[1], 16)), reported[1]) if reported else ""
    kinds = {_kind(letter) for letter in letters if not letter.isascii()}
    if reported and not any(letter in text for letter in letters):
        # A mark that Typst itself sets around a line that runs to the left, in a list of contents.
        kinds |= {_kind(one) for one in text if unicodedata.bidirectional(one) in {"R", "AL", "AN"}}
    cleaned = "".join(NO_GLYPH if not one.isascii() and _kind(one) in kinds else one for one in text)
    if cleaned == text:
        raise error
    return cleaned


def _kind(letter: str) -> str:
    """The script that a letter's name begins with; symbols of the upper planes count as one."""
    if ord(letter) > 0x1F000 and unicodedata.category(letter) in {"So", "Sk", "Cn"}:
        return "symbol"
    name = unicodedata.name(letter, "")
    return name.partition(" ")[0] or unicodedata.category(letter)
