"""Gifts and their rule, who goes before whom, what posts count as, ceremonies and vehicles in a line."""

from typing import Any

from legation.api.choices import Area
from legation.api.queries.looking import gift_register
from legation.api.queries.shapes import DAY, KEY, Shape, nullable, of_form, thing
from legation.api.queries.telling import only, plain, shape_of, told
from legation.api.views.deeds import deed, doing, typed_with
from legation.api.views.door import Address, Asked, Given, Way
from legation.api.views.missions import AT, added_within, changed, of_mission
from legation.api.views.problems import Problem
from legation.api.views.programme import BRIEF, IN_BRIEF, of_engagement
from legation.api.views.resources import PAGED, Resource, Writing, given_one, given_page, page_shape
from legation.missions.models import Engagement, Mission
from legation.missions.rules import standing
from legation.protocol.actions import gifts as giving
from legation.protocol.actions import ranking, staging
from legation.protocol.forms.gifts import DeclareForm, GiftForm, GiftRuleForm
from legation.protocol.forms.ranking import EquivalenceForm, GivenRankForm, OverrideForm
from legation.protocol.forms.staging import CeremonyForm, VehicleForm
from legation.protocol.models import Equivalence, Gift, GiftRule, GivenRank, Override, Vehicle
from legation.protocol.queries.gifts import removed_gift
from legation.protocol.queries.gifts_rule import gift_rule_of
from legation.protocol.queries.gifts_sets import set_for
from legation.protocol.queries.ranking import (
    placed_delegates,
    removed_equivalence,
    removed_given_rank,
    removed_override,
    setting_at,
    unranked_delegates,
    visitors_posts,
)
from legation.protocol.queries.staging_pages import (
    ceremony_shown,
    in_photograph,
    removed_vehicle,
    riders_offered,
)


def _inside(user: Any, gift: Any) -> bool:
    """What only the side whose register it is reads: worth, circumstances, use and declaration.

    As on the page, the press office of that side is not of it: it sees what is shared alone.
    """
    mine = standing(user, gift.mission_id)
    return mine is not None and gift.side == mine.side and gift.side in mine.sees


def _gift_fields() -> Any:
    fields = told(
        Gift,
        *("side", "direction", "nature", "donor", "donor_body", "recipient", "recipient_body", "engagement"),
        *("exchanged_on", "circumstances", "value", "currency", "use", "declared_on", "visibility"),
    )
    for name, instead in (("circumstances", {}), ("value", None), ("declared_on", None)):
        fields = only(fields, name, _inside, instead)
    for name in ("currency", "use"):
        fields = only(fields, name, _inside)
    return fields


def _gift_form(asked: Asked, data: Any, gift: Any, mission: Any) -> GiftForm:
    return GiftForm(
        data, instance=gift, mission=gift.mission if gift is not None else mission, user=asked.user
    )


GIFTS = Resource(
    name="gifts",
    one="gift",
    area=Area.PROTOCOL,
    model=Gift,
    at=f"{AT}/gifts",
    rows=of_mission,
    fields=_gift_fields(),
    joined=("mission",),
    writing=Writing(
        form=_gift_form,
        shape_edit=GiftForm,
        add=added_within(giving.add_gift),
        change=changed(giving.change_gift),
        remove=giving.remove_gift,
        restore=giving.restore_gift,
        removed=lambda asked, mission, parts: removed_gift(mission, parts["pk"], asked.user),
    ),
)


def _override_form(asked: Asked, data: Any, engagement: Any) -> OverrideForm:
    setting = setting_at(engagement, asked.user)
    return OverrideForm(data, delegates=placed_delegates(setting, asked.user))


