"""What the pages of seating show."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from legation.directory.models import Person
from legation.engine.seating import BadInput
from legation.kernel.asked import key_asked
from legation.missions.choices import EngagementKind, Function
from legation.missions.models import Engagement, Mission
from legation.protocol.models import Arrangement, Pair
from legation.protocol.queries.attending import Setting, placed, setting_of, settings_of
from legation.protocol.queries.judging import Changed, Judgement, changed, judged
from legation.protocol.queries.order import Row
from legation.protocol.queries.packs import Book, book_named, books
from legation.protocol.queries.plan import Plan, Seated, SeatingAsked, seated, seating_of
from legation.protocol.queries.seats import (
    LAYOUTS,
    SEARCHED,
    chairs_of,
    layout_of,
    pairs_at,
    pairs_of,
    request_of,
    saved_seats,
)
from legation.protocol.queries.shapes import Chair, Drawing
from legation.protocol.queries.undoing import Timeline, state_at, timeline_of
from legation.protocol.queries.watching import state_of
from legation.protocol.queries.wishes import removed_pair

SEATED = (EngagementKind.MEETING, *LAYOUTS)


@dataclass(frozen=True, slots=True)
class Beside:
    """The same people under another pack: the rules' own plan, or what it lacks."""

    book: Book
    asked: SeatingAsked
    same: bool


@dataclass(frozen=True, slots=True)
class SeatingPage:
    """One seat plan with what surrounds it; `changes` is who moved since the version asked for."""

    asked: SeatingAsked
    pairs: tuple[Pair, ...]
    books: tuple[Book, ...]
    judgement: Judgement | None
    timeline: Timeline
    changes: tuple[Changed, ...]
    beside: Beside | None
    state: Mapping[str, Any]
    removed: Pair | None = None

    @property
    def engagement(self) -> Engagement:
        return self.asked.setting.engagement

    @property
    def plan(self) -> Plan | None:
        return self.asked.plan

    @property
    def setting(self) -> Setting:
        return self.asked.setting

    @property
    def missing(self) -> tuple[str, ...]:
        return self.asked.missing

    @property
    def version(self) -> int:
        arrangement = self.setting.arrangement
        return arrangement.version if arrangement is not None else 0

    @property
    def replies(self) -> str:
        """Each person's reply, for the page's script."""
        return json.dumps(self.state["people"])

    @property
    def chairs(self) -> tuple[Chair, ...]:
        """The chairs on which people are put by hand."""
        plan = self.plan
        return tuple(chair for chair in plan.drawing.chairs if chair.given) if plan is not None else ()

    @property
    def movable(self) -> tuple[Seated, ...]:
        """Who is moved by hand, by name."""
        given = [each for each in self.plan.seats if each.given] if self.plan is not None else []
        return tuple(sorted(given, key=lambda each: str(each.person)))

    @property
    def twin(self) -> Drawing | None:
        """The drawing once more on the same page, under another key."""
        return replace(self.plan.drawing, key=f"{self.plan.drawing.key}-twin") if self.plan else None

    @property
    def plain(self) -> bool:
        """Nothing is broken."""
        return self.judgement is None or not self.judgement.broken


def seating_page(
    engagement: Engagement,
    user: Any,
    *,
    compare: str = "",
    since: int = 0,
    removed: str = "",
    prepares: bool = False,
) -> SeatingPage:
    """Six queries: the engagement with its place and arrangement, who is there, their tenures, what was said
    of rank, the wishes, the packs; one more for who prepares, for undo, and one each with `since` and
    `removed`, the key of a wish that was just taken out."""
    setting = setting_of(placed(engagement, user), user)
    pairs = pairs_at(engagement, user)
    asked = seating_of(setting, pairs)
    found = tuple(books(user))
    there = {each.delegate.pk for each in asked.setting.people}
    return SeatingPage(
        asked=asked,
        pairs=tuple(pair for pair in pairs if {pair.first_id, pair.second_id} <= there),
        books=found,
        judgement=judgement_of(asked, pairs, prepares=prepares),
        timeline=timeline_of(setting.arrangement) if prepares else Timeline((), 0),
        changes=changes_since(asked, since),
        beside=_beside(setting, asked, pairs, book_named(compare, found)),
        state=state_of(setting, pairs),
        removed=removed_pair(engagement.mission, gone, user)
        if (gone := key_asked(removed)) is not None
        else None,
    )


