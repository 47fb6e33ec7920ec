"""My day: at a link without a login, and for who is logged in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.briefings.actions import itinerary_bytes
from legation.briefings.forms import ItineraryForm
from legation.briefings.queries.day import met_portrait, my_day
from legation.briefings.queries.day_parts import moment_of
from legation.kernel.doors import WINDOW, by_link
from legation.kernel.gate import Request, gate, public
from legation.kernel.limits import exceeded
from legation.kernel.typesetting import FontsMissing
from legation.missions.actions.days import note_opened
from legation.missions.models import DayLink, Delegate, Mission
from legation.missions.queries.calendars import linkable
from legation.missions.queries.days import day_link_behind, day_path, link_principals

BECAUSE = "the address is a secret that its maker can revoke and that expires; guesses are limited"
ICONS = (192, 512)
theirs = by_link(day_link_behind, "day")
pictures = by_link(day_link_behind, "day-picture")
prints = by_link(day_link_behind, "day-print")
PRINTS = 20  # of one link in ten minutes: each takes a second of the machine


@dataclass(frozen=True, slots=True)
class Turn:
    """One of several principals, with the address of their day."""

    name: str
    post: str
    address: str
    here: bool


@public(["GET"], because=BECAUSE)
@theirs
def my_day_page(request: HttpRequest, link: DayLink, pk: int | None = None) -> HttpResponse:
    note_opened(link)
    secret = day_path(link)
    context = {"manifest": reverse("my-day-manifest", args=[secret]), "reader": link.name}
    context["print"] = reverse("my-day-print", args=[secret])
    answer = _show(
        request,
        link.mission,
        link_principals(link),
        link.user,
        pk,
        lambda one: reverse("my-day-of", args=[secret, one]),
        lambda one: reverse("my-day-portrait", args=[secret, one]),
        context,
    )
    answer["Legation-Expires"] = link.expires_at.isoformat()  # the copy on the phone ends with the link
    return answer


@public(["GET"], because=BECAUSE)
@prints
def my_day_print(request: HttpRequest, link: DayLink) -> HttpResponse:
    """The days of a principal, or of all of them, on paper."""
    if exceeded("day-prints", link.key, limit=PRINTS, seconds=WINDOW):
        return render(request, "ui/too_often.html", status=429)
    form = ItineraryForm(request.GET, language=get_language() or "en", people=link_principals(link))
    if not form.is_valid():
        raise Http404
    try:
        chosen = form.choice()
        pdf = itinerary_bytes(
            link.mission,
            form.chosen(),
            chosen["kind"],
            reader=link.user,
            language=chosen["language"],
            paper=chosen["paper"],
            logged=False,
        )
    except FontsMissing as missing:
        return render(request, "briefings/day_unprinted.html", {"refusal": missing}, status=503)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{link.mission.slug}-itinerary.pdf"'
    return answer


@public(["GET"], because=BECAUSE)
@pictures
def my_day_portrait(request: HttpRequest, link: DayLink, pk: int) -> HttpResponse:  # noqa: ARG001
    """The portrait of somebody whom one of the principals meets."""
    picture = met_portrait(link, pk)
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/jpeg")


@public(["GET"], because=BECAUSE)
@pictures
def my_day_manifest(request: HttpRequest, link: DayLink) -> HttpResponse:  # noqa: ARG001
    """What a phone needs to put the day on its home screen."""
    start = reverse("my-day", args=[day_path(link)])
    return _manifest(start, str(link.mission))


@gate(["GET"], Mission, "missions.view_mission")
def day(request: Request, mission: Mission, pk: int | None = None) -> HttpResponse:
    slug, user = mission.slug, request.user
    principals = tuple(linkable(mission, user))
    if not principals:
        return render(request, "briefings/day_none.html", {"mission": mission})
    answer = _show(
        request,
        mission,
        principals,
        user,
        pk,
        lambda one: reverse("day-of", args=[slug, one]),
        lambda one: reverse("day-portrait", args=[slug, one]),
        {
            "manifest": reverse("day-manifest", args=[slug]),
            "desk": reverse("desk", args=[slug]),
            "print": reverse("itineraries", args=[slug]),
        },
    )
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@gate(["GET"], Mission, "missions.view_mission")
def day_manifest(request: Request, mission: Mission) -> HttpResponse:  # noqa: ARG001
    return _manifest(reverse("day", args=[mission.slug]), str(mission))


def _show(
    request: HttpRequest, mission: Mission, principals: Sequence[Delegate], user: Any, pk: int | None,
    address: Callable[[int], str], portrait: Callable[[int], str], context: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    """The page of one of the principals, or 304 where the caller holds it as it stands."""
    chosen = principals[0] if pk is None else next((one for one in principals if one.pk == pk), None)
    if chosen is None:
        raise Http404
    now = timezone.now()
    shown = my_day(mission, chosen, user, now)
    etag = f'"{shown.version}"'
    held = get_conditional_response(request, etag=etag)
    if isinstance(held, HttpResponse) and request.method == "GET":
        held["ETag"] = etag
        return held
    moment = moment_of(shown, now)
    context |= {
        "day": shown,
        "moment": moment,
        "now": now,
        "zone": moment.zone,
        "turns": _turns(principals, chosen, address) if len(principals) > 1 else [],
        "portraits": {
            face.delegate: f"{portrait(face.delegate)}?{face.portrait}"
            for face in shown.people
            if face.portrait
        },
        "path": address(chosen.pk),
    }
    answer = render(request, "briefings/day.html", context)
    answer["ETag"] = etag
    return answer


def _turns(principals: Sequence[Delegate], chosen: Delegate, address: Callable[[int], str]) -> list[Turn]:
    return [
        Turn(str(one.person), str(one.post or ""), address(one.pk), here=one.pk == chosen.pk)
        for one in principals
    ]


def _manifest(start: str, mission: str) -> HttpResponse:
    icons = [
        {
            "src": reverse("icon", args=[size]),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in ICONS
        for purpose in ("any", "maskable")
    ]
    told = {
        "id": start,
        "name": _("My day: %(mission)s") % {"mission": mission},
        "short_name": _("My day"),
        "lang": get_language() or "en",
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "background_color": "#fbfaf7",
        "theme_color": "#1a2233",
        "icons": icons,
    }
    return JsonResponse(told, content_type="application/manifest+json")
