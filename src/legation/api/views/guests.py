"""Guest lists with their quotas, guests with their replies, letters, and the door.

What guests said of diet and needs stays sealed; where letters go is told to who invites them.
"""

import json
from typing import Any

from legation.api.choices import Area
from legation.api.queries.shapes import KEY, MOMENT, Shape, listed, nullable, thing
from legation.api.queries.telling import Told, only, plain, seen_one, told, told_of, two, words
from legation.api.views.deeds import deed, doing_at
from legation.api.views.door import Address, Asked, Given, Way
from legation.api.views.missions import AT as MISSION
from legation.api.views.missions import added_within, changed
from legation.api.views.problems import Problem
from legation.api.views.programme import BRIEF
from legation.api.views.resources import Resource, Writing, given_one
from legation.guests.actions import guests as acts
from legation.guests.actions import inviting, lists
from legation.guests.actions.door import merge
from legation.guests.choices import Reply, Scanned
from legation.guests.forms.door import MOST, UNDONE, BadRows, rows_told
from legation.guests.forms.lists import DelegatesForm, GuestForm, GuestListForm, QuotaForm
from legation.guests.models import Guest, GuestList, Quota, ReplyLink
from legation.guests.queries.door import door_rows
from legation.guests.queries.lists import delegates_to_list, own_guests, removed_list, removed_part
from legation.guests.queries.replying import to_invite
from legation.guests.rules import invites
from legation.missions.models import Engagement
from legation.missions.rules import standing

AT = f"{MISSION}/guest-lists"
ONE = f"{AT}/<int:pk>"
IN = f"{AT}/<int:list>"


def _prepares(user: Any, guest_list: Any) -> bool:
    mine = standing(user, guest_list.mission_key())
    return mine is not None and mine.prepares


def _list_form(_asked: Asked, data: Any, guest_list: Any, engagement: Any) -> GuestListForm:
    of = guest_list.engagement if guest_list is not None else engagement
    return GuestListForm(data, instance=guest_list, engagement=of)


def _quota_form(asked: Asked, data: Any, quota: Any, guest_list: Any) -> QuotaForm:
    of = quota.guest_list if quota is not None else guest_list
    return QuotaForm(data, instance=quota, guest_list=of, user=asked.user)


def _guest_form(asked: Asked, data: Any, guest: Any, guest_list: Any) -> GuestForm:
    of = guest.guest_list if guest is not None else guest_list
    return GuestForm(data, instance=guest, guest_list=of, user=asked.user)


def _part_removed(kind: Any) -> Any:
    def found(asked: Asked, mission: Any, parts: dict[str, Any]) -> Any:
        of = seen_one(GuestList, asked.user, engagement__mission=mission, pk=parts["list"])
        return removed_part(kind, of, parts["pk"], asked.user) if of is not None else None

    return found


