"""Addresses of the seat plans."""

from django.urls import path

from legation.protocol.views import seating

MISSION = "missions/<slug:mission>/"
ONE = f"{MISSION}meetings/<int:pk>/seating/"
WISH = f"{MISSION}meetings/<int:engagement>/seating/wishes/<int:pk>/"

urlpatterns = [
    path(f"{MISSION}seating/", seating.seatings, name="seatings"),
    path(ONE, seating.seating, name="seating"),
    path(f"{ONE}edit/", seating.arrangement_edit, name="arrangement-edit"),
    path(f"{ONE}state/", seating.seating_state, name="seating-state"),
    path(f"{ONE}move/", seating.seating_move, name="seating-move"),
    path(f"{ONE}wishes/new/", seating.pair_new, name="pair-new"),
    path(f"{WISH}remove/", seating.pair_remove, name="pair-remove"),
    path(f"{WISH}restore/", seating.pair_restore, name="pair-restore"),
]
