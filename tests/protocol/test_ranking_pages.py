"""The page of the order: what is said by hand and taken back, any two, the pack, who may do what."""

import pytest
from django.urls import reverse
from django.utils import translation

from legation.kernel import editing
from legation.protocol import models as protocol
from legation.protocol.actions import ranking as acts
from tests.protocol.busan import HIDDEN


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def at(stage, name, *parts):
    return reverse(name, args=[stage.mission.slug, *(parts or (stage.call.pk,))])


@pytest.fixture
def visit(client):
    def go(user, address, **query):
        client.force_login(user)
        return client.get(address, query)

    return go


@pytest.fixture
def send(client):
    def go(user, address, **typed):
        client.force_login(user)
        return client.post(address, typed)

    return go


def put(stage, higher, lower, reason="guest of honour", by=None):
    values = {"higher": stage.people[higher], "lower": stage.people[lower], "reason": reason}
    return acts.add_override(stage.call, values, by=by or stage.host)


def names(stage, page):
    return stage.names(page.context["page"].ranked.rows)


def test_somebody_is_put_before_somebody_and_taken_back(everyone, visit, send):
    form = visit(everyone.host, at(everyone, "override-new"), higher=everyone.key("professor"))
    assert form.context["form"]["higher"].value() == everyone.key("professor")
    typed = {"higher": everyone.key("professor"), "lower": everyone.key("park"), "reason": "75th birthday"}
    saved = send(everyone.host, at(everyone, "override-new"), **typed)
    assert saved.url == at(everyone, "precedence") + "#overrides"
    page = visit(everyone.guest, at(everyone, "precedence"))
    (listed,) = page.context["page"].overrides
    assert (names(everyone, page)[0], listed.reason, listed.by, listed.state) == (
        "professor",
        "75th birthday",
        "host",
        "moves",
    )
    gone = send(everyone.guest, at(everyone, "override-remove", everyone.call.pk, listed.pk))
    assert gone.url == at(everyone, "precedence") + f"?removed={listed.pk}"
    after = visit(everyone.guest, gone.url)
    assert (names(everyone, after)[0], after.context["removed"].pk) == ("park", listed.pk)
    restore = at(everyone, "override-restore", everyone.call.pk, listed.pk)
    assert restore in after.content.decode()
    assert send(everyone.guest, restore).url == at(everyone, "precedence")
    assert names(everyone, visit(everyone.host, at(everyone, "precedence")))[0] == "professor"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "   "}, "reason"),
        ({"higher": ""}, "higher"),
        ({"lower": "999999"}, "lower"),
        ({"lower": "guest-voice"}, "lower"),  # an interpreter has no place
        ({"lower": "professor"}, "lower"),
    ],
)
def test_bad_input_is_refused_at_its_field(everyone, send, changed, field):
    typed = {"higher": "professor", "lower": "park", "reason": "sample", **changed}
    keys = {name: everyone.key(word) if word in everyone.people else word for name, word in typed.items()}
    answer = send(everyone.host, at(everyone, "override-new"), **keys)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert protocol.Override.objects.count() == 0


def test_a_circle_is_refused_at_the_field_with_the_names_and_nothing_typed_is_lost(everyone, send):
    put(everyone, "professor", "vice")
    typed = {"higher": everyone.key("vice"), "lower": everyone.key("professor"), "reason": "the other way"}
    answer = send(everyone.host, at(everyone, "override-new"), **typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "lower": [
            (
                "This would go round in a circle, which no order can keep: "
                "Sample Ga-ram → Rowan Sample → Sample Ga-ram."
            )
        ]
    }
    assert 'value="the other way"' in answer.content.decode()


def test_the_hidden_delegate_of_the_other_side_cannot_be_chosen(everyone, visit, send):
    form = visit(everyone.host, at(everyone, "override-new"))
    offered = {choice.pk for choice in form.context["form"].fields["lower"].queryset}
    hidden = {side: everyone.people[f"hidden-{side}"].pk for side in ("guest", "host")}
    assert (hidden["host"] in offered, hidden["guest"] in offered) == (True, False)
    typed = {"higher": everyone.key("park"), "lower": everyone.key("hidden-guest"), "reason": "guess"}
    assert send(everyone.host, at(everyone, "override-new"), **typed).status_code == 422


