"""Addresses of ways between venues."""

from django.urls import path

from legation.missions.views.ways import way_edit, way_new, way_remove, way_restore

urlpatterns = [
    path("venues/<int:pk>/ways/new/", way_new, name="way-new"),
    path("venues/<int:venue>/ways/<int:pk>/edit/", way_edit, name="way-edit"),
    path("venues/<int:venue>/ways/<int:pk>/remove/", way_remove, name="way-remove"),
    path("venues/<int:pk>/ways/<int:way>/restore/", way_restore, name="way-restore"),
]
