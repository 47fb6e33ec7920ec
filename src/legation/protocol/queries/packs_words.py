"""The values of a rule pack in the reader's words."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.engine.precedence import PARAMETERS, Pack


def reading() -> str:
    """The language of the engine that the reader reads."""
    return "ko" if (get_language() or "en").startswith("ko") else "en"


def worded(value: Any, name: str, rules: Pack) -> str:
    """A parameter's value: what is unset asks; lists are joined, steps in their sequence."""
    spec = PARAMETERS[name]
    if value is None:
        return _("unset: asks")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    labels: dict[Any, str] = {each.id: each.text(reading()) for each in spec.choices} or {
        each.id: each.label.text(reading()) for each in rules.ranks.values()
    }
    if isinstance(value, list | tuple):
        if not value:
            return _("none")
        return (" → " if spec.kind == "steps" else ", ").join(labels.get(each, str(each)) for each in value)
    return labels.get(value, str(value)) if spec.kind == "choice" else str(value)
