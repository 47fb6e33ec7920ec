"""The page behind a delegate's own address: personal data goes in, and none comes out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from legation.kernel.doors import by_link
from legation.kernel.gate import public
from legation.kernel.refusals import Refused
from legation.logistics.actions import private as acts
from legation.logistics.choices import Kind
from legation.logistics.forms.private import GivingForm, giving_form
from legation.logistics.models import PrivateLink
from legation.logistics.models.private import purged_on
from legation.logistics.queries.private import given_kinds, link_behind, path_of

BECAUSE = "the address is a secret that its maker can revoke and that expires; it shows no data"
mine = by_link(link_behind, "private")


@public(["GET"], because=BECAUSE)
@mine
def my_private(request: HttpRequest, link: PrivateLink) -> HttpResponse:
    acts.note_opened(link)
    return _show(request, link, {})


@public(["POST"], because=BECAUSE)
@mine
def my_private_give(request: HttpRequest, link: PrivateLink, kind: str) -> HttpResponse:
    if kind not in Kind.values:
        raise Http404
    chosen = Kind(kind)
    if request.POST.get("destroy"):
        acts.destroy(link.delegate, [chosen], by=link.user)
        said = _("Destroyed: %(kind)s. It cannot be brought back.")
        messages.success(request, said % {"kind": chosen.label})
        return redirect("my-private", path_of(link))
    form = giving_form(chosen, request.POST)
    if not form.is_valid():
        return _show(request, link, {chosen: form}, 422)
    try:
        acts.give(link.delegate, chosen, form.values(), by=link.user, by_link=True)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, link, {chosen: form}, 422)
    messages.success(request, _("Sealed: %(kind)s.") % {"kind": chosen.label})
    return redirect("my-private", path_of(link))


def _show(
    request: HttpRequest, link: PrivateLink, tried: dict[Kind, GivingForm], status: int = 200
) -> HttpResponse:
    given = given_kinds(link.delegate)
    context = {
        "link": link,
        "path": path_of(link),
        "mission": link.delegate.mission,
        "purged_on": purged_on(link.delegate.mission),
        "parts": [(kind, tried.get(kind) or giving_form(kind), given.get(kind)) for kind in Kind],
    }
    return render(request, "logistics/my_private.html", context, status=status)
