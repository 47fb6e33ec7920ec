"""A user's webhooks: pages and addresses for programs."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from legation.api.actions.hooks import add_hook, remove_hook
from legation.api.choices import Area, TellStatus
from legation.api.forms.binding import bound
from legation.api.forms.hooks import HookForm
from legation.api.models import Hook
from legation.api.queries.hooks import hook_of, hooks_of, tellings_of
from legation.api.queries.shapes import KEY, MOMENT, nullable, of_form, thing
from legation.api.queries.telling import Told, plain, shape_of, told_of
from legation.api.views.door import Address, Asked, Given, Way
from legation.api.views.problems import Problem
from legation.api.views.problems import of_form as problem_of_form
from legation.api.views.resources import PAGED, given_page, page_shape
from legation.kernel.choices import Verb
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused


@never_cache
@gate(["GET", "POST"], None, "accounts.use")
def hooks(request: Request) -> HttpResponse:
    """All webhooks of the user; a new one's secret stands on the answer to the form, and nowhere else."""
    form, secret = HookForm(request.POST or None, user=request.user), ""
    if request.method == "POST" and form.is_valid():
        try:
            added = add_hook(form.cleaned_data["mission"], form.values(), by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            form, secret = HookForm(user=request.user), added[1]
    page = {"form": form, "secret": secret, "hooks": hooks_of(request.user)}
    return render(request, "api/hooks.html", page, status=422 if form.errors else 200)


@gate(["GET"], None, "accounts.use")
def hook(request: Request, pk: int) -> HttpResponse:
    """What was sent to one address, and what became of it."""
    found = _own(request.user, pk)
    return render(request, "api/hook.html", {"hook": found, "tellings": tellings_of(found)})


@gate(["POST"], None, "accounts.use")
def hook_remove(request: Request, pk: int) -> HttpResponse:
    remove_hook(_own(request.user, pk), by=request.user)
    messages.success(request, _("That address is told of nothing any more."))
    return redirect("hooks")


def _own(user: Any, pk: int) -> Hook:
    found = hook_of(user, pk)
    if found is None:
        raise Http404
    return found


FIELDS = (
    Told("id", KEY, lambda row: row.pk),
    Told("mission", KEY, lambda row: row.mission_id),
    Told("mission_slug", {"type": "string"}, lambda row: row.mission.slug),
    Told("url", {"type": "string"}, lambda row: row.url),
    Told(
        "verbs",
        {"type": "array", "items": {"type": "string", "enum": list(Verb.values)}},
        lambda row: list(row.verbs),
    ),
    Told("created_at", MOMENT, lambda row: plain(row.created_at)),
)
TELLINGS = (
    Told("id", {"type": "string"}, lambda row: str(row.uuid)),
    Told("event", {"type": "string"}, lambda row: row.event()),
    Told("status", {"type": "string", "enum": list(TellStatus.values)}, lambda row: row.status),
    Told("attempts", {"type": "integer"}, lambda row: row.attempts),
    Told("answered", nullable({"type": "integer"}), lambda row: row.answered),
    Told("why", {"type": "string"}, lambda row: row.why),
    Told("created_at", MOMENT, lambda row: plain(row.created_at)),
    Told("ended_at", nullable(MOMENT), lambda row: plain(row.ended_at)),
)
MADE = thing({**shape_of(FIELDS)["properties"], "secret": {"type": "string"}})


def _added(asked: Asked, _none: Any) -> Given:
    form = bound(lambda data: HookForm(data, user=asked.user), asked.body)
    if not form.is_valid():
        raise problem_of_form(form)
    made, secret = add_hook(form.cleaned_data["mission"], form.values(), by=asked.user)
    return Given({**told_of([made], FIELDS, asked.user)[0], "secret": secret}, status=201)


def _removed(asked: Asked, _none: Any) -> Given:
    found = hook_of(asked.user, asked.parts["pk"])
    if found is None:
        raise Problem("not-there")
    remove_hook(found, by=asked.user)
    return Given(status=204)


def _sent(asked: Asked, _none: Any) -> Given:
    found = hook_of(asked.user, asked.parts["pk"])
    if found is None:
        raise Problem("not-there")
    rows = found.tellings.select_related("activity__content_type")
    return given_page(asked, rows, TELLINGS)


def _way(summary: str, act: Any, **more: Any) -> Way:
    return Way(summary=summary, area=Area.HOOKS, permission="accounts.use", act=act, **more)


ADDRESSES = (
    Address(
        "hooks",
        "api-hooks",
        {
            "GET": _way(
                "List your webhooks",
                lambda asked, _none: given_page(asked, hooks_of(asked.user), FIELDS),
                query=PAGED,
                gives=lambda: page_shape(shape_of(FIELDS)),
            ),
            "POST": _way(
                "Let an address be told of what is done on a mission",
                _added,
                body=lambda: of_form(HookForm, new=True),
                gives=lambda: MADE,
                status=201,
                told_once="secret",
            ),
        },
    ),
    Address("hooks/<int:pk>", "api-hooks-one", {"DELETE": _way("End a webhook", _removed, status=204)}),
    Address(
        "hooks/<int:pk>/deliveries",
        "api-hooks-deliveries",
        {
            "GET": _way(
                "List what was sent to an address",
                _sent,
                query=PAGED,
                gives=lambda: page_shape(shape_of(TELLINGS)),
            )
        },
    ),
)
