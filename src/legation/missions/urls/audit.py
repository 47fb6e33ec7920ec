"""Addresses of the audit list of an office."""

from django.urls import path

from legation.missions.views.audit import audit, audit_out

urlpatterns = [
    path("office/audit/", audit, name="audit"),
    path("office/audit/out/", audit_out, name="audit-out"),
]
