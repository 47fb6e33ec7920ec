"""People and organisations as others read them: a table, vCards, Popolo JSON. A piece at a time.

What goes out is what the reader finds, in the order in which it was listed. The name as in the passport goes
to those who keep records only.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from legation.directory.models import City, Organisation, Person, Post, Tenure
from legation.directory.queries.listed import heading
from legation.directory.queries.met import NAMES
from legation.kernel.sheets import Cell

BATCH = 500
COLUMNS = ("number", *NAMES, "aliases", "languages", "organisation", "post")


@dataclass(frozen=True, slots=True)
class Leaving:
    """A person on the way out: the posts that count, and cells that the list they stand in adds.

    `listed` names the line of a list by which somebody stands there whom the directory does not hold; `role`
    is the organisation and the post that such a line says.
    """

    person: Person
    posts: tuple[Post, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    more: tuple[Cell, ...] = ()
    listed: str = ""
    role: tuple[str, str] = ("", "")

    @property
    def key(self) -> str:
        """What names them in a file, the same each time."""
        return self.listed or f"person/{self.person.pk}"

    @property
    def roles(self) -> list[tuple[str, str]]:
        """Organisation and post of each thing that they are."""
        own = [(str(post.organisation), str(post.title)) for post in self.posts]
        return [self.role] if any(self.role) else own


@dataclass(frozen=True, slots=True)
class Belonging:
    """A membership in something that is no organisation of the directory, such as a delegation."""

    key: str
    person: str
    group: str
    role: str = ""
    kind: str = "delegation"


@dataclass(slots=True)
class Popolo:
    """What stands beside the persons: organisations, posts and memberships, each once."""

    organisations: dict[str, dict[str, Any]] = field(default_factory=dict)
    posts: dict[str, dict[str, Any]] = field(default_factory=dict)
    memberships: list[dict[str, Any]] = field(default_factory=list)


def leaving(keys: Sequence[int], user: Any, day: date) -> Iterator[Leaving]:
    """These people in this order, those whom `user` finds, with the posts of `day`: two queries a batch."""
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        people = Person.objects.visible_to(user).in_bulk(part)
        held: dict[int, list[Tenure]] = {}
        tenures = Tenure.objects.visible_to(user).filter(person__in=part).select_related("post__organisation")
        for tenure in tenures.newest_first():
            held.setdefault(tenure.person_id, []).append(tenure)
        for key in part:
            if key in people:
                own = held.get(key, [])
                running = [
                    tenure.post
                    for tenure in own
                    if (tenure.started_on is None or tenure.started_on <= day)
                    and (tenure.ended_on is None or tenure.ended_on >= day)
                ]
                yield Leaving(people[key], tuple(dict.fromkeys(running)), tuple(own))


def headings(user: Any, more: Sequence[str] = ()) -> list[str]:
    """In the reader's language, as they are understood when the list comes back."""
    return [heading(name) for name in _columns(user)] + list(more)


def cells(each: Leaving, user: Any) -> list[Cell]:
    """One row of a table."""
    person, post = each.person, each.posts[0] if each.posts else None
    values: dict[str, Cell] = {
        "number": person.pk,
        **{name: getattr(person, name) for name in NAMES},
        "aliases": ", ".join(person.aliases),
        "languages": ", ".join(person.languages),
        "organisation": str(post.organisation) if post else "",
        "post": str(post.title) if post else "",
    }
    return [values[name] for name in _columns(user)] + list(each.more)


def _columns(user: Any) -> list[str]:
    return [name for name in COLUMNS if name != "passport_name" or user.keeps_records]


def vcard(each: Leaving) -> str:
    """One vCard 4.0: the name in each script in its own property, the posts of the day, the languages."""
    person = each.person
    own = "ko" if any("가" <= sign <= "힣" for sign in person.native_name) else ""
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"UID:legation-{each.key.replace('/', '-')}",
        f"FN;ALTID=1;LANGUAGE=en:{_text(person.name_in('en'))}",
        f"N:{_text(person.family_name)};{_text(person.given_name)};;;",
    ]
    said = {person.name_in("en")}
    for name, language in ((person.korean_name, "ko"), (person.native_name, own)):
        if name and name not in said:
            said.add(name)
            lines.append(f"FN;ALTID=1{f';LANGUAGE={language}' if language else ''}:{_text(name)}")
    if person.aliases:
        lines.append(f"NICKNAME:{','.join(map(_text, person.aliases))}")
    for place, (body, title) in enumerate(each.roles, start=1):
        if body:
            lines.append(f"ORG;PREF={min(place, 100)}:{_text(body)}")
        if title:
            lines.append(f"TITLE;PREF={min(place, 100)}:{_text(title)}")
    lines += [f"LANG:{language}" for language in person.languages]
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCARD"))


