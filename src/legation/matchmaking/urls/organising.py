"""Addresses of the organiser's pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
