"""Rule packs that can be chosen: those that ship and those that offices made of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.engine.precedence import Change, PackError, load_pack, revised_pack
from legation.engine.precedence import Pack as Rules
from legation.engine.seating import Parameters, parameters_of
from legation.protocol.choices import Pack
from legation.protocol.models import RulePack

if TYPE_CHECKING:
    from legation.protocol.queries.attending import Setting

OWN = "own-"
# How the precedence packs' parameters of the table are called by the seating engine.
SEATS = {
    "even_row": ("even_row", {"centre_line": "centre-line", "first_off_centre": "off-centre"}),
    "interpreter": (
        "interpreter_seat",
        {"behind": "behind", "left_of_delegate": "left", "right_of_principal": "right"},
    ),
    "senior_side": ("senior_side", {"right": "right", "left": "left"}),
    "flags_two": ("two_flags", {"guest_left": "guest-left", "host_left": "host-left"}),
    "flags_many": ("many_flags", {"alphabetical": "alphabetical", "host_centre": "host-centre"}),
}


@dataclass(frozen=True, slots=True)
class Book:
    """A rule pack to rank by: one that ships, or an office's `own` made from `base`.

    `key` names it in addresses and forms: kr-municipal, own-12.
    """

    key: str
    label: str
    base: Pack
    own: RulePack | None = None

    def __str__(self) -> str:
        return self.key

    @property
    def rules(self) -> Rules:
        """What the engine takes. Raises PackError where an own pack no longer fits what it was made from."""
        return load_pack(self.base.value) if self.own is None else own_rules(self.own)


def shipped(pack: Pack) -> Book:
    return Book(pack.value, str(pack.label), pack)


def own_book(own: RulePack) -> Book:
    return Book(f"{OWN}{own.pk}", own.name, Pack(own.base), own)


def book_for(setting: "Setting") -> Book:
    """The pack that counts for an engagement: as arranged, else the usual one of the host's country."""
    own = setting.own_pack
    return own_book(own) if own is not None else shipped(setting.pack)


def pack_for(setting: "Setting") -> Rules:
    """The same as the precedence engine takes it. Raises PackError, as `Book.rules`."""
    return book_for(setting).rules


def own_rules(own: RulePack) -> Rules:
    """An office's pack: its base with its changes. Raises PackError where they do not fit together."""
    return revised_pack(load_pack(own.base), name=own.name, changes=changes_in(own.changes))


def changes_in(stored: Mapping[str, Any]) -> dict[str, Change]:
    """The changes of a stored pack, as the engine takes them."""
    return {
        name: Change(
            tuple(row["value"]) if isinstance(row["value"], list) else row["value"],
            row["source"],
            row["grade"],
        )
        for name, row in stored.items()
    }


def stored(changes: Mapping[str, Change]) -> dict[str, dict[str, Any]]:
    """The changes of a pack as they are kept."""
    return {
        name: {
            "value": list(change.value) if isinstance(change.value, tuple) else change.value,
            "source": change.source,
            "grade": change.grade,
        }
        for name, change in changes.items()
    }


def parameters_of_pack(pack: Rules, base: str = Pack.NEUTRAL.value) -> Parameters:
    """How the seating engine sits, by the same pack as the order of precedence (T2, T8, T10, F2, F3).

    What only the seating engine knows (the long table, the third in a car) it takes from its own pack `base`.
    Raises AskTheOffice where the pack leaves one of them unset; two flags only stay unset, and the seating
    engine asks.
    """
    changes: dict[str, str | None] = {}
    for ours, (theirs, words) in SEATS.items():
        unset = theirs == "two_flags" and pack.params[theirs].value is None
        changes[ours] = None if unset else words[pack.choice(theirs)]
    return parameters_of(base, **changes)


def seating_parameters(setting: "Setting") -> Parameters:
    """The seating parameters of an engagement's pack. Raises PackError, as `parameters_of_pack`."""
    return parameters_of_pack(pack_for(setting), setting.pack.value)


def own_packs(user: Any) -> list[RulePack]:
    """The packs that offices made, the reader's own first: one query."""
    found = RulePack.objects.visible_to(user).select_related("office").order_by("name", "pk")
    return sorted(found, key=lambda each: each.office_id != user.office_id)


def books(user: Any) -> list[Book]:
    """Every pack that the reader can choose: one query."""
    return [*map(own_book, own_packs(user)), *map(shipped, Pack)]


def book_named(key: str, among: Iterable[Book]) -> Book | None:
    return next((each for each in among if each.key == key), None)


def choices_of(books: Iterable[Book]) -> list[tuple[str, Any]]:
    """The packs as a select offers them: own ones apart from those that ship."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in books:
        name = str(each.own.office) if each.own is not None else _("As shipped")
        groups.setdefault(name, []).append((each.key, each.label))
    if len(groups) == 1:
        return next(iter(groups.values()))
    return list(groups.items())


def said_by(error: PackError) -> str:
    """A refusal of the engine in the reader's language."""
    return error.text("ko" if (get_language() or "en").startswith("ko") else "en")
