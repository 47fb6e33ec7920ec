"""The list of a mission's outcomes."""

from django.urls import path

from legation.outcomes.views import outcomes

MISSION = "missions/<slug:mission>/outcomes/"

urlpatterns = [
    path(MISSION, outcomes.outcomes, name="outcomes"),
]
