"""Addresses of the account page and of health."""

from django.urls import path

from legation.accounts.views import account, health, letters, letters_stop, mail_address

urlpatterns = [
    path("me/", account, name="account"),
    path("me/letters/", letters, name="letters"),
    path("letters/<str:token>/stop/", letters_stop, name="letters-stop"),
    path("healthz", health, name="health"),
    # Before allauth's page at this address, which lets anybody take any address as their own, unproven.
    path("account/email/", mail_address, name="mail-address"),
]
