"""Addresses of logistics."""

from legation.logistics.urls import private

urlpatterns = [*private.urlpatterns]
