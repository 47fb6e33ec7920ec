"""Write a run of show, and follow it while it goes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.choices import Visibility
from legation.kernel.refusals import Refused
from legation.missions.choices import EngagementStatus
from legation.missions.models import Delegate, Engagement
from legation.missions.rules import standing
from legation.protocol.models import ShowItem
from legation.protocol.models.show import FARTHEST
from legation.protocol.queries.show import BEFORE, Show, show_of
from legation.protocol.queries.show_templates import TEMPLATES

MOST = 200  # lines of one run of show
STEP = 10  # between two positions


class OtherSidesLine(Refused):
    sentence = _("Line %(n)s: it is for both sides, or for your own.")
    field = "visibility"


class HiddenOwner(Refused):
    sentence = _(
        "Line %(n)s: only your side knows that %(who)s comes. Make the line your side’s, or name a role."
    )
    field = "owner"


class TooManyLines(Refused):
    sentence = _("A run of show has %(most)s lines at most.")


class UnknownTemplate(Refused):
    sentence = _("There is no such template.")


class AlreadyWritten(Refused):
    sentence = _("There is a run of show already. Remove its lines first if you want to begin anew.")


class NotRunning(Refused):
    sentence = _("This line has not begun yet.")


class AlreadyOver(Refused):
    sentence = _("This line is over already.")


class CalledOff(Refused):
    sentence = _("This engagement was called off.")


class NothingToMove(Refused):
    sentence = _("This line began on time: there is nothing to move by.")


class TooFarToMove(Refused):
    sentence = _(
        "This line began more than twelve hours from when it was expected: what follows is not moved by so"
        " much. Undo its start, or change when the engagement begins."
    )


class NothingAsked(Refused):
    sentence = _("Nothing was asked for.")


class PrivateMovesNothing(Refused):
    sentence = _("What your side keeps to itself moves nothing that both sides see.")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table as it was sent: without a key it is new; `seen` is the version that was shown."""

    key: int | None
    seen: int
    values: Mapping[str, Any]
    remove: bool = False


@transaction.atomic
def save_show(engagement: Engagement, rows: Sequence[Row], *, by: User) -> list[ShowItem]:
    """Save the whole table in the order of its rows; returns the lines that were removed.

    Raises ChangedMeanwhile where somebody saved one of the lines since, also one that is to go, and then
    nothing is written. Lines that the editor does not see stay where they are, and so does who sees to a line
    where the editor does not see them and names nobody else.
    """
    known = {
        item.pk: item
        for item in ShowItem.objects.visible_to(by).filter(engagement=engagement).select_related("engagement")
    }
    kept = [row for row in rows if not row.remove]
    if len(kept) > MOST:
        raise TooManyLines(most=MOST)
    for number, row in enumerate(rows, start=1):
        if not row.remove:
            _check(engagement, row, number, by)
    unseen = _with_unseen_owner([known[row.key] for row in kept if row.key in known], by)
    before = {key: item.position for key, item in known.items()}
    positions = iter(_positions([row.key for row in kept], before))
    removed = []
    for row in rows:
        item = known.get(row.key) if row.key is not None else None
        if row.remove:
            if item is not None:
                unchanged = editing.change(item, {}, seen=row.seen, by=by)
                removed.append(editing.remove(unchanged, by=by))
            continue
        values = {**row.values, "position": next(positions)}
        if item is not None:
            if item.pk in unseen and values.get("owner") is None:
                values.pop("owner", None)
            editing.change(item, values, seen=row.seen, by=by)
        elif row.key is None:
            editing.add(ShowItem(engagement=engagement, **values), by=by)
    return removed


def _with_unseen_owner(items: Sequence[ShowItem], by: User) -> set[int]:
    """The lines to which somebody sees whom the editor does not see: their side hid them since."""
    owners = {item.owner_id for item in items if item.owner_id is not None}
    if not owners:
        return set()
    seen = set(Delegate.objects.visible_to(by).filter(pk__in=owners).values_list("pk", flat=True))
    return {item.pk for item in items if item.owner_id in owners - seen}


def _positions(keys: Sequence[int | None], before: Mapping[int, int]) -> list[int]:
    """A position for each row: those there are where the order is as it was, else all anew."""
    old = [before[key] for key in keys if key is not None and key in before]
    new = [place for place, key in enumerate(keys) if key is None or key not in before]
    at_the_end = all(place >= len(old) for place in new)
    if at_the_end and old == sorted(set(old)):
        last = max(before.values(), default=0)
        return [*old, *(last + STEP * n for n in range(1, len(new) + 1))]
    return [STEP * place for place in range(1, len(keys) + 1)]


