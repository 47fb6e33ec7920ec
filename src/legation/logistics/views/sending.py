"""A list as a file that no cache keeps."""

from collections.abc import Callable

from django.http import Http404, HttpResponse

from legation.kernel.typesetting import FontsMissing
from legation.logistics.actions.printing import XLSX

TYPES = {"pdf": "application/pdf", "xlsx": XLSX, "csv": "text/csv; charset=utf-8"}


def sent_file(kind: str, name: str, made: Callable[[], bytes]) -> HttpResponse:
    """The answer for "pdf", "xlsx" or "csv"; what is none of them is not there."""
    if kind not in TYPES:
        raise Http404
    try:
        data = made()
    except FontsMissing as missing:
        return HttpResponse(str(missing), status=503, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(data, content_type=TYPES[kind])
    place = "inline" if kind == "pdf" else "attachment"
    answer["Content-Disposition"] = f'{place}; filename="{name}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
