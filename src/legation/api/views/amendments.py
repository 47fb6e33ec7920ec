"""Signatures under minutes, and amendments of what was signed."""

from typing import Any

from legation.api.choices import Area
from legation.api.queries.shapes import KEY, MOMENT, Shape, nullable, thing
from legation.api.queries.telling import Told, plain, told
from legation.api.views.deeds import doing
from legation.api.views.door import Address, Asked, Given
from legation.api.views.minutes import IN, ONE, TEXT, of_minutes, removed
from legation.api.views.resources import Resource, Writing
from legation.outcomes.actions import minutes_closing as closing
from legation.outcomes.forms.minutes import AmendmentForm
from legation.outcomes.models import Amendment, Minutes
from legation.outcomes.queries.minutes import amendment_trace, line_of
from legation.outcomes.queries.minutes_text import read_frozen


def _amendment_form(_asked: Asked, data: Any, amendment: Any, minutes: Any) -> AmendmentForm:
    of = amendment.minutes if amendment is not None else minutes
    return AmendmentForm(data, instance=amendment, lines=read_frozen(of.frozen).lines)


def _amended(form: AmendmentForm, minutes: Any) -> dict[str, Any]:
    values = form.values()
    return {**values, "line": line_of(minutes, values["line"])}


AMENDMENTS = Resource(
    name="amendments",
    one="amendment of minutes",
    area=Area.OUTCOMES,
    model=Amendment,
    at=f"{ONE}/amendments",
    at_one=f"{IN}/amendments/<int:pk>",
    parent=Minutes,
    may_list="outcomes.view_minutes",
    rows=lambda rows, minutes: rows.filter(minutes=minutes),
    fields=(
        *told(Amendment, "number", "line", "text", "reason", "in_force_at"),
        Told(
            "trace", {**TEXT, "description": "Sign with it."}, lambda row: amendment_trace(row.minutes, row)
        ),
    ),
    joined=("minutes__mission", "minutes__engagement", "line"),
    writing=Writing(
        form=_amendment_form,
        shape_edit=AmendmentForm,
        shapes={"line": nullable(KEY)},
        may_add="outcomes.change_minutes",
        add=lambda asked, minutes, form: closing.propose_amendment(
            minutes, _amended(form, minutes), by=asked.user
        ),
        change=lambda asked, amendment, form: closing.change_amendment(
            amendment, _amended(form, amendment.minutes), seen=asked.seen, by=asked.user
        ),
        remove=closing.remove_amendment,
        restore=closing.restore_amendment,
        removed=removed("amendment"),
    ),
)
RESOURCES = (AMENDMENTS,)


def _signature(signature: Any) -> Given:
    return Given({"side": signature.side, "name": signature.name, "at": plain(signature.at)})


def _signed(asked: Asked, minutes: Any, body: Any) -> Given:
    return _signature(closing.sign_minutes(minutes, trace=body["trace"], name=body["name"], by=asked.user))


def _amendment_signed(asked: Asked, amendment: Any, body: Any) -> Given:
    return _signature(
        closing.sign_amendment(amendment, trace=body["trace"], name=body["name"], by=asked.user)
    )


SIGN: Shape = thing(
    {"trace": {"type": "string", "maxLength": 64}, "name": {"type": "string", "maxLength": 200}}
)
SIGNATURE: Shape = thing({"side": TEXT, "name": TEXT, "at": MOMENT})
ADDRESSES: tuple[Address, ...] = (
    of_minutes(
        "sign",
        "minutes-sign",
        _signed,
        "Sign minutes for your side",
        shape=SIGN,
        gives=lambda: SIGNATURE,
    ),
    doing(
        f"{AMENDMENTS.alone}/sign",
        "api-amendments-sign",
        _amendment_signed,
        summary="Sign an amendment for your side",
        area=Area.OUTCOMES,
        permission="outcomes.change_amendment",
        model=Amendment,
        shape=SIGN,
        gives=lambda: SIGNATURE,
    ),
)
