"""Addresses of the style page, the icons and the service worker."""

from django.urls import path

from legation.ui.views import icon, style, worker

urlpatterns = [
    path("style/", style, name="style"),
    path("icon-<int:size>.png", icon, name="icon"),
    path("worker.js", worker, name="worker"),
]
