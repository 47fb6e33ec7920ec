"""What stands in minutes: as one reader sees it while they are open, and as both sides sign it."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q
from i18nfield.strings import LazyI18nString as Words

from legation.directory.choices import Scope
from legation.directory.models import Person
from legation.missions.choices import Function, Party, Presence
from legation.missions.models import Delegate
from legation.missions.models.engagement import narrower
from legation.missions.queries.engagement import attendances_at
from legation.outcomes.choices import LineKind
from legation.outcomes.models import Minutes, MinutesLine, MinutesPerson
from legation.outcomes.queries.choosing import people_named_to

NOTHING = Words({})


@dataclass(frozen=True, slots=True)
class Someone:
    """One who was expected, or came without that. `key` is "p" and a person, or "o" and one who was added."""

    key: str
    party: str
    name: Words
    post: Words
    function: str
    presence: str
    instead_of: Words = field(default_factory=lambda: NOTHING)
    row: Any = None
    visibility: str = "shared"

    @property
    def function_name(self) -> str:
        return str(Function(self.function).label) if self.function else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what was said, decided, promised or noted, or an item of the agenda."""

    key: int
    kind: str
    text: Words
    speaker: Words = field(default_factory=lambda: NOTHING)
    party: str = ""
    owed_by: Words = field(default_factory=lambda: NOTHING)
    owed_to: Words = field(default_factory=lambda: NOTHING)
    due_on: date | None = None
    visibility: str = "shared"
    line: Any = None

    @property
    def kind_name(self) -> str:
        return str(LineKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the agenda with what stands under it; without a heading what stands under none."""

    number: int
    heading: Entry | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Minutes whole: who was there, and the items in order."""

    people: tuple[Someone, ...]
    items: tuple[Item, ...]

    @property
    def guests(self) -> tuple[Someone, ...]:
        return tuple(one for one in self.people if one.party == Party.GUEST)

    @property
    def hosts(self) -> tuple[Someone, ...]:
        return tuple(one for one in self.people if one.party == Party.HOST)

    @property
    def third(self) -> tuple[Someone, ...]:
        return tuple(one for one in self.people if one.party == Party.THIRD)

    @property
    def lines(self) -> tuple[Entry, ...]:
        heads = [(item.heading,) if item.heading else () for item in self.items]
        return tuple(
            one for head, item in zip(heads, self.items, strict=True) for one in (*head, *item.entries)
        )

    @property
    def sides(self) -> tuple[tuple[str, tuple[Someone, ...]], ...]:
        both = (("guest", self.guests), ("host", self.hosts))
        return (*both, ("third", self.third)) if self.third else both


def open_text(minutes: Minutes, user: Any) -> Text:
    """Four queries: those expected, those added, the lines, and who spoke, all as `user` sees them."""
    people = people_of(minutes, user)
    return Text(people, arranged(entries_of(minutes, user, people)))


def people_of(minutes: Minutes, user: Any) -> tuple[Someone, ...]:
    """Two queries: principals first on each side, then those who were added."""
    expected = [
        Someone(
            key=f"p{row.delegate.person_id}",
            party=row.delegate.delegation.party,
            name=_name(row.delegate.person),
            post=_post(row.delegate),
            function=row.function if row.function != Function.PARTICIPANT else "",
            presence=row.presence,
            row=row,
            visibility=narrower(minutes.seen_by(), row.delegate.visibility),
        )
        for row in attendances_at(minutes.engagement, user)
    ]
    return (*expected, *(_added(one) for one in _others(minutes, user)))


def _others(minutes: Minutes, user: Any) -> list[MinutesPerson]:
    """Those who were added; whom they stand in for is left out where `user` may not know of them."""
    found = list(
        MinutesPerson.objects.present()
        .filter(minutes=minutes)
        .select_related("instead_of__person")
        .order_by("party", "pk")
    )
    if any(one.instead_of is not None for one in found):
        known = set(Delegate.objects.visible_to(user).filter(mission=minutes.mission_id).values_list("pk"))
        for one in found:
            if (one.instead_of_id,) not in known:
                one.instead_of = None
    return found


def _added(one: MinutesPerson) -> Someone:
    return Someone(
        key=f"o{one.pk}",
        party=one.party,
        name=_same(one.name),
        post=one.post or NOTHING,
        function="",
        presence=Presence.PRESENT,
        instead_of=_name(one.instead_of.person) if one.instead_of else NOTHING,
        row=one,
    )


def entries_of(minutes: Minutes, user: Any, people: Iterable[Someone]) -> list[Entry]:
    """Two queries: the lines in order, and who spoke as far as `user` may know them."""
    return _entries(
        MinutesLine.objects.visible_to(user).filter(minutes=minutes), people_named_to(user), people
    )


def _entries(lines: Any, known: Any, people: Iterable[Someone]) -> list[Entry]:
    party = {one.key: one.party for one in people}
    found = (
        lines.select_related("statement", "commitment__owed_by", "commitment__owed_to")
        .prefetch_related(Prefetch("statement__speakers", queryset=known.order_by("pk")))
        .order_by("position", "pk")
    )
    return [_entry(line, party) for line in found]


def _entry(line: MinutesLine, party: Mapping[str, str]) -> Entry:
    common: dict[str, Any] = {"key": line.pk, "kind": line.kind, "visibility": _seen_by(line), "line": line}
    if line.statement is not None:
        speakers = list(line.statement.speakers.all())
        sides = {party.get(f"p{one.pk}", "") for one in speakers}
        return Entry(
            text=line.statement.text,
            speaker=_joined([_name(one) for one in speakers], line.speaker),
            party=sides.pop() if len(sides) == 1 else "",
            **common,
        )
    if line.commitment is not None:
        promise = line.commitment
        return Entry(
            text=promise.title,
            owed_by=promise.owed_by.name if promise.owed_by else NOTHING,
            owed_to=promise.owed_to.name if promise.owed_to else NOTHING,
            due_on=promise.due_on,
            **common,
        )
    return Entry(text=line.text, **common)


def _seen_by(line: MinutesLine) -> str:
    """Of the line and of what stands there the visibility that fewer see."""
    part = line.statement or line.commitment
    return narrower(line.visibility, part.visibility) if part is not None else line.visibility


def arranged(entries: Sequence[Entry]) -> tuple[Item, ...]:
    """The items in order, each with what stands under it; what stands under none comes first."""
    heads = [one for one in entries if one.kind == LineKind.AGENDA]
    keys = {one.key for one in heads}
    under: dict[int | None, list[Entry]] = {}
    for one in entries:
        if one.kind != LineKind.AGENDA:
            place = one.line.under_id
            under.setdefault(place if place in keys else None, []).append(one)
    loose = [Item(0, None, tuple(under[None]))] if None in under else []
    return (*loose, *(Item(n, one, tuple(under.get(one.key, ()))) for n, one in enumerate(heads, start=1)))


def shared_text(minutes: Minutes, user: Any) -> Text:
    """What is signed: no more than everybody who sees the minutes sees. Four queries."""
    common = minutes.seen_by()
    people = tuple(one for one in people_of(minutes, user) if one.visibility in {"shared", common})
    people = tuple(_without_hidden(one, {"shared", common}) for one in people)
    lines = MinutesLine.objects.visible_to(user).filter(
        Q(statement=None) | Q(statement__visibility=common),
        Q(commitment=None) | Q(commitment__visibility=common),
        minutes=minutes,
        visibility=common,
    )
    met = Delegate.objects.present().filter(mission=minutes.mission_id, visibility__in={"shared", common})
    known = Person.objects.filter(Q(scope=Scope.SHARED) | Q(pk__in=met.values("person")))
    return Text(people, arranged(_entries(lines, known, people)))


def _without_hidden(one: Someone, common: set[str]) -> Someone:
    """Somebody who came, without naming in whose place where not everybody knows of that one."""
    absent = one.row.instead_of if isinstance(one.row, MinutesPerson) else None
    return one if absent is None or absent.visibility in common else replace(one, instead_of=NOTHING)


def frozen_of(minutes: Minutes, text: Text) -> dict[str, Any]:
    """The text as it is kept and signed."""
    engagement = minutes.engagement
    return {
        "title": _data(engagement.title),
        "starts_at": engagement.starts_at.isoformat(),
        "ends_at": engagement.ends_at.isoformat(),
        "zone": engagement.zone,
        "venue": _data(engagement.venue.name) if engagement.venue else {},
        "people": [
            {
                "key": one.key,
                "party": one.party,
                "name": _data(one.name),
                "post": _data(one.post),
                "function": one.function,
                "presence": one.presence,
                "instead_of": _data(one.instead_of),
            }
            for one in text.people
        ],
        "items": [
            {
                "number": item.number,
                "heading": _line_data(item.heading) if item.heading else None,
                "entries": [_line_data(one) for one in item.entries],
            }
            for item in text.items
        ],
    }


def _line_data(one: Entry) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "text": _data(one.text),
        "speaker": _data(one.speaker),
        "party": one.party,
        "owed_by": _data(one.owed_by),
        "owed_to": _data(one.owed_to),
        "due_on": one.due_on.isoformat() if one.due_on else None,
    }


