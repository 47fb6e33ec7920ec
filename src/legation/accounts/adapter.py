"""What allauth asks of this installation: who gets in, what is kept of a second factor, and what is told."""

import base64
import io
import ipaddress
import secrets
import time
from smtplib import SMTPException
from typing import Any, ClassVar
from urllib.parse import urlsplit

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from legation.accounts.actions import (
    admit_by_sign_on,
    end_sessions,
    keep_secret,
)
from legation.accounts.models import Secret
from legation.accounts.queries import unknown_to_provider
from legation.kernel.limits import caller
from legation.kernel.outbox import one_line
from legation.kernel.refusals import Refused

logger = structlog.get_logger(__name__)

# What happened to an account, by the name that allauth has for its mail.
HAPPENED = {
    "account/email/password_changed": _("The password of your account was changed."),
    "account/email/password_set": _("A password was set for your account."),
    "account/email/password_reset": _("The password of your account was chosen anew through a link by mail."),
    "mfa/email/totp_activated": _("An authenticator app was added to your account."),
    "mfa/email/totp_deactivated": _("The authenticator app was taken from your account."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account."),
    "mfa/email/webauthn_added": _("A passkey was added to your account."),
    "mfa/email/webauthn_removed": _("A passkey was taken from your account."),
    "socialaccount/email/account_connected": _("Your account was connected to single sign-on."),
}


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

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,  # noqa: ARG002
        email: str | None = None,  # noqa: ARG002
    ) -> None:
        """Tell the owner of an account what was done to how they log in. What was done stays done."""
        happened = HAPPENED.get(template_prefix)
        if happened is None:
            return
        with translation.override(user.language):
            told = {
                "what": str(happened),
                "where": self.get_client_ip(self.request),
                "browser": one_line(self.get_http_user_agent(self.request))[:200],
                "page": settings.ORIGIN,
            }
            try:
                self.send_mail("account/email/happened", user.email, told)
            except (OSError, SMTPException) as failed:
                logger.warning("account_mail_failed", why=type(failed).__name__)

    def set_password(self, user: Any, password: str) -> None:
        """Whoever was logged in with the old password elsewhere is so no longer."""
        super().set_password(user, password)
        end_sessions(user, but=self.request.session.session_key or "")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """For who watches the log; the address is told as a digest, since people type passwords there too."""
        typed = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
        account = salted_hmac("legation.login", typed, algorithm="sha256").hexdigest()[:16]
        logger.warning("login_refused", account=account, caller=self.get_client_ip(request))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom limits count: behind a proxy every caller has the proxy's address otherwise."""
        try:
            return str(ipaddress.ip_address(caller(request)))
        except ValueError:  # a socket of this machine has none
            return "127.0.0.1"


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of apps and recovery codes sealed, each in a row of its own."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This is not right, or it was used already. Try the next code."),
        "cannot_generate_recovery_codes": _("Set up an authenticator app or a passkey first."),
    }

    def encrypt(self, text: str) -> str:
        return keep_secret(context.request.user, text).key

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; where it cannot be opened, one that nobody has, so that no code is right."""
        kept = Secret.objects.filter(key=encrypted_text).first()
        return (kept.text if kept else "") or base64.b32encode(secrets.token_bytes(40)).decode()

    def build_totp_svg(self, url: str) -> str:
        import segno

        out = io.BytesIO()
        segno.make(url, error="m", micro=False).save(out, kind="svg", border=2, scale=5, light="#fff")
        return out.getvalue().decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002, ARG002
        return ""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Legation"}


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets in by an identity provider whom this installation knows by the address that it has verified."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find whose account it is, or refuse.

        Who was let in before is known by what the provider calls them, and not by an address that may have
        passed to somebody else meanwhile.
        """
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(redirect("mfa_index"))
        said = sociallogin.account.extra_data
        issuer = str(said.get("id_token", {}).get("iss", ""))
        if issuer.rstrip("/") != _issuer(sociallogin.account.get_provider().app):
            logger.warning("sign_on_failed", why="another issuer", issuer=issuer[:200])
            self._refuse(request, _("The identity provider calls itself by another name than is set here."))
        if said.get("userinfo", {}).get("sub") != said.get("id_token", {}).get("sub"):
            self._refuse(request, _("What the identity provider told does not belong together."))
        if sociallogin.is_existing:
            return
        verified = [each.email.lower() for each in sociallogin.email_addresses if each.verified is True]
        if not verified:
            self._refuse(request, _("The identity provider does not say that your mail address is verified."))
        invited = request.session.get("invited") or {}
        invitation = invited.get("key", "") if invited.get("until", 0) >= time.time() else ""
        try:
            user = admit_by_sign_on(verified[0], str(said["userinfo"].get("name") or ""), invitation)
        except Refused as refusal:
            self._refuse(request, refusal)
        if not unknown_to_provider(user, sociallogin.account):
            self._refuse(request, _("Somebody else at the identity provider logs in to this account."))
        request.session.pop("invited", None)
        sociallogin.connect(request, user)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,  # noqa: ARG002
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,  # noqa: ARG002
    ) -> None:
        logger.warning("sign_on_failed", error=str(error), why=type(exception).__name__)
        self._refuse(request, _("The login there did not come to an end. Nothing was changed; try it again."))

    def _refuse(self, request: HttpRequest, why: Any) -> None:
        page = {"why": str(why), "provider": settings.OIDC_NAME}
        raise ImmediateHttpResponse(render(request, "accounts/sign_on_refused.html", page, status=403))


def _issuer(app: Any) -> str:
    """The provider's name for itself, as the operator set it."""
    told = str(app.settings.get("server_url", ""))
    return told.removesuffix("/.well-known/openid-configuration").rstrip("/")
