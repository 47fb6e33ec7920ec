"""What taking in a file would do, record by record: nothing is written, and nothing decided unseen.

What was changed there since it last came is taken; what was changed here meanwhile stays unless somebody
chooses otherwise; what neither side sees any more is not brought back.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from legation.directory.models import City, Erasure, Organisation, Person, Post
from legation.exchange.choices import Fate, Why
from legation.exchange.models import Link
from legation.exchange.queries.collecting import Collected, Keys, collect, column, local, plain
from legation.exchange.queries.kinds import KINDS
from legation.exchange.queries.minutes import OF_MINUTES, leave_in_minutes, unclosed
from legation.exchange.queries.places import bounded, folded
from legation.exchange.queries.reading import Read
from legation.missions.models import Mission, Programme, Room, Venue
from legation.outcomes.choices import AttachmentKind

Now = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a record, here and in the file; `both` says that it was changed on both sides."""

    name: str
    before: Any
    after: Any
    both: bool


@dataclass(slots=True)
class Row:
    """What becomes of one record of a file; `here` is the record here, if there is one."""

    kind: str
    read: Read
    fate: Fate
    here: Any = None
    changes: list[Change] = field(default_factory=list)
    why: str = ""

    @property
    def key(self) -> str:
        return self.read.ids[0]


@dataclass(slots=True)
class Plan:
    """Everything that a file would do. `mission` is the one here that it belongs to; None opens another."""

    mission: Mission | None
    here: Collected
    rows: dict[str, list[Row]] = field(default_factory=dict)
    gone: list[tuple[str, Any]] = field(default_factory=list)
    at: dict[str, Row] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    lined: set[int] = field(default_factory=set)  # what is said in new lines of minutes, by its row
    bounded: list[tuple[Any, Why]] = field(default_factory=list)  # whose rooms or seats are in use here
    stranger: bool = False  # the mission came from others, and never from whoever signed this file

    def all(self) -> Iterator[Row]:
        for rows in self.rows.values():
            yield from rows

    def count(self, fate: Fate) -> int:
        return len(self.gone) if fate == Fate.GONE else sum(row.fate == fate for row in self.all())


def mission_of(read: dict[str, list[Read]], keys: Keys) -> Mission | None:
    """The mission here that a file is about: it came from there, or went there from here."""
    ids = read["mission"][0].ids
    kind = ContentType.objects.get_for_model(Mission)
    keys_here = Link.objects.filter(uid__in=ids, content_type=kind).values("object_id")
    came: Mission | None = Mission.objects.present().filter(pk__in=keys_here).order_by("pk").first()
    if came is not None or not any(uid.startswith(f"{keys.fingerprint}.") for uid in ids):
        return came
    ours = Mission.objects.present().order_by("pk").values_list("pk", flat=True)
    key = next((key for key in ours if keys.uid("mission", key) in ids), None)
    return Mission.objects.get(pk=key) if key is not None else None


def plan(read: dict[str, list[Read]], mission: Mission | None, keys: Keys, *, by: Any) -> Plan:
    """Compare a file with what is here."""
    here = collect(mission, keys) if mission is not None else Collected()
    made = Plan(mission, here)
    known = here.by_id()
    links = made.links = _links(read)
    made.stranger = mission is not None and _stranger(read["mission"][0], links, keys)
    erased = set(Erasure.objects.values_list("person", flat=True))
    erased_ids = {keys.uid("person", key) for key in erased}
    finders = _finders(by, read)
    for kind in KINDS:
        taken: set[Any] = set()
        names = _names_here(kind, here)
        for each in read.get(kind, ()):
            row = _row(kind, each, made, known, links, keys)
            if row.here is None and row.fate == Fate.NEW:
                _find(row, made, here, finders, mission)
            gone = (row.here is not None and row.here.pk in erased) or not erased_ids.isdisjoint(each.ids)
            if kind == "person" and gone:
                row.fate, row.why = Fate.LEFT, Why.ERASED
            if kind == "mission" and mission is None:
                row.here, row.fate = None, Fate.NEW
            again = (kind, row.here.pk) if row.here is not None else None
            if again in taken and not KINDS[kind].shared:
                row.fate, row.why = Fate.LEFT, Why.TWICE
            taken |= {again} if again else set()
            if row.here is not None and row.fate != Fate.LEFT:
                _compare(row, made, links, keys)
            _leave_named(row, made, names)
            if kind == "minutes" or kind in OF_MINUTES:
                leave_in_minutes(row, made)
            made.rows.setdefault(kind, []).append(row)
            made.at |= dict.fromkeys(each.ids, row)
    made.gone = _gone(made, here, links)
    made.bounded = bounded(made)
    return made


