"""Addresses of outcomes: one list, and adding, changing, removing and restoring of each kind."""

from legation.outcomes.urls import agreements, commitments, outcomes, statements

urlpatterns = [
    *outcomes.urlpatterns,
    *commitments.urlpatterns,
    *agreements.urlpatterns,
    *statements.urlpatterns,
]
