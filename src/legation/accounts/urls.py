"""Addresses of the account page and of health."""

from django.urls import path

from legation.accounts.views import (
    account,
    device_new,
    device_remove,
    health,
    letters,
    letters_stop,
    mail_address,
)

urlpatterns = [
    path("me/", account, name="account"),
    path("me/letters/", letters, name="letters"),
    path("me/letters/browsers/new/", device_new, name="device-new"),
    path("me/letters/browsers/<int:pk>/remove/", device_remove, name="device-remove"),
    path("letters/<str:token>/stop/", letters_stop, name="letters-stop"),
    path("healthz", health, name="health"),
    # Before allauth's page at this address, which lets anybody take any address as their own, unproven.
    path("account/email/", mail_address, name="mail-address"),
]
