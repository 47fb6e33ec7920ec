"""What a page's buttons do beside adding, changing and removing: `POST` at a word below a record or a list.

A deed is gated, versioned and recorded as everything else here: the same permission as its page's, the same
form where the page has one, and the same action.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from legation.api.actions.records import as_seen
from legation.api.choices import Area
from legation.api.forms.binding import bound, unknown
from legation.api.queries.shapes import Shape, of_form
from legation.api.views.door import Address, Asked, Given, Way
from legation.api.views.problems import Problem
from legation.api.views.problems import of_form as problem_of_form
from legation.api.views.resources import Resource, given_one

Act = Callable[[Asked, Any, Any], Given | None]


def deed(
    of: Resource,
    word: str,
    act: Act,
    *,
    summary: str,
    make: Callable[[Asked, dict[str, Any], Any], Any] | None = None,
    form: type[Any] | None = None,
    without: frozenset[str] = frozenset(),
    shape: Shape | None = None,
    versioned: bool = True,
    permission: str = "",
    gives: Callable[[], Shape] | None = None,
) -> Address:
    """Do something with one record of a kind, which is then read anew unless `act` answers by itself."""
    return doing(
        f"{of.alone}/{word}",
        f"api-{of.name}-{word}",
        act,
        summary=summary,
        area=of.area,
        permission=permission or of.change_permission,
        model=of.model,
        make=make,
        form=form,
        without=without,
        shape=shape,
        gives=gives or (lambda: of.shape),
        told=of,
        versioned=versioned,
    )


def doing(
    path: str,
    name: str,
    act: Act,
    *,
    summary: str,
    area: Area,
    permission: str,
    model: type[Any] | None,
    gives: Callable[[], Shape] | None = None,
    make: Callable[[Asked, dict[str, Any], Any], Any] | None = None,
    form: type[Any] | None = None,
    without: frozenset[str] = frozenset(),
    shape: Shape | None = None,
    told: Resource | None = None,
    versioned: bool = False,
    status: int = 200,
) -> Address:
    """Do something with a record, or within it: `make` and `form` are those of the page's form.

    `without` are fields that the form has and this way does not take. `told` is the kind of which the record
    is read anew when `act` gives nothing.
    """

    def answered(asked: Asked, record: Any) -> Given:
        typed = typed_with(make, asked, record) if make is not None else asked.body
        given = act(asked, record, typed)
        if given is not None:
            return given
        return given_one(told, asked.user, record) if told is not None else Given({})

    def acted(asked: Asked, record: Any) -> Given:
        if not versioned:
            return answered(asked, record)
        version = told.version if told is not None else None
        more = {"version": version} if version is not None else {}
        return as_seen(record, lambda: answered(asked, record), seen=asked.seen, **more)

    body: Callable[[], Shape] | None = (lambda: shape) if shape is not None else None
    if form is not None:
        written = form
        body = lambda: of_form(written, new=True, without=without)  # noqa: E731
    way = Way(
        summary=summary,
        area=area,
        permission=permission,
        model=model,
        act=acted,
        body=body,
        gives=gives,
        versioned=versioned,
        status=status,
        tagged=told is not None and hasattr(told.model, "version"),
    )
    return Address(path, name, {"POST": way})


def typed_with(make: Callable[[Asked, dict[str, Any], Any], Any], asked: Asked, record: Any) -> Any:
    """The page's form with what was sent, which is valid."""
    body: dict[str, Any] = asked.body or {}
    form = bound(lambda data: make(asked, data, record), body, seen=asked.seen)
    if strange := unknown(form, body):
        raise Problem("refused", errors=[(name, _("You cannot set this here.")) for name in strange])
    if not form.is_valid():
        raise problem_of_form(form)
    return form


def adding_file(
    path: str,
    name: str,
    act: Callable[[Asked, Any, Any], Any],
    *,
    summary: str,
    of: Resource,
    below: Any,
    permission: str,
    make: Callable[[Asked, dict[str, Any], Any], Any],
    form: type[Any],
) -> Address:
    """Add a record with a file to one that is there: `act` makes it of the valid form of its page."""

    def added(asked: Asked, above: Any) -> Given:
        made = act(asked, above, typed_with(make, asked, above))
        return given_one(of, asked.user, made, status=201)

    way = Way(
        summary=summary,
        area=of.area,
        permission=permission,
        model=below,
        act=added,
        body=lambda: of_form(form, new=True),
        upload=True,
        gives=lambda: of.shape,
        status=201,
        tagged=True,
    )
    return Address(path, name, {"POST": way})


def doing_at(place: str, **same: Any) -> Callable[..., Address]:
    """What is done at one place: `word` ends the address of each, and `same` is what all of them have."""

    def at(word: str, name: str, act: Act, summary: str, **more: Any) -> Address:
        return doing(f"{place}/{word}", f"api-{name}", act, summary=summary, **{**same, **more})

    return at
