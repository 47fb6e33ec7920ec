"""The page of documents and the addresses of its books."""

import pytest

from legation.kernel import typesetting
from tests.world import World, make_world


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def ask(world, client):
    def get(reader, path="", **query):
        client.force_login(world.users[reader])
        return client.get(f"/missions/test-mission/documents/{path}", query)

    return get


@pytest.mark.parametrize("reader", ["guest-organiser", "guest-press", "host-protocol"])
def test_the_page_counts_what_this_reader_sees(ask, reader):
    contents = ask(reader).context["contents"]
    shared = 3, 2
    own = (0, 0) if reader == "guest-press" else (1, 1)
    assert (contents.engagements, contents.people) == (shared[0] + own[0], shared[1] + own[1])


def test_a_book_opens_in_the_browser_and_is_kept_nowhere(ask):
    answer = ask("guest-organiser", "who-is-who.pdf", language="ko", paper="letter")
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "application/pdf",
        "private, no-store",
    )
    assert answer["Content-Disposition"] == 'inline; filename="test-mission-who-is-who-ko-letter.pdf"'
    assert answer.content[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("programme.pdf", {"language": "fr"}, 400),
        ("programme.pdf", {"paper": "a3"}, 400),
        ("seating.pdf", {}, 404),
        ("programme.pdf", {}, 200),
    ],
)
def test_what_is_not_known_is_refused(ask, path, query, status):
    assert ask("guest-organiser", path, **query).status_code == status


def test_a_refused_choice_is_named(ask):
    page = ask("guest-organiser", "programme.pdf", language="fr").content.decode()
    assert page.count("“fr” is no language of a book: it is en, ko or both.") == 1


@pytest.mark.parametrize("path", ["", "programme.pdf", "who-is-who.pdf"])
def test_a_stranger_learns_nothing(ask, path):
    assert ask("other-office", path).status_code == 404


def test_missing_fonts_are_said_with_what_to_install(ask, settings, tmp_path):
    settings.FONT_PATHS = [str(tmp_path)]
    answer = ask("guest-organiser", "programme.pdf")
    assert (answer.status_code, "apt install fonts-noto-cjk" in answer.content.decode()) == (503, True)
    assert typesetting.missing_fonts() == typesetting.FONTS
