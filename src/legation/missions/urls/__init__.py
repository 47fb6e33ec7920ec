"""Addresses of missions: who comes and where, and what happens."""

from legation.missions.urls import (
    audit,
    board,
    bookings,
    days,
    invitations,
    preparation,
    programme,
    releases,
    travel,
    ways,
)

urlpatterns = [
    *audit.urlpatterns,
    *preparation.urlpatterns,
    *programme.urlpatterns,
    *board.urlpatterns,
    *bookings.urlpatterns,
    *ways.urlpatterns,
    *releases.urlpatterns,
    *travel.urlpatterns,
    *days.urlpatterns,
    *invitations.urlpatterns,
]
