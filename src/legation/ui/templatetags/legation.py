"""Filters and tags of every template."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from html import escape
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    Parser,
    TextNode,
    Token,
    Variable,
    VariableNode,
)
from django.template.context import Context
from django.template.defaulttags import IfNode, TemplateLiteral
from django.templatetags.i18n import TranslateNode
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


class Here(Node):
    """See `here`: every page asks it of all its tabs, so the names are read once."""

    child_nodelists = ()

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def render(self, context: Context) -> SafeString:
        match = context["request"].resolver_match
        return SafeString('aria-current="page"') if match and match.url_name in self.names else SafeString("")


@register.tag
def here(_parser: Parser, token: Token) -> Here:
    """`{% here "desk" "board" %}` is `aria-current` for the tab whose routes hold the one that is shown."""
    _tag, *names = token.split_contents()
    if any(name[:1] != '"' or name[-1:] != '"' for name in names):
        raise template.TemplateSyntaxError('here takes names of routes: here "desk" "board"')
    return Here(frozenset(name[1:-1] for name in names))


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


Kept = dict[Any, Any]  # what the first row found out for all
Step = Callable[[Any, Context, Kept], str]
# Where nodes keep the name that they set.
SETS = ("asvar", "target_var", "var_name", "variable", "variable_name", "varname")


class Rows(Node):
    """A loop over many rows that are said already: see docs/decisions/0073."""

    child_nodelists = ("nodelist",)

    def __init__(self, name: str, rows: FilterExpression, nodelist: NodeList) -> None:
        self.name, self.rows, self.nodelist = name, rows, nodelist
        self.steps = [_step(node, name) for node in nodelist]

    def render(self, context: Context) -> SafeString:
        found, steps, kept = [], self.steps, Kept()
        with context.push():
            for row in self.rows.resolve(context):
                context[self.name] = row
                found += [step if isinstance(step, str) else step(row, context, kept) for step in steps]
        return SafeString("".join(found))


@register.tag
def rows(parser: Parser, token: Token) -> Rows:
    """`{% rows row in page.rows %}` is `for` without `forloop`, where `row.name` is a field or a property.

    What is not of the row is looked up once for all rows, so nothing within may be written with `as`.
    """
    try:
        _tag, name, _in, of = token.split_contents()
    except ValueError:
        raise template.TemplateSyntaxError("rows is written: rows row in page.rows") from None
    nodelist = parser.parse(("endrows",))
    parser.delete_first_token()
    if any(getattr(node, place, None) for node in nodelist.get_nodes_by_type(Node) for place in SETS):
        raise template.TemplateSyntaxError("rows holds no tag that sets a name: set it before the rows")
    return Rows(name, parser.compile_filter(of), nodelist)


def _step(node: Node, name: str) -> "str | Step":
    """What a node is in such a loop: a text that stays, what a row says, or as any template has it."""
    if isinstance(node, TextNode):
        return str(node.s)
    if isinstance(node, VariableNode):
        field = _field(node.filter_expression, name)
        if field is not None:
            return _saying(field, node)
        return _once(node) if _of_page(node.filter_expression, name) else _as_ever(node)
    if isinstance(node, TranslateNode) and node.message_context is None:
        return _once(node) if _of_page(node.filter_expression, name) else _as_ever(node)
    return _choosing(node, name) if isinstance(node, IfNode) else _as_ever(node)


def _field(said: Any, name: str) -> "attrgetter[Any] | None":
    """The field of the row, where it is that and nothing else."""
    if not isinstance(said, FilterExpression) or said.filters or not isinstance(said.var, Variable):
        return None
    first, *rest = said.var.lookups or ("",)
    return attrgetter(".".join(rest)) if first == name and rest else None


def _of_page(said: Any, name: str) -> bool:
    """Whether it is nothing of the row, and so the same for all rows."""
    plain = isinstance(said, FilterExpression) and not said.filters
    return plain and (not isinstance(said.var, Variable) or (said.var.lookups or ("",))[0] != name)


def _as_ever(node: Node) -> Step:
    return lambda _row, context, _kept: str(node.render_annotated(context))


def _once(node: Node) -> Step:
    """What the first row that shows it finds out for all."""

    def step(_row: Any, context: Context, kept: Kept) -> str:
        found = kept.get(node)
        if found is None:
            found = kept[node] = str(node.render_annotated(context))
        return str(found)

    return step


def _saying(field: "attrgetter[Any]", node: Node) -> Step:
    def step(row: Any, context: Context, _kept: Kept) -> str:
        value = field(row)
        if type(value) is str and context.autoescape:
            return escape(value)
        return value if type(value) is SafeString else str(node.render_annotated(context))

    return step


def _choosing(node: IfNode, name: str) -> Step:
    """An `if` that asks fields of the row, or what is the same for all rows."""
    ways: list[tuple[Callable[[Any, Context, Kept], Any] | None, list[str | Step]]] = []
    for condition, nodelist in node.conditions_nodelists:
        asked = _asking(condition, name) if condition is not None else None
        if condition is not None and asked is None:
            return _as_ever(node)
        ways.append((asked, [_step(each, name) for each in nodelist]))

    def step(row: Any, context: Context, kept: Kept) -> str:
        for asked, steps in ways:
            if asked is None or asked(row, context, kept):
                return "".join(
                    [each if isinstance(each, str) else each(row, context, kept) for each in steps]
                )
        return ""

    return step


def _asking(condition: Any, name: str) -> "Callable[[Any, Context, Kept], Any] | None":
    if type(condition) is not TemplateLiteral:
        return None
    field = _field(condition.value, name)
    if field is not None:
        return lambda row, _context, _kept: field(row)
    if not _of_page(condition.value, name):
        return None

    def asked(_row: Any, context: Context, kept: Kept) -> Any:
        if condition not in kept:
            kept[condition] = condition.eval(context)  # type: ignore[arg-type]
        return kept[condition]

    return asked
