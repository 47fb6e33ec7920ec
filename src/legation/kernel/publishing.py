"""Pages that anyone may read: kept ready in memory, and made anew once anything that is public changed.

Whoever publishes, changes or withdraws calls `touch` in the transaction that does it. It renews a small file
in the data folder that all processes of a machine look at before they answer, so a page that was taken back
is gone from all of them at once. `PUBLIC_KEEP_SECONDS` bounds what a process that missed it could still show;
where machines do not share the folder it is 0, and each page is made for each request.
"""

import contextlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response

PAGES, BYTES = 512, 32 * 1024 * 1024

Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Page:
    """What is sent: bytes, their media type and their tag, made while `stamp` stood, good until `until`.

    `changes_at` is when the clock alone makes it another, as where an embargo ends; None where it does not.
    """

    body: bytes
    kind: str
    etag: str
    stamp: Stamp
    until: float
    changes_at: datetime | None = None


Made = tuple[bytes, str] | tuple[bytes, str, datetime | None]


_kept: OrderedDict[str, Page] = OrderedDict()
_size = 0
_lock = threading.Lock()


def touch() -> None:
    """Make every public page anew: at once, and again when what changed can be seen by others."""
    _renew()
    transaction.on_commit(_renew)


def forget() -> None:
    """Empty this process's memory."""
    global _size  # noqa: PLW0603
    with _lock:
        _kept.clear()
        _size = 0


def serve(request: HttpRequest, key: str, make: Callable[[], Made]) -> HttpResponseBase:
    """The page `key`, from memory or made now; 304 where the caller holds these very bytes.

    `make` gives the bytes and their media type, and where the clock will change them the moment at which; it
    raises Http404 for what is not public. Whoever keeps a copy asks before showing it again, so that what was
    withdrawn is not shown from a copy either.
    """
    page = _page(key, make)
    answer = HttpResponse(page.body, content_type=page.kind)
    answer["ETag"] = page.etag
    answer["Cache-Control"] = "public, no-cache"
    given = get_conditional_response(request, etag=page.etag, response=answer) or answer
    given.same_for_all = True  # type: ignore[attr-defined]
    return given


class SameForAll:
    """Takes from a public page the `Vary` that login and language put on every answer.

    Its address names the language and it knows no reader, so one copy serves everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if getattr(answer, "same_for_all", False) and not answer.cookies:
            del answer["Vary"]
        return answer


def _page(key: str, make: Callable[[], Made]) -> Page:
    stamp, now = _stamp(), time.monotonic()
    page = _kept.get(key)
    if page is not None and page.stamp == stamp and now < page.until and not _over(page):
        return page
    body, kind, *rest = make()
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    page = Page(body, kind, tag, stamp, now + settings.PUBLIC_KEEP_SECONDS, rest[0] if rest else None)
    if settings.PUBLIC_KEEP_SECONDS:
        _keep(key, page)
    return page


def _over(page: Page) -> bool:
    return page.changes_at is not None and timezone.now() >= page.changes_at


def _keep(key: str, page: Page) -> None:
    global _size  # noqa: PLW0603
    with _lock:
        before = _kept.pop(key, None)
        _size += len(page.body) - (len(before.body) if before is not None else 0)
        _kept[key] = page
        while _kept and (len(_kept) > PAGES or _size > BYTES):
            _key, oldest = _kept.popitem(last=False)
            _size -= len(oldest.body)


def _file() -> Path:
    return Path(settings.DATA) / "public.stamp"


def _stamp() -> Stamp:
    try:
        found = _file().stat()
    except FileNotFoundError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_ino)


def _renew() -> None:
    """A new file under the old name: also within one tick of the clock it is another one."""
    target = _file()
    aside = target.with_name(f"public.stamp.{secrets.token_hex(8)}")
    target.parent.mkdir(parents=True, exist_ok=True)
    aside.write_bytes(b"")
    try:
        aside.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise
