"""The addresses of every page that the world has something for."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from legation.guests.queries.recruiting import application_path, call_path
from legation.kernel.links import token
from legation.matchmaking.queries.taking_part import path_of
from legation.missions.models import Membership
from legation.newsroom.models import PublicAgreement
from tests.newsroom.test_public_agreements import agreed, yes
from tests.permissions.test_walk import address, candidates, routes
from tests.world import World

# Downloads are no pages, and nothing here was removed that could be brought back.
FILES = {
    "accreditations-list",
    "agreement-pdf",
    "agreements-out",
    "application-receipt",
    "archive-state",
    "arrivals-list",
    "attachment",
    "audit-out",
    "badges",
    "book",
    "bookings-out",
    "calendar-feed",
    "call-list",
    "choices",
    "cities-out",
    "day-manifest",
    "day-of",
    "day-portrait",
    "delegate-portrait",
    "delegation-out",
    "engagement-guests",
    "engagement-ics",
    "gift-register-csv",
    "gifts-csv",
    "guest-door-list",
    "guest-door-worker",
    "guest-list-csv",
    "guest-list-xlsx",
    "guests-template",
    "health",
    "home",
    "hook",
    "icon",
    "intake-state",
    "interpreter-pack",
    "itineraries",
    "labels",
    "likenesses-state",
    "mail-address",
    "minutes-pdf",
    "mission-out-zip",
    "my-day-manifest",
    "my-day-of",
    "my-day-portrait",
    "my-day-print",
    "my-round-calendar",
    "name-labels",
    "news-atom",
    "news-json",
    "news-ninjs",
    "news-paper",
    "news-photograph",
    "news-sitemap",
    "news-start",
    "one-to-one-slots",
    "organisations-out",
    "own-pack-toml",
    "pack-toml",
    "paper",
    "parcel-state",
    "participant-template",
    "people-list-state",
    "people-list-wrong",
    "people-out",
    "people-xlsx",
    "person-portrait",
    "press-picture",
    "press-release-pdf",
    "programme-out",
    "promises-out",
    "public-calendar",
    "public-data",
    "public-start",
    "relation-next-pdf",
    "report-docx",
    "report-pdf",
    "review-pdf",
    "robots",
    "rooming-list",
    "rooming-sent",
    "round-feedback-out",
    "round-people-out",
    "round-timetable-csv",
    "round-timetable-xlsx",
    "run-list",
    "scorecard-docx",
    "scorecard-pdf",
    "scorecard-xlsx",
    "search-state",
    "seating-state",
    "sitemap",
    "source-asked",
    "source-labels",
    "survey-xlsx",
    "venues-out",
    "worker",
}


# Pages that are opened by a link: the address of each. Links that are over in the world's time open none.
LINKS: dict[str, Callable[[dict[str, Any]], str]] = {
    "letters-stop": lambda things: reverse("letters-stop", args=[token(things["letter"].key, "letters")]),
    "my-day": lambda things: reverse("my-day", args=[token(things["guest-day-link"].key, "day")]),
    "my-round": lambda things: reverse("my-round", args=[path_of(things["guest-participant-link"])]),
    "my-application": lambda things: application_path(things["guest-hidden-application"]),
    "apply": lambda things: call_path(things["guest-hidden-call"]),
}


def _news(things: dict[str, Any]) -> list[str]:
    """A site of the release that is out, and the release."""
    release = things["press-release"]
    return [release.publication.facts["home"], release.slug]


def _agreement(world: World) -> str:
    """The page of an agreement that both sides said yes to in public."""
    made = agreed(world)
    yes(made, world.guest, world.host)
    where = [_news(world.things)[0], "ko", PublicAgreement.objects.get(agreement=made).slug]
    return reverse("news-agreement", args=where)


# Pages of the public: the address of each.
NEWS: dict[str, Callable[[dict[str, Any]], str]] = {
    "news-front": lambda things: reverse("news-front", args=[_news(things)[0], "en"]),
    "news-agreements": lambda things: reverse("news-agreements", args=[_news(things)[0], "en"]),
    "news-search": lambda things: f"{reverse('news-search', args=[_news(things)[0], 'ko'])}?q=만났습니다",
    "news-release": lambda things: reverse("news-release", args=[_news(things)[0], "ko", _news(things)[1]]),
}


def beside(name: str, model: Any, user: Any) -> str:
    """The page that sets two records side by side, with the first two that `user` may change."""
    every = model.objects.visible_to(user).order_by("pk")
    may = [each.pk for each in every if user.has_perm(f"directory.change_{model._meta.model_name}", each)]
    return reverse(name, args=may[:2])


def pages(world: World, user: Any) -> list[str]:
    """One address of each page that `user` may open, in a steady order."""
    found = ["/account/password/change/"]
    for name, declaration, parts in routes():
        if name in FILES or name.endswith("-restore") or "GET" not in declaration.methods:
            continue
        if name.startswith("api-") and name != "api-docs":  # what programs read
            continue
        if "provider_id" in parts or name in {
            "security-txt",
            "ready",
            "metrics",
        }:  # for programs, or to a provider
            continue
        if name == "access-until":  # of somebody on one's own side
            side = Membership.objects.get(mission=world.mission, user=user).side
            own = Membership.objects.filter(mission=world.mission, side=side).order_by("pk")
            found.append(reverse(name, args=[world.mission.slug, own[0].pk]))
            continue
        if name == "news-agreement":
            found.append(_agreement(world))
            continue
        if "token" in parts or name in NEWS:
            known = LINKS | NEWS
            found += [known[name](world.things)] if name in known else []
            continue
        if "other" in parts:
            found.append(beside(name, declaration.model, user))
            continue
        for thing in candidates(world, declaration):
            if declaration.permission is not None and not (
                user.has_perm(declaration.permission, thing)
                if thing
                else user.has_perm(declaration.permission)
            ):
                continue
            found.append(address(name, thing, parts))
            break
    return found
