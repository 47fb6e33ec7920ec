"""People."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from legation.directory.actions import add_person, change_person
from legation.directory.forms import FindPeople, PersonForm
from legation.directory.models import Person, Tenure
from legation.directory.queries import list_of_people, person_page, portrait_of, revisions_seen
from legation.directory.views.removal import just_removed, removed_from, restored
from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate


@gate(["GET"], None, "directory.browse")
def people(request: Request) -> HttpResponse:
    form = FindPeople(request.GET, user=request.user)
    listing = list_of_people(request.user, form.wish(), timezone.localdate())
    removed = just_removed(request, Person)
    return render(request, "directory/people.html", {"form": form, "listing": listing, "removed": removed})


@gate(["GET"], Person, "directory.view_person")
def person(request: Request, person: Person) -> HttpResponse:
    page = person_page(person, request.user, timezone.localdate())
    removed = just_removed(request, Tenure, person=person.pk)
    return render(request, "directory/person.html", {"page": page, "removed": removed})


@gate(["GET", "POST"], None, "directory.keep")
def person_new(request: Request) -> HttpResponse:
    form = PersonForm(request.POST or None, request.FILES or None, user=request.user)
    return edit(
        request,
        form,
        act=lambda: add_person(form.values(), portrait=form.picture, by=request.user),
        template="ui/edit.html",
        context={"heading": _("New person"), "back": reverse("people")},
        done=lambda saved: reverse("person", args=[saved.pk]),
    )


@gate(["GET", "POST"], Person, "directory.change_person")
def person_edit(request: Request, person: Person) -> HttpResponse:
    over = str(person)
    form = PersonForm(request.POST or None, request.FILES or None, instance=person, user=request.user)
    return edit(
        request,
        form,
        act=lambda: change_person(
            person, form.values(), seen=form.seen, portrait=form.picture, by=request.user
        ),
        template="ui/edit.html",
        context={
            "heading": _("Edit the person"),
            "over": over,
            "back": reverse("person", args=[person.pk]),
            "remove": reverse("person-remove", args=[person.pk]),
        },
        done=lambda saved: reverse("person", args=[saved.pk]),
    )


@gate(["POST"], Person, "directory.change_person")
def person_remove(request: Request, person: Person) -> HttpResponse:
    return removed_from(request, person, reverse("people"))


@gate(["POST"], None, "directory.keep")
def person_restore(request: Request, pk: int) -> HttpResponse:
    return redirect("person", restored(request, Person, pk).pk)


@gate(["GET"], Person, "directory.view_person")
def person_history(request: Request, person: Person) -> HttpResponse:
    context = {"record": person, "revisions": revisions_seen(person, request.user)}
    return render(request, "ui/history.html", {**context, "back": reverse("person", args=[person.pk])})


@gate(["GET"], Person, "directory.view_person")
def person_portrait(request: Request, person: Person) -> HttpResponseBase:
    """The picture, for this reader's browser alone, which asks again whether it still may show it."""
    content = portrait_of(person)
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-cache"
    answer["ETag"] = quote_etag(person.portrait)
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer
