"""Receptions and other tables with as many people as a test wants."""

from itertools import cycle
from typing import Any

from legation.missions.models import Attendance, Delegate, Engagement
from legation.protocol.actions.seating import arrange
from legation.protocol.models import Arrangement
from legation.protocol.queries import setting_of
from legation.protocol.queries.attending import placed
from legation.protocol.queries.seating import SeatingPage, seating_page
from tests.protocol.busan import Busan

VALUES = {"pack": "neutral", "door": "south", "seed": 1}


def crowd(stage: Busan, people: int, at: Engagement, *, status: str = "confirmed") -> list[str]:
    """So many invented delegates of both sides at an engagement: their keys, in the order added."""
    from legation.directory.models import Person

    delegations = cycle(
        [
            stage.mission.delegations.get(party="guest", city=stage.cities["seattle"]),
            stage.mission.delegations.get(party="host"),
        ]
    )
    persons = Person.objects.bulk_create(
        Person(family_name=f"Sample{number:03}", given_name="Guest", sample=True) for number in range(people)
    )
    delegates = Delegate.objects.bulk_create(
        Delegate(mission=stage.mission, delegation=delegation, person=person, status=status)
        for person, delegation in zip(persons, delegations, strict=False)
    )
    Attendance.objects.bulk_create(Attendance(engagement=at, delegate=each) for each in delegates)
    for number, each in enumerate(delegates):
        stage.people[f"sample-{number}"] = each
    return [str(each.pk) for each in delegates]


def reception(stage: Busan, people: int = 0) -> Engagement:
    """A reception, for which rounds are usual."""
    party = stage.engagement("Reception", kind="reception")
    if people:
        crowd(stage, people, party)
    return party


def arranged(stage: Busan, at: Engagement, **values: Any) -> Arrangement:
    """Arrange an engagement as it was not before."""
    return arrange(at, {**VALUES, **values}, seen=version(at), by=stage.host)


def version(at: Engagement) -> int:
    found = Arrangement.objects.filter(engagement=at).first()
    return found.version if found is not None else 0


def saved(at: Engagement) -> dict[str, str]:
    """Who sits where as saved."""
    return dict(Arrangement.objects.get(engagement=at).seats)


def locked(at: Engagement) -> dict[str, str]:
    return dict(Arrangement.objects.get(engagement=at).locks)


def page(stage: Busan, at: Engagement, user: Any = None, **asked: Any) -> SeatingPage:
    return seating_page(at, user or stage.host, **asked)


def placed_setting(stage: Busan, at: Engagement) -> Any:
    return setting_of(placed(at, stage.host), stage.host)
