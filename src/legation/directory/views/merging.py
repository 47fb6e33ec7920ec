"""Records that look like one: found, said to be two, made one, and made two again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.directory.actions.merging import (
    ChangedSince,
    doubt_again,
    look_again,
    merge_records,
    say_two,
    undo_merge,
)
from legation.directory.choices import Kind
from legation.directory.forms import FindOrganisations, FindPeople
from legation.directory.forms.merging import MergeForm
from legation.directory.models import Likeness, Merge, Organisation, Person
from legation.directory.queries.likenesses import last_look, pair_between, pairs_seen
from legation.directory.queries.merging import merge_page, merges_of, others_found, side_by_side
from legation.kernel.asked import key_asked
from legation.kernel.gate import Request, gate, load
from legation.kernel.jobs import state
from legation.kernel.refusals import Refused


@gate(["GET"], None, "directory.keep")
def likenesses(request: Request) -> HttpResponse:
    """What looks like one, of people or of organisations."""
    kind = Kind.ORGANISATION if request.GET.get("kind") == Kind.ORGANISATION else Kind.PERSON
    page = request.GET.get("page", "")
    context = {
        "kind": kind,
        "listing": pairs_seen(request.user, kind, int(page) if key_asked(page) is not None else 1),
        "merges": merges_of(request.user, kind),
    }
    return render(request, "directory/likenesses.html", context)


@gate(["POST"], None, "directory.keep")
def likenesses_look(request: Request) -> HttpResponse:
    look_again(by=request.user)
    return redirect(_list(request.GET.get("kind", "")))


@gate(["GET"], None, "directory.keep")
def likenesses_state(request: Request) -> HttpResponse:  # noqa: ARG001
    job = last_look()
    return JsonResponse(state(job) if job else {"over": True})


@gate(["POST"], Likeness, "directory.change_likeness")
def likeness_two(request: Request, likeness: Likeness) -> HttpResponse:
    say_two(likeness, by=request.user)
    messages.success(request, _("Remembered: they are not the same."))
    return redirect(_list(likeness.kind))


@gate(["POST"], Likeness, "directory.change_likeness")
def likeness_open(request: Request, likeness: Likeness) -> HttpResponse:
    doubt_again(likeness, by=request.user)
    return redirect(_list(likeness.kind))


@gate(["GET"], Person, "directory.change_person")
def person_merge_with(request: Request, person: Person) -> HttpResponse:
    return _with(request, person, FindPeople(request.GET, user=request.user))


@gate(["GET"], Organisation, "directory.change_organisation")
def organisation_merge_with(request: Request, organisation: Organisation) -> HttpResponse:
    return _with(request, organisation, FindOrganisations(request.GET, user=request.user))


@gate(["GET", "POST"], Person, "directory.change_person")
def person_merge(request: Request, person: Person, other: int) -> HttpResponse:
    return _merged(request, person, other)


@gate(["GET", "POST"], Organisation, "directory.change_organisation")
def organisation_merge(request: Request, organisation: Organisation, other: int) -> HttpResponse:
    return _merged(request, organisation, other)


@gate(["GET"], Merge, "directory.view_merge")
def merge(request: Request, merge: Merge) -> HttpResponse:
    return render(request, "directory/merge.html", {"page": merge_page(merge, request.user)})


@gate(["POST"], Merge, "directory.change_merge")
def merge_undo(request: Request, merge: Merge) -> HttpResponse:
    try:
        undo_merge(merge, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("They are two again."))
    return redirect("merge", merge.pk)


def _with(request: Request, record: Any, form: Any) -> HttpResponse:
    kind = record._meta.model_name
    found = others_found(record, form.wish(), request.user)
    context = {"record": record, "form": form, "found": found, "kind": kind, "to": f"{kind}-merge"}
    return render(request, "directory/merge_with.html", {**context, "back": reverse(kind, args=[record.pk])})


def _merged(request: Request, kept: Any, other: int) -> HttpResponse:
    kind = kept._meta.model_name
    lost = load(type(kept), request.user, {"pk": other})
    if not request.user.has_perm(f"directory.change_{kind}", lost):
        raise PermissionDenied
    shown = side_by_side(kept, lost, request.user)
    form = MergeForm(request.POST if request.method == "POST" else None, shown=shown)
    refusal = ""
    if request.method == "POST":
        refusal = str(ChangedSince())  # a line that differs now and has no choice yet
        if form.is_valid():
            refusal = _tried(lambda: merge_records(kept, lost, form.taken, seen=form.seen, by=request.user))
        if not refusal:
            messages.success(request, _("The two are one now."))
            return redirect(kind, kept.pk)
        form = form.again(shown)
    context = {
        "shown": shown,
        "form": form,
        "refusal": refusal,
        "pair": pair_between(kept, lost, request.user),
        "lines": [(line, form[line.name] if line.differs else None) for line in shown.lines],
        "swapped": reverse(f"{kind}-merge", args=[lost.pk, kept.pk]),
        "back": reverse(kind, args=[kept.pk]),
        "list": _list(kind),
    }
    wrong = request.method == "POST"
    return render(request, "directory/merging.html", context, status=422 if wrong else 200)


def _tried(act: Callable[[], Any]) -> str:
    try:
        act()
    except Refused as refusal:
        return str(refusal)
    return ""


def _list(kind: str) -> str:
    return reverse("likenesses") + ("?kind=organisation" if kind == Kind.ORGANISATION else "")
