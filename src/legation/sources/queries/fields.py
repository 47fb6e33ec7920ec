"""The fields of each kind of finding, as a reader reads them."""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from legation.missions.choices import PartOfDay, Party
from legation.outcomes.choices import AgreementKind, AgreementStatus
from legation.sources.choices import EventKind, EventStatus, FindingKind, OrganisationRole, Topic

HEAD = "head_of_delegation"

LABELS: dict[str, dict[str, Any]] = {
    FindingKind.PERSON: {
        "name": gettext_lazy("name"),
        "title": gettext_lazy("post"),
        "org": gettext_lazy("organisation"),
        "side": gettext_lazy("side"),
        "roles": gettext_lazy("capacity"),
    },
    FindingKind.ORGANISATION: {"name": gettext_lazy("name"), "role": gettext_lazy("named as")},
    FindingKind.PROGRAMME: {"name": gettext_lazy("name"), "organisers": gettext_lazy("organisers")},
    FindingKind.EVENT: {
        "kind": gettext_lazy("kind"),
        "iso": gettext_lazy("when"),
        "part": gettext_lazy("part of the day"),
        "venue": gettext_lazy("venue"),
        "room": gettext_lazy("room"),
        "city": gettext_lazy("city"),
        "status": gettext_lazy("status"),
        "host": gettext_lazy("hosts"),
        "guest": gettext_lazy("guests"),
    },
    FindingKind.STATEMENT: {"text": gettext_lazy("text"), "speakers": gettext_lazy("speakers")},
    FindingKind.AGREEMENT: {
        "kind": gettext_lazy("kind"),
        "status": gettext_lazy("status"),
        "parties": gettext_lazy("parties"),
        "text": gettext_lazy("text"),
    },
    FindingKind.TOPIC: {"topic": gettext_lazy("topic")},
    FindingKind.SIZE: {"size": gettext_lazy("delegates")},
}

# The fields that words of the text can be pulled into.
PULLED: dict[str, tuple[str, ...]] = {
    FindingKind.PERSON: ("name", "title", "org"),
    FindingKind.ORGANISATION: ("name",),
    FindingKind.PROGRAMME: ("name", "organisers"),
    FindingKind.EVENT: ("venue", "room", "city"),
    FindingKind.STATEMENT: ("text", "speakers"),
    FindingKind.AGREEMENT: ("text", "parties"),
    FindingKind.TOPIC: (),
    FindingKind.SIZE: ("size",),
}

_CHOICES: dict[tuple[str, str], Any] = {
    (FindingKind.PERSON.value, "side"): Party,
    (FindingKind.ORGANISATION.value, "role"): OrganisationRole,
    (FindingKind.EVENT.value, "kind"): EventKind,
    (FindingKind.EVENT.value, "status"): EventStatus,
    (FindingKind.EVENT.value, "part"): PartOfDay,
    (FindingKind.AGREEMENT.value, "kind"): AgreementKind,
    (FindingKind.AGREEMENT.value, "status"): AgreementStatus,
    (FindingKind.TOPIC.value, "topic"): Topic,
}


def said(kind: str, field: str, value: Any) -> str:
    """A value in the reader's words; "" where there is none."""
    if value in (None, "", []):
        return ""
    if field == "roles":
        return _("Head of delegation") if HEAD in value else ""
    if field == "iso":
        return moment(str(value))
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    choices = _CHOICES.get((kind, field))
    return str(dict(choices.choices).get(value, value)) if choices is not None else str(value)


def moment(iso: str) -> str:
    """Wednesday 17 April 2024, 17:00; what is no such moment stays as it is written."""
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return iso.replace("/", " – ")
    day = date_format(when, pgettext("date format: weekday, day, month, year", "l j F Y"))
    if "T" not in iso:
        return day
    clock = when.strftime("%H:%M")
    return f"{day} {clock}" if (get_language() or "").startswith("ko") else f"{day}, {clock}"


def heading(kind: str, values: dict[str, Any]) -> str:
    """What stands above the finding: its name, its kind or its words."""
    for field in ("name", "text", "topic", "size"):
        if field in values and field in LABELS[kind]:
            return said(kind, field, values[field])
    return said(kind, "kind", values.get("kind"))
