"""Addresses of how delegates come and go."""

from django.urls import path

from legation.missions.views.travel import (
    movement_edit,
    movement_history,
    movement_new,
    movement_remove,
    movement_restore,
    travel,
)

TRAVEL = "missions/<slug:mission>/travel/"
ONE = f"{TRAVEL}<int:pk>/"

urlpatterns = [
    path(TRAVEL, travel, name="travel"),
    path(f"{TRAVEL}new/", movement_new, name="movement-new"),
    path(f"{ONE}edit/", movement_edit, name="movement-edit"),
    path(f"{ONE}remove/", movement_remove, name="movement-remove"),
    path(f"{ONE}restore/", movement_restore, name="movement-restore"),
    path(f"{ONE}history/", movement_history, name="movement-history"),
]
