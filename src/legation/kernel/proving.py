"""Whether who is logged in has shown lately that it is them: asked before personal data leaves the house."""

import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse


def proven(request: HttpRequest) -> bool:
    """A password, a code, a passkey or a login at the identity provider was shown within the set minutes."""
    if not settings.PROVE_MINUTES:
        return True
    since = time.time() - settings.PROVE_MINUTES * 60
    return any(shown["at"] >= since for shown in get_authentication_records(request, request.user))


def ask(request: Any) -> HttpResponseRedirect:
    """To the page that asks for it, and from there back here; what was posted is posted again by hand."""
    back = request.get_full_path()
    if request.method == "POST":
        came = urlsplit(request.headers.get("Referer", ""))
        back = came.path if came.netloc == request.get_host() else "/"
    page = "account_reauthenticate" if request.user.has_usable_password() else "prove"
    return HttpResponseRedirect(f"{reverse(page)}?{urlencode({'next': back})}")
