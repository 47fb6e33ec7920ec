"""The gate of the way in: the same order as that of pages, with a token in place of a login.

Method, token, how often, area, load, permission, version, body. Cookies are not looked at, so that no other
site can make a browser act here. What may not be seen is answered as if it did not exist.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models
from django.db.utils import Error
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from legation.api.actions import note_use
from legation.api.actions.answers import InUse, UsedOtherwise, once
from legation.api.choices import Area
from legation.api.forms.reading import faults, whole_number
from legation.api.models import Token
from legation.api.queries.shapes import Shape
from legation.api.queries.tokens import token_behind
from legation.api.views.bodies import PARTS, sent
from legation.api.views.problems import Problem, of_refusal
from legation.kernel.gate import Declaration, check_keys, load
from legation.kernel.limits import caller, exceeded
from legation.kernel.outages import ASK_AGAIN, Away, lost
from legation.kernel.refusals import Refused

logger = structlog.get_logger(__name__)
A_MINUTE, STRANGERS = 60, 60
LIMIT = settings.API_LIMIT
REPEATED = re.compile("^[A-Za-z0-9_-]{1,255}$")
WRITING = frozenset({"POST", "PATCH", "DELETE"})
BECAUSE = "asks for a token itself, loads and permits as the gate does, and is walked by tests/api"


@dataclass(slots=True)
class Asked:
    """A request that passed the gate of the way in."""

    request: HttpRequest
    token: Token
    parts: dict[str, Any]
    query: dict[str, Any]
    body: Any = None
    seen: int = 0
    file: Any = None

    @property
    def user(self) -> Any:
        return self.token.user


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: a value that becomes JSON and for one record the version of it, or a file and its name."""

    value: Any = None
    status: int = 200
    version: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    file: bytes | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One method at one address: what it asks for, and what it answers with."""

    summary: str
    area: Area
    permission: str
    act: Callable[[Asked, Any], Given]
    model: type[models.Model] | None = None
    body: Callable[[], Shape] | None = None
    gives: Callable[[], Shape] | None = None
    status: int = 200
    query: Mapping[str, Shape] = field(default_factory=dict)
    versioned: bool = False
    tagged: bool = False
    upload: bool = False  # the body may come in parts: “values” as it is described, and “file”
    download: bool = False  # answers with a file
    told_once: str = ""  # a field that is answered to the request itself, and kept for no other


@dataclass(frozen=True, slots=True)
class Address:
    """One address with its methods; `name` is that of its route."""

    path: str
    name: str
    ways: Mapping[str, Way]


def door(address: Address) -> Callable[..., HttpResponseBase]:
    """The view of an address."""

    def view(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        with translation.override(_language(request, None)):
            try:
                if settings.SECURE_SSL_REDIRECT and not request.is_secure():
                    raise Problem("https-only", _("The token went over the network readably: make another."))
                answer = _through(request, address, parts)
            except Problem as problem:
                answer = problem.answer()
            except (Error, Away) as failed:
                if not lost(failed):
                    raise
                logger.exception("database_lost", path=request.path)
                answer = Problem("away", headers={"Retry-After": str(ASK_AGAIN)}).answer()
        answer["Cache-Control"] = "private, no-cache"
        answer["Vary"] = "Authorization, Accept-Language"
        return answer

    view.csrf_exempt = True  # type: ignore[attr-defined]
    view.address = address  # type: ignore[attr-defined]
    view.declaration = Declaration(tuple(address.ways), None, None, BECAUSE)  # type: ignore[attr-defined]
    return view


def _through(request: HttpRequest, address: Address, parts: dict[str, Any]) -> HttpResponse:
    method = "GET" if request.method == "HEAD" else str(request.method)
    way = address.ways.get(method)
    if way is None:
        allowed = ", ".join((*address.ways, *(("HEAD",) if "GET" in address.ways else ())))
        raise Problem("no-such-method", headers={"Allow": allowed})
    token = _token(request)
    request.user = token.user
    with translation.override(_language(request, token.user)):
        try:
            return _answered(request, method, way, token, parts)
        except Problem as problem:
            return problem.answer()  # here, in the language of the token's user


def _answered(
    request: HttpRequest, method: str, way: Way, token: Token, parts: dict[str, Any]
) -> HttpResponse:
    if not token.opens(way.area, write=method in WRITING):
        raise Problem(
            "not-opened", _("The token does not open “%(area)s” for this.") % {"area": way.area.label}
        )
    try:
        check_keys(parts)
    except Http404:
        raise Problem("not-there") from None
    asked = Asked(request, token, parts, {})
    subject = _loaded(way, asked)
    asked.query = _query(request, way)
    if way.versioned:
        asked.seen = _version(request)
    if way.body is not None:
        asked.body, asked.file = sent(request, way.body(), upload=way.upload)
    key = request.headers.get("Idempotency-Key") if method == "POST" else None
    if key is not None:
        return _once(request, key, asked, way, lambda: _acted(way, asked, subject))
    return _acted(way, asked, subject)


def _acted(way: Way, asked: Asked, subject: Any) -> HttpResponse:
    try:
        given = way.act(asked, subject)
    except Refused as refusal:
        raise of_refusal(refusal) from None
    except Http404:
        raise Problem("not-there") from None
    except PermissionDenied:
        raise Problem("not-allowed") from None
    except IntegrityError:
        twice = _("This was entered twice. Nothing was saved the second time.")
        raise Problem("entered-twice", twice) from None
    if given.status == 204:
        return HttpResponse(status=204)
    if given.file is not None:
        return _downloaded(given)
    text = json.dumps(given.value, ensure_ascii=False, separators=(",", ":"))
    answer = HttpResponse(text, status=given.status, content_type="application/json", headers=given.headers)
    if given.version is not None:
        mark = hashlib.sha256(text.encode()).hexdigest()[:12]
        answer["ETag"] = f'"{given.version}-{mark}"'
        if asked.request.method in {"GET", "HEAD"} and _holds(asked.request, answer["ETag"]):
            return HttpResponse(status=304, headers={"ETag": answer["ETag"]})
    return answer


def _downloaded(given: Given) -> HttpResponse:
    """A file to be saved and not opened, whatever it is."""
    answer = HttpResponse(given.file, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{given.name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _holds(request: HttpRequest, mark: str) -> bool:
    known = request.headers.get("If-None-Match", "")
    return mark in [one.strip().removeprefix("W/") for one in known.split(",")]


def _token(request: HttpRequest) -> Token:
    """The token that the request shows. Strangers who guess are slowed down by where they come from."""
    kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
    now = timezone.now()
    token = token_behind(secret.strip(), now) if kind.lower() == "bearer" else None
    if token is None:
        if kind and exceeded("api-stranger", caller(request), limit=STRANGERS, seconds=A_MINUTE):
            raise Problem("too-often", headers={"Retry-After": str(A_MINUTE)})
        challenge = 'Bearer realm="Legation"' + (', error="invalid_token"' if kind else "")
        said = _("Send a token that is valid, as “Authorization: Bearer legation_…”.")
        raise Problem("no-token", said, headers={"WWW-Authenticate": challenge})
    if exceeded("api", str(token.pk), limit=LIMIT, seconds=A_MINUTE):
        said = _("A token may ask %(most)d times a minute. Wait, and ask again.") % {"most": LIMIT}
        raise Problem("too-often", said, headers={"Retry-After": str(A_MINUTE)})
    note_use(token, now)
    return token


def _loaded(way: Way, asked: Asked) -> Any:
    subject = None
    if way.model is not None:
        try:
            subject = load(way.model, asked.user, asked.parts)
        except Http404:
            raise Problem("not-there") from None
    if not asked.user.has_perm(way.permission, subject):
        raise Problem("not-allowed")
    return subject


def _query(request: HttpRequest, way: Way) -> dict[str, Any]:
    found: dict[str, Any] = {}
    errors: list[tuple[str | None, str]] = []
    for name in request.GET:
        if name not in way.query or len(request.GET.getlist(name)) > 1:
            errors.append((name[:100], _("There is no such parameter here, or it is given twice.")))
            continue
        shape, text = way.query[name], request.GET[name]
        if shape["type"] == "integer":
            try:
                found[name] = whole_number(text, shape["minimum"], shape["maximum"])
            except ValidationError as wrong:
                errors.append((name, " ".join(wrong.messages)))
        else:
            found[name] = text
            errors += [(at, said) for at, said in faults(text, shape, name)]
    errors += [
        (name, _("This is needed."))
        for name, shape in way.query.items()
        if shape.get("required") and name not in request.GET
    ]
    if errors:
        raise Problem("bad-query", errors=errors)
    return found


def _version(request: HttpRequest) -> int:
    """The version of the record that the asker saw: what our ETag begins with."""
    given = request.headers.get("If-Match")
    if given is None or given.strip() == "*":
        said = _("Send If-Match with the ETag or the version that you read, so that nobody's change is lost.")
        raise Problem("no-version", said)
    version = given.strip().strip('"').partition("-")[0]
    if not version.isascii() or not version.isdecimal() or len(version) > 15:
        return -1  # a mark that none of ours is: it matches no version
    return int(version)


def _once(
    request: HttpRequest, key: str, asked: Asked, way: Way, act: Callable[[], HttpResponse]
) -> HttpResponse:
    """Act once for a key: the same request again gets the same answer, and another one with it is refused."""
    if REPEATED.fullmatch(key) is None:
        raise Problem(
            "bad-query",
            errors=[("Idempotency-Key", _("Send 1 to 255 plain letters, figures, hyphens and underscores."))],
        )
    said = (str(request.method), request.get_full_path(), request.headers.get("If-Match", ""))
    hashed = hashlib.sha256(b"\0".join((*(one.encode() for one in said), *_sent(request, asked)))).hexdigest()
    given: list[HttpResponse] = []

    def kept() -> tuple[int, dict[str, str], str]:
        given.append(act())
        return _kept(given[0], way.told_once)

    try:
        status, headers, body, again = once(asked.user, key, hashed, kept)
    except UsedOtherwise as other:
        raise Problem("key-used", str(other), errors=[("Idempotency-Key", str(other))]) from None
    except InUse as busy:
        raise Problem("entered-twice", str(busy), headers={"Retry-After": "1"}) from None
    if not again:
        return given[0]
    answer = HttpResponse(body, status=status, headers=headers)
    answer["Idempotency-Replayed"] = "true"
    return answer


def _sent(request: HttpRequest, asked: Asked) -> tuple[bytes, ...]:
    if request.content_type != PARTS:
        return (request.body,)
    file = asked.file
    content = b"".join(file.chunks()) if file is not None else b""
    if file is not None:
        file.seek(0)
    return json.dumps(asked.body).encode(), content


def _kept(answer: HttpResponse, told_once: str) -> tuple[int, dict[str, str], str]:
    headers = {name: answer[name] for name in ("Content-Type", "ETag", "Location") if name in answer}
    body = answer.content.decode()
    if told_once:
        value = {name: said for name, said in json.loads(body).items() if name != told_once}
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return answer.status_code, headers, body


def _language(request: HttpRequest, user: Any) -> str:
    """What the asker asks for, or what their account says; pages' cookie is not looked at."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        language = wanted.partition("-")[0]
        if language in {"en", "ko"}:
            return language
    return str(user.language) if user is not None else "en"
