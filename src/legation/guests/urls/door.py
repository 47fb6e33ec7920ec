"""Addresses of the door."""

from django.urls import path

from legation.guests.urls.lists import ONE
from legation.guests.views import door

DOOR = f"{ONE}door/"

urlpatterns = [
    path(DOOR, door.door, name="guest-door"),
    path(f"{DOOR}mark/", door.door_mark, name="guest-door-mark"),
    path(f"{DOOR}list.json", door.door_list, name="guest-door-list"),
    path(f"{DOOR}sync/", door.door_sync, name="guest-door-sync"),
    path(f"{DOOR}code/", door.door_code, name="guest-door-code"),
    path(f"{DOOR}worker.js", door.door_worker, name="guest-door-worker"),
]
