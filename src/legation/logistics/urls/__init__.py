"""Addresses of logistics."""

from legation.logistics.urls import private, runs, stays

urlpatterns = [*private.urlpatterns, *stays.urlpatterns, *runs.urlpatterns]
