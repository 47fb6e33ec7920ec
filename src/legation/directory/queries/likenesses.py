"""Who looks like whom: what is compared, and the pairs as a page shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from legation.directory.choices import Kind, LikenessStatus
from legation.directory.models import Likeness, Organisation, Person, Post, Tenure
from legation.directory.models.merging import MODELS
from legation.directory.queries.met import Met
from legation.directory.queries.scripts import language_of
from legation.engine.identity import Body, BodyWhy, Somebody, Why
from legation.kernel.models import Job

LOOK = "legation.directory.jobs.look_for_likenesses"
PAGE = 25


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that look alike, with the reasons in words."""

    likeness: Likeness
    first: Any
    second: Any
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """One page of pairs, how many there are, and when they were looked for."""

    rows: tuple[Pair, ...]
    total: int
    page: int
    pages: int
    said_two: tuple[Pair, ...]
    job: Job | None


def somebodies() -> Iterator[Somebody]:
    """Everybody in the directory as the engine compares them: for work that shows nobody to anybody."""
    held: dict[int, tuple[set[int], set[int]]] = {}
    tenures = Tenure.objects.standing().values_list("person_id", "post__organisation_id", "post_id")
    for person, body, post in tenures.iterator():
        bodies, posts = held.setdefault(person, (set(), set()))
        bodies.add(body)
        posts.add(post)
    for person in Person.objects.present().defer("biography").order_by("pk").iterator():
        yield somebody(person, *held.get(person.pk, (set(), set())))


def somebody(person: Person | Met, bodies: set[int], posts: set[int]) -> Somebody:
    """A person as the engine compares them: recorded spellings only."""
    latin, own = [], []
    if language_of(person.family_name) == "en":
        latin.append((person.family_name, person.given_name))
    else:
        own.append(f"{person.family_name}{person.given_name}")
    whole = [person.native_name, person.korean_name, person.passport_name, *person.aliases]
    own += [name for name in whole if name and language_of(name) != "en"]
    return Somebody(
        person.pk,
        latin=tuple(latin),
        own=tuple(own),
        whole=tuple(name for name in whole if name and language_of(name) == "en"),
        bodies=frozenset(bodies),
        posts=frozenset(posts),
    )


def bodies() -> list[Body]:
    """Every organisation as the engine compares them."""
    return [
        Body(
            body.pk,
            tuple(
                name
                for name in (
                    body.name.localize("en"),
                    body.name.localize("ko"),
                    body.native_name,
                    *body.aliases,
                )
                if name
            ),
            body.city_id,
        )
        for body in Organisation.objects.present().order_by("pk")
    ]


def pairs_seen(user: Any, kind: str, page: int) -> Pairs:
    """A page of what looks alike, the likeliest first, and the last that were said to be two."""
    every = Likeness.objects.visible_to(user).filter(kind=kind)
    waiting = every.filter(status=LikenessStatus.OPEN)
    total = waiting.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    shown = list(waiting.order_by("-score", "pk")[(page - 1) * PAGE : page * PAGE])
    two = list(every.filter(status=LikenessStatus.TWO).order_by("-decided_at", "pk")[:PAGE])
    loaded = _loaded([*shown, *two], kind, user)
    told = _Words([*shown, *two])
    rows = [
        Pair(each, loaded[each.first], loaded[each.second], told.of(each))
        for each in (*shown, *two)
        if each.first in loaded and each.second in loaded
    ]
    return Pairs(
        tuple(row for row in rows if row.likeness.status == LikenessStatus.OPEN),
        total,
        page,
        pages,
        tuple(row for row in rows if row.likeness.status == LikenessStatus.TWO),
        last_look(),
    )


def pair_between(first: Any, second: Any, user: Any) -> Pair | None:
    """What is known of two records, if they were found to look alike."""
    low, high = sorted((first.pk, second.pk))
    kind = Kind.PERSON if isinstance(first, Person) else Kind.ORGANISATION
    found = Likeness.objects.visible_to(user).filter(kind=kind, first=low, second=high).first()
    return None if found is None else Pair(found, first, second, _Words([found]).of(found))


def last_look() -> Job | None:
    return Job.objects.filter(function=LOOK).order_by("-pk").first()


def _loaded(likenesses: Sequence[Likeness], kind: str, user: Any) -> dict[int, Any]:
    keys = {key for each in likenesses for key in (each.first, each.second)}
    return {record.pk: record for record in MODELS[kind].objects.visible_to(user).filter(pk__in=keys)}


def said_of_people(why: str, first: Any, second: Any) -> str:
    """A reason for or against two people being one, in words."""
    sentences = {
        Why.SAME_OWN_SCRIPT: _("The same name in its own script: %(first)s."),
        Why.SAME_LATIN: _("The same Latin spelling: %(first)s."),
        Why.SWAPPED: _("The same name in the other order: %(first)s, %(second)s."),
        Why.ROMANISED: _("Of %(first)s and %(second)s one may be the Latin spelling of the other."),
        Why.SOUND: _("%(first)s and %(second)s may spell one Korean name."),
        Why.SHORT_FORM: _("%(first)s and %(second)s: one is the short form of the other."),
        Why.ONE_LETTER: _("%(first)s and %(second)s differ in one letter."),
        Why.INITIAL: _("%(first)s and %(second)s: the initial fits."),
        Why.SAME_MAIL: _("The same mail address: %(first)s."),
        Why.SAME_BODY: _("Both are at %(first)s."),
        Why.SAME_POST: _("Both hold the post %(first)s."),
        Why.OTHER_BODY: _("But they are known from different organisations."),
    }
    return sentences[Why(why)] % {"first": first, "second": second}


class _Words:
    """Reasons in words; the names of bodies and posts in two queries for all of them."""

    def __init__(self, likenesses: Sequence[Likeness]) -> None:
        noted = [reason for each in likenesses for reason in each.reasons]
        bodies = {why[1] for why in noted if why[0] == Why.SAME_BODY}
        posts = {why[1] for why in noted if why[0] == Why.SAME_POST}
        self.bodies = {body.pk: str(body) for body in Organisation.objects.filter(pk__in=bodies)}
        self.posts = {
            post.pk: str(post) for post in Post.objects.filter(pk__in=posts).select_related("organisation")
        }

    def of(self, likeness: Likeness) -> tuple[str, ...]:
        said = self._said_of_bodies if likeness.kind == Kind.ORGANISATION else self._said_of_people
        return tuple(said(*reason) for reason in likeness.reasons)

    def _said_of_people(self, why: str, first: Any, second: Any) -> str:
        names = {Why.SAME_BODY: self.bodies, Why.SAME_POST: self.posts}.get(Why(why))
        return said_of_people(why, first if names is None else names.get(first, ""), second)

    @staticmethod
    def _said_of_bodies(why: str, first: Any, second: Any) -> str:
        sentences = {
            BodyWhy.SAME_NAME: _("The same name: %(first)s."),
            BodyWhy.SAME_BUT_FORM: _("%(first)s and %(second)s differ in the legal form only."),
            BodyWhy.SAME_WORDS: _("%(first)s and %(second)s have the same words in another order."),
            BodyWhy.INITIALS: _("Of %(first)s and %(second)s one is the initials of the other."),
        }
        return sentences[BodyWhy(why)] % {"first": first, "second": second}
