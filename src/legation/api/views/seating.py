"""Seat plans: how an engagement is ranked and seated, each step on its plan, and wishes."""

from typing import Any

from legation.api.choices import Area
from legation.api.queries.shapes import KEY, Shape, listed, nullable, of_form, thing
from legation.api.queries.telling import told
from legation.api.views.deeds import typed_with
from legation.api.views.door import Address, Asked, Given, Way
from legation.api.views.missions import AT, of_mission
from legation.api.views.problems import Problem
from legation.api.views.programme import BRIEF
from legation.api.views.resources import Resource, Writing, given_one
from legation.missions.models import Engagement
from legation.missions.rules import standing
from legation.protocol.actions.pairs import add_pair, remove_pair, restore_pair
from legation.protocol.actions.running import CannotSeat
from legation.protocol.actions.seating import arrange
from legation.protocol.actions.steps import STEPS, Step, take
from legation.protocol.choices import Layout
from legation.protocol.forms.seating import ArrangementForm, PairForm
from legation.protocol.models import Pair
from legation.protocol.queries.packs import books
from legation.protocol.queries.plan import plan_of
from legation.protocol.queries.ranking import precedence_page, setting_at
from legation.protocol.queries.seating import arrangement_shown
from legation.protocol.queries.wishes import delegates_at, removed_pair

TEXT: Shape = {"type": "string"}
CHAIR: Shape = {"type": "string", "maxLength": 40}
SEAT = thing(
    {
        "number": nullable({"type": "integer"}),
        "table": TEXT,
        "seat": TEXT,
        "delegate": KEY,
        "name": TEXT,
        "side": TEXT,
        "why": TEXT,
        "locked": {"type": "boolean"},
    }
)
PLAN = thing(
    {
        "version": {
            "type": "integer",
            "description": "Of how it is arranged; 0 while nobody said anything.",
        },
        "planned": {"type": "boolean"},
        "saved": {"type": "boolean"},
        "layout": nullable({"type": "string", "enum": list(Layout.values)}),
        "pack": nullable(TEXT),
        "seats": listed(SEAT),
        "free": listed(TEXT),
        "unseated": listed(thing({"delegate": KEY, "name": TEXT, "why": TEXT})),
        "conflict": listed(TEXT),
    }
)
NO_PLAN: dict[str, Any] = {
    "planned": False,
    "saved": False,
    "layout": None,
    "pack": None,
    "seats": [],
    "free": [],
    "unseated": [],
    "conflict": [],
}
DO: Shape = thing(
    {
        "do": {"type": "string", "enum": list(STEPS)},
        "delegate": nullable({**KEY, "description": "Who is moved, locked or unlocked."}),
        "seat": {**CHAIR, "description": "Where to; left empty the seat is taken away."},
        "table": {**CHAIR, "description": "Whose seats are locked or unlocked as a whole."},
        "without": {
            "type": "string",
            "maxLength": 60,
            "description": "Of a run: one rule of “clashes” to leave out.",
        },
    },
    required=["do"],
)
ORDER = thing(
    {
        "pack": TEXT,
        "question": TEXT,
        "items": listed(
            thing(
                {
                    "number": {"type": "integer"},
                    "delegate": KEY,
                    "name": TEXT,
                    "side": TEXT,
                    "rank": TEXT,
                    "reason": TEXT,
                }
            )
        ),
    }
)


def _seating(asked: Asked, engagement: Any) -> Given:
    """The plan as the page of the engagement has it; not planned where a side has nobody to seat."""
    plan = plan_of(engagement, asked.user)
    arrangement = plan.arrangement if plan is not None else arrangement_shown(engagement, asked.user)
    version = arrangement.version if arrangement is not None and arrangement.pk is not None else 0
    if plan is None:
        return Given({"version": version, **NO_PLAN}, version=version)
    seats = [
        {
            "number": one.number,
            "table": one.table,
            "seat": one.seat,
            "delegate": one.attending.delegate.pk,
            "name": str(one.person),
            "side": one.side,
            "why": one.why,
            "locked": one.locked,
        }
        for one in plan.seats
    ]
    told_plan = {
        "version": version,
        "planned": True,
        "saved": plan.saved,
        "layout": str(plan.layout),
        "pack": plan.pack.key,
        "seats": seats,
        "free": [one.seat for one in plan.seating.seats if one.person is None],
        "unseated": [
            {"delegate": one.attending.delegate.pk, "name": str(one.attending.person), "why": one.why}
            for one in (*plan.unseated, *plan.newcomers)
        ],
        "conflict": list(plan.conflict),
    }
    return Given(told_plan, version=version)


