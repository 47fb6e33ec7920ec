"""The words of one calendar entry, for feeds and for invitations."""

from collections.abc import Iterable

from legation.missions.choices import Function, Interpretation, PointKind
from legation.missions.models import Attendance, Engagement, Point


def place_of(engagement: Engagement) -> str:
    """Room, venue, street and city, as far as they are known."""
    venue = engagement.venue
    parts = (engagement.room, venue, venue.street, venue.city) if venue is not None else ()
    return ", ".join(str(part) for part in parts if part and str(part))


def description_of(
    engagement: Engagement, people: Iterable[Attendance], points: Iterable[Point], url: str
) -> str:
    """Who is there and what to say, in the active language."""
    lines = [str(engagement.get_kind_display())]
    if engagement.interpretation != Interpretation.NONE:
        lines.append(str(engagement.get_interpretation_display()))
    if engagement.dress:
        lines.append(str(engagement.get_dress_display()))
    blocks = ["\n".join(lines)]
    if str(engagement.summary):
        blocks.append(str(engagement.summary))
    blocks += people_of(people)
    lines_of_brief = list(points)
    for kind in PointKind:
        said = [f"- {point.text}" for point in lines_of_brief if point.kind == kind]
        if said:
            blocks.append("\n".join([str(kind.label), *said]))
    return "\n\n".join([*blocks, url] if url else blocks)


def people_of(people: Iterable[Attendance]) -> list[str]:
    """Who is there, a block a delegation."""
    by_delegation: dict[str, list[str]] = {}
    for attendance in people:
        delegate = attendance.delegate
        name = f"- {delegate.person}"
        if delegate.post is not None:
            name += f", {delegate.post}"
        if attendance.function != Function.PARTICIPANT:
            name += f" ({attendance.get_function_display()})"
        by_delegation.setdefault(str(delegate.delegation), []).append(name)
    return ["\n".join([heading, *names]) for heading, names in by_delegation.items()]
