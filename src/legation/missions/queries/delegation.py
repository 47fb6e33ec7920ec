"""Who comes: both sides' delegates as one reader sees them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.directory.choices import RankClass
from legation.directory.models import City, Person
from legation.directory.queries.ordering import collator
from legation.directory.queries.pages import Told, texts_of
from legation.directory.queries.scripts import SecondName, second_name
from legation.engine.textindex import matches, query_terms, terms
from legation.kernel.choices import Visibility
from legation.missions.choices import Capacity, DelegateStatus, Party
from legation.missions.models import Attendance, Delegate, Delegation, Engagement, Mission, Movement
from legation.missions.queries.masthead import delegations_seen
from legation.missions.queries.there import NAMES, SAID
from legation.missions.queries.travel import Available, availability, trips_of

MISSING = ("post", "biography", "portrait")
AWAY = (DelegateStatus.DECLINED, DelegateStatus.WITHDRAWN)
# What a list says of a delegate beside what every page says.
LISTED = (
    *("removed_at", "representing", "person__biography", "person__portrait"),
    *("person__sample", "person__version", "post__title", "post__organisation__name", "post__rank_class"),
)
_PARTIES = tuple(Party.values)
_CAPACITIES = tuple(Capacity.values)
_STATUSES = tuple(DelegateStatus.values)
_RANKS = tuple(RankClass.values)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which delegates a reader asked for, and in which order."""

    find: str = ""
    side: str = ""
    status: str = ""
    capacity: str = ""
    missing: str = ""
    sort: str = "capacity"


@dataclass(frozen=True, slots=True)
class DelegateRow:
    """One delegate in the list: what is missing of them, and whether the reader may change them."""

    delegate: Delegate
    key: str
    name: str
    second: SecondName
    post: str
    body: str
    capacity: str
    represents: str
    sample: bool
    status: str
    away: bool
    visibility: str
    seen_by: str
    tick: str
    missing: tuple[str, ...]
    gaps: str
    editable: bool


@dataclass(frozen=True, slots=True)
class DelegationGroup:
    """One delegation with those of its delegates that were asked for, out of `total` that the reader sees."""

    delegation: Delegation
    rows: tuple[DelegateRow, ...]
    total: int
    editable: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How many delegates, as this reader sees them."""

    key: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class DelegationPage:
    """Both sides' delegates by delegation, and figures over all that the reader sees."""

    groups: tuple[DelegationGroup, ...]
    statuses: tuple[Count, ...]
    gaps: tuple[Count, ...]
    total: int
    shown: int
    editable: bool


def delegation_of(
    mission: Mission,
    user: Any,
    wanted: Wanted,
    *,
    people: Mapping[int, Delegate] | None = None,
    delegations: Sequence[Delegation] | None = None,
) -> DelegationPage:
    """Two queries: the delegations, and the delegates that `user` sees; one less for each that is given."""
    delegations = sorted(
        delegations_seen(mission, user) if delegations is None else delegations,
        key=lambda one: (_PARTIES.index(one.party), one.pk),
    )
    said = _saying(mission, user)
    seen = delegates_seen(mission, user) if people is None else people.values()
    rows = [said(delegate) for delegate in seen]
    totals = Counter(row.delegate.delegation_id for row in rows)
    order = _order(wanted.sort)
    kept = sorted(_kept(rows, wanted), key=lambda row: order(row.delegate))
    narrowed = len(kept) < len(rows)
    groups = []
    for delegation in delegations:
        delegation.mission = mission
        own = tuple(row for row in kept if row.delegate.delegation_id == delegation.pk)
        if own or not narrowed:
            editable = user.has_perm("missions.change_delegation", delegation)
            groups.append(DelegationGroup(delegation, own, totals[delegation.pk], editable))
    statuses = Counter(row.delegate.status for row in rows)
    gaps = Counter(gap for row in rows for gap in row.missing)
    return DelegationPage(
        groups=tuple(groups),
        statuses=tuple(
            Count(status, str(DelegateStatus(status).label), statuses[status])
            for status in _STATUSES
            if statuses[status]
        ),
        gaps=tuple(Count(gap, "", gaps[gap]) for gap in MISSING if gaps[gap]),
        total=len(rows),
        shown=len(kept),
        editable=any(row.editable for row in kept),
    )


