"""Ingest: the bytes of a file become one text, known by their content and not by their name."""

from legation.engine.ingest.errors import (
    BadFile,
    EmptyFile,
    FileTooLarge,
    NoTextInPdf,
    NotWhatItSays,
    TooMuchText,
    UnknownEncoding,
)
from legation.engine.ingest.model import Ingested
from legation.engine.ingest.plain import stated_date
from legation.engine.ingest.reading import LARGEST, MOST_CHARACTERS, read

__all__ = [
    "LARGEST",
    "MOST_CHARACTERS",
    "BadFile",
    "EmptyFile",
    "FileTooLarge",
    "Ingested",
    "NoTextInPdf",
    "NotWhatItSays",
    "TooMuchText",
    "UnknownEncoding",
    "read",
    "stated_date",
]
