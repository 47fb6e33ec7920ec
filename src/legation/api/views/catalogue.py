"""Every address of the way in, and its description as OpenAPI 3.1."""

import functools
import json
import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from legation import __version__
from legation.api.choices import READ_ONLY, Area
from legation.api.queries.shapes import KEY, Shape, listed, nullable, thing
from legation.api.views import (
    amendments,
    directory,
    guests,
    hooks,
    logistics,
    looking,
    meetings,
    minutes,
    missions,
    newsroom,
    outcomes,
    papers,
    programme,
    protocol,
    recruiting,
    releases,
    reports,
    seating,
    show,
    sources,
    timetable,
    travel,
    versions,
)
from legation.api.views.bodies import PARTS
from legation.api.views.door import REPEATED, Address, Way
from legation.api.views.problems import KIND, PROBLEMS, Problem
from legation.api.views.resources import addresses
from legation.kernel.gate import public

RESOURCES = (
    *missions.RESOURCES,
    *programme.RESOURCES,
    *directory.RESOURCES,
    *outcomes.RESOURCES,
    *guests.RESOURCES,
    *logistics.RESOURCES,
    *meetings.RESOURCES,
    *travel.RESOURCES,
    *minutes.RESOURCES,
    *amendments.RESOURCES,
    *papers.RESOURCES,
    *seating.RESOURCES,
    *protocol.RESOURCES,
    *show.RESOURCES,
    *recruiting.RESOURCES,
    *releases.RESOURCES,
    *newsroom.RESOURCES,
    *reports.RESOURCES,
    *versions.RESOURCES,
    *sources.RESOURCES,
)
ADDRESSES: tuple[Address, ...] = (
    *(one for resource in RESOURCES for one in addresses(resource)),
    *guests.ADDRESSES,
    *outcomes.ADDRESSES,
    *minutes.ADDRESSES,
    *amendments.ADDRESSES,
    *papers.ADDRESSES,
    *logistics.ADDRESSES,
    *seating.ADDRESSES,
    *protocol.ADDRESSES,
    *show.ADDRESSES,
    *timetable.ADDRESSES,
    *recruiting.ADDRESSES,
    *releases.ADDRESSES,
    *newsroom.ADDRESSES,
    *reports.ADDRESSES,
    *versions.ADDRESSES,
    *looking.ADDRESSES,
    *hooks.ADDRESSES,
)
PART = re.compile(r"<(int|slug):(\w+)>")
SLUG: Shape = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 80}
PROBLEM = thing(
    {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": listed(thing({"field": nullable({"type": "string"}), "message": {"type": "string"}})),
    }
) | {"additionalProperties": True}
ETAG = {
    "ETag": {"schema": {"type": "string"}, "description": "The version of the record: send it as If-Match."}
}


@functools.cache
def described() -> dict[str, Any]:
    """The whole description, in English: programmers' words."""
    with translation.override("en"):
        paths: dict[str, Any] = {}
        for address in ADDRESSES:
            at = "/api/" + PART.sub(r"{\2}", address.path)
            parts = [_part(kind, name) for kind, name in PART.findall(address.path)]
            ways = {method.lower(): _operation(address, method, way) for method, way in address.ways.items()}
            paths[at] = {**({"parameters": parts} if parts else {}), **ways}
        return {
            "openapi": "3.1.0",
            "info": {
                "title": "Legation",
                "version": __version__,
                "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
                "description": "What pages do, with the same permissions and the same two sides.",
            },
            "servers": [{"url": "/"}],
            "tags": [{"name": area.value, "description": str(area.label)} for area in Area],
            "paths": paths,
            "components": {
                "schemas": {"Problem": PROBLEM},
                "securitySchemes": {
                    "token": {"type": "http", "scheme": "bearer", "bearerFormat": "legation_…"}
                },
            },
            "security": [{"token": []}],
        }


