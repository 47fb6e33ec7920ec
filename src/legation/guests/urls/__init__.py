"""Addresses of guests, by subject."""

from legation.guests.urls import lists

urlpatterns = [*lists.urlpatterns]
