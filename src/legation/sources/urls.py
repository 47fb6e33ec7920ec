"""Addresses of sources: what was read for a mission, and the decisions on what was found in it."""

from django.urls import path

from legation.sources import views

MISSION = "missions/<slug:mission>/sources/"

urlpatterns = [
    path(MISSION, views.sources, name="sources"),
    path(f"{MISSION}new/", views.source_new, name="source-new"),
    path(f"{MISSION}archives/<int:pk>/", views.archive, name="archive"),
    path(f"{MISSION}archives/<int:pk>/state.json", views.archive_state, name="archive-state"),
    path(f"{MISSION}archives/<int:pk>/stop/", views.archive_stop, name="archive-stop"),
    path(f"{MISSION}archives/<int:pk>/resume/", views.archive_resume, name="archive-resume"),
    path(f"{MISSION}archives/<int:pk>/undo/", views.archive_undo, name="archive-undo"),
    path(f"{MISSION}archives/<int:pk>/redo/", views.archive_redo, name="archive-redo"),
    path(f"{MISSION}intake/", views.intake_new, name="intake-new"),
    path(f"{MISSION}intake/<int:pk>/", views.intake, name="intake"),
    path(f"{MISSION}intake/<int:pk>/state.json", views.intake_state, name="intake-state"),
    path(f"{MISSION}intake/<int:pk>/stop/", views.intake_stop, name="intake-stop"),
    path(f"{MISSION}intake/<int:pk>/undo/", views.intake_undo, name="intake-undo"),
    path(f"{MISSION}differences/", views.differences, name="differences"),
    path(f"{MISSION}labels.zip", views.labels_zip, name="labels"),
    path(f"{MISSION}<int:pk>/labels.json", views.source_labels, name="source-labels"),
    path(f"{MISSION}<int:pk>/ask/", views.source_ask, name="source-ask"),
    path(f"{MISSION}<int:pk>/asked.json", views.source_asked, name="source-asked"),
    path(f"{MISSION}<int:pk>/pull/", views.source_pull, name="source-pull"),
    path(f"{MISSION}<int:pk>/date/", views.source_date, name="source-date"),
    path(f"{MISSION}<int:pk>/move/", views.source_move, name="source-move"),
    path(f"{MISSION}<int:source>/findings/<int:pk>/settle/", views.finding_settle, name="finding-settle"),
    path(f"{MISSION}<int:pk>/", views.source, name="source"),
    path(f"{MISSION}<int:pk>/accept/", views.source_accept, name="source-accept"),
    path(f"{MISSION}<int:pk>/minutes/", views.source_minutes, name="source-minutes"),
    path(f"{MISSION}<int:pk>/remove/", views.source_remove, name="source-remove"),
    path(f"{MISSION}<int:pk>/restore/", views.source_restore, name="source-restore"),
    path(f"{MISSION}<int:source>/findings/<int:pk>/", views.finding_decide, name="finding-decide"),
]
