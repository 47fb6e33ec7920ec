"""Engagements with their briefs and people, venues with their rooms, and programme series."""

from typing import Any

from legation.api.choices import Area
from legation.api.queries.shapes import MOMENT, WALL
from legation.api.queries.telling import Told, plain, told, words
from legation.api.views.door import Asked
from legation.api.views.missions import AT, added_within, changed, of_mission, part_removed
from legation.api.views.resources import Resource, Writing
from legation.missions import actions
from legation.missions.actions.ways import add_way, restore_way
from legation.missions.forms.engagement import AttendanceForm, EngagementForm, PointForm, PresenceForm
from legation.missions.forms.venues import ProgrammeForm, RoomForm, VenueForm
from legation.missions.forms.ways import WayForm
from legation.missions.models import Attendance, Engagement, Point, Programme, Room, Venue, Way
from legation.missions.queries.engagement import removed_attendance, removed_point
from legation.missions.queries.removed import removed_shared

BRIEF = f"{AT}/engagements/<int:pk>"
IN_BRIEF = f"{AT}/engagements/<int:engagement>"


def of_engagement(rows: Any, engagement: Any) -> Any:
    return rows.filter(engagement=engagement)


def shared_removed(model: Any) -> Any:
    return lambda asked, _none, parts: removed_shared(model, parts["pk"], asked.user)


PROGRAMMES = Resource(
    name="programmes",
    one="programme series",
    area=Area.MISSIONS,
    model=Programme,
    at="programmes",
    parent=None,
    may_list="directory.browse",
    fields=told(Programme, "name", "organisers"),
    writing=Writing(
        form=lambda asked, data, record, _none: ProgrammeForm(data, instance=record, user=asked.user),
        shape_edit=ProgrammeForm,
        may_add="directory.keep",
        add=lambda asked, _none, form: actions.add_programme(form.values(), by=asked.user),
        change=changed(actions.change_shared),
        remove=actions.remove_part,
        restore=actions.restore_part,
        removed=shared_removed(Programme),
        restorer=None,
        may_restore="directory.keep",
    ),
)


def _wall(name: str, part: str) -> Told:
    def value(row: Any) -> str:
        local = getattr(row, part)
        return str(local.date().isoformat() if row.part else local.strftime("%Y-%m-%dT%H:%M"))

    return Told(name, WALL, value)


ENGAGEMENTS = Resource(
    name="engagements",
    one="engagement",
    area=Area.MISSIONS,
    model=Engagement,
    at=f"{AT}/engagements",
    rows=of_mission,
    fields=(
        *told(
            Engagement,
            *(
                "kind",
                "title",
                "zone",
                "part",
                "venue",
                "room",
                "status",
                "interpretation",
                "dress",
                "summary",
            ),
            *("track", "locked", "visibility"),
        ),
        _wall("starts", "local_start"),
        _wall("ends", "local_end"),
        Told("starts_at", MOMENT, lambda row: plain(row.starts_at)),
        Told("ends_at", MOMENT, lambda row: plain(row.ends_at)),
    ),
    joined=("mission",),
    writing=Writing(
        form=lambda asked, data, record, mission: EngagementForm(
            data, mission=mission or record.mission, user=asked.user, instance=record
        ),
        shape_edit=EngagementForm,
        filled=frozenset({"zone"}),
        add=added_within(actions.add_engagement),
        change=changed(actions.change_engagement),
        remove=actions.remove_part,
        restore=actions.restore_part,
        removed=part_removed(Engagement),
    ),
)


POINTS = Resource(
    name="points",
    one="line of a brief",
    area=Area.MISSIONS,
    model=Point,
    at=f"{BRIEF}/points",
    at_one=f"{IN_BRIEF}/points/<int:pk>",
    parent=Engagement,
    may_list="missions.view_engagement",
    rows=of_engagement,
    fields=told(Point, "kind", "text", "minutes", "position", "visibility"),
    joined=("engagement__mission",),
    writing=Writing(
        form=lambda asked, data, record, engagement: PointForm(
            data, engagement=engagement or record.engagement, user=asked.user, instance=record
        ),
        shape_edit=PointForm,
        may_add="missions.change_engagement",
        add=added_within(actions.add_point),
        change=changed(actions.change_point),
        remove=actions.remove_part,
        restore=actions.restore_part,
        removed=lambda asked, mission, parts: removed_point(
            mission, parts["engagement"], parts["pk"], asked.user
        ),
    ),
)


