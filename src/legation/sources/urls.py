"""Addresses of sources: what was read for a mission, and the decisions on what was found in it."""

from django.urls import path

from legation.sources import views

MISSION = "missions/<slug:mission>/sources/"

urlpatterns = [
    path(MISSION, views.sources, name="sources"),
    path(f"{MISSION}new/", views.source_new, name="source-new"),
    path(f"{MISSION}<int:pk>/", views.source, name="source"),
    path(f"{MISSION}<int:pk>/accept/", views.source_accept, name="source-accept"),
    path(f"{MISSION}<int:pk>/remove/", views.source_remove, name="source-remove"),
    path(f"{MISSION}<int:pk>/restore/", views.source_restore, name="source-restore"),
    path(f"{MISSION}<int:source>/findings/<int:pk>/", views.finding_decide, name="finding-decide"),
]
