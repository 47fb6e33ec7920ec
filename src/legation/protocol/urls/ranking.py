"""Addresses of the order of precedence."""

from django.urls import path

from legation.protocol.views.ranking import precedence

ONE = "missions/<slug:mission>/meetings/<int:pk>/"

urlpatterns = [
    path(f"{ONE}precedence/", precedence, name="precedence"),
]
