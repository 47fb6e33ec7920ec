"""Who goes first at an engagement, through the app."""

from datetime import date

import pytest
from django.utils import translation

from legation.engine.seating import pack_names
from legation.missions.actions import change_delegate
from legation.missions.models import Delegate
from legation.protocol.actions.seating import arrange
from legation.protocol.choices import Pack
from legation.protocol.queries import order_of
from tests.protocol.busan import build, principals


def test_the_packs_of_the_app_are_those_of_the_engines():
    from legation.engine.precedence import pack_names as precedence_packs

    assert sorted(Pack.values) == list(precedence_packs()) == sorted(pack_names())


@pytest.mark.parametrize(
    ("pack", "first", "rule"),
    [("kr-municipal", "park", "P12"), ("neutral", "harrell", "P5"), ("es-2099-1983", "park", "P5")],
)
def test_two_mayors_of_equal_rank_by_pack(two_mayors, pack, first, rule):
    """Golden case 1, with the city's own mayor (P12) where the pack keeps that privilege."""
    found = order_of(two_mayors.call, two_mayors.host, pack=pack)
    assert two_mayors.names(found.rows)[0] == first
    assert [row.rule for row in found.rows] == ["", rule]


def test_away_from_the_hosts_city_the_privilege_is_lost(two_mayors):
    away = two_mayors.engagement(venue=None, room=None)
    for key in ("park", "harrell"):
        two_mayors.attends(key, "principal", at=away)
    spain = order_of(away, two_mayors.host, pack="es-2099-1983")
    assert spain.host == two_mayors.cities["busan"]  # the hosts' own city, where no venue says otherwise
    assert two_mayors.names(spain.rows) == ["park", "harrell"]


def test_the_pack_is_the_hosts_country_until_one_is_chosen(two_mayors):
    assert order_of(two_mayors.call, two_mayors.host).pack.key == "kr-municipal"
    arrange(
        two_mayors.call,
        {"pack": "neutral", "layout": "bilateral", "door": "", "seed": 1},
        seen=0,
        by=two_mayors.host,
    )
    found = order_of(two_mayors.call, two_mayors.host)
    assert (found.pack.key, two_mayors.names(found.rows)) == ("neutral", ["harrell", "park"])


def test_the_reason_is_said_in_the_readers_language(two_mayors):
    with translation.override("en"):
        english = order_of(two_mayors.call, two_mayors.host, pack="kr-municipal").rows[1].reason
    with translation.override("ko"):
        korean = order_of(two_mayors.call, two_mayors.host, pack="kr-municipal").rows[1].reason
    assert english == "Park Heong-joon goes before Bruce Harrell: in Busan, the city's own mayor is first."
    assert korean == "박형준이 브루스 해럴보다 앞섭니다. 부산에서는 그 도시의 시장이 첫째입니다."


def test_the_head_of_delegation_goes_before_the_rest_of_the_side(everyone):
    found = order_of(everyone.call, everyone.guest)
    assert everyone.names(found.rows) == [
        "park",
        "harrell",
        "robinson",
        "vice",
        "chamber",
        "professor",
        "hidden-guest",  # neither holds an office, and guests go first
        "director",
        "ambassador",
    ]
    assert [row.rule for row in found.rows] == ["", "P12", "override", "P3", "P3", "P3", "P3", "P5", "P7"]
    assert found.rows[2].reason == (
        "Bruce Harrell goes before Lynne Robinson: set apart from the rules (leads the delegation)."
    )


def test_seniority_is_read_from_the_tenure_of_the_day(everyone):
    """Without a head, the mayor who took office earlier stands before the other (P6)."""
    Delegate.objects.filter(capacity="head").update(capacity="member")
    found = order_of(everyone.call, everyone.guest)
    assert everyone.names(found.rows)[:3] == ["park", "robinson", "harrell"]
    assert [row.rule for row in found.rows][:3] == ["", "P12", "P6"]


