"""The search index: one entry a thing, its terms from the engine's tokenizer, the same on both databases."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
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


def index_all(cards: Sequence[tuple[models.Model, Card]]) -> None:
    """Put many targets of one kind into the index, none of which stands there yet."""
    if cards:
        index_new(type(cards[0][0]), [(target.pk, card) for target, card in cards])


@transaction.atomic
def index_new(model: type[models.Model], cards: Sequence[tuple[int, Card]]) -> None:
    """The same by the keys of the targets."""
    if not cards:
        return
    kind = ContentType.objects.get_for_model(model).pk
    keys = bulk.keys(SearchEntry, len(cards))
    bulk.write(
        SearchEntry,
        ("id", "object_id", *_shown(cards[0][1])),
        ((key, target, *_shown(card).values()) for key, (target, card) in zip(keys, cards, strict=True)),
        same={"content_type": kind},
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
    told = " \n ".join(card.detail.values())
    weights = dict.fromkeys(_terms_told(told), ELSEWHERE)
    if card.text:  # after the last word of what is told: a run that goes on across the gap is found as well
        weights |= dict.fromkeys(terms(f"{_last_word(told)} \n {card.text}"), ELSEWHERE)
    weights |= dict.fromkeys(terms(" \n ".join(card.title.values())), IN_TITLE)
    return sorted(weights.items())


@lru_cache(maxsize=5_000)
def _terms_told(text: str) -> tuple[str, ...]:
    """Terms of what many things tell alike: the post and the body of people, the place of bodies."""
    return terms(text)


def _last_word(text: str) -> str:
    words = text.rsplit(maxsplit=1)
    return words[-1] if words else ""


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


def drop_all(model: type[models.Model], keys: Collection[int]) -> None:
    """Take many targets of one kind out of the index."""
    if keys:
        kind = ContentType.objects.get_for_model(model)
        SearchEntry.objects.filter(content_type=kind, object_id__in=keys).delete()


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
