"""What the page of the order of precedence shows, and by which pack others seat and stage."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import OuterRef, QuerySet, Subquery

from legation.directory.models import Post
from legation.kernel.asked import key_asked
from legation.kernel.models import Record
from legation.missions.choices import Party
from legation.missions.models import Delegate, Engagement, Mission
from legation.missions.rules import standing
from legation.protocol.models import Equivalence, GivenRank, Override
from legation.protocol.queries.attending import Setting, placed, setting_of
from legation.protocol.queries.order import Between, Comparison, RankedPeople, between, compared, ranked
from legation.protocol.queries.packs import (
    Book,
    book_for,
    books,
    choices_of,
    pack_for,
    parameters_of_pack,
    seating_parameters,
)

__all__ = [
    "Book",
    "book_for",
    "books",
    "choices_of",
    "pack_for",
    "parameters_of_pack",
    "seating_parameters",
]

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Listed:
    """An override with who said it and when. `state` is moves, holds, sleeps or circle."""

    override: Override
    by: str
    at: datetime
    state: str

    @property
    def pk(self) -> int:
        return int(self.override.pk)

    @property
    def higher(self) -> Delegate:
        return self.override.higher

    @property
    def lower(self) -> Delegate:
        return self.override.lower

    @property
    def reason(self) -> str:
        return self.override.reason


@dataclass(frozen=True, slots=True)
class Ring:
    """Overrides that go round in a circle, and the one of them that is left out."""

    overrides: tuple[Listed, ...]
    left: Listed


@dataclass(frozen=True, slots=True)
class Led:
    """A head of delegation who goes before the rest of their side by custom, and whom they pass."""

    head: str
    passed: str


@dataclass(frozen=True, slots=True)
class PrecedencePage:
    """The order of one engagement as one reader sees it; `usual` is the pack that counts for it."""

    setting: Setting
    ranked: RankedPeople
    usual: Book
    comparison: Comparison | None
    overrides: tuple[Listed, ...]
    rings: tuple[Ring, ...]
    led: tuple[Led, ...]
    between: Between | None


def setting_at(engagement: Engagement, user: Any) -> Setting:
    """The engagement with its people: four queries."""
    return setting_of(placed(engagement, user), user)


def precedence_page(
    setting: Setting,
    user: Any,
    *,
    pack: Book | None = None,
    compare: Book | None = None,
    first: str = "",
    second: str = "",
) -> PrecedencePage:
    """The page of a setting: no query without overrides, else one.

    `first` and `second` are the two between whom the reader asks for the rule.
    """
    people = ranked(setting, pack)
    listed = _listed(setting, people, user)
    by_pk = {each.pk: each for each in listed}
    done = people.applied
    names = {key: str(each.person) for key, each in setting.by_key().items()}
    return PrecedencePage(
        setting=setting,
        ranked=people,
        usual=book_for(setting),
        comparison=compared(setting, people, compare) if compare is not None else None,
        overrides=listed,
        rings=tuple(
            Ring(tuple(by_pk[each.pk] for each in circle.ring), by_pk[circle.left.pk])
            for circle in (done.circles if done is not None else ())
        ),
        led=tuple(
            Led(names[each.person], names[each.before]) for each in (done.leading if done is not None else ())
        ),
        between=between(people, setting, first, second) if first and second else None,
    )


def _listed(setting: Setting, people: RankedPeople, user: Any) -> tuple[Listed, ...]:
    if not setting.said.overrides:
        return ()
    made = Override.history.model.objects.filter(id=OuterRef("pk"), history_type="+")
    found = (
        Override.objects.visible_to(user)
        .filter(engagement=setting.engagement)
        .select_related("higher__person", "lower__person")
        .annotate(said_by=Subquery(made.values("history_user__name")[:1]))
        .order_by("created_at", "pk")
    )
    known = {each.pk for each in setting.said.overrides}
    done = people.applied
    return tuple(
        Listed(each, each.said_by or "", each.created_at, done.state(each.pk) if done is not None else "")
        for each in found
        if each.pk in known
    )


def placed_delegates(setting: Setting, user: Any) -> QuerySet[Delegate]:
    """Those who have a place in the order, for a form to choose from."""
    return _chosen([each.delegate.pk for each in setting.people if not each.beside], user)


def unranked_delegates(setting: Setting, user: Any) -> QuerySet[Delegate]:
    """Those who come and whom no rank was found for or given yet."""
    rows = ranked(setting).rows
    return _chosen([row.attending.delegate.pk for row in rows if not row.rank and row.given is None], user)


def _chosen(keys: list[int], user: Any) -> QuerySet[Delegate]:
    found: QuerySet[Delegate] = (
        Delegate.objects.visible_to(user)
        .filter(pk__in=keys)
        .select_related("person", "delegation")
        .order_by("person__family_name", "pk")
    )
    return found


@dataclass(frozen=True, slots=True)
class Unequal:
    """A post of visitors that counts by its own rank so far, and who holds it."""

    post: Post
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EquivalencePage:
    """What visitors' posts count as on a mission, and the posts of which nothing was said."""

    rows: tuple[Equivalence, ...]
    unsaid: tuple[Unequal, ...]