def _part(kind: str, name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": KEY if kind == "int" else SLUG}


def _operation(address: Address, method: str, way: Way) -> dict[str, Any]:
    parameters = [
        {
            "name": name,
            "in": "query",
            "required": bool(shape.get("required")),
            "schema": {key: value for key, value in shape.items() if key != "required"},
        }
        for name, shape in way.query.items()
    ]
    if way.versioned:
        said = "The ETag or the version of the record as it was read."
        parameters.append(
            {
                "name": "If-Match",
                "in": "header",
                "required": True,
                "description": said,
                "schema": {"type": "string"},
            }
        )
    if method == "POST":
        said = "The same request with the same key is done once, and answered alike for a day."
        parameters.append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "description": said,
                "schema": {"type": "string", "pattern": REPEATED.pattern},
            }
        )
    found: dict[str, Any] = {
        "operationId": f"{address.name.removeprefix('api-')}-{method.lower()}".replace("-", "_"),
        "summary": way.summary,
        "tags": [way.area.value],
        "parameters": parameters,
        "responses": {str(status): answer for status, answer in _answers(method, way)},
        "x-scope": f"{way.area.value}:{'read' if method == 'GET' else 'write'}",
    }
    if way.body is not None:
        found["requestBody"] = {"required": True, "content": _content(way.body(), upload=way.upload)}
    return found


def _content(shape: Shape, *, upload: bool) -> dict[str, Any]:
    """A body as JSON or, where a file may come with it, in two parts."""
    if not upload:
        return {"application/json": {"schema": shape}}
    said = "The values, written as JSON."
    values = {
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": shape,
        "description": said,
    }
    file = {"type": "string", "format": "binary"}
    parts = {"type": "object", "properties": {"values": values, "file": file}, "required": ["values"]}
    return {PARTS: {"schema": parts}}


def _answers(method: str, way: Way) -> Iterator[tuple[int, dict[str, Any]]]:
    good: dict[str, Any] = {"description": "Done"}
    if way.gives is not None:
        good["content"] = {"application/json": {"schema": way.gives()}}
    if way.download:
        good["content"] = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    if way.tagged:
        good["headers"] = ETAG
    yield way.status, good
    if method == "GET" and way.tagged:
        yield 304, {"description": "It is as you know it"}
    statuses = {401, 403, 404, 405, 429, 503}
    statuses |= {400} if way.query or way.body or method == "POST" else set()
    statuses |= {412, 428} if way.versioned else set()
    statuses |= {413, 415, 422, 409} if way.body is not None else set()
    statuses |= {409, 422} if method in {"POST", "DELETE"} else set()
    for status in sorted(statuses):
        titles = sorted(str(title) for kept, title in PROBLEMS.values() if kept == status)
        schema = {"$ref": "#/components/schemas/Problem"}
        yield status, {"description": "; ".join(titles), "content": {KIND: {"schema": schema}}}


@public(["GET"], because="describes the way in, and holds nothing of any mission")
def description(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return HttpResponse(_text(), content_type="application/json")


@functools.cache
def _text() -> str:
    return json.dumps(described(), ensure_ascii=False)


@public(["GET"], because="describes the way in, and holds nothing of any mission")
def docs(request: HttpRequest) -> HttpResponse:
    """All that programs can ask for, as a page."""
    groups = []
    for area in Area:
        ways = [
            {"method": method, "path": "/api/" + PART.sub(r"{\2}", address.path), "way": way}
            for address in ADDRESSES
            for method, way in address.ways.items()
            if way.area == area
        ]
        if ways:
            groups.append({"area": area, "ways": ways, "writes": area not in READ_ONLY})
    problems = [{"name": name, "status": kept[0], "title": kept[1]} for name, kept in PROBLEMS.items()]
    return render(request, "api/docs.html", {"groups": groups, "problems": problems, "version": __version__})


@public(["GET", "POST", "PATCH", "DELETE"], because="says that there is nothing at this address")
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:  # noqa: ARG001
    return Problem("not-there").answer()


nothing.csrf_exempt = True  # type: ignore[attr-defined]
