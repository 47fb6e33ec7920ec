"""Promises as a table that is taken out."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.kernel.choices import Visibility
from legation.kernel.sheets import Cell
from legation.outcomes.queries.promises import Promise

Table = tuple[str, list[str], list[list[Cell]]]


def promises_table(rows: Iterable[Promise]) -> Table:
    """The list as its reader sees it, a row a promise; notes of a side are never in it."""
    headings = [
        _("Mission"),
        _("What was promised"),
        _("Owed by"),
        _("Owed to"),
        pgettext("promise", "Due"),
        _("Status"),
        _("Why it stands so"),
        _("Next step"),
        _("Next step on"),
        pgettext("owner", "Guest side"),
        pgettext("owner", "Host side"),
        _("Comes from"),
        _("Last reviewed"),
        _("Who sees it"),
        _("Address"),
    ]
    return _("Promises"), headings, [_cells(row) for row in rows]


def _cells(row: Promise) -> list[Cell]:
    one = row.commitment
    where = reverse("commitment", args=[one.mission.slug, one.pk])
    return [
        str(one.mission),
        str(one.title),
        str(one.owed_by or ""),
        str(one.owed_to or ""),
        one.due_on,
        str(one.get_status_display()),
        one.reason,
        str(one.next_step or ""),
        one.next_on,
        row.owners.guest,
        row.owners.host,
        str(one.engagement or ""),
        one.reviewed_on,
        str(Visibility(one.visibility).label),
        f"{settings.ORIGIN}{where}",
    ]