def _stranger(mission: Read, links: dict[str, Link], keys: Keys) -> bool:
    """Whoever signed it calls the mission by the name of another, and never sent it before."""
    return mission.ids[0] not in links and not any(
        uid.startswith(f"{keys.fingerprint}.") for uid in mission.ids
    )


def _links(read: dict[str, list[Read]]) -> dict[str, Link]:
    """What is known of the names in a file, with the records here that they stand for."""
    ids = [uid for rows in read.values() for each in rows for uid in each.ids]
    found: dict[str, Link] = {}
    for at in range(0, len(ids), 500):
        links = Link.objects.filter(uid__in=ids[at : at + 500]).prefetch_related("target")
        found |= {link.uid: link for link in links}
    return found


def _row(
    kind: str, read: Read, made: Plan, known: dict[str, tuple[str, Any]], links: dict[str, Link], keys: Keys
) -> Row:
    """Whether a record is here: as part of what both sides see, or of the directory."""
    spec = KINDS[kind]
    for uid in read.ids:
        if uid in known and known[uid][0] == kind:
            return Row(kind, read, Fate.SAME, known[uid][1])
    for uid in read.ids:
        link = links.get(uid)
        target: Any = link.target if link is not None else None
        if spec.shared and type(target) is spec.model:
            gone = getattr(target, "removed_at", None) is not None
            return Row(
                kind, read, Fate.LEFT if gone else Fate.SAME, target, why=Why.TAKEN_OUT if gone else ""
            )
        if link is not None and made.mission is not None and not spec.shared:
            return Row(kind, read, Fate.LEFT, why=Why.TAKEN_OUT)
    if made.mission is not None and any(uid.startswith(f"{keys.fingerprint}.") for uid in read.ids):
        return Row(
            kind, read, Fate.NEW if spec.shared else Fate.LEFT, why="" if spec.shared else Why.TAKEN_OUT
        )
    for name in spec.needs:
        above = made.at.get(read.links.get(name) or "")
        if above is None or (above.fate == Fate.LEFT and above.here is None):
            return Row(kind, read, Fate.LEFT, why=Why.ALONE)
    if kind == "attachment" and not _hangs(read, made):
        return Row(kind, read, Fate.LEFT, why=Why.ALONE)
    return Row(kind, read, Fate.NEW)


def _hangs(read: Read, made: Plan) -> bool:
    """It belongs to one promise or agreement that is taken in, and shows a file or an address."""
    above = [made.at.get(uid) for uid in read.links.values() if uid is not None]
    here = len(above) == 1 and above[0] is not None and above[0].fate != Fate.LEFT
    article = read.values["kind"] == AttachmentKind.ARTICLE
    return here and bool(read.file or read.values["link"] or article)


def _find(row: Row, made: Plan, here: Collected, finders: Any, mission: Mission | None) -> None:
    """The same thing though nobody ever said so: in the directory, or by whom and what it links."""
    spec = KINDS[row.kind]
    found = None
    if spec.mine and mission is not None:
        linked = tuple(_here_key(made, row.read.links[name], mission) for name in spec.mine)
        if None not in linked:
            for other in here.rows[row.kind].values():
                if tuple(getattr(other, f"{name}_id") for name in spec.mine) == linked:
                    found = other
    elif row.kind in finders:
        found = finders[row.kind](row.read, made)
    if found is not None:
        row.here, row.fate = found, Fate.SAME


