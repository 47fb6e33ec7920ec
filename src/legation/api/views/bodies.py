"""What was sent to the way in: JSON, or for a file a form of two parts, “values” in JSON and “file”."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from legation.api.forms.reading import LARGEST, NotJson, faults, read
from legation.api.queries.shapes import Shape
from legation.api.views.problems import Problem
from legation.kernel.files import LARGEST_PAPER

PARTS = "multipart/form-data"
JSON = frozenset({"application/json", "application/merge-patch+json"})


def sent(request: HttpRequest, shape: Shape, *, upload: bool) -> tuple[Any, Any]:
    """The body, which is of its shape, and the file beside it or None. Raises Problem."""
    if upload and request.content_type == PARTS:
        text, file = _parts(request)
    elif request.content_type in JSON:
        text, file = _whole(request), None
    else:
        said = _("Send the body with “Content-Type: application/json”.")
        raise Problem("not-json-type", said)
    try:
        value = read(text)
    except NotJson as wrong:
        raise Problem("not-json", str(wrong)) from None
    found = [(at or None, said) for at, said in faults(value, shape)]
    if found:
        raise Problem("refused", errors=found)
    return value, file


def _whole(request: HttpRequest) -> bytes:
    if _length(request) > LARGEST:
        raise _too_large(LARGEST)
    try:
        body = request.body
    except RequestDataTooBig:
        raise _too_large(LARGEST) from None
    except UnreadablePostError:
        raise Problem("not-json", _("The body broke off.")) from None
    if len(body) > LARGEST:
        raise _too_large(LARGEST)
    return body


def _parts(request: HttpRequest) -> tuple[bytes, Any]:
    most = LARGEST_PAPER + LARGEST
    if _length(request) > most:
        raise _too_large(most)
    try:
        names = {*request.POST, *request.FILES}
        texts, files = request.POST.getlist("values"), request.FILES.getlist("file")
    except RequestDataTooBig:
        raise _too_large(LARGEST) from None
    except (MultiPartParserError, TooManyFieldsSent, TooManyFilesSent, UnreadablePostError, ValueError):
        raise Problem("not-json", _("The body broke off.")) from None
    if names - {"values", "file"} or len(texts) != 1 or len(files) > 1:
        raise Problem("not-json", _("Send two parts: “values”, which holds JSON, and “file”."))
    return texts[0].encode("utf-8", "surrogatepass"), files[0] if files else None


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _too_large(most: int) -> Problem:
    return Problem("too-large", _("At most %(most)d KiB are read.") % {"most": most // 1024})
