"""Addresses of ceremonies: signing, flags, photograph, receiving line, cars."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
