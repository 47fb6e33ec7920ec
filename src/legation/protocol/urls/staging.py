"""Addresses of ceremonies: signing, flags, photograph, receiving line, the door, vehicles."""

from django.urls import path

from legation.protocol.views.show import show, show_begin, show_edit, show_mark, show_restore
from legation.protocol.views.staging import ceremonies, ceremony_edit, flags_edit
from legation.protocol.views.staging_door import check_in_at, presence
from legation.protocol.views.staging_vehicles import (
    vehicle_edit,
    vehicle_new,
    vehicle_remove,
    vehicle_restore,
    vehicles,
)

MISSION = "missions/<slug:mission>/"
ONE = f"{MISSION}meetings/<int:pk>/"
PART = f"{MISSION}meetings/<int:engagement>/"

urlpatterns = [
    path(f"{ONE}ceremonies/", ceremonies, name="ceremonies"),
    path(f"{ONE}ceremonies/edit/", ceremony_edit, name="ceremony-edit"),
    path(f"{ONE}ceremonies/flags/", flags_edit, name="flags-edit"),
    path(f"{ONE}show/", show, name="show"),
    path(f"{ONE}show/edit/", show_edit, name="show-edit"),
    path(f"{ONE}show/begin/", show_begin, name="show-begin"),
    path(f"{ONE}show/undo/", show_restore, name="show-undo"),
    path(f"{PART}show/<int:pk>/", show_mark, name="show-mark"),
    path(f"{ONE}present/", presence, name="presence"),
    path(f"{PART}present/<int:pk>/", check_in_at, name="presence-mark"),
    path(f"{ONE}vehicles/", vehicles, name="vehicles"),
    path(f"{ONE}vehicles/new/", vehicle_new, name="vehicle-new"),
    path(f"{PART}vehicles/<int:pk>/edit/", vehicle_edit, name="vehicle-edit"),
    path(f"{PART}vehicles/<int:pk>/remove/", vehicle_remove, name="vehicle-remove"),
    path(f"{PART}vehicles/<int:pk>/restore/", vehicle_restore, name="vehicle-restore"),
]
