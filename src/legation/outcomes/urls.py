"""Addresses of outcomes: one list, and adding, changing, removing and restoring of each kind."""

from django.urls import path

from legation.outcomes import views

MISSION = "missions/<slug:mission>/outcomes/"

urlpatterns = [
    path(MISSION, views.outcomes, name="outcomes"),
    path(f"{MISSION}commitments/new/", views.commitment_new, name="commitment-new"),
    path(f"{MISSION}commitments/<int:pk>/edit/", views.commitment_edit, name="commitment-edit"),
    path(f"{MISSION}commitments/<int:pk>/remove/", views.commitment_remove, name="commitment-remove"),
    path(f"{MISSION}commitments/<int:pk>/restore/", views.commitment_restore, name="commitment-restore"),
    path(f"{MISSION}commitments/<int:pk>/history/", views.commitment_history, name="commitment-history"),
    path(f"{MISSION}agreements/new/", views.agreement_new, name="agreement-new"),
    path(f"{MISSION}agreements/<int:pk>/edit/", views.agreement_edit, name="agreement-edit"),
    path(f"{MISSION}agreements/<int:pk>/remove/", views.agreement_remove, name="agreement-remove"),
    path(f"{MISSION}agreements/<int:pk>/restore/", views.agreement_restore, name="agreement-restore"),
    path(f"{MISSION}statements/new/", views.statement_new, name="statement-new"),
    path(f"{MISSION}statements/<int:pk>/edit/", views.statement_edit, name="statement-edit"),
    path(f"{MISSION}statements/<int:pk>/remove/", views.statement_remove, name="statement-remove"),
    path(f"{MISSION}statements/<int:pk>/restore/", views.statement_restore, name="statement-restore"),
]
