"""The commands that take missions out to other installations and in."""

import argparse
from collections.abc import Callable
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.exchange.actions.keys import met, mission_file, own_keys, trust
from legation.exchange.actions.taking import STRANGER, NotNow, bring, planned, put_away, take
from legation.exchange.choices import Fate
from legation.exchange.models import Parcel
from legation.exchange.queries.packing import Packed, unpacked
from legation.exchange.queries.places import EVERY
from legation.kernel import jobs, outflows
from legation.kernel.choices import Deed, JobStatus
from legation.kernel.refusals import Refused
from legation.missions.models import Mission

Say = Callable[[str], None]


class NoSuchMission(Refused):
    sentence = _("There is no mission with the short name “%(slug)s”.")


class FileIsThere(Refused):
    sentence = _(
        "%(file)s is there already. Name another file with --out, or put it in its place with --replace."
    )


class NotWritten(Refused):
    sentence = _("%(file)s cannot be written: %(problem)s.")


class NoSuchUser(Refused):
    sentence = _("Nobody with the mail address “%(mail)s” may bring missions.")


class AnotherKey(Refused):
    sentence = _("The file is signed by %(found)s and not by the key that --trust names.")


class NotTakenIn(Refused):
    sentence = _("It was not taken in: %(problem)s")


def export(chosen: argparse.Namespace, say: Say) -> None:
    """Write the file of a mission."""
    mission = Mission.objects.present().filter(slug=chosen.mission).first()
    if mission is None:
        raise NoSuchMission(slug=chosen.mission)
    content = mission_file(mission, timezone.now())
    out: Path = chosen.out or Path(f"{mission.slug}.mission.zip")
    if out.exists() and not chosen.replace:
        raise FileIsThere(file=out)
    with transaction.atomic():  # what cannot be noted does not go out
        outflows.note(
            Deed.EXPORTED, "mission-export", by=None, form="zip", about=mission, mission_id=mission.pk
        )
        _write(out, content)
    say(f"{out}: {len(content) / 1e3:.0f} KB, signed by {grouped(own_keys().fingerprint)}")


def _write(out: Path, content: bytes) -> None:
    """The whole file or none, under its name."""
    beside = out.with_name(f".{out.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(out)
    except OSError as failed:
        beside.unlink(missing_ok=True)
        raise NotWritten(file=out, problem=failed.strerror) from failed


def bring_in(chosen: argparse.Namespace, say: Say) -> bool:
    """Say what a file would do, and unless that was all that was asked, do it; gives whether it did."""
    by = User.objects.filter(email=chosen.by.lower(), is_active=True).first()
    if by is None or not by.has_perm("exchange.bring"):
        raise NoSuchUser(mail=chosen.by)
    content: bytes = chosen.file.read_bytes()
    found = unpacked(content)
    say(f"Signed by {grouped(found.fingerprint)}, which calls itself {found.name}.")
    _trust(chosen, found)
    parcel = bring(content, by=by)
    try:
        return _looked(parcel, chosen, by, say)
    finally:
        _put_away(parcel, by)


def _looked(parcel: Parcel, chosen: argparse.Namespace, by: User, say: Say) -> bool:
    parcel.refresh_from_db()
    made = planned(parcel, by=by)[1]
    for fate in Fate:
        if count := made.count(fate):
            say(f"Records, each of which {fate.label}: {count}")
    if made.stranger:
        say("The mission came from another installation, and never from this one: see --joined.")
    if chosen.preview:
        return False
    picked = [name for name, wanted in ((EVERY, chosen.theirs), (STRANGER, chosen.joined)) if wanted]
    return _took(parcel, chosen.side, picked, by, say)


def _put_away(parcel: Parcel, by: User) -> None:
    """What was not taken in is not left behind."""
    try:
        put_away(parcel, by=by)
    except NotNow:  # it was taken in
        return


def _trust(chosen: argparse.Namespace, found: Packed) -> None:
    if chosen.trust is None:
        return
    if chosen.trust.replace(" ", "").lower() != found.fingerprint:
        raise AnotherKey(found=grouped(found.fingerprint))
    trust(met(found), by=None)


def _took(parcel: Parcel, side: str, theirs: list[str], by: User, say: Say) -> bool:
    current = take(parcel, side=side or "", chosen=theirs, by=by)
    if current.job is not None:
        jobs.run(current.job.pk)
    done = Parcel.objects.select_related("job", "mission").get(pk=parcel.pk)
    job = done.job
    if job is None or job.status != JobStatus.DONE or done.mission is None:
        raise NotTakenIn(problem=job.problem if job is not None else "")
    say(f"Taken in: {', '.join(f'{job.result[what]} {what}' for what in ('made', 'changed', 'gone'))}.")
    say(f"It is the mission {done.mission.slug}.")
    return True


def key(say: Say) -> None:
    """Say the fingerprint of this installation."""
    say(grouped(own_keys().fingerprint))


def grouped(fingerprint: str) -> str:
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))
