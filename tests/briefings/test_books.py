"""Books: what is in them for whom, and that they are what print and screen readers need."""

import io

import pytest
from pypdf import PdfReader

from legation.briefings.actions import book_bytes
from legation.kernel.choices import Verb
from legation.kernel.models import Activity
from tests.world import SECRETS, World, make_world

BOOKS = ("programme", "who-is-who")
GUESTS, HOSTS = SECRETS["guest"], SECRETS["host"]


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
