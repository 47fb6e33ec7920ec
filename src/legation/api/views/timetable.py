"""The buttons of a round: the timetable, the search for it, the day itself, addresses."""

from typing import Any

from django.utils import timezone

from legation.api.choices import Area
from legation.api.queries.shapes import KEY, Shape, listed, nullable, thing
from legation.api.queries.telling import told_of
from legation.api.views.deeds import deed, doing, doing_at
from legation.api.views.door import Address, Asked, Given, Way
from legation.api.views.meetings import (
    FEEDBACK,
    LINKS,
    MAY_CHANGE,
    MEETINGS,
    OF,
    PARTICIPANTS,
    ROUNDS,
    SEARCHES,
    SLOT,
)
from legation.api.views.outcomes import COMMITMENTS
from legation.api.views.problems import Problem
from legation.api.views.resources import given_one
from legation.matchmaking.actions import participants as people_acts
from legation.matchmaking.actions import rounds as acts
from legation.matchmaking.actions import solving
from legation.matchmaking.actions.following_up import commit
from legation.matchmaking.actions.placing import lock_meeting, place_meeting
from legation.matchmaking.actions.replanning import replan
from legation.matchmaking.actions.taking_part import make_links, revoke_link, say_mail
from legation.matchmaking.forms.solving import EVENTS, EventForm
from legation.matchmaking.forms.taking_part import MailForm
from legation.matchmaking.models import Round, Search
from legation.matchmaking.queries.searching import search_page, search_state
from legation.matchmaking.queries.sheet import sheet_of
from legation.matchmaking.queries.taking_part import address_of, links_of

TEXT: Shape = {"type": "string"}
COUNT: Shape = {"type": "integer"}
TOGETHER = 3  # what a page takes at once, of what happened on the day


def _turned(act: Any) -> Any:
    def acted(asked: Asked, record: Any, _body: Any) -> None:
        act(record, by=asked.user)

    return acted


def _filled(asked: Asked, round_: Any, _body: Any) -> Given:
    return Given({"added": people_acts.add_delegates(round_, by=asked.user)})


def _placed(asked: Asked, meeting: Any, body: Any) -> None:
    slot, table = body.get("slot"), body.get("table")
    place_meeting(meeting, slot=slot, table=table, seen=asked.seen, by=asked.user)


def _locked(asked: Asked, meeting: Any, body: Any) -> None:
    lock_meeting(meeting, locked=body["locked"], seen=asked.seen, by=asked.user)


def _absent(asked: Asked, meeting: Any, body: Any) -> Given:
    who = people_acts.mark_no_show(meeting, body["participant"], gone=body["absent"], by=asked.user)
    return given_one(PARTICIPANTS, asked.user, who)


def _instead(asked: Asked, meeting: Any, body: Any) -> Given:
    return given_one(MEETINGS, asked.user, people_acts.call_up(meeting, body["meeting"], by=asked.user))


def _state(_asked: Asked, search: Any) -> Given:
    """How a search stands, what it found, and what its conflict can be undone by."""
    now, page = search_state(search), search_page(search)
    return Given(
        {
            **{name: now[name] for name in ("status", "done", "total", "over", "problem")},
            "standing": page.standing,
            "found": page.found,
            "in_force": page.in_force,
            "outdated": page.outdated,
            "changes": len(page.changes),
            "left": page.left,
            "conflict": page.conflict,
            "ways": [{"way": one.number, "words": one.sentence} for one in page.ways],
        }
    )


def _way(asked: Asked, search: Any, body: Any) -> Given:
    """Take one way out of a conflict and search again, as its page does."""
    again = solving.search_again(search, body["way"], by=asked.user)
    return given_one(SEARCHES, asked.user, again, status=201)


def _replanned(asked: Asked, round_: Any, body: Any) -> Given:
    sheet = sheet_of(round_)
    events, errors = [], []
    for number, one in enumerate(body["events"]):
        form = EventForm(one, sheet=sheet)
        if form.is_valid():
            events.append(form.event())
        errors += [
            (f"events.{number}.{name}", str(said)) for name, faults in form.errors.items() for said in faults
        ]
    if errors:
        raise Problem("refused", errors=errors)
    found = replan(round_, [one for one in events if one is not None], now=timezone.now(), by=asked.user)
    return given_one(SEARCHES, asked.user, found, status=201)


def _linked(asked: Asked, round_: Any) -> Given:
    """An address for each participant of the own side who has none; only this answer tells them."""
    wanted = set(asked.body.get("participants") or ())
    before = [row.participant for row in links_of(round_, asked.user, timezone.now()) if row.link is None]
    chosen = [one for one in before if not wanted or one.pk in wanted]
    if wanted - {one.pk for one in chosen}:
        raise Problem("not-there")
    make_links(chosen, by=asked.user)
    keys = {one.pk for one in chosen}
    rows = [row for row in links_of(round_, asked.user, timezone.now()) if row.participant.pk in keys]
    links = [row.link for row in rows if row.link is not None]
    told = [{"link": one.pk, "address": address_of(one)} for one in links]
    return Given({"items": told_of(links, LINKS.fields, asked.user), "addresses": told}, status=201)


def _mailed(asked: Asked, link: Any, form: Any) -> None:
    say_mail(link, form.cleaned_data["mail"], by=asked.user)


def _committed(asked: Asked, feedback: Any, _body: Any) -> Given:
    return given_one(COMMITMENTS, asked.user, commit(feedback, by=asked.user))


