"""Personal data: sealed in every table, seen by who is trusted and only then, destroyed on its day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from legation.guests.models import Guest
from legation.kernel.links import new_key, token
from legation.kernel.models import Activity, Letter
from legation.kernel.sealing import reseal, sealed_values, unopenable
from legation.logistics.actions import private as acts
from legation.logistics.choices import Kind, Purpose
from legation.logistics.jobs import purging
from legation.logistics.jobs.purging import keep_purging, overdue, purge_due
from legation.logistics.models import Look, Private, PrivateLink, Purge, Trust
from legation.logistics.queries.private import path_of, private_page, trusts_page
from legation.missions import actions as missions
from tests.world import SECRETS, World, person

BEFORE = datetime(2024, 4, 1, 3, tzinfo=UTC)
PASSPORT = {"number": "ZZ9977001", "country": "KR", "name": "SAMPLE ANN", "expires_on": "2031-01-01"}


@pytest.fixture(autouse=True)
def _before_the_mission() -> Any:
    with time_machine.travel(BEFORE, tick=False):
        yield


@pytest.fixture
def world(world: World) -> World:
    Private.objects.all().delete()
    Trust.objects.all().delete()
    Look.objects.all().delete()
    PrivateLink.objects.all().delete()
    Purge.objects.all().delete()
    for guests in (Guest._default_manager, Guest.history):
        guests.update(diet="", access="", note="")
    return world


def trusted(
    world: World, user: Any, purpose: Purpose = Purpose.TRAVEL, by: Any = None, **days: date
) -> Trust:
    days = {"from_on": date(2024, 4, 1), "until_on": date(2024, 4, 21), **days}
    return acts.trust(world.mission, user, purpose, by=by or world.guest, **days)


def client(user: Any) -> Client:
    made = Client(headers={"accept-language": "en"})
    made.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return made


def rows_of_every_table() -> str:
    """All that the database holds, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_no_table_holds_it_in_clear_not_history_nor_log_nor_index(world: World) -> None:
    delegate = world.things["guest-delegate"]
    acts.give(delegate, Kind.PASSPORT, PASSPORT, by=world.guest)
    acts.give(delegate, Kind.PASSPORT, {**PASSPORT, "number": "ZZ9977002"}, by=world.guest)
    trusted(world, world.guest)
    (opened,) = acts.look(world.mission, [delegate.pk], Kind.PASSPORT, by=world.guest)
    assert opened.value["number"] == "ZZ9977002"
    everything = rows_of_every_table()
    assert ("ZZ99770" in everything, "SAMPLE ANN" in everything) == (False, False)
    assert "Passport: Sample Mayorguest" in everything


def test_who_is_trusted_sees_and_each_look_is_written_down(world: World) -> None:
    delegate, host = world.things["guest-delegate"], world.things["host-delegate"]
    for one, by in ((delegate, world.guest), (host, world.host)):
        acts.give(one, Kind.PASSPORT, PASSPORT, by=by)
    trusted(world, world.users["host-assistant"])
    both = [delegate.pk, host.pk]
    found = acts.look(world.mission, both, Kind.PASSPORT, by=world.users["host-assistant"])
    assert [(one.delegate, one.value) for one in found] == [(delegate.pk, PASSPORT)]
    assert list(Look.objects.values_list("by", "delegate", "kind", "purpose", "at")) == [
        (world.users["host-assistant"].pk, delegate.pk, "passport", "travel", BEFORE)
    ]
    guests = trusts_page(world.mission, world.guest).looks
    assert [str(look.by) for look in guests] == [str(world.users["host-assistant"])]
    assert trusts_page(world.mission, world.host).looks == ()


@pytest.mark.parametrize(
    ("day", "sees"),
    [
        (date(2024, 4, 9), False),
        (date(2024, 4, 10), True),
        (date(2024, 4, 21), True),
        (date(2024, 4, 22), False),
    ],
)
def test_a_trust_holds_from_its_first_day_to_its_last(world: World, day: date, sees: bool) -> None:
    delegate = world.things["guest-delegate"]
    acts.give(delegate, Kind.PASSPORT, PASSPORT, by=world.guest)
    trusted(world, world.host, from_on=date(2024, 4, 10))
    with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False):
        if sees:
            assert len(acts.look(world.mission, [delegate.pk], Kind.PASSPORT, by=world.host)) == 1
        else:
            with pytest.raises(acts.NotTrusted):
                acts.look(world.mission, [delegate.pk], Kind.PASSPORT, by=world.host)
        assert Look.objects.count() == sees


