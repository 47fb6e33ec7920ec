"""Addresses of missions, their legs, delegations and delegates, of access, venues and series."""

from django.urls import path

from legation.missions.views.access import access, access_limit, access_remove
from legation.missions.views.delegation import (
    delegate,
    delegate_edit,
    delegate_history,
    delegate_new,
    delegate_portrait,
    delegate_remove,
    delegate_restore,
    delegation,
    delegation_status,
)
from legation.missions.views.delegation_out import delegation_list_out
from legation.missions.views.joining import access_invite, access_invite_revoke, join
from legation.missions.views.letters import mission_letters
from legation.missions.views.lists_out import venues_out
from legation.missions.views.preparation import (
    delegation_edit,
    delegation_new,
    delegation_remove,
    delegation_restore,
    leg_edit,
    leg_new,
    leg_remove,
    leg_restore,
    mission_edit,
    mission_history,
    mission_new,
    mission_remove,
    mission_restore,
)
from legation.missions.views.venues import (
    programmes,
    room_edit,
    room_new,
    room_remove,
    room_restore,
    series_edit,
    series_new,
    series_remove,
    series_restore,
    venue,
    venue_edit,
    venue_new,
    venue_remove,
    venue_restore,
    venues,
)

MISSION = "missions/<slug:mission>/"

urlpatterns = [
    path("missions/new/", mission_new, name="mission-new"),
    path(f"{MISSION}edit/", mission_edit, name="mission-edit"),
    path(f"{MISSION}remove/", mission_remove, name="mission-remove"),
    path(f"{MISSION}restore/", mission_restore, name="mission-restore"),
    path(f"{MISSION}history/", mission_history, name="mission-history"),
    path(f"{MISSION}legs/new/", leg_new, name="leg-new"),
    path(f"{MISSION}legs/<int:pk>/edit/", leg_edit, name="leg-edit"),
    path(f"{MISSION}legs/<int:pk>/remove/", leg_remove, name="leg-remove"),
    path(f"{MISSION}legs/<int:pk>/restore/", leg_restore, name="leg-restore"),
    path(f"{MISSION}delegation/out/", delegation_list_out, name="delegation-out"),
    path(f"{MISSION}delegations/new/", delegation_new, name="delegation-new"),
    path(f"{MISSION}delegations/<int:pk>/edit/", delegation_edit, name="delegation-edit"),
    path(f"{MISSION}delegations/<int:pk>/remove/", delegation_remove, name="delegation-remove"),
    path(f"{MISSION}delegations/<int:pk>/restore/", delegation_restore, name="delegation-restore"),
    path(f"{MISSION}delegation/", delegation, name="delegation"),
    path(f"{MISSION}delegation/new/", delegate_new, name="delegate-new"),
    path(f"{MISSION}delegation/status/", delegation_status, name="delegation-status"),
    path(f"{MISSION}delegation/<int:pk>/", delegate, name="delegate"),
    path(f"{MISSION}delegation/<int:pk>/edit/", delegate_edit, name="delegate-edit"),
    path(f"{MISSION}delegation/<int:pk>/remove/", delegate_remove, name="delegate-remove"),
    path(f"{MISSION}delegation/<int:pk>/restore/", delegate_restore, name="delegate-restore"),
    path(f"{MISSION}delegation/<int:pk>/history/", delegate_history, name="delegate-history"),
    path(f"{MISSION}delegation/<int:pk>/portrait.jpg", delegate_portrait, name="delegate-portrait"),
    path(f"{MISSION}access/", access, name="access"),
    path(f"{MISSION}access/invite/", access_invite, name="access-invite"),
    path(f"{MISSION}access/invitations/<int:pk>/revoke/", access_invite_revoke, name="access-invite-revoke"),
    path("join/<str:token>/", join, name="join"),
    path(f"{MISSION}access/<int:pk>/until/", access_limit, name="access-until"),
    path(f"{MISSION}access/<int:pk>/remove/", access_remove, name="access-remove"),
    path(f"{MISSION}letters/", mission_letters, name="mission-letters"),
    path("venues/", venues, name="venues"),
    path("venues/out/", venues_out, name="venues-out"),
    path("venues/new/", venue_new, name="venue-new"),
    path("venues/<int:pk>/", venue, name="venue"),
    path("venues/<int:pk>/edit/", venue_edit, name="venue-edit"),
    path("venues/<int:pk>/remove/", venue_remove, name="venue-remove"),
    path("venues/<int:pk>/restore/", venue_restore, name="venue-restore"),
    path("venues/<int:pk>/rooms/new/", room_new, name="room-new"),
    path("venues/<int:venue>/rooms/<int:pk>/edit/", room_edit, name="room-edit"),
    path("venues/<int:venue>/rooms/<int:pk>/remove/", room_remove, name="room-remove"),
    path("venues/<int:pk>/rooms/<int:room>/restore/", room_restore, name="room-restore"),
    path("series/", programmes, name="programmes"),
    path("series/new/", series_new, name="series-new"),
    path("series/<int:pk>/edit/", series_edit, name="series-edit"),
    path("series/<int:pk>/remove/", series_remove, name="series-remove"),
    path("series/<int:pk>/restore/", series_restore, name="series-restore"),
]
