"""Make rule packs of one's own: copy one, change it with a source for each change, take one in as TOML."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.engine.precedence import (
    PARAMETERS,
    Change,
    PackError,
    load_pack,
    read_pack,
    revised_pack,
    same_ladder,
)
from legation.engine.precedence import Pack as Rules
from legation.kernel import editing
from legation.kernel.refusals import ChangedMeanwhile, Refused
from legation.protocol.choices import Pack
from legation.protocol.models import Arrangement, RulePack
from legation.protocol.queries.packs import changes_in, stored
from legation.protocol.queries.packs_history import revisions_of_pack


class NameIsTaken(Refused):
    sentence = _("Your office has a rule pack of this name.")
    field = "name"


class CannotBeUsed(Refused):
    """What the engine refuses, in the reader's language."""

    sentence = "%(said)s"
    field = "value"


class NeedsASource(Refused):
    sentence = _("Say where this stands: a law, a guide, a decision of the office.")
    field = "source"


class StillUsed(Refused):
    sentence = _("Engagements are still ranked by this pack. Choose another for them first.")


class OtherLadder(Refused):
    sentence = _(
        "The ladder of ranks is not that of “%(base)s”. A pack of your own keeps the ranks of the pack that"
        " it is made from, so that posts mean the same in all packs; only its parameters can differ."
    )
    field = "text"


class NoSuchLadder(Refused):
    sentence = _(
        "The ladder of ranks is none of those that ship. A pack of your own keeps the ranks of the pack that"
        " it is made from, so that posts mean the same in all packs; only its parameters can differ."
    )
    field = "text"


@transaction.atomic
def copy_pack(name: str, base: Pack, changes: Mapping[str, Any], *, by: User) -> RulePack:
    """Make a pack of one's own from a shipped one, or from the changes of another office's."""
    _refuse_name(name, by.office_id)
    return editing.add(RulePack(office=by.office, name=name, base=base, changes=dict(changes)), by=by)


@transaction.atomic
def rename_pack(pack: RulePack, name: str, *, seen: int, by: User) -> RulePack:
    _refuse_name(name, pack.office_id, but=pack)
    return _changed(pack, {"name": name}, seen=seen, by=by)


@transaction.atomic
def state_parameter(pack: RulePack, parameter: str, change: Change, *, seen: int, by: User) -> RulePack:
    """Give a parameter the office's own value, with its source; the base's value takes the change back.

    Raises CannotBeUsed where the engine refuses it, and NeedsASource.
    """
    base = load_pack(pack.base)
    changes = changes_in(pack.changes)
    changes.pop(parameter, None)
    if change.value != base.params[parameter].value:
        if not change.source.strip():
            raise NeedsASource
        changes[parameter] = change
    try:
        revised_pack(base, name=pack.name, changes=changes)
    except PackError as error:
        raise _cannot(error, of=parameter) from None
    kept = {name: changes[name] for name in PARAMETERS if name in changes}
    return _changed(pack, {"changes": stored(kept)}, seen=seen, by=by)


@transaction.atomic
def import_pack(name: str, base: Pack | None, text: str, *, by: User) -> RulePack:
    """Make a pack of one's own from a TOML text: its parameters, where they differ from the base's.

    Without `base` the shipped pack of the same ladder from which the fewest parameters differ. Raises
    CannotBeUsed that names the line or the parameter, OtherLadder or NoSuchLadder.
    """
    _refuse_name(name, by.office_id)
    try:
        read = read_pack(name, text)
    except PackError as error:
        raise _cannot(error, field="text") from None
    chosen = base or _nearest(read)
    rules = load_pack(chosen.value)
    if not same_ladder(read, rules):
        raise OtherLadder(base=chosen.label)
    changes = {
        key: Change(param.value, param.source, param.grade)
        for key, param in read.params.items()
        if param.value != rules.params[key].value
    }
    return editing.add(RulePack(office=by.office, name=name, base=chosen, changes=stored(changes)), by=by)


@transaction.atomic
def remove_pack(pack: RulePack, *, by: User) -> RulePack:
    """Take a pack out of every list. Raises StillUsed while an engagement is ranked by it."""
    RulePack.objects.select_for_update().get(pk=pack.pk)
    if Arrangement.objects.present().filter(
        own_pack=pack, engagement__removed_at=None, engagement__mission__removed_at=None
    ):
        raise StillUsed
    return editing.remove(pack, by=by)


@transaction.atomic
def restore_pack(pack: RulePack, *, by: User) -> RulePack:
    """Undo a removal. Raises NameIsTaken where another pack took its name."""
    _refuse_name(pack.name, pack.office_id, but=pack)
    return editing.restore(pack, by=by)


def _changed(pack: RulePack, values: Mapping[str, Any], *, seen: int, by: User) -> RulePack:
    """As `editing.change`, but who was slower is told parameter by parameter what the other changed."""
    try:
        return editing.change(pack, values, seen=seen, by=by)
    except ChangedMeanwhile as other:
        current = RulePack.objects.get(pk=pack.pk)
        raise ChangedMeanwhile(
            version=other.version, revisions=revisions_of_pack(current, since=seen)
        ) from None


def _refuse_name(name: str, office: int | None, *, but: RulePack | None = None) -> None:
    taken = RulePack.objects.present().filter(office=office, name=name)
    if (taken.exclude(pk=but.pk) if but is not None else taken).exists():
        raise NameIsTaken


def _nearest(read: Rules) -> Pack:
    """The shipped pack of the same ladder with the fewest differences."""
    fitting = [each for each in Pack if same_ladder(read, load_pack(each.value))]
    if not fitting:
        raise NoSuchLadder

    def apart(pack: Pack) -> int:
        rules = load_pack(pack.value)
        return sum(read.params[key].value != rules.params[key].value for key in PARAMETERS)

    return min(fitting, key=apart)


def _cannot(error: PackError, *, of: str = "", field: str = "value") -> CannotBeUsed:
    """The engine's refusal at a field; it names the parameter, unless the field is that parameter's own."""
    language = "ko" if (get_language() or "en").startswith("ko") else "en"
    said = error.about(language)
    label = PARAMETERS[error.parameter].label.text(language) if error.parameter in PARAMETERS else ""
    named = f"{error.parameter} ({label})" if label else error.parameter
    refusal = CannotBeUsed(said=said if error.parameter == of else f"{named}: {said}")
    refusal.field = field  # type: ignore[misc]
    return refusal
