"""Addresses of logistics."""

from legation.logistics.urls import private, stays

urlpatterns = [*private.urlpatterns, *stays.urlpatterns]
