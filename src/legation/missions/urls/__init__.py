"""Addresses of missions: who comes and where, and what happens."""

from legation.missions.urls import preparation, programme

urlpatterns = [*preparation.urlpatterns, *programme.urlpatterns]
