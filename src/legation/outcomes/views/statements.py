"""Pages of statements."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from legation.kernel.gate import Request, gate
from legation.missions.models import Mission
from legation.outcomes.actions import add_statement
from legation.outcomes.forms import StatementForm
from legation.outcomes.models import Statement
from legation.outcomes.views.outcomes import bring_back, edit_outcome, new_outcome, take_away


@gate(["GET", "POST"], Mission, "missions.change_mission")
def statement_new(request: Request, mission: Mission) -> HttpResponse:
    form = StatementForm(request.POST or None, mission=mission, user=request.user)
    return new_outcome(request, mission, form, add_statement, _("Note a statement"))


@gate(["GET", "POST"], Statement, "outcomes.change_statement")
def statement_edit(request: Request, outcome: Statement) -> HttpResponse:
    form = StatementForm(request.POST or None, instance=outcome, mission=outcome.mission, user=request.user)
    return edit_outcome(request, outcome, form, _("Change the statement"))


@gate(["POST"], Statement, "outcomes.change_statement")
def statement_remove(request: Request, outcome: Statement) -> HttpResponse:
    return take_away(request, outcome)


@gate(["POST"], Mission, "missions.change_mission")
def statement_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    return bring_back(request, mission, Statement, pk)
