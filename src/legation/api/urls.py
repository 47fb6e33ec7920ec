"""Addresses of the way in for other software, and of the pages of its tokens."""

from django.urls import path

from legation.api.views.catalogue import ADDRESSES, description, docs, nothing
from legation.api.views.door import door
from legation.api.views.hooks import hook, hook_remove, hooks
from legation.api.views.tokens import token_revoke, tokens

urlpatterns = [
    path("me/tokens/", tokens, name="tokens"),
    path("me/tokens/<int:pk>/revoke/", token_revoke, name="token-revoke"),
    path("me/webhooks/", hooks, name="hooks"),
    path("me/webhooks/<int:pk>/", hook, name="hook"),
    path("me/webhooks/<int:pk>/remove/", hook_remove, name="hook-remove"),
    path("api/", docs, name="api-docs"),
    path("api/openapi.json", description, name="api-description"),
    *(path(f"api/{address.path}", door(address), name=address.name) for address in ADDRESSES),
    path("api/<path:rest>", nothing, name="api-nothing"),
]
