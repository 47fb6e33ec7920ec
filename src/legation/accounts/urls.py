"""Addresses of the account page and of health."""

from django.urls import path

from legation.accounts.views import account, health

urlpatterns = [
    path("me/", account, name="account"),
    path("healthz", health, name="health"),
]
