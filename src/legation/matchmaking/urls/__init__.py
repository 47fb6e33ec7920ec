"""Addresses of rounds, by subject."""

from legation.matchmaking.urls import organising, taking_part

urlpatterns = [*organising.urlpatterns, *taking_part.urlpatterns]
