"""The day of a text: said when it is missing or cannot be right, and the text read anew from it."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from legation.sources.actions import AlreadyDecided, accept_finding, date_source, pull
from legation.sources.models import Finding, Source
from tests.sources.reading import Desk, one

pytestmark = pytest.mark.django_db
UNDATED = (
    "Mayor Anna Probe of Gdynia met Mayor Ben Example of Leeds in Leeds yesterday. Aide Bea Moss looked on."
)
OLD = "LEEDS, 12 May 2019 – Mayor Ben Example of Leeds will meet Mayor Anna Probe of Gdynia tomorrow."


def at(name: str, *parts: object) -> str:
    return reverse(name, args=["korea", *parts])


def said(page: str) -> list[str]:
    return [
        " ".join(found.split())
        for found in re.findall(r'<div class="notice warn">\s*<p>(.*?)</p>', page, re.DOTALL)
    ]


def days(source: Source) -> list[str]:
    rows = Finding.objects.present().filter(source=source, kind="event").order_by("position", "pk")
    return [row.values.get("iso", "") for row in rows]


def test_a_text_without_a_day_says_so_and_is_read_anew_from_the_day_that_is_given(desk: Desk, as_):
    source = desk.read(UNDATED, published_on=None)
    browser = as_(desk.guest)
    page = browser.get(at("source", source.pk)).content.decode()
    assert said(page) == [
        "No day of publication is known, so “yesterday”, “on Friday” and the like were left open."
    ]
    assert days(source) == [""]
    answer = browser.post(at("source-date", source.pk), {"published_on": "2024-04-18"})
    assert (answer.status_code, answer.url) == (302, at("source", source.pk))
    source.refresh_from_db()
    assert (source.published_on, days(source)) == (date(2024, 4, 18), ["2024-04-17"])
    assert said(browser.get(at("source", source.pk)).content.decode()) == []


@time_machine.travel("2026-11-28 10:00", tick=False)
def test_a_day_of_years_ago_beside_what_is_to_come_is_told(desk: Desk, as_):
    source = desk.read(OLD, published_on=None)
    page = as_(desk.guest).get(at("source", source.pk)).content.decode()
    assert " ".join(said(page)) == (
        "This text is of 12 May 2019, more than a year ago. “Tomorrow”, “on Friday” and the like are "
        "counted from that day. If it was published on another one, say so."
    )


@time_machine.travel("2026-11-28 10:00", tick=False)
def test_a_text_of_the_days_of_the_mission_is_never_old(desk: Desk, as_):
    source = desk.read(OLD.replace("12 May 2019", "12 April 2024"), published_on=None)
    assert said(as_(desk.guest).get(at("source", source.pk)).content.decode()) == []


def test_what_was_taken_by_hand_stays_and_nothing_stands_twice(desk: Desk):
    source = desk.read(UNDATED, published_on=None)
    person = one(source, "person", name="Anna Probe")
    pull(source, "Mayor", f"{person.pk}:title", by=desk.guest)
    pull(source, "Bea Moss", "new:person", by=desk.guest)
    date_source(source, date(2024, 4, 18), by=desk.guest)
    rows = Finding.objects.present().filter(source=source, kind="person")
    assert sorted((row.values["name"], row.corrections) for row in rows) == [
        ("Anna Probe", {"title": "Mayor"}), ("Bea Moss", {}), ("Ben Example", {}),
    ]  # fmt: skip


def test_a_text_of_which_something_was_decided_keeps_its_day(desk: Desk, as_):
    source = desk.read(UNDATED, published_on=None)
    accept_finding(one(source, "person", name="Anna Probe"), by=desk.guest)
    with pytest.raises(AlreadyDecided):
        date_source(source, date(2024, 4, 18), by=desk.guest)
    page = as_(desk.guest).get(at("source", source.pk)).content.decode()
    source.refresh_from_db()
    assert (source.published_on, said(page)) == (None, [])


def test_a_day_that_is_none_is_refused_in_words(desk: Desk, as_):
    source = desk.read(UNDATED, published_on=None)
    browser = as_(desk.guest)
    answer = browser.post(at("source-date", source.pk), {"published_on": "31 June"}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["Enter a valid date."]
    source.refresh_from_db()
    assert source.published_on is None


def test_the_same_day_again_changes_nothing(desk: Desk):
    source = desk.read(UNDATED)
    before = list(Finding.objects.present().filter(source=source).values_list("pk", flat=True))
    date_source(source, date(2024, 4, 18), by=desk.guest)
    assert list(Finding.objects.present().filter(source=source).values_list("pk", flat=True)) == before
