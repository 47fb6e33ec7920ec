"""Tables and sheets that are taken out."""

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse

from legation.kernel.sheets_out import csv_lines, written
from legation.outcomes.queries.sheets import Table

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def table_answer(table: Table, kind: str, name: str) -> HttpResponseBase:
    """A table as a spreadsheet or as plain text."""
    if kind not in KINDS:
        raise Http404
    answer: HttpResponseBase
    if kind == "xlsx":
        answer = HttpResponse(written([table]), content_type=KINDS[kind])
    else:
        pieces = csv_lines(table[1], table[2])
        answer = StreamingHttpResponse((piece.encode() for piece in pieces), content_type=KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def pdf_answer(data: bytes, name: str) -> HttpResponse:
    """A sheet, shown in the browser."""
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