def judgement_of(asked: SeatingAsked, pairs: list[Pair], *, prepares: bool) -> Judgement | None:
    """What the plan breaks; None without a plan."""
    if asked.plan is None or asked.plan.conflict:
        return None
    return judged(asked.plan, asked.setting, asked.ranked, pairs, prepares=prepares)


def changes_since(asked: SeatingAsked, since: int) -> tuple[Changed, ...]:
    """Who moved since the arrangement was at a version, where the table is still the same: one query."""
    arrangement, plan = asked.setting.arrangement, asked.plan
    if arrangement is None or plan is None or not 0 < since < arrangement.version:
        return ()
    state = state_at(arrangement, since)
    if state is None or state.layout != arrangement.layout:
        return ()
    setting = replace(asked.setting, arrangement=state)
    request = request_of(setting, asked.ranked)
    try:
        before = seated(request, saved_seats(setting, request))
    except BadInput:
        return ()
    names = {each.key: str(each.person) for each in asked.setting.people}
    return changed(chairs_of(before), chairs_of(plan.seating), plan.request, names)


def _beside(setting: Setting, asked: SeatingAsked, pairs: list[Pair], book: Book | None) -> Beside | None:
    """The rules' plan under a second pack, where rank fixes the seats."""
    if book is None or asked.plan is None or layout_of(setting) in SEARCHED:
        return None
    other = seating_of(setting, pairs, book)
    if other.plan is not None:
        drawing = replace(other.plan.drawing, key=f"{other.plan.drawing.key}-other")
        other = replace(other, plan=replace(other.plan, drawing=drawing))
    same = other.plan is not None and chairs_of(other.plan.seating) == chairs_of(asked.plan.seating)
    return Beside(book, other, same)


def suggested(setting: Setting) -> Arrangement:
    """The arrangement as it is, or an unsaved one that says what counts without one."""
    if setting.arrangement is not None:
        return setting.arrangement
    return Arrangement(engagement=setting.engagement, pack=setting.pack, layout=layout_of(setting), seed=1)


def arrangement_shown(engagement: Engagement, user: Any) -> Arrangement:
    """The arrangement to edit, or an unsaved one with the defaults."""
    return suggested(setting_of(placed(engagement, user), user))


@dataclass(frozen=True, slots=True)
class SeatingRow:
    """One engagement that can be seated: who leads on each side, and how its plan stands."""

    engagement: Engagement
    guest: Person | None
    host: Person | None
    seats: int
    missing: tuple[str, ...]
    arranged: bool
    saved: bool
    searched: bool
    waiting: int
    broken: int
    layout: str


def seatings_of(mission: Mission, user: Any, *, prepares: bool = False) -> list[SeatingRow]:
    """The engagements at a table, in time: six queries however many there are.

    One without a venue brings two more in all, for the legs and the hosts' city.
    """
    engagements = list(
        Engagement.objects.visible_to(user)
        .filter(mission=mission, kind__in=SEATED)
        .select_related("venue__city", "room")
        .order_by("starts_at", "pk")
    )
    pairs = pairs_of([mission.pk], user)
    return [_row(setting, pairs, prepares=prepares) for setting in settings_of(engagements, user)]


def _row(setting: Setting, pairs: list[Pair], *, prepares: bool) -> SeatingRow:
    asked = seating_of(setting, pairs)
    rows, plan = asked.ranked.rows, asked.plan
    judgement = judgement_of(asked, pairs, prepares=prepares)
    broken = len(judgement.hard) if judgement is not None else 0
    return SeatingRow(
        engagement=setting.engagement,
        guest=_leader(rows, "guest"),
        host=_leader(rows, "host"),
        seats=len(plan.seats) if plan is not None else 0,
        missing=asked.missing,
        arranged=setting.arrangement is not None,
        saved=plan is not None and plan.saved,
        searched=plan is not None and plan.searched,
        waiting=len(plan.newcomers) if plan is not None else 0,
        broken=broken + (1 if plan is not None and plan.conflict else 0),
        layout=str(layout_of(setting).label),
    )


def _leader(rows: tuple[Row, ...], side: str) -> Person | None:
    """The first principal of a side, else the first of the side."""
    own = [row for row in rows if row.side == side]
    first = next((row for row in own if row.attending.function == Function.PRINCIPAL), None)
    return (first or own[0]).person if own else None
