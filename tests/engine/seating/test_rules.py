"""Each numbered rule for tables, ceremonies and photographs, by its name."""

from dataclasses import replace

import pytest

from legation.engine.seating import BadInput, Parameters, Person, TableSpec, reason, rule_sentence
from tests.engine.seating.cases import at, from_viewers_left, mixed, numbers, own_right, plan, side

G5, H4 = side("guest", 5), side("host", 4)
INTERPRETERS = (Person("gi", "guest", "interpreter"), Person("hi", "host", "interpreter"))


def test_t1_seven_seats_seen_by_the_viewer() -> None:
    seen = from_viewers_left(plan("head-table", mixed(7), viewer="south"))
    assert seen == ["p6", "p4", "p2", "p1", "p3", "p5", "p7"]


def test_t1_second_at_the_own_right_of_the_first() -> None:
    seats = at(plan("head-table", mixed(7), viewer="east"))
    assert own_right(seats["p1"], seats["p2"]) == 0.75
    assert own_right(seats["p1"], seats["p3"]) == -0.75


def test_t2_even_row_off_centre() -> None:
    seating = plan("head-table", mixed(6), viewer="south", parameters=Parameters(even_row="off-centre"))
    assert from_viewers_left(seating) == ["p6", "p4", "p2", "p1", "p3", "p5"]
    assert at(seating)["p1"].why == ("T1", "T2")


def test_t2_even_row_centre_line_between_first_and_second() -> None:
    seating = plan("head-table", mixed(6), viewer="south", parameters=Parameters(even_row="centre-line"))
    assert from_viewers_left(seating) == ["p5", "p3", "p1", "p2", "p4", "p6"]
    assert (at(seating)["p1"].x, at(seating)["p2"].x) == (-0.375, 0.375)
    assert reason(at(seating)["p1"], "en") == (
        "The row has an even number of places, so the centre line runs between first and second in rank."
    )


@pytest.mark.parametrize("order", [("h1", "g1"), ("g1", "h1")])
def test_t3_of_two_the_guest_is_at_the_hosts_right(order: tuple[str, str]) -> None:
    seats = at(plan("head-table", (*side("guest", 1), *side("host", 1)), order=order, viewer="south"))
    assert own_right(seats["h1"], seats["g1"]) == 0.75
    assert {chair.why for chair in seats.values()} == {("T3",)}


def test_t4_bilateral_principals_face_each_other_at_the_centre() -> None:
    seats = at(plan("bilateral", (*G5, *H4), door="north"))
    assert seats["g1"].x == seats["h1"].x == 0
    assert (seats["g1"].facing - seats["h1"].facing) % 360 == 180


@pytest.mark.parametrize("person", ["g", "h"])
def test_t4_bilateral_second_sits_at_principals_own_right(person: str) -> None:
    seats = at(plan("bilateral", (*G5, *H4), door="east"))
    assert own_right(seats[f"{person}1"], seats[f"{person}2"]) == 0.75
    assert own_right(seats[f"{person}1"], seats[f"{person}3"]) == -0.75
    assert own_right(seats[f"{person}1"], seats[f"{person}4"]) == 1.5


def test_t4_counterparts_face_each_other() -> None:
    seats = at(plan("counterparts", (*G5, *H4), door="north"))
    assert [seats[f"g{k}"].x for k in (1, 2, 3, 4)] == [seats[f"h{k}"].x for k in (1, 2, 3, 4)]
    assert own_right(seats["g1"], seats["g2"]) == 0.75


@pytest.mark.parametrize(("door", "facing"), [("north", 0), ("east", 90), ("south", 180), ("west", 270)])
def test_t5_guests_face_the_door(door: str, facing: int) -> None:
    seats = at(plan("bilateral", (*G5, *H4), door=door))
    assert {seats[f"g{k}"].facing for k in range(1, 6)} == {facing}
    assert {seats[f"h{k}"].facing for k in range(1, 5)} == {(facing + 180) % 360}


def test_t5_with_the_tables_end_to_the_door_guests_sit_at_the_entrants_right() -> None:
    seats = at(plan("bilateral", (*G5, *H4), door="north", axis="along"))
    assert {chair.x < 0 for name, chair in seats.items() if name[0] == "g"} == {True}
    assert {chair.facing for name, chair in seats.items() if name[0] == "g"} == {90}


def test_t6_seat_of_honour_faces_the_door() -> None:
    chair = at(plan("long-table", mixed(8), door="west", window="north"))["p1"]
    assert (chair.facing, chair.why) == (270, ("T1", "T6"))