def body_vcard(body: Organisation) -> str:
    """One vCard 4.0 of an organisation."""
    english, korean = body.name.localize("en"), body.name.localize("ko")
    lines = ["BEGIN:VCARD", "VERSION:4.0", "KIND:org", f"UID:legation-organisation-{body.pk}"]
    for name, language in ((english, "en"), (korean, "ko")):
        if name and (language == "en" or name != english):
            lines.append(f"FN;ALTID=1;LANGUAGE={language}:{_text(name)}")
    lines += [f"ORG:{_text(english or korean)}", "END:VCARD"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def popolo(
    people: Iterable[Leaving], bodies: Iterable[Organisation] = (), belonging: Iterable[Belonging] = ()
) -> Iterator[str]:
    """Popolo JSON: persons first, then what they belong to."""
    beside = Popolo()
    for body in bodies:
        _body(beside, body)
    yield '{"persons": ['
    first = True
    for each in people:
        yield f"{'' if first else ','}\n{_json(_person(each))}"
        first = False
        for tenure in each.tenures:
            _held(beside, tenure)
    for one in belonging:
        group = f"group/{one.group}"
        beside.organisations.setdefault(group, {"id": group, "name": one.group, "classification": one.kind})
        role = {"role": one.role} if one.role else {}
        beside.memberships.append({"id": one.key, "person_id": one.person, "organization_id": group, **role})
    for name, rows in (
        ("organizations", beside.organisations.values()),
        ("posts", beside.posts.values()),
        ("memberships", beside.memberships),
    ):
        yield f'\n], "{name}": ['
        for place, row in enumerate(rows):
            yield f"{',' if place else ''}\n{_json(row)}"
    yield "\n]}\n"


def _person(each: Leaving) -> dict[str, Any]:
    person = each.person
    shown = person.name_in("en")
    others = [
        *(
            {"name": name, "note": note}
            for name, note in ((person.native_name, "own script"), (person.korean_name, "Hangul"))
            if name and name != shown
        ),
        *({"name": name} for name in person.aliases),
    ]
    biography = person.biography.localize("en") if person.biography else ""
    found: dict[str, Any] = {
        "id": each.key,
        "name": shown,
        "family_name": person.family_name,
        "given_name": person.given_name,
        "other_names": others,
        "biography": biography,
    }
    return {name: value for name, value in found.items() if value}


def _body(beside: Popolo, body: Organisation) -> str:
    key = f"organization/{body.pk}"
    if key not in beside.organisations:
        english, korean = body.name.localize("en"), body.name.localize("ko")
        names = [name for name in (korean, body.native_name, *body.aliases) if name and name != english]
        found = {
            "id": key,
            "name": english or korean,
            "other_names": [{"name": name} for name in dict.fromkeys(names)],
            "classification": body.kind,
            "founding_date": body.founded_on.isoformat() if body.founded_on else "",
        }
        beside.organisations[key] = {name: value for name, value in found.items() if value}
    return key


def _held(beside: Popolo, tenure: Tenure) -> None:
    body, post = _body(beside, tenure.post.organisation), f"post/{tenure.post_id}"
    label = tenure.post.title.localize("en") or tenure.post.title.localize("ko")
    beside.posts.setdefault(post, {"id": post, "label": label, "organization_id": body})
    found = {
        "id": f"membership/{tenure.pk}",
        "person_id": f"person/{tenure.person_id}",
        "organization_id": body,
        "post_id": post,
        "role": label,
        "start_date": tenure.started_on.isoformat() if tenure.started_on else "",
        "end_date": tenure.ended_on.isoformat() if tenure.ended_on else "",
    }
    beside.memberships.append({name: value for name, value in found.items() if value})


def bodies_leaving(keys: Sequence[int], user: Any) -> Iterator[Organisation]:
    """These organisations in this order, those that `user` finds."""
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        found = Organisation.objects.visible_to(user).select_related("city").in_bulk(part)
        yield from (found[key] for key in part if key in found)


def city_headings() -> list[str]:
    """The columns of cities, in the reader's language."""
    name = str(_("name")).capitalize()
    return [
        _("No."),
        f"{name} (English)",
        f"{name} (한국어)",
        _("In its own script"),
        _("Country"),
        _("Time zone"),
    ]


def cities_leaving(keys: Sequence[int], user: Any) -> Iterator[list[Cell]]:
    """A row of each of these cities in this order, those that `user` finds."""
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        found = City.objects.visible_to(user).in_bulk(part)
        for city in (found[key] for key in part if key in found):
            names = (city.name.localize("en"), city.name.localize("ko"), city.native_name)
            yield [city.pk, *names, city.country_name, city.time_zone]


def body_headings() -> list[str]:
    """The columns of organisations, in the reader's language."""
    name, kind, city = str(_("name")).capitalize(), _("Kind"), _("City")
    return [_("No."), f"{name} (English)", f"{name} (한국어)", _("In its own script"), _("Other names"),
            kind, city, _("Founded on")]  # fmt: skip


def body_cells(body: Organisation) -> list[Cell]:
    city = body.city if body.city is not None and body.city.removed_at is None else None
    return [
        body.pk,
        body.name.localize("en"),
        body.name.localize("ko"),
        body.native_name,
        ", ".join(body.aliases),
        str(body.get_kind_display()),
        str(city or ""),
        body.founded_on.isoformat() if body.founded_on else "",
    ]


def _text(value: str) -> str:
    """A text value of a vCard."""
    for sign, told in (
        ("\\", "\\\\"),
        ("\r\n", "\\n"),
        ("\n", "\\n"),
        ("\r", ""),
        (",", "\\,"),
        (";", "\\;"),
    ):
        value = value.replace(sign, told)
    return value


def _folded(line: str) -> str:
    """At most 75 bytes a line, never within a letter."""
    parts, size = [""], 0
    for sign in line:
        width = len(sign.encode())
        if size + width > (75 if len(parts) == 1 else 74):
            parts.append("")
            size = 0
        parts[-1] += sign
        size += width
    return "\r\n ".join(parts)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
