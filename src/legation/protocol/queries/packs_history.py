"""What a rule pack was before: one revision a save, one change a parameter."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.engine.precedence import PARAMETERS, load_pack
from legation.kernel.history import revisions_of
from legation.kernel.refusals import FieldChange, Revision
from legation.protocol.models import RulePack
from legation.protocol.queries.packs_words import worded


def revisions_of_pack(pack: RulePack, *, since: int = 0, limit: int = 100) -> list[Revision]:
    """Newest first, as `kernel.history.revisions_of`, with the parameters told apart: three queries."""
    told = {each.version: each for each in revisions_of(pack, since=since, limit=limit)}
    states = list(pack.history.order_by("-version", "-history_id")[: limit + 1])
    found = []
    for newer, older in pairwise([*states, None]):
        told_of = told.get(newer.version)
        if told_of is None:
            continue
        changes = tuple(each for each in told_of.changes if each.field != "changes")
        if older is not None:
            changes += tuple(_altered(older.changes, newer.changes, pack.base))
        found.append(Revision(told_of.at, told_of.by, told_of.kind, told_of.version, changes))
    return found


def _altered(before: dict[str, Any], after: dict[str, Any], base: str) -> Iterable[FieldChange]:
    language = "ko" if (get_language() or "en").startswith("ko") else "en"
    for name, spec in PARAMETERS.items():
        if before.get(name) != after.get(name):
            yield FieldChange(
                name,
                spec.label.text(language),
                _row(before.get(name), name, base),
                _row(after.get(name), name, base),
            )


def _row(row: dict[str, Any] | None, name: str, base: str) -> str:
    """A change in words; without one, what the base says."""
    rules = load_pack(base)
    if row is None:
        return _("as shipped: %(value)s") % {"value": worded(rules.params[name].value, name, rules)}
    return f"{worded(row['value'], name, rules)} ({row['source']}, {row['grade']})"
