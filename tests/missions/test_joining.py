"""Inviting somebody to a mission by a link: once, for one person, by the right of who invites."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from legation.accounts.models import Office, User
from legation.kernel.links import sealed, unsealed
from legation.kernel.models import Activity, Delivery, Letter
from legation.missions.actions.joining import OfferIsOver, account_offered, join_anew, take_offer
from legation.missions.models import AccessOffer, Membership
from legation.missions.queries.joining import PURPOSE, told_to_provider
from tests.missions.preparing import Prepared, account, prepare

pytestmark = pytest.mark.django_db
ACCESS = "/missions/seattle-busan/access/"
INVITE = f"{ACCESS}invite/"
AT = "2024-04-01T12:00:00Z"
VALUES = {
    "mail": "New@Seattle.example",
    "role": "assistant",
    "side": "guest",
    "office": "",
    "language": "en",
    "until": "",
    "days": "7",
}
ACCOUNT = {"name": "New One", "password": "herons at the river"}


@pytest.fixture
def world() -> Prepared:
    return prepare()


def invited(world: Prepared, **more: str) -> AccessOffer:
    client = Client()
    client.force_login(world.organiser)
    answer = client.post(INVITE, VALUES | more)
    assert (answer.status_code, answer.get("Location")) == (302, ACCESS), answer.context["form"].errors
    return AccessOffer.objects.latest("pk")


def where(offer: AccessOffer) -> str:
    return unsealed(f"/join/{sealed(offer.key, PURPOSE)}/")


def test_who_has_no_account_makes_one_and_joins(world: Prepared) -> None:
    offer = invited(world)
    page = Client().get(where(offer))
    assert (page.status_code, page["Cache-Control"]) == (200, "private, no-store")
    weak = Client().post(where(offer), ACCOUNT | {"password": "password123"})
    assert (weak.status_code, list(weak.context["form"].errors)) == (422, ["password"])
    answer = Client().post(where(offer), ACCOUNT)
    assert answer["Location"] == "/account/login/?next=%2Fmissions%2Fseattle-busan%2F"
    made = User.objects.get(email="new@seattle.example")
    assert (made.name, str(made.office), made.duty, made.check_password(ACCOUNT["password"])) == (
        "New One",
        str(world.organiser.office),
        "reader",
        True,
    )
    given = Membership.objects.get(user=made)
    assert (given.side, given.role) == ("guest", "assistant")
    assert Client().get(where(offer)).status_code == 404, "it is good once"


def test_the_letter_leads_there_and_its_secret_is_not_stored(world: Prepared) -> None:
    offer = invited(world)
    letter = Letter.objects.get(mail="new@seattle.example")
    assert letter.lines[0]["url"] == f"/join/~join~{offer.key}~/"
    assert where(offer) not in str(letter.lines)
    assert (letter.mission_id, letter.visibility) == (world.mission.pk, "guest")


def test_nobody_but_the_invited_is_shown_the_link(world: Prepared) -> None:
    """Or who invites could make the account of somebody else, and be taken for them."""
    offer = invited(world)
    client = Client()
    client.force_login(world.organiser)
    secret = where(offer).split("/")[2]
    for page in (ACCESS, "/missions/seattle-busan/letters/", "/missions/seattle-busan/"):
        assert secret not in client.get(page).content.decode(), page


def test_without_a_mail_server_the_letter_waits_and_that_is_said(world: Prepared, settings: Any) -> None:
    client = Client()
    client.force_login(world.organiser)
    console = "django.core.mail.backends.console.EmailBackend"
    for backend, said in (("django.core.mail.backends.smtp.EmailBackend", "on its way"), (console, "waits")):
        settings.EMAIL_BACKEND = backend
        page = client.post(INVITE, VALUES, follow=True)
        assert [said in str(each) for each in page.context["messages"]] == [True], backend


def test_a_forged_address_opens_nothing_and_guessing_ends(world: Prepared) -> None:
    offer = invited(world)
    forged = [f"/join/{offer.key}{'0' * 40}/", f"/join/{offer.key}/", f"/join/{sealed(offer.key, PURPOSE)}/"]
    forged.append(unsealed(f"/join/{sealed(offer.key, 'day')}/"))
    assert [Client().get(each).status_code for each in forged] == [404] * 4
    assert [Client().post(forged[0], ACCOUNT).status_code for _ in range(17)] == [404] * 16 + [429]
    assert Client().get(where(offer)).status_code == 200, "who has the right one is not kept out"


def test_an_address_that_wants_no_letters_is_told_at_once(world: Prepared) -> None:
    Delivery.objects.create(mail="new@seattle.example", off=["work"])
    client = Client()
    client.force_login(world.organiser)
    answer = client.post(INVITE, VALUES)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["mail"])
    assert AccessOffer.objects.count() == 0


def test_who_has_an_account_logs_in_and_joins(world: Prepared) -> None:
    user = account("new@seattle.example", "Seattle Chamber")
    offer = invited(world, until="")
    assert Client().get(where(offer)).context["known"] is True
    assert Client().post(where(offer), ACCOUNT).status_code == 200, "nobody takes it over with a new password"
    client = Client()
    client.force_login(user)
    assert client.post(where(offer))["Location"] == "/missions/seattle-busan/"
    assert Membership.objects.get(user=user).side == "guest"


def test_it_is_for_one_person(world: Prepared) -> None:
    offer = invited(world)
    client = Client()
    client.force_login(account("other@seattle.example", "Seattle Chamber"))
    assert client.get(where(offer)).context["other"] is True
    answer = client.post(where(offer))
    assert (answer.status_code, answer.context["why"]) == (
        422,
        "This invitation is for new@seattle.example.",
    )
    assert Membership.objects.filter(user__email="other@seattle.example").count() == 0


def test_it_runs_out_is_revoked_and_ends_with_who_made_it(world: Prepared) -> None:
    with time_machine.travel(AT, tick=False) as clock:
        offer = invited(world, days="2")
        assert Client().get(where(offer)).status_code == 200
        clock.shift(2 * 86_400 + 1)
        assert Client().get(where(offer)).status_code == 404
    offer = invited(world)
    client = Client()
    client.force_login(world.organiser)
    assert client.post(f"{ACCESS}invitations/{offer.pk}/revoke/").status_code == 302
    assert Client().get(where(offer)).status_code == 404
    assert Letter.objects.filter(about_key=offer.pk, status="waiting").count() == 0
    offer = invited(world)
    Membership.objects.filter(user=world.organiser).update(role="press")
    for page in (Client().get(where(offer)), Client().post(where(offer), ACCOUNT)):
        assert page.status_code == 404
    Membership.objects.filter(user=world.organiser).update(role="protocol", side="host")
    assert Client().post(where(offer), ACCOUNT).status_code == 404, "another side is not theirs to open"
    assert User.objects.filter(email="new@seattle.example").count() == 0


def test_a_closed_account_invites_nobody(world: Prepared) -> None:
    offer = invited(world)
    User.objects.filter(pk=world.organiser.pk).update(is_active=False)
    assert Client().get(where(offer)).status_code == 404


def test_it_is_taken_once_even_by_two_at_the_same_time(world: Prepared) -> None:
    """Both have read the page as it was before."""
    offer = invited(world)
    join_anew(offer, "New One", ACCOUNT["password"], "en")
    with pytest.raises(OfferIsOver):
        join_anew(offer, "Another", ACCOUNT["password"], "en")
    with pytest.raises(OfferIsOver):
        take_offer(offer, User.objects.get(email="new@seattle.example"))


def test_who_loses_access_does_not_come_back_by_the_old_link(world: Prepared) -> None:
    offer = invited(world)
    user = join_anew(offer, "New One", ACCOUNT["password"], "en")
    Membership.objects.filter(user=user).delete()
    client = Client()
    client.force_login(user)
    assert client.post(where(offer)).status_code == 404


def test_a_newer_one_ends_the_older(world: Prepared) -> None:
    older, newer = invited(world), invited(world)
    assert [Client().get(where(offer)).status_code for offer in (older, newer)] == [404, 200]


def test_an_access_with_a_last_day(world: Prepared) -> None:
    with time_machine.travel(AT, tick=False):
        offer = invited(world, until="2024-04-19")
        Client().post(where(offer), ACCOUNT)
        assert Membership.objects.get(user__email="new@seattle.example").ends_at is not None
    assert offer.last_day == date(2024, 4, 19)


def test_the_other_side_gets_an_office_of_its_own_once(world: Prepared) -> None:
    client = Client()
    client.force_login(world.organiser)
    host = VALUES | {"mail": "new@busan.example", "side": "host", "role": "protocol"}
    assert list(client.post(INVITE, host | {"office": "Busan New Office"}).context["form"].errors) == ["side"]
    for one in Membership.objects.filter(side="host"):
        one.delete()
    for office, field in (("", "office"), ("busan protocol", "office")):
        assert list(client.post(INVITE, host | {"office": office}).context["form"].errors) == [field], office
    offer = invited(world, **host | {"office": "Busan New Office"})
    Client().post(where(offer), ACCOUNT)
    made = User.objects.get(email="new@busan.example")
    assert (str(made.office), Membership.objects.get(user=made).side) == ("Busan New Office", "host")


def test_somebody_takes_the_name_of_the_office_meanwhile(world: Prepared) -> None:
    for one in Membership.objects.filter(side="host"):
        one.delete()
    offer = invited(world, mail="new@busan.example", side="host", role="protocol", office="Busan New Office")
    Office.objects.create(name="Busan New Office")
    answer = Client().post(where(offer), ACCOUNT)
    assert (answer.status_code, User.objects.filter(email="new@busan.example").exists()) == (422, False)


@pytest.mark.parametrize("who", ["press", "attending", "stranger"])
def test_only_who_prepares_invites(world: Prepared, who: str) -> None:
    client = Client()
    client.force_login(getattr(world, who))
    assert client.post(INVITE, VALUES).status_code in (403, 404)


def test_the_side_that_is_invited_does_not_see_the_other_sides_invitations_to_it(world: Prepared) -> None:
    hosts = list(Membership.objects.filter(side="host"))
    for one in hosts:
        one.delete()
    offer = invited(world, mail="new@busan.example", side="host", role="protocol", office="Busan New Office")
    entry = Activity.objects.get(content_type__model="accessoffer")
    assert (entry.visibility, entry.mission_id) == ("guest", world.mission.pk)
    for one in hosts:
        one.save(force_insert=True)
    client = Client()
    client.force_login(world.protocol)
    assert "new@busan.example" not in client.get(ACCESS).content.decode()
    assert client.post(f"{ACCESS}invitations/{offer.pk}/revoke/").status_code == 404
    answer = Client().post(where(offer), ACCOUNT)
    assert (answer.status_code, User.objects.filter(email="new@busan.example").count()) == (422, 0)


def test_what_the_identity_provider_is_told_lasts_a_quarter_of_an_hour(world: Prepared) -> None:
    with time_machine.travel(AT, tick=False):
        offer = invited(world)
        now = datetime.now(UTC)
        assert told_to_provider(offer, now) == {"key": offer.key, "until": now.timestamp() + 900}
        office = str(world.organiser.office)
        assert account_offered(offer.key) == {
            "mail": "new@seattle.example",
            "office": office,
            "language": "en",
        }
        assert account_offered("0" * 16) is None


def test_somebody_from_outside_gets_an_office_of_their_own(world: Prepared) -> None:
    """And does not read what is the office's of who invites."""
    offer = invited(world, office="Interpreters of Tacoma")
    Client().post(where(offer), ACCOUNT)
    made = User.objects.get(email="new@seattle.example")
    assert (str(made.office), Membership.objects.get(user=made).side) == ("Interpreters of Tacoma", "guest")


