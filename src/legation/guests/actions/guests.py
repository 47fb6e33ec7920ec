"""Put guests on a list: by hand, from the delegation, from the directory, from a spreadsheet."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.directory.choices import Scope
from legation.directory.models import Person
from legation.guests.actions.indexing import index
from legation.guests.actions.inviting import revoke
from legation.guests.choices import Reply, Through
from legation.guests.models import Guest, GuestList
from legation.kernel import editing
from legation.kernel.choices import Visibility
from legation.kernel.refusals import Refused
from legation.missions.models import Delegate
from legation.missions.rules import standing


class OtherSidesGuest(Refused):
    sentence = _("You can show a guest to both sides or to your own, not to the other side alone.")
    field = "visibility"


class OtherSideInvites(Refused):
    sentence = _("Each side puts its own guests on the list.")
    field = "side"


class HiddenDelegate(Refused):
    sentence = _("%(who)s is seen by your side only: so must this guest be.")
    field = "visibility"


class KnownToOneOffice(Refused):
    sentence = _("Only your office finds this person: let only your side see this guest.")
    field = "visibility"


class NotOfThisList(Refused):
    sentence = _("Whom they come with is not on this list.")
    field = "comes_with"


class CompanionOfACompanion(Refused):
    sentence = _("A companion brings nobody along.")
    field = "comes_with"


@transaction.atomic
def add_guest(guest_list: GuestList, values: Mapping[str, Any], *, by: User) -> Guest:
    """Put somebody on the list."""
    guest = _new(guest_list, values, by)
    _check(guest, by)
    saved = editing.add(guest, by=by)
    index([saved])
    return saved


@transaction.atomic
def add_all(guest_list: GuestList, rows: Iterable[Mapping[str, Any]], *, by: User) -> Sequence[Guest]:
    """Put many on the list, all or on a refusal none."""
    guests = [_new(guest_list, row, by) for row in rows]
    for guest in guests:
        _check(guest, by)
    saved = editing.add_all(guests, by=by)
    index(saved)
    return saved


@transaction.atomic
def add_delegates(guest_list: GuestList, delegates: Iterable[Delegate], *, by: User) -> Sequence[Guest]:
    """Put delegates on the list, each seen by who sees the delegate."""
    return add_all(
        guest_list,
        [{"delegate": delegate, "visibility": delegate.visibility} for delegate in delegates],
        by=by,
    )


@transaction.atomic
def add_people(guest_list: GuestList, people: Iterable[Person], *, by: User) -> Sequence[Guest]:
    """Put people of the directory on the list; whom one office alone knows its side alone sees."""
    mine = standing(by, guest_list.mission_key())
    own = mine.side if mine is not None else Visibility.SHARED
    rows = [
        {"person": person, "visibility": Visibility.SHARED if person.scope == Scope.SHARED else own}
        for person in people
    ]
    return add_all(guest_list, rows, by=by)


@transaction.atomic
def change_guest(guest: Guest, values: Mapping[str, Any], *, seen: int, by: User) -> Guest:
    """Change what is known of a guest; an answer that was told by hand is noted as such.

    Where another address is to be written to, the link that went to the old one is good no more for them.
    """
    fields = dict(values)
    if fields.get("status", guest.status) != guest.status:
        answered = fields["status"] in {Reply.ACCEPTED, Reply.DECLINED}
        fields["answered_at"] = timezone.now() if answered else None
        fields["through"] = Through.HAND if answered else ""
    then = Guest.objects.select_related("guest_list__engagement", "delegate", "person", "link").get(
        pk=guest.pk
    )
    reached = then.letters_to
    for name, value in fields.items():
        setattr(then, name, value)
    _check(then, by)
    left = then.link if then.letters_to != reached else None
    if left is not None:
        fields["link"] = None
        if then.status == Reply.INVITED:
            fields["status"] = Reply.LISTED
    changed = editing.change(guest, fields, seen=seen, by=by)
    if left is not None and not Guest.objects.present().filter(link=left).exists():
        revoke(left, by=by)
    along = Guest.objects.present().filter(comes_with=guest).exclude(visibility=changed.visibility)
    index(
        [
            changed,
            *(
                editing.change(each, {"visibility": changed.visibility}, seen=each.version, by=by)
                for each in along
            ),
        ]
    )
    return changed


@transaction.atomic
def set_status(guests: Sequence[Guest], status: Reply, *, by: User) -> int:
    """Give several guests one status; gives how many it changed."""
    changed = [guest for guest in guests if guest.status != status]
    for guest in changed:
        change_guest(guest, {"status": status}, seen=guest.version, by=by)
    return len(changed)


@transaction.atomic
def remove_guest(guest: Guest, *, by: User) -> Guest:
    """Take somebody off the list; who comes with them goes as well, and comes back with them."""
    removed = editing.remove(guest, by=by)
    companions = list(Guest.objects.present().filter(comes_with=guest))
    index([removed, *(editing.remove(each, by=by) for each in companions)])
    return removed


@transaction.atomic
def restore_guest(guest: Guest, *, by: User) -> Guest:
    """Undo a removal."""
    gone = Guest.objects.filter(comes_with=guest, removed_at__gte=guest.removed_at)
    together = [each for each in gone if (each.removed_at - guest.removed_at).total_seconds() < 5]
    restored = editing.restore(guest, by=by)
    index([restored, *(editing.restore(each, by=by) for each in together)])
    return restored


def _new(guest_list: GuestList, values: Mapping[str, Any], by: User) -> Guest:
    """A guest as the directory knows them, with what was said in its place."""
    mine = standing(by, guest_list.mission_key())
    told = {name: value for name, value in values.items() if value not in (None, "")}
    with translation.override("en"):
        known = _known(told)
    facts = {"side": mine.side if mine is not None else "", "language": by.language} | known | told
    principal: Guest | None = told.get("comes_with")
    if principal is not None:
        shared = ("side", "visibility", "language", "invited_by", "assistant", "assistant_mail")
        facts |= {name: getattr(principal, name) for name in shared}
    if facts.get("status") in {Reply.ACCEPTED, Reply.DECLINED}:
        facts |= {"answered_at": timezone.now(), "through": Through.HAND}
    return Guest(guest_list=guest_list, **facts)


def _known(told: Mapping[str, Any]) -> dict[str, Any]:
    delegate: Delegate | None = told.get("delegate")
    person: Person | None = delegate.person if delegate is not None else told.get("person")
    if person is None:
        return {}
    name = person.name_in("en")
    other = next((each for each in (person.native_name, person.korean_name) if each and each != name), "")
    facts: dict[str, Any] = {"person": person, "name": name, "native_name": other}
    facts["language"] = "ko" if person.languages[:1] == ["ko"] else "en"
    post = delegate.post if delegate is not None else _post_of(person)
    if post is not None:
        facts |= {"post": str(post.title)[:200], "organisation": post.organisation}
    return facts


def _post_of(person: Person) -> Any:
    """The post that they hold today."""
    from legation.directory.queries import posts_on

    return next(iter(posts_on([person], timezone.localdate()).get(person.pk, ())), None)


def _check(guest: Guest, by: User) -> None:
    mine = standing(by, guest.mission_key())
    if mine is not None and guest.visibility not in mine.sees:
        raise OtherSidesGuest
    if mine is not None and guest.side != mine.side:
        raise OtherSideInvites
    if guest.delegate is not None and guest.delegate.visibility not in {
        Visibility.SHARED.value,
        guest.visibility,
    }:
        raise HiddenDelegate(who=guest.delegate)
    open_to_both = guest.visibility == Visibility.SHARED and guest.guest_list.seen_by() == Visibility.SHARED
    person = guest.person if guest.delegate is None else None  # a delegate is known to the mission anyway
    if person is not None and person.scope != Scope.SHARED and open_to_both:
        raise KnownToOneOffice
    if guest.comes_with is not None:
        if guest.comes_with.guest_list_id != guest.guest_list_id or guest.comes_with_id == guest.pk:
            raise NotOfThisList
        if guest.comes_with.comes_with_id is not None:
            raise CompanionOfACompanion
