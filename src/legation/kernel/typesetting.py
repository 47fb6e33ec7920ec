"""Typst: a template and its data to a tagged PDF. Data goes in as JSON, so no text is ever markup."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from legation.kernel.refusals import Refused

FONTS = ("Noto Sans CJK KR", "Noto Serif CJK KR")


class FontsMissing(Refused):
    sentence = _(
        "The fonts for books are missing on this machine: %(fonts)s. Install them: apt install fonts-noto-cjk"
    )


def missing_fonts() -> tuple[str, ...]:
    """Which of the fonts that books need Typst does not find in the configured folders."""
    import typst

    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=settings.FONT_PATHS
    )
    families = set(found.families())
    return tuple(font for font in FONTS if font not in families)


def typeset(template: Path, data: Mapping[str, Any], pictures: Mapping[str, bytes]) -> bytes:
    """The PDF/UA-1 of `template` with `data.json` and `pictures` (name to bytes) beside it."""
    import typst

    missing = missing_fonts()
    if missing:
        raise FontsMissing(fonts=", ".join(missing))
    with tempfile.TemporaryDirectory(prefix="legation-book-") as folder:
        root = Path(folder)
        for part in template.parent.glob("*.typ"):
            (root / part.name).write_bytes(part.read_bytes())
        for name, content in pictures.items():
            (root / name).write_bytes(content)
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        pdf: bytes = typst.compile(
            str(root / template.name),
            root=str(root),
            font_paths=settings.FONT_PATHS,
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )
    return pdf
