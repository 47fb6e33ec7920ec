"""Addresses."""

from django.urls import path

from legation.briefings import views

urlpatterns = [
    path("missions/<slug:mission>/documents/", views.documents, name="documents"),
    path("missions/<slug:mission>/documents/<slug:book>.pdf", views.book, name="book"),
]
