"""Lists of people: from a spreadsheet and back into one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from legation.directory.actions.lists import bring_list, discard_list, name_columns, take_list, undo_list
from legation.directory.choices import ListStatus
from legation.directory.forms.lists import BringForm, ColumnsForm
from legation.directory.models import PeopleList
from legation.directory.queries.lists_of_people import list_page, lists_of, people_sheet, wrong_rows
from legation.kernel.gate import Request, gate
from legation.kernel.jobs import state
from legation.kernel.refusals import Refused
from legation.kernel.sheets import written

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
    page = list_page(listed)
    context = {
        "page": page,
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


@gate(["GET"], None, "directory.browse")
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
