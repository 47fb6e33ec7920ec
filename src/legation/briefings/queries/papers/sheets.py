"""One paper of an engagement for one reader."""

from django.utils.translation import override

from legation.briefings.choices import EngagementPaper
from legation.briefings.queries.front import BookContent
from legation.briefings.queries.papers import cards, plans, staged
from legation.briefings.queries.papers.heading import PaperOrder
from legation.briefings.queries.papers.laid import laid_of
from legation.briefings.queries.papers.show import run_of_show
from legation.missions.models import Engagement, Mission
from legation.protocol.models import Ceremony, Vehicle
from legation.protocol.queries.attending import placed, setting_of
from legation.protocol.queries.seats import pairs_at


def engagement_paper(
    engagement: Engagement, paper: EngagementPaper, order: PaperOrder, by: str
) -> BookContent:
    """What stands on the paper: five queries, at most six for the cars.

    Made over those whom everybody who sees the engagement sees, so that all readers hold the same paper.
    `by` is the order of the place cards.
    """
    reader = order.reader
    with override(order.languages[0]):
        setting = setting_of(placed(engagement, reader), reader)
        if paper == EngagementPaper.PHOTO:
            ceremony = Ceremony.objects.visible_to(reader).filter(engagement=engagement).first()
            return staged.photo(setting, ceremony.photo_rows if ceremony is not None else (), order)
        if paper == EngagementPaper.RUN_OF_SHOW:
            return run_of_show(setting.engagement, order)
        if paper == EngagementPaper.CARS:
            rows = Vehicle.objects.visible_to(reader).filter(engagement=engagement)
            return staged.cars(setting, rows.prefetch_related("riders"), order)
        if paper == EngagementPaper.ACKNOWLEDGEMENTS:
            return staged.acknowledgements(setting, order)
        laid = laid_of(setting, pairs_at(engagement, reader))
        if paper == EngagementPaper.SEAT_PLAN:
            return plans.seat_plan(laid, order)
        if paper == EngagementPaper.TABLE_CARDS:
            return cards.table_cards(laid, order)
        if paper == EngagementPaper.BADGES:
            return cards.engagement_badges(laid, order)
        return cards.place_cards(laid, order, by)


def badges_paper(mission: Mission, order: PaperOrder) -> BookContent:
    """The badges of the whole mission: one query."""
    with override(order.languages[0]):
        return cards.badges_paper(mission, order)
