"""Route × role × side, read from the gates: what a user of each standing is owed for parts of the world."""

import functools
from collections.abc import Iterable, Iterator
from typing import Any

from legation.kernel.gate import Declaration
from tests.permissions.test_walk import candidates, routes
from tests.world import ROLES, World

OTHERS = ("other-office", "administrator", "stranger")
COLUMNS = (*ROLES, *OTHERS)
HEAD = """# Who reaches what

Made from the gates by `make docs`; a test fails when it changes unseen.

Each route is asked as its gate asks, for a shared part of the small world of the tests, for one that only the
guests see and for one that only the hosts see, as far as there are such: is it seen, and is the permission
held?

| | |
|---|---|
| `yes` | let in, to all of them |
| `own` | let in to those that the user's side sees; the others are as if they did not exist |
| `part` | let in to some of those that are seen, refused the others |
| `no` | refused (403) |
| `·` | as if it did not exist (404) |
| `?` | the world of the tests has none of these |
| `*` | after a route: who it is must have been shown lately |

What a page shows once it is reached is held by the walk in `tests/permissions`, which reads every page as
everybody and looks for the other side's words. The columns are the roles of both sides; then somebody of an
office that has no part in the mission, the administrator of the installation, and an account without an
office.

"""
Route = tuple[str, Declaration]


def gates() -> list[Route]:
    """Every route by its name."""
    return sorted({(name, declaration) for name, declaration, _parts in routes()}, key=lambda each: each[0])


def matrix(world: World, chosen: Iterable[Route] | None = None) -> str:
    """The page, or that of chosen routes."""
    answer = _owed(world)
    rows, public = [], []
    for name, declaration in gates() if chosen is None else chosen:
        if declaration.permission is None:
            public.append((name, declaration))
            continue
        cells = [_cell(answer, key, declaration, world) for key in COLUMNS]
        rows.append((f"{name}{'*' if declaration.fresh else ''}", declaration, cells))
    return HEAD + "\n".join([*_table(rows), "", *_public(public), ""])


def _owed(world: World) -> Any:
    """What the gate answers a user for a thing; what a user sees of a model is asked for once."""

    keys: dict[Any, set[Any]] = {}
    for thing in (world.mission, *world.things.values()):
        keys.setdefault(type(thing), set()).add(getattr(thing, "pk", None))

    @functools.cache
    def seen(key: str, model: Any) -> frozenset[Any]:
        rows = model._default_manager.visible_to(world.users[key]).filter(pk__in=keys[model])
        return frozenset(rows.values_list("pk", flat=True))

    @functools.cache
    def answer(key: str, permission: str, thing: Any) -> int:
        if thing is not None and thing.pk not in seen(key, type(thing)):
            return 404
        return 200 if world.users[key].has_perm(permission, thing) else 403

    return answer


def _some(world: World, declaration: Declaration) -> list[Any]:
    """One that both sides see, one of each side: those that the world has."""
    keys = {id(thing): key for key, thing in world.things.items()}
    chosen: dict[str, Any] = {}
    for thing in candidates(world, declaration):
        side = keys.get(id(thing), "").partition("-")[0]
        chosen.setdefault(side if side in {"guest", "host"} else "shared", thing)
    return list(chosen.values())


def _cell(answer: Any, key: str, declaration: Declaration, world: World) -> str:
    answers = [answer(key, declaration.permission, thing) for thing in _some(world, declaration)]
    told = {
        frozenset(): "?",
        frozenset({200}): "yes",
        frozenset({200, 404}): "own",
        frozenset({403}): "no",
        frozenset({403, 404}): "no",
        frozenset({404}): "·",
    }
    return told.get(frozenset(answers), "part")


def _table(rows: list[tuple[str, Declaration, list[str]]]) -> Iterator[str]:
    yield f"| route | methods | about | permission | {' | '.join(COLUMNS)} |"
    yield "|" + "---|" * (4 + len(COLUMNS))
    for name, declaration, cells in rows:
        about = declaration.model.__name__ if declaration.model else ""
        methods = " ".join(declaration.methods)
        yield f"| {name} | {methods} | {about} | {declaration.permission} | {' | '.join(cells)} |"


def _public(routes: list[Route]) -> Iterator[str]:
    yield "## Without a login"
    yield ""
    yield "| route | methods | because |"
    yield "|---|---|---|"
    for name, declaration in routes:
        yield f"| {name} | {' '.join(declaration.methods)} | {declaration.public_because} |"
