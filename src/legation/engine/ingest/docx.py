"""A Word document: its paragraphs in order, as text, read by the standard library without entities."""

import re
import zipfile
from datetime import date
from io import BytesIO
from typing import IO
from xml.parsers import expat

from legation.engine.ingest.archive import too_large, unpacked
from legation.engine.ingest.errors import NotWhatItSays, TooMuchText
from legation.engine.ingest.model import Ingested, lines_of
from legation.engine.ingest.plain import stated_date

_MOST_XML = 64 * 1024 * 1024
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_DEEPEST = 400
_BLANKS = re.compile(r"[^\S\n]+")


def is_docx(data: bytes | IO[bytes]) -> bool:
    """Whether the bytes, or those of an opened file, are a zip with a Word document in it."""
    if isinstance(data, bytes) and not data.startswith(b"PK\x03\x04"):
        return False
    try:
        return (
            "word/document.xml"
            in zipfile.ZipFile(BytesIO(data) if isinstance(data, bytes) else data).namelist()
        )
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def read_docx(data: bytes, *, limit: int) -> Ingested:
    """The paragraphs of a document, one line each, deletions left out; its title from its properties.

    Raises NotWhatItSays for a document that is broken, locked, nested without end or declares entities, and
    TooMuchText above `limit` characters.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        words = _Words(limit)
        _parse(_part(archive, "word/document.xml"), words)
        title = _title(archive)
    except (
        zipfile.BadZipFile,
        KeyError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
        expat.ExpatError,
    ) as broken:
        raise NotWhatItSays(says="docx", found="docx", why="broken") from broken
    text = "\n".join(words.lines).strip()
    published: date | None = stated_date(text)
    return Ingested(text, title, published, "", "", "docx", lines_of(text, "paragraph"))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    entry = archive.getinfo(name)
    if too_large(entry, _MOST_XML):
        raise zipfile.BadZipFile(name)
    return unpacked(archive, entry, _MOST_XML)


def _title(archive: zipfile.ZipFile) -> str:
    if "docProps/core.xml" not in archive.namelist():
        return ""
    found = _Title()
    _parse(_part(archive, "docProps/core.xml"), found)
    return " ".join("".join(found.words).split())[:300]


def _parse(xml: bytes, into: "_Words | _Title") -> None:
    """Feed a part to a reader; a document type, which is where entities are declared, is refused."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = into.start
    parser.EndElementHandler = into.end
    parser.CharacterDataHandler = into.data
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(xml, True)  # noqa: FBT003


def _refuse(*_: object) -> None:
    raise NotWhatItSays(says="docx", found="docx", why="entities")


class _Title:
    """Collects the title of the properties."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.inside = False

    def start(self, name: str, _: dict[str, str]) -> None:
        self.inside = name.endswith(" title")

    def end(self, _: str) -> None:
        self.inside = False

    def data(self, words: str) -> None:
        if self.inside:
            self.words.append(words)


class _Words:
    """Collects paragraphs; what tracked changes deleted is not text."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.lines: list[str] = []
        self.length = 0
        self.depth = 0
        self.parts: list[str] = []
        self.inside = False

    @staticmethod
    def _local(name: str) -> str:
        space, _, local = name.rpartition(" ")
        return local if space in {_WORD, _STRICT} else ""

    def start(self, name: str, _: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NotWhatItSays(says="docx", found="docx", why="nested too deeply")
        local = self._local(name)
        self.inside = local == "t"
        if local == "tab":
            self.parts.append(" ")
        elif local in {"br", "cr"}:
            self._line()

    def end(self, name: str) -> None:
        self.depth -= 1
        self.inside = False
        if self._local(name) == "p":
            self._line()

    def data(self, words: str) -> None:
        if self.inside:
            self.length += len(words)
            if self.length > self.limit:
                raise TooMuchText(length=self.length, limit=self.limit)
            self.parts.append(words)

    def _line(self) -> None:
        line = _BLANKS.sub(" ", "".join(self.parts)).strip()
        self.parts.clear()
        if line:
            self.lines.append(line)
