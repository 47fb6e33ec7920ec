"""Days of the calendar as ISO text; "" where there is no such day."""

from datetime import date


def iso_day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def nearest_day(anchor: date, day: int, *, future: bool) -> str:
    """The bare day of the month that is nearest the anchor, looking back or ahead."""
    months = anchor.year * 12 + anchor.month - 1
    if future:
        order = (0, 1) if day >= anchor.day else (1, 0)
    else:
        order = (0, -1) if day <= anchor.day + 1 else (-1, 0)
    for shift in order:
        iso = iso_day((months + shift) // 12, (months + shift) % 12 + 1, day)
        if iso:
            return iso
    return ""
