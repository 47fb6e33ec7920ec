"""Write the minutes of an engagement, several people at once: each line has a version of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from legation.accounts.models import User
from legation.directory.models import Person
from legation.kernel import editing, searching
from legation.kernel.history import revisions_of
from legation.kernel.refusals import ChangedMeanwhile, Refused
from legation.missions.choices import EngagementStatus, PointKind
from legation.missions.models import Delegate, Engagement, Point
from legation.missions.rules import standing
from legation.outcomes.actions.commitments import add_commitment
from legation.outcomes.actions.outcomes import change_outcome, remove_outcome, restore_outcome
from legation.outcomes.actions.statements import add_statement
from legation.outcomes.choices import LineKind
from legation.outcomes.models import Hold, Minutes, MinutesLine
from legation.outcomes.queries.choosing import speakers_hidden_from
from legation.outcomes.queries.minutes import APART, card_of_minutes, neighbour, seen_of

STEP = 10  # between two positions
MOST = 2000  # lines of one minutes


class AlreadyBegun(Refused):
    sentence = _("There are minutes of this engagement already.")


class CalledOffMeeting(Refused):
    sentence = _("This engagement was cancelled: there is nothing to take minutes of.")


class MinutesAreClosed(Refused):
    sentence = _(
        "The minutes were closed, so nothing was saved. Copy what you typed, and propose an amendment."
    )


class NothingSaid(Refused):
    sentence = _("Write what was said, decided or noted.")
    field = "text"


class OtherSidesMinutesLine(Refused):
    sentence = _("A line is for both sides, or for your own.")
    field = "visibility"


class WiderThanItsItem(Refused):
    sentence = _("Only your side sees the item above it: so it is with what stands under it.")
    field = "visibility"


class SharedLinesBeneath(Refused):
    sentence = _("Both sides see what stands under this item. Move it first.")
    field = "visibility"


class HiddenSpeaker(Refused):
    sentence = _(
        "Only your side knows that %(who)s is there. Make the line your side’s, or choose somebody else."
    )
    field = "speaker"


class TooManyMinutesLines(Refused):
    sentence = _("Minutes have %(most)s lines at most.")


@dataclass(frozen=True, slots=True)
class Said:
    """Words and who said them: a person, or a name of somebody who is in no directory, or nobody known."""

    text: LazyI18nString
    person: Person | None = None
    name: str = ""


@transaction.atomic
def begin_minutes(engagement: Engagement, *, by: User) -> Minutes:
    """Begin minutes with the agenda of the brief, as everybody who sees the engagement sees it."""
    Engagement.objects.select_for_update().get(pk=engagement.pk)
    if engagement.status == EngagementStatus.CANCELLED:
        raise CalledOffMeeting
    same = Minutes.objects.present().filter(engagement=engagement, visibility=engagement.visibility)
    if same.exists():
        raise AlreadyBegun
    minutes = editing.add(
        Minutes(mission=engagement.mission, engagement=engagement, visibility=engagement.visibility), by=by
    )
    points = Point.objects.present().filter(
        engagement=engagement, kind=PointKind.AGENDA, visibility__in={"shared", engagement.visibility}
    )
    common = minutes.seen_by()
    editing.add_all(
        [
            MinutesLine(
                minutes=minutes, kind=LineKind.AGENDA, text=one.text, visibility=common, position=STEP * n
            )
            for n, one in enumerate(points.order_by("position", "pk"), start=1)
            if one.visibility in {"shared", common}
        ],
        by=by,
    )
    searching.index(minutes, card_of_minutes(minutes))
    return minutes


@transaction.atomic
def add_line(minutes: Minutes, values: Mapping[str, Any], *, by: User) -> MinutesLine:
    """Add a line at the end of its item. `values`: kind, text, under, visibility, person, speaker."""
    held = writable(minutes)
    line = _added(held, values, _next(held), by=by)
    release(minutes, by=by)
    return line


@transaction.atomic
def add_said(
    minutes: Minutes, said: Sequence[Said], *, under: MinutesLine | None, visibility: str, by: User
) -> list[MinutesLine]:
    """Add what several said, in this order, from typed notes or a text: all of it or nothing."""
    held = writable(minutes)
    first = _next(held)
    return [
        _added(
            held,
            {
                "kind": LineKind.STATEMENT,
                "text": one.text,
                "under": under,
                "visibility": visibility,
                "person": one.person,
                "speaker": one.name,
            },
            first + STEP * n,
            by=by,
        )
        for n, one in enumerate(said)
    ]


@transaction.atomic
def add_promise(
    minutes: Minutes, values: Mapping[str, Any], *, under: MinutesLine | None, by: User
) -> MinutesLine:
    """Note a promise that was made there: a commitment of the mission, and a line where it was made."""
    held = writable(minutes)
    visibility = values.get("visibility", held.seen_by())
    _check_line(held, {"visibility": visibility, "under": under}, by)
    promise = add_commitment(held.mission, {**values, "engagement": held.engagement}, by=by)
    line = MinutesLine(
        minutes=held,
        kind=LineKind.COMMITMENT,
        under=under,
        visibility=visibility,
        commitment=promise,
        position=_next(held),
    )
    return editing.add(line, by=by)


@transaction.atomic
def change_line(line: MinutesLine, values: Mapping[str, Any], *, seen: int, by: User) -> MinutesLine:
    """Change a line as it was at `seen`, which is `seen_of` it.

    Raises ChangedMeanwhile with what the other wrote, where somebody saved the same line since.
    """
    held = writable(line.minutes)
    current: MinutesLine = (
        MinutesLine.objects.select_for_update(of=("self",)).select_related("statement").get(pk=line.pk)
    )
    current.minutes = held
    if seen_of(current) != seen:
        raise _told(current, seen, by)
    _check_line(held, values, by)
    if not values["text"]:
        raise NothingSaid
    if line.kind == LineKind.AGENDA and values["visibility"] != held.seen_by():
        _check_beneath(current)
    own = {"visibility": values["visibility"], "under": values.get("under")}
    if current.statement is None:
        changed = editing.change(current, {**own, "text": values["text"]}, seen=current.version, by=by)
    else:
        person = values.get("person")
        _check_speaker(held, person, values["visibility"])
        told = {
            "text": values["text"],
            "visibility": values["visibility"],
            "speakers": [
                *([person] if person is not None else []),
                *speakers_hidden_from(by, current.statement),
            ],
        }
        change_outcome(current.statement, told, seen=current.statement.version, by=by)
        own["speaker"] = values.get("speaker", "")
        changed = editing.change(current, own, seen=current.version, by=by)
    release(line.minutes, by=by)
    return changed


def _told(current: MinutesLine, seen: int, by: User) -> ChangedMeanwhile:
    """What somebody else wrote there since, for the eyes of `by`."""
    mine = standing(by, current.minutes.mission_id)
    eyes = mine.sees if mine is not None else frozenset()
    of_statement, of_line = divmod(seen, APART)
    revisions = revisions_of(current, since=of_line, sees=eyes)
    if current.statement is not None:
        revisions = [*revisions_of(current.statement, since=of_statement, sees=eyes), *revisions]
    return ChangedMeanwhile(version=seen_of(current), revisions=revisions)


@transaction.atomic
def remove_line(line: MinutesLine, *, by: User) -> MinutesLine:
    """Take a line out, and with it the statement or the promise that was noted there."""
    writable(line.minutes)
    for part in (line.statement, line.commitment):
        if part is not None:
            remove_outcome(part, by=by)
    return editing.remove(line, by=by)


@transaction.atomic
def restore_line(line: MinutesLine, *, by: User) -> MinutesLine:
    """Undo a removal."""
    writable(line.minutes)
    for part in (line.statement, line.commitment):
        if part is not None:
            restore_outcome(part, by=by)
    return editing.restore(line, by=by)


@transaction.atomic
def move_line(line: MinutesLine, *, up: bool, by: User) -> MinutesLine:
    """Let a line change places with the one before or after it, as `by` sees them; at the end it stays."""
    writable(line.minutes)
    other = neighbour(line, by, up=up)
    if other is None:
        return line
    here = MinutesLine.objects.get(pk=line.pk)
    places = (other.position, here.position)
    if places[0] == places[1]:
        places = (places[0], places[1] + (1 if up else -1)) if places[1] else (0, 1)
    moved = editing.change(here, {"position": places[0]}, seen=here.version, by=by)
    editing.change(other, {"position": places[1]}, seen=other.version, by=by)
    return moved


@transaction.atomic
def hold(minutes: Minutes, line: MinutesLine | None, *, by: User) -> None:
    """Say that `by` is writing: in this line, or in a new one."""
    writable(minutes)
    Hold.objects.update_or_create(minutes=minutes, user=by, defaults={"line": line, "at": timezone.now()})


@transaction.atomic
def release(minutes: Minutes, *, by: User) -> None:
    """`by` is not writing any more."""
    Hold.objects.filter(minutes=minutes, user=by).delete()


def writable(minutes: Minutes) -> Minutes:
    """The minutes under their lock, while they are open."""
    current: Minutes = (
        Minutes.objects.select_for_update(of=("self",))
        .select_related("mission", "engagement")
        .get(pk=minutes.pk)
    )
    if not current.open:
        raise MinutesAreClosed
    return current


def _next(minutes: Minutes) -> int:
    lines = MinutesLine.objects.filter(minutes=minutes)
    if lines.count() >= MOST:
        raise TooManyMinutesLines(most=MOST)
    return (lines.aggregate(last=Max("position"))["last"] or 0) + STEP


def _added(minutes: Minutes, values: Mapping[str, Any], position: int, *, by: User) -> MinutesLine:
    if not values["text"]:
        raise NothingSaid
    _check_line(minutes, values, by)
    line = MinutesLine(
        minutes=minutes,
        kind=values["kind"],
        under=values.get("under") if values["kind"] != LineKind.AGENDA else None,
        visibility=values["visibility"],
        position=position,
    )
    if values["kind"] == LineKind.STATEMENT:
        person = values.get("person")
        _check_speaker(minutes, person, values["visibility"])
        line.statement = add_statement(
            minutes.mission,
            {
                "text": values["text"],
                "speakers": [person] if person is not None else [],
                "engagement": minutes.engagement,
                "visibility": values["visibility"],
            },
            by=by,
        )
        line.speaker = values.get("speaker", "")
    else:
        line.text = values["text"]
    return editing.add(line, by=by)


def _check_line(minutes: Minutes, values: Mapping[str, Any], by: User) -> None:
    mine, common, visibility = standing(by, minutes.mission_id), minutes.seen_by(), values["visibility"]
    allowed = {common} if common != "shared" else {"shared", *([mine.side] if mine else [])}
    if visibility not in allowed:
        raise OtherSidesMinutesLine
    under = values.get("under")
    if under is not None and under.visibility not in {common, visibility}:
        raise WiderThanItsItem


def _check_beneath(line: MinutesLine) -> None:
    common = line.minutes.seen_by()
    if MinutesLine.objects.present().filter(under=line, visibility=common).exists():
        raise SharedLinesBeneath


def _check_speaker(minutes: Minutes, person: Person | None, visibility: str) -> None:
    """Nobody is named to both sides whom only one of them knows to be on the mission."""
    if person is None:
        return
    as_delegate = list(
        Delegate.objects.present()
        .filter(mission=minutes.mission_id, person=person)
        .values_list("visibility", flat=True)
    )
    if as_delegate and not {"shared", visibility} & set(as_delegate):
        raise HiddenSpeaker(who=person)
