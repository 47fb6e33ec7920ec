"""Papers are one and the same for all who see an engagement, and hold nobody whom one side hides."""

import pytest
from pypdf import PdfReader

from legation.briefings.actions import paper_bytes
from legation.kernel.choices import Verb
from legation.kernel.editing import add
from legation.kernel.models import Activity
from legation.protocol.models import Vehicle
from tests.briefings.printing import PAPERS, content, printed, reception, sample, seat_all, text_of
from tests.world import SECRETS, World, make_world

# The engagement with its place, who is there, their tenures, arrangement, wishes; the log and its
# transaction; standing. The photograph asks for its rows in place of wishes, the cars for cars and riders.
QUERIES = {
    "seat-plan": 9,
    "place-cards": 9,
    "table-cards": 9,
    "badges": 9,
    "photo": 9,
    "cars": 10,
    "run-of-show": 9,
    "acknowledgements": 8,
}

# A run of show also holds the lines of its reader's own side: see tests/protocol/test_show.py.
SAME = tuple(paper for paper in PAPERS if paper != "run-of-show")


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.mark.parametrize("paper", SAME)
@pytest.mark.parametrize("reader", ["guest-organiser", "guest-press", "host-protocol", "host-delegate"])
def test_no_paper_holds_whom_one_side_keeps_to_itself(world, paper, reader):
    call = world.things["engagement"]
    text = text_of(printed(world, call, paper, reader=world.users[reader], language="both"))
    assert {side for side, word in SECRETS.items() if word in text.upper()} == set()
    assert "MAYORGUEST" in text.upper()


@pytest.mark.parametrize("paper", SAME)
def test_both_sides_hold_one_and_the_same_paper(world, paper):
    call = world.things["engagement"]
    own = {"front", "foot", "version"}
    guest, host = (
        {key: part for key, part in content(world, call, paper, reader=reader).items() if key not in own}
        for reader in (world.guest, world.host)
    )
    assert guest == host


@pytest.mark.parametrize("paper", ["place-cards", "badges", "acknowledgements", "photo"])
def test_an_engagement_of_one_side_prints_its_own_people(world, paper):
    from legation.missions.models import Attendance

    briefing = world.things["guest-hidden-engagement"]
    Attendance.objects.create(engagement=briefing, delegate=world.things["guest-hidden-delegate"])
    text = text_of(printed(world, briefing, paper, reader=world.guest))
    assert ("QUINCEGUEST" in text.upper(), "MEDLARHOST" in text.upper()) == (True, False)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("sheet", ["a4", "letter"])
def test_a_paper_is_tagged_says_for_whom_and_is_set_in_noto_alone(world, paper, sheet):
    import io

    engagement = reception(world, *map(sample, range(12)))
    seat_all(world, engagement)
    add(Vehicle(engagement=engagement, name="Coach 1", kind="coach", seats=20), by=world.host)
    pdf = paper_bytes(engagement, paper, reader=world.host, language="both", paper=sheet)
    reader = PdfReader(io.BytesIO(pdf))
    root, pages = reader.trailer["/Root"], reader.pages
    assert (root["/Lang"], "/StructTreeRoot" in root) == ("en", True)
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert str(reader.metadata.title).endswith(": Reception")
    feet = [" ".join(page.extract_text().split()) for page in pages]
    count = len(pages)
    assert [f"page {n} of {count}" in foot for n, foot in enumerate(feet, 1)] == [True] * count
    assert ["host-protocol · Host side" in foot for foot in feet] == [True] * count
    fonts, sizes = set(), set()
    for page in pages:
        sizes.add(tuple(sorted((round(float(page.mediabox.width)), round(float(page.mediabox.height))))))
        fonts |= set(fonts_of(page["/Resources"]))
    assert fonts == {"NotoSansCJKkr", "NotoSerifCJKkr"}
    assert sizes == {{"a4": (595, 842), "letter": (612, 792)}[sheet]}


def fonts_of(resources):
    """The families of a page and of the drawings on it."""
    for font in resources.get("/Font", {}).values():
        yield str(font.get_object()["/BaseFont"]).partition("+")[2].partition("-")[0]
    for drawn in resources.get("/XObject", {}).values():
        inner = drawn.get_object().get("/Resources")
        if inner is not None:
            yield from fonts_of(inner.get_object())


def test_the_same_content_gives_the_same_bytes_and_a_change_another_version(world):
    engagement = reception(world, *map(sample, range(4)))

    def version():
        return content(world, engagement, "place-cards")["version"]

    first, again = (
        paper_bytes(engagement, "place-cards", reader=world.host, language="en", paper="a4") for _ in "12"
    )
    before = version()
    seat_all(world, engagement)
    assert (first == again, before == version()) == (True, False)


def test_printing_is_logged_for_the_readers_side(world):
    call = world.things["engagement"]
    printed(world, call, "place-cards", reader=world.guest)
    entry = Activity.objects.get(verb=Verb.PRINTED)
    assert (entry.by, entry.visibility, entry.object_id) == (world.guest, "guest", call.pk)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("people", [1, 3, 12])
def test_queries_do_not_grow(world, django_assert_num_queries, paper, people):
    from django.contrib.contenttypes.models import ContentType

    engagement = reception(world, *map(sample, range(people)))
    seat_all(world, engagement)
    for number in range(people):
        car = add(Vehicle(engagement=engagement, name=f"Car {number}"), by=world.host)
        car.riders.set([row.delegate_id for row in engagement.attendances.all()[number : number + 1]])
    ContentType.objects.get_for_model(engagement)
    engagement.mission  # noqa: B018
    world.host.__dict__.pop("_standings", None)
    with django_assert_num_queries(QUERIES[paper]):
        paper_bytes(engagement, paper, reader=world.host, language="both", paper="a4")
