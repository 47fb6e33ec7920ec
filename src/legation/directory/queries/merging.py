"""Two records side by side before they are made one, and what became of those that were."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from legation.directory.choices import Kind, Scope
from legation.directory.models import Merge, Organisation, Person, Post, Tenure
from legation.directory.models.merging import MODELS
from legation.directory.queries.lists import Wish, list_of_organisations, list_of_people
from legation.kernel.references import references

# What is chosen of one record or the other, and the fields that go together.
CHOSEN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    Kind.PERSON: {
        "name": ("family_name", "given_name", "family_first"),
        "native_name": ("native_name",),
        "korean_name": ("korean_name",),
        "passport_name": ("passport_name",),
        "biography": ("biography",),
        "portrait": ("portrait",),
    },
    Kind.ORGANISATION: {
        "name": ("name",),
        "native_name": ("native_name",),
        "kind": ("kind",),
        "city": ("city",),
        "founded_on": ("founded_on",),
    },
}
RECENT, FOUND = 50, 12


@dataclass(frozen=True, slots=True)
class Side:
    """One field as one record has it, in words."""

    text: str
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both. `differs`: there is a choice; `fills`: only the second has it."""

    name: str
    label: str
    first: Side
    second: Side
    differs: bool
    fills: bool


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two records of one kind, line by line, and what a reader sees hanging on each."""

    kind: str
    kept: Any
    lost: Any
    lines: tuple[Line, ...]
    posts: tuple[list[str], list[str]]
    links: tuple[tuple[str, int, int], ...]
    shared: bool


@dataclass(frozen=True, slots=True)
class MergePage:
    """A merge as a reader may know it."""

    merge: Merge
    kept: Any
    lost: Any
    links: tuple[tuple[str, int], ...]
    stays: tuple[str, ...]


def side_by_side(kept: Any, lost: Any, user: Any) -> SideBySide:
    """What is chosen between two records, and how many links of each kind the reader sees on each."""
    kind = Kind.PERSON if isinstance(kept, Person) else Kind.ORGANISATION
    lines = []
    for name, fields in CHOSEN[kind].items():
        first, second = _said(kept, name, fields), _said(lost, name, fields)
        if not first.text and not second.text:
            continue
        differs = any(getattr(kept, field) != getattr(lost, field) for field in fields)
        lines.append(
            Line(name, _label(kept, name), first, second, differs and bool(second.text), not first.text)
        )
    counted: dict[str, list[int]] = {}
    for reference in references(type(kept)):
        label = str(reference.model._meta.verbose_name)
        for place, record in enumerate((kept, lost)):
            counted.setdefault(label, [0, 0])[place] += reference.rows_seen(record, user).count()
    links = tuple((label, *both) for label, both in counted.items() if any(both))
    posts = (posts_of(kept, user), posts_of(lost, user))
    return SideBySide(kind, kept, lost, tuple(lines), posts, links, not _lets_out(kept, lost))  # type: ignore[arg-type]


def added_spellings(kept: Any, lost: Any, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """The spellings and languages of both that the record which stays does not have yet."""

    def final(name: str) -> Any:
        return values.get(name, getattr(kept, name))

    if isinstance(kept, Person):
        shown = Person(**{name: final(name) for name in ("family_name", "given_name", "family_first")})
        have = {shown.name_in("en"), final("native_name"), final("korean_name"), *kept.aliases}
        said = [
            name
            for each in (kept, lost)
            for name in (each.name_in("en"), each.native_name, each.korean_name, *each.aliases)
        ]
        gained = {
            "aliases": _new(said, have),
            "languages": _new(lost.languages, set(kept.languages)),
        }
    else:
        name = final("name")
        have = {name.localize("en"), name.localize("ko"), final("native_name"), *kept.aliases}
        said = [
            text
            for each in (kept, lost)
            for text in (each.name.localize("en"), each.name.localize("ko"), each.native_name, *each.aliases)
        ]
        gained = {"aliases": _new(said, have)}
    return {name: more for name, more in gained.items() if more}


def merges_of(user: Any, kind: str) -> QuerySet[Merge]:
    """What became one, the newest first."""
    return Merge.objects.visible_to(user).filter(kind=kind).order_by("-pk")[:RECENT]


def merged_into(record: Any, user: Any) -> list[Merge]:
    """What was made one with this record and still is."""
    kind = Kind.PERSON if isinstance(record, Person) else Kind.ORGANISATION
    return list(
        Merge.objects.visible_to(user).filter(kind=kind, kept=record.pk, undone_at=None).order_by("pk")
    )


def merge_page(merge: Merge, user: Any) -> MergePage:
    """What moved, as far as the reader sees the rows, and what undoing left."""
    model = MODELS[merge.kind]
    kept = model.objects.visible_to(user).filter(pk=merge.kept).first()
    lost = model.objects.filter(pk=merge.lost).first()
    counted = {
        str(apps.get_model(label)._meta.verbose_name): len(_seen(label, keys, user))
        for label, keys in _by_model(merge.moved).items()
    }
    stays = [_label(kept or lost, each["field"]) for each in merge.stays if "field" in each]
    for label, keys in _by_model(each for each in merge.stays if "model" in each).items():
        named = str(apps.get_model(label)._meta.verbose_name)
        stays += [f"{named}: {row}" for row in _seen(label, keys, user)]
    links = tuple((label, count) for label, count in counted.items() if count)
    return MergePage(merge, kept, lost, links, tuple(stays))


def _by_model(notes: Iterable[Mapping[str, Any]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for note in notes:
        found.setdefault(note["model"], []).append(note["key"])
    return found


def _seen(label: str, keys: list[int], user: Any) -> list[Any]:
    manager: Any = apps.get_model(label)._default_manager
    return list(manager.visible_to(user).filter(pk__in=keys)) if hasattr(manager, "visible_to") else []


def _new(said: Iterable[str], have: set[str]) -> list[str]:
    return [text for text in dict.fromkeys(said) if text and text not in have]


def _lets_out(kept: Any, lost: Any) -> bool:
    """Whether the second is known to one office only and the first to all."""
    return isinstance(kept, Person) and isinstance(lost, Person) and lost.scope == Scope.OFFICE != kept.scope


def _label(record: Any, name: str) -> str:
    if name == "name":
        return gettext("name")
    return str(record._meta.get_field(name).verbose_name)


def _said(record: Any, name: str, fields: tuple[str, ...]) -> Side:
    if name == "portrait":
        return Side(record.portrait, picture=bool(record.portrait))
    if name == "name" and isinstance(record, Person):
        return Side(record.name_in("en"))
    if name == "kind":
        return Side(str(record.get_kind_display()))
    value = getattr(record, fields[0])
    if hasattr(value, "data") and isinstance(value.data, dict):
        return Side(" / ".join(dict.fromkeys(filter(None, value.data.values()))))
    if value is None or value == "":
        return Side("")
    if hasattr(value, "strftime"):
        return Side(date_format(value))
    return Side(str(value))


def others_found(record: Any, wish: Wish, user: Any) -> list[tuple[Any, list[str]]]:
    """Records of the same kind that a reader finds by name, each with its posts; none before they look."""
    if not wish.find:
        return []
    if isinstance(record, Person):
        found: list[Any] = [row.person for row in list_of_people(user, wish, timezone.localdate()).rows]
    else:
        found = [row.organisation for row in list_of_organisations(user, wish).rows]
    return [(each, posts_of(each, user)) for each in found if each.pk != record.pk][:FOUND]


def posts_of(record: Any, user: Any) -> list[str]:
    """The posts that a person holds or held, or that a body has, for comparing."""
    if isinstance(record, Organisation):
        return [
            str(post.title)
            for post in Post.objects.visible_to(user).filter(organisation=record).order_by("pk")
        ]
    tenures = Tenure.objects.visible_to(user).filter(Q(person=record)).select_related("post__organisation")
    return list(dict.fromkeys(str(tenure.post) for tenure in tenures.newest_first()))
