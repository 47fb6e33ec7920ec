"""Addresses of reports, scorecards and surveys."""

from django.urls import path

from legation.reports.views import answering, reports, scorecards, surveys

MISSION = "missions/<slug:mission>/reports/"
ONE = f"{MISSION}<int:pk>/"
SCORE = "missions/<slug:mission>/scorecard/"
SURVEY = "missions/<slug:mission>/survey/"
ASKED = f"{SURVEY}<int:pk>/"
LINK = f"{SURVEY}links/<int:pk>/"

urlpatterns = [
    path(MISSION, reports.reports, name="reports"),
    path(f"{MISSION}new/", reports.report_new, name="report-new"),
    path(ONE, reports.report, name="report"),
    path(f"{ONE}edit/", reports.report_edit, name="report-edit"),
    path(f"{ONE}fill/", reports.report_fill, name="report-fill"),
    path(f"{ONE}remove/", reports.report_remove, name="report-remove"),
    path(f"{ONE}restore/", reports.report_restore, name="report-restore"),
    path(f"{ONE}history/", reports.report_history, name="report-history"),
    path(f"{ONE}report.pdf", reports.report_pdf, name="report-pdf"),
    path(f"{ONE}report.docx", reports.report_docx, name="report-docx"),
    path(SCORE, scorecards.scorecard, name="scorecard"),
    path(f"{SCORE}scorecard.pdf", scorecards.scorecard_pdf, name="scorecard-pdf"),
    path(f"{SCORE}scorecard.docx", scorecards.scorecard_docx, name="scorecard-docx"),
    path(f"{SCORE}scorecard.xlsx", scorecards.scorecard_xlsx, name="scorecard-xlsx"),
    path(SURVEY, surveys.survey, name="survey"),
    path(f"{SURVEY}new/", surveys.survey_new, name="survey-new"),
    path(f"{ASKED}edit/", surveys.survey_edit, name="survey-edit"),
    path(f"{ASKED}remove/", surveys.survey_remove, name="survey-remove"),
    path(f"{ASKED}restore/", surveys.survey_restore, name="survey-restore"),
    path(f"{ASKED}send/", surveys.survey_send, name="survey-send"),
    path(f"{ASKED}answers.xlsx", surveys.survey_xlsx, name="survey-xlsx"),
    path(f"{LINK}revoke/", surveys.survey_link_revoke, name="survey-link-revoke"),
    path(f"{LINK}again/", surveys.survey_link_again, name="survey-link-again"),
    path("survey/<str:token>/", answering.my_survey, name="my-survey"),
]
