"""Accounts: nobody takes another's mail address, and mail leads to the site's own address."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from tests.world import PASSWORD, World


def logged_in(email: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    assert client.post("/account/login/", {"login": email, "password": PASSWORD}).status_code == 302
    return client


@pytest.mark.parametrize("action", ["action_add", "action_primary", "action_send"])
def test_nobody_takes_a_mail_address_that_was_not_given_to_them(world: World, action: str) -> None:
    user = world.users["guest-press"]
    before = user.email
    client = logged_in(before)
    EmailAddress.objects.create(user=user, email="mayor@host.example")
    assert client.get("/account/email/").status_code == 404
    assert client.post("/account/email/", {action: "", "email": "mayor@host.example"}).status_code == 404
    user.refresh_from_db()
    assert (user.email, mail.outbox) == (before, [])


def test_a_reset_leads_to_the_site_whatever_host_was_asked_for(world: World, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.ORIGIN = "https://legation.example"
    asked = {"email": world.guest.email}
    Client().post("/account/password/reset/", asked, headers={"host": "evil.example"})
    (message,) = mail.outbox
    written = f"{message.subject} {message.body} {message.alternatives}"
    links = [word for word in message.body.split() if "://" in word]
    assert [link.partition("/key/")[0] for link in links] == [
        "https://legation.example/account/password/reset"
    ]
    assert "evil.example" not in written
    assert Client().get(links[0].removeprefix("https://legation.example")).status_code == 302


def test_nobody_without_an_account_is_written_to(world: World) -> None:
    answer = Client().post("/account/password/reset/", {"email": "anybody@elsewhere.example"})
    assert (answer.status_code, answer["Location"], mail.outbox) == (302, "/account/password/reset/done/", [])
