"""Rule packs of an office's own: copied, changed with sources, compared, saved and taken in as TOML."""

import tomllib

import pytest
from django.urls import reverse
from django.utils import translation

from legation.engine.precedence import PARAMETERS, load_pack, pack_toml, read_pack
from legation.kernel import editing
from legation.protocol.actions import packs as acts
from legation.protocol.actions.ranking import choose_pack
from legation.protocol.choices import Pack
from legation.protocol.models import RulePack
from tests.protocol.busan import HIDDEN


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def visit(client):
    def go(user, route, /, *parts, **query):
        client.force_login(user)
        return client.get(reverse(route, args=parts), query)

    return go


@pytest.fixture
def send(client):
    def go(user, route, /, *parts, **typed):
        client.force_login(user)
        return client.post(reverse(route, args=parts), typed)

    return go


@pytest.fixture
def own(two_mayors):
    return acts.copy_pack("Our rules", Pack.KOREA, {}, by=two_mayors.host)


def current(pack):
    return RulePack.objects.get(pk=pack.pk)


def typed(value, source="Decision 12 of 3 May 2026", grade="B", seen=1):
    return {"value": value, "source": source, "grade": grade, "seen_version": seen}


def test_the_list_holds_what_ships_and_what_offices_made(two_mayors, own, visit):
    theirs = visit(two_mayors.guest, "packs").context["page"]
    ours = visit(two_mayors.host, "packs").context["page"]
    assert [row.book.key for row in ours.shipped] == Pack.values
    assert [[row.book.label for row in rows] for rows in (ours.own, ours.others)] == [["Our rules"], []]
    assert [[row.book.label for row in rows] for rows in (theirs.own, theirs.others)] == [[], ["Our rules"]]


@pytest.mark.parametrize("name", Pack.values)
def test_a_shipped_pack_shows_every_parameter_with_value_source_and_grade(two_mayors, visit, name):
    page = visit(two_mayors.host, "pack", name).context["page"]
    pack = load_pack(name)
    assert [(each.name, each.rule, each.source, each.grade) for each in page.stated] == [
        (each, param.rule, param.source, param.grade)
        for each, param in ((each, pack.params[each]) for each in PARAMETERS)
    ]
    unset = [each.name for each in page.stated if each.unset]
    assert unset == [each for each in PARAMETERS if pack.params[each].value is None]
    assert {each.value for each in page.stated if each.unset} <= {"unset: asks"}
    assert sum(len(rung.ranks) for rung in page.ladder) == len(pack.ranks)


def test_what_is_unset_is_said_in_the_readers_language(two_mayors, visit):
    page = visit(two_mayors.host, "pack", "kr-municipal")
    values = {each.name: each.value for each in page.context["page"].stated}
    assert (values["two_flags"], values["own_city_first"], values["office_steps"]) == (
        "unset: asks",
        "yes",
        "constitutional order of institutions → head of the institution → superior body → state body",
    )
    assert page.context["page"].institutions[0] == "the National Assembly"


def test_an_unknown_pack_is_not_there(two_mayors, visit):
    for name in ("pack", "pack-toml"):
        assert visit(two_mayors.host, name, "mars").status_code == 404


def test_a_pack_is_copied_and_a_copy_of_a_copy_keeps_its_changes(two_mayors, send, visit, client):
    address = send(two_mayors.guest, "pack-new", name="Ours").url
    made = RulePack.objects.get()
    assert (address, made.base, made.office) == (
        reverse("own-pack", args=[made.pk]),
        Pack.ALPHABETICAL,
        two_mayors.guest.office,
    )
    send(two_mayors.guest, "own-pack-state", made.pk, "equal_rank", **typed("host_first"))
    client.force_login(two_mayors.host)
    assert client.post(reverse("pack-new") + f"?from=own-{made.pk}", {"name": "Second"}).status_code == 302
    second = RulePack.objects.get(name="Second")
    assert (second.office, second.base, list(second.changes), second.changes) == (
        two_mayors.host.office,
        Pack.ALPHABETICAL,
        ["equal_rank"],
        current(made).changes,
    )


def test_an_office_has_one_pack_of_a_name(two_mayors, own, send):
    answer = send(two_mayors.host, "pack-new", name="Our rules")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])
    assert send(two_mayors.guest, "pack-new", name="Our rules").status_code == 302


