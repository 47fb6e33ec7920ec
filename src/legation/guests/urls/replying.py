"""Addresses of invitations."""

from django.urls import path

from legation.guests.urls.lists import ONE, PART
from legation.guests.views import replying

MINE = "i/<str:token>/"
LINK = f"{PART}invitations/<int:pk>/"

urlpatterns = [
    path(MINE, replying.my_invitation_page, name="my-invitation"),
    path(f"{MINE}answer/", replying.my_answer, name="my-invitation-answer"),
    path(f"{ONE}invitations/", replying.invitations, name="guest-invitations"),
    path(f"{ONE}invitations/send/", replying.invitations_send, name="guest-invitations-send"),
    path(f"{LINK}again/", replying.link_again, name="guest-link-again"),
    path(f"{LINK}revoke/", replying.link_revoke, name="guest-link-revoke"),
]
