"""What is done alike with every kind of record: listed, read, added, changed, removed and brought back.

A `Resource` says which kind, under which address, with which of the page's forms and actions; nothing here
parses, permits or writes by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.api.actions.records import taken_out
from legation.api.choices import Area
from legation.api.forms.binding import bound, unknown
from legation.api.queries.shapes import Shape, listed, nullable, of_form, thing
from legation.api.queries.telling import (
    MOST,
    USUAL,
    BadCursor,
    Told,
    cursor_of,
    key_in,
    loaded,
    page_of,
    seen_by,
    shape_of,
    told_of,
)
from legation.api.views.door import Address, Asked, Given, Way
from legation.api.views.problems import Problem
from legation.api.views.problems import of_form as problem_of_form
from legation.missions.models import Mission

PAGED: dict[str, Shape] = {
    "limit": {
        "type": "integer",
        "minimum": 1,
        "maximum": MOST,
        "description": f"How many to give at most; {USUAL} where it is not said.",
    },
    "cursor": {
        "type": "string",
        "maxLength": 40,
        "description": "Where to go on: “next” of the answer before.",
    },
}
Make = Callable[[Asked, dict[str, Any], Any, Any], Any]
Act = Callable[[Asked, Any, Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How a kind of record is written: the forms and the actions of its pages.

    `form(asked, data, record, parent)` makes the page's form; `shape_new` and `shape_edit` are the classes
    that say what may be sent. `removed(asked, parent, parts)` finds what may be brought back. `fixed` are
    fields that a form has and this way in does not take; `filled` are those that the form fills itself when
    they are left out.
    """

    form: Make
    shape_edit: type[Any]
    shape_new: type[Any] | None = None
    may_add: str = "missions.change_mission"
    may_change: str = ""
    add: Act | None = None
    change: Act | None = None
    remove: Callable[..., Any] | None = None
    restore: Callable[..., Any] | None = None
    removed: Act | None = None
    restorer: type[models.Model] | None = Mission
    may_restore: str = "missions.change_mission"
    fixed: frozenset[str] = frozenset()
    filled: frozenset[str] = frozenset()
    shapes: dict[str, Shape] = field(default_factory=dict)  # of fields whose choices are the reader's own
    made: dict[str, Shape] = field(default_factory=dict)  # of fields that a form makes for each record
    made_new: dict[str, Shape] = field(default_factory=dict)  # the same, of a new record alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A kind of record under an address; `parent` is the record that its list belongs to.

    Where `one_of` names another resource, this is a narrower list of it: each record is at its address there.
    """

    name: str
    one: str
    area: Area
    model: type[models.Model]
    fields: Sequence[Told]
    at: str
    at_one: str = ""
    one_of: str = ""
    parent: type[models.Model] | None = Mission
    may_list: str = "missions.view_mission"
    may_view: str = ""
    rows: Callable[[Any, Any], Any] = lambda rows, _parent: rows
    joined: tuple[str, ...] = ()
    filters: dict[str, tuple[Shape, str]] = field(default_factory=dict)
    writing: Writing | None = None
    version: Callable[[Any], Any] = lambda row: getattr(row, "version", None)

    @property
    def alone(self) -> str:
        return self.at_one or f"{self.at}/<int:pk>"

    @property
    def view_permission(self) -> str:
        return self.may_view or f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"

    @property
    def change_permission(self) -> str:
        said = self.writing.may_change if self.writing is not None else ""
        return said or f"{self.model._meta.app_label}.change_{self.model._meta.model_name}"

    @property
    def shape(self) -> Shape:
        return {**shape_of(self.fields), "title": self.model.__name__}


def addresses(resource: Resource) -> list[Address]:
    """The addresses of a kind of record and what can be done at each."""
    many: dict[str, Way] = {"GET": _listing(resource)}
    one: dict[str, Way] = {"GET": _reading(resource)}
    writing = resource.writing
    found = [Address(resource.at, f"api-{resource.name}", many)]
    if not resource.one_of:
        found.append(Address(resource.alone, f"api-{resource.name}-one", one))
    if writing is None:
        return found
    if writing.add is not None:
        many["POST"] = _adding(resource, writing, writing.add)
    if writing.change is not None:
        one["PATCH"] = _changing(resource, writing, writing.change)
    if writing.remove is not None:
        one["DELETE"] = _removing(resource, writing.remove)
    if not resource.one_of and writing.restore is not None and writing.removed is not None:
        back = {"POST": _restoring(resource, writing, writing.restore, writing.removed)}
        found.append(Address(f"{resource.alone}/restore", f"api-{resource.name}-back", back))
    return found


def page_shape(items: Shape) -> Shape:
    return thing({"items": listed(items, MOST), "next": nullable({"type": "string"})})


def given_page(asked: Asked, rows: Any, fields: Sequence[Told]) -> Given:
    """A page of rows, with where the next one begins."""
    try:
        after = key_in(asked.query["cursor"]) if "cursor" in asked.query else None
    except BadCursor:
        said = _("Send “next” of the answer before, as it was.")
        raise Problem("bad-query", errors=[("cursor", said)]) from None
    found, following = page_of(loaded(rows, fields, asked.user), after, asked.query.get("limit", USUAL))
    following_cursor = cursor_of(following) if following is not None else None
    headers = {}
    if following_cursor is not None:
        query = asked.request.GET.copy()
        query["cursor"] = following_cursor
        headers["Link"] = f'<{asked.request.path}?{query.urlencode()}>; rel="next"'
    items = told_of(found, fields, asked.user)
    return Given({"items": items, "next": following_cursor}, headers=headers)


def _listing(resource: Resource) -> Way:
    def act(asked: Asked, parent: Any) -> Given:
        rows = resource.rows(seen_by(resource.model, asked.user), parent).select_related(*resource.joined)
        for name, (_shape, lookup) in resource.filters.items():
            if name in asked.query:
                rows = rows.filter(**{lookup: asked.query[name]})
        return given_page(asked, rows, resource.fields)

    return Way(
        summary=f"List {resource.name.replace('-', ' ')}",
        area=resource.area,
        permission=resource.may_list,
        model=resource.parent,
        act=act,
        query={**PAGED, **{name: shape for name, (shape, _lookup) in resource.filters.items()}},
        gives=lambda: page_shape(resource.shape),
    )


def given_one(resource: Resource, user: Any, record: Any, *, status: int = 200) -> Given:
    """One record as its reader sees it, read anew."""
    rows = seen_by(resource.model, user).filter(pk=record.pk)
    found = list(loaded(rows.select_related(*resource.joined), resource.fields, user))
    if not found:
        raise Http404
    headers = {}
    if status == 201:
        headers["Location"] = place_of(resource, found[0])
    version = resource.version(found[0])
    return Given(told_of(found, resource.fields, user)[0], status=status, version=version, headers=headers)


def place_of(resource: Resource, record: Any) -> str:
    """The address of one record."""
    parts = {}
    for lookup, part in getattr(resource.model, "address", {"pk": "pk"}).items():
        value = record
        for step in lookup.split("__"):
            value = getattr(value, step)
        parts[part] = getattr(value, "pk", value)
    return reverse(f"api-{resource.one_of or resource.name}-one", kwargs=parts)


def _reading(resource: Resource) -> Way:
    return Way(
        summary=f"Read one {resource.one}",
        area=resource.area,
        permission=resource.view_permission,
        model=resource.model,
        act=lambda asked, record: given_one(resource, asked.user, record),
        gives=lambda: resource.shape,
        tagged=hasattr(resource.model, "version"),
    )


def _typed(writing: Writing, asked: Asked, record: Any, parent: Any) -> Any:
    """The page's form with what was sent, which is valid."""
    body: dict[str, Any] = asked.body
    form = bound(lambda data: writing.form(asked, data, record, parent), body, seen=asked.seen)
    if strange := unknown(form, body):
        raise Problem("refused", errors=[(name, _("You cannot set this here.")) for name in strange])
    if not form.is_valid():
        raise problem_of_form(form)
    return form


