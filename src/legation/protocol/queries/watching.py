"""What a page that is open watches: whether people replied, and whether somebody changed the plan."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from legation.missions.models import Engagement
from legation.protocol.models import Pair
from legation.protocol.queries.attending import Setting, common, placed, setting_of
from legation.protocol.queries.seats import pairs_at


def state_now(engagement: Engagement, user: Any) -> dict[str, Any]:
    """Five queries: the engagement with its arrangement, who is there, their tenures, what was said of rank,
    the wishes."""
    return state_of(setting_of(placed(engagement, user), user), pairs_at(engagement, user))


def state_of(setting: Setting, pairs: Iterable[Pair]) -> dict[str, Any]:
    """The arrangement's version, each person's reply, and a digest of all else that moves a plan."""
    shared = common(setting)
    everybody = (*shared.people, *shared.away)
    room = setting.engagement.room
    told = [
        [each.key, each.delegate.version, each.attendance.version, each.person.version] for each in everybody
    ]
    told += [[pair.pk, pair.version] for pair in pairs]
    told += [[each.pk, each.at.isoformat()] for each in setting.said.overrides]
    told += [[key, given.rank] for key, given in sorted(setting.said.given.items())]
    told += [list(pair) for pair in sorted(setting.said.equivalents.items())]
    told.append([setting.engagement.version, room.version if room is not None else 0])
    replies = {each.key: f"{each.delegate.status[:2]}{each.attendance.presence[:2]}" for each in everybody}
    return {
        "version": setting.arrangement.version if setting.arrangement is not None else 0,
        "people": replies,
        "digest": hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16],
    }
