"""A press release on paper: with the line that says until when it may not be printed."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legation.kernel import files, richtext
from legation.kernel.typesetting import typeset
from legation.newsroom.choices import ReleaseState
from legation.newsroom.models import NewsSite, PressRelease
from legation.newsroom.queries.releases import publication_of, state_of, told_on
from legation.newsroom.queries.rendering import Release

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "newsroom" / "typst" / "release.typ"


def release_paper(release: PressRelease, shown: Release, now: datetime) -> bytes:
    """The draft, or what was approved of it, with its embargo in bold. Raises FontsMissing."""
    publication = publication_of(release)
    state = state_of(publication, now)
    with translation.override(shown.language):
        if state == ReleaseState.DRAFT:
            status = _("DRAFT: not approved by both cities. Not for publication.")
        elif state == ReleaseState.WITHDRAWN:
            status = _("WITHDRAWN: not for publication.")
        else:
            status = ""
        lines = _lines(release.embargo_at if state != ReleaseState.PUBLISHED else None, shown, now)
        return _typeset(shown, [status, *lines] if status else lines, "", now)


def public_paper(shown: Release, site: NewsSite) -> bytes:
    """The release as it was published. Raises FontsMissing."""
    with translation.override(shown.language):
        name = str(site.name.localize(shown.language))
        return _typeset(shown, _lines(None, shown, shown.goes_out_at), name, shown.changed_at)


def _lines(embargo_at: datetime | None, shown: Release, now: datetime) -> list[str]:
    if embargo_at is not None and embargo_at > now:
        return [
            _("EMBARGO: not before %(when)s") % {"when": told_on(embargo_at, shown.clocks, shown.language)}
        ]
    return [_("For immediate release")]


def _typeset(shown: Release, lines: list[str], office: str, at: datetime) -> bytes:
    pictures = {f"{one.key}.jpg": files.read(one.large) for one in shown.pictures}
    data = {
        "language": shown.language,
        "office": office,
        "kind": _("Press release"),
        "lines": lines,
        "cities": f"{' · '.join(shown.guests)} → {' · '.join(shown.hosts)}",
        "title": shown.title,
        "summary": shown.summary,
        "place": shown.place,
        "day": date_format(shown.day, "Y년 n월 j일" if shown.language == "ko" else "j F Y"),
        "blocks": [block for part in shown.parts for block in _blocks(part)],
        "contact": {"label": _("Contact for the press"), "text": shown.contact},
        "pictures": [
            {
                "file": f"{one.key}.jpg",
                "alt": one.alt,
                "caption": one.caption,
                "credit": _("Photograph: %(who)s") % {"who": one.credit},
            }
            for one in shown.pictures
        ],
        "trail": [f"{one.label} {one.day.isoformat()}: {one.note}" for one in shown.trail],
        "end": _("End of the release"),
    }
    return typeset(TEMPLATE, data, pictures, at=at.replace(microsecond=0))


def _blocks(part: Any) -> list[dict[str, Any]]:
    if part.quotation is not None:
        quoted = part.quotation
        who = f"{quoted.name}, {quoted.post}" if quoted.post else quoted.name
        return [{"kind": "quotation", "text": quoted.text, "who": who}]
    return [
        {
            "kind": block.kind,
            "mark": block.mark,
            "runs": [
                {"text": run.text, "bold": run.bold, "italic": run.italic, "href": run.href}
                for run in block.runs
            ],
        }
        for block in richtext.blocks(part.markdown)
    ]
