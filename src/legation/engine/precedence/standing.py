"""From a person and a pack to a standing: which post counts, and which rule gave the rank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from legation.engine.precedence.errors import BadInput
from legation.engine.precedence.model import Absent, Equivalence, Label, Person, Post
from legation.engine.precedence.pack import Pack, Rank
from legation.engine.precedence.result import Standing, Value

Table = dict[tuple[str, str, str], Rank]


@dataclass(frozen=True, slots=True)
class Held:
    """A post held on the day, read through the pack: the rank it gives, by which rule, and what it gives
    without.
    """

    post: Post
    rank: Rank
    rule: str
    plain_level: int
    facts: Mapping[str, Value] = field(default_factory=dict, hash=False)


def folded(text: str) -> str:
    """A term without case, spaces or underscores, to compare titles and rank classes."""
    return "".join(text.replace("_", " ").casefold().split())


def counterparts(
    equivalences: Sequence[Equivalence], people: Sequence[Person], pack: Pack, host: str
) -> Table:
    """The table of equivalences, as (city, post, body or "") to the host's rank; refuses a counterpart that
    nobody knows.
    """
    terms: dict[str, Rank] = {}
    for person in people:
        if folded(person.city) == folded(host):
            for post in person.posts:
                if post.title and post.rank:
                    terms.setdefault(folded(post.title), pack.ranks[post.rank])
    for rank in pack.ranks.values():
        for term in (rank.id, rank.label.en, rank.label.ko):
            terms[folded(term)] = rank
    table: Table = {}
    for index, each in enumerate(equivalences):
        found = terms.get(folded(each.counterpart))
        if found is None:
            raise BadInput(
                f"equivalences[{index}].as",
                f"{each.counterpart!r} is neither a rank of the pack {pack.name} nor a post of {host} here",
                f"‘{each.counterpart}’ 직책이 {pack.name} 규칙에도, {host} 참석자 가운데에도 없습니다",
            )
        table[folded(each.city), folded(each.post), folded(each.organisation)] = found
    return table


def standing_of(
    person: Person,
    by_id: Mapping[str, Person],
    pack: Pack,
    *,
    host: str,
    on: date,
    table: Table,
) -> Standing:
    """The person's own standing on the day, without a partner's rank and without the key."""
    posts = [_held(post, person, pack, host, table) for post in person.posts if _on(post, on)]
    ranking = [each for each in posts if each is not None]
    if ranking:
        standing = _from_posts(person, ranking, pack)
    elif person.given is not None:
        rank = pack.ranks[person.given.rank]
        standing = _standing(
            person, pack, rank=rank, rule="P15", plain=pack.levels, facts={"reason": person.given.reason}
        )
    else:
        standing = _standing(person, pack, rank=None, rule="P2", plain=pack.levels)
    return _representing(standing, person, by_id, pack, host=host, on=on, table=table)


def has_office(person: Person, pack: Pack, *, on: date, host: str, table: Table) -> bool:
    """Whether the person holds a ranking post on the day, or was given a rank."""
    held = (_held(post, person, pack, host, table) for post in person.posts if _on(post, on))
    return person.given is not None or any(each is not None for each in held)


def former_level(person: Person, pack: Pack, on: date) -> tuple[int, Label | None]:
    """The level of the highest post that ended before the day, and its label; the number of levels for
    none.
    """
    ended = [pack.ranks[post.rank] for post in person.posts if post.rank and post.until and post.until < on]
    best = min(ended, key=lambda each: each.level, default=None)
    return (pack.levels, None) if best is None else (best.level, best.label)


def _on(post: Post, on: date) -> bool:
    return (post.since is None or post.since <= on) and (post.until is None or on <= post.until)


def _held(post: Post, person: Person, pack: Pack, host: str, table: Table) -> Held | None:
    rank = pack.ranks[post.rank] if post.rank else None
    rule = "P2"
    plain = rank.level if rank else pack.levels
    facts: dict[str, Value] = {}
    if folded(person.city) != folded(host):
        named = (folded(person.city), folded(post.title))
        same = table.get((*named, folded(post.organisation))) or table.get((*named, ""))
        if same is not None:
            rank, rule = same, "P4"
            facts = {"title": post.title, "city": person.city, "counterpart": same.label, "host": host}
    if post.acting and rank is not None:
        rule, plain, facts = "P11", pack.levels, {"rank": rank.label}
    if post.higher_duties:
        higher = pack.ranks[post.higher_duties]
        if rank is None or higher.level < rank.level:
            rank, rule, facts = higher, "P16", {"rank": higher.label}
    return None if rank is None else Held(post, rank, rule, plain, facts)


def _from_posts(person: Person, held: Sequence[Held], pack: Pack) -> Standing:
    def merit(each: Held) -> tuple[object, ...]:
        return (
            each.rank.level,
            each.post.off_duty,
            each.post.since or date.max,
            each.post.title,
            each.post.organisation,
        )

    relevant = [each for each in held if each.post.relevant]
    highest = min(held, key=merit)
    fitting = min(relevant, key=merit) if relevant else highest
    by_relevance = len(held) > 1 and pack.choice("several_posts") == "relevant"
    chosen, other = (fitting, highest) if by_relevance else (highest, fitting)
    if chosen.rank.level != other.rank.level:
        how = "relevant" if by_relevance else "highest"
        facts: dict[str, Value] = {"how": how, "rank": chosen.rank.label}
        return _standing(
            person, pack, rank=chosen.rank, rule="P8", plain=other.rank.level, post=chosen.post, facts=facts
        )
    plain = min(each.plain_level for each in held)
    return _standing(
        person, pack, rank=chosen.rank, rule=chosen.rule, plain=plain, post=chosen.post, facts=chosen.facts
    )


def _representing(
    standing: Standing,
    person: Person,
    by_id: Mapping[str, Person],
    pack: Pack,
    *,
    host: str,
    on: date,
    table: Table,
) -> Standing:
    if person.represents is None:
        return standing
    if isinstance(person.represents, Absent):
        rank: Rank | None = pack.ranks[person.represents.rank]
        whom = person.represents.organisation
    else:
        principal = by_id[person.represents]
        theirs = standing_of(replace(principal, represents=None), by_id, pack, host=host, on=on, table=table)
        rank = pack.ranks[theirs.rank.id] if theirs.rank else None
        whom = ""
    if rank is None or rank.level >= standing.level:
        return standing
    facts: dict[str, Value] = {"rank": rank.label, "whom": whom}
    own = standing.rank.id if standing.rank else ""
    if (
        pack.choice("representing") == "full"
        or rank.id in pack.listed("representing_of")
        or (rank.id in pack.listed("deputies_take") and own == f"deputy_{rank.id}")
    ):
        return replace(standing, level=rank.level, rank=rank.label, rule="P10", facts=facts)
    return replace(standing, denied_level=rank.level, denied_rank=rank.label)


def _standing(
    person: Person,
    pack: Pack,
    *,
    rank: Rank | None,
    rule: str,
    plain: int,
    post: Post | None = None,
    facts: Mapping[str, Value] | None = None,
) -> Standing:
    return Standing(
        person=person,
        level=rank.level if rank else pack.levels,
        rank=rank.label if rank else None,
        rule=rule,
        plain_level=plain,
        post=post,
        facts=facts or {},
    )