STATE = thing(
    {
        "status": TEXT,
        "done": COUNT,
        "total": COUNT,
        "over": {"type": "boolean"},
        "problem": TEXT,
        "standing": TEXT,
        "found": {"type": "boolean"},
        "in_force": {"type": "boolean"},
        "outdated": {"type": "boolean", "description": "The times of the round have changed since."},
        "changes": {**COUNT, "description": "Meetings that it would move, or moved once it is in force."},
        "left": {**COUNT, "description": "Meetings without a place in what was found."},
        "conflict": TEXT,
        "ways": listed(thing({"way": COUNT, "words": TEXT})),
    }
)
EVENT = thing(
    {
        "kind": {"type": "string", "enum": [kind for kind, _label in EVENTS if kind]},
        **{name: nullable(KEY) for name in ("meeting", "participant", "resource")},
        "slot": nullable(SLOT),
        "amount": nullable({"type": "integer", "minimum": 0, "maximum": 1000}),
    },
    required=["kind"],
)


_of_round = doing_at(OF, area=Area.MEETINGS, permission=MAY_CHANGE, model=Round)


ADDRESSES: tuple[Address, ...] = (
    deed(ROUNDS, "release", _turned(acts.release_round), summary="Show the timetable to participants"),
    deed(ROUNDS, "hide", _turned(acts.take_back_release), summary="Take the timetable back"),
    _of_round(
        "participants/fill",
        "participants-fill",
        _filled,
        "Let all delegates of your side who come to meet people take part",
        gives=lambda: thing({"added": COUNT}),
    ),
    _of_round(
        "replan",
        "rounds-replan",
        _replanned,
        "Say what happened on the day; the answer is a search whose timetable is not in force yet",
        shape=thing({"events": listed(EVENT, TOGETHER)}),
        gives=lambda: SEARCHES.shape,
        told=SEARCHES,
        status=201,
    ),
    deed(
        MEETINGS,
        "place",
        _placed,
        summary="Put a meeting into a slot, at a table or the first that is free; without a slot take it out",
        shape=thing(
            {"slot": nullable(SLOT), "table": nullable({"type": "integer", "minimum": 1, "maximum": 1000})},
            required=["slot"],
        ),
    ),
    deed(
        MEETINGS,
        "lock",
        _locked,
        summary="Keep a meeting where it is, or let it move",
        shape=thing({"locked": {"type": "boolean"}}),
    ),
    doing(
        f"{MEETINGS.alone}/absent",
        "api-meetings-absent",
        _absent,
        summary="Say that somebody did not come to a meeting, or came after all",
        area=Area.MEETINGS,
        permission=MEETINGS.change_permission,
        model=MEETINGS.model,
        shape=thing({"participant": KEY, "absent": {"type": "boolean"}}),
        gives=lambda: PARTICIPANTS.shape,
        told=PARTICIPANTS,
    ),
    deed(
        MEETINGS,
        "instead",
        _instead,
        summary="Hold another meeting in the place of one to which somebody did not come",
        shape=thing({"meeting": KEY}),
    ),
    Address(
        f"{SEARCHES.alone}/state",
        "api-searches-state",
        {
            "GET": Way(
                summary="Read how a search stands, what it found, and the ways out of a conflict",
                area=Area.MEETINGS,
                permission=SEARCHES.view_permission,
                model=Search,
                act=_state,
                gives=lambda: STATE,
            )
        },
    ),
    deed(
        SEARCHES,
        "stop",
        _turned(solving.stop_search),
        summary="Stop a search and keep the best that was found",
        versioned=False,
    ),
    deed(SEARCHES, "apply", _turned(solving.apply_search), summary="Put in force what a search found"),
    deed(SEARCHES, "undo", _turned(solving.undo_search), summary="Bring back the timetable from before"),
    doing(
        f"{SEARCHES.alone}/ways",
        "api-searches-ways",
        _way,
        summary="Take one way out of a conflict, and search again",
        area=Area.MEETINGS,
        permission=SEARCHES.change_permission,
        model=Search,
        shape=thing({"way": {"type": "integer", "minimum": 0, "maximum": 1000}}),
        gives=lambda: SEARCHES.shape,
        told=SEARCHES,
        status=201,
    ),
    Address(
        f"{OF}/links/new",
        "api-round-links-new",
        {
            "POST": Way(
                summary="Make addresses for those of your side who have none; told in this answer alone",
                area=Area.MEETINGS,
                permission=MAY_CHANGE,
                model=Round,
                act=_linked,
                body=lambda: thing({"participants": listed(KEY, 500)}, required=[]),
                gives=lambda: thing(
                    {
                        "items": listed(LINKS.shape),
                        "addresses": listed(thing({"link": KEY, "address": TEXT})),
                    },
                    required=["items"],
                ),
                status=201,
                told_once="addresses",
            )
        },
    ),
    deed(
        LINKS,
        "revoke",
        _turned(revoke_link),
        summary="Let an address be good no more",
        versioned=False,
        permission="matchmaking.change_link",
    ),
    deed(
        LINKS,
        "mail",
        _mailed,
        summary="Say where the timetable and its changes are told by mail; empty: nowhere",
        make=lambda _asked, data, _link: MailForm(data),
        form=MailForm,
        versioned=False,
        permission="matchmaking.change_link",
    ),
    doing(
        f"{FEEDBACK.alone}/commit",
        "api-feedback-commit",
        _committed,
        summary="Make a promise of a next step, or read the one that there is",
        area=Area.MEETINGS,
        permission=FEEDBACK.change_permission,
        model=FEEDBACK.model,
        gives=lambda: COMMITMENTS.shape,
        told=COMMITMENTS,
    ),
)
