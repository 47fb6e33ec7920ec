"""The controls of forms, written at once.

Django writes a choice of 20 options by 41 templates, one for each option and one for the attributes of each,
which costs more than the page around it. What is written here is the same to the letter; a kind of control
that is not among these is left to its template.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]

FOLDER = "django/forms/widgets/"
OPTION = f"{FOLDER}select_option.html"
Told = Mapping[str, Any]


class Controls(TemplatesSetting):
    """What `FORM_RENDERER` names."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        write = WRITTEN.get(template_name)
        told = write(context["widget"]) if write is not None else None
        return told if told is not None else super().render(template_name, context, request)


def _text(value: Any) -> str:
    """`{{ value }}`."""
    return escape(value) if type(value) is str else conditional_escape(localize(template_localtime(value)))


def _string(value: Any) -> str:
    """`{{ value|stringformat:'s' }}`."""
    if type(value) is str:
        return escape(value)
    return value if isinstance(value, SafeString) else escape(str(value))


def _attrs(attrs: Told) -> str:
    """What follows the name: True stands by its name alone, False does not stand there."""
    return "".join(
        [
            f" {_text(name)}" if value is True else f' {_text(name)}="{_string(value)}"'
            for name, value in attrs.items()
            if value is not False
        ]
    )


def _input(widget: Told) -> str:
    value, kind = widget["value"], _text(widget["type"])
    told = "" if value is None else f' value="{_string(value)}"'
    return f'<input type="{kind}" name="{_text(widget["name"])}"{told}{_attrs(widget["attrs"])}>'


def _textarea(widget: Told) -> str:
    value = widget["value"]
    told = _text(value) if value else ""
    return f'<textarea name="{_text(widget["name"])}"{_attrs(widget["attrs"])}>\n{told}</textarea>'


def _select(widget: Told) -> str | None:
    lines = [f'<select name="{_text(widget["name"])}"{_attrs(widget["attrs"])}>']
    for group, options, _place in widget["optgroups"]:
        if group:
            lines.append(f'  <optgroup label="{_text(group)}">')
        for option in options:
            if option["template_name"] != OPTION:
                return None
            value, attrs = _string(option["value"]), _attrs(option["attrs"])
            lines.append(f'  <option value="{value}"{attrs}>{_text(option["label"])}</option>\n')
        if group:
            lines.append("  </optgroup>")
    return "\n".join([*lines, "</select>"])


KINDS = (
    *("input", "text", "number", "email", "url", "tel", "search", "color", "hidden", "password", "file"),
    *("date", "datetime", "time", "checkbox"),
)
WRITTEN: Mapping[str, Callable[[Told], str | None]] = {
    f"{FOLDER}select.html": _select,
    f"{FOLDER}textarea.html": _textarea,
    **{f"{FOLDER}{kind}.html": _input for kind in KINDS},
}