def delegates_seen(mission: Mission, user: Any) -> Any:
    """The delegates of the mission that `user` sees, with all that names them: one query."""
    return (
        Delegate.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("delegation__city", "person", "post__organisation", "representing")
        .order_by("pk")
    )


def listed_delegates(
    mission: Mission, user: Any, delegations: Iterable[Delegation], *, find: bool = False
) -> dict[int, Delegate]:
    """One query: the same with what a list says of them and no more; to `find` them, with all spellings."""
    represented = (name.replace("person__", "representing__") for name in NAMES)
    rows = (
        Delegate.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("person", "post__organisation", "representing")
        .only(*SAID, *LISTED, *represented, *(("person__aliases",) if find else ()))
        .order_by("pk")
    )
    people = {delegate.pk: delegate for delegate in rows}
    known = {delegation.pk: delegation for delegation in delegations}
    for delegate in people.values():
        if delegate.delegation_id in known:
            delegate.delegation = known[delegate.delegation_id]
    return people


def chosen_delegates(mission: Mission, user: Any, keys: Iterable[int]) -> Sequence[Delegate]:
    """Those of the delegates with these keys that `user` sees."""
    return list(delegates_seen(mission, user).filter(pk__in=list(keys)))


def gaps_of(delegate: Delegate) -> tuple[str, ...]:
    """What is still missing of somebody who comes."""
    there = {
        "post": delegate.post_id is not None,
        "biography": bool(delegate.person.biography),
        "portrait": bool(delegate.person.portrait),
    }
    return tuple(gap for gap in MISSING if not there[gap])


def _saying(mission: Mission, user: Any) -> Callable[[Delegate], DelegateRow]:
    """Says a delegate in the language of now; what all rows say is looked up here, once.

    Whether `user` may change them as well: it is the same for all of one delegation whom the same see.
    """
    gaps = {"post": _("no post"), "biography": _("no biography"), "portrait": _("no portrait")}
    labels = (*Capacity.choices, *DelegateStatus.choices, *Visibility.choices)
    words = {str(value): str(label) for value, label in labels} | gaps
    tick, stands_for, language = _("Tick %(person)s"), _("for %(who)s"), get_language() or "en"
    editable: dict[tuple[int, str], bool] = {}

    def said(delegate: Delegate) -> DelegateRow:
        delegate.mission = mission
        person, post, visibility = delegate.person, delegate.post, delegate.visibility
        missing, name = gaps_of(delegate), person.name_in(language)
        alike = (delegate.delegation_id, visibility)
        if alike not in editable:
            editable[alike] = user.has_perm("missions.change_delegate", delegate)
        return DelegateRow(
            delegate=delegate,
            key=str(delegate.pk),
            name=name,
            second=second_name(person, language),
            post=str(post.title) if post is not None else "",
            body=str(post.organisation) if post is not None else "",
            capacity=words[delegate.capacity],
            represents=stands_for % {"who": delegate.representing} if delegate.representing_id else "",
            sample=person.sample,
            status=words[delegate.status],
            away=delegate.status in AWAY,
            visibility=visibility,
            seen_by=words[visibility],
            tick=tick % {"person": name},
            missing=missing,
            gaps=" · ".join([words[gap] for gap in missing]),
            editable=editable[alike],
        )

    return said


