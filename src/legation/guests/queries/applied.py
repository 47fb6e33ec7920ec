"""Those who applied, as a table that the organiser takes along."""

from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from legation.guests.choices import Field
from legation.guests.models import Application, Call
from legation.kernel.sheets import Cell


def applications_table(call: Call, user: Any) -> tuple[str, list[str], list[list[Cell]]]:
    """Name, headings and rows: where each stands and what they answered; one query.

    What is told once somebody is approved lies sealed and goes into no table: only that it was told.
    """
    labels = {value: str(label) for value, label in Field.choices}
    found = Application.objects.visible_to(user).filter(call=call).select_related("group")
    rows = list(found.order_by("created_at", "pk"))
    asked = list(
        dict.fromkeys([*call.asks, *call.questions, *(name for row in rows for name in row.answers)])
    )
    names = ("status", "family_name", "given_name", "native_name", "mail", "language", "group", "reserved")
    fields = {field.name: str(field.verbose_name) for field in Application._meta.concrete_fields}
    headings = [*(fields[name] for name in names), _("applied on"), _("fee received"), _("the rest told on")]
    return (
        str(call),
        [*headings, *(labels.get(name, name) for name in asked)],
        [[*_told(row), *(str(row.answers.get(name) or "") for name in asked)] for row in rows],
    )


def _told(row: Application) -> list[Cell]:
    days = (row.created_at, row.fee_noted_at, row.told_at)
    return [
        row.get_status_display(),
        row.family_name,
        row.given_name,
        row.native_name,
        row.mail,
        row.get_language_display(),
        str(row.group or ""),
        _("yes") if row.reserved else "",
        *(f"{localtime(day):%Y-%m-%d}" if day is not None else "" for day in days),
    ]
