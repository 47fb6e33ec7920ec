"""What is listed, taken out: as a spreadsheet, a table of plain text, vCards or Popolo JSON."""

from collections.abc import Callable, Iterable

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from legation.directory.forms import FindCities, FindOrganisations, FindPeople
from legation.directory.models import City, Organisation, Person
from legation.directory.queries.lists import keys_of_cities, keys_of_organisations, keys_of_people
from legation.directory.queries.outgoing import (
    bodies_leaving,
    body_cells,
    body_headings,
    body_vcard,
    cells,
    cities_leaving,
    city_headings,
    headings,
    leaving,
    popolo,
    vcard,
)
from legation.kernel.gate import Request, gate
from legation.kernel.sheets import Cell
from legation.kernel.sheets_out import csv_lines, written

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "vcf": "text/vcard; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


@gate(["GET"], None, "directory.browse", fresh=True)
def people_out(request: Request) -> HttpResponseBase:
    """The people that the list shows, found and filtered as there."""
    day, user = timezone.localdate(), request.user
    keys = keys_of_people(user, FindPeople(request.GET, user=user).wish(), day)
    people = leaving(keys, user, day)
    return taken_out(
        request,
        "people",
        table=(str(Person._meta.verbose_name), headings(user), (cells(each, user) for each in people)),
        cards=lambda: map(vcard, people),
        tree=lambda: popolo(people),
    )


@gate(["GET"], None, "directory.browse", fresh=True)
def organisations_out(request: Request) -> HttpResponseBase:
    """The organisations that the list shows, found and filtered as there."""
    user = request.user
    keys = keys_of_organisations(user, FindOrganisations(request.GET, user=user).wish())
    bodies = bodies_leaving(keys, user)
    return taken_out(
        request,
        "organisations",
        table=(str(Organisation._meta.verbose_name), body_headings(), map(body_cells, bodies)),
        cards=lambda: map(body_vcard, bodies),
        tree=lambda: popolo((), bodies),
    )


@gate(["GET"], None, "directory.browse")
def cities_out(request: Request) -> HttpResponseBase:
    """The cities that the list shows, found and filtered as there, as a table."""
    keys = keys_of_cities(request.user, FindCities(request.GET, user=request.user).wish())
    rows = cities_leaving(keys, request.user)
    return taken_out(request, "cities", table=(str(City._meta.verbose_name), city_headings(), rows))


def taken_out(
    request: Request,
    name: str,
    *,
    table: tuple[str, list[str], Iterable[list[Cell]]],
    cards: Callable[[], Iterable[str]] | None = None,
    tree: Callable[[], Iterable[str]] | None = None,
) -> HttpResponseBase:
    """The answer in the form that was asked for; text goes out piece by piece."""
    form = request.GET.get("as", "")
    texts = {"csv": lambda: csv_lines(table[1], table[2]), "vcf": cards, "json": tree}
    answer: HttpResponseBase
    if form == "xlsx":
        answer = HttpResponse(written([table]), content_type=KINDS[form])
    else:
        text = texts.get(form)
        if text is None:
            raise Http404
        answer = StreamingHttpResponse((piece.encode() for piece in text()), content_type=KINDS[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer
