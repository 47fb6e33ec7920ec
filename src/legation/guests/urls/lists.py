"""Addresses of guest lists."""

from django.urls import path

from legation.guests.views import guests, lists, purging

MISSION = "missions/<slug:mission>/guests/"
ENGAGEMENT = "missions/<slug:mission>/engagements/<int:pk>/"
ONE = f"{MISSION}<int:pk>/"
PART = f"{MISSION}<int:list>/"
GUEST = f"{PART}guests/<int:pk>/"
QUOTA = f"{PART}quotas/<int:pk>/"

urlpatterns = [
    path(MISSION, lists.guest_lists, name="guest-lists"),
    path(f"{MISSION}destroyed/", purging.guest_purges, name="guest-purges"),
    path(f"{ENGAGEMENT}guests/", lists.engagement_guests, name="engagement-guests"),
    path(f"{ENGAGEMENT}guests/new/", lists.list_new, name="guest-list-new"),
    path(ONE, lists.guest_list, name="guest-list"),
    path(f"{ONE}edit/", lists.list_edit, name="guest-list-edit"),
    path(f"{ONE}remove/", lists.list_remove, name="guest-list-remove"),
    path(f"{ONE}restore/", lists.list_restore, name="guest-list-restore"),
    path(f"{ONE}history/", lists.list_history, name="guest-list-history"),
    path(f"{ONE}guests.xlsx", lists.list_xlsx, name="guest-list-xlsx"),
    path(f"{ONE}guests.csv", lists.list_csv, name="guest-list-csv"),
    path(f"{ONE}quotas/", lists.quotas, name="guest-quotas"),
    path(f"{ONE}quotas/new/", lists.quota_new, name="guest-quota-new"),
    path(f"{QUOTA}edit/", lists.quota_edit, name="guest-quota-edit"),
    path(f"{QUOTA}remove/", lists.quota_remove, name="guest-quota-remove"),
    path(f"{ONE}quotas/<int:part>/restore/", lists.quota_restore, name="guest-quota-restore"),
    path(f"{ONE}guests/new/", guests.guest_new, name="guest-new"),
    path(f"{ONE}guests/delegates/", guests.guests_delegates, name="guests-delegates"),
    path(f"{ONE}guests/people/", guests.guests_people, name="guests-people"),
    path(f"{ONE}guests/list/", guests.guests_import, name="guests-import"),
    path(f"{ONE}guests/list.xlsx", guests.guests_template, name="guests-template"),
    path(f"{ONE}guests/status/", guests.guests_status, name="guests-status"),
    path(f"{GUEST}edit/", guests.guest_edit, name="guest-edit"),
    path(f"{GUEST}remove/", guests.guest_remove, name="guest-remove"),
    path(f"{GUEST}history/", guests.guest_history, name="guest-history"),
    path(f"{ONE}guests/<int:part>/restore/", guests.guest_restore, name="guest-restore"),
]
