"""Addresses of the organiser's pages."""

from django.urls import path

from legation.matchmaking.views import lists, people, rounds, solving

MISSION = "missions/<slug:mission>/rounds/"
ONE = f"{MISSION}<int:pk>/"
PART = f"{MISSION}<int:round>/"
PERSON = f"{PART}people/<int:pk>/"
MEETING = f"{PART}meetings/<int:pk>/"
RESOURCE = f"{PART}resources/<int:pk>/"
SITE = f"{PART}sites/<int:pk>/"
SEARCH = f"{PART}searches/<int:pk>/"

urlpatterns = [
    path(MISSION, rounds.rounds, name="rounds"),
    path(f"{MISSION}new/", rounds.round_new, name="round-new"),
    path(ONE, rounds.round_desk, name="round"),
    path(f"{ONE}edit/", rounds.round_edit, name="round-edit"),
    path(f"{ONE}remove/", rounds.round_remove, name="round-remove"),
    path(f"{ONE}restore/", rounds.round_restore, name="round-restore"),
    path(f"{ONE}history/", rounds.round_history, name="round-history"),
    path(f"{ONE}release/", rounds.round_release, name="round-release"),
    path(f"{ONE}resources/", rounds.round_parts, name="round-parts"),
    path(f"{ONE}resources/new/", rounds.resource_new, name="resource-new"),
    path(f"{RESOURCE}edit/", rounds.resource_edit, name="resource-edit"),
    path(f"{RESOURCE}remove/", rounds.resource_remove, name="resource-remove"),
    path(f"{ONE}resources/<int:part>/restore/", rounds.resource_restore, name="resource-restore"),
    path(f"{ONE}sites/new/", rounds.site_new, name="site-new"),
    path(f"{SITE}edit/", rounds.site_edit, name="site-edit"),
    path(f"{SITE}remove/", rounds.site_remove, name="site-remove"),
    path(f"{ONE}sites/<int:part>/restore/", rounds.site_restore, name="site-restore"),
    path(f"{ONE}people/", people.people, name="round-people"),
    path(f"{ONE}people/delegates/", people.people_fill, name="round-people-fill"),
    path(f"{ONE}people/new/", people.participant_new, name="participant-new"),
    path(f"{ONE}people/list/", lists.participant_import, name="participant-import"),
    path(f"{ONE}people/list.xlsx", lists.participant_template, name="participant-template"),
    path(f"{ONE}people/out/", lists.people_list_out, name="round-people-out"),
    path(f"{ONE}feedback/out/", lists.feedback_out, name="round-feedback-out"),
    path(f"{PERSON}edit/", people.participant_edit, name="participant-edit"),
    path(f"{PERSON}remove/", people.participant_remove, name="participant-remove"),
    path(f"{ONE}people/<int:part>/restore/", people.participant_restore, name="participant-restore"),
    path(f"{ONE}meetings/", people.meetings, name="round-meetings"),
    path(f"{ONE}meetings/new/", people.meeting_new, name="one-to-one-new"),
    path(MEETING, solving.meeting, name="one-to-one"),
    path(f"{MEETING}slots/", solving.meeting_slots, name="one-to-one-slots"),
    path(f"{MEETING}place/", people.meeting_place, name="one-to-one-place"),
    path(f"{MEETING}lock/", people.meeting_lock, name="one-to-one-lock"),
    path(f"{MEETING}absent/", people.meeting_absent, name="one-to-one-absent"),
    path(f"{MEETING}instead/<int:instead>/", people.meeting_call_up, name="one-to-one-instead"),
    path(f"{MEETING}edit/", people.meeting_edit, name="one-to-one-edit"),
    path(f"{MEETING}remove/", people.meeting_remove, name="one-to-one-remove"),
    path(f"{ONE}meetings/<int:part>/restore/", people.meeting_restore, name="one-to-one-restore"),
    path(f"{ONE}timetable/", solving.timetable, name="round-timetable"),
    path(f"{ONE}timetable/sheets/", solving.personal, name="round-personal"),
    path(f"{ONE}timetable.xlsx", lists.timetable_xlsx, name="round-timetable-xlsx"),
    path(f"{ONE}timetable.csv", lists.timetable_csv, name="round-timetable-csv"),
    path(f"{ONE}searches/", solving.searches, name="round-searches"),
    path(f"{ONE}replan/", solving.round_replan, name="round-replan"),
    path(SEARCH, solving.search, name="search-run"),
    path(f"{SEARCH}state/", solving.search_told, name="search-state"),
    path(f"{SEARCH}stop/", solving.search_stop, name="search-stop"),
    path(f"{SEARCH}apply/", solving.search_apply, name="search-apply"),
    path(f"{SEARCH}undo/", solving.search_undo, name="search-undo"),
    path(f"{SEARCH}ways/<int:way>/", solving.search_way, name="search-way"),
]
