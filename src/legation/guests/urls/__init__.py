"""Addresses of guests, by subject."""

from legation.guests.urls import door, lists, replying

urlpatterns = [*lists.urlpatterns, *replying.urlpatterns, *door.urlpatterns]
