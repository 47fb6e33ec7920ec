"""People on papers: their names, posts and sides, and where they sit."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from legation.briefings.queries.wording import (
    PrintedName,
    Text,
    line,
    name_of,
    printed_name,
    told,
)
from legation.directory.models import Person
from legation.engine.naming import sort_key
from legation.engine.seating import Request
from legation.missions.choices import Capacity, Function, Party
from legation.missions.models import Delegate
from legation.protocol.queries.attending import Attending
from legation.protocol.queries.plan import Seated
from legation.protocol.queries.seats import table_name

# Whoever does one of these gets a large card, wherever they stand in the order.
LEADING = frozenset({Function.PRINCIPAL, Function.SIGNATORY})
# What a badge says besides the name: the people at the door need to know.
DUTIES = frozenset({Capacity.STAFF, Capacity.INTERPRETER, Capacity.PRESS, Capacity.SECURITY})
NUMBERED = re.compile(r"^[tr](\d+)$")
DIGITS = re.compile(r"(\d+)")
Languages = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """One person as papers name them: `about` are post and organisation, `city` whence, `party` the side.

    `number` and `at` tell the place, empty where there is none.
    """

    name: PrintedName
    about: Text
    city: Text
    party: str
    party_name: Text
    sample: bool
    number: str = ""
    at: Text = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A place card or badge."""

    person: Printed
    large: bool
    duty: Text = ()


def person_of(delegate: Delegate, languages: Languages, *, number: str = "", at: Text = ()) -> Printed:
    """How a delegate is named in a list: the name with the other script beside it."""
    delegation = delegate.delegation
    whence = delegation.city.name if delegation.city is not None else delegation.name
    return Printed(
        name=printed_name(delegate.person, languages),
        about=about(delegate, languages),
        city=told(languages, lambda: whence),
        party=delegation.party,
        party_name=told(languages, lambda: Party(delegation.party).label),
        sample=delegate.person.sample,
        number=number,
        at=at,
    )


def card_of(
    delegate: Delegate, languages: Languages, *, large: bool = False, number: str = "", at: Text = ()
) -> Card:
    """The same for a card, with the scripts of the chosen languages and no other."""
    person = person_of(delegate, languages, number=number, at=at)
    name = card_name(delegate.person, languages)
    duty = Capacity(delegate.capacity)
    return Card(
        person=Printed(
            name,
            apart(delegate, languages),
            person.city,
            person.party,
            person.party_name,
            person.sample,
            number,
            at,
        ),
        large=large,
        duty=told(languages, lambda: duty.label) if duty in DUTIES else (),
    )


def card_name(person: Person, languages: Languages) -> PrintedName:
    """The name in the scripts of these languages: in English alone there is no second script."""
    name = printed_name(person, languages)
    return name if len(languages) > 1 else PrintedName(name.first, None)


def about(delegate: Delegate, languages: Languages) -> Text:
    """Post and organisation in one line of each language."""
    post = delegate.post
    if post is None:
        return ()
    found = []
    for language in languages:
        title = told((language,), lambda: post.title)
        body = told((language,), lambda: post.organisation.name)
        ordered = (*body, *title) if language == "ko" else (*title, *body)
        found.append(line((" " if language == "ko" else ", ").join(part.text for part in ordered)))
    return tuple(dict.fromkeys(one for one in found if one.text))


def apart(delegate: Delegate, languages: Languages) -> Text:
    """Post and organisation for a card: in lines of their own, or in one a language where there are two."""
    post = delegate.post
    if post is None or len(languages) > 1:
        return about(delegate, languages)
    return (
        *told(languages, lambda: post.title),
        *told(languages, lambda: post.organisation.name),
    )


def is_large(each: Attending) -> bool:
    """Principals, signatories and heads of delegation: the size of a card follows precedence."""
    return each.function in LEADING or each.delegate.capacity == Capacity.HEAD


def by_name(people: Iterable[Delegate], language: str) -> list[Delegate]:
    """Alphabetically by the collation of a language; who has no letter in their name comes last."""

    def key(delegate: Delegate) -> tuple[bool, bytes, int]:
        name = name_of(delegate.person)
        return (name is None, sort_key(name, language) if name is not None else b"", delegate.pk)

    return sorted(people, key=key)


def natural(key: str) -> tuple[tuple[int, int, str], ...]:
    """A key by which t2 stands before t10."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in DIGITS.split(key) if part)


def table_text(key: str, request: Request, languages: Languages) -> Text:
    """Table 3, row 2, the head table."""
    return told(languages, lambda: capfirst(table_name(key, request)))


def table_mark(key: str, request: Request, languages: Languages) -> Text:
    """What stands large on a table: its number; at the head table the words."""
    if any(table.id == key and table.top for table in request.tables):
        return table_text(key, request, languages)
    found = NUMBERED.match(key)
    return (line(found[1] if found else key),)


def seat_text(each: Seated, request: Request, languages: Languages, *, several: bool) -> Text:
    """Where a card belongs: the table, if several, and the number that stands in the chair on the plan."""

    def said() -> str:
        where = [capfirst(table_name(each.table, request))] if several else []
        if each.number is not None:
            where.append(str(each.number) if several else _("No. %(n)s") % {"n": each.number})
        return " · ".join(where)

    return told(languages, said)
