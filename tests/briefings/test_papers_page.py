"""The page of an engagement's papers and their addresses."""

import pytest

from tests.briefings.printing import PAPERS, reception, sample
from tests.world import World, make_world

# Session, user, engagement, standing; masthead (2); place, people, tenures, arrangement, wishes, cars.
QUERIES = 13
# Session, user, mission, standing; masthead (2), two counts, the engagements.
DOCUMENTS = 10


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def ask(world, client):
    known = []

    def get(reader, path="", engagement=None, **query):
        if known != [reader]:
            client.force_login(world.users[reader])
            known[:] = [reader]
        pk = (engagement or world.things["engagement"]).pk
        return client.get(f"/missions/test-mission/meetings/{pk}/papers/{path}", query)

    return get


@pytest.mark.parametrize("people", [1, 3, 12])
def test_the_page_asks_the_database_no_more_however_many_come(world, ask, django_assert_num_queries, people):
    engagement = reception(world, *map(sample, range(people)))
    ask("host-protocol")
    with django_assert_num_queries(QUERIES):
        page = ask("host-protocol", engagement=engagement)
    sizes = {line.paper.value: line.size for line in page.context["page"].lines}
    assert sizes["badges"] == f"{people} badge{'s' * (people > 1)}"


@pytest.mark.parametrize("meetings", [1, 3, 12])
def test_the_documents_list_every_engagement_with_papers(world, client, django_assert_num_queries, meetings):
    for _number in range(meetings):
        reception(world, sample(0))
    reception(world)
    client.force_login(world.host)
    with django_assert_num_queries(DOCUMENTS):
        page = client.get("/missions/test-mission/documents/")
    listed = page.context["engagements"]
    # The shared call, the host side's own briefing, and the receptions at which somebody is.
    assert len(listed) == 2 + meetings


def test_each_paper_says_what_it_holds_or_why_there_is_none(ask):
    page = ask("host-protocol").context["page"]
    said = {line.paper.value: line.size or line.missing for line in page.lines}
    assert said == {
        "seat-plan": "2 seats",
        "place-cards": "2 cards, 2 of them large",
        "table-cards": "1 card",
        "badges": "2 badges",
        "photo": "2 people",
        "cars": "1 vehicle",
        "run-of-show": "2 lines",
        "acknowledgements": "2 people",
    }


@pytest.mark.parametrize("reader", ["guest-organiser", "host-protocol", "host-press"])
def test_the_page_names_to_each_side_its_own_hidden_people(ask, reader):
    page = ask(reader)
    word = {"guest-organiser": "QUINCEGUEST", "host-protocol": "MEDLARHOST", "host-press": ""}[reader]
    named = [str(each.person) for each in page.context["page"].hidden]
    assert named == ([f"Hidden {word}name"] if word else [])
    text = page.content.decode()
    assert ["QUINCEGUEST" in text, "MEDLARHOST" in text] == [word == "QUINCEGUEST", word == "MEDLARHOST"]


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_opens_in_the_browser_and_is_kept_nowhere(ask, world, paper):
    answer = ask("guest-delegate", f"{paper}.pdf", language="ko", paper="letter")
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "application/pdf",
        "private, no-store",
    )
    pk = world.things["engagement"].pk
    assert answer["Content-Disposition"] == f'inline; filename="test-mission-{pk}-{paper}-ko-letter.pdf"'
    assert answer.content[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("place-cards.pdf", {"language": "fr"}, 400),
        ("place-cards.pdf", {"paper": "a3"}, 400),
        ("place-cards.pdf", {"order": "age"}, 400),
        ("place-cards.pdf", {"order": "table"}, 200),
        ("menus.pdf", {}, 404),
    ],
)
def test_what_is_not_known_is_refused(ask, path, query, status):
    assert ask("guest-organiser", path, **query).status_code == status


def test_a_refused_order_is_named(ask):
    page = ask("guest-organiser", "place-cards.pdf", order="age").content.decode()
    assert page.count("“age” is no order of cards: it is precedence or table.") == 1


@pytest.mark.parametrize("path", ["", "place-cards.pdf", "cars.pdf"])
def test_the_other_side_and_strangers_learn_nothing(ask, world, path):
    hidden = world.things["host-hidden-engagement"]
    asked = [("guest-organiser", hidden), ("host-press", hidden), ("other-office", None)]
    assert [ask(reader, path, engagement=one).status_code for reader, one in asked] == [404] * 3


def test_the_badges_of_the_mission_open(world, client):
    client.force_login(world.guest)
    answer = client.get("/missions/test-mission/documents/badges.pdf", {"language": "both"})
    assert (answer.status_code, answer["Content-Disposition"]) == (
        200,
        'inline; filename="test-mission-badges-both-a4.pdf"',
    )
    assert client.get("/missions/test-mission/documents/badges.pdf", {"paper": "a3"}).status_code == 400


def test_missing_fonts_are_said_with_what_to_install(ask, settings, tmp_path):
    settings.FONT_PATHS = [str(tmp_path)]
    answer = ask("guest-organiser", "badges.pdf")
    assert (answer.status_code, "apt install fonts-noto-cjk" in answer.content.decode()) == (503, True)
