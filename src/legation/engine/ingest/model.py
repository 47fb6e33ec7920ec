"""What comes out of a file."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Ingested:
    """The text of a file and what the file says of it; what it does not say is "" or None.

    `kind` is text, html, pdf or json, by content. `language` is "en" or "ko" where a JSON document or a page
    declares one of them.
    """

    text: str
    title: str
    published: date | None
    language: str
    url: str
    kind: str
