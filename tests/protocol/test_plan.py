"""Who sits where, and the drawing."""

import itertools
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string

from legation.missions.actions import change_delegate, change_shared
from legation.protocol.actions.seating import arrange
from legation.protocol.queries import plan_of, setting_of
from legation.protocol.queries.plan import seating_of

SVG = "{http://www.w3.org/2000/svg}"


def seats_of(stage, plan):
    return {key: (row.side, row.number) for key, row in zip(stage.names(plan.seats), plan.seats, strict=True)}


def chosen(stage, **values):
    fields = {"pack": "kr-municipal", "layout": "bilateral", "door": "", "seed": 1, **values}
    arranged = getattr(stage.call, "pk", None) and setting_of(stage.call, stage.host).arrangement
    return arrange(stage.call, fields, seen=arranged.version if arranged else 0, by=stage.host)


def drawing(plan):
    return ET.fromstring(render_to_string("protocol/drawing.svg", {"plan": plan.drawing, "alone": True}))


def spots(plan):
    """Where the two first in rank are drawn: across and down."""
    return {chair.side: (chair.x, chair.y) for chair in plan.drawing.chairs if chair.number == 1}


def test_both_mayors_face_each_other_and_hosts_have_the_door_behind(two_mayors):
    chosen(two_mayors)
    plan = plan_of(two_mayors.call, two_mayors.host)
    assert seats_of(two_mayors, plan) == {"harrell": ("guest", 1), "park": ("host", 1)}
    where = spots(plan)
    assert where["guest"][0] == where["host"][0]
    assert (
        where["host"][1] < where["guest"][1]
    )  # the door is in the north wall, so the hosts sit to the north


@pytest.mark.parametrize(
    ("door", "nearer"),
    [("north", "host-north"), ("south", "host-south"), ("east", "host-east"), ("west", "host-west")],
)
def test_the_door_moves_and_the_sides_with_it_but_no_number_changes(everyone, door, nearer):
    """Golden case 3, through the app."""
    before = seats_of(everyone, plan_of(everyone.call, everyone.host))
    chosen(everyone, door=door)
    plan = plan_of(everyone.call, everyone.host)
    assert seats_of(everyone, plan) == before
    (gx, gy), (hx, hy) = spots(plan)["guest"], spots(plan)["host"]
    side = ("north" if hy < gy else "south") if hx == gx else ("west" if hx < gx else "east")
    assert f"host-{side}" == nearer


def test_numbering_is_the_same_without_interpreters(everyone):
    with_them = seats_of(everyone, plan_of(everyone.call, everyone.host))
    for key in ("guest-voice", "host-voice"):
        row = everyone.people[key].attendances.get()
        from legation.missions.actions import remove_part

        remove_part(row, by=everyone.host)
    without = seats_of(everyone, plan_of(everyone.call, everyone.host))
    assert {key: place for key, place in with_them.items() if not key.endswith("voice")} == without
    assert [with_them["guest-voice"][1], with_them["host-voice"][1], with_them["notes"][1]] == [
        None,
        None,
        None,
    ]


def test_only_confirmed_delegates_are_seated(everyone):
    vice = everyone.people["vice"]
    change_delegate(vice, {"status": "invited"}, seen=vice.version, by=everyone.host)
    plan = plan_of(everyone.call, everyone.host)
    assert "vice" not in seats_of(everyone, plan)
    assert [row.why for row in plan.unseated] == ["Only accepted replies are seated."]
    assert everyone.names(plan.unseated) == ["vice"]


@pytest.mark.parametrize("layout", ["bilateral", "counterparts", "courtesy-call", "photo"])
def test_every_table_seats_everybody_with_a_reason_and_draws_well_formed(everyone, layout):
    chosen(everyone, layout=layout)
    plan = plan_of(everyone.call, everyone.host)
    assert len(plan.seats) == 11
    assert [row for row in plan.seats if not row.why] == []
    root = drawing(plan)
    assert root.tag == f"{SVG}svg"
    assert len(root.findall(f".//{SVG}circle")) == 11 + len(plan.drawing.flags)
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert [root.get("aria-labelledby"), root.get("aria-describedby")] == ids
    assert [node.tag for node in root.iter() if node.get("style")] == []


def test_a_signing_seats_two(two_mayors):
    chosen(two_mayors, layout="signing")
    assert seats_of(two_mayors, plan_of(two_mayors.call, two_mayors.host)) == {
        "park": ("host", 1),
        "harrell": ("guest", 2),
    }


def test_the_korean_order_of_two_flags_is_asked_and_not_guessed(two_mayors):
    chosen(two_mayors, layout="courtesy-call")
    plan = plan_of(two_mayors.call, two_mayors.host)
    assert plan.questions == (
        "The order of two flags is not confirmed for this pack; ask the host's protocol office.",
    )
    assert plan.drawing.flags == ()
    chosen(two_mayors, layout="courtesy-call", pack="us-municipal")
    plan = plan_of(two_mayors.call, two_mayors.host)
    assert (plan.questions, len(plan.drawing.flags)) == ((), 2)


@pytest.mark.parametrize("door", ["north", "east", "south", "west"])
def test_every_name_stands_at_its_own_chair(everyone, door):
    """Never on the far side of an interpreter's chair, where it would be taken for the interpreter's."""
    chosen(everyone, door=door)
    chairs = plan_of(everyone.call, everyone.host).drawing.chairs
    assert [chair.label for chair in chairs if chair.name is None or chair.name.leader] == []


def test_chairs_are_drawn_to_scale_and_names_never_over_one_another(everyone):
    chosen(everyone)
    plan = plan_of(everyone.call, everyone.host)
    row = sorted(chair.x for chair in plan.drawing.chairs if chair.side == "host" and chair.number)
    assert {after - before for before, after in itertools.pairwise(row)} == {75}
    assert [chair.label for chair in plan.drawing.chairs if chair.name is None] == []
    lines = [
        (line.x - 6 * len(line.text) / 2, line.y, line.x + 6 * len(line.text) / 2)
        for chair in plan.drawing.chairs
        for line in chair.name.lines
    ]
    overlapping = [
        (one, other)
        for k, one in enumerate(lines)
        for other in lines[k + 1 :]
        if abs(one[1] - other[1]) < 12 and one[0] < other[2] and other[0] < one[2]
    ]
    assert overlapping == []


def test_what_a_name_holds_is_text(everyone):
    vice = everyone.people["vice"]
    from legation.directory.actions import change_person

    change_person(
        vice.person,
        {"native_name": "", "family_name": "<script>&", "given_name": '"'},
        seen=1,
        by=everyone.host,
    )
    root = drawing(plan_of(everyone.call, everyone.host))
    assert [node.tag for node in root.iter() if node.tag.endswith("script")] == []
    assert sum("<script>&" in "".join(node.itertext()) for node in root.findall(f"{SVG}g")) == 1


def test_a_window_in_the_doors_wall_gives_way(everyone):
    change_shared(everyone.room, {"window": "north"}, seen=everyone.room.version, by=everyone.host)
    everyone.call.refresh_from_db()
    assert plan_of(everyone.call, everyone.host).drawing.window is None
    chosen(everyone, door="south")
    assert plan_of(everyone.call, everyone.host).drawing.window is not None


def test_a_plan_lacks_what_it_says(two_mayors):
    empty = two_mayors.engagement("Nobody")
    assert seating_of(setting_of(empty, two_mayors.host)).missing == ("people",)
    two_mayors.attends("harrell", "principal", at=empty)
    assert seating_of(setting_of(empty, two_mayors.host)).missing == ("hosts",)
    assert plan_of(empty, two_mayors.host) is None
