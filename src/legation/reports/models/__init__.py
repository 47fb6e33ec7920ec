"""After-action reports, and what delegates answer long after a mission."""

from legation.reports.models.report import Report
from legation.reports.models.survey import Survey, SurveyAddress, SurveyAnswer, SurveyLink

__all__ = ["Report", "Survey", "SurveyAddress", "SurveyAnswer", "SurveyLink"]
