"""The newsroom of a mission: its press releases, and how both sides bring one before the public."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.kernel.typesetting import FontsMissing
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.newsroom.actions.releases import (
    agree_release,
    call_off_release,
    change_release,
    draft_release,
    remove_release,
    restore_release,
    withdraw_release,
)
from legation.newsroom.actions.sites import change_site
from legation.newsroom.forms.releases import NewsSiteForm, ReleaseForm, StartForm, WithdrawalForm
from legation.newsroom.models import NewsSite, PressRelease
from legation.newsroom.queries.differences import since_published, versions_of
from legation.newsroom.queries.paper import release_paper
from legation.newsroom.queries.releases import (
    clocks_of,
    desk_of,
    is_known,
    newsroom_of,
    own_site,
    preview_of,
    publication_of,
    removed_part,
    removed_release,
)


@gate(["GET"], Mission, "missions.view_mission")
def newsroom(request: Request, mission: Mission) -> HttpResponse:
    gone = removed_release(mission, request.GET.get("removed", ""), request.user)
    context = {
        "head": masthead(mission, request.user),
        "rows": newsroom_of(mission, request.user, timezone.now()),
        "may_publish": request.user.has_perm("newsroom.publish", mission),
        "site": own_site(request.user),
        "undo": reverse("press-release-restore", args=[mission.slug, gone.pk]) if gone else "",
    }
    return render(request, "newsroom/newsroom.html", context)


@gate(["GET", "POST"], Mission, "newsroom.publish")
def release_new(request: Request, mission: Mission) -> HttpResponse:
    form = StartForm(request.POST or None, mission=mission)
    return edit(
        request,
        form,
        act=lambda: draft_release(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("Draft a press release"),
            "back": reverse("newsroom", args=[mission.slug]),
            "save": _("Make a draft from the record"),
        },
        done=_at,
        said=_("This is what the record says. Both sides see the draft from now on."),
    )


@gate(["GET"], PressRelease, "newsroom.view_pressrelease")
def release_page(request: Request, release: PressRelease) -> HttpResponse:
    head, desk = masthead(release.mission, request.user), desk_of(release, timezone.now())
    side = head.standing.side if head.standing is not None else ""
    published = desk.row.publication.words if desk.row.publication is not None else None
    context = {
        "head": head,
        "desk": desk,
        "may_publish": request.user.has_perm("newsroom.change_pressrelease", release),
        "wanted": not desk.row.same and any(one.side == side and not one.yes for one in desk.sides),
        "differences": since_published(desk.release, published) if published and not desk.row.same else (),
        "undo": removed_part(release, request.GET.get("removed", ""), request.user),
    }
    return render(request, "newsroom/release.html", context)


@gate(["GET", "POST"], PressRelease, "newsroom.change_pressrelease")
def release_edit(request: Request, release: PressRelease) -> HttpResponse:
    now = timezone.now()
    publication = publication_of(release)
    known = is_known(publication, now)
    form = ReleaseForm(request.POST or None, instance=release, clocks=clocks_of(release.mission), known=known)
    return edit(
        request,
        form,
        act=lambda: change_release(release, form.values(), seen=form.seen, by=request.user),
        template="newsroom/release_edit.html",
        context={
            "head": masthead(release.mission, request.user),
            "release": release,
            "known": known,
            "waiting": publication is not None and not known,
        },
        done=_at,
    )


@gate(["GET"], PressRelease, "newsroom.view_pressrelease")
def release_preview(request: Request, release: PressRelease, language: str) -> HttpResponse:
    with translation.override(language):
        context = {
            "shown": preview_of(release, language, timezone.now()),
            "language": language,
            "preview": release,
        }
        return render(request, "newsroom/public_release.html", context)


@gate(["GET"], PressRelease, "newsroom.view_pressrelease")
def release_paper_page(request: Request, release: PressRelease, language: str) -> HttpResponse:
    now = timezone.now()
    try:
        pdf = release_paper(release, preview_of(release, language, now), now)
    except FontsMissing as missing:
        messages.error(request, str(missing))
        return redirect(_at(release))
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{release.slug}-{language}.pdf"'
    return answer


@gate(["GET"], PressRelease, "newsroom.view_pressrelease")
def release_history(request: Request, release: PressRelease) -> HttpResponse:
    context = {
        "head": masthead(release.mission, request.user),
        "release": release,
        "versions": versions_of(release),
    }
    return render(request, "newsroom/release_history.html", context)


@gate(["POST"], PressRelease, "newsroom.change_pressrelease")
def release_agree(request: Request, release: PressRelease) -> HttpResponse:
    try:
        agree_release(release, trace=request.POST.get("trace", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your side says yes to it."))
    return redirect(_at(release))


@gate(["POST"], PressRelease, "newsroom.change_pressrelease")
def release_call_off(request: Request, release: PressRelease) -> HttpResponse:
    try:
        call_off_release(release, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It does not go out. Both sides must say yes again."))
    return redirect(_at(release))


@gate(["GET", "POST"], PressRelease, "newsroom.change_pressrelease")
def release_withdraw(request: Request, release: PressRelease) -> HttpResponse:
    form = WithdrawalForm(request.POST or None)
    return edit(
        request,
        form,
        act=lambda: withdraw_release(release, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(release.mission, request.user),
            "heading": _("Withdraw the release"),
            "back": _at(release),
            "save": _("Withdraw it now"),
        },
        done=lambda _saved: _at(release),
        said=_("Withdrawn. Who asks for it reads your note, and its photographs are gone."),
    )


@gate(["POST"], PressRelease, "newsroom.change_pressrelease")
def release_remove(request: Request, release: PressRelease) -> HttpResponse:
    try:
        remove_release(release, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_at(release))
    return redirect(f"{reverse('newsroom', args=[release.mission.slug])}?removed={release.pk}")


@gate(["POST"], Mission, "newsroom.publish")
def release_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    found = removed_release(mission, str(pk), request.user)
    if found is None:
        raise Http404
    return redirect(_at(restore_release(found, by=request.user)))


@gate(["GET", "POST"], NewsSite, "newsroom.change_newssite")
def site_edit(request: Request, site: NewsSite) -> HttpResponse:
    form = NewsSiteForm(request.POST or None, instance=site)
    return edit(
        request,
        form,
        act=lambda: change_site(site, form.values(), seen=form.seen, by=request.user),
        template="newsroom/site_edit.html",
        context={"site": site},
        done=lambda saved: reverse("news-site-edit", args=[saved.slug]),
    )


def _at(release: PressRelease) -> str:
    return reverse("press-release", args=[release.mission.slug, release.pk])
