"""Guests of one list: by hand, from the delegation, from the directory, from a spreadsheet."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from legation.guests.actions import guests as acts
from legation.guests.choices import Reply
from legation.guests.forms.lists import DelegatesForm, GuestForm, ManyForm, PeopleForm
from legation.guests.models import Guest, GuestList
from legation.guests.queries.importing import parsed, template_sheet
from legation.guests.queries.lists import delegates_to_list, own_guests, people_offered, removed_part
from legation.guests.views.lists import XLSX
from legation.guests.views.pages import at, told, within
from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.history import revisions_of
from legation.kernel.lists import FileForm, TakeForm, signed
from legation.kernel.refusals import Refused
from legation.kernel.sheets_out import written
from legation.missions.rules import standing
from legation.missions.views.undo import bring_back, take_out


@gate(["GET", "POST"], GuestList, "guests.change_guestlist")
def guest_new(request: Request, guest_list: GuestList) -> HttpResponse:
    form = GuestForm(request.POST or None, guest_list=guest_list, user=request.user)
    return edit(
        request,
        form,
        act=lambda: acts.add_guest(guest_list, form.values(), by=request.user),
        template="missions/edit.html",
        context={**within(request, guest_list), "heading": _("Add a guest"), "back": at(guest_list)},
        done=lambda made: f"{at(guest_list)}#guest-{made.pk}",
    )


@gate(["GET", "POST"], Guest, "guests.change_guest")
def guest_edit(request: Request, guest: Guest) -> HttpResponse:
    guest_list = guest.guest_list
    form = GuestForm(request.POST or None, instance=guest, guest_list=guest_list, user=request.user)
    return edit(
        request,
        form,
        act=lambda: acts.change_guest(guest, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            **within(request, guest_list),
            "heading": str(guest),
            "back": at(guest_list),
            "remove": at(guest_list, "guest-remove", guest.pk),
        },
        done=lambda _saved: f"{at(guest_list)}#guest-{guest.pk}",
    )


@gate(["POST"], Guest, "guests.change_guest")
def guest_remove(request: Request, guest: Guest) -> HttpResponse:
    return take_out(request, guest, back=at(guest.guest_list), act=acts.remove_guest)


@gate(["POST"], GuestList, "guests.change_guestlist")
def guest_restore(request: Request, guest_list: GuestList, part: int) -> HttpResponse:
    found = removed_part(Guest, guest_list, part, request.user)
    return bring_back(request, found, back=at(guest_list), act=acts.restore_guest)


@gate(["GET"], Guest, "guests.view_guest")
def guest_history(request: Request, guest: Guest) -> HttpResponse:
    mine = standing(request.user, guest.mission_key())
    revisions = revisions_of(guest, sees=mine.sees if mine is not None else ())
    if mine is None or not mine.prepares or mine.side != guest.side:
        private = {"mail", "assistant", "assistant_mail", "note"}
        revisions = [_without(revision, private) for revision in revisions]  # addresses are their own side's
    context = {"record": guest, "revisions": revisions, "back": at(guest.guest_list)}
    return render(request, "ui/history.html", context)


@gate(["POST"], GuestList, "guests.change_guestlist")
def guests_status(request: Request, guest_list: GuestList) -> HttpResponse:
    """Give the guests that were ticked one status."""
    form = ManyForm(request.POST)
    if not form.is_valid() or not form.cleaned_data["guests"] or not form.cleaned_data["status"]:
        messages.error(request, _("Tick the guests and choose a status."))
        return redirect(at(guest_list))
    chosen = own_guests(guest_list, request.user, form.cleaned_data["guests"])
    try:
        number = acts.set_status(chosen, Reply(form.cleaned_data["status"]), by=request.user)
    except Refused as refusal:
        messages.error(request, told(refusal))
        return redirect(at(guest_list))
    said = ngettext("%(n)s guest changed.", "%(n)s guests changed.", number) % {"n": number}
    messages.success(request, said)
    return redirect(at(guest_list))


@gate(["GET", "POST"], GuestList, "guests.change_guestlist")
def guests_delegates(request: Request, guest_list: GuestList) -> HttpResponse:
    """Put delegates of the reader's side on the list."""
    offered = delegates_to_list(guest_list, request.user)
    form = DelegatesForm(request.POST or None, delegates=offered)
    if request.method == "POST" and form.is_valid():
        try:
            added = acts.add_delegates(guest_list, form.cleaned_data["delegates"], by=request.user)
        except Refused as refusal:
            messages.error(request, told(refusal))
        else:
            return _added(request, guest_list, len(added))
    context = {
        **within(request, guest_list),
        "form": form,
        "heading": _("Delegates on the list"),
        "back": at(guest_list),
        "none": not offered,
    }
    return render(request, "guests/delegates.html", context, status=422 if request.method == "POST" else 200)


