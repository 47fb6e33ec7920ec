"""Addresses of hotels."""

from django.urls import path

from legation.logistics.views import stays, undoing

FILLINGS = "missions/<slug:mission>/fillings/"
STAYS = "missions/<slug:mission>/stays/"

urlpatterns = [
    path(STAYS, stays.stays, name="stays"),
    path(f"{STAYS}new/", stays.stay_new, name="stay-new"),
    path(f"{STAYS}all/", stays.stays_all, name="stays-all"),
    path(f"{STAYS}fill/", stays.rooms_fill, name="rooms-fill"),
    path(f"{STAYS}send/", stays.rooming_send, name="rooming-send"),
    path(f"{STAYS}<int:pk>/edit/", stays.stay_edit, name="stay-edit"),
    path(f"{STAYS}<int:pk>/remove/", stays.stay_remove, name="stay-remove"),
    path(f"{STAYS}<int:pk>/history/", undoing.stay_history, name="stay-history"),
    path(f"{STAYS}<int:pk>/undo/", undoing.stay_undo, name="stay-undo"),
    path(f"{STAYS}rooms/<int:pk>/history/", undoing.room_type_history, name="room-type-history"),
    path(f"{STAYS}rooms/<int:pk>/undo/", undoing.room_type_undo, name="room-type-undo"),
    path(FILLINGS, undoing.fillings, name="fillings"),
    path(f"{FILLINGS}<int:pk>/undo/", undoing.filling_undo, name="filling-undo"),
    path(f"{STAYS}<int:pk>/restore/", stays.stay_restore, name="stay-restore"),
    path(f"{STAYS}rooms/new/", stays.room_type_new, name="room-type-new"),
    path(f"{STAYS}rooms/<int:pk>/edit/", stays.room_type_edit, name="room-type-edit"),
    path(f"{STAYS}rooms/<int:pk>/remove/", stays.room_type_remove, name="room-type-remove"),
    path(f"{STAYS}rooms/<int:pk>/restore/", stays.room_type_restore, name="room-type-restore"),
    path(f"{STAYS}hotels/<int:venue>/list.<slug:kind>", stays.rooming_list, name="rooming-list"),
    path(f"{STAYS}lists/<int:pk>.<slug:kind>", stays.rooming_sent, name="rooming-sent"),
]
