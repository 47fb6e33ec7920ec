"""The search index: one entry a thing, its terms from the engine's tokenizer, the same on both databases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from legation.engine.textindex import query_terms, terms
from legation.kernel import bulk
from legation.kernel.choices import Visibility
from legation.kernel.models import SearchEntry, SearchTerm

IN_TITLE, ELSEWHERE = 3, 1


@dataclass(frozen=True, slots=True)
class Card:
    """How a thing is found and shown: `title` and `detail` by language, `text` searched and not shown."""

    kind: str
    url: str
    title: Mapping[str, str]
    detail: Mapping[str, str]
    text: str = ""
    mission_id: int | None = None
    office_id: int | None = None
    visibility: str = Visibility.SHARED


@transaction.atomic
def index(target: models.Model, card: Card | None) -> None:
    """Put `target` into the index, in place of what stood there of it. Without a card it is not found."""
    if card is None:
        drop(target)
        return
    entry, _made = SearchEntry.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(target), object_id=target.pk, defaults=_shown(card)
    )
    entry.terms.all().delete()
    SearchTerm.objects.bulk_create(_terms(entry, card))


@transaction.atomic
def index_all(cards: Sequence[tuple[models.Model, Card]]) -> None:
    """Put many targets of one kind into the index, none of which stands there yet."""
    if not cards:
        return
    kind = ContentType.objects.get_for_model(cards[0][0]).pk
    shown = [_shown(card) for _target, card in cards]
    keys = bulk.keys(SearchEntry, len(cards))
    bulk.write(
        SearchEntry,
        ("id", "content_type", "object_id", *shown[0]),
        (
            (key, kind, target.pk, *told.values())
            for key, (target, _card), told in zip(keys, cards, shown, strict=True)
        ),
    )
    bulk.write(
        SearchTerm,
        ("entry", "term", "weight"),
        (
            (key, term, weight)
            for key, (_target, card) in zip(keys, cards, strict=True)
            for term, weight in _weights(card)
        ),
    )


def _shown(card: Card) -> dict[str, Any]:
    return {
        "kind": card.kind,
        "url": card.url,
        "title": dict(card.title),
        "detail": dict(card.detail),
        "mission_id": card.mission_id,
        "office_id": card.office_id,
        "visibility": card.visibility,
    }


def _terms(entry: SearchEntry, card: Card) -> list[SearchTerm]:
    return [SearchTerm(entry=entry, term=term, weight=weight) for term, weight in _weights(card)]


def _weights(card: Card) -> list[tuple[str, int]]:
    weights = dict.fromkeys(terms(" \n ".join([*card.detail.values(), card.text])), ELSEWHERE)
    weights |= dict.fromkeys(terms(" \n ".join(card.title.values())), IN_TITLE)
    return sorted(weights.items())


def move(mission_id: int, old: str, new: str) -> None:
    """Every page of a mission got another address: it begins with `new` where it began with `old`."""
    rest = models.functions.Substr("url", len(old) + 1)
    begins = SearchEntry.objects.filter(mission_id=mission_id, url__startswith=old)
    begins.update(url=models.functions.Concat(models.Value(new), rest))


def drop(target: models.Model) -> None:
    """Take `target` out of the index."""
    SearchEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(target), object_id=target.pk
    ).delete()


def matching(text: str, allowed: models.Q, *, limit: int = 50) -> list[Any]:
    """Entries within `allowed` that hold every word of `text`, best first: one query."""
    wanted = query_terms(text)
    if not wanted:
        return []
    found = SearchEntry.objects.filter(allowed)
    score: Any = models.Value(0)
    for query in wanted:
        match = models.Q(term__startswith=query.term) if query.prefix else models.Q(term=query.term)
        of_entry = SearchTerm.objects.filter(match, entry=models.OuterRef("pk"))
        found = found.filter(models.Exists(of_entry))
        score = score + models.functions.Coalesce(
            models.Subquery(of_entry.order_by("-weight").values("weight")[:1]), models.Value(0)
        )
    return list(found.annotate(score=score).order_by("-score", "kind", "pk")[:limit])
