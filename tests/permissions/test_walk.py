"""Every route, every role, both sides and a stranger: who gets in, and what they can read there."""

import functools
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from legation.kernel.gate import Declaration
from tests.world import SECRETS, World

# What a page is asked for besides its plain address: lists are filtered, searched and shown in other ways.
ASKED = {
    "search": ("q=Hidden", "q=briefing", "q=native"),
    "choices": ("find=Hidden", "find=native"),
    "people": ("q=Hidden", "find=Hidden"),
    "people-out": ("as=csv", "as=vcf", "as=json", "as=xlsx"),
    "organisations-out": ("as=csv", "as=vcf", "as=json"),
    "delegation-out": ("as=csv", "as=vcf", "as=json", "as=xlsx"),
    "name-labels": ("stock=L7163&language=both", "stock=5160&start=5"),
    "delegation": ("view=grid", "q=Hidden", "find=Hidden"),
    "programme": ("day=2024-04-17",),
    "board": ("day=2024-04-17", "by=person", "by=track", "by=side", "by=day", "day=2024-04-17&by=person"),
    "delegate-new": ("find=Hidden",),
    "book": ("language=ko", "language=both&paper=letter"),
    "badges": ("language=both",),
    "paper": ("language=both",),
    "seating": ("format=svg",),
    "precedence": ("compare=es-2099-1983", "a=1&b=2", "removed=1&pack=neutral"),
    "override-new": ("higher=1",),
    "equivalences": ("removed=1&removed-rank=1",),
    "sources": ("state=waiting&order=sure", "archive=1", "archive=2", "archive=3", "removed=1"),
    "archive": ("status=read",),
    "gifts-csv": ("as=xlsx",),
    "gift-register-csv": ("as=xlsx",),
    "packs": ("removed=1",),
    "release-new": ("to=guest", "to=host", "to=chosen"),
    "release-compare": ("since=1", "since=1&until=2", "since=2&until=1", "until=4", "since=1&person=1"),
    "round-timetable": ("by=table", "by=time"),
    "round-meetings": ("show=left", "removed=1"),
    "round-people": ("removed=1",),
    "own-pack": ("compare=neutral",),
    "guest-list": ("q=friend", "side=host", "status=listed", "flag=no-address", "removed=1"),
    "guests-people": ("find=Hidden",),
    "guest-door": ("q=friend", "q=club"),
    "guest-quotas": ("removed=1",),
    "show": ("part=lines", "removed=1,2,3"),
    "promises": ("status=all", "owner=mine", "owner=nobody", "side=ours&status=all", "text=promise"),
    "promises-out": ("status=all",),
    "agreements": ("state=dormant", "text=sisters", "removed=agreement-1", "removed=agreement-2"),
    "agreements-out": ("state=dormant",),
    "agreement": ("removed=1", "unsigned=1", "unsigned=2"),
    "review": ("year=2024",),
    "relation": ("kind=promise", "kind=agreement", "year=2024"),
    "relation-next-pdf": ("for=ours",),
    "review-pdf": ("year=2024",),
    "commitment": ("removed=1", "removed=2", "removed=3"),
    "presence": ("part=people", "part=acknowledged", "q=Hidden"),
}
# What is asked for in some form only, and never plainly.
NEEDED = {
    **dict.fromkeys(("people-out", "organisations-out", "delegation-out"), ("as=csv", "as=vcf", "as=json")),
    **dict.fromkeys(("round-people-out",), ("as=csv", "as=vcf", "as=json")),
    **dict.fromkeys(
        ("cities-out", "venues-out", "bookings-out", "programme-out", "round-feedback-out"),
        ("as=csv", "as=xlsx"),
    ),
    "audit-out": ("as=csv", "as=xlsx"),
    "name-labels": ("stock=L7163&language=both",),
}
PEOPLE = {"people", "people-out", "people-xlsx", "person", "person-edit", "person-history", "search"}
PEOPLE |= {"choices"}
# The members of an office read the agreements that it keeps.
PEOPLE |= {"agreements", "agreements-out", "agreement", "agreement-pdf", "agreement-history"}
PEOPLE |= {
    "agreement-public",
    "relations",
    "city-relations",
    "relation",
    "relation-next",
    "relation-next-pdf",
}

# What is its user's own: the view looks among theirs alone, and the tests beside it hold that.
OWN = {"hook"}
TURNS = {"assistant": 0, "delegate": 1}
KEPT_BY_THE_OFFICE = ("name", "native", "known")


