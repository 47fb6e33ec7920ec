"""Addresses of the participant's pages, most of them by link and without login."""

from django.urls import path

from legation.matchmaking import feeds
from legation.matchmaking.views import followed, taking_part

MINE = "r/<str:token>/"
ROUND = "missions/<slug:mission>/rounds/"

urlpatterns = [
    path(MINE, taking_part.my_round_page, name="my-round"),
    path(f"{MINE}meetings.ics", feeds.my_calendar, name="my-round-calendar"),
    path(f"{MINE}profile/", taking_part.my_profile, name="my-round-profile"),
    path(f"{MINE}mail/", taking_part.my_mail, name="my-round-mail"),
    path(f"{MINE}wishes/", taking_part.my_wish, name="my-round-wish"),
    path(f"{MINE}wishes/<int:pk>/remove/", taking_part.my_wish_remove, name="my-round-wish-remove"),
    path(f"{MINE}meetings/<int:pk>/answer/", taking_part.my_answer, name="my-round-answer"),
    path(f"{MINE}meetings/<int:pk>/feedback/", taking_part.my_feedback, name="my-round-feedback"),
    path(f"{ROUND}<int:pk>/links/", followed.links, name="round-links"),
    path(f"{ROUND}<int:pk>/links/new/", followed.links_new, name="round-links-new"),
    path(f"{ROUND}<int:round>/links/<int:pk>/revoke/", followed.link_revoke, name="round-link-revoke"),
    path(f"{ROUND}<int:round>/links/<int:pk>/mail/", followed.link_mail, name="round-link-mail"),
    path(f"{ROUND}<int:pk>/feedback/", followed.feedback, name="round-feedback"),
    path(
        f"{ROUND}<int:round>/feedback/<int:pk>/commitment/",
        followed.feedback_commit,
        name="round-feedback-commit",
    ),
]
