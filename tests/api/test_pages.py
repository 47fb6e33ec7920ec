"""Everything that a page writes is offered to programs, or it is said why not."""

import re
from pathlib import Path

from legation.api.views.catalogue import ADDRESSES
from tests.permissions.test_walk import routes

PAGE = Path(__file__).parents[2] / "docs" / "developer" / "api-pages.md"
ROW = re.compile(r"^\| (\S+) \| (.+) \|$", re.MULTILINE)


def tables() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The rows of both tables: page and way, page and reason."""
    offered, not_offered = PAGE.read_text().split("## Not offered")
    return [
        [row for row in ROW.findall(part) if row[0] not in {"page", "|---|---|"}]
        for part in (offered, not_offered)
    ]


def test_each_page_that_writes_is_offered_or_it_is_said_why_not():
    offered, without = tables()
    named = [page for page, _said in (*offered, *without)]
    writing = {name for name, said, _parts in routes() if "POST" in said.methods}
    assert sorted(named) == sorted(name for name in writing if not name.startswith("api-"))


# What comes back is found by what its page asks for; the gate asks first what holds for every part of it.
FOUND_BY = {
    "car-restore": "missions.change_mission",
    "guest-quota-restore": "missions.change_mission",
    "guest-restore": "missions.change_mission",
    "minutes-undo": "missions.change_mission",
    "one-to-one-restore": "missions.change_mission",
    "participant-restore": "missions.change_mission",
    "press-part-restore": "newsroom.publish",
    "resource-restore": "missions.change_mission",
    "room-restore": "directory.keep",
    "site-restore": "missions.change_mission",
    "text-restore": "missions.change_mission",
    "way-restore": "directory.keep",
    # One of several, and one that is new.
    "delegation-status": "missions.change_delegate",
    "engagement-copy": "missions.change_mission",
}


def test_each_way_that_is_named_is_there_and_asks_for_the_permission_of_its_page():
    offered, _without = tables()
    said = {name: one.permission for name, one, _parts in routes()}
    fresh = {name for name, one, _parts in routes() if one.fresh}
    ways = {
        f"{method} {one.name.removeprefix('api-')}": way.permission
        for one in ADDRESSES
        for method, way in one.ways.items()
    }
    found = [(page, ways.get(way)) for page, way in offered]
    assert found == [(page, FOUND_BY.get(page, said[page])) for page, _way in offered]
    assert [page for page, _way in offered if page in fresh] == []