def _names_here(kind: str, here: Collected) -> dict[tuple[str, Any, str], Why]:
    """Which names are taken here, in what holds only one of each."""
    within = KINDS[kind].named_in
    rows = here.rows.get(kind, {}).values() if within else ()
    return {("here", getattr(row, f"{within}_id"), row.name): Why.NAMED for row in rows}


def _leave_named(row: Row, made: Plan, names: dict[tuple[str, Any, str], Why]) -> None:
    """Something new stays out where its name is taken, whether here or by one before it in the file."""
    within = KINDS[row.kind].named_in
    above = made.at.get(row.read.links[within] or "") if within else None
    if above is None or row.fate != Fate.NEW:
        return
    place = ("file", id(above)) if above.here is None else ("here", above.here.pk)
    name = (*place, row.read.values["name"])
    if name in names:
        row.fate, row.why = Fate.LEFT, names[name]
    else:
        names[name] = Why.TWICE


def _here_key(made: Plan, uid: str | None, mission: Mission) -> int | None:
    row = made.at.get(uid or "")
    if row is None:
        return None
    if row.kind == "mission":
        return mission.pk
    return row.here.pk if row.here is not None else None


def _names(value: Any) -> set[str]:
    words = plain(value)
    told = words.values() if isinstance(words, dict) else [words]
    return {each.casefold().strip() for each in told if each}


def _finders(by: Any, read: dict[str, list[Read]]) -> dict[str, Callable[[Read, Plan], Any]]:
    """How a record of the directory is found by what it is called, where that leaves no doubt."""

    def seen(model: Any, kind: str) -> list[Any]:
        return list(model.objects.visible_to(by).order_by("pk")) if read.get(kind) else []

    cities, bodies = seen(City, "city"), seen(Organisation, "organisation")
    posts, venues = seen(Post, "post"), seen(Venue, "venue")
    rooms, series = seen(Room, "room"), seen(Programme, "programme")
    families = {each.values["family_name"] for each in read.get("person", ())}
    people = list(Person.objects.visible_to(by).filter(family_name__in=families).order_by("pk"))

    def above(made: Plan, uid: str | None) -> int | None:
        row = made.at.get(uid or "")
        return row.here.pk if row is not None and row.here is not None else None

    def city(each: Read, _made: Plan) -> Any:
        return _only(
            one
            for one in cities
            if one.country == each.values["country"] and _names(one.name) & _names(each.values["name"])
        )

    def named(rows: list[Any], link: str, part: str = "name") -> Callable[[Read, Plan], Any]:
        def find(each: Read, made: Plan) -> Any:
            of = above(made, each.links[link]) if link else None
            if link and each.links[link] is not None and of is None:
                return None
            return _only(
                one
                for one in rows
                if (not link or getattr(one, f"{link}_id") == of)
                and _names(getattr(one, part)) & _names(each.values[part])
            )

        return find

    def person(each: Read, _made: Plan) -> Any:
        own = each.values["native_name"] or each.values["korean_name"]
        return _only(
            one
            for one in people
            if one.given_name == each.values["given_name"]
            and own
            and own in {one.native_name, one.korean_name}
        )

    return {
        "city": city,
        "organisation": named(bodies, "city"),
        "post": named(posts, "organisation", "title"),
        "venue": named(venues, "city"),
        "room": named(rooms, "venue"),
        "programme": named(series, ""),
        "person": person,
    }


def _only(found: Any) -> Any:
    """The one that was found; two are a doubt."""
    rows = list(found)
    return rows[0] if len(rows) == 1 else None