CHANGES = [
    ("equal_rank", {"value": "host_first"}, "host_first"),
    ("equal_rank", {"value": "unset"}, None),
    ("own_city_first", {"value": "no"}, False),
    ("gift_threshold", {"value": "100000"}, 100000),
    ("gift_currency", {"value": "KRW"}, "KRW"),
    ("representing_of", {"value": ["governor", "mayor"]}, ["governor", "mayor"]),
    ("organisation_ranks", {"value": []}, []),
    ("organisation_ranks", {"value": ["unset", "mayor"]}, None),
    ("office_steps", {"step1": "head", "step2": "institution"}, ["head", "institution"]),
    ("without_office", {"step3": "age"}, ["age"]),
    ("without_office", {"value": "on", "step1": "age"}, None),
]


@pytest.mark.parametrize(("name", "answers", "value"), CHANGES)
def test_each_kind_of_parameter_is_changed_with_its_source(
    two_mayors, own, send, visit, name, answers, value
):
    sent = send(two_mayors.host, "own-pack-state", own.pk, name, **{**typed(""), **answers})
    assert sent.url == reverse("own-pack", args=[own.pk]) + f"#{name}"
    assert current(own).changes == {
        name: {"value": value, "source": "Decision 12 of 3 May 2026", "grade": "B"}
    }
    page = visit(two_mayors.host, "own-pack", own.pk).context["page"]
    assert [each.label for each in page.differs] == [PARAMETERS[name].label.en]
    assert [each.name for each in page.stated if each.changed] == [name]
    form = visit(two_mayors.host, "own-pack-state", own.pk, name).context["form"]
    assert (form["source"].value(), form["grade"].value()) == ("Decision 12 of 3 May 2026", "B")


def test_the_value_of_the_base_takes_the_change_back(two_mayors, own, send):
    send(two_mayors.host, "own-pack-state", own.pk, "equal_rank", **typed("host_first"))
    send(two_mayors.host, "own-pack-state", own.pk, "equal_rank", **typed("guest_first", source="", seen=2))
    assert (current(own).changes, current(own).version) == ({}, 3)


@pytest.mark.parametrize(
    ("name", "answers", "field"),
    [
        ("equal_rank", typed("host_first", source="  "), "source"),
        ("equal_rank", typed("tallest"), "value"),
        ("equal_rank", typed("host_first", grade="D"), "grade"),
        ("gift_threshold", typed("-1"), "value"),
        ("gift_threshold", typed("many"), "value"),
        ("representing_of", typed(["emperor"]), "value"),
        ("own_city_superiors", typed(["minister"]), "value"),
        ("office_steps", typed("") | {"step1": "head", "step2": "head"}, "value"),
        ("office_steps", typed("") | {"step1": "height"}, "step1"),
    ],
)
def test_what_cannot_be_used_is_refused_at_its_field(two_mayors, own, send, name, answers, field):
    answer = send(two_mayors.host, "own-pack-state", own.pk, name, **answers)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert current(own).changes == {}


def test_the_engines_refusal_is_in_the_readers_language(two_mayors, own, send, client):
    client.cookies["django_language"] = "ko"
    two_mayors.host.language = "ko"
    two_mayors.host.save()
    answer = send(two_mayors.host, "own-pack-state", own.pk, "own_city_superiors", **typed(["minister"]))
    assert answer.context["form"].errors["value"] == [
        "minister보다 높은 head_of_state 항목이 빠져 있어 순서가 맞물립니다"
    ]


def test_the_second_editor_is_told_which_parameter_changed(two_mayors, own, send):
    send(two_mayors.host, "own-pack-state", own.pk, "equal_rank", **typed("host_first"))
    late = send(two_mayors.host, "own-pack-state", own.pk, "last_tie", **typed("country"))
    assert (late.status_code, late.context["form"]["value"].value()) == (409, "country")
    (revision,) = late.context["meanwhile"].revisions
    assert [(each.label, each.before, each.after) for each in revision.changes] == [
        (
            "Equal rank, home against guest",
            "as shipped: guest first",
            "home first (Decision 12 of 3 May 2026, B)",
        )
    ]
    again = send(two_mayors.host, "own-pack-state", own.pk, "last_tie", **typed("country", seen=2))
    assert (again.status_code, sorted(current(own).changes)) == (302, ["equal_rank", "last_tie"])


