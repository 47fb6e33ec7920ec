"""Bars as the page draws them: without script, each as long as its share of the width."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label and word, and its length in hundredths; `tone` says what it means."""

    label: str
    told: str
    share: float
    tone: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under each other, on one scale."""

    title: str
    bars: tuple[Bar, ...]

    @property
    def any(self) -> bool:
        return any(bar.share for bar in self.bars)


def chart_of(title: str, rows: Iterable[tuple[str, float, str, str]], *, whole: float = 0) -> Chart:
    """Of label, number, word and tone; what fills the width is `whole`, or else the largest number."""
    told = list(rows)
    full = whole or max((number for _label, number, _told, _tone in told), default=0)
    bars = tuple(
        Bar(label, word, round(100 * number / full, 1) if full else 0, tone)
        for label, number, word, tone in told
    )
    return Chart(title, bars)