def _compare(row: Row, made: Plan, links: dict[str, Link], keys: Keys) -> None:
    """What differs, and who changed it since the record last came."""
    spec = KINDS[row.kind]
    now, then = local(spec, row.here, made.here), incoming(row, made)
    marks = marks_of(row, links)
    for name in spec.fields:
        if name not in row.read.named:  # the file says nothing of it
            continue
        if now[name] == then[name] or name in _kept_here(row, marks):
            continue
        theirs = marks.get(name) != keys.mark(then[name])
        ours = marks.get(name) != keys.mark(now[name])
        if theirs:
            row.changes.append(Change(name, now[name], then[name], both=ours))
    folded(row, made)
    if row.changes:
        row.fate = Fate.DIFFERS if any(change.both for change in row.changes) else Fate.CHANGED


def marks_of(row: Row, links: dict[str, Link]) -> dict[str, str]:
    """How the record last came from whoever signed the file, by the name that they gave it themselves."""
    own = links.get(row.key)
    return own.marks if own is not None else {}


def _kept_here(row: Row, marks: dict[str, str]) -> frozenset[str]:
    """What no file changes: whose a record is, for that says who reads what the file cannot know of it.

    Of the directory, all that it never had from there stays as well: it is another's record too.
    """
    spec = KINDS[row.kind]
    if spec.shared and not marks:
        return frozenset(spec.fields)
    own = {"pack"} if row.kind == "arrangement" and row.here.own_pack_id is not None else set()
    return frozenset({"mission", "scope", "side", *own})


def incoming(row: Row, made: Plan) -> Now:
    """What a record of a file would hold here: links by keys; one to something new by its name."""

    def key(uid: str | None) -> Any:
        other = made.at.get(uid or "")
        if other is None or (other.fate == Fate.LEFT and other.here is None):
            return None
        return other.here.pk if other.here is not None else f"new {uid}"

    spec = KINDS[row.kind]
    found: Now = {name: column(spec, name, value) for name, value in row.read.values.items()}
    found |= {name: key(uid) for name, uid in row.read.links.items()}
    for name, ids in row.read.many.items():
        there = [each for uid in ids if (each := key(uid)) is not None]
        found[name] = (
            sorted(there, key=str) if any(isinstance(each, str) for each in there) else sorted(there)
        )
    for name, pairs in row.read.placed.items():
        at = [[known, chair] for uid, chair in pairs if (known := key(uid)) is not None]
        found[name] = sorted(at, key=lambda pair: (isinstance(pair[0], str), pair))
    for name, ids in row.read.riding.items():
        found[name] = [each for uid in ids if (each := key(uid)) is not None]
    return found


def _gone(made: Plan, here: Collected, links: dict[str, Link]) -> list[tuple[str, Any]]:
    """What once came from there or went there and stands here, but no longer in the file."""
    if made.mission is None:
        return []
    told = {(row.kind, row.here.pk) for row in made.all() if row.here is not None}
    origins = {
        uid.partition(".")[0] for rows in made.rows.values() for row in rows for uid in row.read.ids[:1]
    }
    asked = Q(pk__in=[])
    for kind, rows in here.rows.items():
        if rows and not KINDS[kind].shared:
            kinds = ContentType.objects.get_for_model(KINDS[kind].model)
            asked |= Q(content_type=kinds, object_id__in=rows)
    came = Link.objects.filter(asked).order_by("pk")
    names = {ContentType.objects.get_for_model(spec.model).pk: kind for kind, spec in KINDS.items()}
    found: dict[tuple[str, int], Any] = {}
    for link in came:
        kind = names[link.content_type_id]
        place = (kind, link.object_id)
        if place not in told and link.uid.partition(".")[0] in origins and link.uid not in links:
            found[place] = here.rows[kind][link.object_id]
    found = unclosed(found, here.rows.get("minutes", {}))
    return [(kind, row) for (kind, _key), row in sorted(found.items(), key=lambda each: each[0])]
