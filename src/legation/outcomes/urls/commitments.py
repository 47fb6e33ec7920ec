"""Addresses of promises."""

from django.urls import path

from legation.outcomes.views import attachments
from legation.outcomes.views import commitments as promises

LIST = "missions/<slug:mission>/outcomes/commitments/"
ONE = f"{LIST}<int:pk>/"

urlpatterns = [
    path(f"{LIST}new/", promises.commitment_new, name="commitment-new"),
    path(ONE, promises.commitment, name="commitment"),
    path(f"{ONE}edit/", promises.commitment_edit, name="commitment-edit"),
    path(f"{ONE}settle/", promises.commitment_settle, name="commitment-settle"),
    path(f"{ONE}own/", promises.commitment_own, name="commitment-own"),
    path(f"{ONE}take/", promises.commitment_take, name="commitment-take"),
    path(f"{ONE}evidence/", attachments.evidence_new, name="evidence-new"),
    path(f"{ONE}remove/", promises.commitment_remove, name="commitment-remove"),
    path(f"{ONE}restore/", promises.commitment_restore, name="commitment-restore"),
    path(f"{ONE}history/", promises.commitment_history, name="commitment-history"),
    path("attachments/<int:pk>/", attachments.attachment_file, name="attachment"),
    path("attachments/<int:pk>/remove/", attachments.attachment_remove, name="attachment-remove"),
    path("attachments/<int:pk>/restore/", attachments.attachment_restore, name="attachment-restore"),
]
