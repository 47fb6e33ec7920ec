"""Send what a text says that people said to the minutes of a meeting."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.missions.queries import masthead
from legation.sources.actions.minuting import send_to_minutes
from legation.sources.forms.minuting import MinutesForm
from legation.sources.models import Source
from legation.sources.queries.minuting import open_minutes, statements_waiting


@gate(["GET", "POST"], Source, "sources.change_source")
def source_minutes(request: Request, source: Source) -> HttpResponse:
    minutes, waiting = open_minutes(source, request.user), statements_waiting(source)
    form = MinutesForm(request.POST or None, minutes=minutes, findings=waiting)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["minutes"]
        try:
            lines = send_to_minutes(source, chosen, form.cleaned_data["findings"], by=request.user)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            said = ngettext(
                "%(n)s statement stands in the minutes.", "%(n)s statements stand in the minutes.", len(lines)
            )
            messages.success(request, said % {"n": len(lines)})
            return redirect("minutes", source.mission.slug, chosen.pk)
    context = {
        "head": masthead(source.mission, request.user),
        "source": source,
        "heading": _("Send statements to the minutes"),
        "form": form,
        "waiting": waiting,
        "meetings": minutes.exists(),
    }
    return render(request, "sources/minutes.html", context, status=422 if form.errors else 200)