LIST = (
    *told(GuestList, "engagement", "capacity", "guest_quota", "host_quota", "companions"),
    *told(GuestList, "reply_until", "remind_days", "doors", "words")[3:],
    *(
        one
        for name in ("guest_contact", "host_contact")
        for one in only(told(GuestList, name)[3:], name, _prepares)
    ),
    Told(
        "title",
        {"type": "object", "additionalProperties": {"type": "string"}},
        lambda row: two(row.engagement.title),
    ),
)
LISTS = Resource(
    name="guest-lists",
    one="guest list",
    area=Area.GUESTS,
    model=GuestList,
    at=AT,
    rows=lambda rows, mission: rows.filter(engagement__mission=mission),
    fields=LIST,
    joined=("engagement__mission",),
    writing=Writing(
        form=_list_form,
        shape_edit=GuestListForm,
        change=changed(lists.change_list),
        remove=lists.remove_list,
        restore=lists.restore_list,
        removed=lambda asked, mission, parts: removed_list(mission, parts["pk"], asked.user),
    ),
)
OF_ENGAGEMENT = Resource(
    name="engagement-guest-lists",
    one="guest list of an engagement",
    area=Area.GUESTS,
    model=GuestList,
    at=f"{BRIEF}/guest-lists",
    one_of="guest-lists",
    parent=Engagement,
    may_list="missions.view_engagement",
    rows=lambda rows, engagement: rows.filter(engagement=engagement),
    fields=LIST,
    joined=("engagement__mission",),
    writing=Writing(
        form=_list_form,
        shape_edit=GuestListForm,
        may_add="missions.change_engagement",
        add=added_within(lists.open_list),
    ),
)
QUOTAS = Resource(
    name="quotas",
    one="quota of a guest list",
    area=Area.GUESTS,
    model=Quota,
    at=f"{ONE}/quotas",
    at_one=f"{IN}/quotas/<int:pk>",
    parent=GuestList,
    may_list="guests.view_guestlist",
    rows=lambda rows, guest_list: rows.filter(guest_list=guest_list),
    fields=told(Quota, "organisation", "body", "places", "visibility"),
    joined=("guest_list__engagement__mission",),
    writing=Writing(
        form=_quota_form,
        shape_edit=QuotaForm,
        may_add="guests.change_guestlist",
        add=added_within(lists.add_quota),
        change=changed(lists.change_quota),
        remove=lists.remove_quota,
        restore=lists.restore_quota,
        removed=_part_removed(Quota),
    ),
)
LETTERS = ("mail", "assistant", "assistant_mail")
GUESTS = Resource(
    name="guests",
    one="guest",
    area=Area.GUESTS,
    model=Guest,
    at=f"{ONE}/guests",
    at_one=f"{IN}/guests/<int:pk>",
    parent=GuestList,
    may_list="guests.view_guestlist",
    rows=lambda rows, guest_list: rows.filter(guest_list=guest_list),
    fields=(
        *told(Guest, "delegate", "person", "name", "native_name", "post", "organisation", "body"),
        *told(Guest, "language", "side", "invited_by", "comes_with", "may_bring", "status")[3:],
        *told(Guest, "visibility")[3:],
        *(one for name in LETTERS for one in only(told(Guest, name)[3:], name, invites)),
        words("organisation_name", lambda row: row.body_name),
        Told("answered_at", nullable(MOMENT), lambda row: plain(row.answered_at)),
        Told("arrived_at", nullable(MOMENT), lambda row: plain(row.arrived_at)),
    ),
    joined=("guest_list__engagement__mission", "organisation"),
    writing=Writing(
        form=_guest_form,
        shape_edit=GuestForm,
        may_add="guests.change_guestlist",
        add=added_within(acts.add_guest),
        change=changed(acts.change_guest),
        remove=acts.remove_guest,
        restore=acts.restore_guest,
        removed=_part_removed(Guest),
    ),
)
LINKS = Resource(
    name="reply-links",
    one="letter with a link for answers",
    area=Area.GUESTS,
    model=ReplyLink,
    at=f"{ONE}/reply-links",
    at_one=f"{IN}/reply-links/<int:pk>",
    parent=GuestList,
    may_list="guests.change_guestlist",
    rows=lambda rows, guest_list: rows.filter(guest_list=guest_list),
    fields=told(ReplyLink, "mail", "name", "language", "side", "sent_at", "opened_at", "revoked_at"),
)
RESOURCES = (LISTS, OF_ENGAGEMENT, QUOTAS, GUESTS, LINKS)

SOME_GUESTS = thing({"items": listed(GUESTS.shape, MOST)})


def _given(asked: Asked, guests: Any) -> Given:
    return Given({"items": told_of(list(guests), GUESTS.fields, asked.user)}, status=200)


def _delegates(asked: Asked, guest_list: Any, form: Any) -> Given:
    return _given(asked, acts.add_delegates(guest_list, form.cleaned_data["delegates"], by=asked.user))


def _several(asked: Asked, guest_list: Any, body: Any) -> Given:
    chosen = own_guests(guest_list, asked.user, body["guests"])
    return Given({"changed": acts.set_status(chosen, Reply(body["status"]), by=asked.user)})


def _invited(asked: Asked, guest_list: Any, _body: Any) -> Given:
    links = inviting.invite(guest_list, to_invite(guest_list, asked.user), by=asked.user)
    return Given({"items": told_of(links, LINKS.fields, asked.user)})


def _again(asked: Asked, link: Any, _body: Any) -> Given:
    return given_one(LINKS, asked.user, inviting.send_again(link, by=asked.user))


