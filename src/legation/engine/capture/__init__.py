"""Capture: an English or Korean text becomes a draft in which every value carries the words it came from."""

from legation.engine.capture.errors import CaptureError, EmptyText, TextTooLong, UnsupportedLanguage
from legation.engine.capture.gazetteer import Gazetteer, Place, default_gazetteer
from legation.engine.capture.language import SUPPORTED, detect_language, language_of, languages_of
from legation.engine.capture.model import (
    Agreement,
    Alternative,
    Dateline,
    Draft,
    Event,
    Field,
    Known,
    KnownCity,
    KnownOrganisation,
    KnownPerson,
    KnownVenue,
    Organisation,
    Person,
    Programme,
    Span,
    Statement,
    Vote,
)
from legation.engine.capture.pipeline import LIMIT, capture
from legation.engine.capture.serialise import FORMAT, VERSION, to_json

__all__ = [
    "FORMAT",
    "LIMIT",
    "SUPPORTED",
    "VERSION",
    "Agreement",
    "Alternative",
    "CaptureError",
    "Dateline",
    "Draft",
    "EmptyText",
    "Event",
    "Field",
    "Gazetteer",
    "Known",
    "KnownCity",
    "KnownOrganisation",
    "KnownPerson",
    "KnownVenue",
    "Organisation",
    "Person",
    "Place",
    "Programme",
    "Span",
    "Statement",
    "TextTooLong",
    "UnsupportedLanguage",
    "Vote",
    "capture",
    "default_gazetteer",
    "detect_language",
    "language_of",
    "languages_of",
    "to_json",
]
