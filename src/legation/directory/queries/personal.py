"""All that the installation holds about a person, as far as the reader may see it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _

from legation.directory.models import Erasure, Person
from legation.directory.queries.records import revisions_seen
from legation.kernel.models import Activity
from legation.kernel.personal import Kept, kept, words_of_erasers
from legation.kernel.references import references
from legation.kernel.sealing import SealedField, SealedText

SILENT = {"id", "version", "sequence", "removed_at", "seal_id"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One field with what it holds, in words."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Held:
    """One record that tells of the person: what kind, how it is called, and its fields."""

    kind: str
    name: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Personal:
    """What is held: the person's own record, what points to it, what was saved and what was done when."""

    person: Person
    own: tuple[Fact, ...]
    held: tuple[Held, ...]
    saved: tuple[Held, ...]
    done: tuple[Fact, ...]


def personal(person: Person, user: Any) -> Personal:
    """Everything about `person` that `user` may see, in every app.

    What only another office or the other side knows is theirs to give; nothing here tells of it.
    """
    held = [_held(row, user) for reference in references(Person) for row in reference.rows_seen(person, user)]
    held += [_held(each, user) for each in kept(person, user)]
    saved = [
        Held(
            _("saved"),
            f"{revision.at:%Y-%m-%d %H:%M}, {revision.by}",
            tuple(
                Fact(change.label, f"{change.before or '—'} → {change.after or '—'}")
                for change in revision.changes
            ),
        )
        for revision in revisions_seen(person, user)
    ]
    logged = Activity.objects.filter(
        content_type=ContentType.objects.get_for_model(Person), object_id=person.pk
    ).select_related("by")
    done = [
        Fact(f"{entry.at:%Y-%m-%d %H:%M}", f"{entry.get_verb_display()}, {entry.by or '—'}")
        for entry in logged.order_by("at", "pk")
    ]
    return Personal(person, tuple(_facts(person, user)), tuple(held), tuple(saved), tuple(done))


def _held(each: models.Model | Kept, user: Any) -> Held:
    if isinstance(each, Kept):
        return Held(each.kind, each.name, tuple(Fact(label, text) for label, text in each.facts))
    return Held(str(each._meta.verbose_name), str(each), tuple(_facts(each, user)))


def as_data(found: Personal) -> dict[str, Any]:
    """The same for a machine."""

    def told(facts: tuple[Fact, ...]) -> dict[str, str]:
        return {fact.label: fact.text for fact in facts}

    def records(rows: tuple[Held, ...]) -> list[dict[str, Any]]:
        return [{"kind": each.kind, "name": each.name, "fields": told(each.facts)} for each in rows]

    return {
        "person": told(found.own),
        "records": records(found.held),
        "saved": records(found.saved),
        "activity": [{"at": fact.label, "what": fact.text} for fact in found.done],
    }


def last_erasure(person: Person) -> Erasure | None:
    """When the person was erased, if they were."""
    return Erasure.objects.filter(person=person.pk).order_by("-pk").first()


def erasure_words(report: Mapping[str, int]) -> list[Fact]:
    """What an erasure replaced, in words."""
    labels = {
        "names": _("Names, spellings, languages, biography and portrait"),
        "history": _("Saved states of the record, with names replaced"),
        "activity": _("Entries of the activity log, with the name replaced"),
        "lists": _("Notes of lists that brought the person"),
        "likenesses": _("Pairs of likely the same"),
        "merges": _("Notes of records made one"),
        "search": _("Entries of the search index, made anew without the name"),
        "links": _("Records that still point to the removed person"),
        **words_of_erasers(),
        "waiting": _(
            "Lists of your office that are not taken in yet. Whoever stands in one comes back with it: where"
            " the person does, discard the list, and bring its file again without them."
        ),
    }
    return [Fact(str(label), str(report[name])) for name, label in labels.items() if name in report]


def _facts(row: models.Model, user: Any) -> Iterator[Fact]:
    """The fields that say something; what is `untold` or kept `aside` goes to who may change the record."""
    untold: frozenset[str] = getattr(row, "untold", frozenset()) | getattr(row, "aside", frozenset())
    inside = not untold or user.has_perm(f"{row._meta.app_label}.change_{row._meta.model_name}", row)
    for field in row._meta.concrete_fields:
        if (
            field.name in SILENT | getattr(row, "looked", frozenset())
            or isinstance(field, models.BinaryField)
            or (isinstance(field, SealedField) and not isinstance(field, SealedText))
            or "encrypted" in type(field).__name__.lower()
        ):
            continue
        if field.name in untold and not inside:
            continue
        if field.name == "passport_name" and not user.keeps_records:
            continue
        if field.is_relation and not _sees(row, field, user):
            continue
        text = _words(row, field)
        if text:
            yield Fact(str(field.verbose_name), text)


def _sees(row: models.Model, field: Any, user: Any) -> bool:
    """Whether the reader sees what a link points to; what does not say who sees it is not told."""
    manager: Any = field.related_model._default_manager
    if not hasattr(manager, "visible_to"):
        return False
    return bool(manager.visible_to(user).filter(pk=getattr(row, field.attname)).exists())


def _words(row: models.Model, field: Any) -> str:
    if field.choices:
        return str(dict(field.flatchoices).get(getattr(row, field.attname), "") or "")
    value = getattr(row, field.name)
    if value is None or value in ("", [], {}):
        return ""
    if hasattr(value, "data") and isinstance(value.data, dict):
        return " / ".join(dict.fromkeys(words for words in value.data.values() if words))
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return str(value)
