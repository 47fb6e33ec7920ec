"""Agreements in public: only once both sides marked them so, and gone at once when one takes it back."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from legation.config.server import reindex
from legation.desk.queries import found
from legation.directory.actions import add_person
from legation.directory.actions.erasing import erase_person
from legation.kernel import publishing
from legation.missions import actions as missions
from legation.missions.models import Mission
from legation.newsroom.actions.agreements import (
    NotForThePublic,
    agree_public_agreement,
    withdraw_public_agreement,
)
from legation.newsroom.actions.consents import DraftChanged
from legation.newsroom.models import NewsSite, PublicAgreement
from legation.newsroom.queries.agreements import drafted
from legation.newsroom.queries.consents import trace_of
from legation.outcomes import actions as outcomes
from legation.outcomes.models import Agreement
from tests.desk.browsing import as_, texts, words, world
from tests.world import World, engagement_values, two

__all__ = ["as_", "world"]
pytestmark = pytest.mark.django_db
As = Callable[..., Client]
LIST = 2


def agreed(world: World, **values: Any) -> Agreement:
    given = {
        "title": two("Sister harbours", "자매 항만"),
        "kind": "mou",
        "status": "signed",
        "signed_on": date(2024, 4, 17),
        "subjects": ["port"],
        "text": two("<b>Ships</b> come and go.", "배가 오갑니다."),
        "parties": [world.things["guest-organisation"], world.things["host-organisation"]],
    }
    return outcomes.add_agreement(world.mission, {**given, **values}, by=world.host)


def yes(agreement: Agreement, *people: Any) -> None:
    for by in people:
        current = Agreement.objects.select_related("mission").get(pk=agreement.pk)
        agree_public_agreement(current, trace=trace_of(drafted(current)), by=by)


def everywhere(slug: str) -> dict[str, bool]:
    """Where a stranger finds it: its page, each site's front, list, search, site map and feeds."""
    client = Client(headers={"accept-language": "en"})
    found = dict(NOWHERE)
    for site in NewsSite.objects.order_by("pk"):
        page = client.get(reverse("news-agreement", args=[site.slug, "en", slug]))
        found["page"] |= page.status_code == 200
        for key, route, args in (
            ("front", "news-front", [site.slug, "en"]),
            ("search", "news-search", [site.slug, "en"]),
            ("map", "news-sitemap", [site.slug]),
            ("feed", "news-json", [site.slug, "en"]),
            ("atom", "news-atom", [site.slug, "en"]),
            ("list", "news-agreements", [site.slug, "en"]),
        ):
            asked = {"q": "harbours"} if key == "search" else {}
            found[key] |= slug in client.get(reverse(route, args=args), asked).content.decode()
    return found


PLACES = ("page", "front", "list", "search", "map", "feed", "atom")
NOWHERE = dict.fromkeys(PLACES, False)
OUT = dict.fromkeys(PLACES, True)


def test_it_is_public_only_once_both_sides_said_yes_to_the_same_words(world: World) -> None:
    agreement = agreed(world)
    yes(agreement, world.guest)
    slug = PublicAgreement.objects.get().slug
    assert slug == "2024-04-17-sister-harbours"
    assert everywhere(slug) == NOWHERE
    yes(agreement, world.host)
    assert everywhere(slug) == OUT
    site = NewsSite.objects.filter(agreements__slug=slug).order_by("pk")[0]
    page = Client().get(reverse("news-agreement", args=[site.slug, "ko", slug]))
    assert texts(page, "h1") == ["자매 항만"]
    assert "배가 오갑니다." in words(page, "article")
    english = Client().get(reverse("news-agreement", args=[site.slug, "en", slug])).content.decode()
    assert "&lt;b&gt;Ships&lt;/b&gt;" in english


def test_either_side_takes_it_back_at_once(world: World) -> None:
    agreement = agreed(world)
    yes(agreement, world.guest, world.host)
    slug = PublicAgreement.objects.get().slug
    assert everywhere(slug) == OUT
    withdraw_public_agreement(agreement, by=world.guest)
    assert everywhere(slug) == NOWHERE
    yes(agreement, world.guest)
    assert everywhere(slug) == NOWHERE


def test_the_address_tells_the_words_that_both_sides_read_and_no_earlier_ones(world: World) -> None:
    agreement = agreed(world, title=two("Secret shipyard"))
    yes(agreement, world.guest)
    outcomes.change_outcome(agreement, {"title": two("Harbours")}, seen=agreement.version, by=world.guest)
    yes(agreement, world.guest, world.host)
    assert PublicAgreement.objects.get().slug == "2024-04-17-harbours"


