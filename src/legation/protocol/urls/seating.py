"""Addresses of the seat plans."""

from django.urls import path

from legation.protocol.views.seating import arrangement_edit, seating, seatings

MISSION = "missions/<slug:mission>/"
ONE = f"{MISSION}meetings/<int:pk>/"

urlpatterns = [
    path(f"{MISSION}seating/", seatings, name="seatings"),
    path(f"{ONE}seating/", seating, name="seating"),
    path(f"{ONE}seating/edit/", arrangement_edit, name="arrangement-edit"),
]
