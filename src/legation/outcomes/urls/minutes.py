"""Addresses of minutes."""

from django.urls import path

from legation.outcomes.views import minutes, minutes_closing

MISSION = "missions/<slug:mission>/"
ALL = f"{MISSION}minutes/"
ONE = f"{ALL}<int:pk>/"
PART = f"{ALL}<int:minutes>/"
LINE = f"{PART}lines/<int:pk>/"
PERSON = f"{PART}people/<int:pk>/"
AMENDMENT = f"{PART}amendments/<int:pk>/"
OF_ENGAGEMENT = f"{MISSION}meetings/<int:pk>/minutes/"

urlpatterns = [
    path(ALL, minutes.minutes_all, name="minutes-all"),
    path(OF_ENGAGEMENT, minutes.engagement_minutes, name="engagement-minutes"),
    path(f"{OF_ENGAGEMENT}begin/", minutes.minutes_begin, name="minutes-begin"),
    path(ONE, minutes.minutes, name="minutes"),
    path(f"{ONE}add/", minutes.minutes_add, name="minutes-add"),
    path(f"{ONE}presence/", minutes.minutes_presence, name="minutes-presence"),
    path(f"{ONE}hold/", minutes.minutes_hold, name="minutes-hold"),
    path(f"{ONE}undo/", minutes.minutes_restore, name="minutes-undo"),
    path(f"{ONE}history/", minutes.minutes_history, name="minutes-history"),
    path(f"{ONE}people/new/", minutes.minutes_person_new, name="minutes-person-new"),
    path(f"{PERSON}edit/", minutes.minutes_person_edit, name="minutes-person-edit"),
    path(f"{PERSON}remove/", minutes.minutes_person_remove, name="minutes-person-remove"),
    path(f"{LINE}edit/", minutes.minutes_line, name="minutes-line"),
    path(f"{LINE}remove/", minutes.minutes_line_remove, name="minutes-line-remove"),
    path(f"{LINE}move/", minutes.minutes_line_move, name="minutes-line-move"),
    path(f"{ONE}promise/", minutes_closing.minutes_promise, name="minutes-promise"),
    path(f"{ONE}notes/", minutes_closing.minutes_notes, name="minutes-notes"),
    path(f"{ONE}close/", minutes_closing.minutes_close, name="minutes-close"),
    path(f"{ONE}reopen/", minutes_closing.minutes_reopen, name="minutes-reopen"),
    path(f"{ONE}sign/", minutes_closing.minutes_sign, name="minutes-sign"),
    path(f"{ONE}amendments/new/", minutes_closing.amendment_new, name="amendment-new"),
    path(f"{AMENDMENT}edit/", minutes_closing.amendment_edit, name="amendment-edit"),
    path(f"{AMENDMENT}remove/", minutes_closing.amendment_remove, name="amendment-remove"),
    path(f"{AMENDMENT}sign/", minutes_closing.amendment_sign, name="amendment-sign"),
    path(f"{LINE}history/", minutes.minutes_line_history, name="minutes-line-history"),
]
