"""English journeys: whether words of travelling tell of one that is an event by itself."""

import re
from collections.abc import Sequence

from legation.engine.capture.lazily import lazily
from legation.engine.capture.time_en import TimeMention
from legation.engine.capture.triggers_en import FOR_DAYS

_CONTINENT = lazily(
    r"\s(?:to|in|of) (?:the )?(?:\w+ )?(?:Asia|Europe|Africa|America|Americas|Oceania|Middle East)\b"
)
_DID_THERE = lazily(r"\b(?:met|meets?|meeting|sign\w*|received|welcomed|called on|to attend)\b")
_LEAVES = lazily(r"(?:leav|left|depart|head|lead|led|send|sent|dispatch|set off|travels|flies)")


def journey_of(words: str, after: str, times: Sequence[TimeMention], status: str, *, near: bool) -> str:
    """ "lasting" or "leaving" where a journey is told by itself, "told" where it may join another, or "".

    `words` are those of travelling, `after` what follows; `near` says whether a place stands beside them.
    """
    if (
        not near
        and "-day" not in words
        and not words.lower().startswith("the ")
        and not _CONTINENT.match(after)
    ):
        return ""
    if "stop" in words:
        return "told"
    if words.startswith("arriv") and any(len(time.day) == 10 for time in times):
        lasting = _DID_THERE.search(after) is None
    else:
        lasting = (
            FOR_DAYS.match(after) is not None
            or "-day" in words
            or "week-long" in words
            or words.startswith("spent")
            or any(time.until for time in times)
        )
    if lasting:
        return "lasting"
    ahead = (status == "planned" or "ing " in words) and re.match(
        r"(?:travel|fl(?:y|ies))", words
    ) is not None
    return "leaving" if ahead or _LEAVES.match(words) else "told"
