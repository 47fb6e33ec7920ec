"""Agreements as data for other programs: schema.org, and entries of the feeds."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, linebreaks

from legation.newsroom.models import NewsSite
from legation.newsroom.queries.agreements import Signed
from legation.newsroom.queries.data import publisher
from legation.newsroom.queries.public import whole


def address(shown: Signed, site: NewsSite, language: str) -> str:
    return whole(reverse("news-agreement", args=[site.slug, language, shown.slug]))


def summary(shown: Signed) -> str:
    """What it is, between whom, and when it was signed, in one line."""
    day = date_format(shown.signed_on, "DATE_FORMAT") if shown.signed_on is not None else ""
    return " · ".join(part for part in (shown.kind, " – ".join(shown.parties), day) if part)


def body_html(shown: Signed) -> str:
    """What it is and what it says, as HTML."""
    signers = ", ".join(f"{one.name} ({one.party})" for one in shown.signers)
    lines: list[str] = [format_html("<p>{}</p>", summary(shown))]
    lines += [format_html("<p>{}</p>", signers)] if signers else []
    lines += [linebreaks(shown.text, autoescape=True)] if shown.text else []
    return "\n".join(lines)


def document(shown: Signed, site: NewsSite, language: str) -> dict[str, Any]:
    """schema.org DigitalDocument."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "additionalType": shown.kind,
        "mainEntityOfPage": address(shown, site, language),
        "name": shown.title,
        "inLanguage": language,
        "publisher": publisher(site, language),
        "author": [{"@type": "Organization", "name": party} for party in shown.parties],
        "about": list(shown.subjects),
        "creativeWorkStatus": shown.status,
    }
    if shown.signed_on is not None:
        data["dateCreated"] = shown.signed_on.isoformat()
    if shown.published_at is not None:
        data["datePublished"] = shown.published_at.isoformat()
    if shown.first_day is not None:
        last = shown.ends_on.isoformat() if shown.ends_on is not None else ".."
        data["temporalCoverage"] = f"{shown.first_day.isoformat()}/{last}"
    if shown.place:
        data["locationCreated"] = {"@type": "Place", "name": shown.place}
    if shown.text:
        data["text"] = shown.text
    if shown.signers:
        data["contributor"] = [
            {
                "@type": "Person",
                "name": one.name,
                **({"jobTitle": one.post} if one.post else {}),
                "affiliation": {"@type": "Organization", "name": one.party},
            }
            for one in shown.signers
        ]
    return data
