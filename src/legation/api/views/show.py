"""The run of show of an engagement: written as a whole table, and followed line by line."""

from collections.abc import Callable
from typing import Any

from legation.api.choices import Area
from legation.api.forms.show import table_of
from legation.api.queries.shapes import KEY, Shape, listed, nullable, thing, two_languages
from legation.api.queries.telling import told, told_of
from legation.api.views.deeds import deed, doing_at
from legation.api.views.door import Address, Asked, Given
from legation.api.views.problems import Problem
from legation.api.views.programme import BRIEF, IN_BRIEF, of_engagement
from legation.api.views.resources import Resource
from legation.kernel.choices import Visibility
from legation.kernel.refusals import Refused
from legation.missions.models import Engagement
from legation.missions.rules import standing
from legation.protocol.actions import show as acts
from legation.protocol.models import ShowItem
from legation.protocol.models.show import FARTHEST, LONGEST
from legation.protocol.queries.attending import placed
from legation.protocol.queries.show import owners_offered, removed_items, show_of
from legation.protocol.queries.show_templates import TEMPLATES

MARKS: dict[str, Callable[..., ShowItem]] = {
    "start": acts.start,
    "finish": acts.finish,
    "back": acts.take_back,
    "move": acts.move_what_follows,
    "unmove": acts.move_back,
}
ITEMS = Resource(
    name="show-items",
    one="line of a run of show",
    area=Area.PROTOCOL,
    model=ShowItem,
    at=f"{BRIEF}/show",
    at_one=f"{IN_BRIEF}/show/<int:pk>",
    parent=Engagement,
    may_list="missions.view_engagement",
    rows=of_engagement,
    fields=told(
        ShowItem,
        *("position", "offset", "minutes", "title", "owner", "role", "cue", "started_at", "ended_at"),
        *("late", "visibility"),
    ),
    joined=("engagement__mission",),
)
RESOURCES = (ITEMS,)
ROW: Shape = thing(
    {
        "id": nullable({**KEY, "description": "Of a line that is there; left out for a new one."}),
        "version": {"type": "integer", "minimum": 0, "maximum": 1_000_000_000},
        "remove": {"type": "boolean"},
        "offset": nullable({"type": "integer", "minimum": -FARTHEST, "maximum": FARTHEST}),
        "minutes": {"type": "integer", "minimum": 0, "maximum": LONGEST},
        "title": two_languages(300),
        "owner": nullable(KEY),
        "role": two_languages(200),
        "cue": two_languages(300),
        "visibility": {"type": "string", "enum": list(Visibility.values)},
    },
    required=[],
)
LINES = thing({"items": listed(ITEMS.shape)})


def _now(asked: Asked, engagement: Any) -> Given:
    items = [line.item for line in show_of(placed(engagement, asked.user), asked.user).lines]
    return Given({"items": told_of(items, ITEMS.fields, asked.user)})


def _written(asked: Asked, engagement: Any, body: Any) -> Given:
    """Save the lines in the order in which they are sent, all or none."""
    found = placed(engagement, asked.user)
    mine = standing(asked.user, engagement.mission_id)
    table = table_of(
        body["rows"],
        engagement=found,
        items=[line.item for line in show_of(found, asked.user).lines],
        people=list(owners_offered(found, asked.user)),
        side=mine.side if mine is not None else "",
    )
    if table.lost:
        raise Problem("not-there")
    if not table.is_valid():
        raise Problem("refused", errors=list(_faults(table)))
    try:
        acts.save_show(found, table.sent(), by=asked.user)
    except (acts.HiddenOwner, acts.OtherSidesLine) as refusal:
        raise Problem("refused", errors=[(_at(refusal), str(refusal))]) from None
    return _now(asked, engagement)


def _at(refusal: Refused) -> str:
    number: Any = refusal.facts["n"]
    return f"rows.{number - 1}.{refusal.field}"


def _faults(table: Any) -> Any:
    for number, row in enumerate(table):
        for field, said in row.errors.items():
            at = f"rows.{number}" if field == "__all__" else f"rows.{number}.{field}"
            yield from ((at, str(one)) for one in said)


def _begun(asked: Asked, engagement: Any, body: Any) -> Given:
    acts.begin_from(engagement, body["template"], by=asked.user)
    return _now(asked, engagement)


def _back(asked: Asked, engagement: Any, body: Any) -> Given:
    keys = ",".join(str(key) for key in body["items"])
    acts.restore_items(removed_items(engagement, keys, asked.user), by=asked.user)
    return _now(asked, engagement)


def _marked(asked: Asked, item: Any, body: Any) -> None:
    MARKS[body["do"]](item, seen=asked.seen, by=asked.user)


_of_show = doing_at(
    f"{BRIEF}/show",
    area=Area.PROTOCOL,
    permission="missions.change_engagement",
    model=Engagement,
    gives=lambda: LINES,
)


ADDRESSES: tuple[Address, ...] = (
    _of_show(
        "table",
        "show-table",
        _written,
        "Save lines of a run of show in the order sent; each names the version that was seen",
        shape=thing({"rows": listed(ROW, acts.MOST)}),
    ),
    _of_show(
        "begin",
        "show-begin",
        _begun,
        "Begin a run of show with the usual lines",
        shape=thing({"template": {"type": "string", "enum": list(TEMPLATES)}}),
    ),
    _of_show(
        "restore",
        "show-restore",
        _back,
        "Bring back lines of a run of show that were removed",
        shape=thing({"items": listed(KEY, acts.MOST)}),
    ),
    deed(
        ITEMS,
        "mark",
        _marked,
        summary="Start or finish a line, undo that, or move what follows",
        shape=thing({"do": {"type": "string", "enum": list(MARKS)}}),
    ),
)
