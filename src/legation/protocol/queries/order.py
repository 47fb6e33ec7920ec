"""The order of precedence of those who are at an engagement, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.utils.translation import get_language

from legation.directory.models import City, Organisation, Person, Post
from legation.engine.precedence import (
    PARAMETERS,
    Order,
    PackError,
    Standing,
    acknowledgements,
    arrivals,
    explain,
    order,
    pack_differences,
    sentence,
    speech_order,
)
from legation.missions.choices import Function, Party, Presence
from legation.missions.models import Attendance, Engagement
from legation.protocol.choices import Pack
from legation.protocol.models import Arrangement
from legation.protocol.queries.attending import Attending, Setting, setting_of
from legation.protocol.queries.byhand import Applied, applied
from legation.protocol.queries.entering import equivalents_of, host_of, people_of
from legation.protocol.queries.packs import Book, book_for, shipped
from legation.protocol.queries.said import RankGiven

LOTS = {"lot", "country_from_lot"}


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the order. `reason` says why the one above goes before; `rank` is what counted.

    `given` is the rank that the host gave them, `counts` whether it is what counted. `moved` is how many
    places lower (or, below 0, higher) they stand than under the pack compared with.
    """

    number: int
    attending: Attending
    rank: str
    rule: str
    reason: str
    given: RankGiven | None = None
    counts: bool = False
    moved: int = 0

    @property
    def up(self) -> int:
        """How many places higher."""
        return -self.moved

    @property
    def key(self) -> str:
        return self.attending.key

    @property
    def person(self) -> Person:
        return self.attending.person

    @property
    def post(self) -> Post | None:
        return self.attending.post

    @property
    def organisation(self) -> Organisation | None:
        return self.attending.organisation

    @property
    def side(self) -> str:
        """guest, host or third."""
        return self.attending.party

    @property
    def attendance(self) -> Attendance:
        return self.attending.attendance


@dataclass(frozen=True, slots=True)
class RankedPeople:
    """The order as one reader sees it, under one rule pack.

    `outside` take no rank (T7), `away` do not come. `question` is what the pack leaves to the office, or why
    it cannot be used, and then there are no rows. `counted` tells whether anybody was marked as present yet
    (P18), `lots` whether a lot decided anywhere. `applied` is the engine's order with the overrides at work.
    """

    engagement: Engagement
    arrangement: Arrangement | None
    pack: Book
    host: City | None
    rows: tuple[Row, ...]
    outside: tuple[Attending, ...]
    away: tuple[Attending, ...]
    speeches: tuple[Row, ...]
    acknowledged: tuple[Row, ...]
    counted: bool
    unranked: int
    question: str = ""
    applied: Applied | None = None
    arriving: tuple[Row, ...] = ()
    lots: bool = False
    seed: int = 1

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(row.attending.key for row in self.rows)

    @property
    def made(self) -> Order | None:
        return self.applied.made if self.applied is not None else None


def order_of(
    engagement: Engagement, user: Any, *, attendances: Iterable[Attendance] | None = None, pack: str = ""
) -> RankedPeople:
    """Who is there as `user` sees it, in order: three queries, two where `attendances` are given.

    Without `pack`, one that ships, the one arranged counts, else that of the host city's country.
    """
    setting = setting_of(engagement, user, attendances)
    return ranked(setting, shipped(Pack(pack)) if pack in Pack.values else None)


def ranked(setting: Setting, pack: Pack | Book | None = None) -> RankedPeople:
    """The people of a setting in order: no query.

    By the pack that counts for it, also where `pack` is its `setting.pack`; else by the one named.
    """
    if isinstance(pack, Book):
        book = pack
    else:
        book = book_for(setting) if pack in {None, setting.pack} else shipped(Pack(pack))
    question = ""
    done: Applied | None = None
    try:
        done = applied(
            setting,
            partial(
                _made,
                people_of(setting),
                book.rules,
                host=host_of(setting),
                on=setting.day,
                language=setting.language,
                equivalences=equivalents_of(setting),
                seed=setting.seed,
            ),
        )
    except PackError as error:
        question = error.text(_language())
    made = done.made if done is not None else None
    rows = _rows(made, setting) if made is not None else ()
    by_key = {row.attending.key: row for row in rows}
    speeches: tuple[Row, ...] = ()
    acknowledged: tuple[Row, ...] = ()
    counted = False
    if made is not None:
        speeches = tuple(by_key[who] for who in _speeches(made, rows))
        here = {each.key for each in setting.people if each.attendance.presence == Presence.PRESENT}
        counted = bool(here)
        acknowledged = tuple(
            by_key[who] for who in acknowledgements(made, present=here if counted else set(made.order))
        )
    return RankedPeople(
        engagement=setting.engagement,
        arrangement=setting.arrangement,
        pack=book,
        host=setting.host,
        rows=rows,
        outside=tuple(each for each in setting.people if each.beside),
        away=setting.away,
        speeches=speeches,
        acknowledged=acknowledged,
        counted=counted,
        unranked=sum(not row.rank for row in rows),
        question=question,
        applied=done,
        arriving=tuple(by_key[who] for who in arrivals(made)) if made is not None else (),
        lots=made is not None and any(each.how in LOTS for each in made.reasons),
        seed=setting.seed,
    )


