"""Every page, in both languages, light and dark, wide and narrow: nothing stands in anybody's way."""

from typing import Any

import pytest

from tests.journeys.pages import pages
from tests.world import World

LEAST = 40
# Without "preload", which reads every style sheet again for a rule that is not asked. How words stand out
# from what is behind them takes four times as long as all else: the bar, everywhere the same, is asked once.
AXE = """async whole => {
  const options = {resultTypes: ['violations'], preload: false}
  const contrast = {...options, runOnly: {type: 'rule', values: ['color-contrast']}}
  const rest = {...options, rules: {'color-contrast': {enabled: false}}}
  const part = (!whole && document.querySelector('main')) || document
  const found = [await axe.run(rest), await axe.run(part, contrast)]
  return found.flatMap(each => each.violations)
}"""


PHONE = 390


# Words differ between the languages, colours between the schemes and what stands where between the widths:
# two of the eight see it all. What is too wide for a phone depends on the words: both are held to it.
@pytest.mark.parametrize(("language", "scheme", "width"), [("en", "light", 1280), ("ko", "dark", PHONE)])
@pytest.mark.parametrize("part", [0, 1])
def test_every_page_is_accessible_fits_a_phone_and_keeps_its_own_policy(
    world: World, opened: Any, language: str, scheme: str, width: int, part: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(world.guest, language=language, scheme=scheme, width=width)
    page.add_init_script(Axe().axe_script)
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    found, wide, missing, seen = [], [], [], 0
    for where in pages(world, world.guest)[part::2]:
        if width != PHONE:
            page.set_viewport_size({"width": width, "height": 900})
        answer = page.goto(where)
        assert answer is not None
        if answer.status != 200:
            missing.append((where, answer.status))
            continue
        seen += 1
        for violation in page.evaluate(AXE, seen <= 3):
            nodes = [node["html"][:160] for node in violation["nodes"][:2]]
            found.append((where, violation["id"], nodes))
        if width != PHONE:
            page.set_viewport_size({"width": PHONE, "height": 900})
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > PHONE:
            wide.append((where, needed))
    assert missing == []
    assert found == []
    assert wide == []
    assert complaints == []
    assert seen >= LEAST


def test_axe_finds_nothing_before_login(live_server: Any, opened: Any, world: World) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(world.users["stranger"])
    page.context.clear_cookies()
    found = []
    for where in ("/account/login/", "/account/password/reset/", "/account/signup/", "/nowhere/"):
        page.goto(where)
        found += [(where, violation["id"]) for violation in Axe().run(page).response["violations"]]
    assert found == []
