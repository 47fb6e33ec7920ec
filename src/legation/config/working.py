"""Run long work and send letters, until it is stopped."""

import os
import signal
import threading
import time

import structlog
from django.conf import settings
from django.db import close_old_connections, connection
from django.db.utils import Error

from legation.config.backup.taking import put_away
from legation.guests.jobs import purging as guest_purging
from legation.kernel.jobs import give_back, mend_schedules
from legation.kernel.mailbox import NoMailbox
from legation.kernel.postman import can_send, send_due
from legation.logistics.jobs.purging import keep_purging
from legation.missions.jobs.answers import read_mailbox

STOPS_WITHIN = 5  # seconds that work has to end, before it is broken off and taken up again later
GIVES_BACK_WITHIN = 2  # seconds, before all is killed
LETTERS_EVERY, ANSWERS_EVERY, MENDS_EVERY = 5, 60, 60  # seconds
logger = structlog.get_logger(__name__)


def work(beside: int | None) -> int:
    """Run long work until it is stopped, or until the server `beside` which it runs is gone."""
    from django_q.cluster import Cluster

    from legation.kernel.jobs import keep_schedule, keep_schedules, leave, revive

    keep_schedules()
    keep_purging()
    guest_purging.keep_purging()
    keep_schedule("audit", "legation.kernel.audit.seal", minutes=1)
    keep_schedule("audit-check", "legation.kernel.audit_check.check", minutes=24 * 60)
    keep_schedule("backup", "legation.config.backup.taking.take_scheduled", minutes=10)
    keep_schedule("guests", "legation.guests.jobs.remind_guests", minutes=10)
    keep_schedule("webhooks", "legation.api.jobs.tell", minutes=1)
    keep_schedule("promises", "legation.outcomes.jobs.remind_promises", minutes=60)
    keep_schedule("agreements", "legation.outcomes.jobs.alert_agreements", minutes=24 * 60)
    keep_schedule("newsroom", "legation.newsroom.jobs.send_out", minutes=1)
    keep_schedule("exchange", "legation.exchange.actions.waiting.put_away_waiting", minutes=24 * 60)
    keep_schedule("survey", "legation.reports.jobs.ask_delegates", minutes=60)
    revive()
    put_away()
    connection.close()
    cluster = Cluster()
    asked: list[int] = []  # not an event: its lock may be held where a signal breaks in
    for number in (
        signal.SIGTERM,
        signal.SIGINT,
    ):  # the cluster's own handler waits for the work, however long
        signal.signal(number, lambda given, _frame: asked.append(given))
    cluster.start()
    # In a thread: letters need not wait for a search that takes an hour. Begun after the cluster forked.
    threading.Thread(target=_send_letters, name="sends-letters", daemon=True).start()
    threading.Thread(target=_mend_schedules, name="mends-schedules", daemon=True).start()
    if settings.ANSWERS_URL:
        threading.Thread(target=_read_answers, name="reads-answers", daemon=True).start()
    while cluster.sentinel.is_alive() and not asked and (beside is None or os.getppid() == beside):
        time.sleep(0.5)
    leave()
    if os.getpgrp() == os.getpid():  # else a shell or a supervisor owns the group, and breaks it off itself
        late = threading.Timer(STOPS_WITHIN, _break_off)
        late.daemon = True
        late.start()
    cluster.stop()
    return 0


def _break_off() -> None:
    """Kill what does not end; what it worked on goes back on the queue, where the database answers."""
    late = threading.Timer(GIVES_BACK_WITHIN, os.killpg, (os.getpgrp(), signal.SIGKILL))
    late.daemon = True
    late.start()
    try:
        give_back()
    except Error as failed:
        logger.warning("jobs_not_given_back", error=type(failed).__name__)
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _mend_schedules() -> None:
    """Every minute: a clock that was put back holds up no schedule."""
    while True:
        close_old_connections()
        try:
            mend_schedules()
        except Exception as failed:
            logger.exception("schedules_not_mended", error=type(failed).__name__)
        time.sleep(MENDS_EVERY)


def _send_letters() -> None:
    """Send what is due every few seconds, as long as this process lives."""
    if not can_send():
        logger.warning("no_mail_server", mends="Set LEGATION_MAIL_URL; letters wait until then.")
    while True:
        close_old_connections()
        try:
            send_due()
        except Exception as failed:
            logger.exception("letters_not_sent", error=type(failed).__name__)
        time.sleep(LETTERS_EVERY)


def _read_answers() -> None:
    """Read the mailbox of answers every minute, as long as this process lives."""
    while True:
        close_old_connections()
        try:
            read_mailbox()
        except NoMailbox as failed:
            logger.warning("answers_not_read", why=str(failed), mends="Look at LEGATION_ANSWERS_URL.")
        except Exception as failed:
            logger.exception("answers_not_read", error=type(failed).__name__)
        time.sleep(ANSWERS_EVERY)
