"""Compile the table of the world's cities from the records of a package (GeoNames, at 15,000 people or more).

Its names carry no language. The name that GeoNames gives first is the English one or the local one in Latin
letters, with and without its marks; what is written in Hangul is Korean; what is written in a script of the
city's country is its own. Of the names in other languages those in plain letters lead to a city of half a
million people or more ("Seville", "Cologne"), and so do parts of a long name ("Querétaro").
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from struct import pack
from typing import Any

SCRIPTS = {
    "CYRILLIC": "RU UA BG RS MK BY KZ KG MN ME BA TJ",
    "GREEK": "GR CY",
    "HEBREW": "IL",
    "ARABIC": "SA AE QA KW BH OM YE IQ SY LB JO PS EG SD LY TN DZ MA IR AF PK MR",
    "DEVANAGARI": "IN NP",
    "BENGALI": "BD IN",
    "TAMIL": "LK IN",
    "THAI": "TH",
    "LAO": "LA",
    "KHMER": "KH",
    "MYANMAR": "MM",
    "GEORGIAN": "GE",
    "ARMENIAN": "AM",
    "ETHIOPIC": "ET ER",
    "CJK": "CN TW HK MO JP SG",
    "HIRAGANA": "JP",
    "KATAKANA": "JP",
}
_OF_COUNTRY: dict[str, set[str]] = {}
for _script, _codes in SCRIPTS.items():
    for _code in _codes.split():
        _OF_COUNTRY.setdefault(_code, set()).add(_script)
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ž'][A-Za-zÀ-ÖØ-öø-žƏəȘșȚțạ-ỹƠơƯư.'’ -]{1,39}")
_RANK = ("특별자치시", "특례시", "특별시", "광역시", "시")
_UNMARKED = str.maketrans("øØłŁđĐı", "oOlLdDi")
_MOST = 4
_LARGE = 500_000
_PLAIN = re.compile(r"[A-Z][a-z]{4,15}")


def table_of(records: Iterable[Mapping[str, Any]]) -> bytes:
    """The table that `world.World` reads, a line for each name of each city. Only the records decide it."""
    lines: set[bytes] = set()
    for record in records:
        english = _english(str(record["name"]))
        if not english or not record["timezone"] or len(record["countrycode"]) != 2:
            continue
        others = [unicodedata.normalize("NFC", str(name)).strip() for name in record["alternatenames"]]
        korean = _korean(others, record["countrycode"])
        own = _own(others, record["countrycode"])
        cells = (
            record["countrycode"], record["timezone"], str(int(record["population"])),
            "/".join(english), "/".join(korean), "/".join(own),
        )  # fmt: skip
        keys = {*english, *korean, *own, *_elsewhere(others, english[0], int(record["population"]))}
        for key in {name.casefold().replace("’", "'") for name in keys}:
            lines.add(("\t".join((key, *cells)) + "\n").encode())
    ordered = sorted(lines)
    at = 4 + 4 * len(ordered)
    places = []
    for line in ordered:
        places.append(pack("<I", at))
        at += len(line)
    return b"".join([pack("<I", len(ordered)), *places, *ordered])


def _elsewhere(names: Sequence[str], name: str, population: int) -> set[str]:
    """Further names that lead to a city: parts of a long one, those of large cities in other languages."""
    words = name.split(" ")
    parts = {" ".join(words[first:]) for first in range(1, len(words))}
    parts |= {" ".join(words[:last]) for last in range(1, len(words))}
    found = {one for one in names if one in parts and len(one) > 4 and one[0].isupper()}
    if population >= _LARGE:
        found |= {one for one in names if _PLAIN.fullmatch(one)}
    return found | {plain for one in found for plain in _english(one)}


def _english(name: str) -> list[str]:
    """A name in Latin letters as it stands, and without its marks."""
    name = unicodedata.normalize("NFC", name).replace("/", " ").strip()
    if not _LATIN.fullmatch(name):
        return []
    plain = "".join(
        char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char)
    ).translate(_UNMARKED)
    return list(dict.fromkeys([name, plain]))


def _korean(names: Iterable[str], country: str) -> list[str]:
    """Names in Hangul, without what only says that it is a city; the shortest first."""
    found: set[str] = set()
    for name in names:
        if not name or not all("가" <= char <= "힣" or char == " " for char in name) or len(name) > 14:
            continue
        stem = next((name[: -len(end)] for end in _RANK if name.endswith(end)), name)
        if len(stem) > 1:
            found.add(stem if country == "KR" or len(stem) > 2 else name)
    return sorted(found, key=lambda name: (len(name), name))[:_MOST]


def _own(names: Iterable[str], country: str) -> list[str]:
    """Names in a script of the country, the shortest first."""
    scripts = _OF_COUNTRY.get(country, set())
    found = {
        name
        for name in names
        if name and "/" not in name and "\t" not in name and len(name) < 30 and _in(name, scripts)
    }
    return sorted(found, key=lambda name: (len(name), name))[:_MOST]


def _in(name: str, scripts: set[str]) -> bool:
    """Whether every letter of a name is of one of the scripts."""
    letters = [char for char in name if char.isalpha()]
    return bool(letters) and all(unicodedata.name(char, "").split(" ")[0] in scripts for char in letters)
