"""Guest lists of a mission, and what holds for one."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.guests.actions import lists as acts
from legation.guests.choices import Reply
from legation.guests.forms.lists import AskedForm, GuestListForm, QuotaForm
from legation.guests.models import Guest, GuestList, Quota
from legation.guests.queries.exporting import csv_of, headings, rows_of
from legation.guests.queries.lists import list_of, list_page, lists_page, removed_list, removed_part
from legation.guests.views.pages import at, within
from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.history import revisions_of
from legation.kernel.sheets_out import written
from legation.missions.models import Engagement, Mission
from legation.missions.queries import masthead
from legation.missions.rules import standing
from legation.missions.views.undo import bring_back, take_out

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@gate(["GET"], Mission, "missions.view_mission")
def guest_lists(request: Request, mission: Mission) -> HttpResponse:
    context = {
        "head": masthead(mission, request.user),
        "page": lists_page(mission, request.user),
        "removed": removed_list(mission, request.GET.get("removed", ""), request.user),
    }
    return render(request, "guests/lists.html", context)


@gate(["GET"], Engagement, "missions.view_engagement")
def engagement_guests(request: Request, engagement: Engagement) -> HttpResponse:
    """From an engagement to its list, or to where one is begun."""
    found = list_of(engagement, request.user)
    if found is not None:
        return redirect(at(found))
    if request.user.has_perm("missions.change_engagement", engagement):
        return redirect("guest-list-new", engagement.mission.slug, engagement.pk)
    return redirect("guest-lists", engagement.mission.slug)


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def list_new(request: Request, engagement: Engagement) -> HttpResponse:
    form = GuestListForm(request.POST or None, engagement=engagement)
    return edit(
        request,
        form,
        act=lambda: acts.open_list(engagement, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(engagement.mission, request.user),
            "heading": _("Guest list: %(what)s") % {"what": engagement},
            "back": reverse("guest-lists", args=[engagement.mission.slug]),
            "save": _("Begin the list"),
        },
        done=at,
    )


@gate(["GET"], GuestList, "guests.view_guestlist")
def guest_list(request: Request, guest_list: GuestList) -> HttpResponse:
    form = AskedForm(request.GET)
    context = {
        **within(request, guest_list),
        "page": list_page(guest_list, request.user, form.asked()),
        "find": form,
        "statuses": Reply.choices,
        "removed": removed_part(Guest, guest_list, request.GET.get("removed", ""), request.user),
    }
    return render(request, "guests/list.html", context)


@gate(["GET", "POST"], GuestList, "guests.change_guestlist")
def list_edit(request: Request, guest_list: GuestList) -> HttpResponse:
    form = GuestListForm(request.POST or None, instance=guest_list, engagement=guest_list.engagement)
    return edit(
        request,
        form,
        act=lambda: acts.change_list(guest_list, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            **within(request, guest_list),
            "heading": _("What holds for the list"),
            "back": at(guest_list),
            "remove": at(guest_list, "guest-list-remove"),
        },
        done=lambda _saved: at(guest_list),
    )


@gate(["POST"], GuestList, "guests.change_guestlist")
def list_remove(request: Request, guest_list: GuestList) -> HttpResponse:
    back = reverse("guest-lists", args=[guest_list.engagement.mission.slug])
    return take_out(request, guest_list, back=back, act=acts.remove_list)


@gate(["POST"], Mission, "missions.change_mission")
def list_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    found = removed_list(mission, pk, request.user)
    return bring_back(request, found, back=reverse("guest-lists", args=[mission.slug]), act=acts.restore_list)


@gate(["GET"], GuestList, "guests.view_guestlist")
def list_history(request: Request, guest_list: GuestList) -> HttpResponse:
    mine = standing(request.user, guest_list.mission_key())
    revisions = revisions_of(guest_list, sees=mine.sees if mine is not None else ())
    context = {"record": guest_list, "revisions": revisions, "back": at(guest_list)}
    return render(request, "ui/history.html", context)


@gate(["GET"], GuestList, "guests.view_guestlist")
def quotas(request: Request, guest_list: GuestList) -> HttpResponse:
    context = {
        **within(request, guest_list),
        "page": list_page(guest_list, request.user, AskedForm({}).asked()),
        "removed": removed_part(Quota, guest_list, request.GET.get("removed", ""), request.user),
    }
    return render(request, "guests/quotas.html", context)


@gate(["GET", "POST"], GuestList, "guests.change_guestlist")
def quota_new(request: Request, guest_list: GuestList) -> HttpResponse:
    form = QuotaForm(request.POST or None, guest_list=guest_list, user=request.user)
    return edit(
        request,
        form,
        act=lambda: acts.add_quota(guest_list, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            **within(request, guest_list),
            "heading": _("Places of an organisation"),
            "back": at(guest_list, "guest-quotas"),
        },
        done=lambda _made: at(guest_list, "guest-quotas"),
    )


@gate(["GET", "POST"], Quota, "guests.change_quota")
def quota_edit(request: Request, quota: Quota) -> HttpResponse:
    guest_list = quota.guest_list
    form = QuotaForm(request.POST or None, instance=quota, guest_list=guest_list, user=request.user)
    return edit(
        request,
        form,
        act=lambda: acts.change_quota(quota, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            **within(request, guest_list),
            "heading": str(quota),
            "back": at(guest_list, "guest-quotas"),
            "remove": at(guest_list, "guest-quota-remove", quota.pk),
        },
        done=lambda _saved: at(guest_list, "guest-quotas"),
    )


@gate(["POST"], Quota, "guests.change_quota")
def quota_remove(request: Request, quota: Quota) -> HttpResponse:
    return take_out(request, quota, back=at(quota.guest_list, "guest-quotas"), act=acts.remove_quota)


@gate(["POST"], GuestList, "guests.change_guestlist")
def quota_restore(request: Request, guest_list: GuestList, part: int) -> HttpResponse:
    found = removed_part(Quota, guest_list, part, request.user)
    return bring_back(request, found, back=at(guest_list, "guest-quotas"), act=acts.restore_quota)


@gate(["GET"], GuestList, "guests.view_guestlist", fresh=True)
def list_xlsx(request: Request, guest_list: GuestList) -> HttpResponse:
    rows = rows_of(guest_list, request.user)
    content = written([(str(guest_list)[:31], headings(), rows)])
    return _file(content, XLSX, f"guests-{guest_list.pk}.xlsx")


@gate(["GET"], GuestList, "guests.view_guestlist", fresh=True)
def list_csv(request: Request, guest_list: GuestList) -> HttpResponse:
    content = csv_of(guest_list, request.user)
    return _file(content, "text/csv; charset=utf-8", f"guests-{guest_list.pk}.csv")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
