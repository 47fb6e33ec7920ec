"""Addresses of rooms that are held."""

from django.urls import path

from legation.missions.views.bookings import (
    booking_edit,
    booking_history,
    booking_new,
    booking_remove,
    booking_restore,
    bookings,
)
from legation.missions.views.lists_out import bookings_out

ROOMS = "missions/<slug:mission>/rooms/"
ONE = f"{ROOMS}<int:pk>/"

urlpatterns = [
    path(ROOMS, bookings, name="bookings"),
    path(f"{ROOMS}out/", bookings_out, name="bookings-out"),
    path(f"{ROOMS}new/", booking_new, name="booking-new"),
    path(f"{ONE}edit/", booking_edit, name="booking-edit"),
    path(f"{ONE}remove/", booking_remove, name="booking-remove"),
    path(f"{ONE}restore/", booking_restore, name="booking-restore"),
    path(f"{ONE}history/", booking_history, name="booking-history"),
]
