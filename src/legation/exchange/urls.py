"""Addresses of the exchange of missions with other installations."""

from django.urls import path

from legation.exchange import views

ONE = "exchange/<int:pk>/"

urlpatterns = [
    path("missions/<slug:mission>/exchange/", views.mission_out, name="mission-out"),
    path("missions/<slug:mission>/exchange/mission.zip", views.mission_out_zip, name="mission-out-zip"),
    path("exchange/", views.parcels, name="parcels"),
    path("exchange/installations/", views.other_installations, name="installations"),
    path(ONE, views.parcel, name="parcel"),
    path(f"{ONE}state/", views.parcel_state, name="parcel-state"),
    path(f"{ONE}undo/", views.parcel_undo, name="parcel-undo"),
    path(f"{ONE}put-away/", views.parcel_put_away, name="parcel-put-away"),
]
