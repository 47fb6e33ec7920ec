"""Addresses of personal data."""

from django.urls import path

from legation.logistics.views import giving, private

PRIVATE = "missions/<slug:mission>/private/"
MINE = "private/<str:token>/"

urlpatterns = [
    path(PRIVATE, private.private, name="private"),
    path(f"{PRIVATE}show/", private.private_show, name="private-show"),
    path(f"{PRIVATE}trusts/", private.private_trusts, name="private-trusts"),
    path(f"{PRIVATE}trusts/<int:pk>/end/", private.trust_end, name="trust-end"),
    path(f"{PRIVATE}links/", private.private_links, name="private-links"),
    path(f"{PRIVATE}links/make/", private.private_links_make, name="private-links-make"),
    path(f"{PRIVATE}links/<int:pk>/revoke/", private.private_link_revoke, name="private-link-revoke"),
    path(f"{PRIVATE}<int:pk>/", private.private_fill, name="private-fill"),
    path(f"{PRIVATE}<int:pk>/destroy/", private.private_destroy, name="private-destroy"),
    path(MINE, giving.my_private, name="my-private"),
    path(f"{MINE}<slug:kind>/", giving.my_private_give, name="my-private-give"),
]
