"""Addresses of the pages that show several subjects."""

from django.urls import path

from legation.desk.views import desk, home, missions, search

urlpatterns = [
    path("", home, name="home"),
    path("missions/", missions, name="missions"),
    path("missions/<slug:mission>/", desk, name="desk"),
    path("search/", search, name="search"),
]