def read_frozen(data: Mapping[str, Any]) -> Text:
    """The text as it was signed: no query."""
    people = tuple(
        Someone(
            **{
                **one,
                "name": Words(one["name"]),
                "post": Words(one["post"]),
                "instead_of": Words(one["instead_of"]),
            }
        )
        for one in data.get("people", ())
    )
    items = tuple(
        Item(
            item["number"],
            _read_line(item["heading"]) if item["heading"] else None,
            tuple(_read_line(one) for one in item["entries"]),
        )
        for item in data.get("items", ())
    )
    return Text(people, items)


def _read_line(data: Mapping[str, Any]) -> Entry:
    told = {name: Words(data[name]) for name in ("text", "speaker", "owed_by", "owed_to")}
    due_on = date.fromisoformat(data["due_on"]) if data["due_on"] else None
    return Entry(key=data["key"], kind=data["kind"], party=data["party"], due_on=due_on, **told)


def trace_of(data: Mapping[str, Any]) -> str:
    """Stands for exactly these words: it differs where a letter does."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _data(words: Any) -> dict[str, str]:
    """A text by language, without those in which it says nothing."""
    data = getattr(words, "data", words) or {}
    if not isinstance(data, dict):
        data = {"en": str(data)}
    return {language: str(said) for language, said in sorted(data.items()) if said}


def _name(person: Person) -> Words:
    return Words({"en": person.name_in("en"), "ko": person.name_in("ko")})


def _same(name: str) -> Words:
    return Words({"en": name, "ko": name})


def _post(delegate: Delegate) -> Words:
    """Post and body, in both languages where they are known in both."""
    post = delegate.post
    if post is None:
        return NOTHING
    told = {}
    for language in ("en", "ko"):
        parts = [Words(_data(each)).localize(language) for each in (post.title, post.organisation.name)]
        told[language] = ", ".join(parts) if language == "en" else " ".join(reversed(parts))
    return Words(told)


def _joined(names: Sequence[Words], other: str) -> Words:
    told = {}
    for language in ("en", "ko"):
        found = [each.localize(language) for each in names]
        told[language] = ", ".join([*found, other] if other else found)
    return Words(told) if any(told.values()) else NOTHING
