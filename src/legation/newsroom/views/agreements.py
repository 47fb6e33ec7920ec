"""Agreements in public: where both sides decide it, and what anyone reads."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.kernel.gate import Request, gate, public
from legation.kernel.publishing import Made
from legation.kernel.refusals import Refused
from legation.missions.rules import standing
from legation.newsroom.actions.agreements import agree_public_agreement, withdraw_public_agreement
from legation.newsroom.queries.agreements import Wanted, agreement_at, listing_of, publishing
from legation.newsroom.queries.data import graph
from legation.newsroom.queries.data_agreements import document, summary
from legation.newsroom.views.sites import HTML, LONGEST_PAGE, served, there, written
from legation.outcomes.choices import AgreementKind, Subject
from legation.outcomes.models import Agreement

EVERYBODY = "only an agreement that both sides marked public, and that is still shared, is found"


@gate(["GET"], Agreement, "outcomes.view_agreement")
def agreement_public(request: Request, agreement: Agreement) -> HttpResponse:
    state = publishing(agreement, get_language() or "en")
    mine = standing(request.user, agreement.mission_id)
    may = request.user.has_perm("newsroom.publish_agreement", agreement)
    said = any(mine is not None and one.side == mine.side and one.yes for one in state.sides)
    site = state.public.sites.order_by("pk").first() if state.public and state.public.published_at else None
    context = {
        "item": agreement,
        "state": state,
        "may_publish": may,
        "wanted": may and not said,
        "site": site,
    }
    return render(request, "newsroom/agreement_public.html", context)


@gate(["POST"], Agreement, "newsroom.publish_agreement")
def agreement_agree(request: Request, agreement: Agreement) -> HttpResponse:
    try:
        saved = agree_public_agreement(agreement, trace=request.POST.get("trace", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("It is public now.") if saved.published_at else _("Your side says yes to it.")
        messages.success(request, said)
    return redirect("agreement-public", agreement.pk)


@gate(["POST"], Agreement, "newsroom.publish_agreement")
def agreement_withdraw(request: Request, agreement: Agreement) -> HttpResponse:
    try:
        withdraw_public_agreement(agreement, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The agreement is not public any more."))
    return redirect("agreement-public", agreement.pk)


@public(["GET"], because=EVERYBODY)
def news_agreements(request: HttpRequest, site: str, language: str) -> HttpResponseBase:
    """All agreements of a site, narrowed by kind and field."""
    kind, subject = request.GET.get("kind", ""), request.GET.get("field", "")
    asked = request.GET.get("page", "1")
    wanted = Wanted(
        kind=kind if kind in AgreementKind.values else "",
        subject=subject if subject in Subject.values else "",
        page=int(asked) if asked.isdecimal() and asked.isascii() and len(asked) < LONGEST_PAGE else 0,
    )
    narrowing = "".join(
        f"{name}={value}&" for name, value in (("kind", wanted.kind), ("field", wanted.subject)) if value
    )

    def make() -> Made:
        office = there(site)
        listing = listing_of(office, language, wanted)
        if listing is None:
            raise Http404
        context = {
            "site": office,
            "listing": listing,
            "wanted": wanted,
            "narrowing": narrowing,
            "language": language,
        }
        return written("newsroom/public_agreements.html", context, language), HTML

    key = f"news/{site}/{language}/agreements?{narrowing}{wanted.page}"
    return served(request, key, language, make)


@public(["GET"], because=EVERYBODY)
def news_agreement(request: HttpRequest, site: str, language: str, slug: str) -> HttpResponseBase:
    """One agreement, in the language that the address names."""

    def make() -> Made:
        shown = agreement_at(site, slug, language)
        if shown is None:
            raise Http404
        office = there(site)
        context = {
            "site": office,
            "shown": shown,
            "language": language,
            "origin": settings.ORIGIN,
            "about": summary(shown),
            "graph": graph(document(shown, office, language)),
        }
        return written("newsroom/public_agreement.html", context, language), HTML

    return served(request, f"news/{site}/{language}/agreements/{slug}", language, make)