def _kept(rows: Iterable[DelegateRow], wanted: Wanted) -> Iterable[DelegateRow]:
    asked = query_terms(wanted.find)
    for row in rows:
        delegate = row.delegate
        if (
            (wanted.side and delegate.delegation.party != wanted.side)
            or (wanted.status and delegate.status != wanted.status)
            or (wanted.capacity and delegate.capacity != wanted.capacity)
            or (wanted.missing and wanted.missing not in row.missing)
            or (wanted.find and not matches(_spellings(delegate), asked))
        ):
            continue
        yield row


def _spellings(delegate: Delegate) -> tuple[str, ...]:
    """What a delegate is found by: every spelling of the name."""
    person = delegate.person
    names = (person.name_in("en"), person.native_name, person.korean_name)
    return terms(" \n ".join([*names, *person.aliases]))


def _order(by: str) -> Callable[[Delegate], tuple[object, ...]]:
    collated, language = collator(), get_language() or "en"

    def order(delegate: Delegate) -> tuple[object, ...]:
        post = delegate.post
        name = (collated(_filed_under(delegate.person, language)), delegate.pk)
        if by == "name":
            return name
        if by == "organisation":
            return (post is None, collated(str(post.organisation) if post else ""), *name)
        if by == "status":
            return (_STATUSES.index(delegate.status), *name)
        rank = _RANKS.index(post.rank_class) if post and post.rank_class in _RANKS else len(_RANKS)
        return (_CAPACITIES.index(delegate.capacity), rank, *name)

    return order


def _filed_under(person: Person, language: str) -> str:
    """Family name first, in Hangul for Korean where it is known."""
    if language == "ko" and (shown := person.name_in(language)) != person.name_in("en"):
        return shown
    return f"{person.family_name} {person.given_name}"


@dataclass(frozen=True, slots=True)
class AttendedEngagement:
    """An engagement that a delegate attends; `home` is the delegate's own city where its clock differs."""

    attendance: Attendance
    home: City | None


@dataclass(frozen=True, slots=True)
class DelegatePage:
    """One delegate, with what the reader may do and where the delegate is when."""

    delegate: Delegate
    second: SecondName
    biographies: tuple[Told, ...]
    missing: tuple[str, ...]
    attended: tuple[AttendedEngagement, ...]
    editable: bool
    knows_person: bool
    knows_represented: bool
    partner: Delegate | None
    trips: tuple[Movement, ...]
    available: Available


def delegate_page(delegate: Delegate, user: Any) -> DelegatePage:
    """Three queries: the delegate with all that names them, the engagements and the travel that `user` sees.

    One more for who comes with somebody.
    """
    found = delegates_seen(delegate.mission, user).get(pk=delegate.pk)
    found.mission = delegate.mission
    attended = (
        Attendance.objects.visible_to(user)
        .filter(delegate=found)
        .select_related("engagement__venue__city", "engagement__room")
        .order_by("engagement__starts_at", "pk")
    )
    home = found.delegation.city
    trips = trips_of(found, user)
    return DelegatePage(
        delegate=found,
        second=second_name(found.person),
        biographies=texts_of(found.person.biography),
        missing=gaps_of(found),
        attended=tuple(
            AttendedEngagement(item, home if home and _differ(item.engagement, home) else None)
            for item in attended
        ),
        editable=user.has_perm("missions.change_delegate", found),
        knows_person=user.has_perm("directory.view_person", found.person),
        knows_represented=user.has_perm("directory.view_person", found.representing or found.person),
        partner=_partner(found, user),
        trips=tuple(trips),
        available=availability(trips),
    )


def _partner(delegate: Delegate, user: Any) -> Delegate | None:
    if delegate.partner_id is None:
        return None
    found: Delegate | None = (
        Delegate.objects.visible_to(user).filter(pk=delegate.partner_id).select_related("person").first()
    )
    return found


def _differ(engagement: Engagement, city: City) -> bool:
    there = engagement.starts_at.astimezone(ZoneInfo(city.time_zone))
    return engagement.local_start.utcoffset() != there.utcoffset()
