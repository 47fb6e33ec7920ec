"""Addresses of the participant's pages, most of them by link and without login."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
