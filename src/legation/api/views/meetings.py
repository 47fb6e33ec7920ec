"""Rounds of one-to-one meetings: their frame, who takes part, and which meetings were asked for.

Wishes are not told: they are their own side's, and given by participants themselves.
"""

from typing import Any

from legation.api.choices import Area
from legation.api.queries.shapes import KEY, SITTING, Shape, listed, nullable, thing
from legation.api.queries.telling import Told, seen_one, told, words
from legation.api.views.door import Asked
from legation.api.views.missions import AT, added_within, changed, of_mission
from legation.api.views.resources import Resource, Writing
from legation.matchmaking.actions import meetings as meeting_acts
from legation.matchmaking.actions import participants as people_acts
from legation.matchmaking.actions import rounds as acts
from legation.matchmaking.actions.solving import start_search
from legation.matchmaking.choices import Answer
from legation.matchmaking.forms.people import MeetingForm, NewMeetingForm, ParticipantForm
from legation.matchmaking.forms.rounds import ResourceForm, RoundForm, SiteForm
from legation.matchmaking.forms.solving import SearchForm
from legation.matchmaking.models import Feedback, Link, Meeting, Participant, Round, Search, Site
from legation.matchmaking.models import Resource as Means
from legation.matchmaking.models.round import MOST_SLOTS
from legation.matchmaking.queries.rounds import removed_part, removed_round
from legation.matchmaking.queries.sheet import sheet_of
from legation.matchmaking.rules import prepares_their_side

OF = f"{AT}/rounds/<int:pk>"
IN = f"{AT}/rounds/<int:round>"
MAY_CHANGE = "matchmaking.change_round"
SLOT: Shape = {"type": "integer", "minimum": 1, "maximum": MOST_SLOTS}
NUMBERS: Shape = listed({"type": "integer"})
OWN = "Told to who prepares their side."


def _of_round(rows: Any, round_: Any) -> Any:
    return rows.filter(round=round_)


def _removed(model: Any) -> Any:
    def found(asked: Asked, mission: Any, parts: dict[str, Any]) -> Any:
        round_ = seen_one(Round, asked.user, mission=mission, pk=parts["round"])
        return removed_part(model, round_, parts["pk"], asked.user) if round_ is not None else None

    return found


def _within(
    name: str,
    one: str,
    model: Any,
    fields: Any,
    *,
    writing: Writing | None = None,
    rows: Any = _of_round,
    joined: tuple[str, ...] = (),
    may_list: str = "matchmaking.view_round",
) -> Resource:
    """A kind of record within a round."""
    return Resource(
        name=name,
        one=one,
        area=Area.MEETINGS,
        model=model,
        at=f"{OF}/{name.removeprefix('round-')}",
        at_one=f"{IN}/{name.removeprefix('round-')}/<int:pk>",
        parent=Round,
        may_list=may_list,
        rows=rows,
        fields=fields,
        joined=joined or ("round__mission",),
        writing=writing,
    )


def _round_form(asked: Asked, data: Any, round_: Any, mission: Any) -> RoundForm:
    of = round_.mission if round_ is not None else mission
    return RoundForm(data, instance=round_, mission=of, user=asked.user)


def _sittings(round_: Any) -> list[dict[str, str]]:
    return [
        {"date": one["date"], "starts": one["from"], "ends": one["to"], "name": one.get("name", "")}
        for one in round_.sittings
    ]


ROUNDS = Resource(
    name="rounds",
    one="round of meetings",
    area=Area.MEETINGS,
    model=Round,
    at=f"{AT}/rounds",
    rows=of_mission,
    fields=(
        *told(Round, "name", "engagement", "status", "zone", "visibility"),
        Told("sittings", listed(SITTING), _sittings),
        *told(Round, "minutes", "pause", "tables", "fairness", "in_a_row", "wishes_until", "quota")[3:],
        *told(Round, "quota_body", "acceptance", "released_at")[3:],
        Told("weights", NUMBERS, lambda row: row.weights),
    ),
    joined=("mission",),
    writing=Writing(
        form=_round_form,
        shape_edit=RoundForm,
        add=added_within(acts.open_round),
        change=changed(acts.change_round),
        remove=acts.remove_round,
        restore=acts.restore_round,
        removed=lambda asked, mission, parts: removed_round(mission, parts["pk"], asked.user),
    ),
)


def _part_writing(form: Any, make: Any, model: Any, add: Any) -> Writing:
    return Writing(
        form=make,
        shape_edit=form,
        may_add=MAY_CHANGE,
        add=added_within(add),
        change=changed(acts.change_part),
        remove=acts.remove_part,
        restore=acts.restore_part,
        removed=_removed(model),
    )


MEANS = _within(
    "round-resources",
    "number of interpreters, rooms or equipment",
    Means,
    (
        *told(Means, "kind", "name", "amount"),
        Told("languages", listed({"type": "string"}), lambda row: row.languages),
    ),
    writing=_part_writing(
        ResourceForm,
        lambda _asked, data, row, _round: ResourceForm(data, instance=row),
        Means,
        acts.add_resource,
    ),
)
SITES = _within(
    "round-sites",
    "site away from the hall",
    Site,
    told(Site, "name", "venue", "slots"),
    writing=_part_writing(
        SiteForm,
        lambda asked, data, row, _round: SiteForm(data, instance=row, user=asked.user),
        Site,
        acts.add_site,
    ),
)


