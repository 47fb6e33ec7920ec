"""What the demo's people carry: a run of show, the link to the days of both mayors, and their itineraries."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from legation.demo.people import World
from legation.missions.actions.days import make_day_link
from legation.missions.models import DayLink, Engagement, Mission
from legation.missions.queries.days import day_address
from legation.protocol.actions.show import begin_from

Step = Callable[[str], AbstractContextManager[list[str]]]


def write_show(world: World, engagements: dict[str, Engagement], step: Step) -> None:
    """The usual lines of a courtesy call, to begin from."""
    with step("Run of show") as made:
        lines = begin_from(engagements["busan-mayor"], "courtesy-call", by=world.users["protocol"])
        made.append(f"{len(lines)} lines of the call, from half an hour before it")


def print_days(mission: Mission, folder: Path, made: list[str]) -> None:
    """The link for the assistant of both mayors, and what each of them carries on paper."""
    from legation.briefings.actions import itinerary_bytes, paper_bytes

    by = _user(mission, "organiser")
    serving = mission.memberships.filter(role="assistant").order_by("pk").first()
    principals = list(serving.stands_for.select_related("person").order_by("pk")) if serving else []
    if principals:
        made.append(f"My day of both mayors at {day_address(_link(mission, principals, by))}")
    for principal in principals:
        for kind in ("itinerary", "pocket"):
            pdf = itinerary_bytes(
                mission, [principal], kind, reader=by, language="both", paper="a4", logged=False
            )
            name = f"{kind}-{principal.person.family_name.lower()}.pdf"
            (folder / name).write_bytes(pdf)
            made.append(f"{name} {len(pdf) // 1024} KB")
    call = mission.engagements.filter(kind="courtesy_call", removed_at=None).order_by("pk").first()
    if call is not None:
        reader = _user(mission, "protocol")
        pdf = paper_bytes(call, "run-of-show", reader=reader, language="both", paper="a4")
        (folder / "courtesy-call-run-of-show.pdf").write_bytes(pdf)
        made.append(f"courtesy-call-run-of-show.pdf {len(pdf) // 1024} KB")


def _link(mission: Mission, principals: list[Any], by: Any) -> DayLink:
    """The link that a run before made, or a new one that ends a year from now."""
    now = timezone.now()
    kept: DayLink | None = DayLink.objects.live(now).filter(mission=mission, user=by).order_by("pk").first()
    return kept or make_day_link(
        mission,
        principals,
        by=by,
        language="en",
        expires_at=now + timedelta(days=365),
        name="Assistant of both mayors (sample)",
    )


def _user(mission: Mission, role: str) -> Any:
    return mission.memberships.select_related("user").filter(role=role).order_by("pk")[0].user
