"""Sheets of promises and agreements, as PDF."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from legation.accounts.models import User
from legation.kernel.typesetting import typeset
from legation.outcomes.queries.promises import Promise
from legation.outcomes.queries.review import Group, ReviewPage

TEMPLATE = Path(__file__).parents[1] / "templates" / "outcomes" / "typst" / "sheet.typ"


def review_bytes(page: ReviewPage, *, by: User, now: datetime) -> bytes:
    """The yearly review in the active language, with a line to sign for each side. Raises FontsMissing."""
    facts = [
        [_("Promises"), str(page.total)],
        [pgettext("commitment", "Kept"), str(page.kept)],
        [_("Not settled"), str(page.unsettled)],
        [
            pgettext("promises", "Reviewed"),
            _("%(done)s of %(all)s") % {"done": page.reviewed, "all": page.total}
            + (f" · {day_of(page.last)}" if page.last else ""),
        ],
    ]
    return sheet_bytes(
        above=page.name,
        title=_("Promises reviewed for %(year)s") % {"year": page.scope.year},
        facts=facts,
        parts=[_part(group) for group in page.groups],
        signs=[_("For the visiting city, date"), _("For the host city, date")],
        by=by,
        now=now,
    )


def sheet_bytes(
    *,
    above: str,
    title: str,
    facts: list[list[str]],
    parts: list[dict[str, Any]],
    signs: list[str],
    by: User,
    now: datetime,
) -> bytes:
    """One sheet, with who printed it and when at its foot."""
    local = timezone.localtime(now)
    data = {
        "language": (get_language() or "en")[:2],
        "above": above,
        "title": title,
        "facts": facts,
        "parts": parts,
        "signs": signs,
        "foot": _("Printed by %(who)s on %(day)s, as they see it.")
        % {"who": by, "day": day_of(local.date())},
    }
    return typeset(TEMPLATE, data, {}, at=now.replace(microsecond=0))


def entry(when: str, title: str, lines: list[str], *, warn: bool = False) -> dict[str, Any]:
    """One line of a part."""
    return {"when": when, "title": title, "lines": [line for line in lines if line], "warn": warn}


def part(heading: str, entries: list[dict[str, Any]], *, count: str = "", note: str = "") -> dict[str, Any]:
    """Lines under a heading."""
    return {"heading": heading, "entries": entries, "count": count, "note": note}


def day_of(day: date | None) -> str:
    """A day in words."""
    return date_format(day, pgettext("date format: day, month, year", "j F Y")) if day else ""


def _part(group: Group) -> dict[str, Any]:
    return part(group.label, [_entry(row) for row in group.rows], count=str(len(group.rows)))


def _entry(row: Promise) -> dict[str, Any]:
    one = row.commitment
    owed = " → ".join(str(body) for body in (one.owed_by, one.owed_to) if body)
    owners = [
        f"{pgettext('owner', 'Guest side')}: {row.owners.guest}" if row.owners.guest else "",
        f"{pgettext('owner', 'Host side')}: {row.owners.host}" if row.owners.host else "",
    ]
    step = f"{_('Next step:')} {one.next_step}" if one.next_step else ""
    late = _("overdue") if row.overdue else ""
    return entry(
        " · ".join(filter(None, (day_of(one.due_on), late))) or _("No date"),
        str(one.title),
        [
            " · ".join(filter(None, (owed, str(one.mission)))),
            " · ".join(filter(None, owners)) or _("Nobody owns it yet"),
            one.reason,
            f"{step} ({day_of(one.next_on)})" if step and one.next_on else step,
        ],
        warn=row.overdue,
    )
