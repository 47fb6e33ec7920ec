"""The order of precedence of those who are at an engagement, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.directory.models import City, Organisation, Person, Post
from legation.engine.precedence import (
    Absent,
    AskTheOffice,
    Name,
    Order,
    Override,
    acknowledgements,
    load_pack,
    order,
    pack_differences,
    sentence,
    speech_order,
)
from legation.engine.precedence import Person as Ranked
from legation.engine.precedence import Post as Held
from legation.engine.precedence.parameters import PARAMETERS
from legation.missions.choices import Capacity, Function, Party, Presence
from legation.missions.models import Attendance, Engagement
from legation.protocol.choices import Pack
from legation.protocol.models import Arrangement
from legation.protocol.queries.attending import Attending, Office, Setting, country_of, setting_of


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the order. `reason` says why the one above goes before; `rank` is what counted.

    `moved` is how many places lower (or, below 0, higher) they stand than under the pack compared with.
    """

    number: int
    attending: Attending
    rank: str
    rule: str
    reason: str
    moved: int = 0

    @property
    def up(self) -> int:
        """How many places higher."""
        return -self.moved

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

    `outside` take no rank (T7), `away` do not come. `question` is what the pack leaves to the office, and
    then there are no rows. `counted` tells whether anybody was marked as present yet (P18).
    """

    engagement: Engagement
    arrangement: Arrangement | None
    pack: Pack
    host: City | None
    rows: tuple[Row, ...]
    outside: tuple[Attending, ...]
    away: tuple[Attending, ...]
    speeches: tuple[Row, ...]
    acknowledged: tuple[Row, ...]
    counted: bool
    unranked: int
    question: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(row.attending.key for row in self.rows)


def order_of(
    engagement: Engagement, user: Any, *, attendances: Iterable[Attendance] | None = None, pack: str = ""
) -> RankedPeople:
    """Who is there as `user` sees it, in order: three queries, two where `attendances` are given.

    Without `pack` the one arranged counts, else that of the host city's country.
    """
    setting = setting_of(engagement, user, attendances)
    return ranked(setting, Pack(pack) if pack in Pack.values else setting.pack)


def ranked(setting: Setting, pack: Pack) -> RankedPeople:
    """The people of a setting in order, by the rules of `pack`: no query."""
    beside = tuple(each for each in setting.people if each.beside)
    made: Order | None = None
    question = ""
    make = partial(
        order,
        [_ranked(each, setting) for each in setting.people],
        load_pack(pack.value),
        host=_place(setting.host) or str(setting.engagement.mission_id),
        on=setting.day,
        language=setting.language,
        seed=setting.seed,
    )
    try:
        made = make()
        leading = _leading(made, setting)
        if leading:
            made = make(overrides=leading)
    except AskTheOffice as asked:
        question = asked.text(_language())
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
        pack=pack,
        host=setting.host,
        rows=rows,
        outside=beside,
        away=setting.away,
        speeches=speeches,
        acknowledged=acknowledged,
        counted=counted,
        unranked=sum(not row.rank for row in rows),
        question=question,
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


def compared(setting: Setting, first: RankedPeople, pack: Pack) -> Comparison:
    """The order under a second pack, each row with how far it moved: no query."""
    other = ranked(setting, pack)
    places = {row.attending.key: row.number for row in first.rows}
    rows = tuple(
        replace(row, moved=row.number - places.get(row.attending.key, row.number)) for row in other.rows
    )
    found = [
        Differing(PARAMETERS[each.name].rule, PARAMETERS[each.name].label.text(_language()))
        for each in pack_differences(load_pack(first.pack.value), load_pack(pack.value))
        if each.name in PARAMETERS and PARAMETERS[each.name].rule.startswith("P")
    ]
    return Comparison(
        other=replace(other, rows=rows),
        same=first.keys == other.keys,
        differing=tuple(found),
    )


def _language() -> str:
    return "ko" if (get_language() or "en").startswith("ko") else "en"


def _place(city: City | None) -> str:
    return str(city.name) if city is not None else ""


def _leading(made: Order, setting: Setting) -> tuple[Override, ...]:
    """A side's one head of delegation goes before the rest of the side, and the order says so.

    No rule of any pack does this; without it a mayor who took office earlier would stand before the one who
    leads the party.
    """
    by_key = setting.by_key()
    found = []
    for party in (Party.GUEST, Party.HOST):
        side = [who for who in made.order if by_key[who].party == party]
        heads = [who for who in side if by_key[who].delegate.capacity == Capacity.HEAD]
        if len(heads) == 1 and side[0] != heads[0]:
            found.append(Override(heads[0], side[0], _("leads the delegation")))
    return tuple(found)


def _ranked(each: Attending, setting: Setting) -> Ranked:
    function = "master_of_ceremonies" if each.function == Function.MASTER_OF_CEREMONIES else each.function
    return Ranked(
        id=each.key,
        name=_name(each.person, setting.language),
        side=_side(each.party),
        city=_place(each.delegation.city),
        posts=(_held(each.office),) if each.office is not None else (),
        represents=_absent(each.represents),
        function=str(function),
        present=True,
        country=country_of(each, setting.language),
    )


def _side(party: str) -> Any:
    return {Party.GUEST: "guest", Party.HOST: "host"}.get(Party(party), "third")


def _held(office: Office) -> Held:
    post = office.post
    return Held(
        title=str(post.title),
        rank=post.rank_class or None,
        organisation=str(post.organisation),
        since=office.since,
        acting=office.acting,
        relevant=True,
        founded=post.organisation.founded_on,
    )


def _absent(office: Office | None) -> Absent | None:
    if office is None:
        return None
    return Absent(office.post.rank_class, str(office.post.organisation))


def _name(person: Person, language: str) -> Name:
    """The name in the script of the engagement's language, as far as it is known."""
    if language == "ko":
        shown = person.name_in("ko")
        if shown != person.name_in("en"):
            if person.native_name == shown or " " not in shown:
                return Name(shown)
            given, _, family = shown.rpartition(" ")
            return Name(family, given)
    return Name(person.family_name, person.given_name)


def _rows(made: Order, setting: Setting) -> tuple[Row, ...]:
    by_key = setting.by_key()
    names = {key: str(each.person) for key, each in by_key.items()}
    language = _language()
    why = {reason.below: reason for reason in made.reasons}
    rows = []
    for number, who in enumerate(made.order, start=1):
        reason, standing = why.get(who), made.standings[who]
        rows.append(
            Row(
                number=number,
                attending=by_key[who],
                rank=standing.rank.text(language) if standing.rank is not None else "",
                rule=reason.rule if reason is not None else "",
                reason=sentence(reason, names, language) if reason is not None else "",
            )
        )
    return tuple(rows)


def _speeches(made: Order, rows: tuple[Row, ...]) -> tuple[str, ...]:
    """Who speaks when (P17), where principals of both sides are there; the host's first one welcomes."""
    speakers = [row.attending.key for row in rows if row.attending.function == Function.PRINCIPAL]
    sides = {row.side for row in rows if row.attending.key in speakers}
    if not {Party.GUEST, Party.HOST} <= sides:
        return ()
    return speech_order(made, speakers)
