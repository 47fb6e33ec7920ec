"""Addresses of agreements: the register, and each by itself."""

from django.urls import path

from legation.outcomes.views import agreements, attachments
from legation.outcomes.views import register as registers

ONE = "agreements/<int:pk>/"

urlpatterns = [
    path("agreements/", registers.agreements, name="agreements"),
    path("agreements/agreements.<slug:kind>", registers.agreements_out, name="agreements-out"),
    path("agreements/new/", registers.office_agreement_new, name="office-agreement-new"),
    path(ONE, agreements.agreement, name="agreement"),
    path(f"{ONE}edit/", agreements.agreement_edit, name="agreement-edit"),
    path(f"{ONE}remove/", agreements.agreement_remove, name="agreement-remove"),
    path(f"{ONE}restore/", agreements.agreement_restore, name="agreement-restore"),
    path(f"{ONE}history/", agreements.agreement_history, name="agreement-history"),
    path(f"{ONE}sheet.pdf", agreements.agreement_pdf, name="agreement-pdf"),
    path(f"{ONE}papers/", attachments.paper_new, name="paper-new"),
    path(f"{ONE}signatories/", agreements.signatory_new, name="signatory-new"),
    path("signatories/<int:pk>/remove/", agreements.signatory_remove, name="signatory-remove"),
    path("signatories/<int:pk>/restore/", agreements.signatory_restore, name="signatory-restore"),
    path("missions/<slug:mission>/outcomes/agreements/new/", agreements.agreement_new, name="agreement-new"),
]