@dataclass(frozen=True, slots=True)
class Differing:
    """A parameter on which two packs differ, in the reader's words."""

    rule: str
    label: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same people under a second pack; `same` when nobody stands elsewhere."""

    other: RankedPeople
    same: bool
    differing: tuple[Differing, ...]


def compared(setting: Setting, first: RankedPeople, pack: Pack | Book) -> Comparison:
    """The order under a second pack, each row with how far it moved: no query."""
    other = ranked(setting, pack)
    places = {row.attending.key: row.number for row in first.rows}
    rows = tuple(
        replace(row, moved=row.number - places.get(row.attending.key, row.number)) for row in other.rows
    )
    return Comparison(
        other=replace(other, rows=rows),
        same=first.keys == other.keys,
        differing=_differing(first.pack, other.pack),
    )


def _differing(first: Book, second: Book) -> tuple[Differing, ...]:
    """The rules of precedence on which they differ; none where one of them cannot be used."""
    try:
        found = pack_differences(first.rules, second.rules)
    except PackError:
        return ()
    return tuple(
        Differing(PARAMETERS[each.name].rule, PARAMETERS[each.name].label.text(_language()))
        for each in found
        if each.name in PARAMETERS and PARAMETERS[each.name].rule.startswith("P")
    )


@dataclass(frozen=True, slots=True)
class Between:
    """Why one of two goes before the other."""

    above: Row
    below: Row
    rule: str
    reason: str


def between(people: RankedPeople, setting: Setting, first: str, second: str) -> Between | None:
    """The rule between any two of an order (keys), or None where one has no place or both are the same."""
    by_key = {row.key: row for row in people.rows}
    if people.made is None or first == second or not {first, second} <= set(by_key):
        return None
    found = explain(people.made, first, second)
    said = sentence(found, _names(setting), _language())
    return Between(by_key[found.above], by_key[found.below], found.rule, said)


def _made(people: Any, rules: Any, overrides: Any, **values: Any) -> Order:
    return order(people, rules, overrides=overrides, **values)


def _language() -> str:
    return "ko" if (get_language() or "en").startswith("ko") else "en"


def _names(setting: Setting) -> dict[str, str]:
    return {key: str(each.person) for key, each in setting.by_key().items()}


def _rows(made: Order, setting: Setting) -> tuple[Row, ...]:
    by_key, names, language = setting.by_key(), _names(setting), _language()
    why = {reason.below: reason for reason in made.reasons}
    rows = []
    for number, who in enumerate(made.order, start=1):
        reason, standing = why.get(who), made.standings[who]
        rows.append(
            Row(
                number=number,
                attending=by_key[who],
                rank=_rank(standing, language),
                rule=reason.rule if reason is not None else "",
                reason=sentence(reason, names, language) if reason is not None else "",
                given=setting.said.given.get(by_key[who].delegate.pk),
                counts=standing.rule == "P15",
            )
        )
    return tuple(rows)


def _rank(standing: Standing, language: str) -> str:
    return standing.rank.text(language) if standing.rank is not None else ""


def _speeches(made: Order, rows: tuple[Row, ...]) -> tuple[str, ...]:
    """Who speaks when (P17), where principals of both sides are there; the host's first one welcomes."""
    speakers = [row.attending.key for row in rows if row.attending.function == Function.PRINCIPAL]
    sides = {row.side for row in rows if row.attending.key in speakers}
    if not {Party.GUEST, Party.HOST} <= sides:
        return ()
    return speech_order(made, speakers)
