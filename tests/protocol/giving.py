"""Gifts for tests: entered through the action, and typed into the form."""

from typing import Any

from legation.protocol.actions.gifts import add_gift, state_gift_rule
from legation.protocol.models import Gift
from tests.world import two

RULE = {"threshold": 300, "currency": "USD", "months": 12, "days": 10, "source": "Sample code of conduct"}


def enter(mission: Any, nature: str, *, by: Any, **values: Any) -> Gift:
    """A gift in the register of the side that `by` works for; received without saying so."""
    values = {"direction": "received", **values}
    if values.get("value") is not None:
        values.setdefault("currency", "USD")
    return add_gift(mission, {"nature": two(nature), **values}, by=by)


def say_rule(by: Any, **values: Any) -> Any:
    return state_gift_rule({**RULE, **values}, seen=0, by=by)


def typed(**values: Any) -> dict[str, Any]:
    """A form as a browser sends it."""
    blank = dict.fromkeys(
        ("donor", "donor_body", "recipient", "recipient_body", "engagement", "exchanged_on", "value", "use"),
        "",
    )
    return {
        **blank,
        "direction": "received",
        "nature_0": "A vase",
        "nature_1": "꽃병",
        "circumstances_0": "",
        "circumstances_1": "",
        "currency": "",
        "declared_on": "",
        "visibility": "host",
        **values,
    }