def test_the_other_side_neither_sees_nor_revokes_it(world: Prepared) -> None:
    offer = invited(world)
    client = Client()
    client.force_login(world.protocol)
    assert "new@seattle.example" not in client.get(ACCESS).content.decode()
    assert client.post(f"{ACCESS}invitations/{offer.pk}/revoke/").status_code == 404
    client.force_login(world.organiser)
    page = client.get(ACCESS)
    assert [each.mail for each in page.context["offers"]] == ["new@seattle.example"]
    assert "new@seattle.example" in page.content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"mail": "no address"}, "mail"),
        ({"mail": "a@b.example\r\nBcc: x@evil.example"}, "mail"),
        ({"role": "protocol"}, "role"),
        ({"days": "0"}, "days"),
        ({"days": "31"}, "days"),
        ({"until": "soon"}, "until"),
        ({"until": "2024-04-19"}, "until"),
        ({"office": "busan PROTOCOL"}, "office"),
        ({"side": "third"}, "side"),
    ],
)
def test_what_is_refused(world: Prepared, change: dict[str, str], field: str) -> None:
    client = Client()
    client.force_login(world.organiser)
    answer = client.post(INVITE, VALUES | change)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert AccessOffer.objects.count() == 0


def test_who_works_on_it_already_is_not_invited(world: Prepared) -> None:
    client = Client()
    client.force_login(world.organiser)
    answer = client.post(INVITE, VALUES | {"mail": world.press.email})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["mail"])
