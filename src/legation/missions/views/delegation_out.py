"""The delegation taken out: a spreadsheet, a table of plain text, vCards, Popolo JSON."""

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from legation.directory.queries.outgoing import cells, headings, popolo, vcard
from legation.directory.views.outgoing import taken_out
from legation.kernel.gate import Request, gate
from legation.missions.forms.delegates import WantedForm
from legation.missions.models import Mission
from legation.missions.queries.delegation_out import cards_of, delegation_out


@gate(["GET"], Mission, "missions.view_mission", fresh=True)
def delegation_list_out(request: Request, mission: Mission) -> HttpResponseBase:
    coming = delegation_out(mission, request.user, WantedForm(request.GET).wanted())
    user = request.user
    return taken_out(
        request,
        f"{mission.slug}-delegation",
        table=(
            _("Delegation"),
            headings(user, coming.headings),
            (cells(each, user) for each in coming.people),
        ),
        cards=lambda: map(vcard, cards_of(coming)),
        tree=lambda: popolo(cards_of(coming), belonging=coming.belonging),
    )
