"""The run of show in Chromium: one marks how it goes, and another who looks on sees it without a new page."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.urls import reverse

from legation.protocol.actions.show import Row, save_show
from legation.protocol.models import ShowItem
from tests.missions.stage import Stage, build, two

if TYPE_CHECKING:
    from playwright.sync_api import Page

LATE = datetime(2024, 4, 17, 8, 7, tzinfo=UTC)  # 17:07 in Busan, seven minutes after the call began


@pytest.fixture
def call(transactional_db: None) -> tuple[Stage, Any]:
    stage = build()
    made = stage.engagement(venue=stage.city_hall, room=stage.protocol_room)
    told = {"minutes": 5, "owner": None, "visibility": "shared", "role": "", "cue": ""}
    rows = [
        Row(None, 0, {**told, "offset": 0 if title == "Handshake" else None, "title": two(title)})
        for title in ("Handshake", "Words")
    ]
    save_show(made, rows, by=stage.host)
    return stage, made


def said(page: "Page", title: str) -> str:
    """What stands of a line's course, without its buttons."""
    shown = page.locator(f'tr:has(td:text-is("{title}")) .how > span')
    return " | ".join(shown.all_inner_texts())


def test_start_done_and_late_are_marked_in_place_and_seen_by_others(
    call: tuple[Stage, Any], opened: Callable[..., "Page"]
) -> None:
    stage, made = call
    address = reverse("show", args=[stage.mission.slug, made.pk])
    first, second = ShowItem.objects.filter(engagement=made).order_by("position")
    with time_machine.travel(LATE, tick=False):
        page, other = opened(stage.host), opened(stage.guest, width=390)
        for each in (page, other):
            each.goto(address)
        page.evaluate("window.same = true")
        page.click(f"#start-{first.pk}")
        page.wait_for_selector(f"#finish-{first.pk}")
        assert said(page, "Handshake") == "Now · since 17:07 | started 7 minutes late"
        page.click(f"#move-{first.pk}")
        page.wait_for_selector(f"#unmove-{first.pk}")
        assert page.inner_text(f"#line-{second.pk} time") == "17:12"
        page.click(f"#finish-{first.pk}")
        page.wait_for_selector(f"#line-{first.pk}.over")
        assert page.evaluate("window.same") is True  # no new page was loaded
        other.wait_for_selector(f"#line-{first.pk}.over")  # by itself, within a turn or two
        assert said(other, "Handshake") == said(page, "Handshake")
        page.click(f"#back-{first.pk}")
        page.wait_for_selector(f"#finish-{first.pk}")
    first.refresh_from_db()
    assert (first.started_at, first.ended_at) == (LATE, None)
