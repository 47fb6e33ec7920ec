"""Filters and tags of every template."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _
from i18nfield.forms import I18nFormField

from legation.kernel import links

register = template.Library()


@register.filter
def longday(value: date | None) -> str:
    """Wednesday 17 April; 4월 17일 수요일."""
    return date_format(value, pgettext("date format: weekday, day, month", "l j F")) if value else ""


@register.filter
def fulldate(value: date | None) -> str:
    """17 April 2024; 2024년 4월 17일."""
    return date_format(value, pgettext("date format: day, month, year", "j F Y")) if value else ""


@register.filter
def monthday(value: date | None) -> str:
    """17 April; 4월 17일."""
    return date_format(value, pgettext("date format: day, month", "j F")) if value else ""


@register.filter
def shortday(value: date | None) -> str:
    """Wed 17; 17일 수."""
    return date_format(value, pgettext("date format: short weekday, day", "D j")) if value else ""


@register.simple_tag
def dates(first: date, last: date) -> str:
    """13–20 April 2024; 2024년 4월 13일–20일."""
    if first == last:
        return fulldate(first)
    if get_language() == "ko":
        if first.year != last.year:
            end = fulldate(last)
        elif first.month != last.month:
            end = date_format(last, "n월 j일")
        else:
            end = date_format(last, "j일")
        return f"{fulldate(first)}–{end}"
    if first.year != last.year:
        return f"{fulldate(first)} – {fulldate(last)}"
    if first.month != last.month:
        return f"{date_format(first, 'j F')} – {fulldate(last)}"
    return f"{first.day}–{fulldate(last)}"


@register.simple_tag
def days(first: date, last: date) -> str:
    """13–20 April; 4월 13일–20일: within a year that stands above."""
    korean = get_language() == "ko"
    if first.year != last.year:
        return f"{monthday(first)} – {fulldate(last)}"
    if first.month != last.month:
        return f"{monthday(first)} – {monthday(last)}"
    return f"{monthday(first)}–{last.day}일" if korean else f"{first.day}–{monthday(last)}"


@register.filter
def clock(value: datetime | None, zone: str) -> str:
    """The 24-hour time in `zone`."""
    return value.astimezone(ZoneInfo(zone)).strftime("%H:%M") if value else ""


@register.filter
def daytime(value: datetime | None, zone: str) -> str:
    """Wed 17 14:10, on the clock of `zone`."""
    if value is None:
        return ""
    there = value.astimezone(ZoneInfo(zone))
    return f"{shortday(there.date())} {there:%H:%M}"


@register.filter
def moment(value: datetime | None, beside: Any) -> str:
    """The time on the clock of `beside`; with its day where that is not the one on which `beside` starts."""
    if value is None:
        return ""
    there = value.astimezone(ZoneInfo(beside.zone))
    hour = there.strftime("%H:%M")
    return hour if there.date() == beside.local_start.date() else f"{shortday(there.date())} {hour}"


@register.filter
def unsealed(address: str) -> str:
    """The address in a letter, for its own reader: one of this site with the tokens it stands for."""
    return links.unsealed(address) if address.startswith("/") else address


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """`mapping[key]`, or nothing."""
    return mapping.get(key) if mapping else None


@register.filter
def toned(named: Iterable[tuple[str, str]]) -> SafeString:
    """Names in the colours of their sides, each given as a side and a name."""
    return format_html_join(", ", '<span class="{}">{}</span>', named)


@register.simple_tag
def mark(visibility: str, label: str = "") -> SafeString:
    """The tag that says who sees something: the word and its colour."""
    from legation.kernel.choices import Visibility

    return format_html('<span class="tag {}">{}</span>', visibility, label or Visibility(visibility).label)


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, **options: Any) -> dict[str, Any]:
    """One form field: label, control, help and errors, tied together for readers of every kind."""
    parts = _languages(bound) if isinstance(bound.field, I18nFormField) else []
    described = [f"{bound.auto_id}-help"] if bound.help_text else []
    if bound.errors:
        described.append(f"{bound.auto_id}-error")
        bound.field.widget.attrs["aria-invalid"] = "true"
    if described:
        bound.field.widget.attrs["aria-describedby"] = " ".join(described)
    return {"field": bound, "parts": parts, "group": bool(parts) or bound.use_fieldset, **options}


def _languages(bound: BoundField) -> list[dict[str, Any]]:
    """The controls of a two-language field, each with its language."""
    widget, value = bound.field.widget, bound.value()
    values = value if isinstance(value, list) else widget.decompress(value)
    names = {"en": _("English"), "ko": _("Korean")}
    parts = []
    for place, (code, control) in enumerate(zip(widget.locales, widget.widgets, strict=True)):
        attrs = {**widget.attrs, "id": f"{bound.auto_id}_{place}", "lang": code}
        html = control.render(f"{bound.html_name}_{place}", values[place], attrs)
        parts.append({"id": attrs["id"], "label": names.get(code, code), "control": html})
    return parts


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], *names: str) -> SafeString:
    """`aria-current` for the tab whose route is shown."""
    match = context["request"].resolver_match
    return SafeString('aria-current="page"') if match and match.url_name in names else SafeString("")


@register.filter
def initials(person: Any) -> str:
    """A monogram where there is no portrait."""
    from legation.engine.naming import PersonName
    from legation.engine.naming import initials as of_name

    name = PersonName(
        family=person.family_name,
        given=person.given_name,
        native=person.native_name,
        korean=person.korean_name,
        order="family-first" if person.family_first else "given-first",
    )
    return of_name(name, get_language() or "en")