def test_t6_with_the_door_at_the_side_it_faces_the_window() -> None:
    chair = at(plan("long-table", mixed(8), door="west", window="north", axis="along"))["p1"]
    assert chair.facing == 0
    assert reason(chair, "en").endswith("The door is at the side, so the seat of honour faces the window.")


@pytest.mark.parametrize("where", ["behind", "left", "right"])
def test_t7_interpreters_and_note_takers_take_no_number(where: str) -> None:
    parameters = Parameters(interpreter=where)
    people = (*G5, *H4, *INTERPRETERS, Person("note", "host", "note-taker"))
    seating = plan("bilateral", people, parameters=parameters)
    assert {p: at(seating)[p].number for p in ("gi", "hi", "note")} == {"gi": None, "hi": None, "note": None}
    assert numbers(seating) == numbers(plan("bilateral", (*G5, *H4), parameters=parameters))


def test_t8_interpreter_behind() -> None:
    seats = at(plan("bilateral", (*G5, *H4, *INTERPRETERS), door="north"))
    assert (seats["gi"].x, round(seats["gi"].y - seats["g1"].y, 3)) == (0.0, -0.95)
    assert (seats["hi"].x, round(seats["hi"].y - seats["h1"].y, 3)) == (0.0, 0.95)


@pytest.mark.parametrize(("where", "metres"), [("left", -0.75), ("right", 0.75)])
def test_t8_interpreter_beside_the_principal(where: str, metres: float) -> None:
    seats = at(plan("bilateral", (*G5, *H4, *INTERPRETERS), parameters=Parameters(interpreter=where)))
    assert own_right(seats["g1"], seats["gi"]) == metres
    assert own_right(seats["h1"], seats["hi"]) == metres
    beyond = "3" if where == "left" else "2"
    assert own_right(seats["g1"], seats[f"g{beyond}"]) == 2 * metres


def test_t8_each_sits_behind_the_person_served() -> None:
    third = Person("for-g3", "guest", "interpreter", assists="g3")
    seats = at(plan("bilateral", (*G5, *H4, third), parameters=Parameters(interpreter="left")))
    assert own_right(seats["g3"], seats["for-g3"]) == 0
    assert seats["for-g3"].seat == "t1-g3-i1"