@pytest.mark.parametrize("reader", ["host", "press"])
def test_what_the_guests_say_of_somebody_hidden_is_nowhere(everyone, visit, reader):
    put(everyone, "hidden-guest", "park", reason="QUINCE reason", by=everyone.guest)
    values = {"delegate": everyone.people["hidden-guest"], "rank_class": "mayor", "reason": "QUINCE rank"}
    acts.give_rank(everyone.mission, values, by=everyone.guest)
    queries = ({}, {"compare": "neutral"}, {"a": everyone.key("hidden-guest"), "b": everyone.key("park")})
    for query in queries:
        text = visit(getattr(everyone, reader), at(everyone, "precedence"), **query).content.decode()
        assert ("QUINCE" in text, "Park" in text) == (False, True)
    own = visit(everyone.guest, at(everyone, "precedence")).content.decode()
    assert ("QUINCE reason" in own, HIDDEN["guest"] in own) == (True, True)


def test_a_removed_override_of_somebody_hidden_is_not_brought_back_by_the_other_side(everyone, send, visit):
    said = put(everyone, "hidden-guest", "park", reason="QUINCE reason", by=everyone.guest)
    acts.remove_said(said, by=everyone.guest)
    restore = at(everyone, "override-restore", everyone.call.pk, said.pk)
    assert send(everyone.host, restore).status_code == 404
    page = visit(everyone.host, at(everyone, "precedence"), removed=said.pk)
    assert page.context["removed"] is None
    assert send(everyone.guest, restore).status_code == 302


def test_a_circle_is_shown_with_the_names_and_each_can_be_removed(everyone, visit):
    put(everyone, "professor", "vice")
    newest = protocol.Override(
        engagement=everyone.call,
        higher=everyone.people["vice"],
        lower=everyone.people["professor"],
        reason="said elsewhere",
    )
    editing.add(newest, by=everyone.host)
    page = visit(everyone.host, at(everyone, "precedence"))
    (ring,) = page.context["page"].rings
    assert ({each.reason for each in ring.overrides}, ring.left.pk) == (
        {"guest of honour", "said elsewhere"},
        newest.pk,
    )
    text = page.content.decode()
    assert "leaves out the newest of them, Sample Ga-ram before Rowan Sample" in text
    for each in ring.overrides:
        assert text.count(at(everyone, "override-remove", everyone.call.pk, each.pk)) == 2


def test_any_two_are_explained(everyone, visit):
    asked = {"a": everyone.key("professor"), "b": everyone.key("park")}
    told = visit(everyone.host, at(everyone, "precedence"), **asked).context["page"].between
    assert (told.rule, told.reason) == (
        "P3",
        "Park Heong-joon goes before Rowan Sample: by grade, mayor stands above professor.",
    )


@pytest.mark.parametrize("asked", [("park", "park"), ("park", "guest-voice"), ("park", "x"), ("", "park")])
def test_two_who_cannot_be_compared_are_passed_over(everyone, visit, asked):
    keys = [everyone.key(who) if who in everyone.people else who for who in asked]
    page = visit(everyone.host, at(everyone, "precedence"), a=keys[0], b=keys[1])
    assert (page.status_code, page.context["page"].between) == (200, None)


def test_the_seed_is_shown_where_a_lot_decided(everyone, visit):
    assert visit(everyone.host, at(everyone, "precedence")).context["page"].ranked.lots is False
    for number in range(2):  # two of one name, side and rank
        everyone.delegate(f"twin-{number}", "Sample", "Twin", "host")
        everyone.attends(f"twin-{number}")
    page = visit(everyone.host, at(everyone, "precedence"))
    assert page.context["page"].ranked.lots is True
    assert "Lots were drawn with seed 1." in page.content.decode()


