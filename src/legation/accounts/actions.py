"""What people do with accounts."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.choices import Duty
from legation.accounts.models import Office, User
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
