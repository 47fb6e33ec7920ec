"""Seat plans, ceremonies, ranks and minutes come with a mission, each without what is one side's."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from legation.exchange.actions.keys import own_keys
from legation.exchange.actions.taking import bring, planned
from legation.exchange.choices import Fate
from legation.exchange.queries.collecting import collect, told
from legation.exchange.queries.pages import preview
from legation.exchange.queries.reading import BadRecord
from legation.kernel import editing
from legation.missions.models import Delegate
from legation.outcomes.models import Minutes, MinutesLine, Statement
from legation.protocol.models import Arrangement, Ceremony, Override, Vehicle
from tests.exchange.elsewhere import NOON, name_there, returned, signed, taken, told_there, undone
from tests.world import SECRETS, World

LATER = NOON + timedelta(days=1)


@pytest.fixture
def seated(world: World) -> Arrangement:
    """Both mayors and one whom the host keeps to itself sit at round tables."""
    tables = [{"id": "t1", "seats": 4}]
    pairs = zip(
        ("guest-delegate", "host-delegate", "host-hidden-delegate"), ("t1-1", "t1-2", "t1-3"), strict=True
    )
    seats = [[str(world.things[who].pk), chair] for who, chair in pairs]
    values = {"layout": "rounds", "tables": tables, "seats": seats}
    plan: Arrangement = world.things["arrangement"]
    plan = Arrangement.objects.get(pk=plan.pk)
    return editing.change(plan, values, seen=plan.version, by=world.host)


def rows(data: dict[str, Any]) -> dict[str, int]:
    kinds = ("arrangement", "ceremony", "vehicle", "override", "given_rank", "equivalence", "minutes")
    return {kind: len(data.get(kind, ())) for kind in (*kinds, "minutes_line", "minutes_person")}


def test_they_go_out_without_what_one_side_keeps(world, seated) -> None:
    data, _files = told(collect(world.mission, own_keys()))
    assert rows(data) == {
        **dict.fromkeys(("arrangement", "ceremony", "vehicle", "override", "given_rank"), 1),
        **dict.fromkeys(("equivalence", "minutes", "minutes_person"), 1),
        "minutes_line": 2,
    }
    assert [chair for _uid, chair in data["arrangement"][0]["seats"]] == ["t1-1", "t1-2"]
    assert {"locks", "own_pack", "again"}.isdisjoint(data["arrangement"][0])
    assert {"frozen", "trace", "closed_at"}.isdisjoint(data["minutes"][0])
    assert [word for word in SECRETS.values() if word in str(data)] == []


def test_they_come_in_at_their_chairs_and_are_undone(world, seated) -> None:
    data, files = told_there(world.mission)
    parcel = taken(signed(data, files), by=world.host)
    came = Arrangement.objects.get(engagement__mission=parcel.mission)
    people = {
        str(each.pk): each.person.family_name
        for each in Delegate.objects.filter(mission=parcel.mission).select_related("person")
    }
    names = [world.things[f"{side}-mayor"].family_name for side in ("guest", "host")]
    assert [(people[who], chair) for who, chair in came.seats] == list(
        zip(names, ("t1-1", "t1-2"), strict=True)
    )
    assert (came.layout, came.tables) == ("rounds", [{"id": "t1", "seats": 4}])
    minutes = Minutes.objects.get(mission=parcel.mission)
    lines = list(minutes.lines.order_by("position"))
    assert [(line.kind, line.under_id) for line in lines] == [("agenda", None), ("statement", lines[0].pk)]
    assert (lines[1].statement.mission, minutes.open) == (parcel.mission, True)
    assert Override.objects.filter(engagement__mission=parcel.mission).count() == 1
    again = bring(signed(data, files, at=LATER), by=world.host)
    made = planned(again, by=world.host)[1]
    assert {fate.value: made.count(fate) for fate in Fate if made.count(fate)} == {
        "same": sum(len(each) for each in data.values())
    }
    undone(parcel, by=world.host)
    for model in (Arrangement, Ceremony):
        assert model.objects.present().filter(engagement__mission=parcel.mission).count() == 0
    assert MinutesLine.objects.present().filter(minutes=minutes).count() == 0


def test_a_file_moves_nobody_whom_it_does_not_know_nor_who_is_locked(world, seated) -> None:
    guest, host, hidden = (who for who, _chair in seated.seats)
    seated = editing.change(seated, {"locks": [[host, "t1-2"]]}, seen=seated.version, by=world.host)
    data, files = told(collect(world.mission, own_keys()))
    row = returned(data)["arrangement"][0]
    (mayor, _one), (other, _two) = row["seats"]
    row["seats"] = [[mayor, "t1-4"], [other, "t1-1"]]
    parcel = bring(signed(data, files), by=world.guest)
    shown = preview(planned(parcel, by=world.guest)[1]).differs
    assert [each.label for one in shown for each in one.changes] == ["seats"]
    assert [each.after.count("t1-") for one in shown for each in one.changes] == [2]
    before = sorted(seated.seats)
    done = taken(signed(data, files), by=world.guest, chosen=(f"{row['ids'][0]}:seats",))
    seated.refresh_from_db()
    assert sorted(seated.seats) == sorted([[guest, "t1-4"], [host, "t1-2"], [hidden, "t1-3"]])
    row["seats"] = [[mayor, "t1-3"]]  # where somebody sits of whom the file knows nothing
    undone(done, by=world.guest)
    seated.refresh_from_db()
    assert (sorted(seated.seats), seated.locks) == (before, [[host, "t1-2"]])
    taken(signed(data, files, at=LATER), by=world.guest, chosen=(f"{row['ids'][0]}:seats",))
    seated.refresh_from_db()
    assert sorted(seated.seats) == sorted([[host, "t1-2"], [hidden, "t1-3"]])


def test_another_layout_drops_seats_and_locks_and_an_own_pack_stays(world, seated) -> None:
    from legation.protocol.models import RulePack

    pack = RulePack.objects.create(office=world.guest.office, name="Ours", base="neutral")
    locks = {"locks": [seated.seats[0]], "own_pack": pack}
    editing.change(seated, locks, seen=seated.version, by=world.guest)
    data, files = told(collect(world.mission, own_keys()))
    row = returned(data)["arrangement"][0]
    row |= {"layout": "theatre", "tables": [], "pack": "neutral"}
    chosen = tuple(f"{row['ids'][0]}:{name}" for name in ("layout", "tables", "pack"))
    done = taken(signed(data, files), by=world.guest, chosen=chosen)
    now = Arrangement.objects.get(pk=seated.pk)
    assert (now.layout, now.seats, now.locks, now.pack, now.own_pack) == (
        "theatre",
        [],
        [],
        seated.pack,
        pack,
    )
    undone(done, by=world.guest)
    now.refresh_from_db()
    assert (now.layout, sorted(now.seats), now.locks) == ("rounds", sorted(seated.seats), [seated.seats[0]])


def test_what_a_file_arranged_here_is_as_usual_again_once_it_is_undone(world) -> None:
    """An engagement has one arrangement at most: undone, it can be arranged by hand as before."""
    data, files = told_there(world.mission)
    less = deepcopy(data)
    del less["arrangement"], less["ceremony"]
    mission = taken(signed(less, files), by=world.host).mission
    done = taken(signed(data, files, at=LATER), by=world.host)
    assert (done.mission, done.job.result["made"]) == (mission, 2)
    undone(done, by=world.host)
    plan = Arrangement.objects.get(engagement__mission=mission)
    assert (plan.removed_at, plan.pack, plan.seats) == (None, "neutral", [])
    assert Ceremony.objects.get(engagement__mission=mission).removed_at is None


WRONG = [
    ("arrangement", "seats", [["x", "t1-1"]]),
    ("arrangement", "seats", "t1-1"),
    ("arrangement", "seats", [[None, None]]),
    ("arrangement", "seats", "twice"),
    ("arrangement", "seats", "<b>"),
    ("arrangement", "seats", "of another kind"),
    ("override", "higher", "person"),
    ("vehicle", "riders", ["person"]),
    ("minutes_line", "statement", "person"),
    ("minutes", "ids", "[person]"),
    ("arrangement", "tables", [{"id": "t1"}]),
    ("arrangement", "tables", [{"id": "t1", "seats": 10**6}]),
    ("arrangement", "tables", [{"id": "t1", "seats": 4, "x": 5000.0}]),
    ("arrangement", "tables", [{"id": "t1", "seats": 4, "onload": 1}]),
    ("arrangement", "layout", "moon"),
    ("ceremony", "photo_rows", [0]),
    ("ceremony", "text_languages", [1]),
    ("ceremony", "copies", 0),
    ("minutes_line", "kind", "order"),
]


def test_what_cannot_be_is_refused_by_record_and_field(world, seated) -> None:
    data, files = told_there(world.mission)
    known = data["arrangement"][0]["seats"][0][0]
    other = data["person"][0]["ids"][0]
    said = {"twice": [[known, "t1-1"], [known, "t1-2"]], "<b>": [[known, "<b>"]]}
    said |= {
        "of another kind": [[other, "t1-1"]],
        "person": other,
        "['person']": [other],
        "[person]": [other],
    }
    for kind, field, value in WRONG:
        wrong = deepcopy(data)
        wrong[kind][0][field] = said.get(str(value), value)
        with pytest.raises(BadRecord) as bad:
            bring(signed(wrong, files), by=world.host)
        assert (bad.value.facts["field"], bad.value.facts["number"]) == (field, 1), value


def test_no_file_writes_into_minutes_that_are_closed_here(world) -> None:
    data, files = told_there(world.mission)
    parcel = taken(signed(data, files), by=world.host)
    minutes = Minutes.objects.get(mission=parcel.mission)
    minutes = editing.change(minutes, {"closed_at": NOON}, seen=minutes.version, by=world.host)
    changed = deepcopy(data)
    for row in changed["minutes_line"]:
        row["text"] = {"en": "They said it otherwise."}
    changed["minutes_person"][0]["name"] = "Somebody else"
    later = bring(signed(changed, files, at=LATER), by=world.host)
    made = planned(later, by=world.host)[1]
    assert [(row.kind, row.why) for row in made.all() if row.fate == Fate.LEFT] == [
        ("minutes_person", "closed"),
        ("minutes_line", "closed"),
        ("minutes_line", "closed"),
    ]
    less = deepcopy(data)
    del less["minutes_line"], less["minutes_person"]
    assert planned(bring(signed(less, files, at=LATER), by=world.host), by=world.host)[1].gone == []
    over = undone(parcel, by=world.host)
    assert (over.job.result["kept"] > 0, minutes.lines.filter(removed_at=None).count()) == (True, 2)


def test_no_file_moves_closed_minutes_nor_takes_lines_out_of_them(world) -> None:
    """What was signed stays of its engagement, whole: whatever else the file says that it belongs to."""
    data, files = told_there(world.mission)
    parcel = taken(signed(data, files), by=world.host)
    minutes = Minutes.objects.get(mission=parcel.mission)
    minutes = editing.change(minutes, {"closed_at": NOON}, seen=minutes.version, by=world.host)
    elsewhere = next(
        row["ids"][0] for row in data["engagement"] if row["ids"][0] != data["minutes"][0]["engagement"]
    )
    moved = deepcopy(data)
    moved["minutes"][0]["engagement"] = elsewhere
    taken(signed(moved, files, at=LATER), by=world.host)
    drawn = deepcopy(data)
    new = {**drawn["minutes"][0], "ids": [name_there("other minutes")], "engagement": elsewhere}
    drawn["minutes"].append(new)
    for row in (*drawn["minutes_line"], *drawn["minutes_person"]):
        row["minutes"] = new["ids"][0]
    last = bring(signed(drawn, files, at=LATER + timedelta(days=1)), by=world.host)
    left = [row.why for row in planned(last, by=world.host)[1].all() if row.fate == Fate.LEFT]
    assert left == ["closed"] * 3
    taken(signed(drawn, files, at=LATER + timedelta(days=1)), by=world.host)
    now = Minutes.objects.get(pk=minutes.pk)
    assert (now.engagement_id, now.lines.count(), now.people.count()) == (minutes.engagement_id, 2, 1)


def test_vehicles_that_both_sides_called_alike_keep_no_file_out(world) -> None:
    data, files = told_there(world.mission)
    mission = taken(signed(data, files), by=world.host).mission
    twin = {**data["vehicle"][0], "ids": [name_there("another of this name")]}
    data["vehicle"].append(twin)
    later = taken(signed(data, files, at=LATER), by=world.host)
    assert later.status == "taken"
    assert Vehicle.objects.filter(engagement__mission=mission).count() == 1


def test_what_was_said_has_one_line_here(world) -> None:
    """A statement stands in the minutes once: a file that puts it there again leaves that out."""
    data, files = told_there(world.mission)
    twin = deepcopy(next(row for row in data["minutes_line"] if row["statement"]))
    twin["ids"] = [twin["ids"][0][:-4] + "beef"]
    data["minutes_line"].append(twin)
    parcel = bring(signed(data, files), by=world.host)
    assert [row.why for row in planned(parcel, by=world.host)[1].all() if row.fate == Fate.LEFT] == ["lined"]
    mission = taken(signed(data, files, at=LATER), by=world.host).mission
    assert Statement.objects.filter(mission=mission, line__isnull=False).count() == 1


def test_a_seat_plan_from_there_is_shown_whatever_chairs_it_names(world, seated, client) -> None:
    """Chairs that its tables do not have are nobody's: the page stands, and its people wait for a seat."""
    data, files = told_there(world.mission)
    data["arrangement"][0]["seats"][0][1] = "z9-77"
    mission = taken(signed(data, files), by=world.host).mission
    client.force_login(world.host, backend="allauth.account.auth_backends.AuthenticationBackend")
    plan = Arrangement.objects.get(engagement__mission=mission)
    for page in ("seating", "precedence", "ceremonies"):
        where = reverse(page, args=[mission.slug, plan.engagement_id])
        assert client.get(where).status_code == 200, page
