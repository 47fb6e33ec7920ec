"""Calls for applications, who applied, and who brings a group.

What applicants tell once they are approved stays sealed: each look at it on the page is noted.
"""

from typing import Any

from django.conf import settings
from django.http import Http404

from legation.api.choices import Area
from legation.api.queries.shapes import KEY, MOMENT, Shape, listed, nullable, of_form, thing
from legation.api.queries.telling import Told, plain, told, told_of
from legation.api.views.deeds import deed, doing_at, typed_with
from legation.api.views.door import Address, Asked, Given, Way
from legation.api.views.missions import AT, added_within, changed, of_mission
from legation.api.views.resources import Resource, Writing
from legation.guests.actions import recruiting as acts
from legation.guests.choices import Field
from legation.guests.forms.recruiting import CallForm, GroupForm
from legation.guests.models import Application, Call, GroupLink
from legation.guests.queries.recruiting import answered, call_path, removed_call

ONE = f"{AT}/calls/<int:pk>"
IN = f"{AT}/calls/<int:call>"
TEXT: Shape = {"type": "string"}
ASKED: Shape = listed({"type": "string", "enum": list(Field.values)})


def _call_form(asked: Asked, data: Any, call: Any, mission: Any) -> CallForm:
    of = call.mission if call is not None else mission
    return CallForm(data, instance=call, mission=of, user=asked.user)


CALLS = Resource(
    name="calls",
    one="call for applications",
    area=Area.RECRUITING,
    model=Call,
    at=f"{AT}/calls",
    may_list="missions.change_mission",
    may_view="guests.change_call",
    rows=of_mission,
    fields=(
        *told(Call, "name", "words", "delegation", "places", "reserved", "approvals", "moves_up"),
        *told(Call, "open_until", "later_until", "remind_days", "fee", "contact")[3:],
        Told("asks", ASKED, lambda row: row.asks),
        Told("questions", listed(TEXT), lambda row: row.questions),
        Told("later", ASKED, lambda row: row.later),
        Told(
            "address",
            {**TEXT, "description": "Where people apply: to be given out."},
            lambda row: settings.ORIGIN + call_path(row),
        ),
    ),
    joined=("mission",),
    writing=Writing(
        form=_call_form,
        shape_edit=CallForm,
        add=added_within(acts.open_call),
        change=changed(acts.change_call),
        remove=acts.remove_call,
        restore=acts.restore_call,
        removed=lambda asked, mission, parts: removed_call(mission, parts["pk"], asked.user),
    ),
)


def _answers(application: Any) -> list[dict[str, str]]:
    return [{"asked": asked, "said": said} for asked, said in answered(application)]


APPLICATIONS = Resource(
    name="applications",
    one="application",
    area=Area.RECRUITING,
    model=Application,
    at=f"{ONE}/applications",
    at_one=f"{IN}/applications/<int:pk>",
    parent=Call,
    may_list="guests.change_call",
    may_view="guests.change_application",
    rows=lambda rows, call: rows.filter(call=call),
    fields=(
        *told(Application, "family_name", "given_name", "native_name", "mail", "language", "status"),
        *told(Application, "reserved", "delegate", "created_at", "approved_at", "fee_noted_at", "told_at")[
            3:
        ],
        Told("group", nullable(KEY), lambda row: row.group_id),  # of the call, which is seen as a whole
        Told("approvals", {"type": "integer"}, lambda row: len(row.approved_by)),
        Told("answers", listed(thing({"asked": TEXT, "said": TEXT})), _answers),
    ),
    joined=("mission", "call"),
)
RESOURCES = (CALLS, APPLICATIONS)
GROUP = (
    *told(GroupLink, "name", "mail", "places", "language"),
    Told("revoked_at", nullable(MOMENT), lambda row: plain(row.revoked_at)),
)
GROUP_SHAPE: Shape = thing({one.name: one.shape for one in GROUP})
DECIDED: dict[str, Any] = {
    "approve": acts.approve,
    "decline": acts.decline,
    "withdraw": acts.withdraw,
    "reopen": acts.reopen,
    "fee": lambda row, **seen: acts.note_fee(row, paid=True, **seen),
    "no-fee": lambda row, **seen: acts.note_fee(row, paid=False, **seen),
    "reserve": lambda row, **seen: acts.set_reserved(row, reserved=True, **seen),
    "unreserve": lambda row, **seen: acts.set_reserved(row, reserved=False, **seen),
}


def _decided(asked: Asked, application: Any, body: Any) -> None:
    DECIDED[body["do"]](application, seen=asked.seen, by=asked.user)


def _moved_up(asked: Asked, call: Any, _body: Any) -> Given:
    return Given({"moved": acts.move_up(call, by=asked.user)})


def _groups(asked: Asked, call: Any) -> Given:
    """Who brings a group; their addresses go out by letter."""
    return Given({"items": told_of(list(call.groups.order_by("pk")), GROUP, asked.user)})


def _group_added(asked: Asked, call: Any) -> Given:
    form = typed_with(lambda _asked, data, _call: GroupForm(data), asked, call)
    made = acts.add_group(call, form.values(), by=asked.user)
    return Given(told_of([made], GROUP, asked.user)[0], status=201)


def _group_revoked(asked: Asked, call: Any, _body: Any) -> Given:
    found = call.groups.filter(pk=asked.parts["part"]).first()
    if found is None:
        raise Http404
    return Given(told_of([acts.revoke_group(found, by=asked.user)], GROUP, asked.user)[0])


_of_call = doing_at(ONE, area=Area.RECRUITING, permission="guests.change_call", model=Call)


ADDRESSES: tuple[Address, ...] = (
    _of_call(
        "move-up",
        "calls-move-up",
        _moved_up,
        "Take in who has waited longest, as far as places are free",
        gives=lambda: thing({"moved": {"type": "integer"}}),
    ),
    Address(
        f"{ONE}/groups",
        "api-call-groups",
        {
            "GET": Way(
                summary="List who brings a group",
                area=Area.RECRUITING,
                permission="guests.change_call",
                model=Call,
                act=_groups,
                gives=lambda: thing({"items": listed(GROUP_SHAPE)}),
            ),
            "POST": Way(
                summary="Give a group leader an address, by letter",
                area=Area.RECRUITING,
                permission="guests.change_call",
                model=Call,
                act=_group_added,
                body=lambda: of_form(GroupForm, new=True),
                gives=lambda: GROUP_SHAPE,
                status=201,
            ),
        },
    ),
    _of_call(
        "groups/<int:part>/revoke",
        "call-groups-revoke",
        _group_revoked,
        "End a group leader's address; their people stay",
        gives=lambda: GROUP_SHAPE,
    ),
    deed(
        APPLICATIONS,
        "decide",
        _decided,
        summary="Approve, decline or withdraw an application, note its fee, or keep a place for it",
        shape=thing({"do": {"type": "string", "enum": list(DECIDED)}}),
        permission="guests.change_application",
    ),
)
