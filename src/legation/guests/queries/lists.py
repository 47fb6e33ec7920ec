"""Pages of guest lists: those of a mission, and one with its guests and what wants a decision."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from legation.directory.models import Person
from legation.guests.choices import Flag, Reply, Through
from legation.guests.models import Guest, GuestList, Quota
from legation.guests.queries.conflicts import Conflict, Light, Tally, conflicts_of, light_rows, tallies
from legation.guests.queries.finding import keys_found
from legation.kernel.asked import key_asked
from legation.kernel.choices import Side, Visibility
from legation.kernel.models import Record
from legation.missions.choices import Access, Capacity, DelegateStatus, EngagementKind, EngagementStatus
from legation.missions.models import Delegate, Engagement, Mission
from legation.missions.queries.people import named, people_found
from legation.missions.rules import standing

PAGE = 100
# What a list says of a guest; the rest of them is on their own page.
LISTED = (
    *(
        "guest_list",
        "name",
        "native_name",
        "post",
        "organisation",
        "body",
        "side",
        "invited_by",
        "comes_with",
    ),
    *("status", "through", "seal_id", "diet", "access", "visibility", "arrived_at", "arrived_door"),
    *("organisation__name", "comes_with__name"),
)
LIKELY = (EngagementKind.RECEPTION, EngagementKind.FORUM, EngagementKind.CEREMONY, EngagementKind.SIGNING)


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list of a mission, with how many of those whom the reader sees come and are asked."""

    guest_list: GuestList
    total: int
    coming: int
    open: int
    arrived: int


@dataclass(frozen=True, slots=True)
class ListsPage:
    """The lists of a mission, and the engagements that could have one."""

    rows: tuple[ListRow, ...]
    likely: tuple[Engagement, ...]
    others: tuple[Engagement, ...]


def lists_page(mission: Mission, user: Any) -> ListsPage:
    """Three queries, however many lists."""
    counts = {
        row["guest_list"]: row
        for row in Guest.objects.visible_to(user)
        .filter(guest_list__engagement__mission=mission)
        .values("guest_list")
        .annotate(
            total=Count("pk"),
            coming=Count("pk", filter=Q(status=Reply.ACCEPTED)),
            open=Count("pk", filter=Q(status=Reply.INVITED)),
            arrived=Count("pk", filter=Q(arrived_at__isnull=False)),
        )
    }
    lists = (
        GuestList.objects.visible_to(user)
        .filter(engagement__mission=mission)
        .select_related("engagement__venue")
        .order_by("engagement__starts_at", "pk")
    )
    nothing = {"total": 0, "coming": 0, "open": 0, "arrived": 0}
    rows = tuple(ListRow(each, *(counts.get(each.pk, nothing)[name] for name in nothing)) for each in lists)
    with_list = {row.guest_list.engagement_id for row in rows}
    free = [
        each
        for each in Engagement.objects.visible_to(user)
        .filter(mission=mission)
        .exclude(status=EngagementStatus.CANCELLED)
        .order_by("starts_at", "pk")
        if each.pk not in with_list
    ]
    return ListsPage(
        rows,
        tuple(each for each in free if each.kind in LIKELY),
        tuple(each for each in free if each.kind not in LIKELY),
    )


