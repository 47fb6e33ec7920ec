"""Begin a report with what the record gives, write it, hand it in."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.choices import Visibility
from legation.kernel.refusals import Refused
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.reports.choices import TEXTS
from legation.reports.models import Report
from legation.reports.models.report import due_after
from legation.reports.queries.drafting import drafted


class OtherSidesReport(Refused):
    sentence = _("A report is for your own side, or for both.")
    field = "visibility"


class DueBeforeReturn(Refused):
    sentence = _("It cannot be due before the return.")
    field = "due_on"


class FiledTooEarly(Refused):
    sentence = _("It cannot have been handed in before the return, nor on a day that has not come yet.")
    field = "filed_on"


class NotBackYet(Refused):
    sentence = _("The day of the return is before the mission begins.")
    field = "returned_on"


@transaction.atomic
def begin_report(mission: Mission, values: Mapping[str, Any], *, by: User) -> Report:
    """Begin a report of the side of `by`, its texts drafted from the record as far as its readers see it."""
    mine = standing(by, mission.pk)
    assert mine is not None, "the gate has asked"  # noqa: S101
    visibility = values.get("visibility") or mine.side
    _check_visibility(visibility, mine.side)
    returned_on = values.get("returned_on") or mission.ends_on
    if returned_on < mission.starts_on:
        raise NotBackYet
    kind = values["kind"]
    report = Report(
        mission=mission,
        side=mine.side,
        kind=kind,
        returned_on=returned_on,
        due_on=due_after(returned_on),
        visibility=visibility,
        **drafted(mission, visibility, tuple(TEXTS[kind])),
    )
    return editing.add(report, by=by)


@transaction.atomic
def change_report(report: Report, values: Mapping[str, Any], *, seen: int, by: User) -> Report:
    """Change the words of a report, who sees it, when it is due, or that it was handed in."""
    returned_on = values.get("returned_on", report.returned_on)
    if returned_on < report.mission.starts_on:
        raise NotBackYet
    if values.get("due_on", report.due_on) < returned_on:
        raise DueBeforeReturn
    filed_on = values.get("filed_on", report.filed_on)
    if filed_on is not None and not returned_on <= filed_on <= timezone.localdate():
        raise FiledTooEarly
    _check_visibility(values.get("visibility", report.visibility), report.side)
    return editing.change(report, values, seen=seen, by=by)


@transaction.atomic
def fill_report(report: Report, *, by: User) -> Report:
    """Draft the texts that are empty from the record as it is now; what somebody wrote stays."""
    current: Report = Report.objects.select_for_update().get(pk=report.pk)
    empty = tuple(name for name in current.texts if not str(getattr(current, name) or ""))
    values = {
        name: text for name, text in drafted(report.mission, current.visibility, empty).items() if str(text)
    }
    return editing.change(current, values, seen=current.version, by=by)


@transaction.atomic
def remove_report(report: Report, *, by: User) -> Report:
    return editing.remove(report, by=by)


@transaction.atomic
def restore_report(report: Report, *, by: User) -> Report:
    return editing.restore(report, by=by)


def _check_visibility(visibility: str, side: str) -> None:
    if visibility not in {Visibility.SHARED, side}:
        raise OtherSidesReport