def test_t9_courtesy_call_guest_at_the_hosts_right_and_each_side_down_its_own() -> None:
    staff = Person("staff", "guest", "staff")
    seats = at(plan("courtesy-call", (*side("guest", 3), staff, *side("host", 3)), door="south"))
    assert own_right(seats["h1"], seats["g1"]) == 1.6
    assert [own_right(seats["h1"], seats[p]) > 0 for p in ("g2", "g3", "staff", "h2", "h3")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert abs(own_right(seats["g1"], seats["staff"])) > abs(own_right(seats["g1"], seats["g2"]))


def test_t10_the_left_is_senior_where_the_pack_says_so() -> None:
    parameters = Parameters(senior_side="left")
    seats = at(plan("bilateral", (*G5, *H4), parameters=parameters))
    assert own_right(seats["g1"], seats["g2"]) == -0.75
    assert reason(seats["g2"], "en").startswith("The second of a side sits at their own principal's left.")
    call = at(plan("courtesy-call", (*G5, *H4), parameters=parameters))
    assert own_right(call["h1"], call["g1"]) == -1.6


def _signing(*parties: str) -> tuple[Person, ...]:
    signers = [
        Person(f"{p}-signs", ("host", "guest")[k > 0], "signatory", party=p) for k, p in enumerate(parties)
    ]
    witnesses = [
        Person(f"{p}-{n}", ("host", "guest")[k > 0], "witness", party=p)
        for k, p in enumerate(parties)
        for n in range(1, 4)
    ]
    return (*signers, *witnesses)


def test_t11_of_two_signatories_the_first_ranked_at_the_right() -> None:
    seats = at(plan("signing", _signing("Busan", "Seattle"), viewer="south"))
    assert own_right(seats["Seattle-signs"], seats["Busan-signs"]) > 0


def test_t11_of_three_first_centre_second_right_third_left() -> None:
    seats = at(plan("signing", _signing("Busan", "Seattle", "Osaka"), viewer="south"))
    offsets = [own_right(seats["Busan-signs"], seats[f"{p}-signs"]) for p in ("Busan", "Seattle", "Osaka")]
    assert offsets == [0, 2.3, -2.3]


def test_t11_witnesses_stand_behind_their_own_signatory_by_rank() -> None:
    seats = at(plan("signing", _signing("Busan", "Seattle", "Osaka"), viewer="south"))
    for party in ("Busan", "Seattle", "Osaka"):
        offsets = [own_right(seats[f"{party}-signs"], seats[f"{party}-{n}"]) for n in (1, 2, 3)]
        assert offsets == [0, 0.65, -0.65]
        assert seats[f"{party}-1"].standing is True


def test_t11_one_signatory_is_refused() -> None:
    with pytest.raises(BadInput) as error:
        plan("signing", (Person("a", "host", "signatory"), Person("b")))
    assert error.value.field == "people"


def test_t12_chair_at_the_head_and_countries_from_the_viewers_left() -> None:
    chair = Person("chair", "host", "chair", party="Norway")
    people = (chair, *(Person(c, party=c) for c in ("Peru", "Ånd", "chile", "Benin", "Kenya", "Zambia")))
    seats = at(plan("u-shape", people, viewer="south"))
    walk = sorted((p for p in seats if p != "chair"), key=lambda p: seats[p].place or 0)
    assert walk == ["Ånd", "Benin", "chile", "Kenya", "Peru", "Zambia"]
    assert seats["Ånd"].x < seats["chair"].x < seats["Zambia"].x  # seen from the south, west is at the left
    assert seats["Ånd"].y < seats["Benin"].y < seats["chair"].y


def test_t13_accessible_need_moves_to_the_nearest_and_others_shift_by_one() -> None:
    people = tuple(replace(p, needs=("wheelchair",)) if p.id == "p4" else p for p in mixed(7))
    seating = plan("head-table", people, accessible=("t1-6",))
    assert {p: chair.seat for p, chair in at(seating).items()} == {
        "p1": "t1-1", "p2": "t1-2", "p3": "t1-3", "p5": "t1-4", "p6": "t1-5", "p4": "t1-6", "p7": "t1-7",
    }  # fmt: skip
    assert numbers(seating) == {f"p{k}": k for k in range(1, 8)}
    assert {p for p, chair in at(seating).items() if "T13" in chair.why} == {"p4", "p5", "p6"}


def test_t14_a_couple_is_parted_with_the_least_disruption() -> None:
    people = tuple(replace(p, partner={"p4": "p6", "p6": "p4"}.get(p.id)) for p in mixed(8))
    seating = plan("head-table", people)
    seats = at(seating)
    assert abs(own_right(seats["p4"], seats["p6"])) > 0.75
    moved = {p for p, chair in seats.items() if chair.place != int(p[1:])}
    assert len(moved) == 2
    assert [seats[p].place for p in ("p1", "p2")] == [1, 2]
    assert "T14" in {rule for p in moved for rule in seats[p].why}


def test_t15_wished_company_sits_between_ranks_after_the_first_two() -> None:
    seating = plan("head-table", mixed(9), together=(("p3", "p8"),))
    seats = at(seating)
    assert abs(own_right(seats["p3"], seats["p8"])) == 0.75
    assert [seats[p].place for p in ("p1", "p2")] == [1, 2]
    assert seating.status == "feasible"


def test_t16_only_accepted_replies_are_seated() -> None:
    people = (*mixed(3), Person("maybe", reply="pending"), Person("no", reply="declined"))
    seating = plan("head-table", people)
    assert set(at(seating)) == {"p1", "p2", "p3"}
    assert [(u.person, u.why) for u in seating.unseated] == [("maybe", "T16"), ("no", "T16")]


def test_t17_photograph_host_centre_first_guest_beside_organisations_last() -> None:
    bodies = tuple(Person(f"body{k}", "guest", "organisation") for k in range(3))
    people = (*side("guest", 5), *side("host", 4), *bodies)
    seats = at(plan("photo", people, viewer="south"))
    front = max(chair.y * -1 for chair in seats.values())
    assert (seats["h1"].x, -seats["h1"].y) == (0, front)
    assert own_right(seats["h1"], seats["g1"]) == 0.65
    last = max(chair.y for chair in seats.values())
    assert {p for p, chair in seats.items() if chair.y == last} == {"body0", "body1", "body2"}


def test_t18_receiving_line() -> None:
    people = (
        *side("guest", 2),
        *side("host", 2),
        Person("host-spouse", "host", "spouse", partner="h1"),
        Person("guest-spouse", "guest", "spouse", partner="g1"),
    )
    seating = plan("receiving-line", people, order=("h1", "g1", "h2", "g2"), door="west")
    assert seating.sequence == ("h1", "host-spouse", "g1", "guest-spouse", "h2", "g2")
    xs = [at(seating)[p].x for p in seating.sequence]
    assert xs == sorted(xs)
    assert [rule_sentence(note, "en") for note in seating.notes] == [
        "A receiving line lasts 45 minutes at most."
    ]


@pytest.mark.parametrize("wheel", ["left", "right"])
def test_v1_chauffeur_rear_right_rear_left_front(wheel: str) -> None:
    seats = at(plan("car", mixed(3), wheel=wheel))
    assert [(seats[p].x > 0, seats[p].y > 0) for p in ("p1", "p2")] == [(True, False), (False, False)]
    assert (seats["p3"].x > 0, seats["p3"].y > 0) == (wheel == "left", True)


def test_v1_third_in_the_rear_middle_where_the_pack_says_so() -> None:
    third = at(plan("car", mixed(3), parameters=Parameters(third_in_car="rear-middle")))["p3"]
    assert (third.x, third.y) == (0.0, -0.6)


def test_v2_owner_drives_front_rear_right_rear_left() -> None:
    seats = at(plan("car", mixed(3), driver="owner"))
    assert [(seats[p].x > 0, seats[p].y > 0) for p in ("p1", "p2", "p3")] == [
        (True, True), (True, False), (False, False),
    ]  # fmt: skip


def test_v3_senior_enters_first_and_left_hand_traffic_is_noted() -> None:
    assert plan("car", mixed(3)).sequence == ("p1", "p2", "p3")
    assert plan("car", mixed(3)).notes == ()
    awkward = plan("car", mixed(3), wheel="right")
    assert (awkward.notes, awkward.status) == (("V3",), "optimal")


def test_v1_every_car_fills_in_turn() -> None:
    seats = at(plan("car", mixed(5), tables=(TableSpec("car1", 3), TableSpec("car2", 3))))
    assert [seats[f"p{k}"].seat for k in range(1, 6)] == ["car1-1", "car1-2", "car1-3", "car2-1", "car2-2"]


@pytest.mark.parametrize(("pack", "left"), [("jp-exchange", "guest"), ("us-municipal", "host")])
def test_f2_two_flags_swap_between_a_japanese_and_a_us_pack(pack: str, left: str) -> None:
    seating = plan("courtesy-call", (*G5, *H4), pack=pack, door="south")
    assert [flag.party for flag in seating.flags] == [left, {"guest": "host", "host": "guest"}[left]]
    assert [flag.x for flag in seating.flags] == [-0.4, 0.4]  # seen from the south, west is at the left


def test_f2_unset_asks_and_draws_no_flag() -> None:
    seating = plan("courtesy-call", (*G5, *H4), pack="kr-municipal")
    assert (seating.flags, seating.questions) == ((), ("F2",))


def test_f3_three_flags_a_to_z_from_the_viewers_left_or_host_at_the_centre() -> None:
    people = _signing("Busan", "Seattle", "Osaka")
    rows = plan("signing", people, viewer="south").flags
    assert [(flag.party, flag.x) for flag in rows] == [("Busan", -0.8), ("Osaka", 0.0), ("Seattle", 0.8)]
    middle = plan("signing", people, viewer="south", parameters=Parameters(flags_many="host-centre")).flags
    assert [flag.party for flag in middle] == ["Seattle", "Busan", "Osaka"]


@pytest.mark.parametrize(("layout", "tables"), [("head-table", ()), ("rounds", (TableSpec("t1", 4),))])
def test_t13_a_seat_within_reach_that_nobody_marked_is_said(
    layout: str, tables: tuple[TableSpec, ...]
) -> None:
    people = tuple(replace(p, needs=("step-free",)) if p.id == "p2" else p for p in mixed(4))
    seating = plan(layout, people, tables=tables)
    assert seating.notes == ("T13",)
    assert [fact.kind for fact in at(seating)["p2"].facts][-1] == "access"
    assert "access" not in {fact.kind for p in ("p1", "p3", "p4") for fact in at(seating)[p].facts}
    assert reason(at(seating)["p2"], "en").endswith(
        "Needs an accessible seat, but none is marked on this plan."
    )
    assert reason(at(seating)["p2"], "ko").endswith(
        "접근 가능한 좌석이 필요하지만 이 배치에는 표시된 곳이 없습니다."
    )
    assert rule_sentence("T13", "en") == (
        "Someone needs an accessible seat, but none is marked on this plan: mark which can be reached."
    )
    marked = plan(layout, people, tables=tables, accessible=("t1-2",))
    assert (marked.notes, [f.kind for f in at(marked)["p2"].facts if f.kind == "access"]) == ((), [])
