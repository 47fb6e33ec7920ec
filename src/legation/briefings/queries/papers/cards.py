"""Place cards, table cards and badges: sizes in millimetres, and what stands on each."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext_lazy

from legation.briefings.choices import CardOrder, EngagementPaper
from legation.briefings.queries.front import BookContent
from legation.briefings.queries.papers.codes import code_name, codes_of
from legation.briefings.queries.papers.heading import PaperOrder, engagement_head, made, mission_head
from legation.briefings.queries.papers.laid import Laid, lacking
from legation.briefings.queries.papers.people import (
    Card,
    card_of,
    is_large,
    person_of,
    seat_text,
    table_mark,
    table_text,
)
from legation.briefings.queries.wording import Text
from legation.missions.models import Delegate, Mission
from legation.missions.queries import COMING
from legation.protocol.queries.attending import Attending


@dataclass(frozen=True, slots=True)
class Stock:
    """How cards lie on a sheet: `width` by `height` each, in millimetres, `columns` by `rows` of them.

    `folded` cards are tents: the sheet holds both faces, and `height` is that of one.
    """

    width: float
    height: float
    columns: int
    rows: int
    folded: bool = False

    @property
    def each(self) -> int:
        """How many lie on a sheet."""
        return self.columns * self.rows

    def sheets(self, cards: int) -> int:
        return -(-cards // self.each)


# Both fill the same 170 by 220 mm, so that one setting of the cutter does for both and for A4 and Letter.
SMALL = Stock(85, 55, 2, 2, folded=True)
LARGE = Stock(170, 55, 1, 2, folded=True)
TABLE = Stock(170, 110, 1, 1, folded=True)
# The usual size of a badge holder; Letter is too short for a fifth row and the foot of the page.
BADGES = {"a4": Stock(90, 55, 2, 5), "letter": Stock(90, 55, 2, 4)}

WORDS = {
    "nobody": gettext_lazy("Nobody is seated yet, so there is no card."),
    "face": gettext_lazy("Place card"),
}


def place_cards(laid: Laid, order: PaperOrder, by: str) -> BookContent:
    """Tent cards of who is seated: the large ones first, each size in the order asked for."""
    cards = cards_of(laid, order, by)
    large = [asdict(card) for card in cards if card.large]
    small = [asdict(card) for card in cards if not card.large]
    body = {
        "runs": [
            {"stock": asdict(stock), "cards": run} for stock, run in ((LARGE, large), (SMALL, small)) if run
        ],
        "missing": _missing(laid, order) if not cards else [],
    }
    engagement = laid.cast.setting.engagement
    head = engagement_head(EngagementPaper.PLACE_CARDS.label, engagement, order)
    return made(head, body, WORDS, order)


def cards_of(laid: Laid, order: PaperOrder, by: str) -> tuple[Card, ...]:
    """A card for everybody who has a seat; without a plan, for everybody who confirmed."""
    seated = laid.seated
    cards = []
    for each in laid.people(by_table=by == CardOrder.TABLE):
        seat = seated.get(each.key)
        at: Text = ()
        if seat is not None and laid.plan is not None:
            at = seat_text(seat, laid.plan.request, order.languages, several=laid.several)
        cards.append(card_of(each.delegate, order.languages, large=is_large(each), at=at))
    return tuple(cards)


def table_cards(laid: Laid, order: PaperOrder) -> BookContent:
    """One tent for each table: its number for the room, and who sits there for those who look for a seat."""
    languages, plan = order.languages, laid.plan
    tables = [
        {
            "mark": [asdict(one) for one in table_mark(table.key, plan.request, languages)],
            "name": [asdict(one) for one in table_text(table.key, plan.request, languages)],
            "people": [
                asdict(person_of(each.attending.delegate, order.languages, number=str(each.number or "")))
                for each in table.seats
            ],
        }
        for table in laid.tables
        if plan is not None
    ]
    body = {
        "stock": asdict(TABLE),
        "tables": tables,
        "missing": _missing(laid, order) if not tables else [],
    }
    engagement = laid.cast.setting.engagement
    head = engagement_head(EngagementPaper.TABLE_CARDS.label, engagement, order)
    return made(head, body, {}, order)


def engagement_badges(laid: Laid, order: PaperOrder) -> BookContent:
    """Badges of who comes to an engagement, as it stands: by precedence, those outside the order last."""
    people = badge_people(laid)
    head = engagement_head(EngagementPaper.BADGES.label, laid.cast.setting.engagement, order)
    missing = _missing(laid, order) if not people else []
    return _badges(head, (each.delegate for each in people), order, missing)


def badge_people(laid: Laid) -> tuple[Attending, ...]:
    """Everybody who confirmed, seated or not: whoever stands at the wall wears a badge too."""
    return tuple(laid.cast.everybody) or tuple(each for each in laid.cast.setting.people if each.accepted)


def badges_paper(mission: Mission, order: PaperOrder) -> BookContent:
    """Badges of all who come on the mission, as far as this reader sees them: one query."""
    head = mission_head(EngagementPaper.BADGES.label, mission, order)
    delegates = delegates_of(mission, order.reader)
    return _badges(head, delegates, order, [], codes_of(mission, delegates, order))


def delegates_of(mission: Mission, reader: Any) -> list[Delegate]:
    """Who comes, as the reader sees them, delegation by delegation: one query."""
    return list(
        Delegate.objects.visible_to(reader)
        .filter(mission=mission, status__in=COMING)
        .select_related("person", "post__organisation", "delegation__city")
        .order_by("delegation__party", "delegation", "pk")
    )


def _badges(
    head: Any, delegates: Iterable[Delegate], order: PaperOrder, missing: list[Any],
    codes: Mapping[int, bytes] = MappingProxyType({}),
) -> BookContent:  # fmt: skip
    cards = [
        {**asdict(card_of(each, order.languages)), "code": code_name(each.pk) if each.pk in codes else ""}
        for each in delegates
    ]
    body = {"stock": asdict(BADGES[order.sheet]), "cards": cards, "missing": missing}
    words = {"nobody": gettext_lazy("Nobody is named yet.")}
    return made(head, body, words, order, {code_name(key): svg for key, svg in codes.items()})


def _missing(laid: Laid, order: PaperOrder) -> list[Any]:
    return [[asdict(one) for one in text] for text in lacking(laid.lacks, laid.question, order.languages)]
