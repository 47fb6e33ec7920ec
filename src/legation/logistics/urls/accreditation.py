"""Addresses of passes and of interpreters."""

from django.urls import path

from legation.logistics.views import accreditation

MISSION = "missions/<slug:mission>/"
PASSES = f"{MISSION}accreditation/"

urlpatterns = [
    path(PASSES, accreditation.accreditations, name="accreditations"),
    path(f"{PASSES}list.<slug:kind>", accreditation.accreditations_list, name="accreditations-list"),
    path(f"{PASSES}new/", accreditation.accreditation_new, name="accreditation-new"),
    path(f"{PASSES}all/", accreditation.accreditation_all, name="accreditation-all"),
    path(f"{PASSES}<int:pk>/edit/", accreditation.accreditation_edit, name="accreditation-edit"),
    path(f"{PASSES}<int:pk>/remove/", accreditation.accreditation_remove, name="accreditation-remove"),
    path(f"{PASSES}<int:pk>/restore/", accreditation.accreditation_restore, name="accreditation-restore"),
    path(f"{MISSION}interpreters/", accreditation.interpreters, name="interpreters"),
    path(
        f"{MISSION}interpreters/<int:pk>/pack.<slug:kind>",
        accreditation.interpreter_pack,
        name="interpreter-pack",
    ),
]
