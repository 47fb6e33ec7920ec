"""Ingest: the bytes of a file become one text, known by their content and not by their name."""

from legation.engine.ingest.archive import MOST_BYTES, MOST_FILES, Member, members
from legation.engine.ingest.errors import (
    ArchiveTooLarge,
    BadFile,
    EmptyFile,
    FileTooLarge,
    NoTextInPdf,
    NotWhatItSays,
    TooMuchText,
    UnknownEncoding,
)
from legation.engine.ingest.model import Ingested, Mark
from legation.engine.ingest.plain import stated_date
from legation.engine.ingest.reading import LARGEST, MOST_CHARACTERS, read

__all__ = [
    "LARGEST",
    "MOST_BYTES",
    "MOST_CHARACTERS",
    "MOST_FILES",
    "ArchiveTooLarge",
    "BadFile",
    "EmptyFile",
    "FileTooLarge",
    "Ingested",
    "Mark",
    "Member",
    "NoTextInPdf",
    "NotWhatItSays",
    "TooMuchText",
    "UnknownEncoding",
    "members",
    "read",
    "stated_date",
]
