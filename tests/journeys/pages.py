"""The addresses of every page that the world has something for."""

from typing import Any

from tests.permissions.test_walk import address, candidates, routes
from tests.world import World

# Downloads are no pages, and nothing here was removed that could be brought back.
FILES = {
    "badges",
    "book",
    "calendar-feed",
    "delegate-portrait",
    "engagement-ics",
    "gift-register-csv",
    "gifts-csv",
    "health",
    "home",
    "mail-address",
    "own-pack-toml",
    "pack-toml",
    "paper",
    "person-portrait",
    "seating-state",
}


def pages(world: World, user: Any) -> list[str]:
    """One address of each page that `user` may open, in a steady order."""
    found = ["/account/password/change/"]
    for name, declaration, parts in routes():
        if name in FILES or name.endswith("-restore") or "GET" not in declaration.methods:
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
