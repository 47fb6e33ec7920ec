"""Whose personal data is there and who may look; never what it is, before somebody looked."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legation.accounts.models import User
from legation.kernel.links import key_of, token
from legation.logistics.choices import Diet, Kind, Purpose
from legation.logistics.models import Look, Private, PrivateLink, Purge, Trust
from legation.logistics.models.private import purged_on
from legation.missions.choices import Access, Party
from legation.missions.models import Delegate, Membership, Mission
from legation.missions.models.access import INSIDE
from legation.missions.queries.masthead import COMING
from legation.missions.rules import standing

LINK_PURPOSE = "private"
LOOKS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Opened:
    """What somebody looked at just now; `problem` says why it could not be opened."""

    delegate: int
    kind: Kind
    value: Mapping[str, Any]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One kind of data of one delegate: whether it is there, whether the reader may look, what they saw."""

    kind: Kind
    given: Private | None
    may_look: bool
    lines: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    needs: bool = False  # what counts for seats and rooms was given with the delegate

    @property
    def there(self) -> bool:
        return self.given is not None or self.needs


@dataclass(frozen=True, slots=True)
class Person:
    """A delegate with a cell for each kind."""

    delegate: Delegate
    cells: tuple[Cell, ...]
    may_fill: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A kind of data: how many gave it, and whether the reader may look at any of it."""

    kind: Kind
    given: int
    may_look: bool


@dataclass(frozen=True, slots=True)
class PrivatePage:
    """Everybody whose data the reader keeps or is trusted with. `shown` tells which kind is open."""

    columns: tuple[Column, ...]
    people: tuple[Person, ...]
    mine: tuple[Trust, ...]
    purged_on: date
    over: bool
    shown: Kind | None = None


def trusted_with(mission: Mission, user: Any) -> dict[Purpose, frozenset[str]]:
    """Purpose to the sides whose people `user` may look at today: one query."""
    return _by_purpose(_trusts_of(mission, user))


def _trusts_of(mission: Mission, user: Any) -> list[Trust]:
    mine = standing(user, mission.pk)
    if mine is None or mine.role not in INSIDE:
        return []
    return list(
        Trust.objects.standing(timezone.localdate()).filter(mission=mission, user=user.pk).order_by("pk")
    )


def _by_purpose(trusts: Iterable[Trust]) -> dict[Purpose, frozenset[str]]:
    found: dict[Purpose, set[str]] = defaultdict(set)
    for trust in trusts:
        found[Purpose(trust.purpose)].add(trust.side)
    return {purpose: frozenset(sides) for purpose, sides in found.items()}


def private_page(mission: Mission, user: Any, opened: Iterable[Opened] = ()) -> PrivatePage:
    """Three queries, and the reader's standing."""
    trusts = _trusts_of(mission, user)
    may = _by_purpose(trusts)
    mine = standing(user, mission.pk)
    own = {mine.side} if mine is not None and mine.prepares else set()
    parties = own | {side for sides in may.values() for side in sides}
    delegates = list(
        Delegate.objects.visible_to(user)
        .filter(mission=mission, delegation__party__in=[*parties, Party.THIRD] if parties else [])
        .filter(Q(status__in=COMING) | Q(pk__in=Private.objects.values("delegate")) | ~Q(access=""))
        .select_related("person", "delegation", "post__organisation")
        .order_by("delegation__party", "delegation", "person__family_name", "person__given_name", "pk")
    )
    given: dict[int, dict[str, Private]] = defaultdict(dict)
    rows = Private.objects.filter(delegate__in=[one.pk for one in delegates]).defer("sealed")
    for private in rows.select_related("given_by"):
        given[private.delegate_id][private.kind] = private
    seen = {(one.delegate, one.kind): one for one in opened}
    people = tuple(
        Person(
            delegate,
            tuple(_cell(delegate, kind, given[delegate.pk], may, seen, mission) for kind in Kind),
            may_fill=delegate.delegation.party in {*own, Party.THIRD} and bool(own),
        )
        for delegate in delegates
    )
    columns = tuple(
        Column(
            kind,
            sum(person.cells[place].there for person in people),
            may_look=any(person.cells[place].may_look for person in people),
        )
        for place, kind in enumerate(Kind)
    )
    ends = purged_on(mission)
    shown = next(iter({one.kind for one in seen.values()}), None)
    return PrivatePage(columns, people, tuple(trusts), ends, ends <= timezone.localdate(), shown)


def _cell(
    delegate: Delegate,
    kind: Kind,
    given: Mapping[str, Private],
    may: Mapping[Purpose, frozenset[str]],
    seen: Mapping[tuple[int, Kind], Opened],
    mission: Mission,
) -> Cell:
    there, found = given.get(kind), seen.get((delegate.pk, kind))
    sides = may.get(kind.purpose, frozenset())
    allowed = delegate.delegation.party in sides or (bool(sides) and delegate.delegation.party == Party.THIRD)
    lines = tuple(lines_of(kind, found.value, mission)) if found is not None else ()
    needs = kind == Kind.HEALTH and delegate.has_needs
    problem = found.problem if found is not None else ""
    return Cell(kind, there, (there is not None or needs) and allowed, lines, problem, needs)


