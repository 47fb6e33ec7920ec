"""Addresses of arrivals, departures and transfers."""

from django.urls import path

from legation.logistics.views import reading, runs, undoing

MISSION = "missions/<slug:mission>/"
RUNS = f"{MISSION}transfers/"
CAR = f"{RUNS}<int:run>/vehicles/<int:pk>/"

urlpatterns = [
    path(f"{MISSION}arrivals/", runs.arrivals, name="arrivals"),
    path(f"{MISSION}arrivals/list.<slug:kind>", runs.arrivals_list, name="arrivals-list"),
    path(f"{MISSION}arrivals/read/", reading.travel_read, name="travel-read"),
    path(f"{MISSION}arrivals/read/enter/", reading.travel_enter, name="travel-enter"),
    path(RUNS, runs.runs, name="runs"),
    path(f"{RUNS}new/", runs.run_new, name="run-new"),
    path(f"{RUNS}<int:pk>/", runs.run, name="run"),
    path(f"{RUNS}<int:pk>/list.<slug:kind>", runs.run_list, name="run-list"),
    path(f"{RUNS}<int:pk>/edit/", runs.run_edit, name="run-edit"),
    path(f"{RUNS}<int:pk>/remove/", runs.run_remove, name="run-remove"),
    path(f"{RUNS}<int:pk>/restore/", runs.run_restore, name="run-restore"),
    path(f"{RUNS}<int:pk>/history/", undoing.run_history, name="run-history"),
    path(f"{RUNS}<int:pk>/undo/", undoing.run_undo, name="run-undo"),
    path(f"{CAR}history/", undoing.car_history, name="car-history"),
    path(f"{CAR}undo/", undoing.car_undo, name="car-undo"),
    path(f"{RUNS}<int:pk>/load/", runs.run_load, name="run-load"),
    path(f"{RUNS}<int:pk>/put/", runs.run_put, name="run-put"),
    path(f"{RUNS}<int:pk>/vehicles/new/", runs.car_new, name="car-new"),
    path(f"{RUNS}<int:pk>/vehicles/<int:car>/restore/", runs.car_restore, name="car-restore"),
    path(f"{CAR}edit/", runs.car_edit, name="car-edit"),
    path(f"{CAR}remove/", runs.car_remove, name="car-remove"),
]
