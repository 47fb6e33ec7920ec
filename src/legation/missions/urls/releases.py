"""Addresses of released versions of the programme."""

from django.urls import path

from legation.missions.views.releases import release, release_compare, release_new, releases

urlpatterns = [
    path("missions/<slug:mission>/releases/", releases, name="releases"),
    path("missions/<slug:mission>/releases/new/", release_new, name="release-new"),
    path("missions/<slug:mission>/releases/compare/", release_compare, name="release-compare"),
    path("missions/<slug:mission>/releases/<int:pk>/", release, name="release"),
]
