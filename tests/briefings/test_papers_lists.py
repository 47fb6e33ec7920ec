"""Lists on paper: the plan to scale, where to find a name, the photograph, cars, who is named aloud."""

import pytest

from legation.kernel.editing import add
from legation.missions.models import Attendance
from legation.protocol.models import Arrangement, Ceremony, Vehicle
from tests.briefings.printing import (
    MM,
    attend,
    content,
    letters,
    printed,
    reception,
    sample,
    seat_all,
    text_of,
)
from tests.world import World, make_world


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def party(world):
    engagement = reception(
        world, *[sample(n, function="principal" if n < 2 else "participant") for n in range(12)]
    )
    seat_all(world, engagement)
    return engagement


def first_names(people):
    return [person["name"]["first"]["text"] for person in people]


@pytest.mark.parametrize("sheet", ["a4", "letter"])
@pytest.mark.parametrize("layout", ["bilateral", "theatre", "u-shape", "head-table"])
def test_a_metre_is_as_long_as_the_scale_says_and_the_drawing_fits(world, layout, sheet):
    import pypdfium2.raw as pdfium

    engagement = reception(world, *map(sample, range(12)))
    add(Arrangement(engagement=engagement, layout=layout, pack="neutral"), by=world.host)
    figure = content(world, engagement, "seat-plan", sheet=sheet)["figure"]
    page = printed(world, engagement, "seat-plan", paper=sheet)[0]
    wide, high = page.get_width() / MM, page.get_height() / MM
    assert (wide > high) == figure["turned"]
    metre = 1000 / figure["scale"]
    bars = []
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=8):
        left, bottom, right, top = (side / MM for side in drawn.get_bounds())
        assert (left > 10, right < wide - 10, bottom > 10, top < high - 10) == (True,) * 4
        if top - bottom < 4:
            bars.append(right - left)
    # The bar of one metre beneath the room; the pen adds its own thickness.
    assert [bar for bar in bars if 0 <= bar - metre < 1.2] != []


def test_the_plan_of_one_table_lists_numbers_by_side(world):
    body = content(world, world.things["engagement"], "seat-plan")
    found = [(side["party"], [person["number"] for person in side["people"]]) for side in body["sides"]]
    assert (found, body["tables"], body["finder"]) == ([("guest", ["1"]), ("host", ["1"])], [], [])


def test_the_plan_of_rounds_lists_tables_and_finds_names_in_each_language(world, party):
    body = content(world, party, "seat-plan", language="both")
    assert [(len(table["people"]), table["name"][0]["text"]) for table in body["tables"]] == [
        (10, "Table 1"),
        (2, "Table 2"),
    ]
    english, korean = body["finder"]
    assert (english["lang"], korean["lang"]) == ("en", "ko")
    assert first_names(english["people"]) == [f"Alex SAMPLE{n:03}" for n in range(12)]
    syllables = "가가나나다라마바사아자차"
    assert [name[2] for name in first_names(korean["people"])] == list(syllables)
    assert {person["name"]["second"]["text"][-3:] for person in korean["people"]} == {
        f"{n:03}" for n in range(12)
    }


def test_who_has_no_chair_or_has_not_confirmed_is_listed(world, party):
    attend(world, party, **sample(50, status="invited"))
    attend(world, party, **sample(51))
    body = content(world, party, "seat-plan")
    assert (first_names(body["without"]), first_names(body["waiting"])) == (
        ["Alex SAMPLE051"],
        ["Alex SAMPLE050"],
    )


def test_a_plan_that_cannot_be_says_why(world):
    engagement = reception(world, sample(0), kind="courtesy_call")
    text = text_of(printed(world, engagement, "seat-plan"))
    assert "Nobody is confirmed on the hosts’ side, so there is no plan yet." in text


@pytest.mark.parametrize("name", ["Amal سلام", "😀 Smile", "नमस्ते"])
@pytest.mark.parametrize("paper", ["seat-plan", "place-cards", "photo"])
def test_a_name_in_a_script_that_the_fonts_lack_is_printed_with_squares(world, paper, name):
    engagement = reception(world, sample(0), sample(1, family_name=name, korean_name=""), kind="meeting")
    text = text_of(printed(world, engagement, paper))
    assert ("SAMPLE000" in text, "□" in text) == (True, True)


