"""Promises of all missions that a reader works on, narrowed as they ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from legation.kernel.choices import Side
from legation.missions.choices import Party
from legation.missions.models import Delegation, Leg, Membership
from legation.missions.rules import standing
from legation.outcomes.choices import SETTLED
from legation.outcomes.models import Commitment, Owner
from legation.outcomes.queries.owning import Owners, owned, owners_of

PAGE = 50
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Asked:
    """How the list is narrowed: `status` is a state, "settled", "all", or nothing for the unsettled.

    `side` is "ours" or "theirs", by who owes it; `owner` "mine" or "nobody"; `due` "late", "soon", "year" or
    "none".
    """

    text: str = ""
    city: int | None = None
    status: str = ""
    side: str = ""
    owner: str = ""
    due: str = ""
    page: int = 1

    @property
    def narrowed(self) -> bool:
        return bool(self.text or self.city or self.status or self.side or self.owner or self.due)


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise in the list: who owns it, and who of the two owes it where that is known."""

    commitment: Commitment
    owners: Owners
    overdue: bool
    edits: bool


@dataclass(frozen=True, slots=True)
class PromisesPage:
    """A page of promises, and how many of all are late or owned by nobody on the reader's side."""

    rows: tuple[Promise, ...]
    page: "Page[Commitment]"
    total: int
    late: int
    today: date


def promises(user: Any, asked: Asked, today: date) -> PromisesPage:
    """Five queries: two counts, the page, the owners, and once the reader's standings."""
    found = found_promises(user, asked, today)
    page = Paginator(found, PAGE).get_page(asked.page)
    late = Commitment.objects.visible_to(user).exclude(status__in=SETTLED).filter(due_on__lt=today)
    return PromisesPage(
        rows=rows_of(list(page.object_list), user, today),
        page=page,
        total=page.paginator.count,
        late=late.count(),
        today=today,
    )


def rows_of(commitments: Sequence[Commitment], user: Any, today: date) -> tuple[Promise, ...]:
    """The same promises with their owners: one query."""
    owners = owners_of(commitments, user)
    return tuple(
        Promise(
            commitment=one,
            owners=owners[one.pk],
            overdue=one.status not in SETTLED and one.due_on is not None and one.due_on < today,
            edits=(mine := standing(user, one.mission_id)) is not None and mine.prepares,
        )
        for one in commitments
    )


def found_promises(user: Any, asked: Asked, today: date) -> "QuerySet[Commitment]":
    """The promises that `user` sees and asks for, the first due first: no query yet."""
    rows: QuerySet[Commitment] = Commitment.objects.visible_to(user)
    rows = rows.select_related("mission", "owed_by", "owed_to", "engagement")
    if asked.text:
        rows = rows.filter(Q(title__icontains=asked.text) | Q(detail__icontains=asked.text))
    if asked.city:
        rows = rows.filter(Q(owed_by__city=asked.city) | Q(owed_to__city=asked.city))
    rows = _standing_so(rows, asked.status)
    if asked.side in {"ours", "theirs"}:
        rows = rows.filter(_owed_by(user, ours=asked.side == "ours"))
    if asked.owner == "mine":
        rows = rows.filter(pk__in=owned_by(user).values("commitment"))
    elif asked.owner == "nobody":
        rows = rows.exclude(_owned_on_own_side(user))
    rows = _due(rows, asked.due, today)
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def owned_by(user: Any) -> "QuerySet[Owner]":
    """What names the user as an owner, or somebody for whom they stand on that mission."""
    named = Owner.objects.filter(removed_at=None)
    principals = Membership.objects.filter(
        user=user.pk,
        mission=OuterRef("commitment__mission"),
        side=OuterRef("side"),
        stands_for__person=OuterRef("person"),
        stands_for__removed_at=None,
    )
    return named.filter(Q(user=user.pk) | Exists(principals))


def _standing_so(rows: "QuerySet[Commitment]", status: str) -> "QuerySet[Commitment]":
    if status == "all":
        return rows
    if status == "settled":
        return rows.filter(status__in=SETTLED)
    return rows.filter(status=status) if status else rows.exclude(status__in=SETTLED)


def _due(rows: "QuerySet[Commitment]", due: str, today: date) -> "QuerySet[Commitment]":
    if due == "late":
        return rows.filter(due_on__lt=today).exclude(status__in=SETTLED)
    if due == "soon":
        return rows.filter(due_on__range=(today, today + SOON))
    if due == "year":
        return rows.filter(due_on__year=today.year)
    return rows.filter(due_on=None) if due == "none" else rows


def _owned_on_own_side(user: Any) -> Q:
    """Promises with an owner on the side on which `user` works there."""
    mine = Membership.objects.filter(
        user=user.pk, mission=OuterRef("commitment__mission"), side=OuterRef("side")
    )
    return Q(pk__in=Owner.objects.filter(owned()).filter(Exists(mine)).values("commitment"))


def _owed_by(user: Any, *, ours: bool) -> Q:
    """Promises that the reader's side owes, or the other one, by the city of whoever owes it."""
    found = Q(pk__in=[])
    for side in Side.values:
        other = Side.HOST if side == Side.GUEST else Side.GUEST
        there = Membership.objects.filter(user=user.pk, side=side).values("mission")
        found |= Q(mission__in=there) & Q(_city_of(side if ours else other))
    return found


def _city_of(side: str) -> Exists:
    """Whether the city of whoever owes it is one of this side's on the mission."""
    city, mission = OuterRef("owed_by__city"), OuterRef("mission")
    if side == Side.GUEST:
        of_side = Delegation.objects.present().filter(mission=mission, city=city, party=Party.GUEST)
        return Exists(of_side)
    return Exists(Leg.objects.present().filter(mission=mission, city=city))