def shaped(writing: Writing, shape: Shape, *, new: bool = False) -> Shape:
    """What may be sent, with what `writing` says of single fields."""
    known = {name: one for name, one in writing.shapes.items() if name in shape["properties"]}
    made = {**writing.made, **(writing.made_new if new else {})}
    return {**shape, "properties": {**shape["properties"], **known, **made}}


def _adding(resource: Resource, writing: Writing, add: Act) -> Way:
    def act(asked: Asked, parent: Any) -> Given:
        added = add(asked, parent, _typed(writing, asked, None, parent))
        return given_one(resource, asked.user, added, status=201)

    return Way(
        summary=f"Add one {resource.one}",
        area=resource.area,
        permission=writing.may_add,
        model=resource.parent,
        act=act,
        body=lambda: shaped(
            writing,
            of_form(
                writing.shape_new or writing.shape_edit,
                new=True,
                without=writing.fixed,
                filled=writing.filled,
            ),
            new=True,
        ),
        gives=lambda: resource.shape,
        status=201,
        tagged=True,
    )


def _changing(resource: Resource, writing: Writing, change: Act) -> Way:
    def act(asked: Asked, record: Any) -> Given:
        changed = change(asked, record, _typed(writing, asked, record, None))
        return given_one(resource, asked.user, changed)

    return Way(
        summary=f"Change one {resource.one}",
        area=resource.area,
        permission=resource.change_permission,
        model=resource.model,
        act=act,
        body=lambda: shaped(
            writing, of_form(writing.shape_edit, without=writing.fixed, filled=writing.filled)
        ),
        gives=lambda: resource.shape,
        versioned=True,
        tagged=True,
    )


def _removing(resource: Resource, remove: Callable[..., Any]) -> Way:
    def act(asked: Asked, record: Any) -> Given:
        taken_out(record, remove, seen=asked.seen, by=asked.user, version=resource.version)
        return Given(status=204)

    return Way(
        summary=f"Take one {resource.one} out of every list; it can be brought back",
        area=resource.area,
        permission=resource.change_permission,
        model=resource.model,
        act=act,
        status=204,
        versioned=True,
    )


def _restoring(resource: Resource, writing: Writing, restore: Callable[..., Any], removed: Act) -> Way:
    def act(asked: Asked, parent: Any) -> Given:
        found = removed(asked, parent, asked.parts)
        if found is None:
            raise Http404
        return given_one(resource, asked.user, restore(found, by=asked.user))

    return Way(
        summary=f"Bring back one {resource.one} that was removed",
        area=resource.area,
        permission=writing.may_restore,
        model=writing.restorer,
        act=act,
        gives=lambda: resource.shape,
        tagged=True,
    )
