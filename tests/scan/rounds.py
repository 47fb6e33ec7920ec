"""Who asks for what in a scan, and a world in which every text that somebody wrote carries the mark."""

import inspect
import json
import re
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from i18nfield.fields import I18nCharField, I18nTextField

from legation.kernel.links import token
from legation.kernel.sealing import SealedField
from tests.permissions.test_walk import NEEDED, address, candidates, owed_to, routes
from tests.scan.pages import Answer, Form
from tests.scan.payloads import MARK, PAYLOADS
from tests.world import World

# Written by the program, or read by it: a mark there is no text that somebody wrote.
OWN = {
    *("slug", "email", "key", "digest", "stored", "token", "secret", "hash", "fingerprint", "public", "uid"),
    *("password", "session_key", "time_zone", "zone", "language", "country", "base", "function", "kind"),
    *("request_id", "error_code", "history_type", "purpose", "currency", "rank_class", "app_label", "model"),
    *("endpoint", "number", "pack", "status", "path", "link", "route", "way", "address", "url", "token_hash"),
}
ASKED = re.compile(r'(?:GET|query|asked|data)(?:\.get(?:list)?\(|\[)\s*"([\w-]+)"')
ALWAYS = ("q", "page", "next", "removed")
# The secret addresses: whose key stands in them, and what for.
LINKS = {
    "apply": ("guests.Call", "guests.call"),
    "calendar-feed": ("missions.CalendarLink", "calendar"),
    "invitation-answer": ("missions.Invitee", "invitation"),
    "join": ("missions.AccessOffer", "join"),
    "letters-stop": ("kernel.Letter", "letters"),
    "my-application": ("guests.Application", "guests.application"),
    "my-day": ("missions.DayLink", "day"),
    "my-group": ("guests.GroupLink", "guests.group"),
    "my-invitation": ("guests.ReplyLink", "guest"),
    "my-pack": ("logistics.PackLink", "pack"),
    "my-private": ("logistics.PrivateLink", "private"),
    "my-round": ("matchmaking.Link", "round"),
    "my-survey": ("reports.SurveyLink", "survey"),
    "promises-feed": ("outcomes.PromiseLink", "promises"),
}
READERS = ("guest-organiser", "host-protocol", "administrator", "guest-delegate", "guest-press", "host-press")


def poison() -> int:
    """Put the mark before every text that somebody wrote; gives how many columns."""
    put, done = f"<{MARK} on{MARK}=1>\"'", 0
    in_json = json.dumps(put)[1:-1]
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if not model.__module__.startswith("legation."):
                continue
            for column in model._meta.local_concrete_fields:
                name = quote(column.column)
                if isinstance(column, I18nCharField | I18nTextField):
                    new = f"replace({name}, '\": \"', '\": \"' || %s)", in_json
                elif _written(column):
                    new = f"%s || {name}", put
                else:
                    continue
                done += 1
                cursor.execute(
                    f"UPDATE {quote(model._meta.db_table)} SET {name} = {new[0]} WHERE {name} <> ''", [new[1]]
                )
    return done


def _written(column: Any) -> bool:
    """A text that is nobody's key and no choice."""
    return (
        type(column) in {models.CharField, models.TextField}
        and not isinstance(column, SealedField)
        and not (column.choices or column.unique or column.name in OWN)
        and not column.name.endswith(("_key", "_id", "_hash", "_zone", "_digest"))
    )


def readable(world: World, *, asked: Callable[[str], bool]) -> Iterator[tuple[str, Any, str, str]]:
    """Of the pages asked for those that can be read: name, declaration, address, and one who may."""
    owed = owed_to(world.users)
    for name, declaration, parts in routes():
        if "GET" not in declaration.methods or not asked(name):
            continue
        for thing in candidates(world, declaration):
            reader = next(
                (
                    key
                    for key in READERS
                    if declaration.permission is None or 200 in owed(key, thing, declaration)
                ),
                None,
            )
            if reader is not None:
                yield name, declaration, at(name, thing, parts), reader
                break


def at(name: str, thing: Any, parts: tuple[str, ...]) -> str:
    """The address for a thing; that of a link is one that works, where the world has one."""
    if "provider_id" in parts or "rest" in parts:
        return reverse(name, args=["nobody"])
    plain = address(name, thing, parts)
    label, purpose = next((link for start, link in LINKS.items() if name.startswith(start)), ("", ""))
    row = apps.get_model(label)._default_manager.order_by("pk").first() if label else None
    plain = plain.replace("0" * 56, token(row.key, purpose)) if row is not None else plain
    return f"{plain}?{NEEDED[name][0]}" if name in NEEDED else plain


@cache
def asked_by(name: str) -> tuple[str, ...]:
    """Names in the query that the module of this view looks for, and those that many do."""
    for pattern in _patterns(get_resolver().url_patterns):
        if pattern.name == name:
            view = inspect.unwrap(pattern.callback)
            source = inspect.getsource(inspect.getmodule(view) or view)
            return tuple(sorted({*ASKED.findall(source), *ALWAYS}))
    return ALWAYS


def _patterns(patterns: list[Any]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern


def chosen(*words: str, of: int) -> bool:
    """Is this pair of the usual round, which takes one of so many, always the same?"""
    return zlib.crc32("|".join(words).encode()) % of == 0


def payload_name(*words: str) -> str:
    """One of the payloads, always the same for these words."""
    names = list(PAYLOADS)
    return names[zlib.crc32("~".join(words).encode()) % len(names)]


def payload_for(*words: str) -> str:
    return PAYLOADS[payload_name(*words)]


def answer(response: Any) -> Answer:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    cookies = [("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()]
    return Answer(response.status_code, (*response.items(), *cookies), body)


def sent(client: Client, form: Form, values: dict[str, list[str]], uploads: dict[str, Any]) -> Answer:
    """Send a form and let nothing of it stay: neither rows nor cookies."""
    kept = client.cookies.copy()
    point = transaction.savepoint()
    made = {name: SimpleUploadedFile(*what[:2], content_type=what[2]) for name, what in uploads.items()}
    coded = urlencode(values, doseq=True, errors="surrogatepass")
    try:
        if made:
            return answer(client.post(form.where, {**values, **made}, secure=True))
        return answer(client.post(form.where, coded, "application/x-www-form-urlencoded", secure=True))
    finally:
        transaction.savepoint_rollback(point)
        client.cookies = kept
