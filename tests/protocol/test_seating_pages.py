"""The pages of seating: what each reader gets, what is sent back, and how often the database is asked."""

from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from legation.kernel.models import Activity
from legation.missions.actions import change_delegate
from legation.protocol.models import Arrangement, Pair
from tests.protocol.busan import HIDDEN
from tests.protocol.seated import arranged, page, reception, saved, version

SVG = "{http://www.w3.org/2000/svg}"


def at(stage, name="seating", engagement=None, *more):
    return reverse(name, args=[stage.mission.slug, (engagement or stage.call).pk, *more])


@pytest.fixture
def as_(client):
    def become(user):
        client.force_login(user)
        return client

    return become


def step(client, stage, engagement=None, part=True, **fields):
    headers = {"X-Part": "plan"} if part else {}
    seen = version(engagement or stage.call)
    return client.post(
        at(stage, "seating-move", engagement), {"seen_version": seen, **fields}, headers=headers
    )


def test_a_step_answers_the_script_with_the_plan_alone(everyone, as_):
    arranged(everyone, everyone.call, layout="bilateral")
    answer = step(as_(everyone.host), everyone, do="move", person=everyone.key("vice"), seat="t1-h3")
    assert (answer.status_code, answer["Vary"].count("X-Part")) == (200, 1)
    text = answer.content.decode()
    assert (text.lstrip().startswith('<div id="plan-part" data-version="2"'), "<html" in text) == (
        True,
        False,
    )
    assert [(str(each.name), each.before, each.after) for each in answer.context["page"].changes] == [
        ("Sample Ga-ram", "hosts’ seat 2", "hosts’ seat 3"),
        ("Sample Na-ra", "hosts’ seat 3", "hosts’ seat 2"),
    ]


def test_a_step_without_a_script_leads_back_to_the_page(everyone, as_):
    arranged(everyone, everyone.call, layout="bilateral")
    client = as_(everyone.host)
    answer = step(client, everyone, part=False, do="move", person=everyone.key("vice"), seat="")
    assert (answer.status_code, answer.url) == (302, f"{at(everyone)}?since=1")
    shown = client.get(answer.url)
    assert [(each.name, each.after) for each in shown.context["page"].changes] == [("Sample Ga-ram", "")]


@pytest.mark.parametrize("part", [True, False])
def test_a_stale_step_is_told_and_gets_the_plan_as_it_is(everyone, as_, part):
    arranged(everyone, everyone.call, layout="bilateral")
    client = as_(everyone.host)
    step(client, everyone, do="move", person=everyone.key("vice"), seat="t1-h3")
    stale = step(client, everyone, part=part, do="lock", person=everyone.key("vice"), seen_version=1)
    assert (stale.status_code, stale.context["page"].version, stale.context["meanwhile"]) == (409, 2, True)
    assert Arrangement.objects.get().locks == []


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "move", "person": "0", "seat": "t1-h3"},
        {"do": "move", "person": "x" * 90, "seat": "t1-h3"},
        {"do": "dance"},
        {},
        {"do": "redo"},
        {"lock": "0"},
        {"lock_table": "t9"},
        {"do": "run", "without": "apart 1"},
    ],
)
def test_a_step_that_makes_no_sense_is_refused_and_nothing_changes(everyone, as_, fields):
    arranged(everyone, everyone.call, layout="bilateral")
    before = Activity.objects.count()
    answer = step(as_(everyone.host), everyone, **fields)
    if fields.get("without"):
        assert answer.status_code == 200  # a rule that is not there leaves out nothing
        return
    assert (answer.status_code, bool(str(answer.context["refusal"]))) == (422, True)
    assert (version(everyone.call), Activity.objects.count()) == (1, before)


def test_who_does_not_prepare_takes_no_step_and_sees_no_button(everyone, as_):
    client = as_(everyone.press)
    assert step(client, everyone, do="run").status_code == 403
    text = client.get(at(everyone)).content.decode()
    assert ('name="do"' in text, 'role="button"' in text, "data-move" in text) == (False, False, False)
    assert client.get(at(everyone, "pair-new")).status_code == 403


def test_a_stranger_finds_no_part_of_it(everyone, as_):
    client = as_(everyone.stranger)
    assert step(client, everyone, do="run").status_code == 404
    assert [client.get(at(everyone, name)).status_code for name in ("seating-state", "pair-new")] == [
        404,
        404,
    ]