def _revoked(asked: Asked, link: Any, _body: Any) -> None:
    inviting.revoke(link, by=asked.user)


UUID: Shape = {"type": "string", "pattern": "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"}
SCAN: Shape = thing(
    {
        "id": {**UUID, "description": "Yours: what is told twice with it counts once."},
        "kind": {"type": "string", "enum": list(Scanned.values)},
        "at": {**MOMENT, "description": "With its offset from UTC."},
        "guest": nullable(KEY),
        "door": {"type": "string", "maxLength": 60},
        "name": {"type": "string", "maxLength": 200},
        "body": {"type": "string", "maxLength": 200},
        "undoes": listed(UUID, UNDONE),
    },
    required=["id", "kind", "at"],
)
HEARD = thing(
    {
        "id": {"type": "string"},
        "outcome": {"type": "string", "enum": ["in", "already", "out", "unknown"]},
        "guest": nullable(KEY),
        "at": nullable(MOMENT),
        "door": {"type": "string"},
    }
)
AT_THE_DOOR = thing(
    {
        "id": KEY,
        **{
            name: {"type": "string"}
            for name in ("name", "other", "post", "with_whom", "side", "status", "code", "at", "door")
        },
        "scans": listed({"type": "string"}),
    }
)


def _told_at_the_door(asked: Asked, guest_list: Any, body: Any) -> Given:
    """What a door tells, read as what the devices at doors send."""
    try:
        rows, device, _since = rows_told(json.dumps(body).encode())
    except BadRows as bad:
        raise Problem("refused", errors=[("rows", str(bad))]) from None
    heard = merge(guest_list, rows, device=device, by=asked.user)
    told_back = [
        {
            "id": str(one.uuid),
            "outcome": one.outcome,
            "guest": one.guest,
            "at": plain(one.at),
            "door": one.door,
        }
        for one in heard
    ]
    return Given({"items": told_back})


def _door(asked: Asked, guest_list: Any) -> Given:
    rows = door_rows(guest_list, asked.user)["guests"]
    return Given({"items": [{"with_whom": row.pop("with"), **row} for row in rows]})


_of_list = doing_at(ONE, area=Area.GUESTS, permission="guests.change_guestlist", model=GuestList)


ADDRESSES: tuple[Address, ...] = (
    _of_list(
        "guests/delegates",
        "guests-delegates",
        _delegates,
        "Put delegates of your side on a guest list",
        make=lambda asked, data, guest_list: DelegatesForm(
            data, delegates=delegates_to_list(guest_list, asked.user)
        ),
        shape=thing({"delegates": listed(KEY, 500)}),
        gives=lambda: SOME_GUESTS,
    ),
    _of_list(
        "guests/status",
        "guests-status",
        _several,
        "Give several guests of your side one status",
        shape=thing({"guests": listed(KEY, MOST), "status": {"type": "string", "enum": list(Reply.values)}}),
        gives=lambda: thing({"changed": {"type": "integer"}}),
    ),
    _of_list(
        "invitations",
        "guests-invite",
        _invited,
        "Send letters to all of your side who were not invited yet",
        gives=lambda: thing({"items": listed(LINKS.shape)}),
    ),
    deed(LINKS, "again", _again, summary="Send a new link in a new letter", versioned=False),
    deed(LINKS, "revoke", _revoked, summary="Let a link be good no more", versioned=False),
    Address(
        f"{ONE}/door",
        "api-door",
        {
            "GET": Way(
                summary="Read a guest list as a door holds it",
                area=Area.GUESTS,
                permission="guests.check_in",
                model=GuestList,
                act=_door,
                gives=lambda: thing({"items": listed(AT_THE_DOOR, MOST)}),
            ),
            **_of_list(
                "door",
                "door",
                _told_at_the_door,
                "Tell who came in at a door, and hear what became of it",
                permission="guests.check_in",
                shape=thing(
                    {
                        "rows": listed(SCAN, 500),
                        "device": {"type": "string", "maxLength": 36},
                    },
                    required=["rows"],
                ),
                gives=lambda: thing({"items": listed(HEARD)}),
            ).ways,
        },
    ),
)
