"""Whom a reader knows, as rows of a list are compared with them: names and bodies, without the records."""

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from legation.directory.models import Organisation, Person, Tenure
from legation.directory.models.records import full_name

NAMES = ("family_name", "given_name", "native_name", "korean_name", "passport_name")
LONGEST_KEPT = 100
_COLUMNS = ("pk", *NAMES, "aliases", "languages", "family_first")
_BETWEEN = re.compile(r"[\s\-‐-―.·'’]+")


@dataclass(slots=True)
class Met:
    """What rows are compared with of one person, by the names that the record has for it."""

    pk: int
    family_name: str = ""
    given_name: str = ""
    native_name: str = ""
    korean_name: str = ""
    passport_name: str = ""
    aliases: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    family_first: bool = False

    def name_in(self, language: str) -> str:
        """The full name as a reader of `language` writes it."""
        return full_name(self, language)


@dataclass
class Known:
    """Whom a reader knows: keys by every whole name, and the bodies and names of each."""

    people: dict[int, Met] = field(default_factory=dict)
    named: dict[str, tuple[int, ...]] = field(default_factory=dict)
    bodies: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def add(self, met: Met, bodies: Iterable[str] = ()) -> None:
        self.people[met.pk] = met
        for key in names_of(
            met.family_name, met.given_name, met.native_name, met.korean_name, met.passport_name
        ):
            before = self.named.get(key, ())
            self.named[key] = before if met.pk in before else (*before, met.pk)
        self.at(met.pk, map(plain, bodies))

    def at(self, key: int, bodies: Iterable[str]) -> None:
        """Somebody is known from these bodies as well, named without case and blanks."""
        self.bodies[key] = tuple(dict.fromkeys((*self.bodies.get(key, ()), *bodies)))


def met(person: Person) -> Met:
    """A record as rows are compared with it."""
    return Met(*(getattr(person, name) for name in _COLUMNS))


def known_to(user: Any) -> Known:
    """Everybody whom `user` finds, in three queries."""
    found = Known()
    for row in Person.objects.visible_to(user).values_list(*_COLUMNS).iterator():
        found.add(Met(*row))
    bodies = {body.pk: body_names(body) for body in Organisation.objects.present()}
    held = Tenure.objects.visible_to(user).values_list("person_id", "post__organisation_id")
    for person, body in held.iterator():
        found.at(person, bodies.get(body, ()))
    return found


def body_names(body: Organisation) -> set[str]:
    """Every name of a body, without case and blanks."""
    said = [body.name.localize("en"), body.name.localize("ko"), body.native_name, *body.aliases]
    return {plain(name) for name in said if name}


def keys_of(values: Mapping[str, Any]) -> frozenset[str]:
    """The whole names of somebody, as they are compared."""
    get = values.get
    return names_of(
        get("family_name") or "",
        get("given_name") or "",
        get("native_name") or "",
        get("korean_name") or "",
        get("passport_name") or "",
    )


@functools.lru_cache(maxsize=5_000)  # a row is asked for them again and again until it is written
def names_of(family: str, given: str, native: str, korean: str, passport: str) -> frozenset[str]:
    """The same of the spellings themselves."""
    whole = [f"{family}{given}", f"{given}{family}"] if given else [family]
    whole += [name for name in (native, korean, passport) if name]
    return frozenset(key for key in map(plain, whole) if key)


def plain(text: str) -> str:
    """How names and headings are compared: without case, blanks, hyphens and dots."""
    return _plain(text) if len(text) <= LONGEST_KEPT else _plain.__wrapped__(text)


@functools.lru_cache(maxsize=50_000)
def _plain(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text.lower()
    kept = unicodedata.normalize("NFKC", text).casefold()
    return _BETWEEN.sub("", kept).rstrip("*:")
