"""My day in a browser: without a network from the last visit, and forgotten when the link is."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import expect

from legation.missions.actions import add_attendance, add_engagement
from legation.missions.actions.days import make_day_link, revoke_day_link
from legation.missions.queries.days import day_path
from tests.journeys.network import Network
from tests.world import engagement_values, make_world

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.world import World

BEFORE_THE_CALL = datetime(2024, 4, 17, 7, 42, tzinfo=UTC)  # 16:42 in Busan; the call is from 17:00 to 18:00
KEPT = """async () => (await (await caches.open("legation-day-1")).keys()).map((one) => one.url)
    .filter((address) => address.includes("my-day"))"""
BOTH = ["Courtesy call", "QUINCEGUEST briefing"]  # at the same hour: both are shown
FOR_EVER = datetime(2124, 1, 1, tzinfo=UTC)


@pytest.fixture
def world(transactional_db: None) -> "Iterator[World]":
    """The world at a quarter to five, with a dinner for the guests' mayor after the call."""
    with time_machine.travel(BEFORE_THE_CALL, tick=True):
        made = make_world()
        start = datetime(2024, 4, 17, 19)
        values = engagement_values(made, "Dinner", starts=start, ends=start + timedelta(hours=2))
        dinner = add_engagement(made.mission, values, by=made.host)
        add_attendance(dinner, {"delegate": made.things["guest-delegate"]}, by=made.guest)
        yield made


@pytest.fixture
def network(live_server: Any) -> Iterator[Network]:
    made = Network(live_server.thread.host, live_server.thread.port)
    yield made
    made.close()


@pytest.fixture
def phone(browser: Any, network: Network) -> "Iterator[BrowserContext]":
    context = browser.new_context(base_url=network.url, viewport={"width": 390, "height": 844})
    yield context
    context.close()


def offline(page: "Page", network: Network, *, off: bool) -> None:
    """No line for the page and its service worker, and the browser knows."""
    network.switch(on=not off)
    page.context.set_offline(off)


def visited(phone: "BrowserContext", address: str) -> "Page":
    """The page, once the phone keeps it."""
    page = phone.new_page()
    page.clock.install(time=BEFORE_THE_CALL)
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    expect(page.locator("html[data-ready]")).to_have_count(1, timeout=20_000)
    assert complaints == []
    return page


def linked(world: "World", *keys: str, expires_at: datetime = FOR_EVER) -> Any:
    chosen = [world.things[key] for key in keys]
    return make_day_link(world.mission, chosen, by=world.guest, language="en", expires_at=expires_at)


def test_the_day_is_read_without_a_network_and_says_how_old_it_is(
    world: "World", phone: Any, network: Network
) -> None:
    link = linked(world, "guest-delegate", "guest-hidden-delegate")
    page = visited(phone, reverse("my-day", args=[day_path(link)]))
    hero, age = page.locator("#now"), page.locator("#age")
    expect(hero.locator(".label")).to_have_text(["Next, in 18 minutes · 17:00–18:00"] * 2)
    expect(age).to_have_text("As of 16:42.")
    offline(page, network, off=True)
    page.reload()
    expect(age).to_have_text("No network. As of 16:42.")
    expect(hero.locator("h2")).to_have_text(BOTH)
    assert page.evaluate("getComputedStyle(document.querySelector('.hero')).borderBottomWidth") == "2px"
    page.clock.fast_forward(33 * 60 * 1000 + 40_000)
    expect(age).to_have_text("No network. As of 16:42, 33 min ago.")
    expect(hero.locator(".label")).to_have_text(
        ["Now · 17:00–18:00"] * 2 + ["Next, in 105 minutes · 19:00–21:00"]
    )
    expect(hero.locator("h2")).to_have_text([*BOTH, "Dinner"])
    page.locator("[data-turn]").nth(1).click()
    expect(page.locator(".whose b")).to_have_text("Hidden QUINCEGUESTname")
    expect(age).to_contain_text("No network.")
    offline(page, network, off=False)
    page.reload()
    expect(age).to_have_text("As of 16:42.")


def test_a_change_reaches_a_page_that_is_open(world: "World", phone: Any, network: Network) -> None:
    page = visited(phone, reverse("my-day", args=[day_path(linked(world, "guest-delegate"))]))
    values = engagement_values(
        world, "Farewell", starts=datetime(2024, 4, 17, 22), ends=datetime(2024, 4, 17, 23)
    )
    late = add_engagement(world.mission, values, by=world.host)
    add_attendance(late, {"delegate": world.things["guest-delegate"]}, by=world.guest)
    page.clock.fast_forward(61_000)
    expect(page.locator(f"#item-{late.pk} .title")).to_have_text("Farewell")


def test_what_was_kept_is_forgotten_when_the_link_is_revoked(
    world: "World", phone: Any, network: Network
) -> None:
    link = linked(world, "guest-delegate")
    address = reverse("my-day", args=[day_path(link)])
    page = visited(phone, address)
    revoke_day_link(link, by=world.guest)
    offline(page, network, off=True)
    page.reload()
    expect(page.locator("#now h2")).to_have_text(BOTH)  # it cannot know yet
    offline(page, network, off=False)
    # The page may hear of the network by itself and ask before we do: either is told the same.
    with page.expect_response(lambda answer: answer.url.endswith(address) and answer.status == 404):
        page.reload()
    page.wait_for_load_state()
    assert page.evaluate(KEPT) == []
    offline(page, network, off=True)
    page.goto(address)
    expect(page.locator("body")).to_contain_text("nothing is kept of this page")


def test_an_open_page_closes_when_its_link_is_revoked(world: "World", phone: Any, network: Network) -> None:
    link = linked(world, "guest-delegate")
    page = visited(phone, reverse("my-day", args=[day_path(link)]))
    revoke_day_link(link, by=world.guest)
    page.clock.fast_forward(61_000)
    expect(page.locator("#now")).to_have_count(0)


def test_what_was_kept_ends_with_the_link_even_without_a_network(
    world: "World", phone: Any, network: Network
) -> None:
    # The site lives in 2024 and the phone's worker by its own clock: the link has ended there.
    link = linked(world, "guest-delegate", expires_at=BEFORE_THE_CALL + timedelta(days=1))
    page = visited(phone, reverse("my-day", args=[day_path(link)]))
    offline(page, network, off=True)
    page.reload()
    expect(page.locator("body")).to_contain_text("nothing is kept of this page")


def test_logging_out_forgets_the_day_that_was_kept(
    world: "World", opened: Any, live_server: Any, network: Network
) -> None:
    membership = world.mission.memberships.get(user=world.users["guest-delegate"])
    membership.stands_for.set([world.things["guest-delegate"]])
    page = opened(world.users["guest-delegate"], width=390, through=network.url)
    page.clock.install(time=BEFORE_THE_CALL)
    address = reverse("day", args=[world.mission.slug])
    page.goto(address)
    expect(page.locator("html[data-ready]")).to_have_count(1, timeout=20_000)
    offline(page, network, off=True)
    page.reload()
    expect(page.locator("#age")).to_have_text("No network. As of 16:42.")
    offline(page, network, off=False)
    page.goto(reverse("account_logout"))
    page.locator("main button").click()
    offline(page, network, off=True)
    page.goto(address)
    expect(page.locator("body")).to_contain_text("nothing is kept of this page")
