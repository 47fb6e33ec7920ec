"""Records of a file as values of ours: each field is held against its column first."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.strings import LazyI18nString

from legation.exchange.queries.kinds import KINDS, Kind
from legation.exchange.queries.packing import Packed
from legation.kernel.refusals import Refused

MOST, LONGEST, LONGEST_LIST = 50_000, 100_000, 200
FIRST, LAST = 1900, 2200  # years; days at the ends of time are in no time zone
FIRST_FOUNDED = 100
LANGUAGES = {"en", "ko"}
MOST_CHAIRS, MOST_SEATS, FARTHEST, FULL_TURN = 5_000, 500, 1_000, 360
CHAIR = re.compile(r"[A-Za-z0-9-]{1,30}")
TABLE = {"id", "seats", "shape", "x", "y", "rotation", "top"}
TURNING = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


class BadRecord(Refused):
    sentence = _(
        "“%(field)s” of record %(number)s in “%(part)s” of this file is not right: %(problem)s Nothing was "
        "taken in."
    )
    field = "file"


class NoMissionWithin(Refused):
    sentence = _("There is not exactly one mission in this file. Nothing was taken in.")
    field = "file"


class TooManyRecords(Refused):
    sentence = _("There are more than %(most)s records in this file. Nothing was taken in.")
    field = "file"


class Wrong(ValueError):
    """A value that a column does not take."""


@dataclass(frozen=True, slots=True)
class Read:
    """One record of a file: what it is called, its values, and what it links to by their names in files.

    `named` are the fields of which the file says anything; the values of others are for what is made anew.
    """

    ids: tuple[str, ...]
    values: Mapping[str, Any]
    links: Mapping[str, str | None]
    many: Mapping[str, tuple[str, ...]]
    placed: Mapping[str, tuple[tuple[str, str], ...]]
    riding: Mapping[str, tuple[str, ...]]
    file: str
    named: frozenset[str]


def records(packed: Packed, *, check: bool = True) -> dict[str, list[Read]]:
    """Every record of a verified file. Kinds that we do not know are left. Raises BadRecord.

    `check` holds values against each other as well, which asks the database: once for a file is enough.
    """
    if sum(len(rows) for rows in packed.data.values()) > MOST:
        raise TooManyRecords(most=MOST)
    found = {
        kind: [
            _record(kind, number, row, packed, check=check) for number, row in enumerate(packed.data[kind], 1)
        ]
        for kind in KINDS
        if kind in packed.data
    }
    if len(found.get("mission", ())) != 1:
        raise NoMissionWithin
    _hold_links(found)
    return found


def _hold_links(found: Mapping[str, list[Read]]) -> None:
    """Each link leads to a record of the kind that stands there, or to none; a name stands for one kind."""
    kinds: dict[str, str] = {}
    for kind, rows in found.items():
        for number, row in enumerate(rows, 1):
            if any(kinds.setdefault(uid, kind) != kind for uid in row.ids):
                raise _bad(kind, number, "ids", "")
    for kind, rows in found.items():
        spec = KINDS[kind]
        for number, row in enumerate(rows, 1):
            named = [
                *((name, other, (row.links[name],)) for name, other in spec.links.items()),
                *((name, other, row.many[name]) for name, other in spec.many.items()),
                *((name, other, row.riding[name]) for name, other in spec.riding.items()),
                *(
                    (name, other, [who for who, _at in row.placed[name]])
                    for name, other in spec.placed.items()
                ),
            ]
            for name, other, uids in named:
                if any(kinds.get(uid or "", other) != other for uid in uids):
                    raise _bad(kind, number, name, "")


def _record(kind: str, number: int, row: Mapping[str, Any], packed: Packed, *, check: bool) -> Read:
    spec, name = KINDS[kind], "ids"
    try:
        ids = _ids(row.get("ids"))
        if not ids or not ids[0].startswith(f"{packed.fingerprint}."):  # a name that its signer gave it
            raise Wrong
        values: dict[str, Any] = {}
        for name in spec.plain:
            values[name] = _value(spec.field(name), row.get(name))
        links = {}
        for name in spec.links:
            links[name] = _ids([row[name]])[0] if row.get(name) is not None else None
        many = {}
        for name in spec.many:
            many[name] = _ids(row.get(name, []))
        placed = {}
        for name in spec.placed:
            placed[name] = _placed(row.get(name, []))
        riding = {}
        for name in spec.riding:
            riding[name] = _ids(row.get(name, []))
        if kind == "stay" and (values["unit"] is None) != (links["room_type"] is None):
            name = "unit"
            raise Wrong(_("give the kind of room and which of them, or neither."))
        name = "file"
        file = row.get("file", "")
        if file and (not spec.file or file not in packed.files):
            raise Wrong
        if check:
            _check(spec, values)
    except Wrong as wrong:
        raise _bad(kind, number, name, str(wrong)) from wrong
    except ValidationError as wrong:
        named = next(iter(wrong.message_dict), name) if hasattr(wrong, "error_dict") else name
        raise _bad(kind, number, named, " ".join(wrong.messages)) from wrong
    said = frozenset(each for each in spec.fields if each in row)
    return Read(ids, values, links, many, placed, riding, file, said)


def _bad(kind: str, number: int, name: str, problem: str) -> BadRecord:
    said = problem or str(_("it is not written as it should be."))
    return BadRecord(field=name, number=number, part=f"data/{kind}.json", problem=said)


def _ids(given: Any) -> tuple[str, ...]:
    if not isinstance(given, list) or len(given) > MOST:
        raise Wrong
    for each in given:
        if not isinstance(each, str) or not 30 < len(each) <= 60 or not each.replace(".", "").isalnum():
            raise Wrong
    return tuple(dict.fromkeys(given))


def _placed(given: Any) -> tuple[tuple[str, str], ...]:
    """Who sits on which chair: nobody on two, and no two on one."""
    if not isinstance(given, list) or len(given) > MOST_CHAIRS:
        raise Wrong
    pairs = []
    for each in given:
        if not isinstance(each, list) or len(each) != 2 or not isinstance(each[1], str):
            raise Wrong
        if CHAIR.fullmatch(each[1]) is None:
            raise Wrong
        pairs.append((_ids([each[0]])[0], each[1]))
    if any(len({pair[at] for pair in pairs}) < len(pairs) for at in (0, 1)):
        raise Wrong(_("somebody has two chairs, or a chair two people."))
    return tuple(pairs)


def _tables(given: Any) -> list[dict[str, Any]]:
    """Tables as seat plans have them."""
    if not isinstance(given, list) or len(given) > LONGEST_LIST:
        raise Wrong
    return [_table(each) for each in given]


def _table(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict) or not {"id", "seats"} <= set(given) <= TABLE:
        raise Wrong
    id_, seats, shape = given["id"], _whole(given["seats"]), given.get("shape", "round")
    places = [_of((int, float), given[name]) for name in ("x", "y") if given.get(name) is not None]
    turned, top = _whole(given.get("rotation", 0)), _of(bool, given.get("top", False))
    named = isinstance(id_, str) and CHAIR.fullmatch(id_) is not None
    if not named or not 1 <= seats <= MOST_SEATS or shape not in {"round", "long"} or abs(turned) > FULL_TURN:
        raise Wrong
    if any(isinstance(each, bool) or not abs(each) <= FARTHEST for each in places):
        raise Wrong
    return {**given, "top": top} if "top" in given else dict(given)


def _numbers(given: Any) -> list[int]:
    if not isinstance(given, list) or len(given) > LONGEST_LIST:
        raise Wrong
    numbers = [_whole(each) for each in given]
    return numbers if all(1 <= each <= LONGEST_LIST for each in numbers) else _no()


def _value(field: Any, given: Any) -> Any:
    if given is None:
        return _empty(field)
    if isinstance(field, I18nCharField | I18nTextField):
        return _words(field, given)
    if isinstance(field, models.JSONField):
        read: Callable[[Any], Any] = OTHER_LISTS.get(field.name, _lines)
        return read(given)
    if isinstance(field, models.BooleanField):
        return _of(bool, given)
    if isinstance(field, models.IntegerField):
        return _whole(given)
    if isinstance(field, models.FloatField):
        return float(_of((int, float), given)) if not isinstance(given, bool) else _no()
    return _written(field, _text(given, LONGEST))


def _empty(field: Any) -> Any:
    """What stands in a column of which the file says nothing; what is needed is missed by its own check."""
    if field.null:
        return None
    if field.has_default():
        return field.get_default()
    return "" if field.empty_strings_allowed else _no()


def _written(field: Any, text: str) -> Any:
    try:
        if isinstance(field, models.DateTimeField):
            moment = datetime.fromisoformat(text)
            return _in_time(field, moment) if moment.tzinfo is not None else _no()
        if isinstance(field, models.DateField):
            return _in_time(field, date.fromisoformat(text))
        if isinstance(field, models.DecimalField):
            number = Decimal(text)
            return number if number.is_finite() else _no()
    except Wrong:
        raise
    except (ValueError, InvalidOperation) as wrong:
        raise Wrong from wrong
    return text


def _in_time(field: Any, day: date) -> date:
    first = FIRST_FOUNDED if field.name == "founded_on" else FIRST
    if not first <= day.year <= LAST:
        raise Wrong(_("the year lies before %(first)s or after %(last)s.") % {"first": first, "last": LAST})
    return day


def _words(field: Any, given: Any) -> LazyI18nString:
    if not isinstance(given, dict) or not set(given) <= LANGUAGES:
        raise Wrong
    longest = getattr(field, "max_length", None) or LONGEST
    words = {language: _text(said, longest) for language, said in given.items() if said}
    return LazyI18nString(words)


def _lines(given: Any) -> list[str]:
    if not isinstance(given, list) or len(given) > LONGEST_LIST:
        raise Wrong
    return [_text(each, 300) for each in given]


# Columns that hold no lines of text.
OTHER_LISTS: Mapping[str, Callable[[Any], Any]] = {"tables": _tables, "photo_rows": _numbers}


def _text(given: Any, longest: int) -> str:
    """Words without what is no text; marks that turn a line around are not words either."""
    if not isinstance(given, str) or len(given) > longest:
        raise Wrong
    return "".join(letter for letter in given if not _strange(letter))


def _strange(letter: str) -> bool:
    control = letter < " " and letter not in "\n\r\t"
    return control or letter == "\x7f" or "\ud800" <= letter <= "\udfff" or letter in TURNING


def _whole(given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or abs(given) > 2**31 - 1:
        raise Wrong
    return given


def _of(kind: Any, given: Any) -> Any:
    return given if isinstance(given, kind) else _no()


def _no() -> Any:
    raise Wrong


def _check(spec: Kind, values: Mapping[str, Any]) -> None:
    """What the column says of a value, and what the columns say of each other."""
    record = spec.model(**values)
    rest = {field.name for field in spec.model._meta.fields if field.name not in values}
    record.clean_fields(exclude=rest)
    for constraint in spec.model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            constraint.validate(spec.model, record, exclude=rest)
