"""Pages of agreements."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from legation.kernel.gate import Request, gate
from legation.missions.models import Mission
from legation.outcomes.actions import add_agreement
from legation.outcomes.forms import AgreementForm
from legation.outcomes.models import Agreement
from legation.outcomes.views.outcomes import bring_back, edit_outcome, new_outcome, take_away


@gate(["GET", "POST"], Mission, "missions.change_mission")
def agreement_new(request: Request, mission: Mission) -> HttpResponse:
    form = AgreementForm(request.POST or None, mission=mission, user=request.user)
    return new_outcome(request, mission, form, add_agreement, _("Note an agreement"))


@gate(["GET", "POST"], Agreement, "outcomes.change_agreement")
def agreement_edit(request: Request, outcome: Agreement) -> HttpResponse:
    form = AgreementForm(request.POST or None, instance=outcome, mission=outcome.mission, user=request.user)
    return edit_outcome(request, outcome, form, _("Change the agreement"))


@gate(["POST"], Agreement, "outcomes.change_agreement")
def agreement_remove(request: Request, outcome: Agreement) -> HttpResponse:
    return take_away(request, outcome)


@gate(["POST"], Mission, "missions.change_mission")
def agreement_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    return bring_back(request, mission, Agreement, pk)
