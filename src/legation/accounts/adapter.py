"""Accounts are made by administrators and invitations, never by strangers."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from legation.kernel.limits import caller


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """Refuses to sign anybody up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom limits count: behind a proxy every caller has the proxy's address otherwise."""
        return caller(request)
