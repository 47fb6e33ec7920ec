"""The addresses of every page that the world has something for."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from legation.guests.queries.recruiting import application_path, call_path
from legation.kernel.links import token
from legation.matchmaking.queries.taking_part import path_of
from tests.permissions.test_walk import address, candidates, routes
from tests.world import World

# Downloads are no pages, and nothing here was removed that could be brought back.
FILES = {
    "accreditations-list",
    "application-receipt",
    "archive-state",
    "arrivals-list",
    "badges",
    "book",
    "calendar-feed",
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
    "icon",
    "interpreter-pack",
    "itineraries",
    "labels",
    "mail-address",
    "minutes-pdf",
    "my-day-manifest",
    "my-day-of",
    "my-day-portrait",
    "my-day-print",
    "my-round-calendar",
    "name-labels",
    "one-to-one-slots",
    "organisations-out",
    "own-pack-toml",
    "pack-toml",
    "paper",
    "participant-template",
    "people-list-state",
    "people-list-wrong",
    "people-out",
    "organisation-merge",
    "person-merge",
    "people-xlsx",
    "person-portrait",
    "public-calendar",
    "public-data",
    "public-start",
    "rooming-list",
    "rooming-sent",
    "round-timetable-xlsx",
    "run-list",
    "likenesses-state",
    "search-state",
    "seating-state",
    "source-asked",
    "source-labels",
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


def pages(world: World, user: Any) -> list[str]:
    """One address of each page that `user` may open, in a steady order."""
    found = ["/account/password/change/"]
    for name, declaration, parts in routes():
        if name in FILES or name.endswith("-restore") or "GET" not in declaration.methods:
            continue
        if "token" in parts:
            found += [LINKS[name](world.things)] if name in LINKS else []
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