def _check(engagement: Engagement, row: Row, number: int, by: User) -> None:
    mine, visibility = standing(by, engagement.mission_id), row.values["visibility"]
    allowed = {Visibility.SHARED.value, *([mine.side] if mine else [])}
    if engagement.visibility != Visibility.SHARED:
        allowed = {engagement.visibility}
    if visibility not in allowed:
        raise OtherSidesLine(n=number)
    owner = row.values.get("owner")
    if owner is not None and owner.visibility not in {Visibility.SHARED, visibility}:
        raise HiddenOwner(n=number, who=owner)


@transaction.atomic
def begin_from(engagement: Engagement, template: str, *, by: User) -> Sequence[ShowItem]:
    """Write the lines of a template, as a start; refused where there are lines already."""
    lines = TEMPLATES.get(template)
    if lines is None:
        raise UnknownTemplate
    if ShowItem.objects.visible_to(by).filter(engagement=engagement).exists():
        raise AlreadyWritten
    items = [
        ShowItem(
            engagement=engagement,
            position=STEP * place,
            visibility=engagement.visibility,
            **line.values(),
        )
        for place, line in enumerate(lines.lines, start=1)
    ]
    return editing.add_all(items, by=by)


@transaction.atomic
def restore_items(items: Iterable[ShowItem], *, by: User) -> None:
    """Bring back lines that were removed."""
    for item in items:
        editing.restore(item, by=by)


@transaction.atomic
def start(item: ShowItem, *, seen: int, by: User, now: datetime | None = None) -> ShowItem:
    """It begins now; what ran before it is over.

    A line that one side keeps to itself ends only what that side keeps to itself: nobody else knows of it.
    """
    now = now or timezone.now()
    show = _alive(item, by)
    if item.ended_at is not None:
        raise AlreadyOver
    for line in show.lines:
        other = line.item
        if (
            other.pk != item.pk
            and other.started_at is not None
            and other.ended_at is None
            and _goes_before(other, item)
            and item.seen_by() in {item.engagement.visibility, other.seen_by()}
        ):
            editing.change(other, {"ended_at": max(now, other.started_at)}, seen=other.version, by=by)
    return editing.change(item, {"started_at": item.started_at or now}, seen=seen, by=by)


def _goes_before(other: ShowItem, item: ShowItem) -> bool:
    return (other.position, other.pk) < (item.position, item.pk)


@transaction.atomic
def finish(item: ShowItem, *, seen: int, by: User, now: datetime | None = None) -> ShowItem:
    """It is over now."""
    _alive(item, by)
    if item.started_at is None:
        raise NotRunning
    return editing.change(item, {"ended_at": item.ended_at or now or timezone.now()}, seen=seen, by=by)


@transaction.atomic
def take_back(item: ShowItem, *, seen: int, by: User) -> ShowItem:
    """Undo the last mark: what was over runs again, what ran has not begun, and moves nothing."""
    if item.ended_at is not None:
        return editing.change(item, {"ended_at": None}, seen=seen, by=by)
    return editing.change(item, {"started_at": None, "late": 0}, seen=seen, by=by)


@transaction.atomic
def move_what_follows(item: ShowItem, *, seen: int, by: User) -> ShowItem:
    """Move all that follows by the minutes that this line began late or early."""
    show = _alive(item, by)
    line = next((line for line in show.lines if line.item.pk == item.pk), None)
    if line is None or line.state == BEFORE:
        raise NotRunning
    if item.seen_by() != item.engagement.visibility:
        raise PrivateMovesNothing
    if line.began_late == 0:
        raise NothingToMove
    if abs(line.began_late) > FARTHEST:
        raise TooFarToMove
    return editing.change(item, {"late": line.began_late}, seen=seen, by=by)


@transaction.atomic
def move_back(item: ShowItem, *, seen: int, by: User) -> ShowItem:
    """Let what follows begin as it was planned again."""
    return editing.change(item, {"late": 0}, seen=seen, by=by)


def _alive(item: ShowItem, by: User) -> Show:
    if item.engagement.status == EngagementStatus.CANCELLED:
        raise CalledOff
    return show_of(item.engagement, by)
