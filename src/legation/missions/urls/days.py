"""Addresses of links to somebody's day; what they open is in the briefings."""

from django.urls import path

from legation.missions.views.days import day_link_new, day_link_revoke, day_link_send, day_links

LINKS = "missions/<slug:mission>/day-links/"

urlpatterns = [
    path(LINKS, day_links, name="day-links"),
    path(f"{LINKS}new/", day_link_new, name="day-link-new"),
    path(f"{LINKS}<int:pk>/send/", day_link_send, name="day-link-send"),
    path(f"{LINKS}<int:pk>/revoke/", day_link_revoke, name="day-link-revoke"),
]
