"""Bars as the page draws them: SVG without script, in units of which a row is 26 high."""

from collections.abc import Iterable
from dataclasses import dataclass

ROW, WIDTH = 26, 320


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label and word, where it stands and how long it is; `tone` says what it means."""

    label: str
    told: str
    y: int
    width: float
    tone: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under each other, on one scale."""

    title: str
    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        return ROW * len(self.bars)

    @property
    def any(self) -> bool:
        return any(bar.width for bar in self.bars)


def chart_of(title: str, rows: Iterable[tuple[str, float, str, str]]) -> Chart:
    """Of label, number, word and tone; the longest bar fills the width."""
    told = list(rows)
    most = max((number for _label, number, _told, _tone in told), default=0)
    bars = tuple(
        Bar(label, word, ROW * place, round(WIDTH * number / most, 1) if most else 0, tone)
        for place, (label, number, word, tone) in enumerate(told)
    )
    return Chart(title, bars)
