"""Personal data: masked until somebody who is trusted asks to see it, which is written down."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.logistics.actions import private as acts
from legation.logistics.choices import Kind, Purpose
from legation.logistics.forms.private import TrustForm, giving_form
from legation.logistics.models import PrivateLink, Trust
from legation.logistics.queries.private import given_kinds, links_of, private_page, trusts_page
from legation.missions.models import Delegate, Mission
from legation.missions.queries import masthead


@gate(["GET"], Mission, "logistics.open_private")
def private(request: Request, mission: Mission) -> HttpResponse:
    context = {"head": masthead(mission, request.user), "page": private_page(mission, request.user)}
    return render(request, "logistics/private.html", context)


@gate(["POST"], Mission, "logistics.open_private", fresh=True)
def private_show(request: Request, mission: Mission) -> HttpResponse:
    """The same page with one kind open, for one delegate or for all; kept by nobody on the way."""
    kind = _kind(request.POST.get("kind", ""))
    asked = request.POST.get("delegate", "")
    page = private_page(mission, request.user)
    keys = [person.delegate.pk for person in page.people if asked in {"", str(person.delegate.pk)}]
    try:
        opened = acts.look(mission, keys, kind, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("private", mission.slug)
    head = masthead(mission, request.user)
    context = {"head": head, "page": private_page(mission, request.user, opened)}
    answer = render(request, "logistics/private.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


@gate(["GET", "POST"], Delegate, "logistics.fill_private")
def private_fill(request: Request, delegate: Delegate) -> HttpResponse:
    """Staff give for a delegate what they were told; what is there is replaced and not shown."""
    chosen = _kind(request.POST.get("kind", "")) if request.method == "POST" else None
    forms = {kind: giving_form(kind, request.POST if kind == chosen else None) for kind in Kind}
    if chosen is not None and forms[chosen].is_valid():
        try:
            acts.give(delegate, chosen, forms[chosen].values(), by=request.user)
        except Refused as refusal:
            forms[chosen].add_error(None, str(refusal))
        else:
            messages.success(request, _("Sealed: %(kind)s.") % {"kind": chosen.label})
            return redirect("private-fill", delegate.mission.slug, delegate.pk)
    given = given_kinds(delegate)
    context = {
        "head": masthead(delegate.mission, request.user),
        "delegate": delegate,
        "parts": [(kind, form, given.get(kind)) for kind, form in forms.items()],
    }
    return render(request, "logistics/private_fill.html", context, status=422 if chosen else 200)


@gate(["POST"], Delegate, "logistics.fill_private")
def private_destroy(request: Request, delegate: Delegate) -> HttpResponse:
    kind = _kind(request.POST.get("kind", ""))
    if acts.destroy(delegate, [kind], by=request.user):
        messages.success(request, _("Destroyed: %(kind)s. It cannot be brought back.") % {"kind": kind.label})
    return redirect("private-fill", delegate.mission.slug, delegate.pk)


@gate(["GET", "POST"], Mission, "missions.change_mission")
def private_trusts(request: Request, mission: Mission) -> HttpResponse:
    form = TrustForm(request.POST or None, mission=mission)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = form.cleaned_data
        try:
            made = acts.trust(
                mission,
                told["user"],
                Purpose(told["purpose"]),
                from_on=told["from_on"],
                until_on=told["until_on"],
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Trusted: %(who)s.") % {"who": made})
            return redirect("private-trusts", mission.slug)
    context = {
        "head": masthead(mission, request.user),
        "page": trusts_page(mission, request.user),
        "form": form,
        "save": _("Trust"),
    }
    return render(request, "logistics/trusts.html", context, status=422 if request.method == "POST" else 200)


@gate(["POST"], Trust, "logistics.change_trust")
def trust_end(request: Request, trust: Trust) -> HttpResponse:
    acts.end_trust(trust, by=request.user)
    messages.success(request, _("They see nothing for this purpose any more."))
    return redirect("private-trusts", trust.mission.slug)


@gate(["GET"], Mission, "missions.change_mission")
@never_cache
def private_links(request: Request, mission: Mission) -> HttpResponse:
    context = {"head": masthead(mission, request.user), "rows": links_of(mission, request.user)}
    return render(request, "logistics/private_links.html", context)


@gate(["POST"], Mission, "missions.change_mission")
def private_links_make(request: Request, mission: Mission) -> HttpResponse:
    """Addresses for those of the own side who have none, or one for one delegate."""
    wanted = request.POST.get("delegate", "")
    rows = links_of(mission, request.user)
    chosen = [row.delegate for row in rows if row.link is None and wanted in {"", str(row.delegate.pk)}]
    try:
        for delegate in chosen:
            spoken = [one for one in delegate.person.languages if one in {"en", "ko"}]
            language = spoken[0] if spoken else request.user.language
            acts.make_private_link(delegate, language=language, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("private-links", mission.slug)
    said = ngettext("%(n)s address is ready.", "%(n)s addresses are ready.", len(chosen))
    messages.success(request, said % {"n": len(chosen)})
    return redirect("private-links", mission.slug)


@gate(["POST"], PrivateLink, "logistics.change_privatelink")
def private_link_revoke(request: Request, link: PrivateLink) -> HttpResponse:
    acts.revoke_private_link(link, by=request.user)
    messages.success(request, _("The address is revoked: whoever has it gets nothing any more."))
    return redirect("private-links", link.delegate.mission.slug)


def _kind(given: str) -> Kind:
    if given not in Kind.values:
        raise Http404
    return Kind(given)