def test_an_acting_mayor_has_the_full_rank(two_mayors):
    """P11: the tenure says acting; a deputy's post beside it would not do."""
    acting = two_mayors.post("acting", "Mayor", "시장", "bellevue", "mayor", "City of sample")
    two_mayors.delegate(
        "acting", "Sample", "Acting", city="bellevue", post=acting, since=date(2024, 4, 1), acting=True
    )
    two_mayors.attends("acting")
    found = order_of(two_mayors.call, two_mayors.host, pack="neutral")
    assert two_mayors.names(found.rows) == ["harrell", "acting", "park"]
    assert [row.rank for row in found.rows] == ["mayor", "mayor", "mayor"]
    assert [row.attending.office.acting for row in found.rows] == [False, True, False]


@pytest.mark.parametrize(("pack", "rank"), [("es-2099-1983", "deputy mayor"), ("au-nsw", "mayor")])
def test_a_deputy_who_represents_the_absent_mayor(two_mayors, pack, rank):
    """Golden case 2: own rank in Spain, the mayor's in New South Wales."""
    deputy = two_mayors.post(
        "deputy", "Deputy mayor", "부시장", "seattle", "deputy_mayor", "City of Seattle, deputy"
    )
    mayor = two_mayors.people["harrell"].person
    two_mayors.delegate("deputy", "Sample", "Deputy", post=deputy, representing=mayor)
    other = two_mayors.engagement()
    two_mayors.attends("park", "principal", at=other)
    two_mayors.attends("deputy", "principal", at=other)
    found = order_of(other, two_mayors.host, pack=pack)
    assert {key: row.rank for key, row in zip(two_mayors.names(found.rows), found.rows, strict=True)}[
        "deputy"
    ] == rank


def test_interpreters_and_note_takers_stand_outside(everyone):
    found = order_of(everyone.call, everyone.guest)
    assert everyone.names(_rows(found.outside)) == ["guest-voice", "host-voice", "notes"]


def test_who_does_not_come_has_no_place(everyone):
    robinson = everyone.people["robinson"]
    change_delegate(robinson, {"status": "withdrawn"}, seen=robinson.version, by=everyone.guest)
    found = order_of(everyone.call, everyone.guest)
    assert everyone.names(_rows(found.away)) == ["robinson"]
    assert "robinson" not in everyone.names(found.rows)


def test_speeches_and_acknowledgements(db):
    stage = build()
    principals(stage)
    found = order_of(stage.call, stage.host, pack="neutral")
    assert stage.names(found.speeches) == ["park", "harrell"]  # the host's welcome, though the guest is first
    assert (stage.names(found.acknowledged), found.counted) == (["harrell", "park"], False)
    late = stage.engagement()
    stage.attends("park", "principal", "present", at=late)
    stage.attends("harrell", "principal", "expected", at=late)
    found = order_of(late, stage.host, pack="neutral")
    assert (stage.names(found.acknowledged), found.counted) == (["park"], True)


@pytest.mark.parametrize(
    ("reader", "hidden", "other"), [("guest", "guest", "host"), ("host", "host", "guest")]
)
def test_the_other_sides_hidden_delegate_is_nowhere(everyone, reader, hidden, other):
    user = everyone.guest if reader == "guest" else everyone.host
    found = order_of(everyone.call, user)
    names = everyone.names(found.rows)
    assert (f"hidden-{hidden}" in names, f"hidden-{other}" in names) == (True, False)
    assert [row.number for row in found.rows] == list(range(1, 10))


def test_press_sees_neither_hidden_delegate_and_a_stranger_nobody(everyone):
    assert {"hidden-guest", "hidden-host"} & set(
        everyone.names(order_of(everyone.call, everyone.press).rows)
    ) == set()
    assert order_of(everyone.call, everyone.stranger).rows == ()


@pytest.mark.parametrize("given", [False, True])
def test_queries_are_counted(everyone, given, django_assert_num_queries):
    from legation.protocol.queries.attending import attendances_at, placed

    call = placed(everyone.call, everyone.guest)
    rows = attendances_at([call], everyone.guest) if given else None
    with django_assert_num_queries(2 if given else 3):
        order_of(call, everyone.guest, attendances=rows)


def _rows(people):
    """People as rows, for their names."""
    from types import SimpleNamespace

    return [SimpleNamespace(attending=each) for each in people]