def test_the_history_says_what_each_save_changed(two_mayors, own, send, visit):
    send(two_mayors.host, "own-pack-state", own.pk, "equal_rank", **typed("host_first"))
    assert (
        send(two_mayors.host, "own-pack-edit", own.pk, name="Busan rules", seen_version=2).status_code == 302
    )
    revisions = visit(two_mayors.guest, "own-pack-history", own.pk).context["revisions"]
    assert [[each.field for each in one.changes] for one in revisions] == [["name"], ["equal_rank"], []]


def test_only_staff_of_the_office_that_keeps_it_change_it(two_mayors, own, send, visit):
    for name, parts in (
        ("own-pack-edit", (own.pk,)),
        ("own-pack-state", (own.pk, "equal_rank")),
        ("own-pack-remove", (own.pk,)),
    ):
        for user in (two_mayors.guest, two_mayors.press):
            assert send(user, name, *parts, **typed("host_first")).status_code == 403
    for name in ("pack-new", "pack-import"):
        assert send(two_mayors.press, name, name="x").status_code == 403
    assert (current(own).changes, current(own).removed_at) == ({}, None)
    text = visit(two_mayors.press, "own-pack", own.pk).content.decode()
    assert reverse("own-pack-edit", args=[own.pk]) not in text


def test_a_pack_is_removed_and_brought_back_by_its_office(two_mayors, own, send, visit):
    gone = send(two_mayors.host, "own-pack-remove", own.pk)
    assert gone.url == reverse("packs") + f"?removed={own.pk}"
    assert visit(two_mayors.host, "packs", removed=own.pk).context["removed"].pk == own.pk
    assert visit(two_mayors.guest, "packs", removed=own.pk).context["removed"] is None
    assert send(two_mayors.guest, "own-pack-restore", own.pk).status_code == 404
    assert visit(two_mayors.host, "own-pack", own.pk).status_code == 404
    assert send(two_mayors.host, "own-pack-restore", own.pk).url == reverse("own-pack", args=[own.pk])
    assert current(own).removed_at is None


def test_a_pack_does_not_come_back_under_a_name_that_is_taken(two_mayors, own, send):
    acts.remove_pack(own, by=two_mayors.host)
    acts.copy_pack("Our rules", Pack.SPAIN, {}, by=two_mayors.host)
    assert send(two_mayors.host, "own-pack-restore", own.pk).url == reverse("packs")
    assert (current(own).removed_at is None, RulePack.objects.present().count()) == (False, 1)


def test_a_pack_in_use_stays_and_the_reader_is_told_where_they_may_see(two_mayors, own, send, visit):
    choose_pack(two_mayors.call, Pack.KOREA, own, seen=0, by=two_mayors.host)
    hidden = two_mayors.engagement(f"{HIDDEN['guest']} meeting", visibility="guest", by=two_mayors.guest)
    choose_pack(hidden, Pack.KOREA, own, seen=0, by=two_mayors.guest)
    answer = send(two_mayors.host, "own-pack-remove", own.pk)
    assert (answer.url, current(own).removed_at) == (reverse("own-pack", args=[own.pk]) + "#used", None)
    seen = {
        user.name: [each.pk for each in visit(user, "own-pack", own.pk).context["used"]]
        for user in (two_mayors.guest, two_mayors.host, two_mayors.stranger)
    }
    assert {name: sorted(keys) for name, keys in seen.items()} == {
        "guest": sorted([two_mayors.call.pk, hidden.pk]),
        "host": [two_mayors.call.pk],
        "else": [],
    }
    assert HIDDEN["guest"] not in visit(two_mayors.host, "own-pack", own.pk).content.decode()
    editing.remove(hidden, by=two_mayors.guest)
    choose_pack(two_mayors.call, Pack.SPAIN, None, seen=1, by=two_mayors.host)
    assert send(two_mayors.host, "own-pack-remove", own.pk).url == reverse("packs") + f"?removed={own.pk}"


def test_a_pack_is_compared_with_its_base_and_with_any_other(two_mayors, own, send, visit):
    send(two_mayors.host, "own-pack-state", own.pk, "equal_rank", **typed("host_first"))
    page = visit(two_mayors.host, "own-pack", own.pk, compare="es-2099-1983").context["page"]
    assert [(each.rule, each.ours, each.theirs) for each in page.differs] == [
        ("P5", "home first", "guest first")
    ]
    rules = [each.rule for each in page.apart]
    assert ("P5" in rules, "P12" in rules, rules[-1]) == (False, True, "P2")
    same = visit(two_mayors.host, "pack", "neutral", compare="mars").context["page"]
    assert (same.other, same.apart) == (None, ())


