"""Papers and tables that are taken out."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.kernel.gate import Request
from legation.kernel.sheets_out import written
from legation.kernel.typesetting import FontsMissing
from legation.reports.actions.printing import docx_bytes, pdf_bytes
from legation.reports.queries.paper import Paper
from legation.reports.queries.wording import day_of

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def language_of(request: Request) -> str:
    """The language that was asked for, or the reader's own."""
    asked = request.GET.get("language", "")
    return asked if asked in {"en", "ko"} else (get_language() or "en")[:2]


def printed_by(request: Request, now: datetime) -> str:
    """The line at the foot of a paper."""
    told = {"who": request.user, "day": day_of(timezone.localdate(now))}
    return _("Printed by %(who)s on %(day)s") % told


def pdf(make: Callable[[], Paper], name: str) -> HttpResponse:
    """A paper, shown in the browser; or why there is none."""
    try:
        data = pdf_bytes(make(), at=timezone.now())
    except FontsMissing as missing:
        return HttpResponse(str(missing), status=503, content_type="text/plain; charset=utf-8")
    return _answer(data, PDF, f'inline; filename="{name}.pdf"')


def docx(make: Callable[[], Paper], name: str) -> HttpResponse:
    """A paper to go on writing in."""
    return _answer(docx_bytes(make(), at=timezone.now()), DOCX, f'attachment; filename="{name}.docx"')


def xlsx(sheets: list[tuple[str, list[str], list[list[object]]]], name: str) -> HttpResponse:
    """Tables as a workbook."""
    return _answer(written(sheets), XLSX, f'attachment; filename="{name}.xlsx"')  # type: ignore[arg-type]


def _answer(data: bytes, media: str, disposition: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=media)
    answer["Content-Disposition"] = disposition
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
