"""What is held about a person, given to them; and a person erased at their request."""

import json

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from legation.directory.actions.erasing import erase_person
from legation.directory.forms.erasing import EraseForm
from legation.directory.models import Person
from legation.directory.queries.personal import as_data, erasure_words, last_erasure, personal
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused


@gate(["GET"], Person, "directory.change_person", fresh=True)
def person_held(request: Request, person: Person) -> HttpResponse:
    """Everything that is held, as a page to print, or as JSON."""
    found = personal(person, request.user)
    if request.GET.get("as") == "json":
        text = json.dumps(as_data(found), ensure_ascii=False, indent=2)
        answer = HttpResponse(text, content_type="application/json; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="person-{person.pk}.json"'
    else:
        answer = render(request, "directory/held.html", {"found": found})
    answer["Cache-Control"] = "private, no-store"
    return answer


@gate(["GET", "POST"], Person, "directory.erase_person")
def person_erase(request: Request, person: Person) -> HttpResponse:
    """What erasing does, and the form that does it; afterwards what was done."""
    form = EraseForm(request.POST or None)
    done = last_erasure(person)
    if request.method == "POST" and form.is_valid():
        try:
            erase_person(person, sure=form.cleaned_data["sure"], by=request.user)
        except Refused as refusal:
            form.add_error("sure", str(refusal))
        else:
            return redirect("person-erase", person.pk)
    context = {
        "person": person,
        "form": form,
        "done": done,
        "words": erasure_words(done.report) if done else [],
        "back": reverse("person", args=[person.pk]),
    }
    wrong = request.method == "POST"
    return render(request, "directory/erase.html", context, status=422 if wrong else 200)
