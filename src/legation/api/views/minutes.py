"""Minutes with their lines, and who was there."""

from collections.abc import Sequence
from typing import Any

from legation.api.choices import Area
from legation.api.queries.shapes import KEY, Shape, listed, nullable, thing, two_languages
from legation.api.queries.telling import Told, seen_one, told
from legation.api.views.deeds import deed, doing, doing_at
from legation.api.views.door import Address, Asked, Given, Way
from legation.api.views.missions import AT, changed, of_mission
from legation.api.views.programme import BRIEF
from legation.api.views.resources import Resource, Writing, given_one
from legation.kernel.choices import Visibility
from legation.missions.choices import Presence
from legation.missions.models import Engagement
from legation.outcomes.actions import minutes as acts
from legation.outcomes.actions import minutes_closing as closing
from legation.outcomes.actions import minutes_people as attending
from legation.outcomes.forms.minutes import (
    LANGUAGES,
    WRITTEN,
    ComposerForm,
    LineForm,
    MinutesPersonForm,
    MinutesPromiseForm,
    StatementLineForm,
)
from legation.outcomes.models import Minutes, MinutesLine, MinutesPerson
from legation.outcomes.queries.minutes import (
    agenda_of,
    line_seen,
    removed_part,
    seen_of,
)
from legation.outcomes.queries.minutes_text import people_of

ONE = f"{AT}/minutes/<int:pk>"
IN = f"{AT}/minutes/<int:minutes>"
TEXT: Shape = {"type": "string"}
SPEAKER: Shape = {
    "type": "string",
    "maxLength": 200,
    "description": "One of “people” of these minutes; empty for nobody named.",
}
VERSION: Shape = {"type": "integer"}


def removed(name: str) -> Any:
    def found(asked: Asked, mission: Any, parts: dict[str, Any]) -> Any:
        minutes = seen_one(Minutes, asked.user, mission=mission, pk=parts["minutes"])
        if minutes is None or not asked.user.has_perm("outcomes.change_minutes", minutes):
            return None
        return removed_part(minutes, f"{name}-{parts['pk']}", asked.user)

    return found


MINUTES = Resource(
    name="minutes",
    one="record of minutes",
    area=Area.OUTCOMES,
    model=Minutes,
    at=f"{AT}/minutes",
    rows=of_mission,
    fields=(
        *told(Minutes, "engagement", "closed_at", "visibility"),
        Told(
            "trace",
            {**TEXT, "description": "Once closed: what stands for the words; sign with it."},
            lambda row: row.trace,
        ),
    ),
    joined=("mission",),
)


def _line_form(asked: Asked, data: Any, line: Any, _minutes: Any) -> LineForm:
    minutes = line.minutes
    make: Any = StatementLineForm if line.statement is not None else LineForm
    people, agenda = people_of(minutes, asked.user), agenda_of(minutes, asked.user)
    form: LineForm = make(data, line=line, user=asked.user, people=people, agenda=agenda)
    return form


def _line_fields() -> Sequence[Told]:
    fields = told(
        MinutesLine,
        *("kind", "under", "position", "text", "speaker", "statement", "commitment", "visibility"),
    )
    return tuple(one if one.name != "version" else Told("version", VERSION, seen_of) for one in fields)


LINES = Resource(
    name="minutes-lines",
    one="line of minutes",
    area=Area.OUTCOMES,
    model=MinutesLine,
    at=f"{ONE}/lines",
    at_one=f"{IN}/lines/<int:pk>",
    parent=Minutes,
    may_list="outcomes.view_minutes",
    rows=lambda rows, minutes: rows.filter(minutes=minutes),
    fields=_line_fields(),
    joined=("minutes__mission", "statement"),
    version=seen_of,
    writing=Writing(
        form=_line_form,
        shape_edit=StatementLineForm,
        shapes={"under": nullable(KEY), "speaker": SPEAKER},
        change=changed(acts.change_line),
        remove=acts.remove_line,
        restore=acts.restore_line,
        removed=removed("line"),
    ),
)
PEOPLE = Resource(
    name="minutes-people",
    one="person added to minutes",
    area=Area.OUTCOMES,
    model=MinutesPerson,
    at=f"{ONE}/added-people",
    at_one=f"{IN}/added-people/<int:pk>",
    parent=Minutes,
    may_list="outcomes.view_minutes",
    rows=lambda rows, minutes: rows.filter(minutes=minutes),
    fields=told(MinutesPerson, "party", "name", "post", "instead_of"),
    joined=("minutes__mission",),
    writing=Writing(
        form=lambda asked, data, person, minutes: MinutesPersonForm(
            data,
            instance=person,
            people=people_of(person.minutes if person is not None else minutes, asked.user),
        ),
        shape_edit=MinutesPersonForm,
        may_add="outcomes.change_minutes",
        add=lambda asked, minutes, form: attending.add_minutes_person(minutes, form.values(), by=asked.user),
        change=changed(attending.change_minutes_person),
        remove=attending.remove_minutes_person,
        restore=attending.restore_minutes_person,
        removed=removed("person"),
    ),
)


RESOURCES = (MINUTES, LINES, PEOPLE)
PRESENT = thing(
    {
        "speaker": {**TEXT, "description": "What a line names them by."},
        "attendance": nullable(KEY),
        "name": TEXT,
        "party": TEXT,
        "presence": TEXT,
    }
)


