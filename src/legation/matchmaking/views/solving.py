"""The timetable, the search for it, and planning again on the day."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.matchmaking.actions import solving as acts
from legation.matchmaking.actions.replanning import replan
from legation.matchmaking.forms.solving import EventFormSet, SearchForm
from legation.matchmaking.models import Meeting, Round, Search
from legation.matchmaking.queries.personal import personal_sheets
from legation.matchmaking.queries.searching import search_page, search_state, searches_of
from legation.matchmaking.queries.sheet import sheet_of
from legation.matchmaking.queries.timetable import VIEWS, grid_of, one_to_one, options_as_told, options_of
from legation.matchmaking.views.rounds import done, within


@gate(["GET"], Round, "matchmaking.view_round")
def timetable(request: Request, round_: Round) -> HttpResponse:
    asked = request.GET.get("by", "")
    by = asked if asked in VIEWS else VIEWS[0]
    context = {**within(request, round_), "grid": grid_of(round_, by), "views": VIEWS}
    return render(request, "matchmaking/timetable.html", context)


@gate(["GET"], Round, "matchmaking.view_round")
def personal(request: Request, round_: Round) -> HttpResponse:
    """A sheet of paper for each participant."""
    context = {**within(request, round_), "sheets": personal_sheets(round_, request.user)}
    return render(request, "matchmaking/personal.html", context)


@gate(["GET"], Meeting, "matchmaking.view_meeting")
def meeting(request: Request, found: Meeting) -> HttpResponse:
    """One meeting: who asked, what binds it, and every time to which it could move."""
    page = one_to_one(found)
    if page is None:
        raise Http404
    return render(request, "matchmaking/one_to_one.html", {**within(request, found.round), "page": page})


@gate(["GET"], Meeting, "matchmaking.view_meeting")
def meeting_slots(request: Request, found: Meeting) -> JsonResponse:  # noqa: ARG001
    """For the page's script: what would be broken in each slot."""
    sheet = sheet_of(found.round)
    item = sheet.items.get(found.pk)
    if item is None:
        raise Http404
    told = {"version": item.version, "slots": options_as_told(options_of(sheet, item))}
    return JsonResponse(told, headers={"Cache-Control": "no-store"})


@gate(["GET", "POST"], Round, "matchmaking.change_round")
def searches(request: Request, round_: Round) -> HttpResponse:
    """Start a search, and find the earlier ones."""
    form = SearchForm(request.POST or None, initial={"keep": False})
    return edit(
        request,
        form,
        act=lambda: acts.start_search(round_, form.values(), by=request.user),
        template="matchmaking/searches.html",
        context={**within(request, round_), "rows": searches_of(round_, request.user)},
        done=_at,
        said=_("The search is under way. You can leave this page and come back."),
    )


@gate(["GET"], Search, "matchmaking.view_search")
def search(request: Request, found: Search) -> HttpResponse:
    page = search_page(found, request.user)
    return render(request, "matchmaking/search.html", {**within(request, found.round), "page": page})


@gate(["GET"], Search, "matchmaking.view_search")
def search_told(request: Request, found: Search) -> JsonResponse:  # noqa: ARG001
    """What an open page asks for every second."""
    return JsonResponse(search_state(found), headers={"Cache-Control": "no-store"})


@gate(["POST"], Search, "matchmaking.change_search")
def search_stop(request: Request, found: Search) -> HttpResponse:
    return done(
        request,
        lambda: acts.stop_search(found, by=request.user),
        back=_at(found),
        said=_("It stops and keeps the best that was found."),
    )


@gate(["POST"], Search, "matchmaking.change_search")
def search_apply(request: Request, found: Search) -> HttpResponse:
    return done(
        request,
        lambda: acts.apply_search(found, by=request.user),
        back=_at(found),
        said=_("This timetable is in force."),
    )


@gate(["POST"], Search, "matchmaking.change_search")
def search_undo(request: Request, found: Search) -> HttpResponse:
    return done(
        request,
        lambda: acts.undo_search(found, by=request.user),
        back=_at(found),
        said=_("The timetable from before is in force again."),
    )


@gate(["POST"], Search, "matchmaking.change_search")
def search_way(request: Request, found: Search, way: int) -> HttpResponse:
    """Take one way out of a conflict and search again."""
    try:
        again = acts.search_again(found, way, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_at(found))
    messages.success(request, _("Done. A new search is under way."))
    return redirect(_at(again))


@gate(["GET", "POST"], Round, "matchmaking.change_round")
def round_replan(request: Request, round_: Round) -> HttpResponse:
    """Say what happened; the answer is what would change, and nothing is in force yet."""
    sheet = sheet_of(round_)
    forms: Any = EventFormSet(request.POST or None, form_kwargs={"sheet": sheet})
    refusal = ""
    if request.method == "POST" and forms.is_valid():
        try:
            found = replan(round_, forms.events(), now=timezone.now(), by=request.user)
        except Refused as refused:
            refusal = str(refused)
        else:
            return redirect(_at(found))
    context = {**within(request, round_), "forms": forms, "sheet": sheet, "refusal": refusal}
    status = 422 if request.method == "POST" else 200
    return render(request, "matchmaking/replan.html", context, status=status)


def _at(found: Search) -> str:
    return reverse("search-run", args=[found.round.mission.slug, found.round_id, found.pk])
