"""Cities."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from legation.directory.actions import add_city, change_record
from legation.directory.forms import CityForm, FindCities
from legation.directory.models import City
from legation.directory.queries import city_page, list_of_cities, revisions_seen, zone_names
from legation.directory.views.removal import just_removed, removed_from, restored
from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate


@gate(["GET"], None, "directory.browse")
def cities(request: Request) -> HttpResponse:
    form = FindCities(request.GET, user=request.user)
    listing = list_of_cities(request.user, form.wish())
    removed = just_removed(request, City)
    return render(request, "directory/cities.html", {"form": form, "listing": listing, "removed": removed})


@gate(["GET"], City, "directory.view_city")
def city(request: Request, city: City) -> HttpResponse:
    return render(request, "directory/city.html", {"page": city_page(city, request.user, timezone.now())})


@gate(["GET", "POST"], None, "directory.keep")
def city_new(request: Request) -> HttpResponse:
    form = CityForm(request.POST or None, user=request.user)
    return edit(
        request,
        form,
        act=lambda: add_city(form.values(), by=request.user),
        template="directory/city-edit.html",
        context={"heading": _("New city"), "back": reverse("cities"), "zones": zone_names()},
        done=lambda saved: reverse("city", args=[saved.pk]),
    )


@gate(["GET", "POST"], City, "directory.change_city")
def city_edit(request: Request, city: City) -> HttpResponse:
    over = str(city)
    form = CityForm(request.POST or None, instance=city, user=request.user)
    return edit(
        request,
        form,
        act=lambda: change_record(city, form.values(), seen=form.seen, by=request.user),
        template="directory/city-edit.html",
        context={
            "heading": _("Edit the city"),
            "over": over,
            "back": reverse("city", args=[city.pk]),
            "remove": reverse("city-remove", args=[city.pk]),
            "zones": zone_names(),
        },
        done=lambda saved: reverse("city", args=[saved.pk]),
    )


@gate(["POST"], City, "directory.change_city")
def city_remove(request: Request, city: City) -> HttpResponse:
    return removed_from(request, city, reverse("cities"))


@gate(["POST"], None, "directory.keep")
def city_restore(request: Request, pk: int) -> HttpResponse:
    return redirect("city", restored(request, City, pk).pk)


@gate(["GET"], City, "directory.view_city")
def city_history(request: Request, city: City) -> HttpResponse:
    context = {"record": city, "revisions": revisions_seen(city, request.user)}
    return render(request, "ui/history.html", {**context, "back": reverse("city", args=[city.pk])})
