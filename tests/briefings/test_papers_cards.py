"""Cards: as large as their stock, one for each who is seated, nothing over an edge."""

import pytest

from legation.briefings.actions import badges_bytes
from legation.briefings.queries.papers.cards import BADGES, LARGE, SMALL, TABLE
from legation.directory import actions as directory
from legation.protocol.queries import order_of
from tests.briefings.printing import (
    FOOT,
    attend,
    content,
    cuts,
    letters,
    printed,
    reception,
    sample,
    seat_all,
    text_of,
)
from tests.world import World, make_world, two

CARDS = ("place-cards", "table-cards", "badges")
EDGE = 2.0  # millimetres that stay free along every edge and fold


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def party(world):
    """Twelve at two tables, a principal on each side."""
    engagement = reception(
        world, *[sample(n, function="principal" if n < 2 else "participant") for n in range(12)]
    )
    seat_all(world, engagement)
    return engagement


@pytest.mark.parametrize(("paper", "top"), [("a4", 38.5), ("letter", 29.7)])
def test_tent_cards_are_85_by_55_mm_a_face_and_those_of_principals_twice_as_wide(world, party, paper, top):
    document = printed(world, party, "place-cards", paper=paper)
    side = {"a4": 20.0, "letter": 22.9}[paper]
    # Cut, fold, cut, fold, cut: every 55 mm.
    down = [round(top + 55 * n, 1) for n in range(5)]
    large, small = cuts(document[0]), cuts(document[1])
    assert (large[1], small[1]) == (down, down)
    assert [round(x - side) for x in large[0]] == [0, 170]
    assert [round(x - side) for x in small[0]] == [0, 85, 170]


@pytest.mark.parametrize(
    ("paper", "across", "down"),
    [
        ("a4", [15.0, 105.0, 195.0], [7.0, 62.0, 117.0, 172.0, 227.0, 282.0]),
        ("letter", [17.9, 107.9, 197.9], [29.7, 84.7, 139.7, 194.7, 249.7]),
    ],
)
def test_badges_are_90_by_55_mm(world, party, paper, across, down):
    assert cuts(printed(world, party, "badges", paper=paper)[0]) == (across, down)


def test_table_cards_are_170_by_110_mm_a_face(world, party):
    assert cuts(printed(world, party, "table-cards")[0]) == ([20.0, 190.0], [38.5, 148.5, 258.5])


def test_sheets_are_as_many_as_cards_need(world, party):
    pages = [len(printed(world, party, paper)) for paper in CARDS]
    assert pages == [LARGE.sheets(2) + SMALL.sheets(10), TABLE.sheets(2), BADGES["a4"].sheets(12)]
    assert pages == [4, 2, 2]


@pytest.mark.parametrize("people", [1, 3, 12])
def test_everybody_who_is_seated_has_one_card_with_two_faces_and_one_badge(world, people):
    engagement = reception(world, *map(sample, range(people)))
    seat_all(world, engagement)
    tents, badges = (text_of(printed(world, engagement, paper)) for paper in ("place-cards", "badges"))
    names = [f"SAMPLE{number:03}" for number in range(people)]
    assert [tents.count(name) for name in names] == [2] * people
    assert [badges.count(name) for name in names] == [1] * people


def test_who_has_not_confirmed_or_has_no_chair_gets_no_place_card(world, party):
    attend(world, party, **sample(50, status="invited"))
    attend(world, party, **sample(51))
    text = text_of(printed(world, party, "place-cards"))
    assert (text.count("SAMPLE050"), text.count("SAMPLE051"), text.count("SAMPLE011")) == (0, 0, 2)
    badges = text_of(printed(world, party, "badges"))
    assert (badges.count("SAMPLE050"), badges.count("SAMPLE051")) == (0, 1)


def test_without_a_plan_cards_are_printed_by_precedence(world):
    engagement = reception(world, *map(sample, range(4)))
    cards = content(world, engagement, "place-cards")["runs"][0]["cards"]
    assert len(cards) == 4
    assert [card["person"]["at"] for card in cards] == [()] * 4


def test_cards_come_by_precedence_or_by_table_and_seat(world, party):
    def names(by):
        runs = content(world, party, "place-cards", by=by)["runs"]
        return [card["person"]["name"]["first"]["text"][-3:] for card in runs[1]["cards"]]

    assert names("table") == [f"{number:03}" for number in range(2, 12)]
    ranked = order_of(party, world.host).rows
    by_rank = [str(row.person)[-3:] for row in ranked if row.attending.function != "principal"]
    assert names("precedence") == by_rank
    assert by_rank != names("table")


def test_a_card_says_its_table_and_the_number_on_the_plan(world, party):
    card = content(world, party, "place-cards", by="table")["runs"][1]["cards"][-1]
    plan = content(world, party, "seat-plan")
    number = next(
        person["number"]
        for person in plan["tables"][1]["people"]
        if person["name"]["first"]["text"] == "Alex SAMPLE011"
    )
    assert card["person"]["at"] == ({"lang": "en", "text": f"Table 2 · {number}"},)


def test_principals_signatories_and_heads_have_large_cards(world):
    engagement = reception(
        world,
        sample(0, function="principal"),
        sample(1, function="signatory"),
        sample(2, capacity="head"),
        sample(3, function="interpreter"),
        sample(4),
    )
    runs = content(world, engagement, "place-cards")["runs"]
    assert [(run["stock"]["width"], len(run["cards"])) for run in runs] == [(170, 3), (85, 2)]


