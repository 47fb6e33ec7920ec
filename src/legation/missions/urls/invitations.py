"""Addresses of invitations for calendars, and of the page on which one is answered."""

from django.urls import path

from legation.missions.views.invitations import (
    invitation_answer,
    invitations,
    invitations_send,
    invitee_end,
    invitee_new,
    invitee_restore,
    reply_settle,
)

INVITATIONS = "missions/<slug:mission>/invitations/"

urlpatterns = [
    path(INVITATIONS, invitations, name="invitations"),
    path(f"{INVITATIONS}new/", invitee_new, name="invitee-new"),
    path(f"{INVITATIONS}send/", invitations_send, name="invitations-send"),
    path(f"{INVITATIONS}<int:pk>/end/", invitee_end, name="invitee-end"),
    path(f"{INVITATIONS}<int:pk>/restore/", invitee_restore, name="invitee-restore"),
    path(f"{INVITATIONS}replies/<int:pk>/settle/", reply_settle, name="reply-settle"),
    path("answer/<str:token>/", invitation_answer, name="invitation-answer"),
]
