"""How a programme reaches people: its released versions, the calendars that are invited, and closed days."""

from typing import Any

from django.http import Http404

from legation.api.choices import Area
from legation.api.queries.shapes import thing
from legation.api.queries.telling import told
from legation.api.views.deeds import deed, doing
from legation.api.views.door import Address, Asked, Given
from legation.api.views.missions import AT, MISSIONS, added_within, of_mission
from legation.api.views.problems import Problem
from legation.api.views.resources import Resource, Writing, given_one
from legation.kernel.choices import Side, Visibility
from legation.missions.actions.board import close_day, open_day
from legation.missions.actions.engagements import OtherSidesVisibility
from legation.missions.actions.invitations import (
    add_invitee,
    end_invitee,
    restore_invitee,
    send_invitations,
)
from legation.missions.actions.releases import release_programme
from legation.missions.forms.board import DayForm
from legation.missions.forms.invitations import InviteeForm
from legation.missions.forms.releases import CHOSEN, ReleaseForm, audience_asked
from legation.missions.models import Invitee, Mission, Release
from legation.missions.queries.invitations import ended_invitee
from legation.missions.queries.releases import waiting_for
from legation.missions.rules import standing

AUDIENCES = [*Visibility.values, CHOSEN]


def _side(asked: Asked, mission: Any) -> str:
    mine = standing(asked.user, mission.pk)
    return str(mine.side) if mine is not None else ""


def _release_form(asked: Asked, data: Any, _release: Any, mission: Any) -> ReleaseForm:
    wanted, side = (asked.body or {}).pop("to", ""), _side(asked, mission)
    if wanted in Side.values and wanted != side:  # never told to more than were meant
        raise Problem("refused", errors=[("to", str(OtherSidesVisibility()))])
    audience = audience_asked(wanted, side)
    waiting = waiting_for(mission, asked.user, audience)
    return ReleaseForm(data, mission=mission, user=asked.user, waiting=waiting)


VERSIONS = Resource(
    name="versions",
    one="released version of a programme",
    area=Area.MISSIONS,
    model=Release,
    at=f"{AT}/versions",
    rows=of_mission,
    fields=told(Release, "number", "note", "visibility", "chosen", "delegates", "released_at"),
    joined=("mission",),
    writing=Writing(
        form=_release_form,
        shape_edit=ReleaseForm,
        filled=frozenset({"delegates"}),
        made_new={"to": {"type": "string", "enum": AUDIENCES, "description": "For whom; left out for both."}},
        may_add="missions.view_mission",  # the action asks who may release, as on the page
        add=added_within(release_programme),
    ),
)
INVITEES = Resource(
    name="invitees",
    one="address that gets invitations",
    area=Area.MISSIONS,
    model=Invitee,
    at=f"{AT}/invitees",
    may_list="missions.change_mission",
    rows=of_mission,
    fields=told(
        Invitee,
        *("side", "delegate", "mail", "name", "language", "answers", "created_at", "ended_at"),
    ),
    joined=("mission",),
    writing=Writing(
        form=lambda asked, data, _invitee, mission: InviteeForm(data, mission=mission, user=asked.user),
        shape_edit=InviteeForm,
        add=added_within(add_invitee),
    ),
)
RESOURCES = (VERSIONS, INVITEES)


def _ended(asked: Asked, invitee: Any, _body: Any) -> Given:
    return given_one(INVITEES, asked.user, end_invitee(invitee, by=asked.user))


def _back(asked: Asked, mission: Any, _body: Any) -> Given:
    gone = ended_invitee(mission, _side(asked, mission), asked.parts["pk"])
    if gone is None:
        raise Http404
    return given_one(INVITEES, asked.user, restore_invitee(gone, by=asked.user))


def _sent(asked: Asked, mission: Any, _body: Any) -> Given:
    send_invitations(mission, by=asked.user)
    return Given({"sending": True})


def _day_form(_asked: Asked, data: Any, _mission: Any) -> DayForm:
    return DayForm(data)


def _day(act: Any) -> Any:
    def acted(asked: Asked, mission: Any, form: Any) -> None:
        act(mission, form.cleaned_data["on"], by=asked.user)

    return acted


ADDRESSES: tuple[Address, ...] = (
    deed(
        INVITEES,
        "end",
        _ended,
        summary="Send no more to an address; the next letters call off what its calendar holds",
        versioned=False,
        permission="missions.view_invitee",
    ),
    doing(
        f"{INVITEES.alone}/restore",
        "api-invitees-back",
        _back,
        summary="Let an address get invitations again",
        area=Area.MISSIONS,
        permission="missions.change_mission",
        model=Mission,
        gives=lambda: INVITEES.shape,
        told=INVITEES,
    ),
    doing(
        f"{AT}/invitations",
        "api-invitations-send",
        _sent,
        summary="Tell the calendars of your side what changed since they were told last",
        area=Area.MISSIONS,
        permission="missions.change_mission",
        model=Mission,
        gives=lambda: thing({"sending": {"type": "boolean"}}),
    ),
    deed(
        MISSIONS,
        "close-day",
        _day(close_day),
        summary="Let nothing be moved onto a day",
        make=_day_form,
        form=DayForm,
    ),
    deed(
        MISSIONS, "open-day", _day(open_day), summary="Open a closed day again", make=_day_form, form=DayForm
    ),
)