def test_the_state_is_small_and_tells_replies_apart_from_moves(everyone, as_):
    arranged(everyone, everyone.call, layout="bilateral")
    client = as_(everyone.host)
    first = client.get(at(everyone, "seating-state")).json()
    vice = everyone.people["vice"]
    change_delegate(vice, {"status": "declined"}, seen=vice.version, by=everyone.host)
    second = client.get(at(everyone, "seating-state")).json()
    changed = {key for key in second["people"] if second["people"][key] != first["people"].get(key)}
    assert (changed, second["version"], second["digest"] == first["digest"]) == (
        {everyone.key("vice")},
        1,
        False,
    )
    step(client, everyone, do="move", person=everyone.key("director"), seat="t1-h1")
    assert client.get(at(everyone, "seating-state")).json()["version"] == 2
    assert client.get(at(everyone)).context["page"].state == client.get(at(everyone, "seating-state")).json()


def test_the_state_names_nobody_hidden(everyone, as_):
    for reader in (everyone.guest, everyone.host, everyone.press):
        people = as_(reader).get(at(everyone, "seating-state")).json()["people"]
        assert {everyone.key("hidden-guest"), everyone.key("hidden-host")} & set(people) == set()


def test_neither_sides_secret_stands_in_any_answer_to_the_other(everyone, as_):
    arranged(everyone, everyone.call, layout="bilateral")
    for side, other in (("guest", "host"), ("host", "guest")):
        Pair.objects.create(
            mission=everyone.mission,
            first=everyone.people["park"],
            second=everyone.people["harrell"],
            wish="apart",
            reason=f"{HIDDEN[side]} wish",
            visibility=side,
        )
        client = as_(everyone.by(other))
        answers = [
            client.get(at(everyone)),
            client.get(at(everyone) + "?compare=us-municipal&since=1"),
            client.get(at(everyone) + "?format=svg"),
            client.get(at(everyone), headers={"X-Part": "plan"}),
            client.get(at(everyone, "pair-new")),
            client.get(at(everyone, "seating-state")),
            client.get(reverse("seatings", args=[everyone.mission.slug])),
            step(client, everyone, do="run"),
            step(client, everyone, do="move", person=everyone.key(f"hidden-{side}"), seat="t1-h1"),
        ]
        assert [k for k, answer in enumerate(answers) if HIDDEN[side] in answer.content.decode()] == []


def test_conflicts_come_with_a_button_for_each_rule(everyone, as_):
    party = reception(everyone, 12)
    arranged(
        everyone,
        party,
        layout="rounds",
        tables=[{"id": "t1", "seats": 6}, {"id": "t2", "seats": 6}],
    )
    for wish in ("together", "apart"):
        Pair.objects.create(
            mission=everyone.mission,
            first=everyone.people["sample-0"],
            second=everyone.people["sample-1"],
            wish=wish,
        )
    client = as_(everyone.host)
    answer = step(client, everyone, party, do="run")
    keys = f"{everyone.key('sample-0')} {everyone.key('sample-1')}"
    text = answer.content.decode()
    assert answer.status_code == 422
    assert (f'value="apart {keys}"' in text, f'value="together {keys}"' in text) == (True, True)
    assert step(client, everyone, party, do="run", without=f"apart {keys}").status_code == 200
    assert len(saved(party)) == 12


def test_a_wish_is_added_removed_and_brought_back(everyone, as_):
    client = as_(everyone.guest)
    typed = {
        "first": everyone.people["park"].pk,
        "second": everyone.people["harrell"].pk,
        "wish": "apart",
        "reason": "An old quarrel",
        "visibility": "guest",
    }
    assert client.post(at(everyone, "pair-new"), {**typed, "visibility": "host"}).status_code == 422
    assert client.post(at(everyone, "pair-new"), {**typed, "second": typed["first"]}).status_code == 422
    hidden = everyone.people["hidden-guest"].pk
    assert client.post(at(everyone, "pair-new"), {**typed, "second": hidden}).status_code == 422
    assert client.post(at(everyone, "pair-new"), typed).url == f"{at(everyone)}#wishes"
    assert client.post(at(everyone, "pair-new"), typed).status_code == 422
    pair = Pair.objects.get()
    assert as_(everyone.host).post(at(everyone, "pair-remove", None, pair.pk)).status_code == 404
    client = as_(everyone.guest)
    assert client.post(at(everyone, "pair-remove", None, pair.pk)).url == f"{at(everyone)}?removed={pair.pk}"
    shown = client.get(f"{at(everyone)}?removed={pair.pk}")
    assert (shown.context["page"].pairs, shown.context["page"].removed) == ((), pair)
    assert as_(everyone.host).get(f"{at(everyone)}?removed={pair.pk}").context["page"].removed is None
    assert as_(everyone.host).post(at(everyone, "pair-restore", None, pair.pk)).status_code == 404
    as_(everyone.guest).post(at(everyone, "pair-restore", None, pair.pk))
    assert page(everyone, everyone.call, everyone.guest).pairs == (pair,)


