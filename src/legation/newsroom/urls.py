"""Addresses of the newsroom: what the public reads, and where it is decided."""

from django.urls import path, register_converter

from legation.newsroom import feeds, views


class Language:
    """A language that pages are written in."""

    regex = "en|ko"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Language, "language")

urlpatterns = [
    path("missions/<slug:mission>/public/", views.publishing_page, name="publishing"),
    path("missions/<slug:mission>/public/edit/", views.publishing_edit, name="publishing-edit"),
    path("missions/<slug:mission>/public/agree/", views.publishing_agree, name="publishing-agree"),
    path("missions/<slug:mission>/public/withdraw/", views.publishing_withdraw, name="publishing-withdraw"),
    path("public/<slug:mission>/", views.public_start, name="public-start"),
    path("public/<slug:mission>/<language:language>/", views.public_page, name="public-programme"),
    path(
        "public/<slug:mission>/<language:language>/programme.ics",
        feeds.public_calendar,
        name="public-calendar",
    ),
    path("public/<slug:mission>/<language:language>/programme.json", feeds.public_data, name="public-data"),
]
