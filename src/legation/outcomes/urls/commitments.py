"""Addresses of promises."""

from django.urls import path

from legation.outcomes.views import commitments

MISSION = "missions/<slug:mission>/outcomes/"

urlpatterns = [
    path(f"{MISSION}commitments/new/", commitments.commitment_new, name="commitment-new"),
    path(f"{MISSION}commitments/<int:pk>/edit/", commitments.commitment_edit, name="commitment-edit"),
    path(f"{MISSION}commitments/<int:pk>/remove/", commitments.commitment_remove, name="commitment-remove"),
    path(
        f"{MISSION}commitments/<int:pk>/restore/", commitments.commitment_restore, name="commitment-restore"
    ),
    path(
        f"{MISSION}commitments/<int:pk>/history/", commitments.commitment_history, name="commitment-history"
    ),
]