def test_a_pack_is_saved_as_toml_and_taken_in_again(two_mayors, own, send, visit):
    send(two_mayors.host, "own-pack-state", own.pk, "equal_rank", **typed("host_first"))
    answer = visit(two_mayors.guest, "own-pack-toml", own.pk)
    assert answer["Content-Disposition"] == f'attachment; filename="own-{own.pk}.toml"'
    text = answer.content.decode()
    assert tomllib.loads(text)["parameters"]["equal_rank"] == {
        "value": "host_first",
        "source": "Decision 12 of 3 May 2026",
        "grade": "B",
    }
    assert send(two_mayors.guest, "pack-import", name="From Busan", text=text, base="").status_code == 302
    taken = RulePack.objects.latest("pk")
    assert (taken.base, taken.changes, taken.office) == (
        "kr-municipal",
        current(own).changes,
        two_mayors.guest.office,
    )


@pytest.mark.parametrize("name", Pack.values)
def test_a_shipped_pack_is_saved_as_the_engine_reads_it(two_mayors, visit, name):
    answer = visit(two_mayors.host, "pack-toml", name)
    assert read_pack(name, answer.content.decode()) == load_pack(name)


KOREAN = pack_toml(load_pack("kr-municipal"))
LINE = KOREAN.splitlines().index('value = "guest_first"') + 1
BAD_TEXTS = [
    ("", "", "text", "This field is required."),
    (
        KOREAN.replace('value = "guest_first"', "value = guest_first"),
        "",
        "text",
        f"line {LINE}, column 9: is not TOML: Invalid value",
    ),
    (
        KOREAN.replace('"guest_first"', '"tallest"'),
        "",
        "text",
        "equal_rank (Equal rank, home against guest): cannot be 'tallest'",
    ),
    (KOREAN.replace("[parameters.equal_rank]", "[parameters.colour]"), "", "text", "colour: is not known"),
]


@pytest.mark.parametrize(("text", "base", "field", "said"), BAD_TEXTS)
def test_a_text_that_is_no_pack_is_refused_with_line_or_parameter(two_mayors, send, text, base, field, said):
    answer = send(two_mayors.host, "pack-import", name="x", text=text, base=base)
    assert (answer.status_code, dict(answer.context["form"].errors)) == (422, {field: [said]})
    assert RulePack.objects.count() == 0


def test_another_ladder_is_refused_and_the_reason_given(two_mayors, send):
    answer = send(two_mayors.host, "pack-import", name="x", text=KOREAN, base="neutral")
    assert (
        answer.context["form"]
        .errors["text"][0]
        .startswith("The ladder of ranks is not that of “Neutral, guest first”.")
    )
    moved = KOREAN.replace("equal = true\n", "")
    answer = send(two_mayors.host, "pack-import", name="x", text=moved, base="")
    assert answer.context["form"].errors["text"][0].startswith("The ladder of ranks is none of those")
    assert RulePack.objects.count() == 0


def test_a_pack_that_no_longer_fits_is_shown_and_can_be_put_right(two_mayors, own, send, visit):
    RulePack.objects.filter(pk=own.pk).update(
        changes={"equal_rank": {"value": "gone", "source": "old", "grade": "B"}}
    )
    page = visit(two_mayors.host, "own-pack", own.pk).context["page"]
    assert page.question == "pack Our rules: equal_rank: cannot be 'gone'"
    assert visit(two_mayors.host, "own-pack-toml", own.pk).status_code == 404
    (row,) = visit(two_mayors.host, "packs").context["page"].own
    assert row.usable is False
    send(two_mayors.host, "own-pack-state", own.pk, "equal_rank", **typed("host_first"))
    assert visit(two_mayors.host, "own-pack", own.pk).context["page"].question == ""


@pytest.mark.parametrize("packs", [1, 3, 12])
def test_queries_do_not_grow_with_packs(two_mayors, client, packs, django_assert_num_queries):
    for number in range(packs):
        made = acts.copy_pack(f"Ours {number}", Pack.KOREA, {}, by=two_mayors.host)
        engagement = two_mayors.engagement(f"Meeting {number}")
        choose_pack(engagement, Pack.KOREA, made, seen=0, by=two_mayors.host)
    client.force_login(two_mayors.host)
    for name, parts, queries in (("packs", (), 3), ("pack", ("neutral",), 3), ("own-pack", (made.pk,), 5)):
        with django_assert_num_queries(queries):
            assert client.get(reverse(name, args=parts)).status_code == 200
