"""What the pages of protocol show."""

from dataclasses import dataclass
from typing import Any

from legation.directory.models import Person
from legation.missions.choices import EngagementKind, Function
from legation.missions.models import Engagement, Mission
from legation.protocol.choices import Pack
from legation.protocol.models import Arrangement
from legation.protocol.queries.attending import Setting, placed, setting_of, settings_of
from legation.protocol.queries.order import Comparison, RankedPeople, Row, compared, ranked
from legation.protocol.queries.plan import SeatingAsked, seating_of

SEATED = (
    EngagementKind.COURTESY_CALL,
    EngagementKind.MEETING,
    EngagementKind.SIGNING,
    EngagementKind.CEREMONY,
    EngagementKind.PRESS_CONFERENCE,
)


@dataclass(frozen=True, slots=True)
class PrecedencePage:
    """The order of one engagement; `usual` is the pack arranged or, without one, of the host's country."""

    setting: Setting
    ranked: RankedPeople
    usual: Pack
    comparison: Comparison | None


def precedence_page(
    engagement: Engagement, user: Any, *, pack: str = "", compare: str = ""
) -> PrecedencePage:
    """Four queries: the engagement with its place, who is there, their tenures, the arrangement."""
    setting = setting_of(placed(engagement, user), user)
    first = ranked(setting, Pack(pack) if pack in Pack.values else setting.pack)
    other = compared(setting, first, Pack(compare)) if compare in Pack.values else None
    return PrecedencePage(setting, first, setting.pack, other)


def seating_page(engagement: Engagement, user: Any) -> SeatingAsked:
    """Four queries, as `precedence_page`."""
    return seating_of(setting_of(placed(engagement, user), user))


def arrangement_shown(engagement: Engagement, user: Any) -> Arrangement:
    """The arrangement to edit, or an unsaved one with the defaults."""
    found = Arrangement.objects.visible_to(user).filter(engagement=engagement).first()
    if found is not None:
        return found  # type: ignore[no-any-return]
    return suggested(setting_of(placed(engagement, user), user))


def suggested(setting: Setting) -> Arrangement:
    """The arrangement as it is, or an unsaved one that says what counts without one."""
    if setting.arrangement is not None:
        return setting.arrangement
    return Arrangement(engagement=setting.engagement, pack=setting.pack, layout=setting.layout, seed=1)


@dataclass(frozen=True, slots=True)
class SeatingRow:
    """One engagement that can be seated: who leads on each side, and what is missing for a plan."""

    engagement: Engagement
    guest: Person | None
    host: Person | None
    seats: int
    missing: tuple[str, ...]
    arranged: bool


def seatings_of(mission: Mission, user: Any) -> list[SeatingRow]:
    """The engagements at a table, in time: four queries however many there are.

    One without a venue brings two more in all, for the legs and the hosts' city.
    """
    engagements = list(
        Engagement.objects.visible_to(user)
        .filter(mission=mission, kind__in=SEATED)
        .select_related("venue__city", "room")
        .order_by("starts_at", "pk")
    )
    return [_row(setting) for setting in settings_of(engagements, user)]


def _row(setting: Setting) -> SeatingRow:
    asked = seating_of(setting)
    rows = asked.ranked.rows
    return SeatingRow(
        engagement=setting.engagement,
        guest=_leader(rows, "guest"),
        host=_leader(rows, "host"),
        seats=len(asked.plan.seats) if asked.plan is not None else 0,
        missing=asked.missing,
        arranged=setting.arrangement is not None,
    )


def _leader(rows: tuple[Row, ...], side: str) -> Person | None:
    """The first principal of a side, else the first of the side."""
    own = [row for row in rows if row.side == side]
    first = next((row for row in own if row.attending.function == Function.PRINCIPAL), None)
    return (first or own[0]).person if own else None