def test_what_is_public_is_taken_back_also_where_the_record_is_no_longer_signed(
    world: World, as_: As
) -> None:
    agreement = agreed(world)
    yes(agreement, world.guest, world.host)
    slug = PublicAgreement.objects.get().slug
    Agreement.objects.filter(pk=agreement.pk).update(status="planned", signed_on=None)
    client = as_(world.guest)
    page = client.get(reverse("agreement-public", args=[agreement.pk]))
    assert texts(page, "form.removal button") == ["Take it back"]
    client.post(reverse("agreement-public-withdraw", args=[agreement.pk]))
    publishing.touch()
    assert everywhere(slug) == NOWHERE


@pytest.mark.parametrize("what", ["hidden", "removed", "engagement", "mission"])
def test_what_is_hidden_or_removed_since_is_gone_whatever_was_said_yes_to(world: World, what: str) -> None:
    call = missions.add_engagement(world.mission, engagement_values(world, "Signing"), by=world.host)
    agreement = agreed(world, engagement=call)
    yes(agreement, world.guest, world.host)
    slug = PublicAgreement.objects.get().slug
    assert everywhere(slug) == OUT
    if what == "hidden":
        outcomes.change_outcome(agreement, {"visibility": "host"}, seen=agreement.version, by=world.host)
    elif what == "removed":
        outcomes.remove_outcome(agreement, by=world.host)
    elif what == "engagement":
        missions.change_engagement(call, {"visibility": "host"}, seen=call.version, by=world.host)
    else:
        Mission.objects.filter(pk=world.mission.pk).update(removed_at=timezone.now())
        publishing.touch()
    assert everywhere(slug) == NOWHERE
    assert [each.url for each in found("sister harbours", world.guest)] == []


def test_an_index_that_is_made_anew_finds_what_is_public_outside_and_the_record_inside(world: World) -> None:
    agreement = agreed(world)
    yes(agreement, world.guest, world.host)
    reindex()
    assert everywhere(PublicAgreement.objects.get().slug) == OUT
    for user in (world.guest, world.host):
        assert [each.url for each in found("sister harbours", user)] == [
            f"{reverse('outcomes', args=[world.mission.slug])}#agreement-{agreement.pk}"
        ]


def test_the_public_reads_the_earlier_words_until_both_said_yes_to_the_later(world: World, as_: As) -> None:
    agreement = agreed(world)
    yes(agreement, world.guest, world.host)
    changed = outcomes.change_outcome(
        agreement, {"title": two("Sister ports")}, seen=agreement.version, by=world.host
    )
    site = NewsSite.objects.filter(agreements__isnull=False).order_by("pk")[0]
    where = reverse("news-agreement", args=[site.slug, "en", PublicAgreement.objects.get().slug])
    assert texts(Client().get(where), "h1") == ["Sister harbours"]
    page = as_(world.guest).get(reverse("agreement-public", args=[agreement.pk]))
    assert "The record changed since it was published." in words(page)
    yes(changed, world.guest)
    assert texts(Client().get(where), "h1") == ["Sister harbours"]
    yes(changed, world.host)
    assert texts(Client().get(where), "h1") == ["Sister ports"]


@pytest.mark.parametrize(
    "values",
    [
        {"visibility": "host"},
        {"status": "planned", "signed_on": None},
        {"status": "stated", "signed_on": None},
    ],
)
def test_what_is_private_or_not_signed_cannot_be_public(world: World, values: dict[str, Any]) -> None:
    with pytest.raises(NotForThePublic):
        yes(agreed(world, **values), world.host)
    assert PublicAgreement.objects.count() == 0


def test_a_yes_is_to_the_words_that_were_read(world: World) -> None:
    agreement = agreed(world)
    with pytest.raises(DraftChanged):
        agree_public_agreement(agreement, trace="0" * 64, by=world.host)


def test_who_speaks_for_a_side_says_yes_on_the_page(world: World, as_: As) -> None:
    agreement = agreed(world)
    where = reverse("agreement-public", args=[agreement.pk])
    agree = reverse("agreement-public-agree", args=[agreement.pk])
    trace = {"trace": trace_of(drafted(agreement))}
    assert as_(world.users["guest-delegate"]).post(agree, trace).status_code == 403
    assert as_(world.users["other-office"]).post(agree, trace).status_code == 404
    said = as_(world.users["guest-press"]).post(agree, trace, follow=True)
    assert texts(said, ".notice.success") == ["Your side says yes to it."]
    assert "Say yes for your side" not in words(as_(world.guest).get(where))
    assert "Say yes for your side" in words(as_(world.host).get(where))
    said = as_(world.host).post(agree, trace, follow=True)
    assert texts(said, ".notice.success") == ["It is public now."]
    back = reverse("agreement-public-withdraw", args=[agreement.pk])
    said = as_(world.users["host-press"]).post(back, follow=True)
    assert texts(said, ".notice.success") == ["The agreement is not public any more."]