def _attendance_form(asked: Asked, data: Any, attendance: Any, engagement: Any) -> Any:
    if attendance is None:
        return AttendanceForm(data, engagement=engagement, user=asked.user)
    return PresenceForm(data, instance=attendance, user=asked.user)


ATTENDANCES = Resource(
    name="attendances",
    one="attendance",
    area=Area.MISSIONS,
    model=Attendance,
    at=f"{BRIEF}/attendances",
    at_one=f"{IN_BRIEF}/attendances/<int:pk>",
    parent=Engagement,
    may_list="missions.view_engagement",
    rows=of_engagement,
    fields=(
        *told(Attendance, "delegate", "function", "presence", "assists"),
        words("delegate_name", lambda row: row.delegate),
    ),
    joined=("engagement__mission", "delegate__person"),
    writing=Writing(
        form=_attendance_form,
        shape_edit=PresenceForm,
        shape_new=AttendanceForm,
        may_add="missions.change_engagement",
        add=added_within(actions.add_attendance),
        change=changed(actions.change_attendance),
        remove=actions.remove_part,
        restore=actions.restore_part,
        removed=lambda asked, mission, parts: removed_attendance(
            mission, parts["engagement"], parts["pk"], asked.user
        ),
    ),
)

VENUES = Resource(
    name="venues",
    one="venue",
    area=Area.MISSIONS,
    model=Venue,
    at="venues",
    parent=None,
    may_list="directory.browse",
    fields=told(Venue, "name", "city", "street", "latitude", "longitude"),
    writing=Writing(
        form=lambda asked, data, record, _none: VenueForm(data, instance=record, user=asked.user),
        shape_edit=VenueForm,
        may_add="directory.keep",
        add=lambda asked, _none, form: actions.add_venue(form.values(), by=asked.user),
        change=changed(actions.change_shared),
        remove=actions.remove_part,
        restore=actions.restore_part,
        removed=shared_removed(Venue),
        restorer=None,
        may_restore="directory.keep",
    ),
)

ROOMS = Resource(
    name="rooms",
    one="room",
    area=Area.MISSIONS,
    model=Room,
    at="venues/<int:pk>/rooms",
    at_one="venues/<int:venue>/rooms/<int:pk>",
    parent=Venue,
    may_list="missions.view_venue",
    rows=lambda rows, venue: rows.filter(venue=venue),
    fields=told(Room, "name", "capacity", "door", "window"),
    joined=("venue",),
    writing=Writing(
        form=lambda _asked, data, record, _venue: RoomForm(data, instance=record),
        shape_edit=RoomForm,
        may_add="missions.change_venue",
        add=added_within(actions.add_room),
        change=changed(actions.change_shared),
        remove=actions.remove_part,
        restore=actions.restore_part,
        removed=lambda asked, _none, parts: removed_shared(
            Room, parts["pk"], asked.user, venue=parts["venue"]
        ),
        restorer=None,
        may_restore="directory.keep",
    ),
)


def _way_form(asked: Asked, data: Any, way: Any, venue: Any) -> WayForm:
    return WayForm(data, instance=way, leaving=way.leaving if way is not None else venue, user=asked.user)


WAYS = Resource(
    name="ways",
    one="way from a venue",
    area=Area.MISSIONS,
    model=Way,
    at="venues/<int:pk>/ways",
    at_one="venues/<int:venue>/ways/<int:pk>",
    parent=Venue,
    may_list="missions.view_venue",
    rows=lambda rows, venue: rows.filter(leaving=venue),
    fields=told(Way, "leaving", "arriving", "minutes"),
    joined=("leaving",),
    writing=Writing(
        form=_way_form,
        shape_edit=WayForm,
        may_add="missions.change_venue",
        add=lambda asked, venue, form: add_way(venue, **form.values(), by=asked.user),
        change=changed(actions.change_shared),
        remove=actions.remove_part,
        restore=restore_way,
        removed=lambda asked, _none, parts: removed_shared(
            Way, parts["pk"], asked.user, leaving=parts["venue"]
        ),
        restorer=None,
        may_restore="directory.keep",
    ),
)
RESOURCES = (PROGRAMMES, ENGAGEMENTS, POINTS, ATTENDANCES, VENUES, ROOMS, WAYS)
