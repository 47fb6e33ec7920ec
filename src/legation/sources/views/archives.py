"""Pages of archives: how far the reading of many texts is, and what was not read."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from legation.kernel.gate import Request, gate
from legation.kernel.jobs import state
from legation.missions.queries import masthead
from legation.sources.actions import resume_archive, stop_archive
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