def test_each_kind_is_seen_for_its_own_purpose_only(world: World) -> None:
    delegate = world.things["guest-delegate"]
    for kind in Kind:
        acts.give(delegate, kind, {"any": kind.value}, by=world.guest)
    seen = {}
    for purpose in Purpose:
        Trust.objects.all().delete()
        trusted(world, world.host, purpose)
        page = private_page(world.mission, world.host)
        (row,) = [one for one in page.people if one.delegate.pk == delegate.pk]
        seen[purpose.value] = [cell.kind.value for cell in row.cells if cell.may_look]
    assert seen == {
        "travel": ["passport", "birth"],
        "meals": ["diet"],
        "care": ["health"],
        "emergency": ["emergency"],
    }


def test_preparing_a_mission_or_having_been_trusted_is_not_enough(world: World) -> None:
    delegate = world.things["guest-delegate"]
    acts.give(delegate, Kind.DIET, {"diet": ["vegan"]}, by=world.guest)
    for user in world.users.values():
        with pytest.raises(acts.NotTrusted):
            acts.look(world.mission, [delegate.pk], Kind.DIET, by=user)
    trust = trusted(world, world.host, Purpose.MEALS)
    assert len(acts.look(world.mission, [delegate.pk], Kind.DIET, by=world.host)) == 1
    acts.end_trust(trust, by=world.guest)
    with pytest.raises(acts.NotTrusted):
        acts.look(world.mission, [delegate.pk], Kind.DIET, by=world.host)


def test_a_side_trusts_for_its_own_people_people_of_the_mission_while_the_data_is_kept(world: World) -> None:
    with pytest.raises(acts.NotYourPeople):
        trusted(world, world.host, by=world.users["guest-assistant"])
    for stranger in ("stranger", "guest-press", "other-office"):
        with pytest.raises(acts.NotOnThisMission):
            trusted(world, world.users[stranger])
    with pytest.raises(acts.EndsBeforeItBegins):
        trusted(world, world.host, until_on=date(2024, 3, 1))
    with pytest.raises(acts.LongerThanKept) as refused:
        trusted(world, world.host, until_on=date(2024, 5, 21))
    assert str(refused.value) == "The data is destroyed on 2024-05-20. Choose that day or an earlier one."
    trusted(world, world.host)
    with pytest.raises(acts.TrustedAlready):
        trusted(world, world.host)


def test_the_page_masks_until_it_is_asked_and_is_kept_by_no_cache(world: World) -> None:
    delegate, slug = world.things["guest-delegate"], world.mission.slug
    acts.give(delegate, Kind.PASSPORT, PASSPORT, by=world.guest)
    trusted(world, world.guest)
    reader = client(world.guest)
    masked = reader.get(f"/missions/{slug}/private/")
    assert ("ZZ9977001" in masked.content.decode(), Look.objects.count()) == (False, 0)
    asked = {"kind": "passport", "delegate": delegate.pk}
    shown = reader.post(f"/missions/{slug}/private/show/", asked)
    assert ("ZZ9977001" in shown.content.decode(), Look.objects.count()) == (True, 1)
    assert shown["Cache-Control"] == "private, no-store"
    refused = client(world.users["guest-assistant"]).post(f"/missions/{slug}/private/show/", asked)
    assert refused.status_code == 403
    other = client(world.host).post(f"/missions/{slug}/private/show/", asked)
    assert (other.status_code, Look.objects.count()) == (302, 1)


def test_a_delegate_gives_by_link_and_the_link_shows_nothing(world: World) -> None:
    delegate = world.things["guest-delegate"]
    link = acts.make_private_link(delegate, language="ko", by=world.guest)
    where = f"/private/{path_of(link)}/"
    page = Client().get(where)
    assert (page.status_code, page["X-Robots-Tag"], "여권" in page.content.decode()) == (
        200,
        "noindex, nofollow",
        True,
    )
    told = {"passport-number": "zz9977001", "passport-country": "KR", "passport-name": "SAMPLE ANN"}
    bad = Client().post(f"{where}passport/", {**told, "passport-expires_on": "2021-01-01"})
    assert (bad.status_code, Private.objects.count()) == (422, 0)
    good = Client().post(f"{where}passport/", {**told, "passport-expires_on": "2031-01-01"})
    assert (good.status_code, good["Location"]) == (302, where)
    (private,) = Private.objects.all()
    assert (private.by_link, private.given_by, private.kind) == (True, world.guest, "passport")
    after = Client().get(where).content.decode()
    assert [word for word in ("ZZ9977001", "zz9977001", "SAMPLE ANN") if word in after] == []
    trusted(world, world.guest)
    (seen,) = acts.look(world.mission, [delegate.pk], Kind.PASSPORT, by=world.guest)
    assert seen.value == PASSPORT
    assert Client().post(f"{where}passport/", {"destroy": "1"}).status_code == 302
    assert Private.objects.count() == 0


