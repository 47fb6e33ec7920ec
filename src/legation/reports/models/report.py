"""The report that a side writes after a mission: its own words beside what stands in the record."""

from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from legation.kernel.choices import Side, Visibility
from legation.kernel.models import Record
from legation.missions.models import Mission, MissionParts
from legation.missions.models.mission import PART
from legation.reports.choices import TEXTS, ReportKind

DAYS = 30


class ReportRecords(MissionParts):
    """Reports: a side's own, and those that the other side shows."""

    def of_side(self, side: str) -> Self:
        return self.present().filter(side=side)


class Report(Record):
    """One report of one side in one form.

    The texts are its writers' own; people, schedule, agreements, promises and gifts are read from the record
    when it is shown, as far as everybody sees them who sees the report.
    """

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="reports")
    side = models.CharField(_("side"), max_length=5, choices=Side.choices, editable=False)
    kind = models.CharField(_("form"), max_length=2, choices=ReportKind.choices)
    returned_on = models.DateField(_("back on"), help_text=_("The day of the return: the time runs from it."))
    due_on = models.DateField(_("due on"), help_text=_("30 days after the return, unless you say otherwise."))
    filed_on = models.DateField(
        _("handed in on"), null=True, blank=True, help_text=_("Empty while it is a draft.")
    )
    filed_with = models.CharField(_("handed in to"), max_length=200, blank=True)
    summary = I18nTextField(_("executive summary"), blank=True)
    purpose = I18nTextField(_("purpose"), blank=True)
    meetings = I18nTextField(_("main contents of the meetings"), blank=True)
    results = I18nTextField(_("results"), blank=True)
    followup = I18nTextField(_("follow-up"), blank=True)
    lessons = I18nTextField(_("implications"), blank=True)
    cost = I18nTextField(
        _("costs"), blank=True, help_text=_("Left blank, a table to be filled in by hand is printed.")
    )
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )

    objects = ReportRecords.as_manager()
    address: ClassVar[dict[str, str]] = PART
    loads: ClassVar[tuple[str, ...]] = ("mission__programme",)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("returned_on")),
                name="a_report_is_due_after_the_return",
                violation_error_message=_("It cannot be due before the return."),
            ),
        )
        verbose_name = _("after-action report")

    def __str__(self) -> str:
        return f"{ReportKind(self.kind).label}"

    def mission_key(self) -> int:
        return self.mission_id

    def seen_by(self) -> str:
        return self.visibility

    @property
    def texts(self) -> dict[str, Any]:
        """Heading by field, of the form that it has."""
        return dict(TEXTS[self.kind])

    def late(self, today: date) -> bool:
        return self.filed_on is None and self.due_on < today


def due_after(returned_on: date) -> date:
    """The day on which a report is due."""
    return returned_on + timedelta(days=DAYS)