def routes() -> Iterator[tuple[str, Declaration, tuple[str, ...]]]:
    """Every named route of ours: its name, what its view declared, and the parts of its address."""

    def walk(patterns: list[Any]) -> Iterator[URLPattern]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns)
            else:
                yield pattern

    for pattern in walk(get_resolver().url_patterns):
        declaration = getattr(pattern.callback, "declaration", None)
        if declaration is not None:
            assert pattern.name, pattern
            yield pattern.name, declaration, tuple(pattern.pattern.converters)


def candidates(world: World, declaration: Declaration) -> list[Any]:
    """The objects of the route's model in the world: shared ones and those of each side."""
    if declaration.model is None:
        return [None]
    if declaration.model.__name__ == "Mission":
        return [world.mission]
    return [
        thing
        for key, thing in world.things.items()
        if type(thing) is declaration.model and not key.endswith("-once-private")
    ] + [thing for key, thing in world.things.items() if type(thing) is declaration.model and "once" in key]


def address(name: str, thing: Any, parts: tuple[str, ...]) -> str:
    """The address of `name` for `thing`; parts that the gate does not load are filled with anything."""
    given: dict[str, Any] = {
        "book": "who-is-who",
        "paper": "seat-plan",
        "token": "0" * 56,
        "pk": 1,
        "other": 1,
        "mission": "test-mission",
        "engagement": 1,
        "venue": 1,
        "source": 1,
        "room": 1,
        "person": 1,
        "organisation": 1,
        "pack": "kr-municipal",
        "parameter": "equal_rank",
        "round": 1,
        "list": 1,
        "call": 1,
        "part": 1,
        "language": "en",
        "way": 0,
        "size": 192,
        "instead": 1,
        "kind": {"interpreter-pack": "pdf", "choices": "person"}.get(name, "xlsx"),
        "run": 1,
        "car": 1,
        "minutes": 1,
        "text": 1,
        "site": "seattle-chamber",
        "slug": "a-release",
        "key": "0" * 16,
        "width": 800,
        "release": 1,
    }
    if thing is not None:
        for lookup, part in getattr(type(thing), "address", {"pk": "pk"}).items():
            value = thing
            for step in lookup.split("__"):
                value = getattr(value, step)
            given[part] = getattr(value, "pk", value)
    return reverse(name, kwargs={part: given[part] for part in parts})


