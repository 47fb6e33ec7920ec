"""Names with a check-in code on label stock: the sheets that are sold, and what stands on each label."""

from dataclasses import asdict, dataclass

from legation.briefings.choices import EngagementPaper
from legation.briefings.queries.front import BookContent
from legation.briefings.queries.papers.cards import delegates_of
from legation.briefings.queries.papers.codes import code_name, codes_of
from legation.briefings.queries.papers.heading import PaperOrder, made, mission_head
from legation.briefings.queries.papers.people import card_of
from legation.missions.models import Mission


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """How labels lie on a sheet, in millimetres: the size of each, where the first begins, and gutters."""

    name: str
    paper: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gutter_x: float = 0.0
    gutter_y: float = 0.0

    @property
    def each(self) -> int:
        return self.columns * self.rows


OWN = "own"  # measured by whoever prints
PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}

# Dimensions as public tables of label sheets give them, each held against one; the free edges left and right,
# and above and below, are equal. What no table confirms is not here: its measures can be typed.
SHEETS = {
    "L7160": LabelSheet("Avery L7160", "a4", 3, 7, 63.5, 38.1, 7.25, 15.15, 2.5),
    "L7162": LabelSheet("Avery L7162", "a4", 2, 8, 99.1, 33.9, 4.65, 12.9, 2.5),
    "L7163": LabelSheet("Avery L7163", "a4", 2, 7, 99.1, 38.1, 4.65, 15.15, 2.5),
    "L7165": LabelSheet("Avery L7165", "a4", 2, 4, 99.1, 67.7, 4.65, 13.1, 2.5),
    "L7173": LabelSheet("Avery L7173", "a4", 2, 5, 99.1, 57.0, 4.65, 6.0, 2.5),
    "5160": LabelSheet("Avery 5160", "letter", 3, 10, 66.675, 25.4, 4.7625, 12.7, 3.175),
    "5163": LabelSheet("Avery 5163", "letter", 2, 5, 101.6, 50.8, 3.96875, 12.7, 4.7625),
    "5395": LabelSheet("Avery 5395", "letter", 2, 4, 85.725, 59.267, 17.4625, 14.816, 9.525, 4.233),
}


def labels_paper(mission: Mission, order: PaperOrder, sheet: LabelSheet, start: int) -> BookContent:
    """A label for everybody who comes whom the reader sees, from place `start` of the first sheet."""
    delegates = delegates_of(mission, order.reader)
    codes = codes_of(mission, delegates, order)
    cards = [
        {**asdict(card_of(each, order.languages)), "code": code_name(each.pk) if each.pk in codes else ""}
        for each in delegates
    ]
    head = mission_head(EngagementPaper.BADGES.label, mission, order)
    body = {"stock": asdict(sheet), "cards": cards, "start": start, "missing": []}
    return made(head, body, {}, order, {code_name(key): svg for key, svg in codes.items()})
