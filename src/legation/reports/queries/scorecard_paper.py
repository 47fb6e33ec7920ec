"""The scorecard as a paper and as a workbook."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.outcomes.choices import CommitmentStatus
from legation.reports.queries.paper import Paper, Part
from legation.reports.queries.scorecard import Scorecard, charts_of, figures_of
from legation.reports.queries.wording import joined, period_of

Sheet = tuple[str, list[str], list[list[object]]]


def scorecard_paper(card: Scorecard, language: str, printed: str) -> Paper:
    """Figures, then bars."""
    with translation.override(language):
        mission = card.mission
        figures = tuple(figures_of(card))
        parts = [Part(_("Figures"), head=(_("What"), _("Figure")), rows=figures, widths=(65, 35))]
        parts += [
            Part(chart.title, bars=tuple((bar.label, bar.share, 100.0, bar.told) for bar in chart.bars))
            for chart in charts_of(card)
        ]
        return Paper(
            language=language,
            above=joined((mission, period_of(mission.starts_on, mission.ends_on))),
            title=_("Scorecard of the mission"),
            facts=(),
            parts=tuple(parts),
            foot=printed,
            numbered=False,
        )


def scorecard_sheets(card: Scorecard) -> list[Sheet]:
    """The same figures as numbers, so that they can be reckoned with."""
    statuses = [[str(CommitmentStatus(key).label), n] for key, n in sorted(card.promises.items())]
    rounds: list[list[object]] = [
        [
            one.label,
            one.sent,
            one.answered,
            round(one.mean, 2) if one.mean is not None else None,
            one.contacts,
            one.deals,
            one.stated,
            one.jobs,
        ]
        for one in card.begun
    ]
    sheets: list[Sheet] = [
        (_("Figures"), [_("What"), _("Figure")], [list(row) for row in figures_of(card)]),
        (
            _("Meetings"),
            [_("Kind"), pgettext("meetings", "Held"), pgettext("meetings", "Planned")],
            [list(row) for row in card.kinds],
        ),
        (_("Promises"), [_("Status"), pgettext("promises", "Number")], [list(row) for row in statuses]),
        (
            _("Stated value"),
            [_("Currency"), _("Amount")],
            [[code, float(amount)] for code, amount in sorted(card.promised.items())],
        ),
    ]
    if rounds:
        heads = [
            pgettext("survey", "Round"),
            _("Asked"),
            pgettext("survey", "Answered"),
            _("Value, 1 to 5"),
            _("Contacts in use"),
            _("Contracts and projects"),
            _("Stated value"),
            _("Jobs"),
        ]
        sheets.append((_("Outcome survey"), heads, rounds))
    return sheets
