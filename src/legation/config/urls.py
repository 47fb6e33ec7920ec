"""Every address of the site, one line an app."""

from django.urls import include, path

from legation.accounts.views import set_language
from legation.config.metrics import metrics

handler500 = "legation.ui.views.failed"
urlpatterns = [
    path("", include("legation.missions.urls")),
    path("", include("legation.desk.urls")),
    path("", include("legation.directory.urls")),
    path("", include("legation.protocol.urls")),
    path("", include("legation.matchmaking.urls")),
    path("", include("legation.guests.urls")),
    path("", include("legation.logistics.urls")),
    path("", include("legation.outcomes.urls")),
    path("", include("legation.sources.urls")),
    path("", include("legation.briefings.urls")),
    path("", include("legation.newsroom.urls")),
    path("", include("legation.reports.urls")),
    path("", include("legation.exchange.urls")),
    path("", include("legation.accounts.urls")),
    path("", include("legation.api.urls")),
    path("", include("legation.ui.urls")),
    path("metrics", metrics, name="metrics"),
    path("language/", set_language, name="set-language"),
    path("account/", include("allauth.account.urls")),
]