@dataclass(frozen=True, slots=True)
class GuestRow:
    """A guest in words, with their conflicts, and what the others of those are called.

    `about` is whom they come with, or their post and body; `status` that they arrived, or what they answered,
    and `how` by which door or through whom; `needs` are for the side that invites.
    """

    conflicts: tuple[tuple[str, str], ...]
    mine: bool
    key: str
    name: str
    native: str
    hidden: str
    about: str
    side: str
    side_name: str
    invited_by: str
    declined: bool
    tone: str
    status: str
    how: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a list is shown."""

    text: str = ""
    side: str = ""
    status: str = ""
    flag: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class ListPage:
    """One list: its counts, its quotas, its conflicts, and the guests that were asked for."""

    guest_list: GuestList
    asked: Asked
    rows: tuple[GuestRow, ...]
    page: Page[int]
    sides: tuple[Tally, ...]
    bodies: tuple[Tally, ...]
    by_status: tuple[tuple[str, str, int], ...]
    by_flag: tuple[tuple[str, str, int], ...]
    total: int
    arrived: int
    own: str
    open: bool

    @property
    def filtered(self) -> bool:
        return bool(self.asked.text or self.asked.side or self.asked.status or self.asked.flag)


def list_page(guest_list: GuestList, user: Any, asked: Asked) -> ListPage:
    """A number of queries that does not grow with the list."""
    mine = standing(user, guest_list.mission_key())
    quotas = quotas_of(guest_list, user)
    light = light_rows(guest_list, user)
    conflicts = conflicts_of(guest_list, user, light, quotas)
    sides, bodies = tallies(guest_list, light, quotas)
    page = Paginator(_wanted(guest_list, asked, light, conflicts), PAGE).get_page(asked.page)
    names = {row.key: row.name for row in light}
    flags = {flag: str(flag.label) for flag in Flag}
    own = mine.side if mine is not None and mine.prepares else ""
    said = _rows(guest_list, own)
    rows = tuple(
        said(
            guest,
            tuple(
                (flags[each.flag], each.detail or ", ".join(names[key] for key in each.others[:3]))
                for each in conflicts.get(guest.pk, ())
            ),
        )
        for guest in _guests(guest_list, user, list(page.object_list))
    )
    return ListPage(
        guest_list=guest_list,
        asked=asked,
        rows=rows,
        page=page,
        sides=tuple(sides),
        bodies=tuple(bodies),
        by_status=_by_status(light),
        by_flag=_by_flag(conflicts),
        total=len(light),
        arrived=sum(row.arrived for row in light),
        own=own,
        open=any(row.status == Reply.LISTED and row.letters and row.side == own for row in light),
    )


def _rows(guest_list: GuestList, own: str) -> Callable[[Guest, tuple[tuple[str, str], ...]], GuestRow]:
    """Says a guest in the language of now; what all rows say is looked up here, once."""
    zone = ZoneInfo(guest_list.engagement.zone)
    words, through, access = (
        {str(value): str(label) for value, label in labels}
        for labels in ((*Reply.choices, *Side.choices), Through.choices, Access.choices)
    )
    arrived, with_whom = _("Arrived %(time)s"), _("comes with %(who)s")

    def said(guest: Guest, conflicts: tuple[tuple[str, str], ...]) -> GuestRow:
        there, mine = guest.arrived_at, guest.side == own
        about = ", ".join([part for part in (guest.post, guest.body_name) if part])
        return GuestRow(
            conflicts=conflicts,
            mine=mine,
            key=str(guest.pk),
            name=guest.name,
            native=guest.native_name,
            hidden=guest.visibility if guest.visibility != Visibility.SHARED else "",
            about=with_whom % {"who": guest.comes_with} if guest.comes_with is not None else about,
            side=guest.side,
            side_name=words[guest.side],
            invited_by=guest.invited_by,
            declined=guest.status == Reply.DECLINED,
            tone="shared" if there or guest.status == Reply.ACCEPTED else "quiet",
            status=arrived % {"time": f"{there.astimezone(zone):%H:%M}"} if there else words[guest.status],
            how=guest.arrived_door if there else through.get(guest.through, guest.through),
            needs=_needs(guest, access) if mine else (),
        )

    return said


def _needs(guest: Guest, words: Mapping[str, str]) -> tuple[str, ...]:
    access = words.get(guest.access, guest.access)
    return tuple([need for need in (guest.diet, access) if need])


def quotas_of(guest_list: GuestList, user: Any) -> list[Quota]:
    """The quotas of organisations that `user` sees."""
    rows = Quota.objects.visible_to(user).filter(guest_list=guest_list)
    return list(rows.select_related("organisation").order_by("pk"))


def _wanted(
    guest_list: GuestList, asked: Asked, light: list[Light], conflicts: dict[int, tuple[Conflict, ...]]
) -> list[int]:
    """Keys of those of the guests that were asked for, by name; one query where they are found by words."""
    rows = light
    if asked.text:
        words = keys_found(guest_list, asked.text)
        of_list = Guest.objects.of(guest_list)
        found = set(of_list.filter(words).values_list("pk", flat=True)) if words is not None else set()
        rows = [row for row in rows if row.key in found]
    if asked.side:
        rows = [row for row in rows if row.side == asked.side]
    if asked.status == "arrived":
        rows = [row for row in rows if row.arrived]
    elif asked.status:
        rows = [row for row in rows if row.status == asked.status]
    if asked.flag:
        flagged = {key for key, each in conflicts.items() if any(one.flag == asked.flag for one in each)}
        rows = [row for row in rows if row.key in flagged]
    return [row.key for row in sorted(rows, key=lambda row: row.place)]


def _guests(guest_list: GuestList, user: Any, keys: Collection[int]) -> "QuerySet[Guest, Guest]":
    """One query: those of a page, as far as `user` still sees them."""
    rows = Guest.objects.visible_to(user).filter(guest_list=guest_list, pk__in=keys)
    found: QuerySet[Guest, Guest] = rows.select_related("organisation", "comes_with").only(*LISTED)
    return found.order_by("name", "pk")


def _by_status(light: list[Light]) -> tuple[tuple[str, str, int], ...]:
    count = Counter(row.status for row in light)
    return tuple((value, str(label), count[value]) for value, label in Reply.choices if count[value])


def _by_flag(conflicts: dict[int, tuple[Conflict, ...]]) -> tuple[tuple[str, str, int], ...]:
    count = Counter(flag for each in conflicts.values() for flag in {one.flag for one in each})
    return tuple(
        (value, str(label), count[Flag(value)]) for value, label in Flag.choices if count[Flag(value)]
    )


def delegates_to_list(guest_list: GuestList, user: Any) -> list[Delegate]:
    """Delegates of the reader's side who come and are not on the list yet."""
    mine = standing(user, guest_list.mission_key())
    if mine is None:
        return []
    there = Guest.objects.of(guest_list).filter(delegate__isnull=False).values("delegate")
    allowed = {"shared", mine.side} if guest_list.seen_by() == "shared" else {"shared", guest_list.seen_by()}
    rows = Delegate.objects.visible_to(user).filter(
        mission=guest_list.engagement.mission_id,
        delegation__party__in=(mine.side, "third"),
        status__in=(DelegateStatus.NOMINATED, DelegateStatus.INVITED, DelegateStatus.CONFIRMED),
        visibility__in=allowed,
    )
    rows = rows.exclude(pk__in=there).exclude(capacity__in=(Capacity.SECURITY,))
    return list(
        rows.select_related("delegation", "person", "post__organisation").order_by("delegation", "pk")
    )


