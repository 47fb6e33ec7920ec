"""Lists in and out: participants and wishes from a spreadsheet, the timetable into one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.directory.queries.outgoing import popolo, vcard
from legation.directory.views.outgoing import taken_out
from legation.kernel.gate import Request, gate
from legation.kernel.lists import FileForm, TakeForm, signed
from legation.kernel.refusals import Refused
from legation.kernel.sheets_out import csv_lines, written
from legation.matchmaking.actions.importing import take_list
from legation.matchmaking.models import Round
from legation.matchmaking.queries.exporting import feedback_sheet, timetable_sheets
from legation.matchmaking.queries.importing import parsed, template_sheets
from legation.matchmaking.queries.leaving import participants_out
from legation.matchmaking.views.rounds import within
from legation.missions.rules import standing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@gate(["GET", "POST"], Round, "matchmaking.change_round")
def participant_import(request: Request, round_: Round) -> HttpResponse:
    """Read a list, show what was read with every row that is wrong, and only then take it in."""
    if "read" in request.POST:
        return _take(request, round_)
    form = FileForm(request.POST or None, request.FILES or None)
    found = None
    if request.method == "POST" and form.is_valid():
        mine = standing(request.user, round_.mission_id)
        file = form.cleaned_data["file"]
        found = parsed(
            round_, file.read(), file.name[:80], side=mine.side if mine else "", language=_language()
        )
    return _shown(request, round_, form, found)


@gate(["GET"], Round, "matchmaking.view_round")
def participant_template(request: Request, round_: Round) -> HttpResponse:  # noqa: ARG001
    return _file(written(template_sheets(_language())), "participants.xlsx")


@gate(["GET"], Round, "matchmaking.view_round", fresh=True)
def people_list_out(request: Request, round_: Round) -> HttpResponseBase:
    """Who takes part, as the page shows them; the table is one that can be read in again."""
    out = participants_out(round_, request.user)
    return taken_out(
        request,
        f"participants-{round_.pk}",
        table=(_("Participants"), out.headings, out.rows),
        cards=lambda: map(vcard, out.people),
        tree=lambda: popolo(out.people, belonging=out.belonging),
    )


@gate(["GET"], Round, "matchmaking.view_round")
def feedback_out(request: Request, round_: Round) -> HttpResponseBase:
    """What the reader's own side said of the meetings."""
    return taken_out(request, f"feedback-{round_.pk}", table=feedback_sheet(round_, request.user))


@gate(["GET"], Round, "matchmaking.view_round")
def timetable_xlsx(request: Request, round_: Round) -> HttpResponse:  # noqa: ARG001
    return _file(written(timetable_sheets(round_)), f"timetable-{round_.pk}.xlsx")


@gate(["GET"], Round, "matchmaking.view_round")
def timetable_csv(request: Request, round_: Round) -> HttpResponse:  # noqa: ARG001
    """Its first sheet, by person: all that has a time stands there."""
    _name, headings, rows = timetable_sheets(round_)[0]
    answer = HttpResponse("".join(csv_lines(headings, rows)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="timetable-{round_.pk}.csv"'
    return answer


def _take(request: Request, round_: Round) -> HttpResponse:
    form = TakeForm(request.POST, purpose=f"round-{round_.pk}")
    if not form.is_valid():
        again = FileForm()
        return _shown(request, round_, again, None, refusal=" ".join(map(str, form.errors["read"])))
    try:
        people, wishes = take_list(round_, form.cleaned_data["read"], by=request.user)
    except Refused as refusal:
        return _shown(request, round_, FileForm(), None, refusal=str(refusal))
    said = _("Taken in: %(people)s participants, %(wishes)s wishes.")
    messages.success(request, said % {"people": people, "wishes": wishes})
    return redirect(reverse("round-people", args=[round_.mission.slug, round_.pk]))


def _shown(request: Request, round_: Round, form: FileForm, found: Any, *, refusal: str = "") -> HttpResponse:
    ready = found is not None and not found.errors
    context = {
        **within(request, round_),
        "form": form,
        "found": found,
        "refusal": refusal,
        "read": signed({"people": found.people, "wishes": found.wishes}, f"round-{round_.pk}")
        if ready
        else "",
    }
    wrong = request.method == "POST" and not ready
    return render(request, "matchmaking/import.html", context, status=422 if wrong else 200)


def _language() -> str:
    return (get_language() or "en")[:2]


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
