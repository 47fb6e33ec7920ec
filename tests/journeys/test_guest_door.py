"""The door in a browser: offline it keeps what happens and the page, and sends it when there is a network."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import WSGIRequestHandler
from django.test.testcases import LiveServerThread
from django.urls import reverse
from playwright.sync_api import expect

from legation.guests.actions import guests as acts
from legation.guests.models import Guest, Scan
from legation.guests.queries.door import code_of
from legation.kernel.codes import Code, Holder, text_of

if TYPE_CHECKING:
    from tests.world import World


class OneEach(WSGIRequestHandler):
    """Closes each connection: none outlives a site that is away."""

    protocol_version = "HTTP/1.0"

    def log_message(self, *_args: Any) -> None:
        pass


class Away(LiveServerThread):
    """A server that takes its port again."""

    def _create_server(self, connections_override: Any = None) -> Any:
        where = (self.host, self.port)
        return self.server_class(
            where, OneEach, allow_reuse_address=True, connections_override=connections_override
        )


class Site:
    """A live site of its own, which can be away for a while: a browser’s own “offline” spares workers."""

    def __init__(self, host: str) -> None:
        self.host, self.port = host, 0
        self.thread: LiveServerThread | None = None

    def come(self) -> None:
        self.thread = Away(self.host, StaticFilesHandler, port=self.port)
        self.thread.daemon = True
        self.thread.start()
        self.thread.is_ready.wait()
        assert self.thread.error is None
        self.port = self.thread.port

    def go(self) -> None:
        if self.thread is not None:
            self.thread.terminate()
            self.thread = None

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


@pytest.fixture
def site(live_server: Any) -> Iterator[Site]:
    made = Site(live_server.thread.host)
    made.come()
    yield made
    made.go()


def address(world: "World") -> str:
    return reverse("guest-door", args=[world.mission.slug, world.things["guest-list"].pk])


@pytest.fixture
def people(world: "World") -> list[Guest]:
    shared = world.things["guest-list"]
    return [
        acts.add_guest(shared, {"name": name, "native_name": native, "status": "accepted"}, by=world.host)
        for name, native in (("Sample Kim", "김표본"), ("Sample Lee", "이표본"), ("Sample Park", "박표본"))
    ]


def test_a_door_without_a_network_keeps_everything_and_sends_it_later(
    world: "World", opened: Any, people: list[Guest], site: Site
) -> None:
    shared = world.things["guest-list"]
    door, other = opened(world.host, width=390), opened(world.host)
    for page in (door, other):
        page.goto(site.url + address(world))
        expect(page.locator("#door[data-ready=yes]")).to_be_attached()
    expect(door.locator("#door[data-kept=yes]")).to_be_attached()
    site.go()
    find = door.locator("#q")
    find.fill("김표")
    door.locator("[data-rows] [data-mark=in]").click()
    expect(door.locator("[data-said]")).to_have_text("Sample Kim: Checked in.")
    expect(door.locator("[data-state]")).to_have_text("No network. 1 kept here and sent later.")
    door.reload()  # the page and the list are on the device
    expect(door.locator("#door[data-ready=yes]")).to_be_attached()
    expect(door.locator("[data-arrived]")).to_have_text("1")
    find.fill(code_of(people[1], world.mission.slug, shared.engagement_id))
    find.press("Enter")
    expect(door.locator("[data-said]")).to_have_text("Sample Lee: Checked in.")
    find.fill(code_of(people[1], world.mission.slug, shared.engagement_id))
    find.press("Enter")
    expect(door.locator("[data-said]")).to_contain_text("Already in, at the door")
    find.fill(text_of(Code("elsewhere", 1, Holder.GUEST, 1)))
    find.press("Enter")
    expect(door.locator("[data-said]")).to_have_text("This code belongs to another mission (elsewhere).")
    find.fill("sample park")
    door.locator("[data-rows] [data-mark=in]").click()
    door.locator("[data-rows] [data-mark=out]").click()
    expect(door.locator("[data-said]")).to_have_text("Sample Park: Taken back.")
    other.locator("#q").fill("lee")
    other.locator("[data-rows] [data-mark=in]").click()
    expect(other.locator("[data-state]")).to_have_text("No network. 1 kept here and sent later.")
    assert Scan.objects.count() == 0
    site.come()
    expect(door.locator("[data-state]")).to_have_text("Everything is sent.", timeout=15000)
    expect(other.locator("[data-arrived]")).to_have_text("2", timeout=15000)
    assert Scan.objects.count() == 6  # Kim in, Lee in twice here and once there, Park in and out
    arrived = Guest.objects.filter(guest_list=shared, arrived_at__isnull=False)
    assert set(arrived.values_list("name", flat=True)) == {"Sample Kim", "Sample Lee"}
    assert door.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_a_list_can_be_forgotten_on_a_device(world: "World", opened: Any, people: list[Guest]) -> None:
    door = opened(world.host)
    door.goto(address(world))
    expect(door.locator("#door[data-ready=yes]")).to_be_attached()
    door.locator("[data-forget]").click()
    expect(door.locator("[data-state]")).to_have_text("The list is no longer on this device.")
    held = """(name) => new Promise((done) => { const open = indexedDB.open(name, 1); open.onsuccess = () => {
        const asked = open.result.transaction('guests').objectStore('guests').count();
        asked.onsuccess = () => done(asked.result); }; })"""
    assert door.evaluate(held, f"legation-door-{world.things['guest-list'].pk}") == 0


def test_who_leaves_the_list_leaves_the_device(world: "World", opened: Any, people: list[Guest]) -> None:
    door = opened(world.host)
    door.goto(address(world))
    expect(door.locator("#door[data-ready=yes]")).to_be_attached()
    total = int(door.locator("[data-total]").inner_text())
    acts.remove_guest(people[0], by=world.host)
    expect(door.locator("[data-total]")).to_have_text(str(total - 1), timeout=15_000)
    door.locator("[data-find] input").fill("Sample Kim")
    expect(door.locator("[data-rows] b")).to_have_count(0)
