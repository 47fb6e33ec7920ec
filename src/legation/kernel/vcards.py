"""vCards as a table of people: versions 3.0 and 4.0, and 2.1 as old phones write it. Needs no site.

One card is one row. What a table of people has no column for, such as photographs, is not read.
"""

import quopri
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

HEADINGS = (
    "Name", "Family name", "Given name", "Name in own script", "Other spellings", "Languages", "Organisation",
    "Post",
)  # fmt: skip
LONGEST_HEAD = 2000  # letters in which what a folded line says of itself is looked for
_PARAMETER = re.compile(r';(?:([^=;:"]+)=)?("[^"]*"|[^;:"]*)((?:,(?:"[^"]*"|[^,;:"]*))*)')
_NAME = re.compile(r"(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)")
_HANGUL = re.compile("[가-힣]")


class BadCards(ValueError):
    """Cards that cannot be read: the number of the card, or 0 for the whole file."""

    def __init__(self, card: int) -> None:
        super().__init__(card)
        self.card = card


@dataclass(frozen=True, slots=True)
class Property:
    """One line of a card: its name in capitals, its parameters in small letters, and the raw value."""

    name: str
    parameters: Mapping[str, str]
    value: str


def looks_like_cards(data: bytes) -> bool:
    """Whether a file begins as vCards do, whatever its name."""
    head = data[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head[:11].upper() == b"BEGIN:VCARD"


def rows_of(text: str) -> list[tuple[str, ...]]:
    """A row of HEADINGS for each card. Raises BadCards for a card that does not end."""
    return [_row(card) for card in _cards(text)]


def _cards(text: str) -> Iterator[list[Property]]:
    card: list[Property] | None = None
    number = 0
    for line in _lines(text):
        read = _property(line)
        if read is None:
            continue
        if read.name == "BEGIN" and read.value.strip().upper() == "VCARD":
            if card is not None:
                raise BadCards(number)
            card, number = [], number + 1
        elif read.name == "END" and card is not None:
            yield card
            card = None
        elif card is not None:
            card.append(read)
    if card is not None:
        raise BadCards(number)


def _lines(text: str) -> Iterator[str]:
    """Whole lines: folded ones joined, and those that quoted-printable breaks with a = at the end.

    Each line is looked at once, and the lines of a property are joined once: a photograph has 100,000.
    """
    pieces: list[str] = []
    head = ""
    quoted = False
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if quoted and pieces[-1].endswith("="):
            pieces[-1] = pieces[-1][:-1]
            pieces.append(line)
            continue
        if line[:1] in {" ", "\t"} and pieces:
            pieces.append(line[1:])
            if ":" in head or len(head) > LONGEST_HEAD:
                continue
            head += line[1:]
        else:
            if pieces:
                yield "".join(pieces)
            pieces, head = ([line] if line else []), line
        quoted = "QUOTED-PRINTABLE" in head.partition(":")[0].upper()
    if pieces:
        yield "".join(pieces)


def _property(line: str) -> Property | None:
    found = _NAME.match(line)
    if found is None:
        return None
    parameters: dict[str, str] = {}
    place = found.end()
    while (parameter := _PARAMETER.match(line, place)) and parameter.end() > place:
        name, first, more = parameter.groups()
        value = (first + (more or "")).replace('"', "").lower()
        parameters[(name or value if name else "type").lower()] = value
        if name is None and value == "quoted-printable":
            parameters["encoding"] = value
        place = parameter.end()
    if line[place : place + 1] != ":":
        return None
    value = line[place + 1 :]
    if parameters.get("encoding") in {"quoted-printable", "q"}:
        value = _unquoted(value, parameters.get("charset", "utf-8"))
    return Property(found[1].upper(), parameters, value)


def _unquoted(value: str, charset: str) -> str:
    raw = quopri.decodestring(value.encode("utf-8", "surrogateescape"))
    for encoding in (charset, "utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except (UnicodeError, LookupError, ValueError):  # of a name such as “undefined”, or with a null
            continue
    return raw.decode("utf-8", "replace")


def _row(card: list[Property]) -> tuple[str, ...]:
    names = [_plain(each.value) for each in card if each.name == "FN" and each.value.strip()]
    split = next((each.value for each in card if each.name == "N" and each.value.strip("; ")), "")
    family, given, middle, *_rest = [*map(_plain, _parts(split, ";")), "", "", ""]
    given = " ".join(filter(None, (given, middle)))
    if not family and given:
        family, given = given, ""
    whole = "" if family else (names[0] if names else "")
    first = whole or f"{family}{given}"
    own = next((name for name in names if _HANGUL.search(name)), "") if not _HANGUL.search(first) else ""
    known = {_bare(first), _bare(f"{given}{family}"), _bare(own)}
    others = [name for name in names if _bare(name) not in known]
    nicknames = [_plain(part) for each in card if each.name == "NICKNAME" for part in _parts(each.value, ",")]
    aliases = list(dict.fromkeys(name for name in (*others, *nicknames) if name))
    languages = [each.value.strip().split("-")[0] for each in _preferred(card, "LANG")]
    bodies = [_plain(_parts(each.value, ";")[0]) for each in _preferred(card, "ORG")]
    posts = [_plain(each.value) for each in _preferred(card, "TITLE") or _preferred(card, "ROLE")]
    body, post = next(iter(bodies), ""), next(iter(posts), "")
    return (whole, family, given, own, ", ".join(aliases), ", ".join(languages), body, post if body else "")


def _preferred(card: list[Property], name: str) -> list[Property]:
    """The properties of this name, the preferred ones first."""
    found = [each for each in card if each.name == name and each.value.strip("; ")]
    return sorted(
        found, key=lambda each: int(pref) if (pref := each.parameters.get("pref", "")).isdecimal() else 50
    )


def _parts(value: str, sign: str) -> list[str]:
    """A value cut at a sign that no backslash hides."""
    return re.split(rf"(?<!\\){re.escape(sign)}", value)


def _plain(value: str) -> str:
    """A value without its backslashes."""
    told = re.sub(r"\\([nN,;:\\])", lambda found: " " if found[1] in "nN" else found[1], value)
    return " ".join(told.split())


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()
