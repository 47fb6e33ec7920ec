"""Addresses of the account page, of how one logs in, and of health."""

from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.urls import path

from legation.accounts.views import (
    account,
    device_new,
    device_remove,
    health,
    letters,
    letters_stop,
    mail_address,
    place_end,
    places_end,
    prove,
    ready,
    security,
    security_txt,
    sign_on,
    sign_on_back,
)

FACTOR = "account/factor/"
SIGN_ON = "account/sign-on/"

urlpatterns = [
    path("me/", account, name="account"),
    path("me/letters/", letters, name="letters"),
    path("me/letters/browsers/new/", device_new, name="device-new"),
    path("me/letters/browsers/<int:pk>/remove/", device_remove, name="device-remove"),
    path("me/security/", security, name="mfa_index"),
    path("me/security/passkeys/", security, name="mfa_list_webauthn"),
    path("me/security/browsers/<int:pk>/end/", place_end, name="place-end"),
    path("me/security/browsers/end/", places_end, name="places-end"),
    path("me/prove/", prove, name="prove"),
    path("letters/<str:token>/stop/", letters_stop, name="letters-stop"),
    path("healthz", health, name="health"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("readyz", ready, name="ready"),
    # Before allauth's page at this address, which lets anybody take any address as their own, unproven.
    path("account/email/", mail_address, name="mail-address"),
    # Of allauth's pages for second factors and single sign-on, those that are used, as it names them.
    path(f"{FACTOR}", mfa.authenticate, name="mfa_authenticate"),
    path(f"{FACTOR}again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(f"{FACTOR}app/add/", totp.activate_totp, name="mfa_activate_totp"),
    path(f"{FACTOR}app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(f"{FACTOR}codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(f"{FACTOR}codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        f"{FACTOR}codes/recovery-codes.txt", codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
    path(f"{FACTOR}passkeys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path(f"{FACTOR}passkeys/login/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path(f"{FACTOR}passkeys/again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path(f"{FACTOR}passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path(f"{FACTOR}passkeys/<int:pk>/edit/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path(f"{SIGN_ON}cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path(f"{SIGN_ON}error/", social.login_error, name="socialaccount_login_error"),
    path(f"{SIGN_ON}<str:provider_id>/", sign_on, name="openid_connect_login"),
    path(f"{SIGN_ON}<str:provider_id>/back/", sign_on_back, name="openid_connect_callback"),
]
