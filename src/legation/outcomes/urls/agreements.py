"""Addresses of agreements."""

from django.urls import path

from legation.outcomes.views import agreements

MISSION = "missions/<slug:mission>/outcomes/"

urlpatterns = [
    path(f"{MISSION}agreements/new/", agreements.agreement_new, name="agreement-new"),
    path(f"{MISSION}agreements/<int:pk>/edit/", agreements.agreement_edit, name="agreement-edit"),
    path(f"{MISSION}agreements/<int:pk>/remove/", agreements.agreement_remove, name="agreement-remove"),
    path(f"{MISSION}agreements/<int:pk>/restore/", agreements.agreement_restore, name="agreement-restore"),
]
