"""What was done on a mission, seat plans, and search."""

from typing import Any

from legation.api.choices import Area
from legation.api.queries.looking import activity_of
from legation.api.queries.shapes import KEY, MOMENT, Shape, listed, nullable, thing
from legation.api.queries.telling import Told, plain, shape_of, two, words
from legation.api.views.door import Address, Asked, Given, Way
from legation.api.views.missions import AT
from legation.api.views.resources import PAGED, given_page, page_shape
from legation.desk.queries import found
from legation.kernel.choices import Verb, Visibility
from legation.missions.models import Engagement, Mission
from legation.protocol.queries.plan import plan_of

BOTH: Shape = {"type": "object", "additionalProperties": {"type": "string"}}
DONE = (
    Told("id", KEY, lambda row: row.pk),
    Told("at", MOMENT, lambda row: plain(row.at)),
    words("by", lambda row: row.by or "", "The name of who did it; empty where they are gone."),
    Told("verb", {"type": "string", "enum": list(Verb.values)}, lambda row: row.verb),
    Told("kind", {"type": "string"}, lambda row: row.content_type.model),
    Told("object", KEY, lambda row: row.object_id),
    Told("label", {"type": "string"}, lambda row: row.label),
    Told("visibility", {"type": "string", "enum": list(Visibility.values)}, lambda row: row.visibility),
)
RESULT = thing(
    {
        "kind": {"type": "string"},
        "url": {"type": "string"},
        "title": BOTH,
        "detail": BOTH,
        "visibility": {"type": "string", "enum": list(Visibility.values)},
        "mission": nullable({"type": "string"}),
    }
)


def _activity(asked: Asked, mission: Any) -> Given:
    return given_page(asked, activity_of(mission, asked.user), DONE)


def _search(asked: Asked, _none: Any) -> Given:
    results = [
        {
            "kind": one.kind,
            "url": one.url,
            "title": two(one.title),
            "detail": two(one.detail),
            "visibility": one.visibility,
            "mission": one.mission.slug if one.mission is not None else None,
        }
        for one in found(asked.query["q"], asked.user)
    ]
    return Given({"items": results})


SEAT = thing(
    {
        "number": nullable({"type": "integer"}),
        "table": {"type": "string"},
        "seat": {"type": "string"},
        "name": {"type": "string"},
        "side": {"type": "string"},
        "why": {"type": "string"},
    }
)
PLAN = thing(
    {
        "planned": {"type": "boolean"},
        "saved": {"type": "boolean"},
        "layout": nullable({"type": "string"}),
        "seats": listed(SEAT),
        "unseated": listed(thing({"name": {"type": "string"}, "why": {"type": "string"}})),
    }
)


def _seating(asked: Asked, engagement: Any) -> Given:
    """The plan as the page of the engagement has it; not planned where a side has nobody to seat."""
    plan = plan_of(engagement, asked.user)
    if plan is None:
        return Given({"planned": False, "saved": False, "layout": None, "seats": [], "unseated": []})
    seats = [
        {
            "number": one.number,
            "table": one.table,
            "seat": one.seat,
            "name": str(one.person),
            "side": one.side,
            "why": one.why,
        }
        for one in plan.seats
    ]
    unseated = [
        {"name": str(one.attending.person), "why": one.why} for one in (*plan.unseated, *plan.newcomers)
    ]
    told_plan = {"planned": True, "saved": plan.saved, "layout": str(plan.layout), "seats": seats}
    return Given({**told_plan, "unseated": unseated})


ADDRESSES = (
    Address(
        f"{AT}/engagements/<int:pk>/seating",
        "api-seating",
        {
            "GET": Way(
                summary="Read the seat plan of an engagement",
                area=Area.PROTOCOL,
                permission="missions.view_engagement",
                model=Engagement,
                act=_seating,
                gives=lambda: PLAN,
            )
        },
    ),
    Address(
        f"{AT}/activity",
        "api-activity",
        {
            "GET": Way(
                summary="List what was done on the mission",
                area=Area.ACTIVITY,
                permission="missions.view_mission",
                model=Mission,
                act=_activity,
                query=PAGED,
                gives=lambda: page_shape(shape_of(DONE)),
            )
        },
    ),
    Address(
        "search",
        "api-search",
        {
            "GET": Way(
                summary="Find in all that you see",
                area=Area.ACTIVITY,
                permission="missions.list",
                act=_search,
                query={"q": {"type": "string", "minLength": 1, "maxLength": 200, "required": True}},
                gives=lambda: thing({"items": listed(RESULT)}),
            )
        },
    ),
)
