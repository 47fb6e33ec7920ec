"""Reports and surveys of the world of `tests.world`: one report for both sides, and of each side its own."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from i18nfield.strings import LazyI18nString

from legation.kernel import editing
from legation.reports.actions.reports import begin_report, change_report
from legation.reports.models import Survey, SurveyAnswer, SurveyLink
from legation.sources.models import Intake, IntakeRow

if TYPE_CHECKING:
    from tests.world import World


def add_reports(world: "World", secrets: dict[str, str]) -> None:
    """What one side writes for itself, asks and is answered carries its secret word."""
    things, mission = world.things, world.mission
    things["report"] = begin_report(mission, {"kind": "kr", "visibility": "shared"}, by=world.guest)
    for side, by in (("guest", world.guest), ("host", world.host)):
        word = secrets[side]
        own = begin_report(mission, {"kind": "us", "visibility": side}, by=by)
        lessons = {"lessons": LazyI18nString({"en": f"{word} lesson"})}
        things[f"{side}-hidden-report"] = change_report(own, lessons, seen=1, by=by)
        asked = Survey(
            mission=mission,
            side=side,
            contact="Sample desk",
            greeting=LazyI18nString({"en": f"{word} asks"}),
        )
        things[f"{side}-survey"] = editing.add(asked, by=by)
        now = timezone.now()
        link = SurveyLink.objects.create(
            survey=things[f"{side}-survey"],
            stage=0,
            delegate=things[f"{side}-delegate"],
            language="en",
            sent_at=now,
            closes_at=now + timedelta(days=20),
        )
        SurveyAnswer.objects.create(
            link=link, worth=4, jobs=3, better=f"{word} rooms", promises=f"{word} word"
        )
        things[f"{side}-survey-link"] = link
        archive = things[f"{side}-hidden-archive"]
        intake = editing.add(Intake(mission=mission, archive=archive, visibility=side), by=by)
        finding = things[f"{side}-hidden-finding"]
        IntakeRow.objects.create(
            intake=intake, source=finding.source, finding=finding, outcome="refused", why=f"{word} why"
        )
        things[f"{side}-hidden-intake"] = intake