@gate(["GET", "POST"], GuestList, "guests.change_guestlist")
def guests_people(request: Request, guest_list: GuestList) -> HttpResponse:
    """Put people of the directory on the list."""
    find = request.POST.get("find", request.GET.get("find", ""))[:200]
    offered = people_offered(guest_list, request.user, find)
    form = PeopleForm(request.POST or None, offered=[(person.pk, name) for person, name in offered])
    if request.method == "POST" and form.is_valid():
        chosen = set(form.cleaned_data["people"])
        people = [person for person, _name in offered if person.pk in chosen]
        try:
            added = acts.add_people(guest_list, people, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            return _added(request, guest_list, len(added))
    context = {**within(request, guest_list), "form": form, "find": find, "offered": offered}
    return render(request, "guests/people.html", context, status=422 if request.method == "POST" else 200)


@gate(["GET", "POST"], GuestList, "guests.change_guestlist")
def guests_import(request: Request, guest_list: GuestList) -> HttpResponse:
    """Read a spreadsheet, show what was read with every row that is wrong, and only then take it in."""
    if "read" in request.POST:
        return _take(request, guest_list)
    form = FileForm(request.POST or None, request.FILES or None)
    found = None
    if request.method == "POST" and form.is_valid():
        mine = standing(request.user, guest_list.mission_key())
        file = form.cleaned_data["file"]
        side = mine.side if mine is not None else ""
        found = parsed(guest_list, request.user, file.read(), file.name[:80], side=side, language=_language())
    return _shown(request, guest_list, form, found)


@gate(["GET"], GuestList, "guests.view_guestlist")
def guests_template(request: Request, guest_list: GuestList) -> HttpResponse:  # noqa: ARG001
    answer = HttpResponse(written(template_sheet(_language())), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="guests.xlsx"'
    return answer


def _take(request: Request, guest_list: GuestList) -> HttpResponse:
    form = TakeForm(request.POST, purpose=f"guests-{guest_list.pk}")
    if not form.is_valid():
        return _shown(request, guest_list, FileForm(), None, refusal=" ".join(map(str, form.errors["read"])))
    rows = form.cleaned_data["read"]
    try:
        added = acts.add_all(guest_list, rows, by=request.user)
    except Refused as refusal:
        return _shown(request, guest_list, FileForm(), None, refusal=str(refusal))
    return _added(request, guest_list, len(added))


def _shown(
    request: Request, guest_list: GuestList, form: FileForm, found: Any, *, refusal: str = ""
) -> HttpResponse:
    ready = found is not None and not found.errors
    context = {
        **within(request, guest_list),
        "form": form,
        "found": found,
        "refusal": refusal,
        "read": signed(found.rows, f"guests-{guest_list.pk}") if ready and found.rows else "",
    }
    wrong = request.method == "POST" and not ready
    return render(request, "guests/import.html", context, status=422 if wrong else 200)


def _added(request: Request, guest_list: GuestList, number: int) -> HttpResponse:
    said = ngettext("%(n)s guest added.", "%(n)s guests added.", number) % {"n": number}
    messages.success(request, said)
    return redirect(at(guest_list))


def _without(revision: Any, fields: set[str]) -> Any:
    from dataclasses import replace

    return replace(revision, changes=tuple(each for each in revision.changes if each.field not in fields))


def _language() -> str:
    return (get_language() or "en")[:2]
