"""What people do with accounts."""

from collections.abc import Callable, Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.choices import Duty
from legation.accounts.models import Office, Secret, User
from legation.kernel import outbox
from legation.kernel.models import Delivery, Device, Letter
from legation.kernel.pushing import BadDevice, checked
from legation.kernel.refusals import Refused


class MailAddressTaken(Refused):
    sentence = _("There is already an account with the address %(email)s.")
    field = "email"


@transaction.atomic
def open_office(name: str) -> Office:
    """An office with this name: the one there is, or a new one."""
    return Office.objects.get_or_create(name=name)[0]


@transaction.atomic
def open_account(
    email: str,
    name: str,
    password: str,
    *,
    office: Office | None,
    duty: Duty = Duty.READER,
    language: str = "en",
    administrator: bool = False,
) -> User:
    """An account that can log in at once."""
    if User.objects.filter(email__iexact=email).exists():
        raise MailAddressTaken(email=email)
    return User.objects.create_user(
        email, password, name=name, office=office, duty=duty, language=language, is_superuser=administrator
    )


@transaction.atomic
def change_own_account(user: User, values: Mapping[str, Any]) -> User:
    """Change one's own name and language."""
    user.name, user.language = values["name"], values["language"]
    user.save(update_fields=["name", "language"])
    return user


@transaction.atomic
def state_delivery(user: User, values: Mapping[str, Any]) -> Delivery:
    """Say how one wants one's own letters; what waits already follows from now on."""
    return Delivery.objects.update_or_create(mail=user.email.lower(), defaults=dict(values))[0]


@transaction.atomic
def stop_letters(letter: Letter) -> Delivery:
    """Send the reader of this letter none of its kind any more; asked twice, it stays so."""
    Delivery.objects.get_or_create(mail=letter.mail)
    delivery = Delivery.objects.select_for_update().get(mail=letter.mail)
    if letter.kind not in delivery.off:
        delivery.off = [*delivery.off, letter.kind]
        delivery.save(update_fields=["off"])
    return delivery


class NotABrowser(Refused):
    sentence = _("This browser cannot show letters. Your letters come by mail.")


@transaction.atomic
def add_device(user: User, endpoint: str, p256dh: str, auth: str, *, name: str) -> Device:
    """Show one's own letters in a browser as well; a browser that somebody else used before changes hands."""
    try:
        checked(endpoint, p256dh, auth)
    except BadDevice as bad:
        raise NotABrowser from bad
    values = {"mail": user.email.lower(), "p256dh": p256dh, "auth": auth, "name": outbox.one_line(name)[:200]}
    return Device.objects.update_or_create(endpoint=endpoint, defaults=values)[0]


@transaction.atomic
def remove_device(device: Device) -> None:
    """Show no letters there any more."""
    device.delete()


@transaction.atomic
def keep_secret(user: User, text: str) -> Secret:
    """Keep the secret of a second factor, and forget those that none of the user's needs any more."""
    used = [
        value
        for data in Authenticator.objects.filter(user=user).values_list("data", flat=True)
        for value in (data.get("secret"), data.get("seed"))
        if value
    ]
    Secret.objects.filter(user=user).exclude(key__in=used).delete()
    return Secret.objects.create(user=user, text=text)


@transaction.atomic
def end_sessions(user: User, *, but: str = "", only: UserSession | None = None) -> int:
    """Log the user out wherever they are logged in, this browser's session aside, or in one place only."""
    places = UserSession.objects.filter(user=user).exclude(session_key=but)
    if only is not None:
        places = places.filter(pk=only.pk)
    keys = list(places.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    places.delete()
    return len(keys)


class NoAccountHere(Refused):
    sentence = _(
        "There is no account with the address %(email)s. Whoever prepares your mission, or the administrator"
        " of this installation, makes one for you."
    )


class AccountIsClosed(Refused):
    sentence = _("The account with the address %(email)s is closed.")


Inviter = Callable[[str], Mapping[str, str] | None]
_inviters: list[Inviter] = []


def invites(inviter: Inviter) -> Inviter:
    """Ask this what an invitation says that somebody opened, by its key: mail, office and language, or None.

    It is asked when the account is made, and in that transaction: the invitation may be over by then.
    """
    _inviters.append(inviter)
    return inviter


@transaction.atomic
def admit_by_sign_on(email: str, name: str, invitation: str) -> User:
    """The account with an address that an identity provider has verified.

    One is made for whom the invitation that they opened names, with its office, while it stands; and for the
    domains that the operator listed.
    """
    user = User.objects.filter(email__iexact=email).first()
    if user is not None:
        if not user.is_active:
            raise AccountIsClosed(email=email)
        return user
    office = None
    told = (inviter(invitation) for inviter in _inviters) if invitation else ()
    invited: Mapping[str, str] = next(filter(None, told), {})
    if invited.get("mail", "").lower() == email:
        office = open_office(invited["office"])
    elif email.rpartition("@")[2] not in settings.OIDC_DOMAINS:
        raise NoAccountHere(email=email)
    elif settings.OIDC_OFFICE:
        office = open_office(settings.OIDC_OFFICE)
    language = invited.get("language") or settings.LANGUAGE_CODE
    user = User(email=email, name=outbox.one_line(name)[:200], office=office, language=language)
    user.set_unusable_password()
    user.save()
    return user
