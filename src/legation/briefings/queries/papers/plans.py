"""The seat plan on paper: the drawing to a stated scale, who sits where, and where everybody sits."""

import re
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from legation.briefings.choices import EngagementPaper
from legation.briefings.queries.front import BookContent
from legation.briefings.queries.papers.heading import PaperOrder, engagement_head, made
from legation.briefings.queries.papers.laid import Laid, lacking
from legation.briefings.queries.papers.people import Printed, by_name, person_of, table_text
from legation.briefings.queries.wording import Text, line, told
from legation.kernel.typesetting import FONTS
from legation.protocol.queries.plan import Plan, Seated
from legation.protocol.queries.seats import wall_name

# Where a drawing may lie beneath the head of its page, in millimetres: upright and turned.
ROOM = {"a4": ((170, 196), (257, 118)), "letter": ((175, 178), (239, 124))}
# One unit of a drawing is a centimetre. The scales that a ruler or a mind can use.
SCALES = (10, 15, 20, 25, 30, 40, 50, 60, 75, 80, 100, 125, 150, 200, 250, 300, 400, 500, 750, 1000)
VIEW = re.compile(r"[-\d.]+")

WORDS = {
    "without": gettext_lazy("Without a seat"),
    "waiting": gettext_lazy("Not confirmed, so not seated"),
    "tables": gettext_lazy("By table"),
    "finder": gettext_lazy("By name"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """The drawing and the size at which it is printed: `width` by `height` millimetres, 1 to `scale`."""

    svg: str
    alt: str
    width: float
    height: float
    scale: int
    turned: bool


def seat_plan(laid: Laid, order: PaperOrder) -> BookContent:
    """The plan with its legend; with several tables, who sits at each, and a list to find a name in."""
    setting = laid.cast.setting
    head = engagement_head(EngagementPaper.SEAT_PLAN.label, setting.engagement, order)
    body = _body(laid, laid.plan, order) if laid.plan is not None else _nothing(laid, order)
    return made(head, body, WORDS, order)


def _nothing(laid: Laid, order: PaperOrder) -> dict[str, Any]:
    texts = lacking(laid.missing or ("plan",), laid.question, order.languages)
    return {
        "figure": None,
        "missing": [[asdict(one) for one in text] for text in texts],
        "waiting": _waiting(laid, order),
    }


def _body(laid: Laid, plan: Plan, order: PaperOrder) -> dict[str, Any]:
    languages = order.languages
    groups = (("guest", plan.guests), ("host", plan.hosts))
    figure = figure_of(plan, order.sheet)
    return {
        "figure": asdict(figure),
        "missing": [],
        "facts": _data(told(languages, lambda: _facts(plan, figure.scale))),
        "said": [_data((line(said),)) for said in (*plan.conflict, *plan.questions, *plan.notes)],
        "sides": [
            {"party": party, "people": [_seated(each, order) for each in people]}
            for party, people in groups
            if people and not laid.several
        ],
        "tables": [
            {
                "name": _data(table_text(table.key, plan.request, languages)),
                "people": [_seated(each, order) for each in table.seats],
            }
            for table in laid.tables
            if laid.several
        ],
        "finder": [_found(laid, plan, order, language) for language in languages] if laid.several else [],
        "without": [
            {**asdict(person_of(each.attending.delegate, languages)), "why": _data((line(each.why),))}
            for each in (*plan.newcomers, *plan.unseated)
            if each.attending.accepted
        ],
        "waiting": _waiting(laid, order),
    }


def _facts(plan: Plan, scale: int) -> str:
    """The layout, the wall of the door, the scale."""
    facts = [str(plan.layout.label)]
    if plan.door:
        facts.append(_("door: %(wall)s") % {"wall": wall_name(plan.door)})
    return " · ".join((*facts, _("scale 1:%(n)s") % {"n": scale}))


def figure_of(plan: Plan, sheet: str) -> Figure:
    """The drawing at the largest of our scales that fits, upright where that is as large."""
    _x, _y, width, height = (float(part) for part in VIEW.findall(plan.drawing.view))
    fits = [
        (next((scale for scale in SCALES if _fits(width, height, room, scale)), SCALES[-1]), turned)
        for turned, room in enumerate(ROOM[sheet])
    ]
    scale, turned = min(fits)
    drawn = render_to_string("protocol/drawing.svg", {"plan": plan.drawing, "alone": True})
    return Figure(
        svg=drawn.replace('font-family="sans-serif"', f'font-family="{FONTS[0]}"'),
        alt=f"{plan.drawing.title}. {plan.drawing.description}",
        width=width * 10 / scale,
        height=height * 10 / scale,
        scale=scale,
        turned=bool(turned),
    )


def _fits(width: float, height: float, room: tuple[int, int], scale: int) -> bool:
    return width * 10 / scale <= room[0] and height * 10 / scale <= room[1]


def _seated(each: Seated, order: PaperOrder) -> dict[str, Any]:
    return asdict(person_of(each.attending.delegate, order.languages, number=str(each.number or "")))


def _found(laid: Laid, plan: Plan, order: PaperOrder, language: str) -> dict[str, Any]:
    """Everybody by name as a reader of `language` looks for them, with the table and the number."""
    seated = {each.attending.delegate: each for table in laid.tables for each in table.seats}
    entries = []
    leading = (language, *(other for other in order.languages if other != language))
    with override(language):
        for delegate in by_name(seated, language):
            seat = seated[delegate]
            entries.append(
                asdict(
                    replace(
                        _plain(person_of(delegate, leading, number=str(seat.number or ""))),
                        at=table_text(seat.table, plan.request, (language,)),
                    )
                )
            )
    return {"lang": language, "people": entries}


def _plain(person: Printed) -> Printed:
    """The same without post and organisation: a list to find a name in has no room for them."""
    return replace(person, about=())


def _waiting(laid: Laid, order: PaperOrder) -> list[dict[str, Any]]:
    return [asdict(person_of(each.delegate, order.languages)) for each in laid.cast.waiting]


def _data(text: Text) -> list[dict[str, Any]]:
    return [asdict(one) for one in text]
