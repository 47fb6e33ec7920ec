"""Pages of archives: how far the reading of many texts is, and what was not read."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from legation.kernel.gate import Request, gate
from legation.kernel.jobs import state
from legation.kernel.refusals import Refused
from legation.missions.queries import masthead
from legation.sources.actions import redo_archive, resume_archive, stop_archive, undo_archive
from legation.sources.models import Archive
from legation.sources.queries import archive_page


@gate(["GET"], Archive, "sources.view_archive")
def archive(request: Request, archive: Archive) -> HttpResponse:
    context = {
        "head": masthead(archive.mission, request.user),
        "page": archive_page(archive, request.user, request.GET.dict()),
    }
    return render(request, "sources/archive.html", context)


@gate(["GET"], Archive, "sources.view_archive")
def archive_state(request: Request, archive: Archive) -> HttpResponse:  # noqa: ARG001
    return JsonResponse(state(archive.job) if archive.job else {"over": True})


@gate(["POST"], Archive, "sources.change_archive")
def archive_stop(request: Request, archive: Archive) -> HttpResponse:
    stop_archive(archive, by=request.user)
    return redirect("archive", archive.mission.slug, archive.pk)


@gate(["POST"], Archive, "sources.change_archive")
def archive_resume(request: Request, archive: Archive) -> HttpResponse:
    resume_archive(archive, by=request.user)
    return redirect("archive", archive.mission.slug, archive.pk)


@gate(["POST"], Archive, "sources.change_archive")
def archive_undo(request: Request, archive: Archive) -> HttpResponse:
    return _queue(request, archive, undo_archive)


@gate(["POST"], Archive, "sources.change_archive")
def archive_redo(request: Request, archive: Archive) -> HttpResponse:
    return _queue(request, archive, redo_archive)


def _queue(request: Request, archive: Archive, act: Callable[..., Archive]) -> HttpResponse:
    try:
        act(archive, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("archive", archive.mission.slug, archive.pk)