def test_a_rank_is_given_changed_and_taken_back(everyone, visit, send):
    form = visit(everyone.host, at(everyone, "given-rank-new"), delegate=everyone.key("director"))
    offered = {choice.pk for choice in form.context["form"].fields["delegate"].queryset}
    unranked = {everyone.people[key].pk for key in ("director", "ambassador", "hidden-host")}
    assert offered == unranked
    typed = {"delegate": everyone.key("director"), "rank_class": "mayor", "reason": "mayor until 2018"}
    assert send(everyone.host, at(everyone, "given-rank-new"), **typed).status_code == 302
    given_rank = protocol.GivenRank.objects.get()
    again = send(everyone.host, at(everyone, "given-rank-new"), **typed)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["delegate"])
    edit = at(everyone, "given-rank-edit", given_rank.pk)
    changed = {"rank_class": "governor", "reason": "governor until 2018", "seen_version": "1"}
    assert send(everyone.guest, edit, **changed).status_code == 302
    late = send(everyone.host, edit, **{**changed, "rank_class": "professor"})
    assert (late.status_code, late.context["form"]["rank_class"].value()) == (409, "professor")
    gone = send(everyone.host, at(everyone, "given-rank-remove", given_rank.pk))
    address = reverse("equivalences", args=[everyone.mission.slug])
    assert gone.url == f"{address}?removed-rank={given_rank.pk}"
    page = visit(everyone.host, gone.url)
    assert page.context["removed_rank"].pk == given_rank.pk
    assert send(everyone.host, at(everyone, "given-rank-restore", given_rank.pk)).status_code == 302
    assert protocol.GivenRank.objects.present().get().rank_class == "governor"


def test_a_post_counts_as_another_and_is_taken_back(everyone, visit, send):
    page = visit(everyone.guest, reverse("equivalences", args=[everyone.mission.slug]))
    unsaid = [(str(each.post.title), each.people) for each in page.context["page"].unsaid]
    assert unsaid == [
        ("Mayor", ("Bruce Harrell",)),
        ("Mayor", ("Lynne Robinson",)),
        ("President", ("Quentin Alexander Sample",)),
        ("Professor", ("Rowan Sample",)),
    ]
    new = reverse("equivalence-new", args=[everyone.mission.slug])
    post = everyone.posts["chamber"].pk
    assert visit(everyone.host, new, post=post).context["form"]["counterpart"].value() == "executive"
    typed = {"post": post, "counterpart": "council_chair"}
    assert send(everyone.host, new, **typed).status_code == 302
    again = send(everyone.host, new, **typed)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["post"])
    said = protocol.Equivalence.objects.get()
    edit = at(everyone, "equivalence-edit", said.pk)
    assert send(everyone.host, edit, counterpart="mayor", seen_version="1").status_code == 302
    late = send(everyone.guest, edit, counterpart="governor", seen_version="1")
    assert (late.status_code, protocol.Equivalence.objects.get().counterpart) == (409, "mayor")
    gone = send(everyone.guest, at(everyone, "equivalence-remove", said.pk))
    assert visit(everyone.guest, gone.url).context["removed"].pk == said.pk
    assert send(everyone.guest, at(everyone, "equivalence-restore", said.pk)).status_code == 302
    assert protocol.Equivalence.objects.present().count() == 1


def test_no_post_of_somebody_hidden_is_named_to_either_side(everyone, visit, send):
    secret = everyone.post("secret", "QUINCE chair", "의장", "seattle", "council_chair", "Sample secret body")
    everyone.delegate("veiled", "Sample", "Veiled", post=secret, visibility="guest")
    for reader in (everyone.guest, everyone.host):
        text = visit(reader, reverse("equivalences", args=[everyone.mission.slug])).content.decode()
        assert ("QUINCE" in text, "Quentin" in text) == (False, True)
    new = reverse("equivalence-new", args=[everyone.mission.slug])
    typed = {"post": secret.pk, "counterpart": "mayor"}
    assert send(everyone.guest, new, **typed).status_code == 422