def _arrangement(asked: Asked, data: Any, engagement: Any) -> ArrangementForm:
    return ArrangementForm(data, instance=arrangement_shown(engagement, asked.user), books=books(asked.user))


def _arranged(asked: Asked, engagement: Any) -> Given:
    form = typed_with(_arrangement, asked, engagement)
    arrange(engagement, form.values(), seen=asked.seen, by=asked.user)
    return _seating(asked, engagement)


def _stepped(asked: Asked, engagement: Any) -> Given:
    body: dict[str, Any] = asked.body
    person = str(body.get("delegate") or "")
    words = [body.get(name, "") for name in ("seat", "table", "without")]
    try:
        take(engagement, Step(body["do"], person, *words), seen=asked.seen, by=asked.user)
    except CannotSeat as refused:
        clashes = [
            {"without": one.key if one.kind else "", "message": one.sentence} for one in refused.clashes
        ]
        raise Problem("refused", errors=[(None, str(refused))], more={"clashes": clashes}) from None
    return _seating(asked, engagement)


def _precedence(asked: Asked, engagement: Any) -> Given:
    """Who goes before whom, and why, as the page of the engagement has it."""
    ranked = precedence_page(setting_at(engagement, asked.user), asked.user).ranked
    items = [
        {
            "number": row.number,
            "delegate": row.attending.delegate.pk,
            "name": str(row.attending.person),
            "side": row.attending.party,
            "rank": str(row.rank),
            "reason": str(row.reason),
        }
        for row in ranked.rows
    ]
    return Given({"pack": ranked.pack.key, "question": str(ranked.question), "items": items})


WISHES = Resource(
    name="seating-wishes",
    one="seating wish",
    area=Area.PROTOCOL,
    model=Pair,
    at=f"{AT}/seating-wishes",
    rows=of_mission,
    fields=told(Pair, "first", "second", "wish", "reason", "visibility"),
    joined=("mission",),
    writing=Writing(
        form=lambda *_given: None,
        shape_edit=PairForm,
        remove=remove_pair,
        restore=restore_pair,
        removed=lambda asked, mission, parts: removed_pair(mission, parts["pk"], asked.user),
    ),
)


def _wish_form(asked: Asked, data: Any, engagement: Any) -> PairForm:
    mine = standing(asked.user, engagement.mission_id)
    side = mine.side if mine is not None else ""
    return PairForm(data, delegates=delegates_at(engagement, asked.user), side=side)


def _wished(asked: Asked, engagement: Any) -> Given:
    form = typed_with(_wish_form, asked, engagement)
    pair = add_pair(engagement.mission, form.values(), by=asked.user)
    return given_one(WISHES, asked.user, pair, status=201)


RESOURCES = (WISHES,)
ADDRESSES: tuple[Address, ...] = (
    Address(
        f"{BRIEF}/seating",
        "api-seating",
        {
            "GET": Way(
                summary="Read the seat plan of an engagement",
                area=Area.PROTOCOL,
                permission="missions.view_engagement",
                model=Engagement,
                act=_seating,
                gives=lambda: PLAN,
                tagged=True,
            ),
            "PATCH": Way(
                summary="Say how an engagement is ranked and seated",
                area=Area.PROTOCOL,
                permission="missions.change_engagement",
                model=Engagement,
                act=_arranged,
                body=lambda: of_form(ArrangementForm),
                gives=lambda: PLAN,
                versioned=True,
                tagged=True,
            ),
        },
    ),
    Address(
        f"{BRIEF}/seating/steps",
        "api-seating-steps",
        {
            "POST": Way(
                summary="Seat, move, lock, run, clear, undo or redo on a seat plan",
                area=Area.PROTOCOL,
                permission="missions.change_engagement",
                model=Engagement,
                act=_stepped,
                body=lambda: DO,
                gives=lambda: PLAN,
                versioned=True,
                tagged=True,
            )
        },
    ),
    Address(
        f"{BRIEF}/seating/wishes",
        "api-seating-wishes-at",
        {
            "POST": Way(
                summary="Say how two who attend should sit",
                area=Area.PROTOCOL,
                permission="missions.change_engagement",
                model=Engagement,
                act=_wished,
                body=lambda: of_form(PairForm, new=True),
                gives=lambda: WISHES.shape,
                status=201,
                tagged=True,
            )
        },
    ),
    Address(
        f"{BRIEF}/precedence",
        "api-precedence",
        {
            "GET": Way(
                summary="Read in which order those at an engagement go, and why",
                area=Area.PROTOCOL,
                permission="missions.view_engagement",
                model=Engagement,
                act=_precedence,
                gives=lambda: ORDER,
            )
        },
    ),
)
