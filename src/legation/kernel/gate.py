"""The one gate: every view declares its methods, its model and its permission here.

The order is always the same: method, login, load, permission, and for some a fresh proof of who it is. What
a user may not see is answered as if it did not exist (404); what they may see and not do is refused (403).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from legation.kernel.proving import ask, proven

LARGEST_KEY = 2**63 - 1


class Request(HttpRequest):
    """A request that passed the gate: the user is one of ours."""

    user: Any


class View(Protocol):
    """A view behind the gate."""

    declaration: "Declaration"

    def __call__(self, request: HttpRequest, **parts: Any) -> HttpResponseBase: ...


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a view declared: read by the test that walks every route."""

    methods: tuple[str, ...]
    permission: str | None
    model: type[models.Model] | None
    public_because: str = ""
    fresh: bool = False


def gate(
    methods: Sequence[str], model: type[models.Model] | None, permission: str, *, fresh: bool = False
) -> Callable[[Callable[..., HttpResponseBase]], View]:
    """Let a view be reached by logged-in users who hold `permission` on the loaded `model`.

    With a model the view receives the loaded object in place of the parts of the address; the parts are
    named in the model's `address`; its `loads` names the records that every page of it shows as well.
    `fresh` lets in only who showed lately who they are, and asks the others: for exports of personal data.
    """
    allowed = tuple(methods) + (("HEAD",) if "GET" in methods else ())

    def declare(view: Callable[..., HttpResponseBase]) -> View:
        @wraps(view)
        def gated(request: HttpRequest, **parts: Any) -> HttpResponseBase:
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            check_keys(parts)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if model is None:
                if not request.user.has_perm(permission):
                    raise PermissionDenied
                return ask(request) if fresh and not proven(request) else view(request, **parts)
            loaded = load(model, request.user, parts)
            if not request.user.has_perm(permission, loaded):
                raise PermissionDenied
            request.loaded = loaded  # type: ignore[attr-defined]
            return ask(request) if fresh and not proven(request) else view(request, loaded, **parts)

        gated.declaration = Declaration(tuple(methods), permission, model, fresh=fresh)  # type: ignore[attr-defined]
        return gated  # type: ignore[return-value]

    return declare


def check_keys(parts: dict[str, Any]) -> None:
    """A number that no database holds is the key of nothing; asked for it, the database would fail."""
    if any(isinstance(part, int) and part > LARGEST_KEY for part in parts.values()):
        raise Http404


def load(model: type[models.Model], user: Any, parts: dict[str, Any]) -> Any:
    """The object at this address if `user` may see it; takes its parts out of `parts`."""
    address: dict[str, str] = getattr(model, "address", {"pk": "pk"})
    lookup = {field: parts.pop(part) for field, part in address.items()}
    rows = model._default_manager.visible_to(user).select_related(*getattr(model, "loads", ()))  # type: ignore[attr-defined]
    found = rows.filter(**lookup).first()
    if found is None:
        raise Http404
    return found


def public(methods: Sequence[str], *, because: str) -> Callable[[Callable[..., HttpResponseBase]], View]:
    """Let a view be reached by anyone, and say why that is safe."""
    allowed = tuple(methods) + (("HEAD",) if "GET" in methods else ())

    def declare(view: Callable[..., HttpResponseBase]) -> View:
        @wraps(view)
        def gated(request: HttpRequest, **parts: Any) -> HttpResponseBase:
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            check_keys(parts)
            return view(request, **parts)

        gated.declaration = Declaration(tuple(methods), None, None, because)  # type: ignore[attr-defined]
        return gated  # type: ignore[return-value]

    return declare
