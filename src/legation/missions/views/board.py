"""The board, and each step on it."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import ChangedMeanwhile, Refused
from legation.missions.actions.board import (
    close_day,
    copy_engagement,
    lock_engagement,
    move_engagement,
    open_day,
    redo_step,
    undo_step,
)
from legation.missions.forms.board import DayForm, LockForm, MoveForm
from legation.missions.models import Engagement, Mission
from legation.missions.queries.board import Asked, board_of
from legation.missions.queries.board.loading import pulse_of
from legation.missions.queries.board.panel import panel_of

PART = "X-Part"  # sent by the page's script, which takes the board or the panel alone
ASKED = ("day", "by", "clock")


@gate(["GET"], Mission, "missions.view_mission")
def board(request: Request, mission: Mission) -> HttpResponse:
    """The page; for the script the board alone, or nothing while it is what the script has already."""
    pulse, part = pulse_of(mission, request.user), bool(request.headers.get(PART))
    trace = f'"{pulse.trace}"'
    if part and request.headers.get("If-None-Match") == trace:
        answer = HttpResponse(status=304)
    else:
        asked = Asked(**{name: request.GET.get(name, "")[:64] for name in ASKED})
        shown = board_of(mission, request.user, timezone.now(), asked, pulse)
        template = "missions/board_part.html" if part else "missions/board.html"
        query = {"day": shown.day.isoformat(), "by": shown.by}
        query |= {"clock": shown.clock.zone} if asked.clock == shown.clock.zone else {}
        context = {
            "head": shown.head,
            "mission": mission,
            "board": shown,
            "trace": trace,
            "part": part,
            "checks": json.dumps(shown.checks, ensure_ascii=False, separators=(",", ":")),
            "asked": urlencode(query),
        }
        answer = render(request, template, context)
    answer["ETag"] = trace
    answer["Cache-Control"] = "private, no-store"
    patch_vary_headers(answer, (PART, "Cookie"))
    return answer


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def engagement_move(request: Request, engagement: Engagement) -> HttpResponse:
    """The panel of one engagement, or its page: what stands in its way, and another time or place."""
    return _placed(
        request,
        engagement,
        lambda form: lambda: move_engagement(engagement, form.values(), seen=form.seen, by=request.user),
        {"copying": False, "said": _("Moved.")},
    )


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def engagement_copy(request: Request, engagement: Engagement) -> HttpResponse:
    return _placed(
        request,
        engagement,
        lambda form: lambda: copy_engagement(engagement, form.values(), by=request.user),
        {"copying": True, "said": _("Copied.")},
    )


def _placed(
    request: Request,
    engagement: Engagement,
    act: Callable[[MoveForm], Callable[[], Engagement]],
    more: dict[str, Any],
) -> HttpResponse:
    panel = panel_of(engagement, request.user)
    form = MoveForm(request.POST or None, user=request.user, instance=panel.engagement, tracks=panel.tracks)
    part = bool(request.headers.get(PART))
    back = _board(request, engagement.mission, panel.day)
    answer = edit(
        request,
        form,
        act=act(form),
        template="missions/board_panel.html" if part else "missions/board_move.html",
        context={
            "head": panel.head,
            "mission": engagement.mission,
            "engagement": panel.engagement,
            "panel": panel,
            "back": back,
            "asked": urlencode(_asked(request)),
            "clock": _other_clock(request, panel.engagement),
            "copying": more["copying"],
        },
        done=lambda _saved: back,
        said=more["said"],
    )
    patch_vary_headers(answer, (PART, "Cookie"))
    return answer


@gate(["POST"], Engagement, "missions.change_engagement")
def engagement_lock(request: Request, engagement: Engagement) -> HttpResponse:
    form = LockForm(request.POST, instance=engagement)
    form.is_valid()
    locked = bool(form.cleaned_data.get("locked"))
    said = _("Locked: its time and its place stay.") if locked else _("Unlocked: it can be moved again.")
    return _stepped(
        request,
        engagement.mission,
        lambda: lock_engagement(engagement, locked=locked, seen=form.seen, by=request.user),
        said,
    )


@gate(["POST"], Mission, "missions.change_mission")
def board_undo(request: Request, mission: Mission) -> HttpResponse:
    return _stepped(request, mission, lambda: undo_step(mission, by=request.user), _("Undone."))


@gate(["POST"], Mission, "missions.change_mission")
def board_redo(request: Request, mission: Mission) -> HttpResponse:
    return _stepped(request, mission, lambda: redo_step(mission, by=request.user), _("Done again."))


@gate(["POST"], Mission, "missions.change_mission")
def day_close(request: Request, mission: Mission) -> HttpResponse:
    return _day(request, mission, close_day, _("The day is closed: nothing is moved onto it."))


@gate(["POST"], Mission, "missions.change_mission")
def day_open(request: Request, mission: Mission) -> HttpResponse:
    return _day(request, mission, open_day, _("The day is open again."))


def _day(request: Request, mission: Mission, act: Callable[..., Mission], said: str) -> HttpResponse:
    form = DayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This is not a date of the calendar. Write it as 2024-04-17."))
        return redirect(_board(request, mission))
    return _stepped(request, mission, lambda: act(mission, form.cleaned_data["on"], by=request.user), said)


def _stepped(request: Request, mission: Mission, act: Callable[[], Any], said: str) -> HttpResponse:
    """One step without a form of its own: the board says what came of it."""
    try:
        act()
    except ChangedMeanwhile:
        messages.error(
            request, _("Somebody else changed it meanwhile. Nothing was saved; look at it and do it again.")
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(_board(request, mission))


def _other_clock(request: Request, engagement: Engagement) -> str:
    """The clock that the times were given by, where it is not the engagement's own."""
    clock = request.POST.get("clock", "")[:64]
    return "" if clock in {"", engagement.zone} else clock.rpartition("/")[2].replace("_", " ")


def _asked(request: Request) -> dict[str, str]:
    return {name: request.GET[name][:64] for name in ASKED if request.GET.get(name)}


def _board(request: Request, mission: Mission, day: str = "") -> str:
    """The board as it was looked at; where nothing is known of that, on this day."""
    asked = _asked(request) or ({"day": day} if day else {})
    where = reverse("board", args=[mission.slug])
    return f"{where}?{urlencode(asked)}" if asked else where