OVERRIDES = Resource(
    name="overrides",
    one="word on who goes before whom",
    area=Area.PROTOCOL,
    model=Override,
    at=f"{BRIEF}/overrides",
    at_one=f"{IN_BRIEF}/overrides/<int:pk>",
    parent=Engagement,
    may_list="missions.view_engagement",
    rows=of_engagement,
    fields=told(Override, "higher", "lower", "reason"),
    joined=("engagement__mission",),
    writing=Writing(
        form=lambda asked, data, _record, engagement: _override_form(asked, data, engagement),
        shape_edit=OverrideForm,
        may_add="missions.change_engagement",
        add=added_within(ranking.add_override),
        remove=ranking.remove_said,
        restore=ranking.restore_override,
        removed=lambda asked, mission, parts: removed_override(
            parts["engagement"], mission, parts["pk"], asked.user
        ),
    ),
)
RANKS = Resource(
    name="given-ranks",
    one="rank that was given",
    area=Area.PROTOCOL,
    model=GivenRank,
    at=f"{AT}/given-ranks",
    rows=lambda rows, mission: rows.filter(delegate__mission=mission),
    fields=told(GivenRank, "delegate", "rank_class", "reason"),
    joined=("delegate__mission",),
    writing=Writing(
        form=lambda _asked, data, given, _mission: GivenRankForm(data, instance=given),
        shape_edit=GivenRankForm,
        change=changed(ranking.change_given_rank),
        remove=ranking.remove_said,
        restore=ranking.restore_given_rank,
        removed=lambda asked, mission, parts: removed_given_rank(mission, parts["pk"], asked.user),
        fixed=frozenset({"delegate"}),
    ),
)
EQUIVALENCES = Resource(
    name="equivalences",
    one="word on what a post counts as",
    area=Area.PROTOCOL,
    model=Equivalence,
    at=f"{AT}/equivalences",
    rows=of_mission,
    fields=told(Equivalence, "post", "counterpart"),
    joined=("mission",),
    writing=Writing(
        form=lambda asked, data, equivalence, mission: EquivalenceForm(
            data,
            instance=equivalence,
            posts=visitors_posts(mission, asked.user) if equivalence is None else None,
        ),
        shape_edit=EquivalenceForm,
        add=added_within(ranking.add_equivalence),
        change=changed(ranking.change_equivalence),
        remove=ranking.remove_said,
        restore=ranking.restore_equivalence,
        removed=lambda asked, mission, parts: removed_equivalence(mission, parts["pk"], asked.user),
    ),
)


def _vehicle_form(asked: Asked, data: Any, vehicle: Any, engagement: Any) -> VehicleForm:
    of = vehicle.engagement if vehicle is not None else engagement
    return VehicleForm(data, people=riders_offered(of, asked.user), instance=vehicle)


VEHICLES = Resource(
    name="vehicles",
    one="vehicle at an engagement",
    area=Area.PROTOCOL,
    model=Vehicle,
    at=f"{BRIEF}/vehicles",
    at_one=f"{IN_BRIEF}/vehicles/<int:pk>",
    parent=Engagement,
    may_list="missions.view_engagement",
    rows=of_engagement,
    fields=told(Vehicle, "name", "kind", "seats", "driver", "wheel", "party", "position", "riders"),
    joined=("engagement__mission",),
    writing=Writing(
        form=_vehicle_form,
        shape_edit=VehicleForm,
        may_add="missions.change_engagement",
        add=added_within(staging.add_vehicle),
        change=changed(staging.change_vehicle),
        remove=staging.remove_vehicle,
        restore=staging.restore_vehicle,
        removed=lambda asked, mission, parts: removed_vehicle(
            mission, parts["engagement"], parts["pk"], asked.user
        ),
    ),
)
RESOURCES = (GIFTS, OVERRIDES, RANKS, EQUIVALENCES, VEHICLES)
CEREMONY: Shape = thing(
    {
        "version": {"type": "integer", "description": "0 while nobody said anything."},
        "copies": {"type": "integer"},
        "text_languages": {"type": "array", "items": {"type": "string"}},
        "two_flags": {"type": "string"},
        "photo_rows": {"type": "array", "items": {"type": "integer"}},
        "receiving_line": {"type": "boolean"},
    }
)
RULE = {
    "version": {"type": "integer", "description": "0 while your office has none."},
    "threshold": nullable({"type": "string"}),
    "currency": {"type": "string"},
    "months": {"type": "integer"},
    "days": nullable({"type": "integer"}),
    "source": {"type": "string"},
}


def _declared(asked: Asked, gift: Any, form: Any) -> None:
    giving.declare_gift(gift, form.cleaned_data["declared_on"], seen=asked.seen, by=asked.user)


def _planned(asked: Asked, mission: Any, body: Any) -> Given:
    wanted = set_for(mission, asked.user, body["engagement"], body["delegate"])
    if wanted is None:
        raise Problem("not-there")
    return given_one(GIFTS, asked.user, giving.plan_gift(*wanted, by=asked.user), status=201)


def _register(asked: Asked, _none: Any) -> Given:
    return given_page(asked, gift_register(asked.user), GIFTS.fields)


