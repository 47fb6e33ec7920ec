"""What the demo's sides wrote and asked after the journey: a report in each form, and an answered survey."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

from django.utils import timezone

from legation.demo.aftermath import ANSWERS, LESSONS
from legation.demo.people import World, both
from legation.kernel.choices import Visibility
from legation.missions.actions.invitations import add_invitee
from legation.missions.models import Delegate, Mission
from legation.reports.actions.reports import begin_report, change_report
from legation.reports.actions.surveys import answer, begin_survey, send_round
from legation.reports.choices import ReportKind, Stage
from legation.reports.queries.asking import Door

Step = Callable[[str], AbstractContextManager[list[str]]]
FILED = date(2024, 5, 17)


def make_reports(world: World, mission: Mission, delegates: dict[str, Delegate], step: Step) -> None:
    """The guests' report in the American form for both, the hosts' own in the Korean one, and the survey."""
    with step("Reports") as made:
        for kind, by, who, filed in (
            (ReportKind.AMERICAN, world.guest, Visibility.SHARED, "Board of the mission (sample)"),
            (ReportKind.KOREAN, world.host, Visibility.HOST, "국제협력과 (표본)"),
        ):
            report = begin_report(mission, {"kind": kind, "visibility": who}, by=by)
            values = {"lessons": both(LESSONS[kind]), "filed_on": FILED, "filed_with": filed}
            change_report(report, values, seen=report.version, by=by)
        for key in ANSWERS:
            invitee = {"delegate": delegates[key], "mail": f"{key}@demo.example", "language": "en"}
            if key != "sample-00":  # whose account has an address
                add_invitee(mission, {**invitee, "name": "", "answers": True}, by=world.guest)
        survey = begin_survey(mission, {"contact": "Sample mission office, +1 206 555 0100"}, by=world.guest)
        links = send_round(survey, Stage.AFTER, by=world.guest)
        of_delegate = {delegates[key].pk: values for key, values in ANSWERS.items()}
        for link in links:
            if link.delegate_id in of_delegate:
                answer(
                    Door(link, link.addresses.first()),
                    of_delegate[link.delegate_id],
                    seen=0,
                    now=timezone.now(),
                )
        made.append(f"2 reports; {len(links)} were asked what came of it, {len(ANSWERS)} answered")
