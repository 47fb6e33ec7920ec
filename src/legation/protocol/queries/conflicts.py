"""Which rules and people cannot all be satisfied, by name."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from legation.engine.seating import BadInput, Conflict, Request, rule_sentence
from legation.protocol.queries.seats import seat_name


@dataclass(frozen=True, slots=True)
class Clash:
    """One rule of a conflict: its sentence, and what to leave out so that the rest may hold.

    `kind` is apart, together or lock, empty where nobody can leave it out; `people` are their keys.
    """

    sentence: str
    kind: str = ""
    people: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What a button sends to leave it out."""
        return " ".join((self.kind, *self.people))


def clashes(conflict: Conflict | None, request: Request, names: Mapping[str, str]) -> tuple[Clash, ...]:
    """The rules that conflict, each as a sentence."""
    if conflict is None:
        return ()
    return tuple(_clash(rule, conflict, request, names) for rule in conflict.rules)


def conflict_sentences(
    conflict: Conflict | None, request: Request, names: Mapping[str, str]
) -> tuple[str, ...]:
    """The same as sentences alone."""
    return tuple(clash.sentence for clash in clashes(conflict, request, names))


def _clash(rule: str, conflict: Conflict, request: Request, names: Mapping[str, str]) -> Clash:
    kind, *rest = rule.split(" ")
    if kind in {"apart", "together"} and len(rest) == 2:
        facts = {"one": names.get(rest[0], rest[0]), "other": names.get(rest[1], rest[1])}
        said = (
            _("%(one)s and %(other)s must sit apart.")
            if kind == "apart"
            else _("%(one)s and %(other)s must sit together.")
        )
        return Clash(said % facts, kind, tuple(rest))
    if kind == "lock" and len(rest) == 2:
        facts = {"who": names.get(rest[0], rest[0]), "seat": seat_name(rest[1], request)}
        return Clash(_("%(who)s is locked to %(seat)s.") % facts, kind, (rest[0],))
    if kind == "access" and rest:
        return Clash(_("%(who)s needs a seat within reach.") % {"who": names.get(rest[0], rest[0])})
    if rule == "seats":
        return Clash(_lacking(conflict, names))
    try:
        return Clash(rule_sentence(kind, _language()))
    except BadInput:
        return Clash(rule)


def _lacking(conflict: Conflict, names: Mapping[str, str]) -> str:
    """How many seats lack, and who goes without; with other rules, that there are only so many."""
    if conflict.rules != ("seats",):
        return _("There are only the seats of these tables.")
    number = len(conflict.people)
    said = ngettext("%(n)d seat is missing: %(who)s.", "%(n)d seats are missing: %(who)s.", number)
    return said % {"n": number, "who": ", ".join(names.get(key, key) for key in conflict.people)}


def _language() -> str:
    return "ko" if (get_language() or "en").startswith("ko") else "en"