def lines_of(kind: Kind, value: Mapping[str, Any], mission: Mission) -> Iterable[tuple[str, str]]:
    """What was given, label and words, line by line."""
    if not value:
        return
    if kind == Kind.PASSPORT:
        yield _("Number"), value.get("number", "")
        yield _("Issued by"), value.get("country", "")
        yield _("Name"), value.get("name", "")
        until = value.get("expires_on", "")
        if until and date.fromisoformat(until) < mission.ends_on:
            until = _("%(day)s: expires before the mission ends") % {"day": until}
        yield _("Valid until"), until
    elif kind == Kind.BIRTH:
        yield _("Born"), date_format(date.fromisoformat(value["born_on"]), "Y-m-d")
    elif kind == Kind.DIET:
        labels = dict(Diet.choices)
        yield _("Diet"), ", ".join(str(labels.get(one, one)) for one in value.get("diet", ()))
        if value.get("allergies"):
            yield _("Allergies"), value["allergies"]
    elif kind == Kind.HEALTH:
        if value.get("access"):
            yield _("Seats and rooms"), str(Access(value["access"]).label)
        if value.get("needs"):
            yield _("Needs"), value["needs"]
    else:
        yield _("Name"), value.get("name", "")
        yield _("Relation"), value.get("relation", "")
        yield _("Telephone"), value.get("phone", "")
        if value.get("languages"):
            yield _("Speaks"), value["languages"]


def given_kinds(delegate: Delegate) -> dict[str, Private]:
    """Which kinds of a delegate's data are there: one query."""
    rows = Private.objects.filter(delegate=delegate).defer("sealed").select_related("given_by")
    return {private.kind: private for private in rows}


@dataclass(frozen=True, slots=True)
class TrustsPage:
    """Who is trusted with the own side's people, who looked, and what was destroyed."""

    trusts: tuple[Trust, ...]
    looks: tuple[Look, ...]
    purges: tuple["Purged", ...]
    purged_on: date
    held: int
    today: date = field(default_factory=timezone.localdate)


@dataclass(frozen=True, slots=True)
class Purged:
    """A report: kinds with how many of each were destroyed."""

    purge: Purge
    counts: tuple[tuple[str, int], ...]


def trusts_page(mission: Mission, user: Any) -> TrustsPage:
    """Four queries, for whoever prepares a side."""
    mine = standing(user, mission.pk)
    parties = [mine.side, Party.THIRD] if mine is not None and mine.prepares else []
    trusts = Trust.objects.visible_to(user).filter(mission=mission, ended_at=None).select_related("user")
    looks = (
        Look.objects.filter(
            mission=mission,
            delegate__delegation__party__in=parties,
            delegate__visibility__in=mine.sees if mine is not None else (),
        )
        .select_related("by", "delegate__person")
        .order_by("-at", "-pk")
    )
    purges = Purge.objects.filter(mission=mission, side__in=parties).order_by("-at", "-pk")
    labels = dict(Kind.choices)
    reports = tuple(
        Purged(
            purge,
            tuple((str(label), purge.counts[kind]) for kind, label in labels.items() if kind in purge.counts),
        )
        for purge in purges
    )
    held = Private.objects.filter(delegate__mission=mission, delegate__delegation__party__in=parties)
    return TrustsPage(
        tuple(trusts.order_by("purpose", "pk")),
        tuple(looks[:LOOKS_SHOWN]),
        reports,
        purged_on(mission),
        held.aggregate(people=Count("delegate", distinct=True))["people"],
    )


def link_behind(given: str, now: Any) -> PrivateLink | None:
    """The live link of an address, or None."""
    key = key_of(given, LINK_PURPOSE)
    if key is None:
        return None
    rows = PrivateLink.objects.live(now).select_related(
        "delegate__mission__programme", "delegate__person", "delegate__delegation", "user"
    )
    link: PrivateLink | None = rows.filter(key=key).first()
    if link is None or purged_on(link.delegate.mission) <= now.date():
        return None
    mine = standing(link.user, link.delegate.mission_id)
    return link if mine is not None and mine.prepares and mine.side == link.side else None


def path_of(link: PrivateLink) -> str:
    """The secret part of a link's address."""
    return token(link.key, LINK_PURPOSE)


def people_to_trust(mission: Mission) -> "QuerySet[User]":
    """Who works on the mission and sees more than what is published."""
    keys = Membership.objects.filter(mission=mission, role__in=INSIDE).values("user")
    return User.objects.filter(pk__in=keys, is_active=True).order_by("name", "email")


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A delegate of the own side and their address, where they have one; `given` of all kinds."""

    delegate: Delegate
    link: PrivateLink | None
    address: str
    given: int


def links_of(mission: Mission, user: Any) -> list[LinkRow]:
    """Three queries, for whoever prepares a side."""
    mine = standing(user, mission.pk)
    if mine is None or not mine.prepares:
        return []
    now = timezone.now()
    live = PrivateLink.objects.live(now).visible_to(user).filter(delegate__mission=mission).order_by("pk")
    by_delegate = {link.delegate_id: link for link in live}
    delegates = list(
        Delegate.objects.visible_to(user)
        .filter(mission=mission, delegation__party__in=[mine.side, Party.THIRD], status__in=COMING)
        .select_related("person", "delegation", "post__organisation")
        .order_by("delegation", "person__family_name", "person__given_name", "pk")
    )
    counts = Counter(
        Private.objects.filter(delegate__in=[one.pk for one in delegates]).values_list("delegate", flat=True)
    )
    found = []
    for one in delegates:
        link = by_delegate.get(one.pk)
        found.append(LinkRow(one, link, address_of(link) if link is not None else "", counts[one.pk]))
    return found


def address_of(link: PrivateLink) -> str:
    """The whole address, to be copied."""
    return f"{settings.ORIGIN}{reverse('my-private', args=[path_of(link)])}"
