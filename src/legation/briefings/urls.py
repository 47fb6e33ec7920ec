"""Addresses: books and papers, and the day of each person."""

from django.urls import path

from legation.briefings.views import books, day
from legation.missions.views.delegation import delegate_portrait

MISSION = "missions/<slug:mission>/"
MINE = "my-day/<str:token>/"
DAY = f"{MISSION}my-day/"

urlpatterns = [
    path(f"{MISSION}documents/", books.documents, name="documents"),
    path(f"{MISSION}documents/badges.pdf", books.badges, name="badges"),
    path(f"{MISSION}documents/labels.pdf", books.labels, name="name-labels"),
    path(f"{MISSION}documents/itineraries.pdf", books.itineraries, name="itineraries"),
    path(f"{MISSION}documents/<slug:book>.pdf", books.book, name="book"),
    path(f"{MISSION}meetings/<int:pk>/papers/", books.papers, name="papers"),
    path(f"{MISSION}meetings/<int:pk>/papers/<slug:paper>.pdf", books.paper, name="paper"),
    path(f"{MISSION}minutes/<int:pk>/minutes.pdf", books.minutes_pdf, name="minutes-pdf"),
    path(DAY, day.day, name="day"),
    path(f"{DAY}app.webmanifest", day.day_manifest, name="day-manifest"),
    path(f"{DAY}<int:pk>/", day.day, name="day-of"),
    path(f"{DAY}portraits/<int:pk>.jpg", delegate_portrait, name="day-portrait"),
    path(MINE, day.my_day_page, name="my-day"),
    path(f"{MINE}app.webmanifest", day.my_day_manifest, name="my-day-manifest"),
    path(f"{MINE}<int:pk>/", day.my_day_page, name="my-day-of"),
    path(f"{MINE}itinerary.pdf", day.my_day_print, name="my-day-print"),
    path(f"{MINE}portraits/<int:pk>.jpg", day.my_day_portrait, name="my-day-portrait"),
]
