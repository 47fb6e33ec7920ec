"""Who holds which post on a day."""

from datetime import date
from typing import Any

import pytest

from legation.accounts.models import User
from legation.directory.actions import remove_record, restore_record
from legation.directory.queries import posts_on
from legation.directory.queries.holding import link_in, runs_on
from tests.directory.builder import Directory

DAY = date(2024, 4, 17)


def test_posts_on_a_day_take_one_query(directory: Directory, django_assert_num_queries: Any) -> None:
    people = [directory.person(f"Name{number}") for number in range(12)]
    posts = [
        directory.post(organisation=directory.organisation(f"Body {number}", city=directory.city()))
        for number in range(12)
    ]
    for person, post in zip(people, posts, strict=True):
        directory.tenure(person, post)
    with django_assert_num_queries(1):
        held = posts_on(people, DAY)
        told = [(str(post.title), str(post.organisation.city)) for found in held.values() for post in found]
    assert {person: found[0].pk for person, found in held.items()} == {
        person.pk: post.pk for person, post in zip(people, posts, strict=True)
    }
    assert told == [("Mayor", "Busan")] * 12


@pytest.mark.parametrize(
    ("started", "ended", "holds"),
    [
        (None, None, True),
        (DAY, None, True),
        (None, DAY, True),
        (date(2024, 4, 18), None, False),
        (None, date(2024, 4, 16), False),
        (date(2020, 1, 1), date(2030, 1, 1), True),
    ],
)
def test_a_tenure_runs_from_its_first_to_its_last_day(
    started: date | None, ended: date | None, holds: bool, directory: Directory
) -> None:
    person = directory.person()
    tenure = directory.tenure(person, directory.post(), started_on=started, ended_on=ended)
    assert (person.pk in posts_on([person], DAY)) == holds
    assert runs_on(tenure, DAY) == holds


def test_full_holders_come_before_acting_and_the_newer_post_first(directory: Directory) -> None:
    person = directory.person()
    for title, start, acting in [("Old", 2010, False), ("Acting", 2023, True), ("New", 2022, False)]:
        directory.tenure(person, directory.post(title), started_on=date(start, 1, 1), acting=acting)
    assert [str(post.title) for post in posts_on([person.pk], DAY)[person.pk]] == ["New", "Old", "Acting"]


def test_what_was_removed_is_not_held_until_it_comes_back(directory: Directory, staff: User) -> None:
    person, post = directory.person(), directory.post()
    tenure = directory.tenure(person, post)
    for record in (tenure, post, post.organisation):
        gone = remove_record(record, by=staff)
        assert posts_on([person], DAY) == {}
        restore_record(gone, by=staff)
        assert posts_on([person], DAY) == {person.pk: [post]}


@pytest.mark.parametrize(
    ("source", "link"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        (" http://example.org ", "http://example.org"),
        ("javascript:alert(1)", ""),
        ("https:no-host", ""),
        ("data:text/html,x", ""),
        ("//example.org/a", ""),
        ("Haps Korea, 18 April 2024", ""),
        ("https://[broken", ""),
    ],
)
def test_only_web_addresses_are_links(source: str, link: str) -> None:
    assert link_in(source) == link