def text_of(response: Any) -> str:
    """What a reader can read of a response, whatever it is."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if response.get("Content-Type", "").startswith("application/pdf"):
        from pypdf import PdfReader

        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if response.get("Content-Type", "").startswith("application/vnd.openxmlformats"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b" ".join(book.read(part) for part in book.namelist())
    text: str = body.decode("utf-8", "replace")
    return text


def owed_to(users: dict[str, Any]) -> Callable[[str, Any, Declaration], set[int]]:
    """What the gate owes a user for a thing and what a view declared; each right is asked for once."""

    @functools.cache
    def sees(key: str, model: Any, pk: Any) -> bool:
        return bool(model._default_manager.visible_to(users[key]).filter(pk=pk).exists())

    @functools.cache
    def may(key: str, permission: str, thing: Any) -> bool:
        return bool(users[key].has_perm(permission, thing))

    def expected(key: str, thing: Any, declaration: Declaration) -> set[int]:
        assert declaration.permission is not None
        if declaration.model is None:
            return {200} if may(key, declaration.permission, None) else {403}
        if not sees(key, declaration.model, thing.pk):
            return {404}
        return {200, 302, 404} if may(key, declaration.permission, thing) else {403}

    return expected


def logged_in(users: dict[str, Any]) -> dict[str, Client]:
    """A client for each user, who reads English."""
    clients = {}
    for key, user in users.items():
        clients[key] = Client(headers={"accept-language": "en"})
        clients[key].force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return clients


_resolved = functools.lru_cache(1)(resolve)  # one address after the other, each for everybody


def at_the_gate(method: str, where: str, user: Any) -> int:
    """What the gate of this address answers, asked by itself: who is refused gets no further anyway."""
    match = _resolved(where.partition("?")[0])
    request = getattr(RequestFactory(), method)(where)
    request.user = user
    try:
        return int(match.func(request, *match.args, **match.kwargs).status_code)
    except Http404:
        return 404
    except PermissionDenied:
        return 403


class Walked:
    """What need not be asked again: what one address of a gate answers is answered by every address of it.

    A gate knows a route's model and permission only. Each route is asked once for each user, and each thing
    once for each user at each gate.
    """

    def __init__(self) -> None:
        self.known: set[Any] = set()

    def already(self, name: str, method: str, declared: Any, thing: Any, key: str) -> bool:
        asked = {
            (name, method, key),
            (declared.permission, declared.model, getattr(thing, "pk", None), key),
        }
        if asked <= self.known:
            return True
        self.known |= asked
        return False


def leaked(text: str, name: str, key: str) -> Iterator[str]:
    """The secret words that the user `key` should not have read on the page `name`."""
    for side, word in SECRETS.items():
        if word in text and not key.startswith(f"{side}-"):
            yield word
        # The press office finds the people whom its own office keeps, and nothing else.
        named = functools.reduce(lambda left, of: left.replace(f"{word}{of}", ""), KEPT_BY_THE_OFFICE, text)
        if key.endswith("-press") and word in (named if name in PEOPLE else text):
            yield word


def asked_by(key: str, name: str, turn: int) -> tuple[str, ...]:
    """What this user asks of this page: all that it is asked for, the plain page in their turn, or nothing.

    A side's assistants and delegates have the same rights and see the same, as another test holds. They take
    turns, and leave what else a page is asked for to those who prepare, from whom their side hides nothing,
    and to the press and other offices, who see less.
    """
    plainly, also = NEEDED.get(name, ("",)), () if name in NEEDED else ASKED.get(name, ())
    if (turn_of := TURNS.get(key.partition("-")[2])) is not None:
        return plainly if turn_of == turn % 2 else ()
    return (*plainly, *also)


@pytest.mark.parametrize("part", range(4))
def test_every_reading_route_lets_in_whom_it_should_and_leaks_nothing(world: World, part: int) -> None:
    clients, expected, gates = logged_in(world.users), owed_to(world.users), Walked()
    walked, wrong, leaks = 0, [], []
    for name, declaration, parts in list(routes())[part::4]:
        if declaration.permission is None or "GET" not in declaration.methods:
            continue
        for turn, thing in enumerate(candidates(world, declaration), start=len(name)):
            plain = address(name, thing, parts)
            assert at_the_gate("get", plain, AnonymousUser()) == 302, plain
            for key, client in clients.items():
                owed = expected(key, thing, declaration)
                if 200 not in owed:
                    if not gates.already(name, "GET", declaration, thing, key):
                        walked += 1
                        if at_the_gate("get", plain, world.users[key]) not in owed:
                            wrong.append((name, plain, key, owed))
                    continue
                if name.endswith("-restore") or name in OWN:  # nothing is removed here, nor anybody's own
                    owed |= {404}
                for asked in asked_by(key, name, turn):
                    where = f"{plain}?{asked}" if asked else plain
                    response = client.get(where)
                    walked += 1
                    if response.status_code not in owed:
                        wrong.append((name, where, key, response.status_code))
                    leaks += [(name, where, key, word) for word in leaked(text_of(response), name, key)]
    assert wrong == []
    assert leaks == []
    assert walked > 500


def test_every_writing_route_refuses_whom_it_should(world: World) -> None:
    expected, gates = owed_to(world.users), Walked()
    refused = []
    for name, declaration, parts in routes():
        if declaration.permission is None or "POST" not in declaration.methods:
            continue
        for thing in candidates(world, declaration):
            plain = address(name, thing, parts)
            assert at_the_gate("post", plain, AnonymousUser()) == 302, plain
            if "GET" not in declaration.methods:
                assert at_the_gate("get", plain, AnonymousUser()) == 405, plain
            for key, user in world.users.items():
                owed = expected(key, thing, declaration)
                if 200 in owed or gates.already(name, "POST", declaration, thing, key):
                    continue
                if at_the_gate("post", plain, user) not in owed:
                    refused.append((name, plain, key))
    assert refused == []


@pytest.mark.parametrize("name", ["home", "style", "health"])
def test_public_pages_say_nothing_of_any_mission(world: World, name: str) -> None:
    text = text_of(Client().get(reverse(name)))
    assert [word for word in (*SECRETS.values(), "Courtesy call on", "Mayorguest") if word in text] == []


def test_the_secrets_are_read_by_their_own_side(world: World) -> None:
    """Or else the walk would prove nothing."""
    for side, word in SECRETS.items():
        client = Client()
        user = world.guest if side == "guest" else world.host
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        for name in ("delegation", "programme", "outcomes", "desk"):
            assert word in text_of(client.get(reverse(name, args=[world.mission.slug]))), (side, name)


def test_feeds_tell_only_what_their_side_sees(world: World) -> None:
    from legation.kernel.links import token

    for side, other in (("guest", "host"), ("host", "guest")):
        where = reverse("calendar-feed", args=[token(world.things[f"{side}-link"].key, "calendar")])
        text = text_of(Client().get(where)).replace("\r\n ", "")
        assert SECRETS[side] in text
        assert SECRETS[other] not in text
