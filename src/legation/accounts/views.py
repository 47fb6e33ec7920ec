"""The user's own page, the language switch, and health for the operator."""

from datetime import timedelta
from typing import Any

import structlog
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.db.utils import Error
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from requests import RequestException

from legation.accounts.actions import (
    add_device,
    change_own_account,
    end_sessions,
    remove_device,
    state_delivery,
    stop_letters,
)
from legation.accounts.forms import AccountForm, DeliveryForm
from legation.accounts.queries import (
    can_prove,
    delivery_of,
    device_of,
    devices_of,
    factors_of,
    letter_behind,
    letters_to,
    place_of,
    places_of,
)
from legation.kernel.doors import by_link
from legation.kernel.gate import Request, gate, public
from legation.kernel.models import Letter
from legation.kernel.pushing import public_key
from legation.kernel.readiness import unready
from legation.kernel.refusals import Refused

logger = structlog.get_logger(__name__)

UNKEPT = {"Cache-Control": "no-store"}


@gate(["GET", "POST"], None, "accounts.use")
def account(request: Request) -> HttpResponse:
    form = AccountForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = change_own_account(request.user, form.cleaned_data)
        answer = redirect("account")
        _remember_language(answer, user.language)
        with translation.override(user.language):
            messages.success(request, _("Saved."))
        return answer
    return render(request, "accounts/account.html", {"form": form}, status=422 if form.errors else 200)


@gate(["GET"], None, "accounts.use")
def security(request: Request) -> HttpResponse:
    """How one logs in, and where one is logged in."""
    page = {
        "factors": factors_of(request.user),
        "places": places_of(request.user, request.session.session_key or "", timezone.now()),
        "provider": settings.OIDC_NAME,
        "zone": settings.TIME_ZONE,
    }
    return render(request, "accounts/security.html", page)


@gate(["POST"], None, "accounts.use")
def place_end(request: Request, pk: int) -> HttpResponse:
    """Log out in one of the other browsers."""
    place = place_of(request.user, pk)
    if place is None:
        raise Http404
    end_sessions(request.user, but=request.session.session_key or "", only=place)
    messages.success(request, _("You are logged out there."))
    return redirect("mfa_index")


@gate(["POST"], None, "accounts.use")
def places_end(request: Request) -> HttpResponse:
    """Log out in all other browsers."""
    end_sessions(request.user, but=request.session.session_key or "")
    messages.success(request, _("You are logged out everywhere else."))
    return redirect("mfa_index")


@gate(["GET"], None, "accounts.use")
def prove(request: Request) -> HttpResponse:
    """Show again that it is oneself, before personal data leaves the house."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    asked = urlencode({"process": "login", "next": target, "auth_params": "prompt=login&max_age=0"})
    page = {
        "own": can_prove(request.user),
        "onward": urlencode({"next": target}),
        "provider": settings.OIDC_NAME,
        "provider_id": settings.OIDC_ID,
        "asked": asked,
    }
    return render(request, "accounts/prove.html", page)


@public(["GET", "POST"], because="sends to the identity provider, which says who somebody is")
def sign_on(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """To the identity provider; a GET asks first."""
    return _with_provider(request, openid.login, provider_id)


@public(["GET"], because="the answer of the identity provider, which allauth checks")
def sign_on_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from there."""
    return _with_provider(request, openid.callback, provider_id)


def _with_provider(request: HttpRequest, view: Any, provider_id: str) -> HttpResponseBase:
    """What allauth does, where the provider cannot be reached or says what makes no sense as well."""
    try:
        answer: HttpResponseBase = view(request, provider_id)
    except (RequestException, KeyError, TypeError, ValueError) as failed:
        logger.warning("sign_on_failed", why=type(failed).__name__)
        why = _("The login there did not come to an end. Nothing was changed; try it again.")
        page = {"why": why, "provider": settings.OIDC_NAME}
        return render(request, "accounts/sign_on_refused.html", page, status=502)
    return answer


@gate(["GET", "POST"], None, "accounts.use")
def letters(request: Request) -> HttpResponse:
    """How one wants one's own letters, and what was sent to oneself."""
    form = DeliveryForm(request.POST or None, instance=delivery_of(request.user.email))
    if request.method == "POST" and form.is_valid():
        state_delivery(request.user, form.values())
        messages.success(request, _("Saved."))
        return redirect("letters")
    page = {
        "form": form,
        "letters": letters_to(request.user.email),
        "push_key": public_key() if settings.PUSH else "",
        "devices": devices_of(request.user.email) if settings.PUSH else (),
    }
    return render(request, "accounts/letters.html", page, status=422 if form.errors else 200)


@gate(["POST"], None, "accounts.use")
def device_new(request: Request) -> HttpResponse:
    """Show one's letters in this browser as well."""
    typed = (request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth"))
    try:
        add_device(request.user, *typed, name=request.headers.get("User-Agent", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your letters are shown in this browser as well."))
    return redirect("letters")


@gate(["POST"], None, "accounts.use")
def device_remove(request: Request, pk: int) -> HttpResponse:
    device = device_of(request.user.email, pk)
    if device is None:
        raise Http404
    remove_device(device)
    messages.success(request, _("No more letters are shown in that browser."))
    return redirect("letters")


@csrf_exempt
@public(
    ["GET", "POST"], because="the address is a secret of the letter's reader and only stops letters to them"
)
@by_link(letter_behind, "letters")
def letters_stop(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Stop letters of one kind to one reader: a mail program posts here by itself (RFC 8058).

    The secret in the address is the only right that counts, so that the post needs no token of a form.
    """
    if request.method == "POST":
        stop_letters(letter)
    page = {"letter": letter, "stopped": letter.kind in delivery_of(letter.mail).off}
    return render(request, "accounts/letters_stop.html", page)


@public(["POST"], because="changes the language of pages in this browser, nothing else")
def set_language(request: HttpRequest) -> HttpResponse:
    """Speak the chosen language in this browser and go back to the page it was chosen on."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    answer = HttpResponseRedirect(target)
    language = request.POST.get("language", "")
    if translation.check_for_language(language) and language in dict(settings.LANGUAGES):
        _remember_language(answer, language)
    return answer


@public(["GET", "POST"], because="says to everybody that there is no such page")
def mail_address(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Nobody changes their own mail address: it is what access to a mission is given to."""
    raise Http404


@public(["GET"], because="says that the process and its database answer, nothing else")
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("no database", status=503, content_type="text/plain", headers=UNKEPT)
    return HttpResponse("ok", content_type="text/plain", headers=UNKEPT)


@public(["GET"], because="says that this process may be sent requests, and else why not, nothing else")
def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Whether this node may be sent requests: its database answers, takes writes and is up to date."""
    why = unready()
    status = 503 if why else 200
    return HttpResponse(why or "ready", status=status, content_type="text/plain", headers=UNKEPT)


@public(["GET"], because="tells where to report a weakness, the same to everybody")
def security_txt(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Where to report a weakness (RFC 9116)."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    until = timezone.now().replace(microsecond=0) + timedelta(days=180)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en, ko",
        f"Canonical: {settings.ORIGIN}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _remember_language(answer: HttpResponseBase, language: str) -> None:
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=31_536_000,
        httponly=True,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