def test_a_forged_revoked_expired_or_orphaned_link_opens_nothing(world: World) -> None:
    delegate = world.things["guest-delegate"]

    def status(path: str, at: datetime = BEFORE) -> int:
        with time_machine.travel(at, tick=False):
            return Client().get(f"/private/{path}/").status_code

    first = acts.make_private_link(delegate, language="en", by=world.guest)
    assert status(path_of(first)) == 200
    assert status(token(new_key(), "private")) == 404
    assert status(token(first.key, "round")) == 404
    assert status(path_of(first), BEFORE + timedelta(days=61)) == 404
    second = acts.make_private_link(delegate, language="en", by=world.guest)
    assert (status(path_of(first)), status(path_of(second))) == (404, 200)
    missions.remove_part(delegate, by=world.guest)
    assert status(path_of(second)) == 404
    missions.restore_part(delegate, by=world.guest)
    assert status(path_of(second)) == 200
    acts.revoke_private_link(second, by=world.guest)
    assert status(path_of(second)) == 404


def test_who_guesses_links_is_stopped(world: World) -> None:
    answers = [Client().get(f"/private/{token(new_key(), 'guess')}/").status_code for _ in range(21)]
    assert (answers[:20], answers[20]) == ([404] * 20, 429)


def test_on_its_day_all_is_destroyed_and_reported_to_each_side(world: World) -> None:
    for side, by in (("guest", world.guest), ("host", world.host)):
        acts.give(world.things[f"{side}-delegate"], Kind.DIET, {"diet": ["vegan"]}, by=by)
    acts.give(world.things["guest-delegate"], Kind.BIRTH, {"born_on": "1980-01-01"}, by=world.guest)
    link = acts.make_private_link(world.things["guest-delegate"], language="en", by=world.guest)
    trust = trusted(world, world.host)
    Letter.objects.all().delete()
    assert (purge_due(date(2024, 5, 19)), Private.objects.count()) == (0, 3)
    assert overdue(date(2024, 5, 22)) == 0
    assert overdue(date(2024, 5, 23)) == 1
    assert (purge_due(date(2024, 5, 20)), Private.objects.count()) == (3, 0)
    assert purge_due(date(2024, 5, 20)) == 0
    reports = Purge.objects.order_by("side").values_list("side", "counts", "people", "links")
    assert list(reports) == [("guest", {"birth": 1, "diet": 1}, 1, 1), ("host", {"diet": 1}, 1, 0)]
    trust.refresh_from_db()
    link.refresh_from_db()
    assert (trust.ended_at is None, link.revoked_at is None) == (False, False)
    letters = {letter.mail: letter.lines[0]["text"] for letter in Letter.objects.all()}
    assert letters == {
        world.guest.email: "Test mission is over: 2 pieces of personal data were destroyed, of 1 people.",
        world.host.email: "Test mission is over: 1 piece of personal data was destroyed, of 1 people.",
    }
    with time_machine.travel(datetime(2024, 5, 20, 12, tzinfo=UTC), tick=False):
        with pytest.raises(acts.PurgedAlready):
            acts.give(world.things["guest-delegate"], Kind.DIET, {}, by=world.guest)
        with pytest.raises(acts.PurgedAlready):
            acts.make_private_link(world.things["guest-delegate"], language="en", by=world.guest)


def test_a_purge_that_fails_is_told_to_each_side_and_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def destroyed(user: Any) -> list[str]:
        client = Client()
        client.force_login(user)
        page = HTMLParser(client.get(f"/missions/{world.mission.slug}/private/trusts/").content.decode())
        rows = page.css("section[aria-labelledby=purged] :is(tbody tr, p)")
        return [" ".join(row.text(separator=" ").split()) for row in rows]

    Purge.objects.all().delete()
    Private.objects.all().delete()
    for kind, value in ((Kind.DIET, {"diet": ["vegan"]}), (Kind.BIRTH, {"born_on": "1980-01-01"})):
        acts.give(world.things["guest-delegate"], kind, value, by=world.guest)
    link = "What was destroyed of guests and applicants"
    held = "Still kept under seal until 20 May 2024: of 1 delegate of your side."
    day, failed = date(2024, 5, 20), "It failed, and nothing was destroyed. It is tried again every day;"
    assert destroyed(world.guest)[1:] == [held, link]

    with monkeypatch.context() as broken:
        broken.setattr(purging, "_needs_of", lambda _mission: 1 / 0)
        assert (purge_due(day), purge_due(day), Private.objects.count()) == (0, 0, 2)
    for user, rest in ((world.guest, [held, link]), (world.host, [link])):
        row, *others = destroyed(user)
        assert (f"2024-05-20 — {failed} the operator finds the reason in the log." in row, others) == (
            True,
            rest,
        )

    assert purge_due(day) == 2
    (row,) = [each for each in destroyed(world.guest) if failed not in each and each != link]
    assert row == "2024-04-01 03:00 2024-05-20 1 Date of birth: 1 , Diet: 1"


