"""Pages of the gift register."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.history import revisions_of
from legation.kernel.sheets_out import written
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.missions.queries.masthead import Masthead
from legation.protocol.actions.gifts import (
    add_gift,
    change_gift,
    declare_gift,
    plan_gift,
    remove_gift,
    restore_gift,
    state_gift_rule,
)
from legation.protocol.forms.gifts import DeclareForm, GiftForm, GiftRuleForm, RegisterForm
from legation.protocol.models import Gift
from legation.protocol.queries.gifts import (
    Asked,
    GiftRow,
    GiftsPage,
    countries_of_side,
    gift_revisions,
    gifts_of,
    new_gift,
    register_of,
    removed_gift,
)
from legation.protocol.queries.gifts_csv import as_csv, as_table
from legation.protocol.queries.gifts_rule import gift_rule_of
from legation.protocol.queries.gifts_sets import gift_sets, set_for

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@gate(["GET"], Mission, "missions.view_mission")
def gifts(request: Request, mission: Mission) -> HttpResponse:
    head = masthead(mission, request.user)
    context = {
        "head": head,
        "page": _page(request, mission, head),
        "removed": removed_gift(mission, request.GET.get("removed", ""), request.user),
    }
    return render(request, "protocol/gifts.html", context)


@gate(["GET"], Mission, "missions.view_mission")
def gifts_csv(request: Request, mission: Mission) -> HttpResponse:
    page = _page(request, mission, masthead(mission, request.user))
    return _file(request, page.register.rows, f"gifts-{mission.slug}")


@gate(["GET"], Mission, "missions.view_mission")
def gift_sets_page(request: Request, mission: Mission) -> HttpResponse:
    context = {"head": masthead(mission, request.user), "page": gift_sets(mission, request.user)}
    return render(request, "protocol/gifts_sets.html", context)


@gate(["POST"], Mission, "missions.change_mission")
def gift_plan(request: Request, mission: Mission) -> HttpResponse:
    wanted = set_for(mission, request.user, request.POST.get("engagement"), request.POST.get("delegate"))
    if wanted is None:
        raise Http404
    planned = plan_gift(*wanted, by=request.user)
    return redirect("gift-edit", mission.slug, planned.pk)


@gate(["GET", "POST"], Mission, "missions.change_mission")
def gift_new(request: Request, mission: Mission) -> HttpResponse:
    form = GiftForm(
        request.POST or None,
        mission=mission,
        user=request.user,
        initial=new_gift(mission, request.user, request.GET.get("engagement", "")),
    )
    return edit(
        request,
        form,
        act=lambda: add_gift(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("Enter a gift"),
            "back": reverse("gifts", args=[mission.slug]),
        },
        done=_at,
    )


@gate(["GET", "POST"], Gift, "protocol.change_gift")
def gift_edit(request: Request, gift: Gift) -> HttpResponse:
    form = GiftForm(request.POST or None, instance=gift, mission=gift.mission, user=request.user)
    return edit(
        request,
        form,
        act=lambda: change_gift(gift, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(gift.mission, request.user),
            "heading": _("Change the gift"),
            "back": _at(gift),
            "remove": reverse("gift-remove", args=[gift.mission.slug, gift.pk]),
        },
        done=_at,
    )


@gate(["GET", "POST"], Gift, "protocol.change_gift")
def gift_declare(request: Request, gift: Gift) -> HttpResponse:
    form = DeclareForm(request.POST or None, instance=gift)
    return edit(
        request,
        form,
        act=lambda: declare_gift(gift, form.cleaned_data["declared_on"], seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(gift.mission, request.user),
            "heading": _("When was it declared?"),
            "back": _at(gift),
        },
        done=_at,
    )


@gate(["POST"], Gift, "protocol.change_gift")
def gift_remove(request: Request, gift: Gift) -> HttpResponse:
    remove_gift(gift, by=request.user)
    return redirect(f"{reverse('gifts', args=[gift.mission.slug])}?removed={gift.pk}")


@gate(["POST"], Mission, "missions.change_mission")
def gift_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    found = removed_gift(mission, pk, request.user)
    if found is None:
        raise Http404
    return redirect(_at(restore_gift(found, by=request.user)))


@gate(["GET"], Gift, "protocol.change_gift")
def gift_history(request: Request, gift: Gift) -> HttpResponse:
    context = {"record": gift, "revisions": gift_revisions(gift, request.user), "back": _at(gift)}
    return render(request, "ui/history.html", context)


@gate(["GET", "POST"], None, "protocol.keep")
def gift_rule(request: Request) -> HttpResponse:
    rule = gift_rule_of(request.user)
    form = GiftRuleForm(request.POST or None, instance=rule)
    return edit(
        request,
        form,
        act=lambda: state_gift_rule(form.values(), seen=form.seen, by=request.user),
        template="protocol/gifts_rule.html",
        context={"back": reverse("gift-register"), "rule": rule},
        done=lambda _saved: reverse("gift-rule"),
    )


@gate(["GET"], None, "protocol.keep")
def gift_rule_history(request: Request) -> HttpResponse:
    rule = gift_rule_of(request.user)
    context = {
        "record": _("The gift rule of your office"),
        "revisions": revisions_of(rule) if rule is not None else [],
        "back": reverse("gift-rule"),
    }
    return render(request, "ui/history.html", context)


@gate(["GET"], None, "missions.list")
def gift_register(request: Request) -> HttpResponse:
    page = register_of(request.user, timezone.now().date(), _asked(request))
    form = RegisterForm(request.GET or None, years=page.years, donors=page.donors)
    context = {"page": page, "form": form, "asked": _asked(request), "asking": request.GET.urlencode()}
    return render(request, "protocol/gifts_register.html", context)


@gate(["GET"], None, "missions.list")
def gift_register_csv(request: Request) -> HttpResponse:
    page = register_of(request.user, timezone.now().date(), _asked(request))
    return _file(request, page.register.rows, "gifts")


def _page(request: Request, mission: Mission, head: Masthead) -> GiftsPage:
    return gifts_of(mission, request.user, timezone.now().date(), countries_of_side(head))


def _asked(request: Request) -> Asked:
    asked: Any = request.GET
    return Asked(asked.get("year", ""), asked.get("donor", ""), open=bool(asked.get("open")))


def _file(request: Request, rows: Iterable[GiftRow], name: str) -> HttpResponse:
    """The register as it is shown, as plain text or, where `as` asks for it, as a spreadsheet."""
    if request.GET.get("as") == "xlsx":
        response = HttpResponse(written([as_table(rows)]), content_type=XLSX)
        name = f"{name}.xlsx"
    else:
        response = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
        name = f"{name}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _at(gift: Gift) -> str:
    return f"{reverse('gifts', args=[gift.mission.slug])}#gift-{gift.pk}"
