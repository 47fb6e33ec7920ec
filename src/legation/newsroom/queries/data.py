"""A release as data for other programs: schema.org and ninjs; and maps of a site for search engines."""

import json
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from legation.newsroom.choices import Step
from legation.newsroom.models import NewsSite
from legation.newsroom.queries.public import OTHER, WIDTHS, whole
from legation.newsroom.queries.rendering import Release

_UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
NINJS = "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json"


def graph(data: dict[str, Any]) -> SafeString:
    """JSON that can stand within a page: none of its letters can end the element that it is in."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_UNSAFE))


def address(shown: Release, site: NewsSite, language: str = "") -> str:
    return whole(reverse("news-release", args=[site.slug, language or shown.language, shown.slug]))


def picture_address(site: NewsSite, key: str, width: int = WIDTHS[0]) -> str:
    return whole(reverse("news-photograph", args=[site.slug, key, width]))


def publisher(site: NewsSite, language: str) -> dict[str, Any]:
    """schema.org GovernmentOrganization: the office whose site it is."""
    return {
        "@type": "GovernmentOrganization",
        "name": str(site.name.localize(language)),
        "url": whole(reverse("news-front", args=[site.slug, language])),
    }


def article(shown: Release, site: NewsSite, language: str) -> dict[str, Any]:
    """schema.org NewsArticle."""
    office = publisher(site, language)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": address(shown, site),
        "headline": shown.title,
        "description": shown.summary,
        "inLanguage": language,
        "datePublished": shown.goes_out_at.isoformat(),
        "dateModified": shown.changed_at.isoformat(),
        "articleBody": shown.plain,
        "author": office,
        "publisher": office,
        "image": [
            {
                "@type": "ImageObject",
                "url": picture_address(site, one.key),
                "width": one.width,
                "height": one.height,
                "caption": one.caption or one.alt,
                "creditText": one.credit,
            }
            for one in shown.pictures
        ],
    }
    corrections = [
        {"@type": "CorrectionComment", "text": one.note, "datePublished": one.at.isoformat()}
        for one in shown.trail
        if one.step == Step.CORRECTED
    ]
    if corrections:
        data["correction"] = corrections
    return data


def ninjs(shown: Release, site: NewsSite) -> dict[str, Any]:
    """IPTC ninjs 2.1."""
    body = body_html(shown)
    return {
        "uri": address(shown, site),
        "standard": {"name": "ninjs", "version": "2.1", "schema": NINJS},
        "type": "text",
        "profile": "press-release",
        "version": str(len(shown.trail) + 1),
        "firstcreated": shown.goes_out_at.isoformat(),
        "versioncreated": shown.changed_at.isoformat(),
        "pubstatus": "usable",
        "language": shown.language,
        "headlines": [{"role": "main", "value": shown.title}],
        "descriptions": [{"role": "summary", "contenttype": "text/plain", "value": shown.summary}],
        "bodies": [
            {
                "role": "main",
                "contenttype": "text/html",
                "charcount": len(shown.plain),
                "wordcount": len(shown.plain.split()),
                "value": body,
            }
        ],
        "infosources": [{"name": str(site.name.localize(shown.language))}],
        "ednote": " ".join(f"{one.label}: {one.note}" for one in shown.trail),
        "associations": [
            {
                "name": f"picture-{number}",
                "uri": picture_address(site, one.key),
                "type": "picture",
                "headlines": [{"value": one.alt}],
                "descriptions": [{"value": one.caption or one.alt}],
                "by": one.credit,
                "renditions": [
                    {
                        "name": str(width),
                        "href": picture_address(site, one.key, width),
                        "contenttype": "image/jpeg",
                        "width": min(width, one.width),
                    }
                    for width in WIDTHS
                ],
            }
            for number, one in enumerate(shown.pictures, start=1)
        ],
    }


def body_html(shown: Release) -> str:
    """The whole text as HTML, with its quotations."""
    from django.utils.html import format_html

    found = []
    for part in shown.parts:
        if part.quotation is None:
            found.append(str(part.html))
            continue
        quoted = part.quotation
        who = f"{quoted.name}, {quoted.post}" if quoted.post else quoted.name
        found.append(str(format_html("<blockquote><p>“{}”</p><p>— {}</p></blockquote>", quoted.text, who)))
    return "\n".join(found)


def site_map(
    rows: Sequence[tuple[str, Any]], site: NewsSite, agreements: Sequence[tuple[str, Any]] = ()
) -> bytes:
    """Every page of the site in both languages, each naming the other (sitemaps.org)."""
    from xml.etree import ElementTree as ET

    space, xhtml = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"
    ET.register_namespace("", space)
    ET.register_namespace("xhtml", xhtml)
    root = ET.Element(f"{{{space}}}urlset")

    def put(name: str, arguments: list[str], changed: Any) -> None:
        for language in OTHER:
            page = ET.SubElement(root, f"{{{space}}}url")
            where = {one: whole(reverse(name, args=[site.slug, one, *arguments])) for one in OTHER}
            ET.SubElement(page, f"{{{space}}}loc").text = where[language]
            if changed is not None:
                ET.SubElement(page, f"{{{space}}}lastmod").text = changed.isoformat()
            for one, href in where.items():
                ET.SubElement(page, f"{{{xhtml}}}link", {"rel": "alternate", "hreflang": one, "href": href})

    put("news-front", [], rows[0][1] if rows else None)
    for slug, changed in rows:
        put("news-release", [slug], changed)
    if agreements:
        put("news-agreements", [], max((at for _slug, at in agreements if at is not None), default=None))
    for slug, changed in agreements:
        put("news-agreement", [slug], changed)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def site_maps(slugs: Sequence[str]) -> bytes:
    """The map of the maps."""
    from xml.etree import ElementTree as ET

    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    ET.register_namespace("", space)
    root = ET.Element(f"{{{space}}}sitemapindex")
    for slug in slugs:
        one = ET.SubElement(root, f"{{{space}}}sitemap")
        ET.SubElement(one, f"{{{space}}}loc").text = whole(reverse("news-sitemap", args=[slug]))
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
