"""Letters to readers: posted within an action, gathered into few, sent later by `kernel.postman`.

Call `post` inside the transaction of the action that the letter tells of: both are saved, or neither is.

    with translation.override(to.language):          # the words are the reader's
        outbox.post(
            Address.of(user),                        # or Address(mail, language, zone, name)
            kind=LetterKind.PROGRAMME,
            subject=_("The programme of %(mission)s") % {"mission": mission},
            text=_("%(what)s begins at %(when)s.") % {...},
            url=reverse("engagement", args=[mission.slug, engagement.pk]),
            about=engagement, mission_id=mission.pk, visibility=Visibility.GUEST,
            gather=f"programme-{mission.pk}", line=f"engagement-{engagement.pk}",
            by=user,
        )

Letters to one reader with the same `gather` that are not sent yet become one: a line is added, or replaces
the line with the same `line`. Without `gather` a letter stands alone.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import LetterKind, LetterStatus, Visibility
from legation.kernel.models import Delivery, Letter
from legation.kernel.refusals import Refused

# What an action may say in the head of a letter. Sender, reader and subject are never said here.
HEADERS = frozenset({"Reply-To", "In-Reply-To", "References", "Importance"})
METHODS = frozenset({"PUBLISH", "REQUEST", "CANCEL", "REPLY"})
NOBODY = "removed@invalid.example"  # whose letters were forgotten
LINES = 200  # of one letter; the oldest leave it first


class BadAddress(Refused):
    sentence = _("“%(mail)s” is not a mail address.")
    field = "mail"


class BadHead(Exception):
    """A head line that no letter of ours has, or that would begin another one; or an address that is none."""


@dataclass(frozen=True, slots=True)
class Address:
    """A reader: where they get mail, in which language, and by which clock they live.

    `user` is the key of the account for whose sake they are written to: a letter about a mission is not sent
    once that account no longer works on it.
    """

    mail: str
    language: str = "en"
    zone: str = ""
    name: str = ""
    user: int | None = None

    @classmethod
    def of(cls, user: Any, zone: str = "") -> Self:
        """The address of somebody who logs in."""
        return cls(user.email, user.language, zone, user.name, user.pk)


@dataclass(frozen=True, slots=True)
class Calendar:
    """An iCalendar object that a letter carries, with the method that it names itself."""

    data: bytes
    method: str = "REQUEST"


def post(
    to: Address,
    *,
    kind: LetterKind,
    subject: str | Promise,
    text: str | Promise,
    by: Any,
    url: str = "",
    about: models.Model | None = None,
    mission_id: int | None = None,
    visibility: str = Visibility.SHARED,
    gather: str = "",
    line: str = "",
    at_once: bool = False,
    urgent: bool = False,
    calendar: Calendar | None = None,
    headers: Mapping[str, str] | None = None,
    expires_at: datetime | None = None,
    now: datetime | None = None,
) -> Letter | None:
    """Keep a letter to be sent, in the caller's transaction; None where the reader wants none of its kind.

    `subject` and `text` are words in the reader's language; the newest subject of a gathered letter is its
    subject. `url` is a path of this site or an address. `visibility` is the side of the reader, or narrower:
    the log shows the letter to the staff of a mission who see that. Letters are gathered only within one
    kind, mission and visibility. `at_once` does not wait to gather; `urgent` does not wait for the morning
    either. `calendar` replaces the one of a letter gathered before: gather one event, or nothing. After
    `expires_at` it is not sent. Raises BadAddress, a refusal, for what is not a mail address.
    """
    now = now or timezone.now()
    mail = _checked_mail(to.mail)
    if calendar is not None and calendar.method not in METHODS:
        raise BadHead(calendar.method)
    if url and not re.match(r"/(?!/)|https?://", url):
        raise BadHead(url)
    head = _checked_headers(headers or {})
    wishes = Delivery.objects.filter(mail=mail).first() or Delivery(mail=mail)
    if kind in wishes.off:
        return None
    zone = wishes.zone or known_zone(to.zone)
    minutes = settings.GATHER_MINUTES if wishes.minutes is None else wishes.minutes
    waits = timedelta(0) if at_once or urgent or not gather else timedelta(minutes=minutes)
    due = now + waits if urgent else after_quiet(now + waits, zone, wishes)
    letter = Letter(
        kind=kind,
        mail=mail,
        name=one_line(to.name)[:200],
        language=to.language if to.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
        zone=zone,
        subject=one_line(str(subject))[:200],
        lines=[{"key": line, "text": _clean(str(text)), "url": url}],
        calendar=calendar.data if calendar else None,
        calendar_method=calendar.method if calendar else "",
        headers=head,
        gather=f"{kind}:{mission_id or ''}:{visibility}:{gather}" if gather else "",
        about_type=about._meta.label_lower if about is not None else "",
        about_key=about.pk if about is not None else None,
        mission_id=mission_id,
        visibility=visibility,
        by=by if getattr(by, "pk", None) else None,
        reader_id=to.user,
        urgent=urgent,
        due_at=due,
        expires_at=expires_at,
    )
    return keep(letter)


@transaction.atomic
def keep(letter: Letter) -> Letter:
    """Save a letter, or add it to the one that waits for the same reader under the same `gather`."""
    if not letter.gather:
        letter.save(force_insert=True)
        return letter
    waiting = _waiting(letter)
    if waiting is None:
        try:
            with transaction.atomic():
                letter.save(force_insert=True)
        except IntegrityError:  # somebody posted one in between
            waiting = _waiting(letter)
            if waiting is None:
                raise
        else:
            return letter
    join(waiting, letter)
    waiting.save()
    return waiting


def join(older: Letter, newer: Letter) -> None:
    """Put what `newer` says into `older`, unsaved: due when either is, urgent when either is."""
    said = {line["key"] for line in newer.lines if line["key"]}
    older.lines = [*(line for line in older.lines if line["key"] not in said), *newer.lines][-LINES:]
    older.subject, older.name, older.language = newer.subject, newer.name, newer.language
    older.zone, older.by, older.reader_id = newer.zone, newer.by, newer.reader_id
    older.headers = {**older.headers, **newer.headers}
    if newer.calendar is not None:
        older.calendar, older.calendar_method = newer.calendar, newer.calendar_method
    if (older.about_type, older.about_key) != (newer.about_type, newer.about_key):
        older.about_type, older.about_key = "", None
    older.urgent = older.urgent or newer.urgent
    older.due_at = min(older.due_at, newer.due_at)
    both = [each.expires_at for each in (older, newer)]
    older.expires_at = None if None in both else max(filter(None, both))


@transaction.atomic
def take_back(*, about: models.Model | None = None, mission_id: int | None = None, mail: str = "") -> int:
    """Withdraw letters that are not sent yet: all that fits what is given. Gives how many.

    For a reader whose right ends: `take_back(mission_id=mission.pk, mail=user.email)`.
    """
    if about is None and mission_id is None and not mail:
        raise ValueError("say whose letters")
    letters = Letter.objects.filter(status=LetterStatus.WAITING)
    if about is not None:
        letters = letters.filter(about_type=about._meta.label_lower, about_key=about.pk)
    if mission_id is not None:
        letters = letters.filter(mission_id=mission_id)
    if mail:
        letters = letters.filter(mail=mail.strip().lower())
    return letters.update(status=LetterStatus.WITHDRAWN)


def about(model: type[models.Model], keys: Collection[int]) -> models.QuerySet[Letter]:
    """Letters that tell of these records."""
    return Letter.objects.filter(about_type=model._meta.label_lower, about_key__in=keys)


@transaction.atomic
def forget(letters: models.QuerySet[Letter]) -> int:
    """Withdraw those of these that wait, and forget to whom all went and what they said. Gives how many."""
    keys = list(letters.values_list("pk", flat=True))
    these = Letter.objects.filter(pk__in=keys)
    on_the_way = (LetterStatus.WAITING, LetterStatus.SENDING)
    these.filter(status__in=on_the_way).update(status=LetterStatus.WITHDRAWN, holder="")
    return these.update(mail=NOBODY, name="", lines=[], calendar=None, headers={})


def after_quiet(at: datetime, zone: str, wishes: Delivery) -> datetime:
    """`at`, or the end of the quiet hours on the reader's clock that it lies in."""
    begin = wishes.quiet_from or settings.QUIET_FROM
    end = wishes.quiet_until or settings.QUIET_UNTIL
    if not wishes.quiet or begin == end:
        return at
    local = at.astimezone(ZoneInfo(known_zone(zone)))
    clock, over_midnight = local.time(), begin > end
    if not (clock >= begin or clock < end if over_midnight else begin <= clock < end):
        return at
    day = local.date() + timedelta(days=1 if over_midnight and clock >= begin else 0)
    return datetime.combine(day, end, tzinfo=local.tzinfo).astimezone(at.tzinfo)


def known_zone(zone: str) -> str:
    """The name of a time zone that there is: this one, or the installation's."""
    try:
        ZoneInfo(zone)
    except (ValueError, OSError):  # unknown, empty, or no name of a zone at all
        return settings.TIME_ZONE
    return zone


def one_line(words: str) -> str:
    """Words that cannot begin another line of a letter's head."""
    return " ".join(_clean(words).split())


def _clean(words: str) -> str:
    return "".join(sign for sign in words if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})


def _checked_mail(mail: str) -> str:
    try:
        validate_email(mail)
    except ValidationError as invalid:
        raise BadAddress(mail=one_line(mail)[:200]) from invalid
    return mail.lower()


def _checked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    for name, value in headers.items():
        if name not in HEADERS or re.search(r"[\x00-\x1f\x7f\u0085\u2028\u2029]", value) or len(value) > 900:
            raise BadHead(name)
    return dict(headers)


def _waiting(letter: Letter) -> Letter | None:
    return (
        Letter.objects.select_for_update()
        .filter(mail=letter.mail, gather=letter.gather, status=LetterStatus.WAITING)
        .first()
    )
