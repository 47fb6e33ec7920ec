"""What the page of the order of precedence shows."""

from dataclasses import dataclass
from typing import Any

from legation.missions.models import Engagement
from legation.protocol.choices import Pack
from legation.protocol.queries.attending import Setting, placed, setting_of
from legation.protocol.queries.order import Comparison, RankedPeople, compared, ranked


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
    """Three queries: the engagement with its place and arrangement, who is there, their tenures."""
    setting = setting_of(placed(engagement, user), user)
    first = ranked(setting, Pack(pack) if pack in Pack.values else setting.pack)
    other = compared(setting, first, Pack(compare)) if compare in Pack.values else None
    return PrecedencePage(setting, first, setting.pack, other)
