"""What leaves the site is written down: tables and papers that are taken, letters that are sent.

Pages do not see to it themselves, so that none forgets: whatever goes out as a file to somebody who is logged
in is noted here. Where it cannot be noted it does not go out.
"""

import re
from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest, HttpResponseBase

from legation.kernel.choices import Deed
from legation.kernel.models import Letter, Outflow

_NAMED = re.compile(r'filename="?[^";]*\.([A-Za-z0-9]{1,8})"?')
# Papers that a browser shows; everything else that goes out under a file's name was exported.
PRINTED = {"application/pdf": "pdf", "image/svg+xml": "svg"}


class Noted:
    """Middleware: one line for each file that somebody takes."""

    def __init__(self, answer_of: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer_of = answer_of

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.answer_of(request)
        if answer.status_code == 200 and request.method != "HEAD":
            _note(request, answer)
        return answer


def _note(request: HttpRequest, answer: HttpResponseBase) -> None:
    media = answer.headers.get("Content-Type", "").partition(";")[0].strip()
    named = answer.headers.get("Content-Disposition", "")
    if not named and media not in PRINTED:
        return
    user, found = getattr(request, "user", None), request.resolver_match
    if found is None or user is None or not user.is_authenticated:
        return
    ending = _NAMED.search(named)
    about = getattr(request, "loaded", None)
    note(
        Deed.PRINTED if media in PRINTED else Deed.EXPORTED,
        found.view_name,
        by=user,
        form=ending.group(1).lower() if ending else PRINTED.get(media, ""),
        about=about,
        mission_id=_mission_of(about),
    )


def note_letter(letter: Letter) -> None:
    """A letter was given to the mail server."""
    note(Deed.SENT, letter.kind, by=letter.by, about=letter, mission_id=letter.mission_id)


def note(
    deed: Deed,
    route: str,
    *,
    by: Any,
    form: str = "",
    about: models.Model | None = None,
    mission_id: int | None = None,
) -> Outflow:
    """Write one line; `route` names the page that gave it."""
    kind = ContentType.objects.get_for_model(about) if about is not None and about.pk else None
    return Outflow.objects.create(
        by=by,
        deed=deed,
        route=route[:60],
        form=form,
        content_type=kind,
        object_id=about.pk if kind is not None and about is not None else None,
        mission_id=mission_id,
    )


def _mission_of(about: Any) -> int | None:
    if about is None:
        return None
    if about._meta.label_lower == "missions.mission":
        key: int = about.pk
        return key
    told = getattr(about, "mission_key", None)
    return told() if callable(told) else getattr(about, "mission_id", None)
