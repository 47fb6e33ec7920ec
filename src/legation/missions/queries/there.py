"""Who comes with a mission, and who is where, as one reader sees it: everybody is loaded once."""

from collections.abc import Collection, Mapping
from typing import Any

from legation.missions.models import Attendance, Delegate, Mission

# What most pages say of somebody; the rest of them is long.
NAMES = tuple(
    f"person__{name}" for name in ("family_name", "given_name", "family_first", "native_name", "korean_name")
)
SAID = ("mission", "delegation", "capacity", "status", "post", "visibility", *NAMES)


def people_of(mission: Mission, user: Any, *, whole: Collection[str] = ()) -> dict[int, Delegate]:
    """One query: everybody of the mission whom `user` sees, by party and delegation, each with their name.

    `whole` names what is loaded of them beside it; then they are whole, else they have what pages say.
    """
    rows = (
        Delegate.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("person", "delegation", *whole)
        .order_by("delegation__party", "delegation", "pk")
    )
    if not whole:
        rows = rows.only(*SAID, "delegation__mission", "delegation__party", "delegation__name")
    return {delegate.pk: delegate for delegate in rows}


def attendances_of(mission: Mission, user: Any, people: Mapping[int, Delegate]) -> list[Attendance]:
    """One query: who of these `people` is where, as `user` sees it, in their order."""
    rows = (
        Attendance.objects.visible_to(user)
        .filter(engagement__mission=mission)
        .only("engagement", "delegate", "function", "presence", "assists")
    )
    place = {pk: at for at, pk in enumerate(people)}
    found = [row for row in rows if row.delegate_id in place]
    for row in found:
        row.delegate = people[row.delegate_id]
    return sorted(found, key=lambda row: (place[row.delegate_id], row.pk))
