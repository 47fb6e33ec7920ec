"""Lists of people: from a spreadsheet and back into one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.directory.actions.lists import (
    bring_list,
    decide_rows,
    discard_list,
    name_columns,
    take_list,
    undo_list,
)
from legation.directory.choices import ListStatus
from legation.directory.forms.lists import BringForm, ColumnsForm, DecideForm
from legation.directory.models import PeopleList
from legation.directory.queries.doubts_shown import doubt_page
from legation.directory.queries.lists_of_people import list_page, lists_of, people_sheet, wrong_rows
from legation.kernel.gate import Request, gate
from legation.kernel.jobs import state
from legation.kernel.refusals import Refused
from legation.kernel.sheets_out import written

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@gate(["GET", "POST"], None, "directory.keep")
def people_lists(request: Request) -> HttpResponse:
    """The lists of the office, and the form that brings another."""
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            listed = bring_list(file.read(), file.name, scope=form.cleaned_data["scope"], by=request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("people-list", listed.pk)
    context = {"form": form, "lists": lists_of(request.user)}
    wrong = request.method == "POST"
    return render(request, "directory/people_lists.html", context, status=422 if wrong else 200)


@gate(["GET", "POST"], PeopleList, "directory.change_peoplelist")
def people_list(request: Request, listed: PeopleList) -> HttpResponse:
    """One list at its step; posting says what its columns hold and checks it."""
    form = ColumnsForm(request.POST or None, listed=listed)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            name_columns(listed, form.columns(), by=request.user)
        except Refused as refused:
            refusal = str(refused)
        else:
            return redirect("people-list", listed.pk)
    page, wanted = list_page(listed), request.GET.get("page", "")
    checked = listed.status == ListStatus.CHECKED
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 7 else None
    context = {
        "page": page,
        "doubts": doubt_page(listed, request.user, number, timezone.localdate()) if checked else None,
        "form": form,
        "refusal": refusal,
        "naming": listed.status == ListStatus.COLUMNS or "columns" in request.GET or refusal,
        "pairs": list(zip(page.columns, form, strict=False)),
    }
    return render(request, "directory/people_list.html", context, status=422 if refusal else 200)


@gate(["GET"], PeopleList, "directory.view_peoplelist")
def people_list_state(request: Request, listed: PeopleList) -> HttpResponse:  # noqa: ARG001
    return JsonResponse(state(listed.job) if listed.job else {"over": True})


@gate(["GET"], PeopleList, "directory.view_peoplelist")
def people_list_wrong(request: Request, listed: PeopleList) -> HttpResponse:
    if listed.status != ListStatus.CHECKED:
        raise Http404
    return _file(written(wrong_rows(listed, request.user)), f"rows-{listed.pk}.xlsx")


@gate(["POST"], PeopleList, "directory.change_peoplelist")
def people_list_decide(request: Request, listed: PeopleList) -> HttpResponse:
    """Keep what was chosen on rows that look like somebody known, and show what is open."""
    form = DecideForm(request.POST)
    rest = form.cleaned_data["rest"] if form.is_valid() and "all" in request.POST else ""
    try:
        left = decide_rows(listed, form.choices(), rest=rest, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        kept = ngettext("Kept. %(n)s row is open.", "Kept. %(n)s rows are open.", left) % {"n": left}
        messages.success(request, kept if left else _("Every row is decided. You can take them in."))
    return redirect(reverse("people-list", args=[listed.pk]) + "#doubts")


@gate(["POST"], PeopleList, "directory.change_peoplelist")
def people_list_take(request: Request, listed: PeopleList) -> HttpResponse:
    return _done(request, listed, take_list)


@gate(["POST"], PeopleList, "directory.change_peoplelist")
def people_list_undo(request: Request, listed: PeopleList) -> HttpResponse:
    return _done(request, listed, undo_list)


@gate(["POST"], PeopleList, "directory.change_peoplelist")
def people_list_discard(request: Request, listed: PeopleList) -> HttpResponse:
    try:
        discard_list(listed, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("people-list", listed.pk)
    messages.success(request, _("“%(name)s” was put away; nobody was added.") % {"name": listed.name})
    return redirect("people-lists")


@gate(["GET"], None, "directory.browse", fresh=True)
def people_xlsx(request: Request) -> HttpResponse:
    """Everybody whom the reader finds, as a list that can be brought back."""
    return _file(written(people_sheet(request.user, timezone.localdate())), "people.xlsx")


def _done(request: Request, listed: PeopleList, act: Callable[..., Any]) -> HttpResponse:
    try:
        act(listed, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("people-list", listed.pk)


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
