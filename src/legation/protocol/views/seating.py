"""The seat plan, how it is arranged, and each step on it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import ChangedMeanwhile, Refused
from legation.missions.models import Engagement, Mission
from legation.missions.queries import masthead
from legation.missions.rules import standing
from legation.missions.views.undo import bring_back, take_out
from legation.protocol.actions.pairs import add_pair, remove_pair, restore_pair
from legation.protocol.actions.seating import arrange
from legation.protocol.actions.steps import take
from legation.protocol.forms.seating import ArrangementForm, AskedForm, PairForm, StepForm
from legation.protocol.models import Pair
from legation.protocol.queries.packs import books
from legation.protocol.queries.seating import arrangement_shown, seating_page, seatings_of, suggested
from legation.protocol.queries.watching import state_now
from legation.protocol.queries.wishes import delegates_at, removed_pair
from legation.protocol.views.pages import within

PART = "X-Part"  # sent by the page's script, which takes the plan alone and puts it in place of the old one


@gate(["GET"], Mission, "missions.view_mission")
def seatings(request: Request, mission: Mission) -> HttpResponse:
    head = masthead(mission, request.user)
    prepares = request.user.has_perm("missions.change_mission", mission)
    rows = seatings_of(mission, request.user, prepares=prepares)
    return render(request, "protocol/seatings.html", {"head": head, "rows": rows})


@gate(["GET"], Engagement, "missions.view_engagement")
def seating(request: Request, engagement: Engagement) -> HttpResponse:
    return shown(request, engagement, since=AskedForm(request.GET).since_version())


@gate(["GET"], Engagement, "missions.view_engagement")
def seating_state(request: Request, engagement: Engagement) -> HttpResponse:
    """What a page that is open asks for every few seconds."""
    return JsonResponse(state_now(engagement, request.user), headers={"Cache-Control": "no-store"})


@gate(["POST"], Engagement, "missions.change_engagement")
def seating_move(request: Request, engagement: Engagement) -> HttpResponse:
    """One step; the answer to the script is the plan as it is then, to anybody else the page."""
    form = StepForm(request.POST)
    step = form.step()
    try:
        said = take(engagement, step, seen=form.seen, by=request.user)
    except ChangedMeanwhile:
        return shown(request, engagement, status=409, since=form.seen, meanwhile=True)
    except Refused as refusal:
        return shown(request, engagement, status=422, refusal=refusal)
    since = max(form.seen, 1)
    if request.headers.get(PART):
        return shown(request, engagement, since=since, said=said)
    messages.success(request, said)
    return redirect(f"{_seating(engagement)}?since={since}")


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def arrangement_edit(request: Request, engagement: Engagement) -> HttpResponse:
    form = ArrangementForm(
        request.POST or None,
        instance=arrangement_shown(engagement, request.user),
        books=books(request.user),
    )
    return edit(
        request,
        form,
        act=lambda: arrange(engagement, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            **within(request, engagement),
            "heading": _("How it is ranked and seated"),
            "back": _seating(engagement),
        },
        done=lambda _saved: _seating(engagement),
    )


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def pair_new(request: Request, engagement: Engagement) -> HttpResponse:
    mine = standing(request.user, engagement.mission_id)
    form = PairForm(
        request.POST or None,
        delegates=delegates_at(engagement, request.user),
        side=mine.side if mine is not None else "",
    )
    return edit(
        request,
        form,
        act=lambda: add_pair(engagement.mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            **within(request, engagement),
            "heading": _("Add a seating wish"),
            "back": _seating(engagement),
        },
        done=lambda _saved: f"{_seating(engagement)}#wishes",
    )


@gate(["POST"], Pair, "protocol.change_pair")
def pair_remove(request: Request, pair: Pair, engagement: int) -> HttpResponse:
    back = reverse("seating", args=[pair.mission.slug, engagement])
    return take_out(request, pair, back=back, mark="removed", act=remove_pair)


@gate(["POST"], Mission, "missions.change_mission")
def pair_restore(request: Request, mission: Mission, engagement: int, pk: int) -> HttpResponse:
    back = reverse("seating", args=[mission.slug, engagement])
    return bring_back(request, removed_pair(mission, pk, request.user), back=back, act=restore_pair)


def shown(
    request: Request,
    engagement: Engagement,
    *,
    status: int = 200,
    since: int = 0,
    said: str = "",
    refusal: Refused | None = None,
    meanwhile: bool = False,
) -> HttpResponse:
    """The page, or its plan alone for the script; `said` is what was done, `refusal` why nothing was."""
    prepares = request.user.has_perm("missions.change_engagement", engagement)
    compare = request.GET.get("compare", "")[:40]
    page = seating_page(
        engagement,
        request.user,
        compare=compare,
        since=since,
        removed=request.GET.get("removed", "")[:12],
        prepares=prepares,
    )
    if request.GET.get("format") == "svg":
        return _drawn(request, engagement, page)
    context: dict[str, Any] = {
        "page": page,
        "plan": page.plan,
        "engagement": page.engagement,
        "mission": engagement.mission,
        "prepares": prepares,
        "said": said,
        "refusal": refusal,
        "meanwhile": meanwhile,
    }
    template = "protocol/seating_part.html"
    if not request.headers.get(PART):
        template = "protocol/seating.html"
        context |= {
            **within(request, page.engagement),
            "form": ArrangementForm(instance=suggested(page.setting), books=page.books),
            "compare": AskedForm(initial={"compare": compare}, books=page.books),
        }
    response = render(request, template, context, status=status)
    patch_vary_headers(response, [PART])
    return response


def _seating(engagement: Engagement) -> str:
    return reverse("seating", args=[engagement.mission.slug, engagement.pk])


def _drawn(request: Request, engagement: Engagement, page: Any) -> HttpResponse:
    """The plan as a file of its own; without a plan there is none."""
    if page.plan is None:
        raise Http404
    response = render(
        request,
        "protocol/drawing.svg",
        {"plan": page.plan.drawing, "alone": True},
        content_type="image/svg+xml; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="seating-{engagement.pk}.svg"'
    return response
