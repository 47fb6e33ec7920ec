"""The search index: one entry a thing, its terms from the engine's tokenizer, the same on both databases."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction

from legation.engine.textindex import Query, query_terms, terms
from legation.kernel import bulk
from legation.kernel.choices import Visibility
from legation.kernel.models import SearchEntry, SearchTerm

IN_TITLE, ELSEWHERE = 3, 1
TERMS, ENTRIES = SearchTerm._meta.db_table, SearchEntry._meta.db_table
KEYS = f"SELECT entry_id FROM {TERMS} AS held WHERE"  # noqa: S608
SHARED = "mission_id IS NULL"  # the directory's
LAST = "\U0010ffff"  # sorts after whatever a term goes on with
# How many things of the directory that the reader may see and that hold the word, or all words, are weighed.
MOST_OF_ONE, MOST_OF_SEVERAL = 300, 2_000


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
    kind, shown = ContentType.objects.get_for_model(target), _shown(card)
    there = SearchEntry.objects.filter(content_type=kind, object_id=target.pk).first()
    if there is None or any(getattr(there, name) != value for name, value in shown.items()):
        there, _made = SearchEntry.objects.update_or_create(
            content_type=kind, object_id=target.pk, defaults=shown
        )
    # Most changes of a record touch no word that it is found by.
    new = {(term.term, term.weight, term.mission_id): term for term in _terms(there, card)}
    if new.keys() != set(there.terms.values_list("term", "weight", "mission_id")):
        there.terms.all().delete()
        SearchTerm.objects.bulk_create(new.values())


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
        ("entry", "term", "weight", "mission_id"),
        (
            (key, term, weight, card.mission_id)
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
    mission = card.mission_id
    return [
        SearchTerm(entry=entry, term=term, weight=weight, mission_id=mission)
        for term, weight in _weights(card)
    ]


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


class Begins(models.Lookup):
    """A term that begins so, read from an index on either database: SQLite's LIKE reads every row."""

    lookup_name = "begins"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, params = self.process_lhs(compiler, connection)
        text, given = _begins(left, self.rhs, connection.vendor)
        return text, (*params, *given)


SearchTerm._meta.get_field("term").register_lookup(Begins)


def _begins(column: str, term: str, vendor: str) -> tuple[str, tuple[str, ...]]:
    # A term is letters and digits, so that it holds nothing that LIKE reads as a pattern.
    if vendor == "postgresql":
        return f"{column} LIKE %s", (f"{term}%",)
    return f"({column} >= %s AND {column} < %s)", (term, f"{term}{LAST}")


def _held(query: Query, vendor: str, column: str = "term") -> tuple[str, tuple[str, ...]]:
    """What a row of terms that answers `query` is like."""
    return _begins(column, query.term, vendor) if query.prefix else (f"{column} = %s", (query.term,))


def _weighed(office: int | None, others: Sequence[Query], vendor: str) -> tuple[str, tuple[str | int, ...]]:
    """What a term of the directory must be of: an entry that the office sees and that holds the other words.

    Values, no joins: both databases ask them of each term in the order of the index, until there are enough.
    """
    parts: list[str] = []
    given: list[str | int] = []
    for query in others:  # first what most of them fail, and an index alone answers
        answers, words = _held(query, vendor, "other.term")
        of_entry = f"FROM {TERMS} AS other WHERE other.entry_id = held.entry_id AND {answers}"
        parts.append(f"(SELECT 1 {of_entry} LIMIT 1) = 1")
        given += words
    kept = f"SELECT office_id FROM {ENTRIES} AS entry WHERE entry.id = held.entry_id"  # noqa: S608
    parts.append(f"COALESCE(({kept}), 0) IN (0, %s)")
    return " AND ".join(parts), (*given, office or 0)


