"""Enumerations of sources."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FindingKind(TextChoices):
    """What a capture can find, in the order in which a reader confirms it."""

    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")
    PROGRAMME = "programme", _("Programme series")
    EVENT = "event", _("Engagement")
    STATEMENT = "statement", _("Statement")
    AGREEMENT = "agreement", _("Agreement or pledge")
    TOPIC = "topic", _("Topic")
    SIZE = "size", _("Size of the delegation")


class FindingStatus(TextChoices):
    PROPOSED = "proposed", _("To confirm")
    ACCEPTED = "accepted", pgettext_lazy("finding", "Accepted")
    CORRECTED = "corrected", _("Corrected and accepted")
    REJECTED = "rejected", pgettext_lazy("finding", "Rejected")


class Sureness(TextChoices):
    """How sure a reading is, in words."""

    CERTAIN = "certain", _("certain")
    LIKELY = "likely", _("likely")
    UNSURE = "unsure", _("unsure")


CERTAIN, LIKELY = 0.85, 0.6
"""From which confidence on a finding is called certain, and from which likely."""


def sureness(confidence: float) -> Sureness:
    """The word for a confidence between 0 and 1."""
    if confidence >= CERTAIN:
        return Sureness.CERTAIN
    return Sureness.LIKELY if confidence >= LIKELY else Sureness.UNSURE


class EventKind(TextChoices):
    """What an article calls an engagement. A trip is the mission itself."""

    COURTESY_CALL = "courtesy_call", _("Courtesy call")
    MEETING = "meeting", _("Meeting")
    RECEPTION = "reception", _("Reception")
    SIGNING = "signing", _("Signing")
    SITE_VISIT = "site_visit", _("Site visit")
    FORUM = "forum", _("Forum")
    CEREMONY = "ceremony", _("Ceremony")
    TRIP = "trip", _("The mission as a whole")


class EventStatus(TextChoices):
    HELD = "held", _("Held")
    PLANNED = "planned", _("Planned")


class OrganisationRole(TextChoices):
    """As what an article names a body."""

    DELEGATION = "delegation", _("Part of the delegation")
    ORGANISER = "organiser", _("Organiser")
    HOST = "host", pgettext_lazy("party", "Host")
    GUEST = "guest", pgettext_lazy("party", "Guest")
    PARTY = "party", _("Party to an agreement")
    MENTIONED = "mentioned", _("Mentioned")


class Topic(TextChoices):
    """Subjects of cooperation that capture tells apart."""

    TRADE_INVESTMENT = "trade_investment", _("Trade and investment")
    FINANCE = "finance", _("Finance")
    STARTUPS_INNOVATION = "startups_innovation", _("Start-ups and innovation")
    ICT_DIGITAL = "ict_digital", _("Information technology")
    SMART_CITY = "smart_city", _("Smart city")
    ADVANCED_INDUSTRY = "advanced_industry", _("New and advanced industries")
    AEROSPACE = "aerospace", _("Aerospace")
    PORTS_LOGISTICS = "ports_logistics", _("Ports and logistics")
    TRANSPORT = "transport", _("Transport")
    ENERGY = "energy", _("Energy")
    CLIMATE_ENVIRONMENT = "climate_environment", _("Climate and environment")
    WATER_WASTE = "water_waste", _("Water and waste")
    URBAN_DEVELOPMENT = "urban_development", _("Urban development")
    EDUCATION = "education", _("Education")
    YOUTH = "youth", _("Youth")
    CULTURE = "culture", _("Culture")
    TOURISM = "tourism", _("Tourism")
    SPORT = "sport", _("Sport")
    HEALTH = "health", _("Health")
    SCIENCE_RESEARCH = "science_research", _("Science and research")
    AGRICULTURE_FOOD = "agriculture_food", _("Agriculture and food")
    PUBLIC_SAFETY = "public_safety", _("Public safety")
    GOVERNANCE = "governance", _("Public administration")
    PEOPLE_EXCHANGE = "people_exchange", _("Exchange of people")
    MEGA_EVENTS = "mega_events", _("World events")
    CREATIVE_INDUSTRIES = "creative_industries", _("Creative industries")
    WELFARE_SOCIAL = "welfare_social", _("Welfare and social affairs")


class MemberStatus(TextChoices):
    """What became of one file of an archive."""

    READ = "read", pgettext_lazy("file", "Read")
    TWIN = "twin", _("Read before")
    REFUSED = "refused", pgettext_lazy("file", "Not read")
    UNDONE = "undone", pgettext_lazy("file", "Undone")
    KEPT = "kept", _("Kept: something of it was accepted")


class Problem(TextChoices):
    """Why a file or a text is not read, by the code of what refused it."""

    TOO_LARGE = "file-too-large", _("This file is too large. Choose one of at most 5 MB.")
    EMPTY = "empty-file", _("This file is empty. Choose another one.")
    PICTURES = (
        "no-text-in-pdf",
        _("This PDF holds pictures only and no text. Run text recognition on it first, or paste the text."),
    )
    ENCODING = (
        "unknown-encoding",
        _("The letters of this file cannot be read. Save it as UTF-8 and try again."),
    )
    TOO_LONG = "too-much-text", _("This file holds more than 1,000,000 characters of text. Divide it.")
    ARCHIVE = (
        "archive-too-large",
        _("This archive holds too many files, or unpacks to too much. Divide it, and try again."),
    )
    OTHERWISE = (
        "not-what-it-says",
        _(
            "This file is not what its name says, or it is broken."
            " Choose a text, HTML, PDF, Word, mail or JSON file."
        ),
    )
    LANGUAGE = (
        "other-language",
        _("Only English and Korean texts can be read. This one is in another language."),
    )
    NO_TEXT = (
        "no-text",
        _("There is no text to read here. Paste the article, or choose a file that holds text."),
    )
    FAILED = "failed", _("This file could not be read. The operator finds the reason in the log.")


class Aside(TextChoices):
    """Lines of a page that are no part of its story."""

    RIGHTS = "rights", _("Rights notice")
    BYLINE = "byline", _("Byline")
    CAPTION = "caption", _("Caption")
    SOURCE = "source", _("Where it is from")
    MENU = "menu", _("Menu")
    STRAY = "stray", _("Stray line")
    LANGUAGE = "language", _("Other language")


_WHY = {
    "person.title-before": _("a post before the name"),
    "person.title-after": _("a post after the name"),
    "person.title-comma-name": _("a post, a comma and the name"),
    "person.titles-plural": _("one of several with the same post"),
    "person.name-title": _("the name before its post"),
    "person.title-name": _("the post before its name"),
    "person.counterpart": _("the counterpart of somebody named"),
    "person.address": _("a form of address before the name"),
    "person.speech": _("a verb of speech beside the name"),
    "person.led-by": _("“led by” before the name"),
    "person.met-by": _("met or received by this person"),
    "person.known": _("a name this site knows"),
    "person.other-title": _("another post the text gives them"),
    "person": _("the words beside the name"),
    "event.met": _("a verb of meeting"),
    "event.talks": _("talks that were held"),
    "event.received": _("a verb of receiving"),
    "event.audience": _("a reception given for somebody"),
    "event.courtesy-call": _("the text says courtesy call"),
    "event.called-at": _("guests called at a house"),
    "event.signed": _("a verb of signing"),
    "event.reception": _("a meal or reception is named"),
    "event.ceremony": _("a ceremony is named"),
    "event.gathering": _("a gathering that was attended"),
    "event.named": _("the name of a gathering"),
    "event.forum": _("a gathering is named"),
    "event.visited": _("a verb of visiting before the house"),
    "event.visited-person": _("a verb of visiting before a person"),
    "event.visit-place": _("a verb of visiting before a place"),
    "event.trip": _("words of a journey"),
    "event.other-kind": _("the same words often mean this"),
    "event": _("words that tell of an engagement"),
    "org.listed": _("a name in a list of bodies"),
    "org.suffix": _("the ending of the name"),
    "org.short-form": _("a short form of a longer name"),
    "org.acronym-named": _("an acronym behind the name"),
    "org.organised-by": _("“organised by” before the name"),
    "org.acts": _("does what bodies do"),
    "org.of-executive": _("the head of it is named"),
    "org.known": _("a name this site knows"),
    "org.other-city": _("another city of the text"),
    "org": _("a word that names a body"),
    "programme": _("a programme is named"),
    "topic": _("words of this subject"),
    "size": _("a number of people who travelled"),
    "statement.quote-runs-on": _("a quotation that runs on"),
    "statement.quote-before": _("a quotation before its speaker"),
    "statement.same-speaker": _("the same speaker goes on"),
    "statement": _("a verb of speech"),
    "agreement.signed": _("an instrument and a verb of signing"),
    "agreement.invited": _("a verb of inviting"),
    "agreement.pledged": _("words of a promise"),
    "time.other-reading": _("the date can be read so as well"),
    "side": _("other words speak for this side"),
    "city": _("another city of the text"),
    "gazetteer": _("another place of that name"),
    "status": _("no day says whether it was"),
    "by-hand": _("taken from the text by hand"),
}
"""What the rules of capture go by, for a reader; a rule that is not here has the words of its kind."""


def why(rule: str) -> str:
    """Why a value was proposed: the words of its rule, or of its kind; the rule itself where it has none."""
    words = _WHY.get(rule) or _WHY.get(rule.partition(".")[0])
    return str(words) if words is not None else rule


class TakenIn(TextChoices):
    """What became of one finding when many were taken in at once."""

    MADE = "made", pgettext_lazy("taken in", "Made")
    KNOWN = "known", pgettext_lazy("taken in", "Was there already")
    OPENED = "opened", pgettext_lazy("taken in", "Past mission opened")
    MOVED = "moved", pgettext_lazy("taken in", "Text put to its mission")
    REFUSED = "refused", pgettext_lazy("taken in", "Left for you")
    UNDONE = "undone", pgettext_lazy("taken in", "Undone")
    KEPT = "kept", pgettext_lazy("taken in", "Kept: others build on it")
