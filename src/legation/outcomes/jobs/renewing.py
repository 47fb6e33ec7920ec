"""Those who keep an agreement are told once that it ends, and once that nothing was heard for years."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from legation.accounts.choices import Duty
from legation.accounts.models import User
from legation.kernel import outbox
from legation.kernel.choices import LetterKind, Visibility
from legation.missions.models import Membership
from legation.missions.rules import STAFF
from legation.outcomes.models import Agreement, Alert
from legation.outcomes.queries.register import Entry, agreements_seen, entries_of

ENDS, QUIET = "ends", "quiet"


def alert(now: datetime | None = None) -> int:
    """Post what needs a look; gives how many were told. Each reader is told once."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    told = 0
    for user in _keepers():
        kept = [each for each in agreements_seen(user) if user.has_perm("outcomes.change_agreement", each)]
        for entry in entries_of(kept, user, today):
            told += sum(_tell(entry, stage, day, user, now) for stage, day in stages_of(entry))
    return told


def stages_of(entry: Entry) -> Iterator[tuple[str, date]]:
    """What is to be told of an agreement, and the day that it hangs on."""
    one = entry.agreement
    if entry.ends_soon and one.ends_on is not None:
        yield ENDS, one.ends_on
    if entry.dormant:
        yield QUIET, entry.contact or timezone.localdate(one.created_at)


def _keepers() -> Iterable[User]:
    """Staff of offices, and whoever prepares a mission: among them are all who keep agreements."""
    preparing = Membership.objects.filter(role__in=STAFF).values("user")
    staff = User.objects.filter(is_active=True, office__isnull=False, duty=Duty.STAFF)
    return (staff | User.objects.filter(is_active=True, pk__in=preparing)).order_by("pk").distinct()


@transaction.atomic
def _tell(entry: Entry, stage: str, day: date, user: User, now: datetime) -> int:
    """1 when it was told. The mark is set first, so that two runs at once tell it once."""
    agreement = entry.agreement
    mark = {"agreement": agreement, "stage": stage, "day": day, "mail": user.email.lower()}
    if Alert.objects.filter(**mark).exists():
        return 0
    try:
        with transaction.atomic():
            Alert.objects.create(**mark, told_at=now)
    except IntegrityError:  # another run was quicker
        return 0
    with translation.override(user.language):
        outbox.post(
            _address(agreement, user),
            kind=LetterKind.REMINDER,
            subject=_subject(entry, stage),
            text="\n".join(filter(None, (_subject(entry, stage), _about(entry)))),
            url=reverse("agreement", args=[agreement.pk]),
            about=agreement,
            mission_id=agreement.mission_id,
            visibility=_side(agreement, user),
            gather="agreements",
            line=f"agreement-{agreement.pk}-{stage}",
            by=None,
            now=now,
        )
    return 1


def _subject(entry: Entry, stage: str) -> str:
    one = entry.agreement
    if stage == ENDS:
        return _("Ends on %(day)s: %(what)s") % {"what": one.title, "day": _day(one.ends_on)}
    return ngettext(
        "No contact for more than %(n)s year: %(what)s",
        "No contact for more than %(n)s years: %(what)s",
        one.dormant_years,
    ) % {"n": one.dormant_years, "what": one.title}


def _about(entry: Entry) -> str:
    return " · ".join((str(entry.agreement.get_kind_display()), *(str(party) for party in entry.parties)))


def _address(agreement: Agreement, user: User) -> outbox.Address:
    """The reader, for the sake of the mission; or of what their office keeps, where they are not on it."""
    mine = Membership.objects.filter(user=user, mission=agreement.mission_id).exists()
    return outbox.Address(user.email, user.language, "", user.name, user.pk if mine else None)


def _side(agreement: Agreement, user: User) -> str:
    """Whose letter it is, for the log of the mission."""
    mine = Membership.objects.filter(user=user, mission=agreement.mission_id).first()
    return mine.side if mine is not None else Visibility.SHARED


def _day(day: date | None) -> str:
    return date_format(day, pgettext("date format: day, month, year", "j F Y")) if day else ""
