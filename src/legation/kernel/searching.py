"""The search index: one entry a thing, its terms from the engine's tokenizer, the same on both databases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from legation.engine.textindex import query_terms, terms
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
    kind = ContentType.objects.get_for_model(cards[0][0])
    entries = SearchEntry.objects.bulk_create(
        [SearchEntry(content_type=kind, object_id=target.pk, **_shown(card)) for target, card in cards],
        batch_size=500,
    )
    found = zip(entries, cards, strict=True)
    SearchTerm.objects.bulk_create(
        [term for entry, (_target, card) in found for term in _terms(entry, card)], batch_size=2000
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
    weights = dict.fromkeys(terms(" \n ".join([*card.detail.values(), card.text])), ELSEWHERE)
    weights |= dict.fromkeys(terms(" \n ".join(card.title.values())), IN_TITLE)
    return [SearchTerm(entry=entry, term=term, weight=weight) for term, weight in sorted(weights.items())]


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
