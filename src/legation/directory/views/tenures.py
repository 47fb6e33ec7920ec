"""Who held which post when, on the page of the person."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.directory.actions import add_tenure, change_tenure
from legation.directory.forms import TenureForm
from legation.directory.models import Person, Tenure
from legation.directory.views.removal import removed_from, restored
from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate


@gate(["GET", "POST"], Person, "directory.change_person")
def tenure_new(request: Request, person: Person) -> HttpResponse:
    back = reverse("person", args=[person.pk])
    form = TenureForm(request.POST or None, user=request.user)
    return edit(
        request,
        form,
        act=lambda: add_tenure(person, form.values(), by=request.user),
        template="ui/edit.html",
        context={"heading": _("Add a post held"), "over": str(person), "back": back},
        done=lambda _saved: back,
    )


@gate(["GET", "POST"], Tenure, "directory.change_tenure")
def tenure_edit(request: Request, tenure: Tenure) -> HttpResponse:
    back = reverse("person", args=[tenure.person_id])
    form = TenureForm(request.POST or None, instance=tenure, user=request.user)
    return edit(
        request,
        form,
        act=lambda: change_tenure(tenure, form.values(), seen=form.seen, by=request.user),
        template="ui/edit.html",
        context={
            "heading": _("Edit the post held"),
            "over": str(tenure.person),
            "back": back,
            "remove": reverse("tenure-remove", args=[tenure.person_id, tenure.pk]),
        },
        done=lambda _saved: back,
    )


@gate(["POST"], Tenure, "directory.change_tenure")
def tenure_remove(request: Request, tenure: Tenure) -> HttpResponse:
    return removed_from(request, tenure, reverse("person", args=[tenure.person_id]))


@gate(["POST"], None, "directory.keep")
def tenure_restore(request: Request, person: int, pk: int) -> HttpResponse:
    return redirect("person", restored(request, Tenure, pk, person=person).person_id)