def equivalence_page(mission: Mission, user: Any) -> EquivalencePage:
    """Two queries: the equivalents, and the visitors with a post whom both sides see."""
    rows = tuple(
        Equivalence.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("post__organisation")
        .order_by("pk")
    )
    said = {each.post_id for each in rows}
    found: dict[int, tuple[Post, list[str]]] = {}
    for delegate in _visitors(mission, user).select_related("person", "post__organisation").order_by("pk"):
        if delegate.post is not None and delegate.post.pk not in said:
            found.setdefault(delegate.post.pk, (delegate.post, []))[1].append(str(delegate.person))
    return EquivalencePage(rows, tuple(Unequal(post, tuple(people)) for post, people in found.values()))


def visitors_posts(mission: Mission, user: Any) -> QuerySet[Post]:
    """The posts of visitors of which nothing was said yet, for a form to choose from."""
    said = Equivalence.objects.visible_to(user).filter(mission=mission).values("post")
    found: QuerySet[Post] = (
        Post.objects.filter(pk__in=_visitors(mission, user).values("post"))
        .exclude(pk__in=said)
        .select_related("organisation")
        .order_by("pk")
    )
    return found


def suggested_rank(posts: QuerySet[Post], key: str) -> str:
    """The rank that the post has by itself, to start from."""
    found = posts.filter(pk=asked).first() if (asked := key_asked(key)) is not None else None
    return str(found.rank_class) if found is not None else ""


def _visitors(mission: Mission, user: Any) -> QuerySet[Delegate]:
    """Visitors with a post whom both sides see: an equivalent, which both read, tells of nobody else."""
    found: QuerySet[Delegate] = (
        Delegate.objects.visible_to(user)
        .filter(mission=mission, visibility="shared", post__isnull=False, post__removed_at=None)
        .exclude(delegation__party=Party.HOST)
    )
    return found


def removed_override(engagement_key: int, mission: Mission, pk: object, user: Any) -> Override | None:
    """The removed override that `user` may bring back, or None."""
    return _removed(Override, pk, user, engagement=engagement_key, engagement__mission=mission)


def removed_given_rank(mission: Mission, pk: object, user: Any) -> GivenRank | None:
    """The removed given rank that `user` may bring back, or None."""
    return _removed(GivenRank, pk, user, delegate__mission=mission)


def removed_equivalence(mission: Mission, pk: object, user: Any) -> Equivalence | None:
    """The removed equivalent that `user` may bring back, or None."""
    return _removed(Equivalence, pk, user, mission=mission)


def _removed(model: type[R], pk: object, user: Any, **where: Any) -> R | None:
    """The side decides first: an administrator holds every permission and sees no more for it."""
    key = key_asked(pk)
    if key is None:
        return None
    rows: Any = model._default_manager.exclude(removed_at=None)
    record: R | None = rows.filter(pk=key, **where).first()
    if record is None:
        return None
    mine = standing(user, record.mission_key())  # type: ignore[attr-defined]
    hidden = hasattr(record, "seen_by") and mine is not None and record.seen_by() not in mine.sees
    if mine is None or hidden:
        return None
    there = copy(record)
    there.removed_at = None
    return record if user.has_perm(f"protocol.change_{record._meta.model_name}", there) else None
