"""The index finds by words in both scripts, best first, and only within what is allowed."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Expression, Q

from legation.accounts.actions import open_office
from legation.kernel import searching
from legation.kernel.models import SearchEntry, SearchTerm
from legation.kernel.searching import Card, matching

pytestmark = pytest.mark.django_db


@pytest.fixture
def things(db: None) -> list[Any]:
    """Anything that has a key can be found."""
    return [open_office(f"Office {number}") for number in range(4)]


def put(thing: Any, en: str, ko: str = "", *, detail: str = "", text: str = "", **more: Any) -> None:
    card = Card(
        "office", f"/{thing.pk}/", {"en": en, "ko": ko}, {"en": detail} if detail else {}, text, **more
    )
    searching.index(thing, card)


def found(query: str, allowed: Q | None = None, **more: Any) -> list[str]:
    return [entry.title["en"] for entry in matching(query, allowed or Q(), **more)]


def test_words_in_both_scripts_find_it(things: list[Any]) -> None:
    put(things[0], "Busan City Hall", "부산시청")
    put(things[1], "Seattle City Hall", "시애틀시청")
    assert found("busan") == found("부산") == found("부산시청") == ["Busan City Hall"]
    assert found("시청") == found("city hall") == ["Busan City Hall", "Seattle City Hall"]
    assert found("대전") == found("부천") == []


def test_the_word_being_typed_is_a_beginning_and_the_others_are_whole(things: list[Any]) -> None:
    put(things[0], "Harbour hotel")
    assert found("harb") == found("harbour ho") == ["Harbour hotel"]
    assert found("harb hotel") == found("arbour") == []


def test_every_word_must_be_there(things: list[Any]) -> None:
    put(things[0], "Courtesy call", detail="Busan")
    put(things[1], "Courtesy call", detail="Seoul")
    assert len(found("courtesy")) == 2
    assert len(found("courtesy seoul")) == 1
    assert found("courtesy daejeon") == []


def test_a_word_in_the_title_goes_before_one_in_the_text(things: list[Any]) -> None:
    put(things[0], "Morning walk", text="harbour")
    put(things[1], "Harbour walk")
    put(things[2], "Evening walk", detail="harbour")
    assert found("harbour") == ["Harbour walk", "Morning walk", "Evening walk"]
    assert found("harbour", limit=1) == ["Harbour walk"]


def test_indexing_again_takes_the_place_of_what_stood_there(things: list[Any]) -> None:
    put(things[0], "Old words", visibility="guest", mission_id=7)
    put(things[0], "New words")
    assert (found("old"), found("new"), SearchEntry.objects.count()) == ([], ["New words"], 1)
    entry = SearchEntry.objects.get()
    assert (entry.visibility, entry.mission_id) == ("shared", None)
    searching.index(things[0], None)
    assert (SearchEntry.objects.count(), SearchTerm.objects.count()) == (0, 0)


def test_dropping_takes_only_this_thing_out(things: list[Any]) -> None:
    from legation.accounts.actions import open_account

    user = open_account("one@test.example", "One", "long-enough-1", office=None)
    type(user).objects.filter(pk=user.pk).update(id=things[0].pk)
    user = type(user).objects.get(pk=things[0].pk)
    put(things[0], "Shared words")
    put(user, "Shared words too")
    searching.drop(user)
    assert found("shared") == ["Shared words"]


@pytest.mark.parametrize(
    "query", ["%", "_", "h%r", "%%%", "\\", "har_our", "'; DROP", "*", "\x00", "🙂", "har%"]
)
def test_what_databases_take_for_a_pattern_finds_nothing_more(things: list[Any], query: str) -> None:
    put(things[0], "Harbour", "항구")
    put(things[1], "Walk", "산책")
    assert "Walk" not in found(query)
    assert found(query) == (["Harbour"] if query == "har%" else [])


def test_capitals_and_accents_do_not_matter(things: list[Any]) -> None:
    put(things[0], "Núñez of Évian")
    assert found("NUNEZ") == found("evian") == found("Núñez") == ["Núñez of Évian"]


def test_only_what_is_allowed_is_looked_through(things: list[Any]) -> None:
    put(things[0], "Harbour plan", visibility="guest", mission_id=1)
    put(things[1], "Harbour talk", visibility="shared", mission_id=1)
    put(things[2], "Harbour map", office_id=9)
    assert found("harbour", Q(visibility="shared", office_id=None)) == ["Harbour talk"]
    assert found("harbour", Q(pk__in=[])) == []


@pytest.mark.parametrize("count", [1, 3, 12])
def test_one_query_however_many_are_found(
    things: list[Any], django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        put(open_office(f"Found {number}"), f"Harbour {number}", detail="Busan Korea")
    with django_assert_num_queries(1):
        assert len(matching("harbour busan kor", Q())) == count
    from legation.missions.models import Mission

    with django_assert_num_queries(2):
        assert len(matching("harbour busan kor", Q(), missions=within(Mission.objects.all()))) == count
    with django_assert_num_queries(1):
        assert len(matching("kor", Q(), missions=within(Mission.objects.all()))) == count
    with django_assert_num_queries(0):
        assert matching("  – ! ", Q()) == []


def test_of_some_missions_what_is_theirs_and_the_directory_are_found(things: list[Any]) -> None:
    from legation.missions.models import Mission

    missions = [
        Mission.objects.create(slug=f"m-{number}", name="M", starts_on="2024-04-15", ends_on="2024-04-16")
        for number in range(2)
    ]
    put(things[0], "Harbour plan", "항구 계획", mission_id=missions[0].pk)
    put(things[1], "Harbour talk", "항구 면담", mission_id=missions[1].pk)
    put(things[2], "Harbour office", "항구 사무소")
    put(things[3], "City hall", "시청")
    first = Mission.objects.filter(pk=missions[0].pk)
    for query in ("harbour", "harb", "항구", "항"):
        assert found(query, missions=within(first)) == ["Harbour plan", "Harbour office"]
    assert found("harbour plan", missions=within(first)) == ["Harbour plan"]
    assert found("office harb", missions=within(first)) == ["Harbour office"]
    assert found("harbour talk", missions=within(first)) == found("%", missions=within(first)) == []
    assert found("harbour", missions=within(Mission.objects.all())) == found("harbour")


def test_of_what_very_many_hold_the_titles_are_looked_at_first(
    things: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from legation.missions.models import Mission

    monkeypatch.setattr(searching, "MOST_OF_ONE", 2)
    monkeypatch.setattr(searching, "MOST_OF_SEVERAL", 2)
    none = within(Mission.objects.all())
    put(things[0], "Morning walk", text="harbour")
    put(things[1], "Evening walk", text="harbour")
    put(things[2], "Harbour walk")
    put(things[3], "Harbours", text="walk")
    assert found("harbour", missions=none) == ["Harbour walk", "Harbours", "Morning walk"]
    assert found("harbour morning", missions=none) == ["Morning walk"]  # the rarer word is looked for
    assert found("harbour evening walk", missions=none) == ["Evening walk"]


def test_what_another_office_keeps_and_what_lacks_a_word_takes_no_place(
    things: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from legation.missions.models import Mission

    monkeypatch.setattr(searching, "MOST_OF_ONE", 2)
    monkeypatch.setattr(searching, "MOST_OF_SEVERAL", 2)
    none, seen = within(Mission.objects.all()), Q(office_id=None) | Q(office_id=8)
    for number in range(3):
        put(open_office(f"Kept {number}"), "Harbour walk", detail="Busan", office_id=9)
        put(open_office(f"Harbour {number}"), "Harbour")
        put(open_office(f"Walk {number}"), "Walks")
    put(things[0], "Lighthouse", detail="Harbour walk Busan")
    put(things[1], "Busan tower", office_id=8)
    put(things[2], "Busan hall")
    for query in ("busan", "busa"):
        assert found(query, seen, missions=none, office=8) == ["Busan tower", "Busan hall"]
        assert found(query, seen, missions=none) == ["Busan hall", "Lighthouse"]
    for query in ("harbour walk", "walk harbour", "harbour wal"):
        assert found(query, seen, missions=none, office=8) == ["Lighthouse"]


def test_terms_of_before_are_told_their_missions_some_entries_at_a_time(
    things: list[Any], monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    filling = import_module("legation.kernel.migrations.0006_terms_of_missions_index")
    monkeypatch.setattr(filling, "AT_ONCE", 2)
    for number, thing in enumerate(things):
        put(thing, "Harbour plan", mission_id=number or None)
    told = sorted(SearchTerm.objects.values_list("entry", "term", "mission_id"), key=str)
    SearchTerm.objects.update(mission_id=None)
    with django_assert_num_queries(5):  # two entries, the last one, none
        filling.tell_missions(apps, None)
    assert sorted(SearchTerm.objects.values_list("entry", "term", "mission_id"), key=str) == told


def within(missions: Any) -> Any:
    """Keys of missions as a subquery, as `searching` is given them."""

    class Keys(Expression):
        def as_sql(self, compiler: Any, connection: Any) -> Any:
            text, params = missions.values("pk").query.get_compiler(connection=connection).as_sql()
            return f"({text})", params

    return Keys()
