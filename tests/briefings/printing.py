"""Receptions to print papers for, and what can be measured of a printed page."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from django.utils import timezone

from legation.briefings.actions import paper_bytes
from legation.briefings.choices import EngagementPaper
from legation.briefings.queries.papers import PaperOrder, engagement_paper
from legation.directory.models import Person
from legation.kernel.editing import add
from legation.missions.actions import add_engagement
from legation.missions.models import Attendance, Delegate, Engagement
from legation.protocol.models import Arrangement
from tests.world import World, engagement_values

PAPERS = tuple(EngagementPaper.values)
MM = 72 / 25.4
FOOT = 16.0  # millimetres at the bottom of a sheet of cards, where its foot stands


def content(world: World, engagement: Engagement, paper: str, **asked: Any) -> Any:
    """The paper as data."""
    order = PaperOrder(
        asked.get("reader", world.host),
        asked.get("language", "en"),
        asked.get("sheet", "a4"),
        timezone.localdate(),
    )
    by = asked.get("by", "precedence")
    return engagement_paper(engagement, EngagementPaper(paper), order, by).data


def printed(world: World, engagement: Engagement, what: str, **asked: Any) -> pypdfium2.PdfDocument:
    """The paper as a document that can be measured."""
    values = {"reader": world.host, "language": "en", "paper": "a4", **asked}
    return pypdfium2.PdfDocument(io.BytesIO(paper_bytes(engagement, what, **values)))


def text_of(document: pypdfium2.PdfDocument) -> str:
    """All that can be read, without the places where a very long word may part."""
    pages = (page.get_textpage().get_text_bounded() for page in document)
    return "\n".join(pages).replace("\u200b", "").replace("\ufffe", "")


def reception(world: World, *people: dict[str, Any], kind: str = "reception") -> Engagement:
    """A reception with these people: values of a person, and `side`, `post`, `status`, `function`."""
    engagement = add_engagement(
        world.mission, engagement_values(world, "Reception", kind=kind), by=world.host
    )
    for values in people:
        attend(world, engagement, **values)
    return engagement


def attend(world: World, engagement: Engagement, **values: Any) -> Delegate:
    """One more person at an engagement."""
    side = values.pop("side", "guest")
    given = {
        name: values.pop(name) for name in ("post", "status", "capacity", "visibility") if name in values
    }
    function = values.pop("function", "participant")
    delegate = Delegate.objects.create(
        mission=world.mission,
        delegation=world.things[f"{side}-delegation"],
        person=Person.objects.create(**{"sample": True, **values}),
        **{"status": "confirmed", **given},
    )
    Attendance.objects.create(engagement=engagement, delegate=delegate, function=function)
    return delegate


def sample(number: int, **values: Any) -> dict[str, Any]:
    """An invented person of alternating sides, with a name in both scripts."""
    side = "guest" if number % 2 == 0 else "host"
    return {"side": side, "family_name": f"Sample{number:03}", "given_name": "Alex",
            "korean_name": f"표본{'가나다라마바사아자차'[number % 10]}{number}", **values}  # fmt: skip


def seat_all(world: World, engagement: Engagement, at_each: int = 10, **values: Any) -> Arrangement:
    """Everybody there on a chair of rounds, in the order in which they were named."""
    delegates = [row.delegate_id for row in engagement.attendances.order_by("pk")]
    tables = [{"id": f"t{number + 1}", "seats": at_each} for number in range(-(-len(delegates) // at_each))]
    seats = [
        [str(key), f"t{place // at_each + 1}-{place % at_each + 1}"] for place, key in enumerate(delegates)
    ]
    made = Arrangement(
        engagement=engagement, layout="rounds", pack="neutral", tables=tables, seats=seats, **values
    )
    return add(made, by=world.host)


@dataclass(frozen=True)
class Area:
    """A rectangle on a page in millimetres from its top left."""

    left: float
    top: float
    right: float
    bottom: float


def letters(page: pypdfium2.PdfPage) -> Iterator[tuple[str, Area]]:
    """Every letter that is printed, and where."""
    text = page.get_textpage()
    height = page.get_height()
    for index in range(text.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text, index))
        if letter.isspace() or letter in "\u200b\ufffe\x02":
            continue
        left, bottom, right, top = text.get_charbox(index)
        yield letter, Area(left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)


def strokes(page: pypdfium2.PdfPage) -> Iterator[Area]:
    """Every straight line that is drawn."""
    height = page.get_height()
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=8):
        left, bottom, right, top = drawn.get_bounds()
        yield Area(left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)


def cuts(page: pypdfium2.PdfPage) -> tuple[list[float], list[float]]:
    """Where the marks of the cutter are: from the left and from the top, in whole tenths of millimetres.

    A mark is a line of 3 mm: upright above and beneath the cards, level beside them."""
    found = list(strokes(page))
    across = {round((one.left + one.right) / 2, 1) for one in found if _long(one.bottom - one.top)}
    down = {round((one.top + one.bottom) / 2, 1) for one in found if _long(one.right - one.left)}
    return sorted(across), sorted(down)


def _long(length: float) -> bool:
    return 2.9 < length < 3.3
