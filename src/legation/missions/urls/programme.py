"""Addresses of the programme, of engagements with their briefs and people, and of calendars."""

from django.urls import path

from legation.missions.feeds import calendar_feed, engagement_ics
from legation.missions.views.calendars import calendar_new, calendar_revoke, calendars
from legation.missions.views.engagement import (
    attendance_edit,
    attendance_new,
    attendance_remove,
    attendance_restore,
    attendance_several,
    engagement,
    engagement_cancel,
    engagement_edit,
    engagement_history,
    engagement_new,
    engagement_remove,
    engagement_restore,
    point_edit,
    point_new,
    point_remove,
    point_restore,
)
from legation.missions.views.lists_out import programme_out
from legation.missions.views.programme import meetings, programme

MISSION = "missions/<slug:mission>/"
ONE = f"{MISSION}meetings/<int:pk>/"
PART = f"{MISSION}meetings/<int:engagement>/"

urlpatterns = [
    path(f"{MISSION}programme/", programme, name="programme"),
    path(f"{MISSION}programme/out/", programme_out, name="programme-out"),
    path(f"{MISSION}programme/new/", engagement_new, name="engagement-new"),
    path(f"{MISSION}meetings/", meetings, name="meetings"),
    path(ONE, engagement, name="engagement"),
    path(f"{ONE}edit/", engagement_edit, name="engagement-edit"),
    path(f"{ONE}cancel/", engagement_cancel, name="engagement-cancel"),
    path(f"{ONE}remove/", engagement_remove, name="engagement-remove"),
    path(f"{ONE}restore/", engagement_restore, name="engagement-restore"),
    path(f"{ONE}history/", engagement_history, name="engagement-history"),
    path(f"{ONE}calendar.ics", engagement_ics, name="engagement-ics"),
    path(f"{ONE}points/new/", point_new, name="point-new"),
    path(f"{PART}points/<int:pk>/edit/", point_edit, name="point-edit"),
    path(f"{PART}points/<int:pk>/remove/", point_remove, name="point-remove"),
    path(f"{PART}points/<int:pk>/restore/", point_restore, name="point-restore"),
    path(f"{ONE}people/new/", attendance_new, name="attendance-new"),
    path(f"{ONE}people/several/", attendance_several, name="attendance-several"),
    path(f"{PART}people/<int:pk>/edit/", attendance_edit, name="attendance-edit"),
    path(f"{PART}people/<int:pk>/remove/", attendance_remove, name="attendance-remove"),
    path(f"{PART}people/<int:pk>/restore/", attendance_restore, name="attendance-restore"),
    path(f"{MISSION}calendars/", calendars, name="calendars"),
    path(f"{MISSION}calendars/new/", calendar_new, name="calendar-new"),
    path(f"{MISSION}calendars/<int:pk>/revoke/", calendar_revoke, name="calendar-revoke"),
    path("calendar/<str:token>.ics", calendar_feed, name="calendar-feed"),
]
