"""The review page in a browser: the mouse is never needed, and nothing is lost without JavaScript."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from legation.directory.models import Person
from legation.sources.actions import accept_finding, add_archive, packed
from legation.sources.models import Finding, Source
from tests.sources.reading import PASSWORD, SHORT, Desk, one

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = SHORT + " Aide Bea Moss of Quince looked on."


def enter(page: Page, live_server: Any, desk: Desk, name: str, *parts: object) -> str:
    page.goto(f"{live_server.url}{reverse('account_login')}")
    page.fill('[name="login"]', desk.guest.email)
    page.fill('[name="password"]', PASSWORD)
    page.press('[name="password"]', "Enter")
    page.wait_for_load_state()
    where = f"{live_server.url}{reverse(name, args=['korea', *parts])}"
    page.goto(where)
    return where


def waits(source: Source) -> int:
    return source.findings.filter(status="proposed", removed_at=None).count()


def test_a_text_is_worked_through_with_keys_alone(page: Page, live_server: Any, desk: Desk):
    source = desk.read(TEXT)
    enter(page, live_server, desk, "source", source.pk)
    before = waits(source)
    page.keyboard.press("?")
    expect(page.locator("#review-keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#review-keys")).to_be_hidden()
    first = page.locator(".finding.proposed").first.get_attribute("data-finding")
    page.keyboard.press("Enter")
    page.wait_for_url("**#finding-*")
    assert (waits(source), Finding.objects.get(pk=first).status) == (before - 1, "accepted")
    assert Person.objects.count() == 1
    page.keyboard.press("u")
    expect(page.locator(f"#finding-{first}.proposed")).to_be_visible()
    assert waits(source) == before
    page.keyboard.press("j")
    second = page.locator(".finding.current").get_attribute("data-finding")
    page.keyboard.press("r")
    expect(page.locator(f"#finding-{second}.rejected")).to_be_visible()
    assert Finding.objects.get(pk=second).status == "rejected"


def test_another_reading_is_one_key(page: Page, live_server: Any, desk: Desk):
    source = desk.read(TEXT)
    finding = one(source, "person", name="Bruce Harrell")
    Finding.objects.filter(pk=finding.pk).update(
        alternatives={"title": [{"value": "Lord Mayor", "rule": "people.other"}]}, position=0
    )
    enter(page, live_server, desk, "source", source.pk)
    page.locator(f"#finding-{finding.pk}").focus()
    page.keyboard.press("1")
    expect(page.locator(f"#finding-{finding.pk}.corrected")).to_be_visible()
    finding.refresh_from_db()
    assert finding.corrections == {"title": "Lord Mayor"}


def test_words_are_selected_and_pulled_in(page: Page, live_server: Any, desk: Desk):
    source = desk.read(TEXT)
    finding = one(source, "person", name="Bruce Harrell")
    enter(page, live_server, desk, "source", source.pk)
    page.evaluate(
        """() => {
          const walk = document.createTreeWalker(document.querySelector(".words"), NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const at = walk.currentNode.data.indexOf("Quince");
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walk.currentNode, at);
            range.setEnd(walk.currentNode, at + 6);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
          }
        }"""
    )
    page.keyboard.press("p")
    expect(page.locator("#pull_into")).to_be_focused()
    assert page.input_value('[name="at"]') == str(TEXT.index("Quince"))
    page.select_option("#pull_into", f"{finding.pk}:org")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#finding-*")
    finding.refresh_from_db()
    start = TEXT.index("Quince")
    assert (finding.corrections, finding.pulled) == ({"org": "Quince"}, {"org": [[start, start + 6]]})


def test_without_javascript_the_forms_do_it(browser: Any, live_server: Any, desk: Desk):
    source = desk.read(TEXT)
    context: BrowserContext = browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    enter(page, live_server, desk, "source", source.pk)
    page.fill('[name="words"]', "Bea Moss")
    page.select_option("#pull_into", "new:person")
    page.get_by_role("button", name="Put it into the draft").click()
    assert one(source, "person", name="Bea Moss").rule == "by-hand"
    page.get_by_role("button", name="Accept Bea Moss").click()
    assert [str(person) for person in Person.objects.all()] == ["Bea Moss"]
    context.close()


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_scrolls_sideways_and_axe_finds_nothing(
    page: Page, live_server: Any, desk: Desk, width: int, language: str
):
    desk.guest.language = language
    desk.guest.save()
    source = desk.read(TEXT)
    size = "Bruce Harrell, the Mayor of Seattle, led a 67-member delegation to Busan on April 17, 2024."
    for number in (67, 68):
        accept_finding(one(desk.read(size.replace("67", str(number))), "size"), by=desk.guest)
    archive = add_archive(
        desk.mission, packed([("a-long-name-of-a-file" * 9, b"x")]), {"name": "a.zip"}, by=desk.guest
    )
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, live_server, desk, "sources")
    pages = {
        "sources": (), "source-new": (), "differences": (), "source": (source.pk,),
        "source-ask": (source.pk,), "archive": (archive.pk,),
    }  # fmt: skip
    from axe_playwright_python.sync_playwright import Axe

    wide, wrong = {}, []
    for name, parts in pages.items():
        page.goto(f"{live_server.url}{reverse(name, args=['korea', *parts])}")
        wide[name] = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        wrong += [(name, one["id"]) for one in Axe().run(page).response["violations"]]
    assert {name: extra for name, extra in wide.items() if extra > 0} == {}
    assert wrong == []


def test_a_whole_article_is_worked_through_in_a_dozen_keys(page: Page, live_server: Any, desk: Desk):
    """All that is certain, then kind by kind; a key pressed twice decides nothing twice."""
    names = ("Amazon", "Boeing", "Kestrel Air")
    source = desk.read(
        f"{SHORT} The delegation included executives from {', '.join(names[:2])} and {names[2]}."
    )
    for name in names:
        Finding.objects.filter(pk=one(source, "organisation", name=name).pk).update(confidence=0.6)
    enter(page, live_server, desk, "source", source.pk)
    keys = 0
    while (before := waits(source)) and keys < 12:
        keys += 1
        group = page.locator('.group:has(.finding.current) [data-do="group"]').count()
        key = "Shift+A" if page.locator('[data-do="all"]').count() else "g" if group else "Enter"
        with page.expect_navigation(wait_until="load"):
            page.keyboard.press(key)
            page.keyboard.press(key)
        expect(page.locator(".finding.current")).to_have_count(1)
        assert waits(source) < before
    statuses = set(source.findings.filter(removed_at=None).values_list("status", flat=True))
    assert (statuses, keys < 9) == ({"accepted"}, True)
