"""What editors do on the board: move, copy, lock, and undo what they did themselves."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.refusals import Refused
from legation.missions.actions.engagements import (
    EndsBeforeItStarts,
    add_attendance,
    add_engagement,
    change_engagement,
    instant,
    remove_part,
    restore_part,
)
from legation.missions.actions.moving import IntoThePast
from legation.missions.choices import EngagementStatus, StepKind
from legation.missions.models import Attendance, Engagement, Mission, Room, Step, Venue
from legation.missions.queries.engagement import history_of, removed_engagement

# What a step may change, and so what undo brings back.
FIELDS = ("starts_at", "ends_at", "zone", "part", "venue", "room", "track", "locked")
# What only makes sense together: an end with its start, a room with its venue.
GROUPS = (("starts_at", "ends_at", "zone", "part"), ("venue", "room"), ("track",), ("locked",))
COPIED = (
    "kind",
    "title",
    "zone",
    "venue",
    "room",
    "track",
    "interpretation",
    "dress",
    "summary",
    "visibility",
)
KEPT_STEPS = 100


class NothingToUndo(Refused):
    sentence = _("There is nothing of yours to undo.")


class NotOfTheMission(Refused):
    sentence = _("The mission lasts from %(first)s to %(last)s. Close one of its days.")
    field = "on"


class NothingToRedo(Refused):
    sentence = _("There is nothing to do again.")


class ChangedSince(Refused):
    sentence = _(
        "“%(title)s” was changed by %(who)s since, so your step on it stays as it is. Undo again for the step"
        " before it."
    )


class GoneSince(Refused):
    sentence = _("What you changed there is no longer on the programme. Undo again for the step before it.")


class PastSince(Refused):
    sentence = _(
        "“%(title)s” would begin in the past by now, so your step on it stays as it is. Undo again for the"
        " step before it."
    )


@transaction.atomic
def move_engagement(engagement: Engagement, values: Mapping[str, Any], *, seen: int, by: User) -> Engagement:
    """Give it another time, place or track. `starts` and `ends` are what a clock in the zone `clock` shows.

    In another city it goes by the clock of that city.
    """
    fields = _placed(engagement, values)
    before = _state(engagement)
    changed = change_engagement(engagement, fields, seen=seen, by=by)
    _remember(changed, before, by)
    return changed


@transaction.atomic
def lock_engagement(engagement: Engagement, *, locked: bool, seen: int, by: User) -> Engagement:
    """Let its time and place stay as they are, or let them go again."""
    before = _state(engagement)
    changed = change_engagement(engagement, {"locked": locked}, seen=seen, by=by)
    _remember(changed, before, by)
    return changed


@transaction.atomic
def copy_engagement(engagement: Engagement, values: Mapping[str, Any], *, by: User) -> Engagement:
    """Put the same on the programme once more, at another time or place, with those whom `by` sees there.

    The copy is tentative, unlocked, and has no brief yet.
    """
    fields = _placed(engagement, values)
    same = {name: getattr(engagement, name) for name in COPIED}
    status = EngagementStatus.TENTATIVE
    copy = add_engagement(engagement.mission, {**same, **fields, "locked": False, "status": status}, by=by)
    there = Attendance.objects.visible_to(by).filter(engagement=engagement).select_related("delegate__person")
    for row in there.order_by("pk"):
        add_attendance(copy, {"delegate": row.delegate, "function": row.function}, by=by)
    _push(copy, StepKind.COPIED, {}, {"version": copy.version}, by)
    return copy


def undo_step(mission: Mission, *, by: User) -> Engagement:
    """Take back the last step of `by` on this board, unless somebody changed the same since.

    What others changed in other fields stays. A step that can no longer be taken back is forgotten, so that
    the one before it can be. Raises NothingToUndo, ChangedSince, GoneSince, PastSince, and what a move
    raises.
    """
    return _turn(mission, by, back=True)


def redo_step(mission: Mission, *, by: User) -> Engagement:
    """Do again what was undone last."""
    return _turn(mission, by, back=False)


@transaction.atomic
def close_day(mission: Mission, day: date, *, by: User) -> Mission:
    """Let nothing be moved onto this day, which is one of the mission."""
    if not mission.starts_on <= day <= mission.ends_on:
        raise NotOfTheMission(first=mission.starts_on.isoformat(), last=mission.ends_on.isoformat())
    return _set_closed(mission, {*mission.closed_days, day.isoformat()}, by)


@transaction.atomic
def open_day(mission: Mission, day: date, *, by: User) -> Mission:
    return _set_closed(mission, {*mission.closed_days} - {day.isoformat()}, by)


def _set_closed(mission: Mission, days: set[str], by: User) -> Mission:
    return editing.change(mission, {"closed_days": sorted(days)}, seen=mission.version, by=by)


def _placed(engagement: Engagement, values: Mapping[str, Any]) -> dict[str, Any]:
    fields = {name: value for name, value in values.items() if name in FIELDS}
    starts = instant(values["starts"], values["clock"], "starts")
    ends = instant(values["ends"], values["clock"], "ends")
    if ends <= starts:
        raise EndsBeforeItStarts
    venue: Venue | None = fields.get("venue", engagement.venue)
    zone = engagement.zone
    if venue is not None and venue != engagement.venue:
        zone = venue.city.time_zone
    return {**fields, "starts_at": starts, "ends_at": ends, "zone": zone, "part": ""}


def _turn(mission: Mission, by: User, *, back: bool) -> Engagement:
    steps = Step.objects.filter(mission=mission, user=by, undone=not back)
    step = steps.order_by("-pk" if back else "pk").first()
    if step is None:
        raise NothingToUndo if back else NothingToRedo
    try:
        return _turned(step, by, back=back)
    except (ChangedSince, GoneSince, PastSince):
        Step.objects.filter(pk=step.pk).delete()
        raise


@transaction.atomic
def _turned(step: Step, by: User, *, back: bool) -> Engagement:
    if step.kind == StepKind.COPIED:
        return _turned_copy(step, by, back=back)
    found = (
        Engagement.objects.visible_to(by)
        .select_for_update(of=("self",))
        .filter(pk=step.engagement_id)
        .first()
    )
    if found is None:
        raise GoneSince
    expected, wanted = (step.after, step.before) if back else (step.before, step.after)
    now = _state(found)
    if any(now[name] != value for name, value in expected.items()):
        raise ChangedSince(title=found.title, who=_who(found, by))
    Step.objects.filter(pk=step.pk).update(undone=back)
    try:
        return change_engagement(found, _read(wanted), seen=found.version, by=by)
    except IntoThePast:  # no later try gets there either
        raise PastSince(title=found.title) from None


def _turned_copy(step: Step, by: User, *, back: bool) -> Engagement:
    """Take the copy off the programme, or put it back; only as this editor left it."""
    if back:
        found = Engagement.objects.visible_to(by).filter(pk=step.engagement_id).first()
    else:
        found = removed_engagement(step.mission, step.engagement_id, by)
    if found is None:
        raise GoneSince
    if found.version != step.after["version"]:
        raise ChangedSince(title=found.title, who=_who(found, by))
    turned: Engagement = remove_part(found, by=by) if back else restore_part(found, by=by)
    Step.objects.filter(pk=step.pk).update(undone=back, after={"version": turned.version})
    return turned


def _who(engagement: Engagement, by: User) -> str:
    others = [revision.by for revision in history_of(engagement, by) if revision.by != str(by)]
    return others[0] if others else str(by)


def _state(engagement: Engagement) -> dict[str, Any]:
    """The fields of a step as JSON holds them."""
    return {
        "starts_at": engagement.starts_at.astimezone(UTC).isoformat(),
        "ends_at": engagement.ends_at.astimezone(UTC).isoformat(),
        "zone": engagement.zone,
        "part": engagement.part,
        "venue": engagement.venue_id,
        "room": engagement.room_id,
        "track": getattr(engagement.track, "data", engagement.track) or "",
        "locked": engagement.locked,
    }


def _read(state: Mapping[str, Any]) -> dict[str, Any]:
    fields = dict(state)
    for name in ("starts_at", "ends_at"):
        if name in fields:
            fields[name] = datetime.fromisoformat(fields[name])
    for name, model in (("venue", Venue), ("room", Room)):
        if fields.get(name) is not None:
            fields[name] = model.objects.get(pk=fields[name])
    if "room" in fields and "venue" not in fields and fields["room"] is not None:
        fields["venue"] = fields["room"].venue
    if "track" in fields:
        fields["track"] = LazyI18nString(fields["track"])
    return fields


def _remember(changed: Engagement, before: Mapping[str, Any], by: User) -> None:
    """Remember each group whole of which something was altered: what others change in it, undo leaves."""
    after = _state(changed)
    altered = [name for group in GROUPS if any(after[one] != before[one] for one in group) for name in group]
    if altered:
        then, now = ({name: state[name] for name in altered} for state in (before, after))
        _push(changed, StepKind.CHANGED, then, now, by)


def _push(
    engagement: Engagement, kind: StepKind, before: Mapping[str, Any], after: Mapping[str, Any], by: User
) -> None:
    """A new step cuts off what was undone; very old ones are forgotten."""
    mine = Step.objects.filter(mission=engagement.mission_id, user=by)
    mine.filter(undone=True).delete()
    Step.objects.create(
        mission_id=engagement.mission_id,
        user=by,
        engagement=engagement,
        kind=kind,
        before=dict(before),
        after=dict(after),
    )
    kept = list(mine.order_by("-pk").values_list("pk", flat=True)[KEPT_STEPS : KEPT_STEPS + 1])
    if kept:
        mine.filter(pk__lte=kept[0]).delete()
