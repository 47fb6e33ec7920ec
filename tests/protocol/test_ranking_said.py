"""What is said by hand: overrides, given ranks, equivalents, partners, and an office's own pack."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legation.engine.precedence import order as engine_order
from legation.kernel import editing
from legation.missions.actions import change_delegate
from legation.missions.models import Delegate
from legation.protocol import models as protocol
from legation.protocol.actions import ranking as acts
from legation.protocol.choices import Pack
from legation.protocol.queries import order_of
from legation.protocol.queries.attending import common, placed, setting_of
from legation.protocol.queries.entering import host_of, people_of
from legation.protocol.queries.order import between, ranked
from legation.protocol.queries.ranking import parameters_of_pack, seating_parameters


def put(stage, higher, lower, reason="guest of honour", by=None):
    values = {"higher": stage.people[higher], "lower": stage.people[lower], "reason": reason}
    return acts.add_override(stage.call, values, by=by or stage.host)


def order(stage, user=None, **asked):
    return stage.names(order_of(stage.call, user or stage.host, **asked).rows)


def setting(stage, user=None):
    return setting_of(placed(stage.call, user or stage.host), user or stage.host)


def test_an_override_raises_one_and_moves_nobody_else(everyone):
    before = order(everyone)
    put(everyone, "professor", "park")
    assert order(everyone) == ["professor", *[who for who in before if who != "professor"]]
    row = order_of(everyone.call, everyone.host).rows[1]
    assert (row.rule, row.reason) == (
        "override",
        "Rowan Sample goes before Park Heong-joon: set apart from the rules (guest of honour).",
    )


def test_an_override_is_kept_when_people_are_added(everyone):
    put(everyone, "professor", "vice")
    before = order(everyone)
    chair = everyone.post("chair", "Chair", "의장", "seattle", "council_chair", "Sample council")
    everyone.delegate("chair", "Sample", "Late", post=chair)
    everyone.attends("chair")
    after = order(everyone)
    assert after.index("professor") == after.index("vice") - 1
    assert [who for who in after if who != "chair"] == before


def test_an_override_of_somebody_who_left_sleeps_and_wakes_again(everyone):
    put(everyone, "professor", "park")
    professor = everyone.people["professor"]
    gone = change_delegate(professor, {"status": "withdrawn"}, seen=professor.version, by=everyone.guest)
    found = order_of(everyone.call, everyone.host)
    assert [len(found.applied.awake), len(found.applied.sleeping)] == [0, 1]
    assert "professor" not in everyone.names(found.rows)
    change_delegate(gone, {"status": "confirmed"}, seen=gone.version, by=everyone.guest)
    assert order(everyone)[0] == "professor"


def test_one_that_would_close_a_circle_is_refused_with_the_names(everyone):
    put(everyone, "professor", "vice")
    put(everyone, "vice", "chamber")
    with pytest.raises(acts.GoesRoundInACircle) as refused:
        put(everyone, "chamber", "professor")
    assert (refused.value.field, str(refused.value)) == (
        "lower",
        (
            "This would go round in a circle, which no order can keep: "
            "Quentin Alexander Sample → Rowan Sample → Sample Ga-ram → Quentin Alexander Sample."
        ),
    )
    assert protocol.Override.objects.count() == 2


def test_a_circle_is_refused_also_when_it_comes_back(everyone):
    first = put(everyone, "professor", "vice")
    acts.remove_said(first, by=everyone.host)
    put(everyone, "vice", "professor")
    with pytest.raises(acts.GoesRoundInACircle):
        acts.restore_override(first, by=everyone.host)


def test_of_a_circle_the_newest_is_left_out_and_the_last_good_order_stands(everyone):
    """A side that saw only a part of it could say what the other had said the other way round."""
    put(everyone, "professor", "vice")
    put(everyone, "vice", "chamber")
    good = order(everyone)
    newest = protocol.Override(
        engagement=everyone.call,
        higher=everyone.people["chamber"],
        lower=everyone.people["professor"],
        reason="said elsewhere",
    )
    editing.add(newest, by=everyone.guest)
    found = order_of(everyone.call, everyone.host)
    assert everyone.names(found.rows) == good
    (circle,) = found.applied.circles
    assert circle.left.pk == newest.pk
    assert [each.reason for each in circle.ring].count("said elsewhere") == 1
    assert len(circle.ring) == 3


def test_a_refusal_tells_nothing_of_a_hidden_delegate(everyone):
    """The guests say A before hidden before B; the hosts may still say B before A."""
    put(everyone, "professor", "hidden-guest", by=everyone.guest)
    put(everyone, "hidden-guest", "chamber", by=everyone.guest)
    put(everyone, "chamber", "professor", by=everyone.host)
    assert order(everyone).index("chamber") < order(everyone).index("professor")
    seen = order_of(everyone.call, everyone.guest)
    assert [circle.left.reason for circle in seen.applied.circles] == ["guest of honour"]
    assert len(order_of(everyone.call, everyone.host).applied.circles) == 0


@pytest.mark.parametrize("reader", ["guest", "host", "press"])
def test_a_shared_plan_is_the_same_for_every_reader(everyone, reader):
    put(everyone, "professor", "hidden-guest", by=everyone.guest)
    put(everyone, "hidden-guest", "park", by=everyone.guest)
    put(everyone, "director", "hidden-host", by=everyone.host)
    put(everyone, "vice", "robinson", by=everyone.host)
    seen = ranked(common(setting(everyone, getattr(everyone, reader))))
    assert everyone.names(seen.rows) == [
        "park",
        "harrell",
        "vice",  # said by hand of two whom everybody sees
        "robinson",
        "chamber",
        "professor",
        "director",
        "ambassador",
    ]


def test_what_is_said_by_hand_goes_before_the_custom_that_the_head_leads(everyone):
    put(everyone, "robinson", "harrell", "elder of the two")
    found = order_of(everyone.call, everyone.host)
    names = everyone.names(found.rows)
    assert names.index("robinson") < names.index("harrell")
    assert (found.applied.leading, found.applied.circles) == ((), ())


@pytest.mark.parametrize(("higher", "lower"), [("park", "park"), ("park", "elsewhere")])
def test_an_override_of_the_same_or_of_another_mission_is_refused(everyone, higher, lower):
    from legation.missions import actions as missions

    other = missions.open_mission(
        {"slug": "other", "name": everyone.mission.name, "starts_on": "2024-04-13", "ends_on": "2024-04-20"},
        by=everyone.host,
        side="host",
    )
    Delegate.objects.filter(pk=everyone.people["notes"].pk).update(mission=other)
    everyone.people["elsewhere"] = Delegate.objects.get(pk=everyone.people["notes"].pk)
    with pytest.raises((acts.BeforeThemselves, acts.OfAnotherMission)):
        put(everyone, higher, lower)


def test_a_rank_given_counts_with_its_reason(everyone):
    values = {
        "delegate": everyone.people["director"],
        "rank_class": "governor",
        "reason": "governor until 2022",
    }
    given_rank = acts.give_rank(everyone.mission, values, by=everyone.host)
    found = order_of(everyone.call, everyone.host)
    row = next(row for row in found.rows if row.given is not None)
    assert (everyone.names([row]), row.rank, row.counts) == (["director"], "governor", True)
    assert found.rows[everyone.names(found.rows).index("director") + 1].rule == "P15"
    with pytest.raises(acts.HasAGivenRank):
        acts.give_rank(everyone.mission, values, by=everyone.guest)
    acts.remove_said(given_rank, by=everyone.host)
    assert all(row.given is None for row in order_of(everyone.call, everyone.host).rows)
    acts.restore_given_rank(given_rank, by=everyone.host)
    again = [row.given.reason for row in order_of(everyone.call, everyone.host).rows if row.given is not None]
    assert again == ["governor until 2022"]


def test_a_rank_given_to_who_has_one_does_not_count(everyone):
    values = {"delegate": everyone.people["vice"], "rank_class": "mayor", "reason": "acts often"}
    acts.give_rank(everyone.mission, values, by=everyone.host)
    row = next(row for row in order_of(everyone.call, everyone.host).rows if row.given is not None)
    assert (row.rank, row.counts) == ("deputy mayor", False)


def test_a_visitors_post_counts_as_its_equivalent_and_the_reason_names_both(everyone):
    values = {"post": everyone.posts["chamber"], "counterpart": "mayor"}
    acts.add_equivalence(everyone.mission, values, by=everyone.host)
    found = order_of(everyone.call, everyone.host, pack="neutral")
    names = everyone.names(found.rows)
    assert names.index("chamber") < names.index("vice")
    between_them = between(found, setting(everyone), everyone.key("chamber"), everyone.key("vice"))
    assert (between_them.rule, between_them.reason) == (
        "P4",
        (
            "Quentin Alexander Sample goes before Sample Ga-ram: Quentin Alexander Sample, President of "
            "Seattle, takes the rank of the counterpart in Busan (mayor)."
        ),
    )


def test_an_equivalent_is_of_that_post_and_of_no_other_of_its_title(everyone):
    """Two presidents from Seattle, of a chamber and of a club."""
    club = everyone.post("club", "President", "회장", "seattle", "executive", "Sample club")
    everyone.delegate("club", "Sample", "Clubby", post=club)
    everyone.attends("club")
    acts.add_equivalence(
        everyone.mission, {"post": everyone.posts["club"], "counterpart": "governor"}, by=everyone.host
    )
    found = order_of(everyone.call, everyone.host, pack="neutral")
    assert {
        key: row.rank for key, row in zip(everyone.names(found.rows), found.rows, strict=True) if row.post
    }["club"] == "governor"
    assert everyone.names([row for row in found.rows if row.rank == "executive"]) == ["chamber"]


def test_an_equivalent_is_said_once_and_comes_back_once(everyone):
    values = {"post": everyone.posts["chamber"], "counterpart": "mayor"}
    first = acts.add_equivalence(everyone.mission, values, by=everyone.host)
    with pytest.raises(acts.CountsAlready):
        acts.add_equivalence(everyone.mission, values, by=everyone.guest)
    acts.remove_said(first, by=everyone.host)
    acts.add_equivalence(everyone.mission, values, by=everyone.guest)
    with pytest.raises(acts.CountsAlready):
        acts.restore_equivalence(first, by=everyone.host)


def test_a_partner_without_a_post_stands_behind_whom_they_come_with(everyone):
    everyone.delegate("spouse", "Sample", "Joan", partner=everyone.people["harrell"], capacity="spouse")
    everyone.attends("spouse")
    found = order_of(everyone.call, everyone.host)
    names = everyone.names(found.rows)
    assert names[names.index("harrell") + 1] == "spouse"
    assert found.rows[names.index("spouse")].rule == "P14"


def test_a_partner_whom_the_reader_does_not_see_gives_no_place(everyone):
    everyone.delegate("spouse", "Sample", "Joan", partner=everyone.people["hidden-guest"], capacity="spouse")
    everyone.attends("spouse")
    assert "P14" not in {row.rule for row in order_of(everyone.call, everyone.host).rows}


def own_pack(stage, **changes):
    kept = {name: {"value": value, "source": "our council", "grade": "B"} for name, value in changes.items()}
    return editing.add(
        protocol.RulePack(office=stage.host.office, name="Ours", base="kr-municipal", changes=kept),
        by=stage.host,
    )


def test_an_offices_own_pack_ranks_and_seats(two_mayors):
    own = own_pack(two_mayors, own_city_first=False, even_row="first_off_centre", two_flags="host_left")
    acts.choose_pack(two_mayors.call, Pack.KOREA, own, seen=0, by=two_mayors.host)
    found = order_of(two_mayors.call, two_mayors.host)
    assert (two_mayors.names(found.rows), found.rows[1].rule) == (["harrell", "park"], "P5")
    assert (found.pack.label, found.pack.base) == ("Ours", "kr-municipal")
    seats = seating_parameters(setting(two_mayors))
    assert (seats.even_row, seats.flags_two) == ("off-centre", "host-left")


def test_an_own_pack_that_no_longer_fits_says_so_and_guesses_nothing(two_mayors):
    own = own_pack(two_mayors, equal_rank="tallest_first")
    acts.choose_pack(two_mayors.call, Pack.KOREA, own, seen=0, by=two_mayors.host)
    found = order_of(two_mayors.call, two_mayors.host)
    assert (found.rows, found.question) == (
        (),
        "pack Ours: equal_rank: cannot be 'tallest_first'",
    )


def test_choosing_a_pack_keeps_the_table_and_tells_the_second_editor(two_mayors):
    from legation.kernel.refusals import ChangedMeanwhile

    signing = two_mayors.engagement(kind="signing")
    first = acts.choose_pack(signing, Pack.SPAIN, None, seen=0, by=two_mayors.host)
    assert (first.pack, first.own_pack, first.layout, first.seed) == ("es-2099-1983", None, "signing", 1)
    acts.choose_pack(signing, Pack.FRANCE, None, seen=1, by=two_mayors.guest)
    with pytest.raises(ChangedMeanwhile):
        acts.choose_pack(signing, Pack.JAPAN, None, seen=1, by=two_mayors.host)


def test_a_removed_pack_cannot_be_chosen(two_mayors):
    own = own_pack(two_mayors)
    editing.remove(own, by=two_mayors.host)
    with pytest.raises(acts.PackIsGone):
        acts.choose_pack(two_mayors.call, Pack.KOREA, own, seen=0, by=two_mayors.host)


@pytest.mark.parametrize("pack", Pack.values)
def test_seats_follow_the_precedence_pack_of_the_same_name(pack):
    """T2, T8, T10, F2 and F3 have one source: the two engines cannot disagree."""
    from legation.engine.precedence import load_pack

    rules = load_pack(pack)
    seats = parameters_of_pack(rules, pack)
    flags = {"guest_left": "guest-left", "host_left": "host-left", None: None}
    assert (seats.even_row, seats.interpreter, seats.senior_side, seats.flags_two, seats.flags_many) == (
        {"centre_line": "centre-line", "first_off_centre": "off-centre"}[rules.choice("even_row")],
        {"behind": "behind"}[rules.choice("interpreter_seat")],
        rules.choice("senior_side"),
        flags[rules.params["two_flags"].value],
        rules.choice("many_flags"),
    )


KEYS = ("park", "harrell", "robinson", "chamber", "professor", "vice", "director", "ambassador")
PAIRS = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)), max_size=6, unique=True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PAIRS, st.sampled_from(Pack.values))
def test_the_order_of_the_app_is_the_engines_total_and_transitive(everyone, pairs, pack):
    """Whatever is said by hand, in circles too: everybody has one place, and any two agree with the list."""
    from django.db import transaction

    from legation.engine.precedence import load_pack

    with transaction.atomic():
        for higher, lower in pairs:
            if higher != lower:
                editing.add(
                    protocol.Override(
                        engagement=everyone.call,
                        higher=everyone.people[higher],
                        lower=everyone.people[lower],
                        reason="sample",
                    ),
                    by=everyone.host,
                )
        there = setting(everyone)
        found = order_of(everyone.call, everyone.host, pack=pack)
        transaction.set_rollback(True)
    alone = engine_order(
        people_of(there),
        load_pack(pack),
        host=host_of(there),
        on=there.day,
        language=there.language,
        seed=there.seed,
    )
    assert found.made.base == alone.order
    assert sorted(found.keys) == sorted(alone.order)
    place = {key: number for number, key in enumerate(found.keys)}
    assert all(place[each.higher] < place[each.lower] for each in found.applied.awake)
    left = [circle.left for circle in found.applied.circles]
    assert len(found.applied.awake) + len(left) == len(there.said.overrides)
    for first in found.keys:
        for second in found.keys:
            told = between(found, there, first, second)
            if first != second:
                assert (told.above.key, told.below.key) == tuple(
                    sorted((first, second), key=place.__getitem__)
                )


def test_nothing_more_is_asked_of_the_database_however_much_was_said(everyone, django_assert_num_queries):
    put(everyone, "professor", "park")
    put(everyone, "vice", "robinson")
    acts.give_rank(
        everyone.mission,
        {"delegate": everyone.people["director"], "rank_class": "mayor", "reason": "was one"},
        by=everyone.host,
    )
    acts.add_equivalence(
        everyone.mission, {"post": everyone.posts["chamber"], "counterpart": "mayor"}, by=everyone.host
    )
    call = placed(everyone.call, everyone.host)
    with django_assert_num_queries(3):
        order_of(call, everyone.host)