def _rule(asked: Asked, _none: Any) -> Given:
    rule = gift_rule_of(asked.user)
    version = rule.version if rule is not None else 0
    shown = rule or GiftRule()
    said = {name: plain(getattr(shown, name)) for name in RULE if name != "version"}
    return Given({"version": version, **said}, version=version)


def _rule_form(asked: Asked, data: Any, _none: Any) -> GiftRuleForm:
    return GiftRuleForm(data, instance=gift_rule_of(asked.user))


def _ruled(asked: Asked, _none: Any) -> Given:
    form = typed_with(_rule_form, asked, None)
    giving.state_gift_rule(form.values(), seen=asked.seen, by=asked.user)
    return _rule(asked, None)


def _ranked(asked: Asked, engagement: Any, form: Any) -> Given:
    return given_one(
        RANKS, asked.user, ranking.give_rank(engagement.mission, form.values(), by=asked.user), status=201
    )


def _ceremony(asked: Asked, engagement: Any) -> Given:
    shown = ceremony_shown(engagement, asked.user)
    version = 0 if shown._state.adding else shown.version
    names = ("copies", "text_languages", "two_flags", "photo_rows", "receiving_line")
    return Given({"version": version, **{name: getattr(shown, name) for name in names}}, version=version)


def _ceremony_form(asked: Asked, data: Any, engagement: Any) -> CeremonyForm:
    people = in_photograph(engagement, asked.user)
    return CeremonyForm(data, instance=ceremony_shown(engagement, asked.user), people=people)


def _staged(asked: Asked, engagement: Any) -> Given:
    form = typed_with(_ceremony_form, asked, engagement)
    staging.stage(engagement, form.values(), seen=asked.seen, by=asked.user)
    return _ceremony(asked, engagement)


def _both(summary: str, permission: str, model: Any, read: Any, write: Any, **more: Any) -> dict[str, Way]:
    """What is one for its place, and may not be there yet: read, and said with the version that was seen."""
    said: dict[str, Any] = {"area": Area.PROTOCOL, "model": model, "gives": more["gives"], "tagged": True}
    return {
        "GET": Way(summary=f"Read {summary}", permission=more["may_read"], act=read, **said),
        "PATCH": Way(
            summary=f"Say {summary}",
            permission=permission,
            act=write,
            body=more["body"],
            versioned=True,
            **said,
        ),
    }


ADDRESSES: tuple[Address, ...] = (
    deed(
        GIFTS,
        "declare",
        _declared,
        summary="Say on which day a gift was declared",
        make=lambda _asked, data, gift: DeclareForm(data, instance=gift),
        shape=thing({"declared_on": nullable(DAY)}),
    ),
    doing(
        f"{AT}/gifts/plan",
        "api-gifts-plan",
        _planned,
        summary="Plan a gift set for somebody of the other side",
        area=Area.PROTOCOL,
        permission="missions.change_mission",
        model=Mission,
        shape=thing({"engagement": KEY, "delegate": KEY}),
        gives=lambda: GIFTS.shape,
        status=201,
    ),
    Address(
        "gifts",
        "api-gift-register",
        {
            "GET": Way(
                summary="List the gifts in the registers of your side, of all missions",
                area=Area.PROTOCOL,
                permission="missions.list",
                act=_register,
                query=PAGED,
                gives=lambda: page_shape(shape_of(GIFTS.fields)),
            )
        },
    ),
    Address(
        "gift-rule",
        "api-gift-rule",
        _both(
            "from which value on your office declares gifts",
            "protocol.keep",
            None,
            _rule,
            _ruled,
            may_read="protocol.keep",
            body=lambda: of_form(GiftRuleForm),
            gives=lambda: thing(RULE),
        ),
    ),
    doing(
        f"{BRIEF}/given-ranks",
        "api-given-ranks-at",
        _ranked,
        summary="Give somebody at an engagement a rank for the mission",
        area=Area.PROTOCOL,
        permission="missions.change_engagement",
        model=Engagement,
        make=lambda asked, data, engagement: GivenRankForm(
            data, delegates=unranked_delegates(setting_at(engagement, asked.user), asked.user)
        ),
        form=GivenRankForm,
        gives=lambda: RANKS.shape,
        status=201,
    ),
    Address(
        f"{BRIEF}/ceremony",
        "api-ceremony",
        _both(
            "how an engagement is staged",
            "missions.change_engagement",
            Engagement,
            _ceremony,
            _staged,
            may_read="missions.view_engagement",
            body=lambda: of_form(CeremonyForm),
            gives=lambda: CEREMONY,
        ),
    ),
)