TYPED = {"pack": "neutral", "layout": "rounds", "door": "", "seed": "1", "seen_version": ""}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"tables_count": "2"}, "tables_seats"),
        ({"tables_seats": "8"}, "tables_count"),
        ({"tables_count": "0", "tables_seats": "8"}, "tables_count"),
        ({"tables_count": "1", "tables_seats": "5"}, "tables_count"),
        ({"layout": "long-table", "tables_count": "2", "tables_seats": "20"}, "tables_count"),
        ({"door": "north", "window": "north"}, "window"),
        ({"pack": "own-1"}, "pack"),
        ({"head_seats": "-3"}, "head_seats"),
        ({"tables_shape": "star"}, "tables_shape"),
        ({"axis": "askew"}, "axis"),
    ],
)
def test_a_table_that_cannot_be_is_refused_at_its_field(everyone, as_, typed, field):
    answer = as_(everyone.host).post(at(everyone, "arrangement-edit"), {**TYPED, **typed})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Arrangement.objects.count() == 0


def test_tables_are_made_as_asked_and_stay_as_they_are(everyone, as_):
    client = as_(everyone.host)
    typed = {**TYPED, "tables_count": "2", "tables_seats": "6", "tables_shape": "long", "head_seats": "4"}
    assert client.post(at(everyone, "arrangement-edit"), typed).status_code == 302
    kept = Arrangement.objects.get()
    assert kept.tables == [
        {"id": "head", "seats": 4, "shape": "long", "top": True},
        {"id": "t1", "seats": 6, "shape": "long"},
        {"id": "t2", "seats": 6, "shape": "long"},
    ]
    Arrangement.objects.update(tables=[*kept.tables[:2], {**kept.tables[2], "x": 4.0, "y": 2.0}])
    assert (
        client.post(at(everyone, "arrangement-edit"), {**typed, "seed": "2", "seen_version": "1"}).status_code
        == 302
    )
    kept.refresh_from_db()
    assert (kept.seed, kept.tables[2]["x"]) == (2, 4.0)


def test_two_packs_stand_side_by_side(two_mayors, as_):
    client = as_(two_mayors.host)
    beside = client.get(at(two_mayors) + "?compare=us-municipal").context["page"].beside
    assert (beside.book.key, beside.same, len(beside.asked.plan.drawing.flags)) == ("us-municipal", True, 2)
    assert client.get(at(two_mayors) + "?compare=mars").context["page"].beside is None
    text = client.get(at(two_mayors) + "?compare=us-municipal").content.decode()
    assert text.count("<svg") == 3
    ids = [node.split('"')[0] for node in text.split(' id="')[1:]]
    assert sorted(set(ids)) == sorted(ids)


def test_the_overview_says_how_each_plan_stands(everyone, as_):
    arranged(everyone, everyone.call, layout="bilateral")
    client = as_(everyone.host)
    step(client, everyone, do="move", person=everyone.key("vice"), seat="")
    reception(everyone, 12)
    rows = client.get(reverse("seatings", args=[everyone.mission.slug])).context["rows"]
    assert [(row.saved, row.searched, row.waiting, row.broken) for row in rows] == [
        (False, True, 12, 0),
        (True, False, 1, 0),
    ]


@pytest.mark.parametrize("layout", ["rounds", "u-shape", "head-table", "long-table", "theatre", "panel"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_table_is_drawn_well_formed_in_both_languages(everyone, as_, layout, language):
    arranged(everyone, everyone.call, layout=layout)
    client = as_(everyone.host)
    step(client, everyone, do="run")
    answer = client.get(at(everyone) + "?format=svg", headers={"accept-language": language})
    root = ET.fromstring(answer.content)
    sitters = [node for node in root.iter(f"{SVG}g") if node.get("class") == "sitter"]
    assert len(sitters) == 11
    shown = client.get(at(everyone), headers={"accept-language": language}).context["page"]
    assert ([each.why for each in shown.plan.seats if not each.why], shown.plan.newcomers) == ([], ())


@pytest.mark.parametrize("people", [1, 3, 12])
def test_queries_do_not_grow_with_saved_seats_and_wishes(two_mayors, as_, people, django_assert_num_queries):
    for number in range(people):
        two_mayors.delegate(f"more-{number}", "Sample", f"Number {number}", "host" if number % 2 else "guest")
        two_mayors.attends(f"more-{number}")
        Pair.objects.create(
            mission=two_mayors.mission,
            first=two_mayors.people["park"],
            second=two_mayors.people[f"more-{number}"],
            wish="beside",
        )
    client = as_(two_mayors.host)
    step(client, two_mayors, do="move", person=two_mayors.key("more-0"), seat="")
    for address, queries in (
        (at(two_mayors), 13),
        (at(two_mayors) + "?since=1&compare=neutral", 14),
        (at(two_mayors, "seating-state"), 9),
    ):
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
