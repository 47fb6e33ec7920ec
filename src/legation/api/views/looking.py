"""What was done on a mission, and search."""

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
from legation.missions.models import Mission

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


ADDRESSES = (
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
