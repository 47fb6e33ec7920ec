"""The audit list of an office: its own people, in words their reader may see, narrowed and taken out."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from legation.kernel import audit
from legation.kernel.activity import log
from legation.kernel.choices import Deed, Verb, Visibility
from legation.kernel.models import Activity, AuditLine, Outflow
from legation.missions.models import Membership
from legation.missions.queries import audit as query
from legation.missions.queries.audit import Asked, audit_sheet
from tests.world import SECRETS, World


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> World:
    from tests.world import make_world

    made = make_world()
    settings.DATA = tmp_path
    return made


def text_of(client: Any, user: Any, name: str = "audit", **asked: Any) -> str:
    client.force_login(user)
    answer = client.get(reverse(name), asked)
    assert answer.status_code == 200
    return b"".join(answer).decode() if answer.streaming else answer.content.decode()


@pytest.mark.django_db
def test_a_list_that_is_empty_says_when_something_stands_there(client, world):
    AuditLine.objects.all().delete()
    assert "what your office’s people do stands here after a minute" in text_of(client, world.guest)
    assert "Nothing in the list matches this." in text_of(client, world.guest, deed="saw")


@pytest.mark.django_db
def test_an_office_reads_of_its_own_people_and_nothing_private_of_the_other_side(client, world):
    audit.seal()
    own = audit_sheet(world.guest, Asked())
    assert {each.who for each in own.entries} <= {
        str(user) for user in world.users.values() if user.office_id == world.guest.office_id
    }
    for side, other in (("guest", "host"), ("host", "guest")):
        user = world.guest if side == "guest" else world.host
        read = text_of(client, user) + text_of(client, user, "audit-out", **{"as": "csv"})
        assert (SECRETS[side] in read, SECRETS[other] in read) == (True, False)
    assert audit_sheet(world.users["other-office"], Asked()).entries == ()


@pytest.mark.django_db
def test_a_colleague_on_the_other_side_keeps_what_they_do_for_it(world):
    """One office may have people on both sides of a mission."""
    host = world.host
    host.office = world.guest.office
    host.save()
    AuditLine.objects.all().delete()
    Activity.objects.all().delete()
    private, mission = world.things["host-hidden-engagement"], world.mission.pk
    log(Verb.CHANGED, private, by=host, mission_id=mission, visibility=Visibility.HOST)
    log(Verb.CHANGED, world.mission, by=host, mission_id=mission)
    Outflow.objects.all().delete()
    Outflow.objects.create(by=host, deed=Deed.PRINTED, route="book", mission_id=mission)
    from legation.logistics.models import Look

    Look.objects.all().delete()
    audit.seal()
    assert [(each.deed, each.name) for each in audit_sheet(world.guest, Asked()).entries] == [
        ("Changed", str(world.mission))
    ]
    assert len(audit_sheet(host, Asked()).entries) == 3


@pytest.mark.django_db
def test_what_a_colleague_took_stays_on_the_list_after_their_access_ended(world):
    colleague = world.users["guest-assistant"]
    Outflow.objects.all().delete()
    Outflow.objects.create(by=colleague, deed=Deed.EXPORTED, route="book", mission_id=world.mission.pk)
    audit.seal()
    taken = Asked(who=colleague.pk, deed=Deed.EXPORTED)
    before = [each.deed for each in audit_sheet(world.guest, taken).entries]
    Membership.objects.filter(user=colleague).update(ends_at=timezone.now())
    assert (before, [each.deed for each in audit_sheet(world.guest, taken).entries]) == (["Exported"],) * 2


@pytest.mark.django_db
def test_who_is_not_on_the_mission_reads_that_something_was_done_and_not_what(client, world):
    newcomer = world.users["other-office"]
    newcomer.office = world.guest.office
    newcomer.save()
    audit.seal()
    of_missions = AuditLine.objects.filter(mission=world.mission.pk).values_list("pk", flat=True)
    entries = [each for each in audit_sheet(newcomer, Asked()).entries if each.key in set(of_missions)]
    assert (bool(entries), {(each.name, each.mission) for each in entries}) == (True, {("", None)})
    assert "Test mission" not in text_of(client, newcomer)


@pytest.mark.django_db
def test_what_was_made_private_after_it_was_sealed_is_gone_from_the_other_side(world):
    host = world.host
    host.office = world.guest.office
    host.save()
    row = log(Verb.CHANGED, world.things["engagement"], by=host, mission_id=world.mission.pk)
    audit.seal()
    newest = audit_sheet(world.guest, Asked()).entries[0]
    assert newest.name == row.label
    Activity.objects.filter(pk=row.pk).update(visibility=Visibility.HOST)
    assert newest.key not in {each.key for each in audit_sheet(world.guest, Asked()).entries}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("route", "deed", "form"),
    [("delegation-out", "exported", "csv"), ("delegation-out", "exported", "xlsx")],
)
def test_what_somebody_takes_is_noted_with_what_it_was_of(client, world, route, deed, form):
    client.force_login(world.guest)
    Outflow.objects.all().delete()
    address = reverse(route, args=[world.mission.slug])
    assert client.head(address, {"as": form}).status_code == 200
    assert client.get(reverse("desk", args=[world.mission.slug])).status_code == 200
    assert Outflow.objects.count() == 0
    assert client.get(address, {"as": form}).status_code == 200
    told = Outflow.objects.values_list("by", "deed", "route", "form", "object_id", "mission_id")
    key = world.mission.pk
    assert list(told) == [(world.guest.pk, deed, route, form, key, key)]
    audit.seal()
    newest = audit_sheet(world.guest, Asked()).entries[0]
    assert (newest.said, newest.name, newest.mission) == (
        f"{form.upper()} {route}",
        str(world.mission),
        world.mission,
    )


@pytest.mark.django_db
def test_the_list_that_is_taken_out_is_noted_itself(client, world):
    audit.seal()
    Outflow.objects.all().delete()
    assert text_of(client, world.guest, "audit-out", **{"as": "csv"}).startswith("\ufeffWhen (UTC),Who,What")
    assert list(Outflow.objects.values_list("deed", "route", "form")) == [("exported", "audit-out", "csv")]
    client.force_login(world.guest)
    assert client.get(reverse("audit-out"), {"as": "exe"}).status_code == 404


@pytest.mark.django_db
def test_the_list_is_narrowed_by_who_what_mission_and_day(world):
    audit.seal()
    user = world.guest
    everything = audit_sheet(user, Asked()).entries
    only = [each.key for each in everything if each.deed == "Changed" and each.mission == world.mission]
    asked = Asked(deed="changed", mission=world.mission.pk)
    assert [each.key for each in audit_sheet(user, asked).entries][: len(only)] == only
    day = everything[0].at.date()
    assert audit_sheet(user, Asked(from_on=day, until_on=day)).entries == everything
    assert audit_sheet(user, Asked(until_on=day.replace(year=day.year - 1))).entries == ()
    assert {each.who for each in audit_sheet(user, Asked(who=user.pk)).entries} == {str(user)}


@pytest.mark.django_db
def test_older_lines_follow_and_none_comes_twice(world, monkeypatch, client):
    monkeypatch.setattr(query, "SHOWN", 10)
    audit.seal()
    keys, before, pages = [], None, 0
    while pages == 0 or before is not None:
        sheet = audit_sheet(world.guest, Asked(before=before))
        keys += [each.key for each in sheet.entries]
        before, pages = sheet.older, pages + 1
    office = AuditLine.objects.filter(office=world.guest.office_id)
    office = office.exclude(visibility="host")
    missing = office.exclude(pk__in=keys).values("source", "visibility", "deed", "user", "mission")
    assert list(missing) == []
    assert (keys, pages > 2) == (list(office.order_by("-pk").values_list("pk", flat=True)), True)
    assert "before=" in text_of(client, world.guest)
    text_of(client, world.guest, before="x" * 30, who="nobody", from_on="yesterday")


@pytest.mark.django_db
def test_only_those_who_keep_the_records_of_an_office_read_its_list(client, world):
    for key in ("guest-assistant", "guest-delegate", "stranger", "administrator"):
        client.force_login(world.users[key])
        assert client.get(reverse("audit")).status_code == 403
        assert client.get(reverse("audit-out"), {"as": "csv"}).status_code == 403
    client.force_login(world.guest)
    assert reverse("audit") in client.get(reverse("account")).content.decode()
    client.force_login(world.users["guest-assistant"])
    assert reverse("audit") not in client.get(reverse("account")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3, 12])
def test_a_list_costs_the_same_however_long(client, world, rows, django_assert_num_queries):
    Activity.objects.all().delete()
    Outflow.objects.all().delete()
    from legation.logistics.models import Look

    Look.objects.all().delete()
    for _n in range(rows):
        log(Verb.CHANGED, world.mission, by=world.guest, mission_id=world.mission.pk)
    audit.seal()
    client.force_login(world.guest)
    client.get(reverse("audit"))
    with django_assert_num_queries(11):
        assert client.get(reverse("audit")).content.decode().count("<tr id=") == rows
    assert Membership.objects.filter(user=world.guest).count() == 1
