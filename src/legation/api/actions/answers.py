"""Do once what is asked with a key, and give the same answer to whoever asks again."""

from collections.abc import Callable, Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.api.models import Answer
from legation.api.models.answer import KEPT
from legation.kernel.refusals import Refused

Kept = tuple[int, Mapping[str, str], str]


class UsedOtherwise(Refused):
    sentence = _("This key came with another request before. Choose a new key for a new request.")


class InUse(Refused):
    sentence = _("The request with this key is being answered. Ask again in a moment.")


def once(
    user: User, key: str, request: str, act: Callable[[], Kept]
) -> tuple[int, Mapping[str, str], str, bool]:
    """The answer of `act`, or that of the time before: status, headers, body, and whether it is given again.

    The key is taken in the transaction of what `act` does: when it fails, or the machine does, there is
    neither, and the next one with the key begins anew.
    """
    try:
        with transaction.atomic():
            Answer.objects.filter(user=user, created_at__lt=timezone.now() - KEPT).delete()
            answer = Answer.objects.create(user=user, key=key, request=request)
            status, headers, body = act()
            answer.status, answer.headers, answer.body = status, dict(headers), body
            answer.save(update_fields=["status", "headers", "body"])
            return status, headers, body, False
    except IntegrityError:
        return *_given_before(user, key, request), True


def _given_before(user: User, key: str, request: str) -> Kept:
    answer = Answer.objects.filter(user=user, key=key).first()
    if answer is None:
        raise InUse
    if answer.request != request:
        raise UsedOtherwise
    return answer.status, answer.headers, answer.body
