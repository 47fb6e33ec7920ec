"""The run of show on paper: what happens when, who sees to it, and on which cue."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.utils.translation import get_language, gettext_lazy, override, pgettext_lazy
from django.utils.translation import gettext as _

from legation.briefings.choices import EngagementPaper
from legation.briefings.queries.front import BookContent
from legation.briefings.queries.papers.heading import PaperOrder, engagement_head, made
from legation.briefings.queries.wording import Text, told
from legation.kernel.choices import Visibility
from legation.missions.models import Engagement
from legation.missions.rules import standing
from legation.protocol.queries.show import Line, Show, lines_of, show_of

WORDS = {
    "time": gettext_lazy("Time"),
    "minutes": gettext_lazy("Min."),
    "what": pgettext_lazy("run of show", "What happens"),
    "who": pgettext_lazy("run of show", "Who"),
    "cue": gettext_lazy("Cue"),
    "real": gettext_lazy("Real time"),
}


def run_of_show(engagement: Engagement, order: PaperOrder) -> BookContent:
    """One query: the lines as the reader sees them. Times are those expected now; the plan stands beneath."""
    languages = order.languages
    mine = standing(order.reader, engagement.mission_id)
    eyes = mine.sees if mine is not None else frozenset()
    show = show_of(engagement, order.reader)
    rows = [line.item for line in show.lines]
    told_in: dict[str, Sequence[Line]] = {}
    for language in languages:
        with override(language):
            told_in[language] = lines_of(engagement, rows, eyes)
    body: dict[str, Any] = {
        "missing": [] if show.lines else [[asdict(one) for one in told(languages, _nothing)]],
        "span": [asdict(one) for one in told(languages, lambda: _span(show))],
        "rows": [
            _row(line, [told_in[language][place] for language in languages], engagement, languages)
            for place, line in enumerate(show.lines)
        ],
    }
    return made(engagement_head(EngagementPaper.RUN_OF_SHOW.label, engagement, order), body, WORDS, order)


def _nothing() -> str:
    return _("Nothing is written yet.")


def _span(show: Show) -> str:
    """From when to when it goes, and which clock it goes by."""
    start = min((line.expected for line in show.lines), default=show.engagement.starts_at)
    zone = show.engagement.local_start.tzinfo
    minutes = round((show.ends - start) / timedelta(minutes=1))
    return _("%(start)s–%(end)s, %(minutes)s minutes, local time") % {
        "start": f"{start.astimezone(zone):%H:%M}",
        "end": f"{show.ends.astimezone(zone):%H:%M}",
        "minutes": minutes,
    }


def _row(
    line: Line, told_in: Sequence[Line], engagement: Engagement, languages: tuple[str, ...]
) -> dict[str, Any]:
    zone, item = engagement.local_start.tzinfo, line.item
    private = item.visibility != Visibility.SHARED
    owners = dict(zip(languages, (each.owner for each in told_in), strict=True))
    return {
        "time": f"{line.expected.astimezone(zone):%H:%M}",
        "late": f"{line.planned.astimezone(zone):%H:%M}" if line.moved else "",
        "minutes": str(item.minutes),
        "title": _lines(told(languages, lambda: item.title)),
        "owner": _lines(told(languages, lambda: owners.get(_active(languages), line.owner))),
        "cue": _lines(told(languages, lambda: item.cue)),
        "seen_by": item.visibility,
        "seen_by_name": _lines(told(languages, lambda: Visibility(item.visibility).label)) if private else [],
    }


def _active(languages: tuple[str, ...]) -> str:
    return get_language() or languages[0]


def _lines(text: Text) -> list[dict[str, str]]:
    return [asdict(one) for one in text]
