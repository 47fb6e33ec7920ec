"""Access with a last day: open to its last minute where the mission is, and shut after it everywhere."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from legation.directory.actions import add_city
from legation.directory.models import City
from legation.kernel import outbox, postman
from legation.kernel.choices import LetterKind, Side, Visibility
from legation.missions.actions import add_leg, give_access, make_calendar_link
from legation.missions.actions.access import limit_access
from legation.missions.choices import Role
from legation.missions.models import Membership
from legation.missions.rules import forget_standings, standing
from legation.outcomes.queries.owning import colleagues_of
from tests.missions.preparing import Prepared, account, prepare

pytestmark = pytest.mark.django_db
ACCESS = "/missions/seattle-busan/access/"
PROGRAMME = "/missions/seattle-busan/programme/"
BEFORE, LAST, AFTER = "2024-04-01T12:00:00Z", "2024-04-19T14:59:00Z", "2024-04-19T15:00:01Z"


@pytest.fixture
def world() -> Prepared:
    world = prepare()
    busan = City.objects.filter(country="KR").first() or add_city(
        {"slug": "busan", "name": "Busan", "country": "KR", "time_zone": "Asia/Seoul"}, by=world.protocol
    )
    days = {"starts_on": world.mission.starts_on, "ends_on": world.mission.ends_on}
    add_leg(world.mission, {"city": busan, **days}, by=world.protocol)
    return world


def given(world: Prepared, **more: Any) -> Any:
    """An interpreter, say, until 19 April in Busan."""
    user = account("guide@seattle.example", "Seattle Chamber")
    values = {"side": Side.GUEST, "role": Role.ASSISTANT, "by": world.organiser, "until": date(2024, 4, 19)}
    with time_machine.travel(BEFORE):
        return give_access(world.mission, user, **values | more)


def seen(user: Any) -> int:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get(PROGRAMME).status_code


def test_it_ends_with_the_last_minute_of_the_day_where_the_mission_is(world: Prepared) -> None:
    user = given(world).user
    for moment, status, names in ((LAST, 200, True), (AFTER, 404, False)):
        with time_machine.travel(moment):
            forget_standings(user)
            assert seen(user) == status
            assert (standing(user, world.mission.pk) is not None) == names
            assert (user in colleagues_of(world.mission, "guest")) == names
            assert user.memberships.exists() == names


def test_calendars_that_they_handed_out_end_with_it(world: Prepared) -> None:
    user = given(world).user
    with time_machine.travel(BEFORE):
        link = make_calendar_link(world.mission, by=user, language="en")
    from legation.missions.queries.calendars import address_of

    where = "/" + address_of(link).split("/", 3)[3]
    for moment, status in ((LAST, 200), (AFTER, 404)):
        with time_machine.travel(moment):
            assert Client().get(where).status_code == status


def test_who_had_access_can_get_it_again(world: Prepared) -> None:
    membership = given(world)
    with time_machine.travel(AFTER):
        again = give_access(
            world.mission, membership.user, side=Side.GUEST, role=Role.PRESS, by=world.organiser
        )
    assert (again.ends_at, Membership.ever.filter(user=membership.user).count()) == (None, 1)


def test_the_page_tells_the_last_day_and_changes_it(client: Client, world: Prepared) -> None:
    membership = given(world)
    client.force_login(world.organiser)
    where = f"{ACCESS}{membership.pk}/until/"
    with time_machine.travel(BEFORE):
        own = client.get(ACCESS).context["sides"][0]
        assert [one.until for one in own.colleagues] == [None, None, date(2024, 4, 19)]
        assert client.get(where).context["form"]["until"].value() == date(2024, 4, 19)
        assert client.post(where, {"until": "2024-04-21"})["Location"] == ACCESS
        own = client.get(ACCESS).context["sides"][0]
        assert own.colleagues[-1].until == date(2024, 4, 21)
        refused = client.post(where, {"until": "2024-03-31"})
        assert refused.context["form"].errors == {
            "until": ["Access ends today or later. To end it now, take it away."]
        }
        assert client.post(where, {"until": "yesterday"}).status_code == 422
        assert client.post(where, {"until": "9999-12-31"}).status_code == 302
        assert client.post(where, {"until": ""}).status_code == 302
    membership.refresh_from_db()
    assert membership.ends_at is None


def test_a_side_keeps_somebody_who_prepares_for_good(client: Client, world: Prepared) -> None:
    client.force_login(world.organiser)
    own = Membership.objects.get(user=world.organiser)
    told = "Somebody of this side prepares the mission without an end. Give one of them no last day."
    with time_machine.travel(BEFORE):
        refused = client.post(f"{ACCESS}{own.pk}/until/", {"until": "2024-04-20"})
        assert refused.context["form"].errors == {"until": [told]}
        second = account("second@seattle.example", "Seattle Chamber")
        staff = give_access(
            world.mission, second, side=Side.GUEST, role=Role.ORGANISER, by=world.organiser,
            until=date(2024, 4, 20),
        )  # fmt: skip
        assert client.post(f"{ACCESS}{own.pk}/remove/").status_code == 302
        assert Membership.objects.filter(pk=own.pk).exists(), "the other one's work ends"
        limit_access(staff, None, by=world.organiser)
        assert client.post(f"{ACCESS}{own.pk}/until/", {"until": "2024-04-20"}).status_code == 302


def test_of_the_other_side_nothing_is_told_nor_changed(client: Client, world: Prepared) -> None:
    membership = given(world)
    client.force_login(world.protocol)
    with time_machine.travel(BEFORE):
        assert client.post(f"{ACCESS}{membership.pk}/until/", {"until": ""}).status_code == 404
        assert client.get(f"{ACCESS}99999/until/").status_code == 404
        other = client.get(ACCESS).context["sides"][1]
        assert {one.until for one in other.colleagues} == {None}


@pytest.mark.parametrize("end", ["day", "taken", "side", "inactive", "none"])
def test_letters_that_wait_are_not_sent_to_who_no_longer_has_access(world: Prepared, end: str) -> None:
    member = given(world)
    user, told = member.user, {}
    with time_machine.travel("2024-04-19T03:00:00Z", tick=False):
        for side in (Side.GUEST, Visibility.SHARED):
            told[str(side)] = outbox.post(
                outbox.Address.of(user, "Asia/Seoul"),
                kind=LetterKind.PROGRAMME,
                subject="Programme",
                text="Dinner is at eight",
                by=None,
                mission_id=world.mission.pk,
                visibility=side,
                gather="p",
            )
        free = outbox.post(
            outbox.Address(user.email, "en", "Asia/Seoul"),
            kind=LetterKind.GUEST,
            subject="An invitation to them as a guest",
            text="Come",
            by=None,
            mission_id=world.mission.pk,
        )
        if end == "taken":
            Membership.objects.filter(pk=member.pk).delete()  # without what taking access does beside it
        elif end == "side":
            Membership.objects.filter(pk=member.pk).update(side=Side.HOST)
        elif end == "inactive":
            type(user).objects.filter(pk=user.pk).update(is_active=False)
    after = AFTER if end == "day" else "2024-04-19T04:00:00Z"
    with time_machine.travel(after, tick=False):
        sent = postman.send_due(timezone.now() + timedelta(hours=9 if end == "day" else 0))
    became = {side: (row.status, row.why) for side, row in told.items() if row and not row.refresh_from_db()}
    kept, dropped = ("sent", ""), ("withdrawn", "The reader’s access to the mission has ended.")
    assert became == {
        "guest": kept if end == "none" else dropped,
        "shared": kept if end in {"none", "side"} else dropped,
    }
    assert free is not None
    free.refresh_from_db()
    assert (free.status, sent) == ("sent", 1 + sum(one == kept for one in became.values()))
    client = Client()
    client.force_login(world.organiser)
    with time_machine.travel(after):
        page = client.get("/missions/seattle-busan/letters/").content.decode()
    assert page.count("The reader’s access to the mission has ended.") == (end != "none")
