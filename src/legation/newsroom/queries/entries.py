"""What an office published, as entries of its feeds: Atom and JSON Feed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from legation.newsroom.models import NewsSite
from legation.newsroom.queries import data, data_agreements
from legation.newsroom.queries.agreements import Signed
from legation.newsroom.queries.public import OTHER, whole
from legation.newsroom.queries.rendering import Release


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was published; `other` is its address in the other language."""

    address: str
    other: str
    title: str
    summary: str
    html: str
    published_at: datetime
    changed_at: datetime
    image: str = ""


def entries_of(
    releases: Iterable[Release], agreements: Iterable[Signed], site: NewsSite, language: str
) -> tuple[Entry, ...]:
    """Releases and agreements together, what was published last first."""
    other = OTHER[language]
    found = [
        Entry(
            address=data.address(one, site),
            other=data.address(one, site, other),
            title=one.title,
            summary=one.summary,
            html=data.body_html(one),
            published_at=one.goes_out_at,
            changed_at=one.changed_at,
            image=data.picture_address(site, one.pictures[0].key) if one.pictures else "",
        )
        for one in releases
    ]
    found += [
        Entry(
            address=data_agreements.address(one, site, language),
            other=data_agreements.address(one, site, other),
            title=one.title,
            summary=data_agreements.summary(one),
            html=data_agreements.body_html(one),
            published_at=one.published_at,
            changed_at=one.published_at,
        )
        for one in agreements
        if one.published_at is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.published_at, one.address), reverse=True))


def json_feed(entries: Sequence[Entry], site: NewsSite, language: str) -> dict[str, Any]:
    """JSON Feed 1.1."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": str(site.name.localize(language)),
        "home_page_url": whole(reverse("news-front", args=[site.slug, language])),
        "feed_url": whole(reverse("news-json", args=[site.slug, language])),
        "language": language,
        "items": [
            {
                "id": one.address,
                "url": one.address,
                "title": one.title,
                "summary": one.summary,
                "content_html": one.html,
                "date_published": one.published_at.isoformat(),
                "date_modified": one.changed_at.isoformat(),
                "language": language,
                **({"image": one.image} if one.image else {}),
            }
            for one in entries
        ],
    }


def atom(entries: Sequence[Entry], site: NewsSite, language: str) -> bytes:
    """Atom 1.0 (RFC 4287)."""
    from xml.etree import ElementTree as ET

    space = "http://www.w3.org/2005/Atom"
    ET.register_namespace("", space)
    home = whole(reverse("news-front", args=[site.slug, language]))
    feed = ET.Element(f"{{{space}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})

    def put(parent: Any, name: str, text: str = "", **attributes: str) -> Any:
        element = ET.SubElement(parent, f"{{{space}}}{name}", attributes)
        element.text = _xml(text) if text else None
        return element

    put(feed, "id", home)
    put(feed, "title", str(site.name.localize(language)))
    put(feed, "link", rel="alternate", href=home, type="text/html")
    put(feed, "link", rel="self", href=whole(reverse("news-atom", args=[site.slug, language])))
    newest = max((one.changed_at for one in entries), default=site.created_at)
    put(feed, "updated", newest.isoformat())
    put(put(feed, "author"), "name", str(site.name.localize(language)))
    for one in entries:
        entry = put(feed, "entry")
        put(entry, "id", one.address)
        put(entry, "title", one.title)
        put(entry, "link", rel="alternate", href=one.address, type="text/html")
        put(entry, "link", rel="alternate", href=one.other, hreflang=OTHER[language], type="text/html")
        put(entry, "published", one.published_at.isoformat())
        put(entry, "updated", one.changed_at.isoformat())
        if one.summary:
            put(entry, "summary", one.summary)
        put(entry, "content", one.html, type="html")
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def _xml(text: str) -> str:
    """Without the control characters that XML knows no way to write."""
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t\r")
