"""Signing: who sits where, who stands behind whom, and the set on the table."""

import pytest

from legation.outcomes.actions import add_agreement
from legation.outcomes.models import Agreement
from legation.protocol.models import Ceremony
from legation.protocol.queries import setting_of
from legation.protocol.queries.staging_people import cast_of
from legation.protocol.queries.staging_signing import is_signing, signing_of
from tests.protocol.busan import two


def signing(stage, engagement, user=None, **ceremony):
    cast = cast_of(setting_of(engagement, user or stage.host))
    papers = Agreement.objects.visible_to(user or stage.host).filter(engagement=engagement).order_by("pk")
    return signing_of(cast, Ceremony(engagement=engagement, **ceremony), papers)


@pytest.fixture
def signed(everyone):
    """Both mayors sign; vice mayor and second mayor are witnesses, the rest watches."""
    everyone.signing = everyone.engagement("Signing of the declaration", kind="signing")
    for key, function in (
        ("park", "signatory"),
        ("harrell", "signatory"),
        ("vice", "witness"),
        ("robinson", "witness"),
        ("chamber", "participant"),
        ("host-voice", "interpreter"),
        ("hidden-guest", "participant"),
    ):
        everyone.attends(key, function, at=everyone.signing)
    return everyone


def test_t11_of_two_the_first_in_rank_sits_at_the_right(signed):
    made = signing(signed, signed.signing)
    first = made.turns[0]
    # the right of who signs is the viewer's left
    assert (first.turn, first.placed.place, made.signers[0]) == (1, 1, first)
    assert sorted(signed.names(made.signers)) == ["harrell", "park"]


def test_t11_witnesses_stand_behind_their_own_signatory(signed):
    made = signing(signed, signed.signing)
    behind = {
        key: signed.names(each.witnesses)
        for key, each in zip(signed.names(made.signers), made.signers, strict=True)
    }
    assert behind == {"park": ["vice", "host-voice"], "harrell": ["robinson"]}
    assert [each.delegate.pk for each in made.watching] == [signed.people["chamber"].pk]


def test_t11_of_three_one_is_in_the_centre_two_right_three_left(signed):
    row = signed.signing.attendances.get(delegate=signed.people["robinson"])
    row.function = "signatory"
    row.save()
    made = signing(signed, signed.signing)
    assert [each.turn for each in made.signers] == [2, 1, 3]
    assert made.ready.parties == 3
    assert made.ready.steps[2] == f"The signatories sit down, {made.turns[0].attending.person} in the centre."


def test_each_signs_every_copy(signed):
    for title in ("Declaration", "Memorandum"):
        values = {
            "title": two(title),
            "kind": "declaration",
            "status": "planned",
            "engagement": signed.signing,
        }
        add_agreement(signed.mission, values, by=signed.host)
    ready = signing(signed, signed.signing, copies=2, text_languages=["en", "ko"]).ready
    assert (ready.papers, ready.parties, ready.copies) == (2, 2, 2)
    assert (ready.total, ready.signatures, ready.pens) == (8, 16, 4)
    assert ready.languages == ("English", "Korean")
    # two pass the copies on once
    assert len(ready.steps) == 10


def test_a_paper_of_one_side_changes_no_count_of_the_other(signed):
    values = {
        "title": two("MEDLARHOST paper"),
        "kind": "mou",
        "status": "planned",
        "visibility": "host",
        "engagement": signed.signing,
    }
    add_agreement(signed.mission, values, by=signed.host)
    own, other = signing(signed, signed.signing), signing(signed, signed.signing, signed.guest)
    assert ([str(each) for each in own.own], own.papers, own.ready.total) == (["MEDLARHOST paper"], (), 2)
    assert (other.own, other.papers, other.ready.total) == ((), (), 2)


def test_nobody_hidden_stands_at_a_signing(signed):
    for user in (signed.guest, signed.host):
        made = signing(signed, signed.signing, user)
        assert "QUINCEGUEST" not in str(made)


def test_four_signatories_are_refused_by_number(signed):
    for key in ("vice", "robinson"):
        row = signed.signing.attendances.get(delegate=signed.people[key])
        row.function = "signatory"
        row.save()
    made = signing(signed, signed.signing)
    assert (made.missing, made.found, made.signers, made.ready) == ("signatories", 4, (), None)


def test_without_witnesses_the_first_of_each_side_stand_behind(everyone):
    made = signing(everyone, everyone.call)
    assert {key for each in made.signers for key in everyone.names(each.witnesses)} == {
        "robinson", "chamber", "professor", "vice", "director", "ambassador",
        "guest-voice", "host-voice", "notes",
    }  # fmt: skip
    assert made.watching == ()


def test_a_call_without_papers_is_no_signing(everyone):
    cast = cast_of(setting_of(everyone.call, everyone.host))
    assert is_signing(cast, []) is False
    assert is_signing(cast, [Agreement(title=two("Declaration"))]) is True
