"""Quotations and photographs of a press release."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from legation.kernel import files, photographs
from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.missions.queries import masthead
from legation.newsroom.actions.parts import (
    add_photograph,
    add_quotation,
    approve_quotation,
    change_photograph,
    change_quotation,
    remove_release_part,
    restore_release_part,
)
from legation.newsroom.forms.releases import ApprovalForm, PhotographForm, QuotationForm
from legation.newsroom.models import Photograph, PressRelease, Quotation
from legation.newsroom.queries.consents import trace_of
from legation.newsroom.queries.releases import part_to_restore, photographs_of, said


@gate(["GET", "POST"], PressRelease, "newsroom.change_pressrelease")
def quotation_new(request: Request, release: PressRelease) -> HttpResponse:
    form = QuotationForm(request.POST or None, mission=release.mission)
    return edit(
        request,
        form,
        act=lambda: add_quotation(release, form.values(), by=request.user),
        template="missions/edit.html",
        context=_context(request, release, _("Quote somebody")),
        done=lambda _saved: _at(release),
    )


@gate(["GET", "POST"], Quotation, "newsroom.change_quotation")
def quotation_edit(request: Request, quotation: Quotation) -> HttpResponse:
    release = quotation.release
    form = QuotationForm(request.POST or None, mission=release.mission, instance=quotation)
    return edit(
        request,
        form,
        act=lambda: change_quotation(quotation, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            **_context(request, release, _("Change the quotation")),
            "remove": reverse("press-quotation-remove", args=_parts(quotation)),
        },
        done=lambda _saved: _at(release),
    )


@gate(["GET", "POST"], Quotation, "newsroom.change_quotation")
def quotation_approve(request: Request, quotation: Quotation) -> HttpResponse:
    form = ApprovalForm(request.POST or None, initial={"said": trace_of(said(quotation))})
    return edit(
        request,
        form,
        act=lambda: approve_quotation(
            quotation, form.values(), trace=form.cleaned_data["said"], by=request.user
        ),
        template="newsroom/quotation_approve.html",
        context={**_context(request, quotation.release, _("Note the speaker’s yes")), "quotation": quotation},
        done=lambda _saved: _at(quotation.release),
        said=_("Noted. A changed word needs a new yes."),
    )


@gate(["POST"], Quotation, "newsroom.change_quotation")
def quotation_remove(request: Request, quotation: Quotation) -> HttpResponse:
    return _removed(request, quotation, "quotation")


@gate(["GET", "POST"], PressRelease, "newsroom.change_pressrelease")
def photograph_new(request: Request, release: PressRelease) -> HttpResponse:
    form = PhotographForm(request.POST or None, request.FILES or None)
    return edit(
        request,
        form,
        act=lambda: add_photograph(release, form.values(), file=form.picture, by=request.user),
        template="missions/edit.html",
        context=_context(request, release, _("Add a photograph")),
        done=lambda _saved: _at(release),
    )


@gate(["GET", "POST"], Photograph, "newsroom.change_photograph")
def photograph_edit(request: Request, photograph: Photograph) -> HttpResponse:
    release = photograph.release
    form = PhotographForm(request.POST or None, instance=photograph)
    return edit(
        request,
        form,
        act=lambda: change_photograph(photograph, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            **_context(request, release, _("Change what is said of the photograph")),
            "remove": reverse("press-photograph-remove", args=_parts(photograph)),
        },
        done=lambda _saved: _at(release),
    )


@gate(["POST"], Photograph, "newsroom.change_photograph")
def photograph_remove(request: Request, photograph: Photograph) -> HttpResponse:
    return _removed(request, photograph, "photograph")


@gate(["GET"], PressRelease, "newsroom.view_pressrelease")
def release_picture(_request: Request, release: PressRelease, key: str, width: int) -> HttpResponseBase:
    """A picture of the draft, for those who work on it."""
    found = next((one for one in photographs_of(release) if one.key == key), None)
    if found is None:
        raise Http404
    name = found.small if width == photographs.PHOTOGRAPH_WIDTHS[-1] else found.large
    answer = HttpResponse(files.read(name), content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-cache"
    answer["ETag"] = quote_etag(name)
    return answer


@gate(["POST"], PressRelease, "newsroom.change_pressrelease")
def part_restore(request: Request, release: PressRelease, kind: str, part: int) -> HttpResponse:
    found = part_to_restore(release, kind, part)
    if found is None:
        raise Http404
    restore_release_part(found, by=request.user)
    return redirect(_at(release))


def _removed(request: Request, part: Any, kind: str) -> HttpResponse:
    remove_release_part(part, by=request.user)
    return redirect(f"{_at(part.release)}?removed={kind}-{part.pk}")


def _context(request: Request, release: PressRelease, heading: str) -> dict[str, Any]:
    return {"head": masthead(release.mission, request.user), "heading": heading, "back": _at(release)}


def _parts(part: Any) -> list[Any]:
    return [part.release.mission.slug, part.release_id, part.pk]


def _at(release: PressRelease) -> str:
    return reverse("press-release", args=[release.mission.slug, release.pk])
