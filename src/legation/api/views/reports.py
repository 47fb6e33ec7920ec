"""After a mission: reports of each side, and the survey that asks its delegates what became of it."""

from typing import Any

from legation.api.choices import Area
from legation.api.queries.shapes import listed, thing
from legation.api.queries.telling import told, told_of
from legation.api.views.deeds import deed
from legation.api.views.door import Address, Asked, Given
from legation.api.views.missions import AT, added_within, changed, of_mission
from legation.api.views.resources import Resource, Writing, given_one
from legation.missions.rules import standing
from legation.reports.actions import reports as acts
from legation.reports.actions import surveys as asking
from legation.reports.choices import Stage
from legation.reports.forms.reports import BeginForm, ReportForm
from legation.reports.forms.surveys import SurveyForm
from legation.reports.models import Report, Survey, SurveyLink
from legation.reports.queries.reports import removed_report
from legation.reports.queries.surveys import removed_survey


def _report_form(asked: Asked, data: Any, report: Any, mission: Any) -> Any:
    if report is not None:
        return ReportForm(data, instance=report)
    mine = standing(asked.user, mission.pk)
    return BeginForm(data, side=mine.side if mine is not None else "", mission=mission)


def _survey_gone(asked: Asked, mission: Any, parts: dict[str, Any]) -> Any:
    found = removed_survey(mission, asked.user)
    return found if found is not None and found.pk == parts["pk"] else None


REPORTS = Resource(
    name="reports",
    one="after-action report",
    area=Area.REPORTS,
    model=Report,
    at=f"{AT}/reports",
    rows=of_mission,
    fields=told(
        Report,
        *("side", "kind", "returned_on", "due_on", "filed_on", "filed_with", "summary", "purpose"),
        *("meetings", "results", "followup", "lessons", "cost", "visibility"),
    ),
    joined=("mission",),
    writing=Writing(
        form=_report_form,
        shape_edit=ReportForm,
        shape_new=BeginForm,
        filled=frozenset({"returned_on", "visibility"}),
        add=added_within(acts.begin_report),
        change=changed(acts.change_report),
        remove=acts.remove_report,
        restore=acts.restore_report,
        removed=lambda asked, mission, parts: removed_report(mission, str(parts["pk"]), asked.user),
    ),
)
SURVEYS = Resource(
    name="surveys",
    one="outcome survey",
    area=Area.REPORTS,
    model=Survey,
    at=f"{AT}/surveys",
    rows=of_mission,
    fields=told(Survey, "side", "greeting", "contact", "open_days"),
    joined=("mission",),
    writing=Writing(
        form=lambda _asked, data, survey, _mission: SurveyForm(data, instance=survey),
        shape_edit=SurveyForm,
        add=added_within(asking.begin_survey),
        change=changed(asking.change_survey),
        remove=asking.remove_survey,
        restore=asking.restore_survey,
        removed=_survey_gone,
    ),
)
# Without what was answered: it is read in sum on the page, and taken out after a login that is fresh.
LINKS = Resource(
    name="survey-links",
    one="delegate who is asked",
    area=Area.REPORTS,
    model=SurveyLink,
    at=f"{AT}/survey-links",
    rows=lambda rows, mission: rows.filter(survey__mission=mission),
    fields=told(
        SurveyLink,
        *("survey", "stage", "delegate", "language", "sent_at", "closes_at", "reminded_at", "opened_at"),
        "revoked_at",
    ),
    joined=("survey__mission",),
)
RESOURCES = (REPORTS, SURVEYS, LINKS)


def _filled(asked: Asked, report: Any, _body: Any) -> None:
    acts.fill_report(report, by=asked.user)


def _sent(asked: Asked, survey: Any, body: Any) -> Given:
    links = asking.send_round(survey, body["stage"], by=asked.user)
    return Given({"items": told_of(links, LINKS.fields, asked.user)})


def _revoked(asked: Asked, link: Any, _body: Any) -> None:
    asking.revoke_link(link, by=asked.user)


def _again(asked: Asked, link: Any, _body: Any) -> Given:
    return given_one(LINKS, asked.user, asking.send_again(link, by=asked.user))


ADDRESSES: tuple[Address, ...] = (
    deed(REPORTS, "fill", _filled, summary="Draft the texts of a report that are empty from the record"),
    deed(
        SURVEYS,
        "send",
        _sent,
        summary="Ask now whoever was not asked in this round",
        shape=thing({"stage": {"type": "integer", "enum": list(Stage.values)}}),
        versioned=False,
        gives=lambda: thing({"items": listed(LINKS.shape)}),
    ),
    deed(
        LINKS,
        "revoke",
        _revoked,
        summary="Let the address of a delegate who is asked be good no more",
        versioned=False,
        permission="reports.change_surveylink",
    ),
    deed(
        LINKS,
        "again",
        _again,
        summary="Ask a delegate with a new address in a new letter",
        versioned=False,
        permission="reports.change_surveylink",
    ),
)