def _participant_form(asked: Asked, data: Any, participant: Any, round_: Any) -> ParticipantForm:
    if participant is not None:
        return ParticipantForm(data, instance=participant, round_=participant.round)
    delegates = people_acts.delegates_to_add(round_, asked.user)
    return ParticipantForm(data, round_=round_, delegates=delegates)


def _own(name: str, shape: Shape, value: Any, instead: Any) -> Told:
    """What only who prepares their side reads: as on the page, where it stands in the form alone."""
    shape = {**shape, "description": OWN}
    return Told(
        name, shape, value, only=lambda user, row: bool(prepares_their_side(user, row)), instead=instead
    )


PARTICIPANTS = _within(
    "participants",
    "participant of a round",
    Participant,
    (
        *told(Participant, "delegate", "person", "organisation", "side", "sectors", "languages", "reserve"),
        words("name", lambda row: row),
        words("native_name", lambda row: row.native_name),
        words("post", lambda row: row.post_name),
        words("body", lambda row: row.body_name),
        Told("absent", {"type": "boolean"}, lambda row: row.no_show_at is not None),
        _own("seeks", {"type": "string"}, lambda row: row.seeks, ""),
        _own("offers", {"type": "string"}, lambda row: row.offers, ""),
        _own("unavailable", NUMBERS, lambda row: row.unavailable, []),
        _own("in_a_row", nullable({"type": "integer"}), lambda row: row.in_a_row, None),
        _own("quota", nullable({"type": "integer"}), lambda row: row.quota, None),
    ),
    joined=("round__mission", "delegate__person", "delegate__post__organisation", "person", "organisation"),
    writing=Writing(
        form=_participant_form,
        shape_edit=ParticipantForm,
        made={"unavailable": listed(SLOT, MOST_SLOTS)},
        may_add=MAY_CHANGE,
        add=added_within(people_acts.add_participant),
        change=changed(people_acts.change_participant),
        remove=people_acts.remove_participant,
        restore=people_acts.restore_participant,
        removed=_removed(Participant),
    ),
)
SEAT = thing(
    {
        "participant": KEY,
        "asked": {"type": "boolean"},
        "answer": {"type": "string", "enum": list(Answer.values)},
    }
)


def _seats(meeting: Any) -> list[dict[str, Any]]:
    rows = sorted(meeting.seats.all(), key=lambda seat: seat.pk)
    return [{"participant": one.participant_id, "asked": one.asked, "answer": one.answer} for one in rows]


def _meeting_form(_asked: Asked, data: Any, meeting: Any, round_: Any) -> MeetingForm:
    if meeting is None:
        return NewMeetingForm(data, round_=round_, sheet=sheet_of(round_))
    return MeetingForm(data, instance=meeting, round_=meeting.round, sheet=sheet_of(meeting.round))


def _meeting_set(asked: Asked, round_: Any, form: Any) -> Any:
    values = form.values()
    return meeting_acts.add_meeting(round_, list(values.pop("people")), values, by=asked.user)


MEETINGS = _within(
    "meetings",
    "meeting of a round",
    Meeting,
    (
        *told(Meeting, "participants", "session", "state", "slot", "table", "site", "locked"),
        *told(Meeting, "must", "fixed_slot", "after", "needs")[3:],
        Told("seats", listed(SEAT), _seats),  # who sees a meeting sees everybody who sits there
    ),
    rows=lambda rows, held: _of_round(rows, held).prefetch_related("seats"),
    writing=Writing(
        form=_meeting_form,
        shape_edit=MeetingForm,
        made_new={"people": listed(KEY, 100)},
        may_add=MAY_CHANGE,
        add=_meeting_set,
        change=changed(meeting_acts.change_meeting),
        remove=meeting_acts.remove_meeting,
        restore=meeting_acts.restore_meeting,
        removed=_removed(Meeting),
    ),
)
SEARCHES = _within(
    "searches",
    "search for a timetable",
    Search,
    told(Search, "seconds", "keep", "applied_at", "undone_at"),
    writing=Writing(
        form=lambda _asked, data, search, _round: SearchForm(data, instance=search),
        shape_edit=SearchForm,
        may_add=MAY_CHANGE,
        add=added_within(start_search),
    ),
)
LINKS = _within(
    "round-links",
    "address of a participant",
    Link,
    told(Link, "participant", "language", "mail", "opened_at", "expires_at", "revoked_at"),
    rows=lambda rows, held: rows.filter(participant__round=held),
    joined=("participant__round__mission",),
    may_list=MAY_CHANGE,
)
FEEDBACK = _within(
    "feedback",
    "word on what came of a meeting",
    Feedback,
    told(Feedback, "meeting", "by", "kept", "useful", "next_step", "commitment", "visibility"),
)
RESOURCES = (ROUNDS, MEANS, SITES, PARTICIPANTS, MEETINGS, SEARCHES, LINKS, FEEDBACK)
