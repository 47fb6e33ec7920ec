"""Accounts: nobody takes another's mail address, and mail leads to the site's own address."""

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
