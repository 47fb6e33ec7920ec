"""Addresses."""

from django.urls import path

from legation.briefings import views

urlpatterns = [
    path("missions/<slug:mission>/documents/", views.documents, name="documents"),
    path("missions/<slug:mission>/documents/badges.pdf", views.badges, name="badges"),
    path("missions/<slug:mission>/documents/<slug:book>.pdf", views.book, name="book"),
    path("missions/<slug:mission>/meetings/<int:pk>/papers/", views.papers, name="papers"),
    path("missions/<slug:mission>/meetings/<int:pk>/papers/<slug:paper>.pdf", views.paper, name="paper"),
]