def test_the_photograph_has_the_rows_asked_for_and_says_for_whom_there_is_no_place(world, party):
    add(Ceremony(engagement=party, photo_rows=[4, 6]), by=world.host)
    body = content(world, party, "photo")
    assert [len(row["people"]) for row in body["rows"]] == [4, 6]
    assert len(body["without"]) == 2
    assert [person["place"] for person in body["rows"][0]["people"]] == [1, 2, 3, 4]
    assert [row["name"][0]["text"] for row in body["rows"]] == [
        "Row 1, at the front, from the viewer’s left",
        "Row 2, at the back, from the viewer’s left",
    ]


@pytest.mark.parametrize("people", [1, 12, 80])
def test_the_whole_photograph_stands_on_one_page(world, people):
    engagement = reception(world, *map(sample, range(people)))
    page = printed(world, engagement, "photo", language="both")[0]
    text = page.get_textpage().get_text_bounded()
    assert ("Camera" in text, page.get_width() > page.get_height()) == (True, True)
    assert sum(f"SAMPLE{n:03}" in text for n in range(people)) == people


@pytest.mark.parametrize("paper", ["seat-plan", "photo", "cars", "acknowledgements"])
@pytest.mark.parametrize("sheet", ["a4", "letter"])
def test_with_150_guests_nothing_stands_over_an_edge_or_in_the_foot(world, paper, sheet):
    engagement = reception(
        world,
        *[sample(n, family_name=f"Featherstonehaugh{n:03}", given_name="Marjoribanks") for n in range(150)],
    )
    seat_all(world, engagement)
    for number, seats in ((1, 3), (2, 70), (3, 76)):
        kind = "car" if seats == 3 else "coach"
        add(Vehicle(engagement=engagement, name=f"{kind} {number}", kind=kind, seats=seats), by=world.host)
    over, named = [], ""
    for page in printed(world, engagement, paper, language="both", paper=sheet):
        wide, high = page.get_width() / MM, page.get_height() / MM
        named += page.get_textpage().get_text_bounded()
        for letter, area in letters(page):
            inside = area.left > 12 and area.right < wide - 12 and area.top > 8 and area.bottom < high - 6
            if not inside or high - 23.5 < area.bottom < high - 17.5:
                over.append((letter, area))
    assert over == []
    flat = "".join(named.split()).upper()
    assert [n for n in range(150) if f"HAUGH{n:03}" not in flat] == []


def test_everybody_finds_their_car_by_name_and_each_car_its_people(world, party):
    for number, seats in ((1, 3), (2, 7)):
        kind = "car" if seats == 3 else "van"
        add(Vehicle(engagement=party, name=f"Car {number}", kind=kind, seats=seats, position=number),
            by=world.host)  # fmt: skip
    body = content(world, party, "cars", language="both")
    riding = {
        person["name"]["first"]["text"]: car["name"]["text"]
        for car in body["cars"]
        for person in car["riders"]
    }
    found = {person["name"]["first"]["text"]: person["car"]["text"] for person in body["people"][0]["rows"]}
    assert (found == riding, len(riding), len(body["without"])) == (True, 10, 2)
    assert first_names(body["people"][0]["rows"]) == sorted(riding)
    assert body["lacks"] == [
        {"lang": "en", "text": "2 seats lack."},
        {"lang": "ko", "text": "2석이 모자랍니다."},
    ]
    assert [person["seat"][0]["text"] for person in body["cars"][0]["riders"]] == [
        "rear right",
        "rear left",
        "front",
    ]
    text = text_of(printed(world, party, "cars"))
    assert [text.count(name.split()[1]) for name in found] == [2] * 10


def test_who_is_named_aloud_is_who_is_here_once_somebody_is(world):
    call = world.things["engagement"]
    body = content(world, call, "acknowledgements", language="both")
    assert (body["counted"], [len(person["spoken"]) for person in body["people"]]) == (False, [2, 2])
    Attendance.objects.filter(delegate=world.things["host-delegate"], engagement=call).update(
        presence="present"
    )
    body = content(world, call, "acknowledgements", language="both")
    assert body["counted"]
    assert [[said["address"]["text"] for said in person["spoken"]] for person in body["people"]] == [
        ["Mayor Mayorhost", "박 시장님"]
    ]


def test_a_called_off_engagement_says_so(world):
    from legation.missions.actions import change_engagement

    call = change_engagement(world.things["engagement"], {"status": "cancelled"}, seen=1, by=world.host)
    assert "Cancelled" in text_of(printed(world, call, "seat-plan"))
