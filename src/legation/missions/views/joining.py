"""Inviting to a mission by a link, and the page behind it."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from legation.accounts.models import User
from legation.kernel.doors import by_link
from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate, public
from legation.kernel.postman import can_send
from legation.kernel.refusals import Refused
from legation.missions.actions.joining import join_anew, offer_access, revoke_offer, take_offer
from legation.missions.forms.joining import JoinForm, OfferForm
from legation.missions.models import AccessOffer, Mission
from legation.missions.queries.joining import account_behind, offer_behind, offer_of, told_to_provider


@gate(["GET", "POST"], Mission, "missions.change_mission")
def access_invite(request: Request, mission: Mission) -> HttpResponse:
    form = OfferForm(request.POST or None, mission=mission, user=request.user)
    here = reverse("access", args=[mission.slug])
    return edit(
        request,
        form,
        act=lambda: offer_access(mission, form.values(), by=request.user),
        template="ui/edit.html",
        context={
            "heading": _("Invite by link"),
            "over": str(mission),
            "save": _("Send the invitation"),
            "back": here,
        },
        done=lambda _offer: here,
        said=_("The invitation is on its way by mail.")
        if can_send()
        else _(
            "The invitation waits: no mail leaves this installation until its operator names a mail server."
        ),
    )


@gate(["POST"], Mission, "missions.change_mission")
def access_invite_revoke(request: Request, mission: Mission, pk: int) -> HttpResponse:
    offer = offer_of(mission, request.user, pk)
    if offer is None:
        raise Http404
    revoke_offer(offer, by=request.user)
    messages.success(request, _("The invitation opens nothing any more."))
    return redirect("access", mission.slug)


@public(["GET", "POST"], because="the address is a secret of the invited person, good once and until a day")
@by_link(offer_behind, "join")
def join(request: HttpRequest, offer: AccessOffer) -> HttpResponse:
    """What the invited person sees: join, log in first, or make the account."""
    known = account_behind(offer)
    user = request.user
    new = known is None and not user.is_authenticated
    form = JoinForm(request.POST or None, offer=offer) if new else None
    why = ""
    if request.method == "POST":
        try:
            if isinstance(user, User):
                take_offer(offer, user)
                messages.success(request, _("You work on this mission now."))
                return redirect("desk", offer.mission.slug)
            if form is not None and form.is_valid():
                given = form.cleaned_data
                join_anew(offer, given["name"], given["password"], translation.get_language() or "en")
                messages.success(request, _("Your account is made. Log in with the password that you chose."))
                onward = urlencode({"next": reverse("desk", args=[offer.mission.slug])})
                return redirect(f"{reverse('account_login')}?{onward}")
        except Refused as refusal:
            why = str(refusal)
    if new and settings.OIDC_ID:  # who comes back from the identity provider is known by this
        request.session["invited"] = told_to_provider(offer, timezone.now())
    page = {
        "offer": offer,
        "form": form,
        "known": known is not None,
        "other": user.is_authenticated and user.email.lower() != offer.mail,
        "why": why,
        "here": request.get_full_path(),
    }
    return render(request, "missions/join.html", page, status=422 if why or (form and form.errors) else 200)
