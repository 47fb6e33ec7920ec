"""The answers of a survey as charts, and as tables that are taken out."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.reports.queries.charts import Chart, chart_of
from legation.reports.queries.surveys import Round, SurveyPage
from legation.reports.queries.wording import amounts_of, share_of

Sheet = tuple[str, list[str], list[list[object]]]


def survey_charts(page: SurveyPage) -> list[tuple[Round, Chart]]:
    """Of each round that was answered, how many chose each step of value."""
    return [
        (one, chart_of(_("Value of the mission"), [(label, n, str(n), "") for label, n in one.steps]))
        for one in page.rounds
        if one.answered
    ]


def survey_sheets(page: SurveyPage) -> list[Sheet]:
    """Sums a round, and every answer with who gave it."""
    sums: list[list[object]] = [
        [
            one.label,
            one.opens_on.isoformat(),
            one.sent,
            one.answered,
            share_of(one.answered, one.sent),
            round(one.mean, 2) if one.mean is not None else None,
            one.contacts,
            one.deals,
            amounts_of(one.values),
            one.jobs,
        ]
        for one in page.rounds
    ]
    answers: list[list[object]] = [
        [
            one.label,
            str(asked.link.delegate),
            asked.answer.get_worth_display(),
            asked.answer.contacts,
            asked.answer.deals,
            float(asked.answer.value) if asked.answer.value is not None else None,
            asked.answer.currency,
            asked.answer.jobs,
            asked.answer.promises,
            asked.answer.better,
            timezone.localdate(asked.answer.answered_at).isoformat(),
        ]
        for one in page.rounds
        for asked in one.asked
        if asked.answer is not None
    ]
    return [
        (
            pgettext("survey", "Rounds"),
            [
                pgettext("survey", "Round"),
                _("From"),
                _("Asked"),
                pgettext("survey", "Answered"),
                _("Response"),
                _("Value, 1 to 5"),
                _("Contacts in use"),
                _("Contracts and projects"),
                _("Stated value"),
                _("Jobs"),
            ],
            sums,
        ),
        (
            pgettext("survey", "Answers"),
            [
                pgettext("survey", "Round"),
                _("Delegate"),
                _("Value of the mission"),
                _("Contacts in use"),
                _("Contracts and projects"),
                _("Stated value"),
                _("Currency"),
                _("Jobs"),
                _("Promises they know of"),
                _("What to do better"),
                _("Answered on"),
            ],
            answers,
        ),
    ]