def test_the_pack_is_chosen_on_the_page_and_the_second_editor_is_told(everyone, send, visit):
    choose = at(everyone, "pack-choose")
    assert send(everyone.host, choose, pack="es-2099-1983", seen_version="").url == at(everyone, "precedence")
    page = visit(everyone.guest, at(everyone, "precedence"))
    assert (page.context["page"].ranked.pack.key, page.context["choice"]["seen_version"].value()) == (
        "es-2099-1983",
        1,
    )
    assert send(everyone.guest, choose, pack="neutral", seen_version="1").status_code == 302
    late = send(everyone.host, choose, pack="au-nsw", seen_version="1")
    assert (late.status_code, late.context["choice"]["pack"].value()) == (409, "au-nsw")
    assert protocol.Arrangement.objects.get().pack == "neutral"
    version = late.context["choice"]["seen_version"].value()
    assert send(everyone.host, choose, pack="au-nsw", seen_version=version).status_code == 302
    wrong = send(everyone.host, choose, pack="mars", seen_version="3")
    assert (wrong.status_code, list(wrong.context["choice"].errors)) == (422, ["pack"])


def test_an_own_pack_is_chosen_and_compared(two_mayors, send, visit):
    changes = {"own_city_first": {"value": False, "source": "our council", "grade": "B"}}
    own = editing.add(
        protocol.RulePack(office=two_mayors.host.office, name="Ours", base="kr-municipal", changes=changes),
        by=two_mayors.host,
    )
    sent = send(two_mayors.guest, at(two_mayors, "pack-choose"), pack=f"own-{own.pk}", seen_version="")
    assert sent.status_code == 302
    page = visit(two_mayors.press, at(two_mayors, "precedence"), compare="kr-municipal").context["page"]
    assert (page.usual.label, two_mayors.names(page.ranked.rows)) == ("Ours", ["harrell", "park"])
    assert (page.comparison.same, [each.rule for each in page.comparison.differing]) == (False, ["P12"])
    assert [row.moved for row in page.comparison.other.rows] == [-1, 1]


def test_who_does_not_prepare_reads_and_says_nothing(everyone, visit, send):
    said = put(everyone, "professor", "park")
    text = visit(everyone.press, at(everyone, "precedence")).content.decode()
    for address in (
        at(everyone, "override-new"),
        at(everyone, "given-rank-new"),
        at(everyone, "pack-choose"),
        at(everyone, "override-remove", everyone.call.pk, said.pk),
    ):
        assert address not in text
        assert send(everyone.press, address).status_code == 403
    assert "guest of honour" in text


@pytest.mark.parametrize("people", [1, 3, 12])
def test_queries_do_not_grow_with_people_and_overrides(two_mayors, client, people, django_assert_num_queries):
    for number in range(people):
        two_mayors.delegate(f"more-{number}", "Sample", f"Number {number}", "host" if number % 2 else "guest")
        two_mayors.attends(f"more-{number}")
        put(two_mayors, f"more-{number}", "park")
    client.force_login(two_mayors.host)
    asked = f"?a={two_mayors.key('park')}&b={two_mayors.key('harrell')}"
    for address in (at(two_mayors, "precedence"), at(two_mayors, "precedence") + asked):
        with django_assert_num_queries(12):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("posts", [1, 3, 12])
def test_queries_do_not_grow_with_equivalents(two_mayors, client, posts, django_assert_num_queries):
    for number in range(posts):
        post = two_mayors.post(f"p{number}", f"Chair {number}", "", "seattle", "", f"Sample body {number}")
        two_mayors.delegate(f"d{number}", "Sample", f"Number {number}", post=post)
        if number % 2:
            values = {"post": post, "counterpart": "mayor"}
            acts.add_equivalence(two_mayors.mission, values, by=two_mayors.host)
    client.force_login(two_mayors.host)
    with django_assert_num_queries(8):
        page = client.get(reverse("equivalences", args=[two_mayors.mission.slug]))
    assert len(page.context["page"].rows) + len(page.context["page"].unsaid) == posts + 1
