"""Books: what is in them for whom, and that they are what print and screen readers need."""

import io
from datetime import datetime

import pytest
from pypdf import PdfReader

from legation.briefings.actions import book_bytes
from legation.kernel.choices import Verb
from legation.kernel.files import keep, portrait_bytes
from legation.kernel.models import Activity
from legation.missions.actions import add_delegate, add_engagement
from tests.world import SECRETS, World, engagement_values, make_world, person

# Standing, mission and people or programme as seen, and the log with its transaction.
PROGRAMME_QUERIES = 10
WHO_QUERIES = 9
BOOKS = ("programme", "who-is-who")


@pytest.fixture
def world(db) -> World:
    return make_world()


def printed(world: World, book: str, reader: str, language: str = "en", paper: str = "a4") -> PdfReader:
    pdf = book_bytes(world.mission, book, reader=world.users[reader], language=language, paper=paper)
    return PdfReader(io.BytesIO(pdf))


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages).replace("\u200b", "")


def leaks(text: str) -> set[str]:
    """The sides whose secret word stands in the text, capitals aside."""
    return {side for side, word in SECRETS.items() if word in text.upper()}


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize(
    ("reader", "sides"),
    [
        ("guest-organiser", {"guest"}),
        ("guest-assistant", {"guest"}),
        ("guest-press", set()),
        ("host-protocol", {"host"}),
        ("host-delegate", {"host"}),
        ("host-press", set()),
    ],
)
def test_a_book_holds_the_readers_own_side_and_nothing_of_the_other(world, book, reader, sides):
    assert leaks(text_of(printed(world, book, reader, "both"))) == sides


@pytest.mark.parametrize("book", BOOKS)
def test_a_book_is_tagged_and_says_its_title_and_language(world, book):
    reader = printed(world, book, "guest-organiser", "ko")
    root = reader.trailer["/Root"]
    marked = bool(root["/MarkInfo"]["/Marked"])
    assert (root["/Lang"], marked, "/StructTreeRoot" in root) == ("ko", True, True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert str(reader.metadata.title).endswith("시험 방문단")
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_paper(world, book, paper, size):
    sizes = {
        (round(float(page.mediabox.width)), round(float(page.mediabox.height)))
        for page in printed(world, book, "guest-organiser", paper=paper).pages
    }
    assert sizes == {size}


@pytest.mark.parametrize("book", BOOKS)
def test_fonts_are_noto_alone(world, book):
    fonts = set()
    for page in printed(world, book, "guest-organiser", "both").pages:
        for font in page["/Resources"]["/Font"].values():
            fonts.add(str(font.get_object()["/BaseFont"]).partition("+")[2].partition("-")[0])
    assert fonts == {"NotoSansCJKkr", "NotoSerifCJKkr"}


def test_each_page_says_for_whom_and_where_in_the_book(world):
    reader = printed(world, "programme", "host-protocol")
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    count = len(pages)
    assert [f"page {n} of {count}" in page for n, page in enumerate(pages, 1)] == [True] * count
    assert ["host-protocol · Host side" in page for page in pages] == [True] * count


def test_both_languages_stand_in_a_bilingual_book(world):
    text = text_of(printed(world, "programme", "guest-organiser", "both"))
    words = ("Test mission", "시험 방문단", "17 April 2024", "2024년 4월 17일")
    assert [word for word in words if word not in text] == []


def test_the_same_content_gives_the_same_bytes_and_another_reader_another_version(world):
    first, again = (
        book_bytes(world.mission, "programme", reader=world.guest, language="en", paper="a4") for _ in "12"
    )
    other = book_bytes(world.mission, "programme", reader=world.host, language="en", paper="a4")
    assert (first == again, first == other) == (True, False)


def test_printing_is_logged_for_the_readers_side(world):
    printed(world, "who-is-who", "host-protocol")
    entry = Activity.objects.get(verb=Verb.PRINTED)
    assert (entry.by, entry.visibility, entry.mission_id) == (world.host, "host", world.mission.pk)


def picture() -> bytes:
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (1200, 1500), "navy").save(made, "PNG")
    return made.getvalue()


def test_a_portrait_is_printed_small_and_a_lost_one_leaves_a_monogram(world):
    mayor, other = world.things["guest-mayor"], world.things["host-mayor"]
    mayor.portrait = keep("portraits", portrait_bytes(picture()), "jpg")
    other.portrait = "portraits/lost.jpg"
    mayor.save()
    other.save()
    reader = printed(world, "who-is-who", "guest-organiser", "both")
    sizes = [image.image.size for page in reader.pages for image in page.images]
    assert sizes == [(264, 330)]


NASTY = ("*Star* #evil", "$x^2$ @ref", "\\back [br] <lab>", "= Head `raw` //c", 'Quote" {n} ~_u_')


def test_no_text_is_markup(world):
    for number, name in enumerate(NASTY):
        values = engagement_values(world, name, starts=datetime(2024, 4, 18, 8 + number))
        values["ends"] = datetime(2024, 4, 18, 9 + number)
        add_engagement(world.mission, values, by=world.guest)
    text = " ".join(text_of(printed(world, "programme", "guest-organiser")).split())
    assert [name for name in NASTY if name not in text] == []


def test_a_long_or_bare_or_unprintable_person_is_printed(world):
    for family, given in (("Wolfeschlegelsteinhausen" * 4, "Maximilian"), ("Solo", ""), ("Amal سلام", "😀")):
        someone = person(world, family, given, by=world.guest)
        values = {"person": someone, "delegation": world.things["guest-delegation"], "status": "confirmed"}
        add_delegate(world.mission, values, by=world.guest)
    text = text_of(printed(world, "who-is-who", "guest-organiser", "both"))
    flat = "".join(text.split())
    wanted = ("WOLFESCHLEGELSTEINHAUSEN" * 4, "SOLO", "AMAL□□□□")
    assert [word for word in wanted if word not in flat] == []


def test_a_cancelled_engagement_says_so_and_one_without_a_clock_says_the_part_of_day(world):
    values = engagement_values(world, "Called off", status="cancelled", venue=None, room=None)
    add_engagement(world.mission, values, by=world.guest)
    values = engagement_values(world, "Some time", part="morning", starts=datetime(2024, 4, 19, 9))
    add_engagement(world.mission, {**values, "ends": datetime(2024, 4, 19, 12)}, by=world.guest)
    text = text_of(printed(world, "programme", "guest-organiser"))
    assert ("Cancelled" in text, "Morning" in text, "09:00–12:00" in text) == (True, True, False)


@pytest.mark.parametrize(("book", "queries"), [("programme", PROGRAMME_QUERIES), ("who-is-who", WHO_QUERIES)])
@pytest.mark.parametrize("more", [0, 2, 66])
def test_queries_do_not_grow(world, django_assert_num_queries, book, queries, more):
    from django.contrib.contenttypes.models import ContentType

    for number in range(more):
        someone = person(world, f"Number{number}", "Sample", by=world.guest)
        values = {"person": someone, "delegation": world.things["guest-delegation"], "status": "confirmed"}
        add_delegate(world.mission, values, by=world.guest)
        if number < 11:
            values = engagement_values(world, f"Meeting {number}")
            add_engagement(world.mission, values, by=world.guest)
    ContentType.objects.get_for_model(world.mission)
    world.guest.__dict__.pop("_standings", None)
    with django_assert_num_queries(queries):
        book_bytes(world.mission, book, reader=world.guest, language="both", paper="a4")
