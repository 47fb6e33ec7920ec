"""Sends the letters that are due: at least once, one run at a time, again with growing delay.

A letter is claimed by one conditional update, so that two workers do not both send it; a claim is void after
`LEASE`, so that what a killed worker held is sent by the next. Its Message-ID stays the same, by which mail
programs know a letter that came twice. Nothing of a letter is logged but its number.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from email.utils import formataddr, parseaddr
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from legation.kernel.choices import LetterKind, LetterStatus
from legation.kernel.links import token, unsealed
from legation.kernel.models import Delivery, Letter
from legation.kernel.outbox import after_quiet, join
from legation.kernel.outflows import note_letter
from legation.kernel.pushing import show

LEASE = timedelta(minutes=10)
DELAYS = (1, 5, 15, 60, 180, 360, 720)  # minutes before the second try, the third, …
AT_A_TIME = 100
WAITS_LONG = timedelta(minutes=15)
PURPOSE = "letters"
logger = structlog.get_logger(__name__)
_askers: list[Callable[[Letter], str]] = []


def asks(asker: Callable[[Letter], str]) -> Callable[[Letter], str]:
    """Ask this before a letter leaves: it gives why the reader may no longer have it, or nothing."""
    _askers.append(asker)
    return asker


def can_send() -> bool:
    """Whether the operator named a mail server: without one letters wait."""
    return bool(settings.EMAIL_BACKEND != "django.core.mail.backends.console.EmailBackend")


def send_due(now: datetime | None = None) -> int:
    """Send what is due; gives how many letters left. Ends early when the mail server does not answer."""
    if not can_send():
        return 0
    sent = 0
    due = _free(now or timezone.now()).order_by("due_at", "pk").values_list("pk", flat=True)
    connection = get_connection()
    try:
        for key in list(due[:AT_A_TIME]):
            at = now or timezone.now()  # a slow server must not make a claim look old
            letter = _claimed(key, at)
            if letter is None or not _still_wanted(letter, at):
                continue
            try:
                connection.open()
            except Exception as down:  # noqa: BLE001 - each backend has errors of its own
                _again(letter, at, _reason(down))
                logger.warning("mail_server_down", letter=letter.pk, error=type(down).__name__)
                break
            sent += _sent(letter, connection, at)
    finally:
        connection.close()
    return sent


def waiting_long(now: datetime | None = None) -> int:
    """How many letters are due for long and were not sent."""
    late = (now or timezone.now()) - WAITS_LONG
    return Letter.objects.filter(status=LetterStatus.WAITING, due_at__lt=late).count()


def failed_lately(now: datetime | None = None) -> int:
    """How many letters were given up within a day."""
    return Letter.objects.filter(failed_at__gte=(now or timezone.now()) - timedelta(days=1)).count()


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The letter as mail: plain words, the same as HTML, and the calendar that it carries."""
    with translation.override(letter.language):
        facts = _facts(letter)
        message = EmailMultiAlternatives(
            subject=letter.subject,
            body=_plain(facts),
            # Calendar programs trust an invitation that comes from its own organiser.
            from_email=_organiser() if letter.calendar else None,
            to=[formataddr((letter.name, letter.mail))],
            headers={
                "Message-ID": f"<{letter.key}@{urlsplit(settings.ORIGIN).hostname or 'localhost'}>",
                "Auto-Submitted": "auto-generated",
                "List-Unsubscribe": f"<{facts['stop']}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                **letter.headers,
            },
        )
        message.attach_alternative(render_to_string("kernel/letter.html", facts), "text/html")
    if letter.calendar:
        data = bytes(letter.calendar)
        message.attach_alternative(
            data.decode(), f"text/calendar; method={letter.calendar_method}"
        )  # what mail programs read
        message.attach(_file(data, letter.calendar_method))  # what people keep
    return message


def _organiser() -> str:
    _name, mail = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return settings.DEFAULT_FROM_EMAIL if mail == settings.CALENDAR_ADDRESS else settings.CALENDAR_ADDRESS


def _file(data: bytes, method: str) -> MIMEBase:
    name = "invite.ics" if method == "REQUEST" else "calendar.ics"
    part = MIMEBase("application", "ics", name=name)
    part.set_payload(data)
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def _facts(letter: Letter) -> dict[str, Any]:
    return {
        "letter": letter,
        "lines": [(line["text"], _absolute(line["url"])) for line in letter.lines],
        "kind": LetterKind(letter.kind).label,
        "stop": _absolute(reverse("letters-stop", args=[token(letter.key, PURPOSE)])),
    }


def _plain(facts: dict[str, Any]) -> str:
    parts = ["\n".join(filter(None, line)) for line in facts["lines"]]
    foot = _("You get this letter because of: %(kind)s. To get no more of these: %(stop)s") % facts
    return "\n\n".join([*parts, f"-- \n{foot}"]) + "\n"


def _absolute(url: str) -> str:
    return f"{settings.ORIGIN}{unsealed(url)}" if url.startswith("/") else url


