"""The run of show of an engagement: read it, write it, follow it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.kernel.asked import key_asked
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import ChangedMeanwhile, Refused
from legation.missions.models import Engagement
from legation.missions.rules import standing
from legation.protocol.actions import show as acts
from legation.protocol.forms.show import ShowTable
from legation.protocol.models import ShowItem
from legation.protocol.queries.attending import placed
from legation.protocol.queries.show import owners_offered, removed_items, show_of, show_state
from legation.protocol.queries.show_templates import offered
from legation.protocol.views.pages import within

MARKS: dict[str, Callable[..., ShowItem]] = {
    "start": acts.start,
    "finish": acts.finish,
    "back": acts.take_back,
    "move": acts.move_what_follows,
    "unmove": acts.move_back,
}


@gate(["GET"], Engagement, "missions.view_engagement")
def show(request: Request, engagement: Engagement) -> HttpResponse:
    """The whole page; with `part` the lines alone, or 304 where the caller holds them as they stand."""
    if request.GET.get("part") != "lines":
        return _page(request, engagement, 200)
    # The minute is in it: how late a line is, is told as it grows.
    etag = f'"{show_state(engagement, request.user)}-{get_language()}-{timezone.now():%H%M}"'
    held = get_conditional_response(request, etag=etag)
    if isinstance(held, HttpResponse):
        held["ETag"] = etag
        return held
    answer = render(request, "protocol/show_lines.html", _context(request, engagement))
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    return answer


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def show_edit(request: Request, engagement: Engagement) -> HttpResponse:
    found = placed(engagement, request.user)
    shown = show_of(found, request.user)
    mine = standing(request.user, engagement.mission_id)
    table = ShowTable(
        request.POST if request.method == "POST" else None,
        engagement=found,
        items=[line.item for line in shown.lines],
        people=list(owners_offered(found, request.user)),
        side=mine.side if mine else "",
    )
    status = 200
    if request.method == "POST":
        status = 422
        if table.is_valid():
            try:
                removed = acts.save_show(found, table.sent(), by=request.user)
            except ChangedMeanwhile:
                status = 409
                table.problem = _(
                    "Somebody else changed a line meanwhile. Nothing was saved, and what you typed is below:"
                    " open the page anew beside it, and enter what is still missing."
                )
            except Refused as refusal:
                table.refuse(refusal)
            else:
                messages.success(request, _("Saved."))
                gone = ",".join(str(item.pk) for item in removed)
                return redirect(_address(engagement) + (f"?removed={gone}" if gone else ""))
        elif table.lost:
            status = 409
            table.problem = _(
                "Somebody else removed a line meanwhile. Nothing was saved; save again to keep the others."
            )
    context = {**within(request, found), "show": shown, "table": table}
    return render(request, "protocol/show_edit.html", context, status=status)


@gate(["POST"], Engagement, "missions.change_engagement")
def show_begin(request: Request, engagement: Engagement) -> HttpResponse:
    try:
        acts.begin_from(engagement, request.POST.get("template", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_address(engagement))
    messages.success(request, _("The usual lines are written. Change them to what you plan."))
    return redirect("show-edit", engagement.mission.slug, engagement.pk)


@gate(["POST"], Engagement, "missions.change_engagement")
def show_restore(request: Request, engagement: Engagement) -> HttpResponse:
    items = removed_items(engagement, request.POST.get("removed", ""), request.user)
    acts.restore_items(items, by=request.user)
    if items:
        messages.success(request, _("It is back."))
    return redirect(_address(engagement))


@gate(["POST"], ShowItem, "protocol.change_showitem")
def show_mark(request: Request, item: ShowItem) -> HttpResponse:
    """Start, finish, undo, or move what follows; two who press the same at once agree."""
    act = MARKS.get(request.POST.get("do", ""))
    try:
        if act is None:
            raise acts.NothingAsked
        act(item, seen=key_asked(request.POST.get("seen")) or 0, by=request.user)
    except ChangedMeanwhile:
        messages.error(request, _("Somebody else was quicker. This is how it stands now."))
        return _page(request, item.engagement, 409)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, item.engagement, 422)
    return redirect(f"{_address(item.engagement)}#line-{item.pk}")


def _page(request: Request, engagement: Engagement, status: int) -> HttpResponse:
    context = _context(request, engagement)
    context |= within(request, context["show"].engagement)
    context["removed"] = removed_items(engagement, request.GET.get("removed", ""), request.user)
    return render(request, "protocol/show.html", context, status=status)


def _context(request: Request, engagement: Engagement) -> dict[str, Any]:
    found = placed(engagement, request.user)
    mine = standing(request.user, engagement.mission_id)
    return {
        "show": show_of(found, request.user),
        "engagement": found,
        "templates": offered(found.kind),
        "prepares": mine is not None and mine.prepares,
        "now": timezone.now(),
    }


def _address(engagement: Engagement) -> str:
    return reverse("show", args=[engagement.mission.slug, engagement.pk])
