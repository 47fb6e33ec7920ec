"""Addresses of logistics."""

from legation.logistics.urls import accreditation, private, runs, stays

urlpatterns = [
    *private.urlpatterns,
    *stays.urlpatterns,
    *runs.urlpatterns,
    *accreditation.urlpatterns,
]
