"""Photograph and receiving line: who stands where, from the viewer's left."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from legation.engine.seating import Seat, Seating, TableSpec, reason, seat
from legation.missions.choices import Function
from legation.missions.models import Engagement
from legation.protocol.queries.attending import Attending, Setting
from legation.protocol.queries.staging_people import Cast, Placed, cast_of, language, request_of

MOST_MINUTES = 45  # a receiving line lasts no longer (T18)
SECONDS = 10  # for each guest, where nobody says otherwise: our estimate


@dataclass(frozen=True, slots=True)
class LineRow:
    """One row of a photograph from the viewer's left; 1 is the front."""

    number: int
    people: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class LineUp:
    """A photograph in rows, front first (T17).

    `without` are those for whom the rows asked for have no place, `waiting` those who have not confirmed.
    `missing` says what stands in the way of any line-up: people, order (see `question`) or accepted.
    """

    engagement: Engagement
    rows: tuple[LineRow, ...]
    without: tuple[Attending, ...] = ()
    waiting: tuple[Attending, ...] = ()
    missing: str = ""
    question: str = ""
    seating: Seating | None = None

    @property
    def size(self) -> int:
        return sum(len(row.people) for row in self.rows)

    @property
    def lacking(self) -> int:
        """How many places lack."""
        return len(self.without)


@dataclass(frozen=True, slots=True)
class ReceivingLine:
    """Who receives, in the order of the line: host, spouse, guest of honour, spouse, then rank (T18).

    `guests` pass along it, `seconds` each; `fits` is how many do within 45 minutes.
    """

    engagement: Engagement
    people: tuple[Placed, ...]
    guests: int = 0
    seconds: int = SECONDS
    waiting: tuple[Attending, ...] = ()
    missing: str = ""
    question: str = ""
    seating: Seating | None = None

    @property
    def minutes(self) -> int:
        """How long it lasts, in whole minutes, rounded up."""
        return ceil(self.guests * self.seconds / 60)

    @property
    def fits(self) -> int:
        return MOST_MINUTES * 60 // self.seconds

    @property
    def too_long(self) -> bool:
        return self.guests > self.fits


def lineup_of(setting: Setting | Cast, rows: Sequence[int] = ()) -> LineUp:
    """The photograph of everybody who confirmed, over what all readers see: no query.

    `rows` are the lengths asked for, front first (`Ceremony.photo_rows`); without them rows that fit.
    """
    cast = cast_of(setting)
    engagement = cast.ranked.engagement
    if cast.missing:
        return LineUp(engagement, (), (), cast.waiting, cast.missing, cast.question)
    tables = tuple(TableSpec(f"r{number}", size) for number, size in enumerate(rows, start=1))
    made = seat(request_of(cast, "photo", cast.everybody, tables=tables))
    by_key = cast.setting.by_key()
    return LineUp(
        engagement=engagement,
        rows=tuple(
            LineRow(number, placed(seats, cast)) for number, seats in enumerate(in_rows(made.seats), start=1)
        ),
        without=tuple(by_key[each.person] for each in made.unseated),
        waiting=cast.waiting,
        seating=made,
    )


def receiving_line_of(
    setting: Setting | Cast, guests: int | None = None, seconds: int = SECONDS
) -> ReceivingLine:
    """The line that receives, over what all readers see: no query.

    Both sides' principals stand in it with their partners; where nobody is marked as a principal, the first
    of each side. `guests` who pass are by default everybody else who confirmed.
    """
    cast = cast_of(setting)
    if cast.missing:
        return ReceivingLine(
            cast.ranked.engagement, (), guests or 0, seconds, cast.waiting, cast.missing, cast.question
        )
    people = receiving(cast)
    made = seat(request_of(cast, "receiving-line", people))
    others = len(cast.everybody) - len(people)
    return ReceivingLine(
        engagement=cast.ranked.engagement,
        people=placed(made.seats, cast),
        guests=others if guests is None else guests,
        seconds=seconds,
        waiting=cast.waiting,
        seating=made,
    )


def receiving(cast: Cast) -> tuple[Attending, ...]:
    """The principals of both sides, else the first of each, and who comes with them."""
    ranked = [row.attending for row in cast.rows]
    first = [each for each in ranked if each.function == Function.PRINCIPAL]
    if not first:
        sides = {each.party: each for each in reversed(ranked)}
        first = [each for each in ranked if sides[each.party] is each] or list(cast.everybody[:1])
    keys = {each.delegate.pk for each in first}
    partners = {each.delegate.partner_id for each in first}
    return tuple(
        each
        for each in ranked
        if each.delegate.pk in keys or each.delegate.pk in partners or each.delegate.partner_id in keys
    ) or tuple(first)


def in_rows(seats: Sequence[Seat]) -> list[list[Seat]]:
    """Chairs by how far they stand from the viewer at the south, each row from the viewer's left."""
    rows: dict[float, list[Seat]] = defaultdict(list)
    for each in seats:
        rows[each.y].append(each)
    return [sorted(rows[y], key=lambda each: each.x) for y in sorted(rows)]


def placed(seats: Sequence[Seat], cast: Cast) -> tuple[Placed, ...]:
    """Who stands on these places, from the viewer's left."""
    by_key = cast.setting.by_key()
    there = sorted((each for each in seats if each.person is not None), key=lambda each: each.x)
    return tuple(
        Placed(each.number, place, by_key[str(each.person)], reason(each, language()))
        for place, each in enumerate(there, start=1)
    )