def _free(now: datetime) -> QuerySet[Letter]:
    due = Q(status=LetterStatus.WAITING, due_at__lte=now)
    return Letter.objects.filter(due | Q(status=LetterStatus.SENDING, claimed_at__lt=now - LEASE))


def _claimed(key: int, now: datetime) -> Letter | None:
    holder = secrets.token_hex(16)
    taken = (
        _free(now)
        .filter(pk=key)
        .update(status=LetterStatus.SENDING, holder=holder, claimed_at=now, attempts=F("attempts") + 1)
    )
    return Letter.objects.filter(pk=key, holder=holder).first() if taken else None


def _still_wanted(letter: Letter, now: datetime) -> bool:
    """Whether to send it now: not what is over or turned off, nor to who may not have it, nor at night."""
    wishes = Delivery.objects.filter(mail=letter.mail).first() or Delivery(mail=letter.mail)
    if letter.kind in wishes.off or (letter.expires_at is not None and letter.expires_at <= now):
        _end(letter, LetterStatus.WITHDRAWN)
        return False
    ended = next(filter(None, (asker(letter) for asker in _askers)), "")
    if ended:
        logger.info("letter_withdrawn", letter=letter.pk)
        _end(letter, LetterStatus.WITHDRAWN, why=ended[:300])
        return False
    if letter.attempts > len(DELAYS) + 1:  # broken off while it was sent, each time
        _end(letter, LetterStatus.FAILED, failed_at=now, why=letter.why or _("It was broken off too often."))
        return False
    morning = now if letter.urgent else after_quiet(now, wishes.zone or letter.zone, wishes)
    if morning > now:
        _back(letter, due=morning, why=letter.why, attempts=letter.attempts - 1)
    return morning <= now


def _sent(letter: Letter, connection: Any, now: datetime) -> int:
    """1 when the mail server took the letter."""
    try:
        message = message_of(letter)
        message.connection = connection
        message.send()
    except Exception as failed:  # noqa: BLE001 - one letter that cannot be sent stops no other
        logger.warning("letter_not_sent", letter=letter.pk, error=type(failed).__name__)
        if _for_good(failed):
            _end(letter, LetterStatus.FAILED, failed_at=now, why=_reason(failed))
        else:
            _again(letter, now, _reason(failed))
        connection.close()
        return 0
    with transaction.atomic():
        _end(letter, LetterStatus.SENT, sent_at=now, why="")
        note_letter(letter)
    show(letter, now)
    return 1


def _for_good(failed: Exception) -> bool:
    """The server says that it will never take this letter."""
    if isinstance(failed, SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in failed.recipients.values())
    return isinstance(failed, SMTPDataError) and failed.smtp_code >= 500


def _reason(failed: Exception) -> str:
    """Why, in the words of the server, for those who may see the letter."""
    if isinstance(failed, SMTPRecipientsRefused):
        code, words = next(iter(failed.recipients.values()))
        return f"{code} {_words(words)}"[:300]
    if isinstance(failed, SMTPDataError):
        return f"{failed.smtp_code} {_words(failed.smtp_error)}"[:300]
    if isinstance(failed, SMTPException | OSError):
        return _("The mail server does not answer, or refuses this site.")
    return type(failed).__name__


def _words(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said


def _again(letter: Letter, now: datetime, why: str) -> None:
    if letter.attempts > len(DELAYS):
        _end(letter, LetterStatus.FAILED, failed_at=now, why=why)
        return
    _back(
        letter,
        due=now + timedelta(minutes=DELAYS[letter.attempts - 1]),
        why=why,
        attempts=letter.attempts,
    )


def _held(letter: Letter) -> QuerySet[Letter]:
    return Letter.objects.filter(pk=letter.pk, holder=letter.holder, status=LetterStatus.SENDING)


def _end(letter: Letter, status: LetterStatus, **facts: Any) -> None:
    _held(letter).update(status=status, **facts)


def _back(letter: Letter, *, due: datetime, why: str, attempts: int) -> None:
    """Let a letter wait again, as one with what was posted to the same reader meanwhile."""
    for _chance in range(3):
        try:
            with transaction.atomic():
                newer = (
                    Letter.objects.select_for_update()
                    .filter(mail=letter.mail, gather=letter.gather, status=LetterStatus.WAITING)
                    .exclude(gather="")
                    .first()
                )
                if newer is not None and _held(letter).delete()[0]:
                    join(letter, newer)
                    newer.lines, newer.headers = letter.lines, letter.headers
                    newer.calendar, newer.calendar_method = letter.calendar, letter.calendar_method
                    newer.urgent, newer.expires_at = letter.urgent, letter.expires_at
                    newer.about_type, newer.about_key = letter.about_type, letter.about_key
                    newer.due_at, newer.attempts, newer.why = max(due, newer.due_at), attempts, why[:300]
                    newer.save()
                else:
                    _held(letter).update(
                        status=LetterStatus.WAITING, due_at=due, why=why[:300], attempts=attempts
                    )
        except IntegrityError:  # one was posted between the look and the update
            continue
        return
