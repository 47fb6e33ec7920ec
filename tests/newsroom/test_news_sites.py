"""The public site: what is not public is not reached by guess, list, feed, map, picture, search or memory."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from i18nfield.strings import LazyI18nString

from legation.kernel import publishing as public_pages
from legation.kernel.models import Activity
from legation.missions.forms.engagement import Wall
from legation.newsroom.actions.releases import call_off_release, remove_release, withdraw_release
from legation.newsroom.jobs import send_out
from legation.newsroom.models import NewsSite, Photograph, PressRelease, Publication
from tests.missions.stage import PACIFIC, SEOUL, Stage, build, two
from tests.newsroom.releases import approved, photographed, published, quoted, write, written, yes

pytestmark = pytest.mark.django_db
SITE = "seattle-chamber"
SECRET = ("QUINCE", "모과")
NOTE = two("Released too early.", "너무 일찍 배포되었습니다.")
COLD = {
    "news-release": 2,
    "news-ninjs": 2,
    "news-front": 6,
    "news-atom": 4,
    "news-json": 4,
    "news-sitemap": 4,
}


@pytest.fixture
def stage() -> Stage:
    return build()


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel("2024-04-16 00:00Z", tick=False) as found:
        yield found


def secret(stage: Stage, *, hour: int | None = None, zone: str = SEOUL) -> PressRelease:
    """A release with a picture and a quotation, all of which hold a word that could leak."""
    release = written(stage, f"{SECRET[0]} was served.", f"{SECRET[1]}를 대접하였습니다.")
    values: dict[str, Any] = {"title": two(f"{SECRET[0]} news", f"{SECRET[1]} 소식")}
    if hour is not None:
        wall = Wall(date(2024, 4, 16), datetime(2024, 4, 16, hour, 0).time())
        values |= {"embargo": wall, "embargo_zone": zone}
    write(release, by=stage.guest, **values)
    approved(quoted(stage, release, f"We love {SECRET[0]}."), by=stage.guest)
    photographed(stage, release)
    return release


def everywhere(release: PressRelease) -> dict[str, str]:
    """Every address at which something of a release could be read."""
    key = Photograph.objects.filter(release=release).values_list("key", flat=True).get()
    found = {}
    for site in (SITE, "busan-protocol"):
        for language in ("en", "ko"):
            for name in ("news-front", "news-atom", "news-json"):
                found[f"{name} {site} {language}"] = reverse(name, args=[site, language])
            for name in ("news-release", "news-ninjs"):
                found[f"{name} {site} {language}"] = reverse(name, args=[site, language, release.slug])
            word = SECRET[language == "ko"]
            found[f"search {site} {language}"] = f"{reverse('news-search', args=[site, language])}?q={word}"
        for width in (1600, 800):
            found[f"picture {site} {width}"] = reverse("news-photograph", args=[site, key, width])
        found[f"map {site}"] = reverse("news-sitemap", args=[site])
    found["maps"] = reverse("sitemap")
    found["news-paper"] = reverse("news-paper", args=[SITE, "en", release.slug])
    return found


def read(answer: Any) -> str:
    """The text of an answer without what the asker typed into the search."""
    text: str = answer.content.decode("utf-8", "replace")
    for word in SECRET:
        text = text.replace(f'value="{word}"', "").replace(f"“{word}”", "")
    return text


def told(release: PressRelease) -> set[str]:
    """Where something of the release is told now: its words, its address or its picture."""
    told_at = set()
    for name, where in everywhere(release).items():
        answer = Client().get(where)
        if answer.status_code != 200:
            continue
        text = read(answer)
        named = any(word in text for word in (*SECRET, f"/{release.slug}/"))
        alone = name.startswith(("picture", "news-paper", "news-release"))
        if named or alone or (name == "maps" and SITE in text):
            told_at.add(name)
    return told_at


def test_a_draft_and_one_sides_yes_are_nowhere(stage: Stage) -> None:
    release = secret(stage)
    published(stage)  # the sites stand, and other news
    assert told(release) == {"maps"}
    yes(release, stage.guest)
    assert told(release) == {"maps"}


def test_once_both_said_yes_it_is_everywhere(stage: Stage) -> None:
    release = yes(secret(stage), stage.guest, stage.host)
    assert told(release) == set(everywhere(release))


def test_under_embargo_it_is_nowhere_and_from_its_minute_on_everywhere(stage: Stage, clock: Any) -> None:
    """No worker runs, and every page was asked for before, so that a warm memory could betray it."""
    release = yes(secret(stage, hour=10), stage.guest, stage.host)
    assert told(release) == set()
    clock.shift(timedelta(minutes=59, seconds=59))
    assert told(release) == set()
    clock.shift(timedelta(seconds=1))
    assert told(release) == set(everywhere(release))


def test_the_minute_is_that_of_the_chosen_city(stage: Stage, clock: Any) -> None:
    release = yes(secret(stage, hour=10, zone=PACIFIC), stage.guest, stage.host)
    assert Publication.objects.get().goes_out_at.isoformat() == "2024-04-16T17:00:00+00:00"
    clock.move_to("2024-04-16 16:59:59Z")
    assert told(release) == set()


def test_called_off_it_never_goes_out(stage: Stage, clock: Any) -> None:
    release = yes(secret(stage, hour=10), stage.guest, stage.host)
    call_off_release(release, by=stage.host)
    clock.shift(timedelta(hours=3))
    assert told(release) == set()


def test_withdrawn_it_is_gone_from_a_warm_memory_and_answers_410(stage: Stage) -> None:
    release = yes(secret(stage), stage.guest, stage.host)
    warm = {name: Client().get(where) for name, where in everywhere(release).items()}
    withdraw_release(release, {"note": NOTE}, by=stage.host)
    assert told(release) == set()
    answers = {name: Client().get(where) for name, where in everywhere(release).items()}
    gone = {name for name, answer in answers.items() if answer.status_code == 410}
    assert gone == {
        name for name in answers if name.startswith(("news-release", "news-ninjs", "news-paper", "pic"))
    }
    assert "Released too early." in answers[f"news-release {SITE} en"].content.decode()
    assert "너무 일찍 배포되었습니다." in answers[f"news-release {SITE} ko"].content.decode()
    for name, where in everywhere(release).items():
        if "ETag" in warm[name]:
            again = Client().get(where, headers={"if-none-match": warm[name]["ETag"]})
            assert (name, again.status_code != 304) == (name, True)


def test_a_mission_that_is_removed_takes_its_news_along(stage: Stage) -> None:
    release = yes(secret(stage), stage.guest, stage.host)
    assert told(release) != set()
    from legation.kernel.editing import remove

    remove(stage.mission, by=stage.guest)
    assert told(release) == set()


def test_a_draft_under_embargo_that_is_removed_never_goes_out(stage: Stage, clock: Any) -> None:
    release = yes(secret(stage, hour=10), stage.guest, stage.host)
    remove_release(release, by=stage.guest)
    clock.shift(timedelta(hours=3))
    assert told(release) == set()


def test_an_edit_of_what_is_public_is_nowhere_until_both_say_yes(stage: Stage) -> None:
    release = published(stage)
    write(release, by=stage.guest, body=two(f"{SECRET[0]}.", f"{SECRET[1]}."))
    photographed(stage, release)
    where = [name for name in told(release) if name.startswith("picture")]
    answers = [Client().get(address) for address in everywhere(release).values()]
    shown = [any(word in read(answer) for word in SECRET) for answer in answers]
    assert (where, any(shown)) == ([], False)


def test_a_picture_is_found_by_its_own_sites_and_sizes_only(stage: Stage) -> None:
    release = yes(secret(stage), stage.guest, stage.host)
    key = release.photographs.get().key
    other = NewsSite.objects.get(slug=SITE)
    assert [
        Client().get(reverse("news-photograph", args=[site, key, width])).status_code
        for site, width in ((other.slug, 800), (other.slug, 801), ("elsewhere", 800))
    ] == [200, 404, 404]
    assert Client().get(reverse("news-photograph", args=[SITE, "0" * 16, 800])).status_code == 404


def test_a_text_that_came_in_another_way_is_cleaned_all_the_same(stage: Stage) -> None:
    release = published(stage)
    evil = "<script>alert(1)</script> <img src=x onerror=alert(1)> [click](javascript:alert(1)) **bold**"
    found = Publication.objects.get()
    found.words["body"] = {"en": evil, "ko": evil}
    found.words["title"] = {"en": "</script><script>alert(2)</script>", "ko": "x"}
    found.save()
    public_pages.touch()
    page = Client().get(reverse("news-release", args=[SITE, "en", release.slug])).content.decode()
    tags = [part for part in ("<script>alert", "<img src=x", 'href="javascript') if part in page]
    assert (tags, "<strong>bold</strong>" in page, page.count("<script")) == ([], True, 1)


def test_the_schedule_notes_what_went_out_once(stage: Stage, clock: Any) -> None:
    yes(secret(stage, hour=10), stage.guest, stage.host)
    assert send_out() == 0
    clock.shift(timedelta(hours=1))
    assert [send_out(), send_out()] == [1, 0]
    assert Activity.objects.filter(verb="published").count() == 1


def copies(release: PressRelease, rows: int) -> None:
    """More releases that are out, beside this one."""
    for row in range(rows):
        more = PressRelease.objects.create(mission=release.mission, slug=f"copy-{row}", title=release.title)
        found = Publication.objects.get(release=release)
        sites = list(found.sites.all())
        found.pk, found.release = None, more
        found.save()
        found.sites.set(sites)


@pytest.mark.parametrize("name", COLD)
@pytest.mark.parametrize("rows", [1, 3, 12])
def test_what_is_public_costs_few_queries_and_then_none(
    stage: Stage, rows: int, name: str, django_assert_num_queries: Any
) -> None:
    release = published(stage)
    copies(release, rows - 1)
    arguments = {
        "news-release": [SITE, "en", release.slug],
        "news-ninjs": [SITE, "en", release.slug],
        "news-sitemap": [SITE],
    }
    where = reverse(name, args=arguments.get(name, [SITE, "en"]))
    public_pages.forget()
    with django_assert_num_queries(COLD[name]):
        first = Client().get(where)
    with django_assert_num_queries(0):
        again = Client().get(where)
        held = Client().get(where, headers={"if-none-match": first["ETag"]})
    assert (first.status_code, first.content == again.content, held.status_code) == (200, True, 304)
    assert (first["Cache-Control"], first.get("Vary", "")) == ("public, no-cache", "")


def test_each_language_has_its_own_page_and_names_the_other(stage: Stage) -> None:
    release = published(stage)
    for language, other, word in (("en", "ko", "Plums"), ("ko", "en", "자두")):
        page = Client(headers={"accept-language": other}).get(
            reverse("news-release", args=[SITE, language, release.slug])
        )
        text = page.content.decode()
        where = reverse("news-release", args=[SITE, other, release.slug])
        assert (
            f'<html lang="{language}">' in text,
            word in text,
            f'hreflang="{other}" href="{where}"' in text,
        ) == (
            True,
            True,
            True,
        )


def test_the_page_tells_search_engines_and_networks_what_it_is(stage: Stage, settings: Any) -> None:
    release = yes(secret(stage), stage.guest, stage.host)
    where = reverse("news-release", args=[SITE, "en", release.slug])
    page = Client().get(where).content.decode()
    graph = json.loads(page.split('application/ld+json">')[1].split("</script>")[0])
    assert (graph["@type"], graph["headline"], graph["inLanguage"], graph["image"][0]["creditText"]) == (
        "NewsArticle",
        "QUINCE news",
        "en",
        "Sample Photographer",
    )
    home = release.publication.facts["home"]
    assert f'<link rel="canonical" href="{settings.ORIGIN}/news/{home}/en/releases/{release.slug}/">' in page
    assert f'<meta property="og:url" content="{settings.ORIGIN}{where}">' in page


def test_the_feeds_and_the_map_say_what_the_pages_say(stage: Stage, settings: Any) -> None:
    release = published(stage)
    where = f"{settings.ORIGIN}{reverse('news-release', args=[SITE, 'en', release.slug])}"
    feed = ET.fromstring(Client().get(reverse("news-atom", args=[SITE, "en"])).content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")] == ["Cities meet"]
    data = json.loads(Client().get(reverse("news-json", args=[SITE, "en"])).content)
    assert [(one["url"], one["content_html"]) for one in data["items"]] == [
        (where, "<p>Plums were served.</p>\n")
    ]
    ninjs = json.loads(Client().get(reverse("news-ninjs", args=[SITE, "en", release.slug])).content)
    assert (ninjs["uri"], ninjs["pubstatus"], ninjs["headlines"]) == (
        where,
        "usable",
        [{"role": "main", "value": "Cities meet"}],
    )
    mapped = ET.fromstring(Client().get(reverse("news-sitemap", args=[SITE])).content)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert where in [one.text for one in mapped.iter(f"{space}loc")]
    robots = Client().get(reverse("robots")).content.decode()
    assert f"Sitemap: {settings.ORIGIN}/sitemap.xml" in robots.splitlines()


def test_corrected_it_says_so_and_says_what(stage: Stage) -> None:
    release = published(stage)
    note = two("It was pears.", "배였습니다.")
    write(release, by=stage.guest, body=two("Pears.", "배."), correction=note)
    yes(release, stage.guest, stage.host)
    page = Client().get(reverse("news-release", args=[SITE, "en", release.slug])).content.decode()
    assert ("Corrected" in page, "It was pears." in page, "Plums" in page) == (True, True, False)


def test_the_list_is_paged_and_what_is_past_its_end_is_not_there(stage: Stage, monkeypatch: Any) -> None:
    monkeypatch.setattr("legation.newsroom.queries.public.PAGE", 2)
    copies(published(stage), 2)
    front = reverse("news-front", args=[SITE, "en"])
    answers = [Client().get(f"{front}{page}") for page in ("", "?page=2", "?page=3", "?page=0", "?page=x")]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 404, 404]
    assert [answer.content.decode().count("<article") for answer in answers[:2]] == [2, 1]


def test_search_finds_by_words_of_either_language(stage: Stage) -> None:
    published(stage)
    search = reverse("news-search", args=[SITE, "en"])
    found = {
        word: Client().get(search, {"q": word}).content.decode().count("<article")
        for word in ("plums", "자두", "pears", "")
    }
    assert found == {"plums": 1, "자두": 1, "pears": 0, "": 0}


def test_an_empty_alt_text_is_refused_and_both_languages_are_asked_for(stage: Stage) -> None:
    from legation.newsroom.actions.parts import AltTextMissing

    release = written(stage)
    with pytest.raises(AltTextMissing):
        photographed(stage, release, alt=LazyI18nString({"en": "Only English"}))
    assert Photograph.objects.count() == 0
