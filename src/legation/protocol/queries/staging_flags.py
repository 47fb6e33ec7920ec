"""Which flags stand where, seen by the viewer, and when they are raised (F1 to F4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.directory.choices import country_name
from legation.directory.models import City
from legation.engine.precedence import (
    AskTheOffice,
    Flag,
    FlagFault,
    FlagPlan,
    FlagRow,
    Pack,
    PackError,
    changed_pack,
    flag_faults,
    flag_plan,
)
from legation.missions.choices import Party
from legation.missions.models import Delegation, Engagement
from legation.protocol.choices import FlagsOfTwo
from legation.protocol.models import Ceremony
from legation.protocol.queries.attending import Attending, Setting
from legation.protocol.queries.packs import pack_for
from legation.protocol.queries.staging_people import Cast, cast_of, language


@dataclass(frozen=True, slots=True)
class Banner:
    """One flag: whose it is, in the reader's language, and its side."""

    key: str
    name: str
    kind: Literal["country", "city", "body"]
    side: str
    code: str

    @property
    def host(self) -> bool:
        return self.side == Party.HOST


@dataclass(frozen=True, slots=True)
class FlagsRow:
    """Flags of one kind from the viewer's left, with the rule and how it was applied, in words."""

    kind: str
    rule: str
    heading: str
    why: str
    flags: tuple[Banner, ...]


@dataclass(frozen=True, slots=True)
class Flags:
    """All rows, national first. `asks` is the rule that the pack leaves to the office (F2), with `asked` in
    words; until it is decided there are no rows. `decided` says that the office decided it here. `notes` are
    what to know. `missing`: people, host or order."""

    engagement: Engagement
    rows: tuple[FlagsRow, ...] = ()
    raised: tuple[Banner, ...] = ()
    lowered: tuple[Banner, ...] = ()
    nations: int = 0
    decided: str = ""
    asks: str = ""
    asked: str = ""
    notes: tuple[str, ...] = ()
    missing: str = ""

    @property
    def banners(self) -> tuple[Banner, ...]:
        return tuple(flag for row in self.rows for flag in row.flags)


def flags_of(setting: Setting | Cast, ceremony: Ceremony) -> Flags:
    """The flags of the parties who come, over what all readers see: no query.

    Everybody's party counts, confirmed or not: a flag is ordered before the last reply. The host country's
    flag always stands. `ceremony.two_flags` goes before the pack.
    """
    cast = cast_of(setting)
    engagement = cast.setting.engagement
    if not cast.setting.people:
        return Flags(engagement, missing="people")
    people = _in_order(cast)
    host = cast.setting.host
    banners = {each.key: each for each in _banners(people, host)}
    nations = sum(each.kind == "country" for each in banners.values())
    notes = _notes(banners.values(), host)
    if host is None and nations > 1:
        return Flags(engagement, nations=nations, missing="host", notes=notes)
    decided = ceremony.two_flags if nations == 2 else ""
    named = [_flag(each, cast) for each in banners.values()]
    try:
        rules = _decided(pack_for(cast.setting), decided)
        made = flag_plan(named, rules, language=cast.setting.language)
    except AskTheOffice as asks:
        return Flags(engagement, nations=nations, asks=asks.rule, asked=asks.text(language()), notes=notes)
    except PackError as error:
        return Flags(engagement, nations=nations, missing="order", asked=error.text(language()), notes=notes)
    return _flags(engagement, made, banners, decided, notes)


def _flags(
    engagement: Engagement,
    made: FlagPlan,
    banners: Mapping[str, Banner],
    decided: str,
    notes: tuple[str, ...],
) -> Flags:
    return Flags(
        engagement=engagement,
        rows=tuple(
            FlagsRow(
                each.kind,
                each.rule,
                _heading(each.kind),
                _why(each),
                tuple(banners[one] for one in each.from_left),
            )
            for each in made.rows
        ),
        raised=tuple(banners[each] for each in made.raised),
        lowered=tuple(banners[each] for each in made.lowered),
        nations=len(made.raised),
        decided=str(FlagsOfTwo(decided).label) if decided else "",
        notes=notes,
    )


def _decided(pack: Pack, two_flags: str) -> Pack:
    """The pack, with the office's own decision on two flags where there is one."""
    if not two_flags:
        return pack
    return changed_pack(
        pack, name=pack.name, source="the office", grade="C", two_flags=two_flags.replace("-", "_")
    )


