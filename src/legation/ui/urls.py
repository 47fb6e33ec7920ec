"""Addresses of the style page."""

from django.urls import path

from legation.ui.views import style

urlpatterns = [path("style/", style, name="style")]
