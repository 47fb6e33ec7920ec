"""From which value on an office declares gifts: by its own rule, or by a rule pack."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from legation.engine.precedence import load_pack
from legation.protocol.choices import Pack
from legation.protocol.models import GiftRule, RulePack
from legation.protocol.queries.attending import PACKS
from legation.protocol.queries.gifts_declared import Threshold

MONTHS = 12  # over which a donor's gifts add up where a rule pack counts: packs have no parameter for it
STATED = ("gift_threshold", "gift_currency", "gift_days")


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """From which value on gifts are declared: by the office's rule, else by a pack's, else unknown.

    `differing` are the office's own packs that contradict each other, and then none counts.
    """

    threshold: Threshold | None
    source: str = ""
    pack: str = ""
    differing: tuple[str, ...] = ()


def gift_rule_of(user: Any) -> GiftRule | None:
    """The rule of the user's office."""
    return GiftRule.objects.visible_to(user).first()


def rule_for(user: Any, countries: Iterable[str] = ()) -> RuleInForce:
    """One query, two without a rule of the office: the rule, else the office's packs, else a shipped pack."""
    own = GiftRule.objects.visible_to(user).first()
    if own is not None:
        return RuleInForce(Threshold(own.threshold, own.currency, own.months, own.days), source=own.source)
    packs = RulePack.objects.visible_to(user).filter(office=user.office_id).order_by("name", "pk")
    stated = [(pack.name, *of_pack) for pack in packs if (of_pack := _of_changes(pack.changes)) is not None]
    if len({threshold for _name, threshold, _source in stated}) > 1:
        return RuleInForce(None, differing=tuple(name for name, _threshold, _source in stated))
    if stated:
        name, threshold, source = stated[0]
        return RuleInForce(threshold, source=source, pack=name)
    known = set(countries)
    usual = PACKS.get(known.pop(), Pack.NEUTRAL) if len(known) == 1 else Pack.NEUTRAL
    params = load_pack(usual.value).params
    shipped = _of_changes(
        {name: {"value": params[name].value, "source": params[name].source} for name in STATED}
    )
    if shipped is None:
        return RuleInForce(None)
    return RuleInForce(shipped[0], source=shipped[1], pack=str(usual.label))


def _of_changes(changes: Mapping[str, Any]) -> tuple[Threshold, str] | None:
    """The threshold that the parameters of a pack state, where they state all of it."""
    value, currency, days = (
        each.get("value") if isinstance(each := changes.get(name), Mapping) else None for name in STATED
    )
    if value is None or not currency or days is None:
        return None
    return Threshold(Decimal(value), str(currency), MONTHS, int(days)), str(
        changes[STATED[0]].get("source", "")
    )