def test_what_an_office_keeps_is_not_published(world: World, as_: As) -> None:
    from legation.outcomes.actions.agreements import add_office_agreement

    kept = add_office_agreement(
        {"title": two("Old"), "kind": "sister_city", "status": "signed", "signed_on": date(1989, 1, 1)},
        by=world.guest,
    )
    page = as_(world.guest).get(reverse("agreement-public", args=[kept.pk]))
    assert "An agreement that one office keeps is not published" in words(page)
    assert as_(world.guest).post(reverse("agreement-public-agree", args=[kept.pk])).status_code == 403


def _signed(world: World, agreement: Agreement, **person: Any) -> Any:
    """Somebody of the hosts' signs; of the shared directory unless `person` says otherwise."""
    who = add_person(
        {"family_name": "Sampler", "given_name": "Signe", "sample": True, **person}, by=world.host
    )
    values = {"party": world.things["host-organisation"], "person": who, "head": True}
    outcomes.add_signatory(agreement, values, by=world.host)
    return who


def _page(world: World, language: str = "en") -> Any:
    public = PublicAgreement.objects.get()
    site = public.sites.order_by("pk")[0]
    return Client().get(reverse("news-agreement", args=[site.slug, language, public.slug]))


def test_who_signed_is_named_unless_one_office_alone_knows_them_or_they_were_erased(world: World) -> None:
    agreement = agreed(world)
    who = _signed(world, agreement)
    _signed(world, agreement, family_name="Hushed", scope="office")
    yes(agreement, world.guest, world.host)
    shown = words(_page(world), "dl.facts")
    assert ("Signe Sampler" in shown, "Hushed" in shown) == (True, False)
    erase_person(who, sure=True, by=world.host)
    publishing.touch()
    assert "Sampler" not in _page(world).content.decode()


def test_its_page_tells_other_programs_what_it_is(world: World) -> None:
    agreement = agreed(world, ends_on=date(2029, 4, 16), place=two("City Hall", "시청"))
    _signed(world, agreement)
    yes(agreement, world.guest, world.host)
    page = _page(world).content.decode()
    told = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    parties = [str(party) for party in agreement.parties.order_by("pk")]
    assert (told["@type"], told["name"], told["dateCreated"]) == (
        "DigitalDocument",
        "Sister harbours",
        "2024-04-17",
    )
    assert told["temporalCoverage"] == "2024-04-17/2029-04-16"
    assert [one["name"] for one in told["author"]] == parties
    assert [one["name"] for one in told["contributor"]] == ["Signe Sampler"]
    assert told["text"] == "<b>Ships</b> come and go."
    assert 'property="og:title" content="Sister harbours"' in page
    site = PublicAgreement.objects.get().sites.order_by("pk")[0]
    feed = Client().get(reverse("news-json", args=[site.slug, "ko"])).json()
    assert [one["title"] for one in feed["items"]] == ["자매 항만", "두 도시가 만나다"]
    assert "<b>" not in feed["items"][0]["content_html"]


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_the_list_costs_the_same_for_any_number(
    world: World, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        yes(agreed(world, title=two(f"Harbour {number}")), world.guest, world.host)
    site = NewsSite.objects.filter(agreements__isnull=False).order_by("pk")[0]
    where = reverse("news-agreements", args=[site.slug, "en"])
    with django_assert_num_queries(LIST):
        page = Client().get(where)
    assert len(texts(page, ".visits a, main ul.plain a")) == rows
    with django_assert_num_queries(0):
        assert Client().get(where).content == page.content


def test_the_list_is_narrowed_by_kind_and_field(world: World) -> None:
    yes(agreed(world), world.guest, world.host)
    yes(
        agreed(world, title=two("Schools"), kind="declaration", subjects=["education"]),
        world.guest,
        world.host,
    )
    site = NewsSite.objects.filter(agreements__isnull=False).order_by("pk")[0]
    where = reverse("news-agreements", args=[site.slug, "en"])

    def found(**asked: str) -> list[str]:
        return texts(Client().get(where, asked), "main ul.plain a")

    assert found() == ["Schools", "Sister harbours"]
    assert found(kind="mou") == ["Sister harbours"]
    assert found(field="education") == ["Schools"]
    assert found(kind="mou", field="education") == []
    assert found(kind="no such kind") == ["Schools", "Sister harbours"]
    assert [Client().get(where, {"page": page}).status_code for page in ("1", "2", "0", "x")] == [
        200,
        404,
        404,
        404,
    ]