class Candidate(models.Expression):
    """Whether an entry holds one word: in some missions any that does, in the directory the first that do.

    The directory grows with the installation. Of a word that very many things hold, those that have it in
    their title come first, then those that begin with it. What another office keeps, and what lacks one of
    the `others`, takes no place among them.
    """

    def __init__(
        self,
        query: Query,
        missions: models.Expression,
        *,
        others: Sequence[Query],
        office: int | None,
        most: int,
    ) -> None:
        super().__init__(output_field=models.BooleanField())
        self.query, self.missions, self.most = query, missions, most
        self.others, self.office = others, office
        self.key: Any = models.F("pk")

    def get_source_expressions(self) -> list[Any]:
        return [self.key]

    def set_source_expressions(self, exprs: Any) -> None:
        (self.key,) = exprs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        key, before = compiler.compile(self.key)
        missions, given = compiler.compile(self.missions)
        held, words = _held(self.query, connection.vendor)
        parts = [f"{KEYS} mission_id IN {missions} AND {held}"]
        weighed, asked = _weighed(self.office, self.others, connection.vendor)
        whole = f"{weighed} ORDER BY mission_id, weight DESC, entry_id LIMIT {self.most}"
        parts.append(f"SELECT * FROM ({KEYS} {SHARED} AND term = %s AND {whole}) AS whole")  # noqa: S608
        params = [*before, *given, *words, self.query.term, *asked]
        if self.query.prefix:
            by_term = "term USING ~<~" if connection.vendor == "postgresql" else "term"  # as the index has it
            begun = f"{weighed} ORDER BY mission_id, {by_term}, weight DESC, entry_id LIMIT {self.most}"
            parts.append(f"SELECT * FROM ({KEYS} {SHARED} AND {held} AND term <> %s AND {begun}) AS begun")  # noqa: S608
            params += [*words, self.query.term, *asked]
        keys = " UNION ALL ".join(parts)
        # PostgreSQL joins a subquery as it likes, and likes to read all entries first; an array it looks up.
        among = f"= ANY(ARRAY({keys}))" if connection.vendor == "postgresql" else f"IN ({keys})"
        return f"{key} {among}", tuple(params)


def _rarest(wanted: Sequence[Query]) -> Query:
    """The word that fewest things of the directory hold, counted as far as it matters: one query."""
    parts: list[str] = []
    params: list[str] = []
    for query in wanted:
        held, words = _held(query, connection.vendor)
        parts.append(f"(SELECT count(*) FROM ({KEYS} {SHARED} AND {held} LIMIT {MOST_OF_SEVERAL}) AS held)")  # noqa: S608
        params += words
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        counts = cursor.fetchone()
    return min(zip(counts, range(len(wanted)), wanted, strict=True))[2]


def matching(
    text: str,
    allowed: models.Q,
    *,
    missions: models.Expression | None = None,
    office: int | None = None,
    limit: int = 50,
) -> list[Any]:
    """Entries within `allowed` that hold every word of `text`, best first: one query.

    With `missions`, a subquery of keys, only what is theirs and what `office` sees of the directory is looked
    through: that costs what these missions cost, however many there are. Several words take one query more.
    """
    wanted = query_terms(text)
    if not wanted:
        return []
    found = SearchEntry.objects.filter(allowed)
    if missions is not None:
        several = len(wanted) > 1
        word, most = (_rarest(wanted), MOST_OF_SEVERAL) if several else (wanted[0], MOST_OF_ONE)
        others = [query for query in wanted if query != word]
        found = found.filter(Candidate(word, missions, others=others, office=office, most=most))
    score: Any = models.Value(0)
    for query in wanted:
        match = models.Q(term__begins=query.term) if query.prefix else models.Q(term=query.term)
        of_entry = SearchTerm.objects.filter(match, entry=models.OuterRef("pk"))
        found = found.filter(models.Exists(of_entry))
        score = score + models.functions.Coalesce(
            models.Subquery(of_entry.order_by("-weight").values("weight")[:1]), models.Value(0)
        )
    return list(found.annotate(score=score).order_by("-score", "kind", "pk")[:limit])
