"""Addresses of statements."""

from django.urls import path

from legation.outcomes.views import statements

MISSION = "missions/<slug:mission>/outcomes/"

urlpatterns = [
    path(f"{MISSION}statements/new/", statements.statement_new, name="statement-new"),
    path(f"{MISSION}statements/<int:pk>/edit/", statements.statement_edit, name="statement-edit"),
    path(f"{MISSION}statements/<int:pk>/remove/", statements.statement_remove, name="statement-remove"),
    path(f"{MISSION}statements/<int:pk>/restore/", statements.statement_restore, name="statement-restore"),
]
