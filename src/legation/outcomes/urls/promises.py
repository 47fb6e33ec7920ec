"""Addresses of promises over all missions."""

from django.urls import path

from legation.outcomes.feeds import promises_feed
from legation.outcomes.views import promises

urlpatterns = [
    path("promises/", promises.promises, name="promises"),
    path("promises/promises.<slug:kind>", promises.promises_out, name="promises-out"),
    path("promises/calendar/", promises.promises_calendar, name="promises-calendar"),
    path("promises/calendar/<str:token>.ics", promises_feed, name="promises-feed"),
    path("promises/review/", promises.review, name="review"),
    path("promises/review/review.pdf", promises.review_pdf, name="review-pdf"),
    path("promises/review/reviewed/", promises.reviewed, name="reviewed"),
    path(
        "missions/<slug:mission>/outcomes/commitments/<int:pk>/judge/",
        promises.commitment_judge,
        name="commitment-judge",
    ),
]