def test_the_worker_purges_once_a_day(world: World) -> None:
    from django_q.models import Schedule

    keep_purging()
    keep_purging()
    rows = Schedule.objects.filter(name="purge").values_list("func", "schedule_type")
    assert list(rows) == [("legation.logistics.jobs.purging.purge_due", "D")]


def test_keys_rotate_under_what_is_sealed(world: World, tmp_path: Any) -> None:
    from django.test import override_settings

    from legation.config.server import rotate_keys

    with override_settings(SEAL_KEYS=[], SEAL_KEY_FILE=tmp_path / "seal.keys"):
        delegate = world.things["guest-delegate"]
        acts.give(delegate, Kind.PASSPORT, PASSPORT, by=world.guest)
        trusted(world, world.guest)
        before = [sealed for *_rest, sealed in sealed_values()]
        assert rotate_keys(drop_old=True) == (1, 0, 1)
        assert before != [sealed for *_rest, sealed in sealed_values()]
        (seen,) = acts.look(world.mission, [delegate.pk], Kind.PASSPORT, by=world.guest)
        assert seen.value == PASSPORT
        (tmp_path / "seal.keys").unlink()
        assert (unopenable(), reseal()) == (1, (0, 1))
        (lost,) = acts.look(world.mission, [delegate.pk], Kind.PASSPORT, by=world.guest)
        assert (lost.value, bool(lost.problem), Look.objects.count()) == ({}, True, 1)


def test_what_was_given_is_logged_to_its_own_side_only(world: World) -> None:
    acts.give(world.things["guest-delegate"], Kind.HEALTH, {"needs": "x"}, by=world.guest)
    acts.destroy(world.things["guest-delegate"], by=world.guest)
    rows = Activity.objects.filter(content_type__model="private").order_by("pk")
    assert [(row.verb, row.visibility, row.label) for row in rows] == [
        ("added", "guest", "Health and access: Sample Mayorguest"),
        ("removed", "guest", "Health and access: Sample Mayorguest"),
    ]


@pytest.mark.parametrize("kind", list(Kind))
def test_each_form_refuses_what_is_wrong_and_keeps_nothing(world: World, kind: Kind) -> None:
    wrong = {
        Kind.PASSPORT: {"number": "M 12", "country": "KR", "name": "A", "expires_on": "2031-01-01"},
        Kind.BIRTH: {"born_on": "2034-01-01"},
        Kind.DIET: {"diet": ["none", "vegan"]},
        Kind.HEALTH: {"needs": ""},
        Kind.EMERGENCY: {"name": "A", "relation": "B", "phone": "010-1234"},
    }[kind]
    slug, delegate = world.mission.slug, world.things["guest-delegate"]
    told = {"kind": kind.value, **{f"{kind.value}-{name}": value for name, value in wrong.items()}}
    answer = client(world.guest).post(f"/missions/{slug}/private/{delegate.pk}/", told)
    assert (answer.status_code, Private.objects.count()) == (422, 0)


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_list_costs_the_same_for_any_number_of_people(world: World, count: int) -> None:
    trusted(world, world.guest, Purpose.MEALS)
    for number in range(count):
        who = person(world, f"Extra{number}", "Sample", by=world.guest)
        values = {"person": who, "delegation": world.things["guest-delegation"], "status": "confirmed"}
        added = missions.add_delegate(world.mission, values, by=world.guest)
        acts.give(added, Kind.DIET, {"diet": ["vegan"]}, by=world.guest)
    reader = client(world.guest)
    reader.get(f"/missions/{world.mission.slug}/private/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = reader.get(f"/missions/{world.mission.slug}/private/")
    assert answer.context["page"].columns[2].given == count
    assert len(asked) == 9
    assert SECRETS["host"] not in answer.content.decode()
