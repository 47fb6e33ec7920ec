"""An invitation by link that is taken with single sign-on: whom it makes an account for, and for how long."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from legation.accounts.models import Office, User
from legation.missions.actions.joining import revoke_offer
from legation.missions.models import AccessOffer, Membership
from tests.accounts.test_sign_on import provider, refused, sign_on, sso  # noqa: F401
from tests.missions.preparing import prepare
from tests.missions.test_joining import invited, where

pytestmark = pytest.mark.django_db
MAIL = "new@city.example"


def opened(path: str) -> Client:
    client = Client()
    assert client.get(path).status_code == 200
    return client


def test_who_was_invited_gets_an_account_at_the_provider_and_joins(sso: Any) -> None:  # noqa: F811
    world = prepare()
    path = where(invited(world, mail=MAIL))
    client = opened(path)
    assert f'action="{sso}?' in client.get(path).content.decode()
    assert sign_on(client, sso, "u-4", f"process=login&next={path}")["Location"] == path
    made = User.objects.get(email=MAIL)
    assert (made.office, made.has_usable_password()) == (world.organiser.office, False)
    assert client.post(path)["Location"] == "/missions/seattle-busan/"
    assert Membership.objects.get(user=made).side == "guest"


def test_an_invitation_of_somebody_else_makes_no_account(sso: Any) -> None:  # noqa: F811
    client = opened(where(invited(prepare())))
    assert MAIL in refused(sign_on(client, sso, "u-4"))
    assert User.objects.filter(email=MAIL).count() == 0


def test_an_invitation_opened_long_ago_makes_none(sso: Any) -> None:  # noqa: F811
    """It may have been revoked meanwhile."""
    path = where(invited(prepare(), mail=MAIL))
    client = opened(path)
    session = client.session
    session["invited"] = {**session["invited"], "until": session["invited"]["until"] - 901}
    session.save()
    assert MAIL in refused(sign_on(client, sso, "u-4"))


@pytest.mark.parametrize("how", ["revoked", "over", "taken", "maker"])
def test_an_invitation_that_ended_since_it_was_opened_makes_none(sso: Any, how: str) -> None:  # noqa: F811
    world = prepare()
    offer = invited(world, mail=MAIL, office="Interpreters of Tacoma")
    client = opened(where(offer))
    if how == "revoked":
        revoke_offer(offer, by=world.organiser)
    elif how == "maker":
        Membership.objects.filter(user=world.organiser).update(ends_at=timezone.now())
    else:
        field = "expires_at" if how == "over" else "used_at"
        AccessOffer.objects.filter(pk=offer.pk).update(**{field: timezone.now()})
    assert MAIL in refused(sign_on(client, sso, "u-4"))
    assert User.objects.filter(email=MAIL).count() == 0
    assert Office.objects.filter(name="Interpreters of Tacoma").count() == 0


def test_nobody_comes_into_an_office_that_was_made_meanwhile(sso: Any) -> None:  # noqa: F811
    world = prepare()
    path = where(invited(world, mail=MAIL, office="Interpreters of Tacoma"))
    Office.objects.create(name="interpreters of tacoma")
    assert MAIL in refused(sign_on(opened(path), sso, "u-4"))
    assert User.objects.filter(email=MAIL).count() == 0