ENGLISH_ONLY = {"side": "host", "family_name": "Plain", "given_name": "Ann", "sample": True}
KOREAN_ONLY = {
    "side": "guest",
    "family_name": "",
    "given_name": "",
    "native_name": "표본한글",
    "sample": True,
}


@pytest.mark.parametrize("paper", ["place-cards", "badges"])
@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", {"Ann PLAIN", "Alex SAMPLE002", "표본한글"}),
        ("ko", {"Ann PLAIN", "표본다2", "표본한글"}),
        ("both", {"Ann PLAIN", "Alex SAMPLE002", "표본다2", "표본한글"}),
    ],
)
def test_names_stand_in_the_scripts_asked_for_as_far_as_they_are_recorded(world, paper, language, shown):
    engagement = reception(world, sample(2), ENGLISH_ONLY, KOREAN_ONLY)
    text = text_of(printed(world, engagement, paper, language=language))
    names = {"Ann PLAIN", "Alex SAMPLE002", "표본다2", "표본한글"}
    assert {name for name in names if name in text} == shown


NASTY = ("*Star* #evil", "$x^2$ @ref", "\\back [br]", "= Head `raw`", '"Quote" {n} ~_u_')


@pytest.mark.parametrize("paper", [*CARDS, "seat-plan", "photo", "acknowledgements"])
def test_no_name_is_markup(world, paper):
    engagement = reception(
        world, *[sample(n, family_name=name, korean_name="") for n, name in enumerate(NASTY)]
    )
    seat_all(world, engagement)
    text = "".join(text_of(printed(world, engagement, paper, language="both")).split()).upper()
    wanted = ["".join(f"Alex {name}".upper().split()) for name in NASTY]
    assert [name for name in wanted if name not in text] == []


LONG = (
    {"family_name": "Wolfeschlegelsteinhausenbergerdorff" * 3, "given_name": "Maximilian"},
    {"family_name": "Ramanathan Venkatasubramanian", "given_name": "Alexandra Theodora Wilhelmina"},
    {"family_name": "Featherstonehaugh-Cholmondeley", "given_name": "Marjoribanks"},
    {"family_name": "Short", "given_name": "", "korean_name": "알렉산드라 테오도라 빌헬미나 페더스톤호"},
)


def long_post(world):
    body = directory.add_organisation(
        {
            "name": two(
                "Joint Secretariat of the Intergovernmental Commission for Metropolitan Cooperation " * 2,
                "광역도시협력정부간위원회공동사무국 국제교류협력추진지원단 " * 3,
            ),
            "kind": "city",
        },
        by=world.host,
    )
    title = two(
        "Deputy Director-General for International Economic Affairs and Strategic Partnerships " * 2,
        "국제경제협력및전략적동반자관계담당부국장 직무대리 " * 3,
    )
    return directory.add_post({"title": title, "organisation": body}, by=world.host)


@pytest.mark.parametrize("language", ["en", "ko", "both"])
@pytest.mark.parametrize("paper", CARDS)
@pytest.mark.parametrize("large", [True, False])
def test_nothing_stands_over_an_edge_or_a_fold(world, paper, language, large):
    post = long_post(world)
    function = "principal" if large else "participant"
    people = [{**sample(n), **values} for n, values in enumerate(LONG)]
    engagement = reception(world, *[{**each, "post": post, "function": function} for each in people])
    seat_all(world, engagement)
    document = printed(world, engagement, paper, language=language)
    read = text_of(document)
    wanted = {"en": ("RAMANATHAN", "CHOLMONDELEY", "SHORT"), "ko": ("표본나1", "페더스톤호")}
    words = [word for each, found in wanted.items() if language in {each, "both"} for word in found]
    assert [word for word in words if word not in read] == []
    stock = {
        "place-cards": LARGE if large else SMALL,
        "table-cards": TABLE,
        "badges": BADGES["a4"],
    }[paper]
    over = []
    for page in document:
        across, _down = cuts(page)
        top = (297 - stock.height * stock.rows * (2 if stock.folded else 1)) / 2
        top = 7.0 if paper == "badges" else top
        for letter, area in letters(page):
            if area.bottom > 297 - FOOT:
                continue
            column = int((area.left - across[0]) // stock.width)
            face = int((area.top - top) // stock.height)
            left, upper = across[0] + column * stock.width, top + face * stock.height
            free = (
                area.left - left,
                left + stock.width - area.right,
                area.top - upper,
                upper + stock.height - area.bottom,
            )
            if min(free) < EDGE:
                over.append((letter, [round(each, 1) for each in free]))
    assert over == []


def test_badges_of_the_whole_mission_are_of_whom_the_reader_sees(world):
    import io

    import pypdfium2

    def names(reader):
        pdf = badges_bytes(world.mission, reader=world.users[reader], language="both", paper="letter")
        text = text_of(pypdfium2.PdfDocument(io.BytesIO(pdf))).upper()
        return {
            name for name in ("MAYORGUEST", "MAYORHOST", "QUINCEGUESTNAME", "MEDLARHOSTNAME") if name in text
        }

    both = {"MAYORGUEST", "MAYORHOST"}
    assert names("guest-organiser") == both | {"QUINCEGUESTNAME"}
    assert names("host-protocol") == both | {"MEDLARHOSTNAME"}
    assert names("host-press") == both
