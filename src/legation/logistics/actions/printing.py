"""Lists as PDF and as spreadsheets, logged."""

from pathlib import Path

from django.db import models, transaction

from legation.accounts.models import User
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.sheets_out import csv_lines, written
from legation.kernel.typesetting import typeset
from legation.logistics.queries.sheet import Sheet
from legation.missions.models import Mission
from legation.missions.rules import standing

TEMPLATES = Path(__file__).parents[1] / "templates" / "logistics" / "typst"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def list_bytes(sheet: Sheet, kind: str, *, mission: Mission, about: models.Model, by: User) -> bytes:
    """The list as "pdf", "xlsx" or "csv". Raises FontsMissing where a page cannot be set."""
    if kind == "xlsx":
        data = written([sheet.table()])
    elif kind == "csv":
        _name, headings, rows = sheet.table()
        data = "".join(csv_lines(headings, rows)).encode()
    else:
        data = typeset(TEMPLATES / "list.typ", sheet.data(), {}, at=sheet.at.replace(microsecond=0))
    mine = standing(by, mission.pk)
    if mine is not None:
        with transaction.atomic():
            log(Verb.PRINTED, about, by=by, mission_id=mission.pk, visibility=mine.side)
    return data
