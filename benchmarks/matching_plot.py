"""A plot of how time, memory and quality grow, drawn without any library."""

from __future__ import annotations

from math import log10

WIDTH, HEIGHT, EDGE = 260, 200, 48
CURVES = (
    ("each", "ms a meeting, 2,000 moves", "#1f5fa8"),
    ("megabytes", "memory, MB", "#7a3f9d"),
    ("quality", "breaks a person", "#1d7d4f"),
)


def growth_plot(rows: list[dict[str, float]]) -> str:
    """Three small plots over the number of people (on a logarithmic scale), as one SVG text."""
    data = [{**row, "quality": row["breaks"] / row["people"]} for row in rows]
    parts = []
    for k, (key, title, colour) in enumerate(CURVES):
        parts.append(_curve(k * (WIDTH + EDGE) + EDGE, [(r["people"], r[key]) for r in data], title, colour))
    width = len(CURVES) * (WIDTH + EDGE) + EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT + 2 * EDGE}" '
        f'font-family="sans-serif" font-size="12">\n<rect width="100%" height="100%" fill="#fff"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _curve(left: int, points: list[tuple[float, float]], title: str, colour: str) -> str:
    """One plot: its frame, its title, a line through the points and their values."""
    most = 1.25 * max(y for _, y in points) or 1.0
    low, high = log10(points[0][0]) - 0.1, log10(points[-1][0]) + 0.1

    def place(x: float, y: float) -> tuple[float, float]:
        across = left + WIDTH * (log10(x) - low) / (high - low)
        return round(across, 1), round(EDGE + HEIGHT * (1 - y / most), 1)

    marks = []
    for x, y in points:
        across, up = place(x, y)
        marks.append(f'<circle cx="{across}" cy="{up}" r="3" fill="{colour}"/>')
        marks.append(f'<text x="{across}" y="{up - 8}" text-anchor="middle">{y:.3g}</text>')
        marks.append(f'<text x="{across}" y="{EDGE + HEIGHT + 16}" text-anchor="middle">{x:.0f}</text>')
    way = " ".join(f"{across},{up}" for across, up in (place(x, y) for x, y in points))
    return "\n".join(
        [
            f'<rect x="{left}" y="{EDGE}" width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#999"/>',
            f'<text x="{left}" y="{EDGE - 12}" font-weight="bold">{title}</text>',
            f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"/>',
            *marks,
            f'<text x="{left + WIDTH}" y="{EDGE + HEIGHT + 34}" text-anchor="end">people</text>',
        ]
    )
