"""Days, moments and amounts in words."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def day_of(day: date | None) -> str:
    """A day in words, or nothing."""
    return date_format(day, pgettext("date format: day, month, year", "j F Y")) if day else ""


def period_of(first: date, last: date) -> str:
    """From a day to a day, with how many nights and days it was."""
    days = (last - first).days + 1
    if days == 1:
        return day_of(first)
    told = {"nights": days - 1, "days": days, "first": day_of(first), "last": day_of(last)}
    return _("%(first)s – %(last)s (%(nights)s nights, %(days)s days)") % told


def amounts_of(sums: Mapping[str, Decimal]) -> str:
    """Amounts, each in its own currency: they are never added up across currencies."""
    return " + ".join(
        f"{code} {number_format(sums[code].normalize(), force_grouping=True)}" for code in sorted(sums)
    )


def share_of(done: int, total: int) -> str:
    """So many of so many, with the share where there is one."""
    return f"{done} / {total}" + (f" ({round(100 * done / total)} %)" if total else "")


def joined(parts: Iterable[object], by: str = " · ") -> str:
    """What is not empty, one after the other."""
    return by.join(text for part in parts if (text := str(part or "").strip()))
