"""Addresses of recruiting."""

from django.urls import path

from legation.guests.views import applying, recruiting

MISSION = "missions/<slug:mission>/calls/"
ONE = f"{MISSION}<int:pk>/"
APPLICATION = f"{MISSION}<int:call>/applications/<int:pk>/"
APPLY = "apply/<str:token>/"
MINE = "application/<str:token>/"
GROUP = "group/<str:token>/"

urlpatterns = [
    path(MISSION, recruiting.calls, name="calls"),
    path(f"{MISSION}new/", recruiting.call_new, name="call-new"),
    path(ONE, recruiting.call, name="call"),
    path(f"{ONE}list.<slug:kind>", recruiting.call_list, name="call-list"),
    path(f"{ONE}edit/", recruiting.call_edit, name="call-edit"),
    path(f"{ONE}remove/", recruiting.call_remove, name="call-remove"),
    path(f"{ONE}restore/", recruiting.call_restore, name="call-restore"),
    path(f"{ONE}move-up/", recruiting.call_move_up, name="call-move-up"),
    path(f"{ONE}groups/new/", recruiting.group_new, name="call-group-new"),
    path(f"{ONE}groups/<int:part>/revoke/", recruiting.group_revoke, name="call-group-revoke"),
    path(APPLICATION, recruiting.application, name="application"),
    path(f"{APPLICATION}decide/", recruiting.application_decide, name="application-decide"),
    path(f"{APPLICATION}receipt.pdf", recruiting.application_receipt, name="application-receipt"),
    path(APPLY, applying.apply, name="apply"),
    path(MINE, applying.my_application, name="my-application"),
    path(f"{MINE}tell/", applying.my_application_tell, name="my-application-tell"),
    path(f"{MINE}withdraw/", applying.my_application_withdraw, name="my-application-withdraw"),
    path(GROUP, applying.my_group, name="my-group"),
    path(f"{GROUP}<int:pk>/withdraw/", applying.my_group_withdraw, name="my-group-withdraw"),
]
