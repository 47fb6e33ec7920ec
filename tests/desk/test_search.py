"""The search page: each side finds its own, in both scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from legation.missions import actions as missions
from legation.outcomes import actions as outcomes
from tests.desk.browsing import texts, words
from tests.world import SECRETS, World, two

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def results(client: Client, query: str) -> list[str]:
    return texts(client.get(reverse("search"), {"q": query}), "h2.result a")


def test_both_scripts_find_the_same_person(world: World, as_: As) -> None:
    client = as_(world.host)
    assert "Sample Mayorhost" in results(client, "mayorhost")
    assert "Sample Mayorhost" in results(client, "박표본")
    assert results(client, "박표") != []
    assert "의전실" not in results(client, "대전")
    assert "시청" in results(as_(world.host, "ko"), "city hall")


@pytest.mark.parametrize("side", ["guest", "host"])
def test_each_side_finds_its_own_and_nobody_else_does(world: World, as_: As, side: str) -> None:
    word = SECRETS[side].lower()
    found = {key: len(results(as_(user), word)) for key, user in world.users.items()}
    inside = {key: number for key, number in found.items() if number}
    full, of_the_office = max(found.values()), 3  # two people whom the office keeps, and its agreement
    assert full == 12
    assert inside == {
        key: of_the_office if key.endswith("press") else full for key in found if key.startswith(f"{side}-")
    }


def test_a_name_that_one_office_keeps_is_found_by_that_office(world: World, as_: As) -> None:
    assert results(as_(world.users["guest-press"]), "hidden") == ["Hidden QUINCEGUESTname"]
    assert results(as_(world.users["other-office"]), "hidden") == []
    assert results(as_(world.users["administrator"]), "seattle") == []


def test_what_was_removed_is_not_found(world: World, as_: As) -> None:
    assert results(as_(world.host), "courtesy") == ["Courtesy call", "Minutes: Courtesy call"]
    missions.remove_part(world.mission, by=world.guest)
    assert results(as_(world.host), "courtesy") == []
    assert results(as_(world.host), "promise") == []


def test_statements_and_papers_are_found_where_they_stand(world: World, as_: As) -> None:
    made = outcomes.add_statement(world.mission, {"text": two("Quiet harbour", "조용한 항구")}, by=world.host)
    page = as_(world.guest).get(reverse("search"), {"q": "항구"})
    assert texts(page, "h2.result a") == ["Quiet harbour"]
    assert f'href="/missions/test-mission/outcomes/#statement-{made.pk}"' in page.content.decode()
    outcomes.remove_outcome(made, by=world.host)
    assert results(as_(world.guest), "항구") == []


def test_reindexing_finds_the_same_again(world: World) -> None:
    from legation.config.server import reindex
    from legation.kernel.models import SearchEntry

    def all_of_it() -> set[tuple[Any, ...]]:
        rows = SearchEntry.objects.prefetch_related("terms")
        return {
            (
                *(row.kind, row.url, str(row.title), str(row.detail)),
                *(row.visibility, row.office_id, row.mission_id),
                *sorted((term.term, term.weight) for term in row.terms.all()),
            )
            for row in rows
        }

    before = all_of_it()
    kinds = {"outcome", "engagement", "delegate", "person", "gift", "press", "source"}
    assert kinds <= {row[0] for row in before}
    assert reindex() == len(before)
    assert all_of_it() == before


@pytest.mark.parametrize("query", ["", "   ", "–", "%", "_"])
def test_no_words_show_no_results(world: World, as_: As, query: str) -> None:
    page = as_(world.guest).get(reverse("search"), {"q": query})
    assert (page.status_code, texts(page, "h2.result")) == (200, [])


def test_nothing_found_says_what_to_try(world: World, as_: As) -> None:
    client = as_(world.guest)
    assert "Nothing that you may see holds all these words." in words(
        client.get(reverse("search"), {"q": "zzz"})
    )
    assert "Type a name, a city" in words(client.get(reverse("search")))
    page = client.get(reverse("search"), {"q": "<script>alert(1)</script>"})
    assert "<script>alert" not in page.content.decode()


def test_search_asks_for_two_queries_beside_the_login_and_one_more_for_several_words(
    world: World, as_: As, django_assert_num_queries: Any
) -> None:
    client = as_(world.guest)
    client.get(reverse("search"), {"q": "seattle"})
    for query, number in (("sample", 4), ("sample mayorhost", 5), ("zzz", 3), ("zzz sample", 4), ("", 2)):
        with django_assert_num_queries(number):
            client.get(reverse("search"), {"q": query})


def test_everything_is_found_at_the_new_address_of_a_renamed_mission(world: World) -> None:
    from legation.kernel.models import SearchEntry
    from legation.missions.actions import change_mission

    values = {"slug": "renamed", "starts_on": world.mission.starts_on, "ends_on": world.mission.ends_on}
    before = SearchEntry.objects.filter(mission_id=world.mission.pk).count()
    change_mission(world.mission, values, seen=world.mission.version, by=world.guest)
    entries = SearchEntry.objects.filter(mission_id=world.mission.pk)
    assert entries.count() == before
    assert [entry.url for entry in entries if not entry.url.startswith("/missions/renamed/")] == []
