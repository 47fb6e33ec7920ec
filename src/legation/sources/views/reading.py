"""Pages of the texts of a mission: the list, reading one in, taking one out."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.sources.actions import add_archive, packed, read_source, remove_source, restore_source
from legation.sources.forms import SourceForm
from legation.sources.models import Archive, Source
from legation.sources.queries import ORDERS, STATES, SURE, removed_source, sure_of, triage


@gate(["GET"], Mission, "missions.view_mission")
def sources(request: Request, mission: Mission) -> HttpResponse:
    listed = triage(mission, request.user, request.GET.dict())
    context = {
        "head": masthead(mission, request.user),
        "listed": listed,
        "rows": [(source, sure_of(source)) for source in listed.page.object_list],
        "states": STATES,
        "sures": SURE,
        "orders": ORDERS,
        "adds": request.user.has_perm("sources.add_source", mission),
        "gone": removed_source(mission, request.GET.get("removed"), request.user),
    }
    return render(request, "sources/sources.html", context)


@gate(["GET", "POST"], Mission, "sources.add_source")
def source_new(request: Request, mission: Mission) -> HttpResponse:
    form = SourceForm(request.POST or None, request.FILES or None, mission=mission, user=request.user)
    back = reverse("sources", args=[mission.slug])
    return edit(
        request,
        form,
        act=lambda: _read(request, mission, form),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("Read a text"),
            "back": back,
            "save": _("Read it"),
        },
        done=_page_of,
        said=_("Read. Nothing is recorded until you accept it."),
    )


def _read(request: Request, mission: Mission, form: SourceForm) -> Source | Archive:
    if not form.several:
        return read_source(mission, form.values(), by=request.user)
    if form.zipped:
        return add_archive(mission, form.zipped[1], form.archive_values(), by=request.user)
    with packed((one.name, one) for one in form.packed) as data:
        return add_archive(mission, data, form.archive_values(), by=request.user)


def _page_of(read: Source | Archive) -> str:
    name = "archive" if isinstance(read, Archive) else "source"
    return reverse(name, args=[read.mission.slug, read.pk])


@gate(["POST"], Source, "sources.change_source")
def source_remove(request: Request, source: Source) -> HttpResponse:
    remove_source(source, by=request.user)
    return redirect(f"{reverse('sources', args=[source.mission.slug])}?removed={source.pk}")


@gate(["POST"], Mission, "sources.add_source")
def source_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    found = removed_source(mission, pk, request.user)
    if found is None:
        raise Http404
    try:
        restore_source(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("sources", mission.slug)
    messages.success(request, _("It is back."))
    return redirect("source", mission.slug, pk)
