"""Enumerations of reports and of the outcome survey."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReportKind(TextChoices):
    """Whose form an after-action report has."""

    KOREAN = "kr", _("Report on a journey abroad (Korean form, due after 30 days)")
    AMERICAN = "us", _("After-action report (American form)")


# The texts of each form in the order in which it prints them, by the heading that it gives them.
TEXTS: dict[str, dict[str, object]] = {
    ReportKind.KOREAN: {
        "purpose": pgettext_lazy("report", "Purpose of the journey"),
        "meetings": pgettext_lazy("report", "Main contents of the meetings"),
        "results": pgettext_lazy("report", "Results"),
        "followup": pgettext_lazy("report", "Follow-up"),
        "lessons": pgettext_lazy("report", "Implications and proposals"),
        "cost": pgettext_lazy("report", "Costs"),
    },
    ReportKind.AMERICAN: {
        "summary": pgettext_lazy("report", "Executive summary"),
        "purpose": pgettext_lazy("report", "Objectives"),
        "meetings": pgettext_lazy("report", "Outcomes, meeting by meeting"),
        "lessons": pgettext_lazy("report", "Lessons learned"),
        "followup": pgettext_lazy("report", "Next steps"),
    },
}


class Stage(IntegerChoices):
    """When the outcome survey asks: so many months after the mission."""

    AFTER = 0, pgettext_lazy("survey", "Right after the mission")
    HALF_YEAR = 6, pgettext_lazy("survey", "After 6 months")
    YEAR_AND_HALF = 18, pgettext_lazy("survey", "After 18 months")


class Worth(IntegerChoices):
    """How valuable the mission was."""

    NONE = 1, pgettext_lazy("value of the mission", "Of no value")
    LITTLE = 2, pgettext_lazy("value of the mission", "Of little value")
    SOME = 3, pgettext_lazy("value of the mission", "Of some value")
    GREAT = 4, pgettext_lazy("value of the mission", "Valuable")
    MOST = 5, pgettext_lazy("value of the mission", "Very valuable")
