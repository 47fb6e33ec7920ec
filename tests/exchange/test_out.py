"""What goes into a mission's file is what both sides see, and nothing else."""

import pytest
from django.db import DatabaseError, models, transaction

from legation.exchange.actions.keys import mission_file, own_keys
from legation.exchange.queries.collecting import collect, told
from legation.exchange.queries.kinds import KINDS
from legation.exchange.queries.packing import unpacked
from legation.kernel.choices import Visibility
from tests.exchange.elsewhere import NOON, texts_in
from tests.world import SECRETS, World

WORD = "UNNAMEDCOLUMN"


def test_the_file_holds_no_word_that_one_side_keeps_to_itself(world: World) -> None:
    text = texts_in(mission_file(world.mission, NOON))
    assert [word for word in SECRETS.values() if word in text] == []
    assert "Test mission" in text


def test_no_column_goes_out_that_is_not_named(world: World) -> None:
    """Every other column of words of every table is filled with a word, which the file does not have."""
    from django.apps import apps

    told_of = {spec.model: {*spec.fields, spec.file} for spec in KINDS.values()}
    told_of[type(world.mission)] |= {"slug"}  # the file's name
    filled = []
    for model in apps.get_models():
        if not model.__module__.startswith("legation.") or model.__name__.startswith("Historical"):
            continue
        for field in model._meta.concrete_fields:
            words = isinstance(field, models.CharField | models.TextField) and not field.choices
            if not words or field.unique or field.name in told_of.get(model, ()):
                continue
            try:
                with transaction.atomic():
                    model._base_manager.update(**{field.name: WORD})
            except (DatabaseError, TypeError):  # a constraint of the column, or a sealed one
                continue
            filled.append(f"{model._meta.label}.{field.name}")
    assert {"directory.Person.passport_name", "missions.Movement.booking", "outcomes.Owner.note"} <= set(
        filled
    )
    assert WORD not in texts_in(mission_file(world.mission, NOON))


def test_what_goes_out_is_what_both_sides_see(world: World) -> None:
    found = collect(world.mission, own_keys())
    for kind, spec in KINDS.items():
        for user in (world.guest, world.host):
            seen = set(spec.model._default_manager.visible_to(user).values_list("pk", flat=True))
            if kind != "person":  # of somebody whom one office keeps to itself, the name alone goes out
                assert set(found.rows[kind]) - seen == set(), kind


def test_of_somebody_whom_one_office_keeps_only_the_name_goes_out(world: World) -> None:
    from legation.directory.models import Person
    from legation.missions.models import Delegate

    shared = Delegate.objects.present().filter(mission=world.mission, visibility=Visibility.SHARED)
    person = shared.order_by("pk").first().person
    Person.objects.filter(pk=person.pk).update(scope="office", biography={"en": WORD}, languages=[WORD])
    data, _files = told(collect(world.mission, own_keys()))
    row = next(each for each in data["person"] if each["family_name"] == person.family_name)
    assert sorted(row) == [
        *("family_first", "family_name", "given_name", "ids", "korean_name", "native_name", "sample", "scope")
    ]


def test_whom_one_office_keeps_and_who_only_signed_stays_at_home(world: World) -> None:
    from legation.directory.models import Organisation, Person, Post
    from legation.outcomes.actions import add_agreement
    from legation.outcomes.models import Signatory

    told_of = {"title": {"en": "Paper"}, "kind": "mou", "status": "planned", "visibility": "shared"}
    agreement = add_agreement(world.mission, told_of, by=world.host)
    body = Organisation.objects.order_by("pk").first()
    person = Person.objects.create(family_name=WORD, office=world.host.office, scope="office")
    post = Post.objects.create(organisation=body, title={"en": f"{WORD} of posts"})
    other = Signatory.objects.create(agreement=agreement, party=body, person=person, post=post)
    assert WORD not in texts_in(mission_file(world.mission, NOON))
    Person.objects.filter(pk=person.pk).update(scope="shared")
    assert other.pk in collect(world.mission, own_keys()).rows["signatory"]


def test_the_same_records_at_the_same_moment_make_the_same_bytes(world: World) -> None:
    assert mission_file(world.mission, NOON) == mission_file(world.mission, NOON)
    found = unpacked(mission_file(world.mission, NOON))
    assert (found.public, found.slug, found.made_at) == (own_keys().public, "test-mission", NOON)


@pytest.mark.django_db
def test_it_costs_the_same_for_any_number_of_records(world: World, django_assert_num_queries) -> None:
    from legation.missions.actions import add_point

    keys = own_keys()
    collect(world.mission, keys)
    with django_assert_num_queries(40):
        told(collect(world.mission, keys))
    for number in range(11):
        add_point(
            world.things["engagement"],
            {"kind": "note", "text": {"en": f"line {number}"}, "visibility": "shared"},
            by=world.guest,
        )
    with django_assert_num_queries(40):
        told(collect(world.mission, keys))


def test_what_a_record_is_called_tells_nobody_how_many_there_are(world: World) -> None:
    found = collect(world.mission, own_keys())
    names = [ids[0] for ids in found.ids.values()]
    assert len(set(names)) == len(names)
    assert {len(name) for name in names} == {57}


def test_of_guests_stays_and_gifts_the_private_part_stays_at_home(world: World) -> None:
    """What is theirs to read goes; addresses, wishes, worth and what became of it do not."""
    from legation.guests.models import Guest
    from legation.logistics.models import Stay
    from legation.protocol.models import Gift

    Guest.objects.update(mail=f"{WORD}@test.example", assistant=WORD)
    Stay.objects.update(requests=WORD)
    Gift.objects.update(circumstances={"en": WORD})
    data, _files = told(collect(world.mission, own_keys()))
    assert WORD not in str(data)
    private = {"circumstances", "value", "currency", "use", "declared_on"}
    assert private.isdisjoint(data["gift"][0])
    rows = {kind: len(data[kind]) for kind in ("room_type", "stay", "transfer", "car", "guest_list", "gift")}
    assert rows == {"room_type": 1, "stay": 2, "transfer": 1, "car": 1, "guest_list": 1, "gift": 1}
    named = {row["name"] for row in data["guest"]}
    seen = Guest.objects.visible_to(world.guest) & Guest.objects.visible_to(world.host)
    assert named == set(seen.values_list("name", flat=True))
    assert {"requests", "sharing", "shares_with", "by_hand"}.isdisjoint(data["stay"][0])
    assert {"mail", "assistant", "diet", "access", "note"}.isdisjoint(data["guest"][0])
