"""Enumerations of the directory."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(TextChoices):
    CITY_GOVERNMENT = "city", _("City government")
    REGIONAL_GOVERNMENT = "region", _("County, state or province")
    LEGISLATURE = "legislature", _("Legislature or council")
    NATIONAL_GOVERNMENT = "government", _("National government body")
    MISSION_ABROAD = "embassy", _("Embassy or consulate")
    PORT = "port", _("Port authority")
    AGENCY = "agency", _("Economic development agency")
    CHAMBER = "chamber", _("Chamber of commerce")
    ASSOCIATION = "association", _("Association")
    COMPANY = "company", _("Company")
    UNIVERSITY = "university", _("University")
    RESEARCH = "research", _("Research institute")
    MEDIA = "media", _("Press or broadcaster")
    OTHER = "other", _("Other body")


class RankClass(TextChoices):
    """The rank classes that every rule pack of the precedence engine knows."""

    MAYOR = "mayor", _("Mayor")
    DEPUTY_MAYOR = "deputy_mayor", _("Deputy mayor")
    GOVERNOR = "governor", _("Governor")
    COUNCIL_CHAIR = "council_chair", _("Council chair")
    COUNCILLOR = "councillor", _("Councillor or commissioner")
    LEGISLATOR = "legislator", _("Legislator")
    CONSUL_GENERAL = "consul_general", _("Consul general")
    EXECUTIVE = "executive", _("Executive")
    PROFESSOR = "professor", _("Professor")


class Scope(TextChoices):
    """Who finds a person in the directory."""

    SHARED = "shared", pgettext_lazy("scope", "Every office of this installation")
    OFFICE = "office", pgettext_lazy("scope", "Our office only")


class PersonLanguage(TextChoices):
    ENGLISH = "en", _("English")
    KOREAN = "ko", _("Korean")
    JAPANESE = "ja", _("Japanese")
    CHINESE = "zh", _("Chinese")
    SPANISH = "es", _("Spanish")
    FRENCH = "fr", _("French")
    GERMAN = "de", _("German")
    RUSSIAN = "ru", _("Russian")
    VIETNAMESE = "vi", _("Vietnamese")
    ARABIC = "ar", _("Arabic")


def country_name(code: str, language: str) -> str:
    """What readers of `language` call the country: 대한민국 for KR in Korean."""
    from icu import Locale

    name: str = Locale("", code).getDisplayCountry(Locale(language))
    return name


def countries(language: str) -> list[tuple[str, str]]:
    """Every ISO 3166 code with the country's name, in the order of the language."""
    from icu import Collator, Locale

    named = [(code, country_name(code, language)) for code in Locale.getISOCountries()]
    collator = Collator.createInstance(Locale(language))
    return sorted(named, key=lambda pair: (collator.getSortKey(pair[1]), pair[0]))


class ListStatus(TextChoices):
    """How far a list of people is."""

    COLUMNS = "columns", _("Columns to be named")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Read, not taken in yet")
    TAKING = "taking", _("Being taken in")
    TAKEN = "taken", _("Taken in")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


class RowOutcome(TextChoices):
    """What became of one row of a list."""

    ADDED = "added", _("Added")
    CHANGED = "changed", _("Completed")
    SAME = "same", _("Known already")
    WRONG = "wrong", _("Left out")
    OUT = "out", _("Left out as decided")


class DoubtChoice(TextChoices):
    """What was decided on a row that looks like somebody known."""

    OPEN = "", _("To be decided")
    SAME = "same", _("The same person")
    ANOTHER = "another", _("Another person")
    OUT = "out", _("Leave the row out")


class Kind(TextChoices):
    """The kinds of records that may stand twice."""

    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")


class LikenessStatus(TextChoices):
    """What is known of two records that look like one."""

    OPEN = "open", _("To be decided")
    TWO = "two", _("Not the same")