def _people(asked: Asked, minutes: Any) -> Given:
    """Who was there, of the programme and added, as the reader sees it."""
    rows = [
        {
            "speaker": one.key,
            "attendance": one.row.pk if not isinstance(one.row, MinutesPerson) else None,
            "name": str(one.name),
            "party": str(one.party),
            "presence": str(one.presence),
        }
        for one in people_of(minutes, asked.user)
    ]
    return Given({"items": rows})


def _composer(asked: Asked, data: Any, minutes: Any) -> ComposerForm:
    agenda = agenda_of(minutes, asked.user)
    return ComposerForm(
        data, minutes=minutes, user=asked.user, people=people_of(minutes, asked.user), agenda=agenda
    )


def _begun(asked: Asked, engagement: Any, _body: Any) -> Given:
    return given_one(MINUTES, asked.user, acts.begin_minutes(engagement, by=asked.user), status=201)


def _line_added(asked: Asked, minutes: Any, form: Any) -> Given:
    return given_one(LINES, asked.user, acts.add_line(minutes, form.values(), by=asked.user), status=201)


def _moved(asked: Asked, line: Any, body: Any) -> None:
    acts.move_line(line, up=body["to"] == "up", by=asked.user)


def _promise_form(asked: Asked, data: Any, minutes: Any) -> MinutesPromiseForm:
    asked.parts["line"] = line_seen(minutes, asked.user, str((asked.body or {}).pop("line", None) or ""))
    return MinutesPromiseForm(data, minutes=minutes, user=asked.user, line=asked.parts["line"])


def _promised(asked: Asked, minutes: Any, form: Any) -> Given:
    line = asked.parts["line"]
    values = {**form.values(), "statement": line.statement if line else None}
    made = acts.add_promise(minutes, values, under=line.under if line else None, by=asked.user)
    return given_one(LINES, asked.user, made, status=201)


def _marked(asked: Asked, minutes: Any, body: Any) -> Given:
    chosen = Presence(body["presence"])
    return Given({"changed": attending.mark_presence(minutes, body["attendances"], chosen, by=asked.user)})


def _turned(act: Any) -> Any:
    def acted(asked: Asked, minutes: Any, _body: Any) -> None:
        act(minutes, by=asked.user)

    return acted


LINE: Shape = thing(
    {
        "kind": {"type": "string", "enum": [one.value for one in WRITTEN]},
        "text": {"type": "string", "maxLength": 20_000},
        "language": {"type": "string", "enum": [key for key, _name in LANGUAGES]},
        "speaker": SPEAKER,
        "under": nullable(KEY),
        "visibility": {"type": "string", "enum": list(Visibility.values)},
    },
    required=["kind", "text"],
)
PROMISE: Shape = thing(
    {
        "line": nullable({**KEY, "description": "The line from which it is noted."}),
        "title": two_languages(300),
        "detail": two_languages(),
        "owed_by": nullable(KEY),
        "owed_to": nullable(KEY),
        "due_on": nullable({"type": "string", "format": "date"}),
        "visibility": {"type": "string", "enum": list(Visibility.values)},
    },
    required=["title"],
)


of_minutes = doing_at(ONE, area=Area.OUTCOMES, permission="outcomes.change_minutes", model=Minutes)


ADDRESSES: tuple[Address, ...] = (
    doing(
        f"{BRIEF}/minutes",
        "api-minutes-begin",
        _begun,
        summary="Begin the minutes of an engagement",
        area=Area.OUTCOMES,
        permission="missions.change_engagement",
        model=Engagement,
        gives=lambda: MINUTES.shape,
        status=201,
    ),
    of_minutes(
        "compose",
        "minutes-compose",
        _line_added,
        "Write the next line of minutes",
        make=_composer,
        shape=LINE,
        gives=lambda: LINES.shape,
        status=201,
    ),
    of_minutes(
        "promises",
        "minutes-promises",
        _promised,
        "Note a promise that was made there",
        make=_promise_form,
        shape=PROMISE,
        gives=lambda: LINES.shape,
        status=201,
    ),
    of_minutes(
        "presence",
        "minutes-presence",
        _marked,
        "Say of some who attend whether they came",
        shape=thing(
            {
                "attendances": listed(KEY, 500),
                "presence": {"type": "string", "enum": list(Presence.values)},
            }
        ),
        gives=lambda: thing({"changed": {"type": "integer"}}),
    ),
    Address(
        f"{ONE}/people",
        "api-minutes-there",
        {
            "GET": Way(
                summary="Read who was there, as minutes name them",
                area=Area.OUTCOMES,
                permission="outcomes.view_minutes",
                model=Minutes,
                act=_people,
                gives=lambda: thing({"items": listed(PRESENT)}),
            )
        },
    ),
    deed(
        LINES,
        "move",
        _moved,
        summary="Let a line change places with its neighbour",
        shape=thing({"to": {"type": "string", "enum": ["up", "down"]}}),
    ),
    deed(
        MINUTES,
        "close",
        _turned(closing.close_minutes),
        summary="Close minutes, so that each side signs the same words",
    ),
    deed(MINUTES, "reopen", _turned(closing.reopen_minutes), summary="Open closed minutes again"),
)
