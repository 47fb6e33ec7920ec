"""Addresses."""

from django.urls import path

from legation.protocol.views import arrangement_edit, precedence, seating, seatings

MISSION = "missions/<slug:mission>/"
ONE = f"{MISSION}meetings/<int:pk>/"

urlpatterns = [
    path(f"{MISSION}seating/", seatings, name="seatings"),
    path(f"{ONE}precedence/", precedence, name="precedence"),
    path(f"{ONE}seating/", seating, name="seating"),
    path(f"{ONE}seating/edit/", arrangement_edit, name="arrangement-edit"),
]