def _in_order(cast: Cast) -> list[Attending]:
    """Everybody who comes, first in rank first; without an order as they were entered."""
    ranked = [row.attending for row in cast.ranked.rows]
    keys = {each.key for each in ranked}
    return [*ranked, *(each for each in cast.setting.people if each.key not in keys)]


def _banners(people: Iterable[Attending], host: City | None) -> list[Banner]:
    """Each country, then each city, then each delegation without a city, in the order of precedence."""
    parties = list({each.delegation.pk: each.delegation for each in people}.values())
    cities = list({each.city.pk: each.city for each in parties if each.city is not None}.values())
    found: dict[str, Banner] = {}
    for city in cities:
        own = [each for each in parties if each.city is not None and each.city.country == city.country]
        side = "host" if host is not None and city.country == host.country else _side(own)
        found.setdefault(city.country, _nation(city, side))
    if host is not None:
        found.setdefault(host.country, _nation(host, "host"))
    return [
        *found.values(),
        *(
            Banner(
                f"city-{city.pk}",
                str(city),
                "city",
                _side([each for each in parties if each.city == city]),
                "",
            )
            for city in cities
        ),
        *(
            Banner(f"body-{each.pk}", str(each), "body", _side([each]), "")
            for each in parties
            if each.city is None
        ),
    ]


def _nation(city: City, side: str) -> Banner:
    name = country_name(city.country, get_language() or "en")
    return Banner(f"country-{city.country}", name, "country", side, city.country)


def _side(parties: Iterable[Delegation]) -> str:
    """The side for which a flag stands: guest or host before a third party that shares it."""
    sides = {str(each.party) for each in parties}
    return next((side for side in ("guest", "host") if side in sides), "third")


def _flag(each: Banner, cast: Cast) -> Flag:
    """As the engine takes it: national flags are collated by their names in the engagement's language."""
    name = country_name(each.code, cast.setting.language) if each.code else each.name
    return Flag(each.key, name, each.kind, host=each.kind == "country" and each.host)


def _heading(kind: str) -> str:
    return {"country": _("National flags"), "city": _("City flags")}.get(kind) or _("Flags of bodies")


def _why(row: FlagRow) -> str:
    """Why these flags stand so, in words."""
    return {
        "guest_left": _("Two flags: the guest’s at the viewer’s left."),
        "host_left": _("Two flags: the host’s at the viewer’s left."),
        "alphabetical": _("Three flags or more: A to Z from the viewer’s left."),
        "host_centre": _("Three flags or more: the host’s at the centre, the others alternating."),
    }.get(row.how) or (
        _("One national flag stands alone.")
        if row.kind == "country"
        else _("A row of their own, never within the national flags, in the order of precedence.")
    )


def _notes(banners: Iterable[Banner], host: City | None) -> tuple[str, ...]:
    """What is odd about the flags that are there."""
    nations = [each for each in banners if each.kind == "country"]
    notes = []
    if host is None:
        notes.append(_("The host city is not known, so no flag is the host’s: name a venue or a leg."))
    if len(nations) == 1:
        notes.append(_("All parties are of one country: one national flag stands for all."))
    return tuple(notes)


def faults_of(flags: Flags, measured: Sequence[Flag], from_left: Sequence[str]) -> tuple[str, ...]:
    """What is wrong with the flags as they stand in the room: F1 and F4, and the row against the plan."""
    names = {each.key: each.name for each in flags.banners}
    faults = [_fault(each, names) for each in flag_faults(measured, from_left)]
    nations = [each for each in from_left if each.startswith("country-")]
    row = next((each for each in flags.rows if each.kind == "country"), None)
    planned = [each.key for each in row.flags] if row is not None else []
    if row is not None and len(nations) == len(planned) > 1 and nations != planned:
        faults.append(
            _("%(rule)s: from the viewer’s left should stand %(names)s.")
            % {"rule": row.rule, "names": ", ".join(names[each] for each in planned)}
        )
    return tuple(faults)


def _fault(fault: FlagFault, names: Mapping[str, str]) -> str:
    texts = {
        "size": _("F1: the flag of %(flag)s has not the size of the flag of %(other)s."),
        "pole": _("F1: the flag of %(flag)s does not fly as high as the flag of %(other)s."),
        "mast": _("F1: the flag of %(flag)s hangs on one pole with the flag of %(other)s."),
        "row": _("F4: the flag of %(flag)s stands within the row of national flags."),
    }
    return texts[fault.what] % {"flag": names[fault.flag], "other": names[fault.other]}
