"""Addresses of guests, by subject."""

from legation.guests.urls import door, lists, recruiting, replying

urlpatterns = [
    *lists.urlpatterns,
    *replying.urlpatterns,
    *door.urlpatterns,
    *recruiting.urlpatterns,
]
