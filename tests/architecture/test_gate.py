"""Every address has a gate: a walk over all routes fails where one has none."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls import path as route

from legation.kernel.gate import Declaration, gate, public

# Pages of allauth, which ask for a login by themselves or are there to log in. Each is named, so that one
# which a new release brings is seen.
ALLAUTH = {
    "account_change_password",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_set_password",
    "account_signup",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
}


def routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site and its route."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, where)
        else:
            yield where, pattern


def gateless(patterns: list[Any] | None = None) -> list[str]:
    """Addresses whose view declares nothing, allauth's aside."""
    return [
        where
        for where, pattern in routes(patterns)
        if not isinstance(getattr(pattern.callback, "declaration", None), Declaration)
        and not (pattern.name in ALLAUTH and where.startswith("account/"))
    ]


def declared() -> dict[str, Declaration]:
    return {
        where: pattern.callback.declaration
        for where, pattern in routes()
        if hasattr(pattern.callback, "declaration")
    }


def test_every_address_has_a_gate():
    assert gateless() == []


def test_a_view_without_a_gate_is_found():
    def bare(request): ...

    guarded = gate(["GET"], None, "accounts.use")(bare)
    opened = public(["GET"], because="it is a test")(bare)
    patterns = [
        route("a/", guarded),
        route("b/", bare),
        route("c/", opened),
        route("account/x/", bare, name="account_login"),
        route("elsewhere/", bare, name="account_login"),
    ]
    assert gateless(patterns) == ["b/", "elsewhere/"]


PAGES = {"GET", "POST"}  # what a browser's form can ask for


def test_every_gate_names_methods_and_a_permission_that_exists():
    import rules

    wrong = [
        where
        for where, gate_ in declared().items()
        if not set(gate_.methods)
        <= ({"GET", "POST", "PATCH", "DELETE"} if where.startswith("api/") else PAGES)
        or not gate_.methods
        or (gate_.permission is None and not gate_.public_because)
        or (gate_.permission is not None and not rules.perm_exists(gate_.permission))
    ]
    assert wrong == []


def test_every_model_behind_a_gate_says_who_sees_it_and_how_it_is_addressed():
    """What the gate loads it loads with `visible_to`, by the parts of the address."""
    wrong = []
    for where, pattern in routes():
        gate_ = getattr(pattern.callback, "declaration", None)
        if gate_ is None or gate_.model is None:
            continue
        parts = set(gate_.model.address.values())
        if not parts <= set(pattern.pattern.converters) | named_in(where):
            wrong.append(f"{where}: the address does not hold {sorted(parts)}")
        if not callable(getattr(gate_.model._default_manager, "visible_to", None)):
            wrong.append(f"{where}: {gate_.model.__name__} has no visible_to")
    assert wrong == []


def named_in(where: str) -> set[str]:
    """The names of the parts of an address: {"mission"} of `missions/<slug:mission>/`."""
    return {part.split(">")[0].rpartition(":")[2] for part in where.split("<")[1:]}


def test_what_changes_something_is_asked_for_by_post():
    """A GET may show what would be done; it takes a POST to do it."""
    verbs = ("-new", "-edit", "-remove", "-restore", "-revoke", "-cancel", "-accept", "-decide")
    wrong = [
        where
        for where, pattern in routes()
        if str(pattern.name or "").endswith(verbs) and "POST" not in pattern.callback.declaration.methods
    ]
    assert wrong == []


def test_names_of_routes_are_unique():
    names = [pattern.name for _, pattern in routes()]
    assert sorted({str(name) for name in names if names.count(name) > 1}) == []
