"""Organisations."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from legation.directory.actions import add_organisation, change_record
from legation.directory.forms import FindOrganisations, OrganisationForm
from legation.directory.models import Organisation, Post
from legation.directory.queries import list_of_organisations, organisation_page, revisions_seen
from legation.directory.views.removal import just_removed, removed_from, restored
from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate


@gate(["GET"], None, "directory.browse")
def organisations(request: Request) -> HttpResponse:
    form = FindOrganisations(request.GET, user=request.user)
    listing = list_of_organisations(request.user, form.wish())
    removed = just_removed(request, Organisation)
    return render(
        request, "directory/organisations.html", {"form": form, "listing": listing, "removed": removed}
    )


@gate(["GET"], Organisation, "directory.view_organisation")
def organisation(request: Request, organisation: Organisation) -> HttpResponse:
    page = organisation_page(organisation, request.user, timezone.localdate())
    removed = just_removed(request, Post, organisation=organisation.pk)
    return render(request, "directory/organisation.html", {"page": page, "removed": removed})


@gate(["GET", "POST"], None, "directory.keep")
def organisation_new(request: Request) -> HttpResponse:
    form = OrganisationForm(
        request.POST or None, initial={"city": request.GET.get("city")}, user=request.user
    )
    return edit(
        request,
        form,
        act=lambda: add_organisation(form.values(), by=request.user),
        template="ui/edit.html",
        context={"heading": _("New organisation"), "back": reverse("organisations")},
        done=lambda saved: reverse("organisation", args=[saved.pk]),
    )


@gate(["GET", "POST"], Organisation, "directory.change_organisation")
def organisation_edit(request: Request, organisation: Organisation) -> HttpResponse:
    over = str(organisation)
    form = OrganisationForm(request.POST or None, instance=organisation, user=request.user)
    return edit(
        request,
        form,
        act=lambda: change_record(organisation, form.values(), seen=form.seen, by=request.user),
        template="ui/edit.html",
        context={
            "heading": _("Edit the organisation"),
            "over": over,
            "back": reverse("organisation", args=[organisation.pk]),
            "remove": reverse("organisation-remove", args=[organisation.pk]),
            "loses": _("It leaves every list, and its posts with it. You can bring all of it back."),
        },
        done=lambda saved: reverse("organisation", args=[saved.pk]),
    )


@gate(["POST"], Organisation, "directory.change_organisation")
def organisation_remove(request: Request, organisation: Organisation) -> HttpResponse:
    return removed_from(request, organisation, reverse("organisations"))


@gate(["POST"], None, "directory.keep")
def organisation_restore(request: Request, pk: int) -> HttpResponse:
    return redirect("organisation", restored(request, Organisation, pk).pk)


@gate(["GET"], Organisation, "directory.view_organisation")
def organisation_history(request: Request, organisation: Organisation) -> HttpResponse:
    context = {"record": organisation, "revisions": revisions_seen(organisation, request.user)}
    return render(
        request, "ui/history.html", {**context, "back": reverse("organisation", args=[organisation.pk])}
    )
