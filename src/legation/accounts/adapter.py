"""Accounts are made by administrators and invitations, never by strangers."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from legation.kernel.limits import caller


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """Refuses to sign anybody up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The site's own address, whatever host the request named."""
        return f"{settings.ORIGIN}{urlsplit(super().get_reset_password_from_key_url(key)).path}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail that names this site as the operator does."""
        host = urlsplit(settings.ORIGIN).netloc
        super().send_mail(template_prefix, email, {**context, "current_site": {"name": host, "domain": host}})

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom limits count: behind a proxy every caller has the proxy's address otherwise."""
        return caller(request)
