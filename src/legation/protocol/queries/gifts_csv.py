"""The gift register as a file for spreadsheets."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.protocol.queries.gifts import GiftRow, Named

BOM = "\ufeff"  # tells a spreadsheet that this is UTF-8, so that Korean stays Korean
# What makes a spreadsheet compute a cell instead of showing it; the wide ones count in East Asian settings.
COMPUTES = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(rows: Iterable[GiftRow]) -> str:
    """One line a gift under a line of headings, in the reader's language; no cell is ever a formula."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([harmless(cell) for cell in _headings()])
    for row in rows:
        writer.writerow([harmless(cell) for cell in _cells(row)])
    return BOM + text.getvalue()


def as_table(rows: Iterable[GiftRow]) -> tuple[str, list[str], list[list[Any]]]:
    """The same for a spreadsheet."""
    return (
        _("Gifts"),
        _headings(),
        [["" if cell is None else str(cell) for cell in _cells(row)] for row in rows],
    )


def harmless(cell: Any) -> str:
    """The cell as text; an apostrophe before what a spreadsheet would compute."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(COMPUTES) else text


def _headings() -> list[str]:
    return [
        _("Mission"),
        _("Direction"),
        _("Exchanged on"),
        _("What it is (English)"),
        _("What it is (Korean)"),
        _("From (person)"),
        _("From (organisation)"),
        _("To (person)"),
        _("To (organisation)"),
        _("Value"),
        _("Currency"),
        _("Circumstances (English)"),
        _("Circumstances (Korean)"),
        _("What became of it"),
        _("Engagement"),
        _("Declare by"),
        _("Declared on"),
        _("Who sees it"),
    ]


def _cells(row: GiftRow) -> list[Any]:
    gift = row.gift
    return [
        gift.mission.name,
        gift.get_direction_display(),
        gift.exchanged_on,
        *_languages(gift.nature),
        _person(row.giver),
        row.giver.body,
        _person(row.taker),
        row.taker.body,
        gift.value,
        gift.currency,
        *_languages(gift.circumstances),
        gift.get_use_display(),
        gift.engagement or "",
        row.declaration.due if row.declaration is not None else None,
        gift.declared_on,
        gift.get_visibility_display(),
    ]


def _person(named: Named) -> str:
    return pgettext("person", "not known to you") if named.unseen else named.person


def _languages(words: Any) -> tuple[str, str]:
    """The English and the Korean of a two-language text; one that has no language stands as English."""
    data = getattr(words, "data", words)
    if isinstance(data, dict):
        return data.get("en") or "", data.get("ko") or ""
    return str(data or ""), ""
