"""The addresses of every page that the world has something for."""

from typing import Any

from django.urls import reverse

from legation.kernel.links import token
from legation.matchmaking.queries.taking_part import path_of
from tests.permissions.test_walk import address, candidates, routes
from tests.world import World

# Downloads are no pages, and nothing here was removed that could be brought back.
FILES = {
    "archive-state",
    "badges",
    "book",
    "calendar-feed",
    "day-manifest",
    "day-portrait",
    "delegate-portrait",
    "engagement-ics",
    "gift-register-csv",
    "gifts-csv",
    "health",
    "home",
    "icon",
    "itineraries",
    "labels",
    "mail-address",
    "my-day-manifest",
    "my-day-of",
    "my-day-portrait",
    "my-day-print",
    "my-round-calendar",
    "one-to-one-slots",
    "own-pack-toml",
    "pack-toml",
    "paper",
    "participant-template",
    "people-list-state",
    "people-list-wrong",
    "people-xlsx",
    "person-portrait",
    "round-timetable-xlsx",
    "search-state",
    "seating-state",
    "source-asked",
    "source-labels",
    "worker",
}


def pages(world: World, user: Any) -> list[str]:
    """One address of each page that `user` may open, in a steady order."""
    found = ["/account/password/change/"]
    for name, declaration, parts in routes():
        if name in FILES or name.endswith("-restore") or "GET" not in declaration.methods:
            continue
        if name == "letters-stop":
            found.append(reverse(name, args=[token(world.things["letter"].key, "letters")]))
            continue
        if name == "my-day":
            found.append(reverse(name, args=[token(world.things["guest-day-link"].key, "day")]))
            continue
        if "token" in parts:
            found.append(reverse(name, args=[path_of(world.things["guest-participant-link"])]))
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
