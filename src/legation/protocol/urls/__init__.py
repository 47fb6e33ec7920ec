"""Addresses of protocol, by subject."""

from legation.protocol.urls import gifts, ranking, seating, staging

urlpatterns = [*ranking.urlpatterns, *seating.urlpatterns, *staging.urlpatterns, *gifts.urlpatterns]
