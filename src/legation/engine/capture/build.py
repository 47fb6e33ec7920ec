"""Compile the cities that name the world's time zones, in English and Korean, from the ICU library's own tables.

The table that ships is `atlas_zones`; a test holds that the two are the same. Only this module needs ICU.
"""

# ruff: noqa: E501, SIM905

from legation.engine.capture.atlas import COUNTRIES, REGIONS
from legation.engine.capture.atlas_cities import CITIES

CONTINENTS = ("Africa/", "America/", "Asia/", "Europe/")
STOP = frozenset(
    "Adak Atka Bahia Belize Center Creston Dawson Easter Jersey Knox Kosovo Metlakatla Mendoza Monticello Nome Salta "
    "Sitka Tongatapu Troll Menominee Ojinaga Ensenada Merida Louisville Phoenix Regina Boise Halifax Winnipeg "
    "Santa_Isabel Cambridge_Bay Shiprock Vatican Oral Resolute Chita San_Juan San_Luis Nuuk Godthab Cayman Antigua "
    "St_Kitts St_Vincent St_Thomas Noronha Swift_Current Samara Kirov Tortola Lower_Princes Bahia_Banderas Blanc-Sablon "
    "Goose_Bay Glace_Bay Yakutat Thule Danmarkshavn Scoresbysund Coral_Harbour Atikokan Coyhaique Hovd Miquelon".split()
)
"""Names that are ordinary words, people's names or better known places elsewhere."""


def zone_cities() -> list[str]:
    """Lines "country|zone|English=Korean", sorted, of the zones' cities that the hand-written table lacks.

    Left out are names with a comma, names of countries and names of the stop list. Raises ImportError without
    the ICU library.
    """
    import icu

    names = {code: icu.TimeZoneNames.createInstance(icu.Locale(code)) for code in ("en", "ko")}
    known = _known()
    found: dict[str, str] = {}
    for zone in sorted(str(one) for one in icu.TimeZone.createEnumeration()):
        if not zone.startswith(CONTINENTS) or zone.rpartition("/")[2] in STOP:
            continue
        english = str(names["en"].getExemplarLocationName(zone) or "")
        korean = str(names["ko"].getExemplarLocationName(zone) or "")
        country = str(icu.TimeZone.getRegion(zone))
        territory = icu.Locale("", country).getDisplayCountry(icu.Locale("en"))
        if not english or "," in english or english in known or english == territory or english in found:
            continue
        if len(country) != 2 or not country.isalpha() or not _hangul(korean) or "," in korean:
            continue
        found[english] = f"{country}|{icu.TimeZone.getIanaID(zone)}|{english}={korean}"
    return sorted(found.values())


def _known() -> set[str]:
    names: set[str] = set()
    for line in CITIES.strip().splitlines():
        for entry in line.split("|")[2].split(";"):
            names.update(name.strip() for name in entry.split("=")[0].split("/"))
    for line in (COUNTRIES + REGIONS).strip().splitlines():
        if "|" in line:
            names.update(name.strip() for name in line.split("|")[2].split(","))
    return names


def _hangul(name: str) -> bool:
    return bool(name) and all("가" <= char <= "힣" or char == " " for char in name)