def removed_list(mission: Mission, pk: str | int, user: Any) -> GuestList | None:
    """The removed list that `user` may bring back, or None."""
    if key_asked(pk) is None:
        return None
    rows = GuestList.objects.filter(pk=pk, engagement__mission=mission).exclude(removed_at=None)
    found: GuestList | None = _if_allowed(
        rows.select_related("engagement__mission").first(), "guests.change_guestlist", user
    )
    return found


def removed_part(kind: Any, guest_list: GuestList, pk: str | int, user: Any) -> Any:
    """The removed guest or quota of this list that `user` may bring back, or None."""
    if key_asked(pk) is None:
        return None
    rows = kind.objects.filter(pk=pk, guest_list=guest_list).exclude(removed_at=None)
    loads = [name for name in kind.loads if name != "guest_list__engagement__mission__programme"]
    found = rows.select_related("guest_list__engagement__mission", *loads).first()
    return _if_allowed(found, f"guests.change_{kind._meta.model_name}", user)


def _if_allowed(found: Record | None, permission: str, user: Any) -> Any:
    if found is None:
        return None
    there = copy(found)
    there.removed_at = None
    return found if user.has_perm(permission, there) else None


def own_guests(guest_list: GuestList, user: Any, keys: list[int]) -> list[Guest]:
    """Those of these guests whose side `user` prepares."""
    mine = standing(user, guest_list.mission_key())
    rows = Guest.objects.visible_to(user).filter(
        guest_list=guest_list, pk__in=keys, side=mine.side if mine is not None and mine.prepares else ""
    )
    return list(rows.select_related("guest_list__engagement", "delegate", "person").order_by("pk"))


def people_offered(guest_list: GuestList, user: Any, find: str) -> list[tuple[Person, str]]:
    """People of the directory who answer `find` and whom the reader's side has not on the list yet."""
    mine = standing(user, guest_list.mission_key())
    side = mine.side if mine is not None else ""
    there = set(
        Guest.objects.visible_to(user)
        .filter(guest_list=guest_list, side=side, person__isnull=False)
        .values_list("person_id", flat=True)
    )
    return [(person, named(person)) for person in people_found(user, find).people if person.pk not in there]


def list_of(engagement: Engagement, user: Any) -> GuestList | None:
    """The guest list of an engagement, where there is one."""
    found: GuestList | None = GuestList.objects.visible_to(user).filter(engagement=engagement).first()
    return found
