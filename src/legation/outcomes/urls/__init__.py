"""Addresses of outcomes: one list a mission, each kind by itself, and promises over all missions."""

from legation.outcomes.urls import agreements, commitments, minutes, outcomes, promises, statements

urlpatterns = [
    *outcomes.urlpatterns,
    *commitments.urlpatterns,
    *promises.urlpatterns,
    *agreements.urlpatterns,
    *statements.urlpatterns,
    *minutes.urlpatterns,
]
