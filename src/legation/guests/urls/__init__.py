"""Addresses of guests, by subject."""

from legation.guests.urls import lists, replying

urlpatterns = [*lists.urlpatterns, *replying.urlpatterns]
