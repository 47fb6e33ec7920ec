"""What an office's people saw, changed, exported, printed and sent."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.directory.views.outgoing import taken_out
from legation.kernel.gate import Request, gate
from legation.missions.forms.audit import AuditForm
from legation.missions.queries.audit import audit_rows, audit_sheet


@gate(["GET"], None, "missions.audit")
def audit(request: Request) -> HttpResponse:
    form = AuditForm(request.GET, user=request.user)
    asked = form.asked(request.GET.get("before", ""))
    asking = request.GET.copy()
    for name in ("before", "as"):
        asking.pop(name, None)
    page = {
        "form": form,
        "asked": asked,
        "sheet": audit_sheet(request.user, asked),
        "asking": asking.urlencode(),
    }
    return render(request, "missions/audit.html", page)


@gate(["GET"], None, "missions.audit", fresh=True)
def audit_out(request: Request) -> HttpResponseBase:
    asked = AuditForm(request.GET, user=request.user).asked()
    headings = [
        pgettext("audit", "When (UTC)"),
        pgettext("audit", "Who"),
        pgettext("audit", "What"),
        pgettext("audit", "In words"),
        pgettext("audit", "Of"),
        _("Mission"),
        pgettext("audit", "Link"),
    ]
    return taken_out(request, "audit", table=(_("Audit list"), headings, audit_rows(request.user, asked)))
